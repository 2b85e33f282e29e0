/** The two ladders of a simulation: names, stripes, and which way a cell of the matrix leads. */
import type { TierSimulation } from '../../../analytics/api/tiers.ts';
import type { Direction } from '../../../analytics/present/charts/sankey.ts';
import { levelStripes } from '../../../analytics/present/labels.ts';

type Moves = Pick<TierSimulation, 'levels' | 'fromLevels' | 'toLevels' | 'matrix' | 'up' | 'down'>;

export interface Ladders {
  /** Stripes out of four; none for what is no level of the program. */
  stripesOf(level: string): number;
  /** Which way a move leads; `other` when nobody can say. */
  directionOf(from: string, to: string): Direction;
}

export function laddersOf(moves: Moves): Ladders {
  const ladder = moves.levels.flatMap(({ index, label }) => (index >= 0 ? [label] : []));
  const directionOf = [directionsBy(placesOf(moves.fromLevels, ladder)), directionsBy(new Map())].find((read) =>
    agrees(moves, read),
  );
  return {
    stripesOf: (level) => levelStripes(level, ladder),
    directionOf: directionOf ?? ((from, to) => (from === to ? 'stay' : 'other')),
  };

  function directionsBy(strange: ReadonlyMap<string, number>): Ladders['directionOf'] {
    const rankOf = (level: string): number | null => {
      const rank = ladder.indexOf(level);
      return rank >= 0 ? rank : level === NO_LEVEL ? -1 : (strange.get(level) ?? null);
    };
    return (from, to) => {
      const [before, after] = [rankOf(from), rankOf(to)];
      if (from === to || before === after) return 'stay';
      if (before === null || after === null) return 'other';
      return after > before ? 'up' : 'down';
    };
  }
}

/** As the engine writes it for partners without a level. */
const NO_LEVEL = '(no level)';

/** Levels that the program does not have, between those of the program that they stand between. */
function placesOf(fromLevels: readonly string[], ladder: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  let below = -1;
  for (const level of fromLevels) {
    const rank = ladder.indexOf(level);
    if (rank >= 0) below = rank;
    else if (level !== NO_LEVEL) places.set(level, below + 0.5);
  }
  return places;
}

/** Whether a reading counts as many rises and falls as the engine did: the picture must not say more than it. */
function agrees({ fromLevels, toLevels, matrix, up, down }: Moves, read: Ladders['directionOf']): boolean {
  const counted = { up: 0, down: 0, stay: 0, other: 0 };
  for (const [row, from] of fromLevels.entries()) {
    for (const [column, to] of toLevels.entries()) counted[read(from, to)] += matrix[row]?.[column] ?? 0;
  }
  return counted.up === up && counted.down === down;
}
