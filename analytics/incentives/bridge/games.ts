/**
 * A bridge over parts that do not know each other. Shares of a sum are the sums of shares (Shapley’s axiom of additivity), so
 * each part is evaluated only for the factors that move it: ten factors over five lines take dozens of ratings, not a thousand.
 */
import { type Bridge, bridge } from './shapley.ts';

/** One part of a figure. */
export interface Game {
  /** Bit i: factor i moves it. */
  readonly moves: number;
  /** The figure in 1/10,000 with these factors changed; asked only about those that move it. */
  worth(changed: number): Promise<bigint> | bigint;
}

/** A part with its figure for every combination of what moves it. */
export interface PlayedGame {
  readonly moves: number;
  readonly worth: ReadonlyMap<number, bigint>;
}

export async function playGames(games: readonly Game[]): Promise<PlayedGame[]> {
  const played: PlayedGame[] = [];
  for (const { moves, worth } of games) {
    const values = new Map<number, bigint>();
    for (const changed of subsetsOf(moves)) values.set(changed, await worth(changed));
    played.push({ moves, worth: values });
  }
  return played;
}

/** @throws QuarterdeckError `bad-request` for too many factors */
export function bridgeOver(factors: readonly string[], games: readonly PlayedGame[]): Bridge {
  return bridge(factors, (changed) => games.reduce((sum, { moves, worth }) => sum + worth.get(changed & moves)!, 0n));
}

/** How often games are evaluated. */
export function evaluationsOf(games: readonly Pick<Game, 'moves'>[]): number {
  return games.reduce((sum, { moves }) => sum + subsetsOf(moves).length, 0);
}

function subsetsOf(moves: number): number[] {
  const subsets = [0];
  for (let bit = 1; bit <= moves; bit <<= 1) {
    if (moves & bit) subsets.push(...subsets.map((subset) => subset | bit));
  }
  return subsets;
}
