/** Who went from where to where: counts and bookings of each cell. */
import { type Former, moveOf, type NamedLevel, NO_LEVEL } from './standing.ts';
import { ExactSums } from './sums.ts';

export interface Migration {
  readonly fromLevels: readonly string[];
  readonly toLevels: readonly string[];
  /** Rows: levels before; columns: levels after. Sums to the population. */
  readonly counts: readonly (readonly number[])[];
  /** Bookings in each cell, exact. */
  readonly amounts: readonly (readonly string[])[];
  readonly up: number;
  readonly down: number;
  readonly stay: number;
  /** Partners whose former level has no known place among the program's. */
  readonly unranked: number;
  /** By partner: 1 rose, −1 fell, 0 stayed or cannot be said. */
  readonly moves: Int8Array;
  /** Bookings of those who fall. */
  readonly fallingAmount: string;
}

/**
 * @param after level by partner, −1 for none
 * @param bookings whole numbers of 10^-4, NaN for none
 */
export function migration(
  levels: readonly NamedLevel[],
  former: Former,
  after: Int8Array,
  bookings: Float64Array,
): Migration {
  const first = after.includes(-1) ? -1 : 0;
  const columns = levels.length - first;
  const rows = former.names.length;
  const direction = former.names.map((name) =>
    Array.from({ length: columns }, (_, column) => moveOf(name, column + first)),
  );
  const counts = new Int32Array(rows * columns);
  const sums = new ExactSums(rows * columns);
  const falling = new ExactSums(1);
  const moves = new Int8Array(after.length);
  const tally = { up: 0, down: 0, stay: 0, unranked: 0 };
  for (let partner = 0; partner < after.length; partner++) {
    const row = former.of[partner]!;
    const column = after[partner]! - first;
    const cell = row * columns + column;
    counts[cell]!++;
    sums.add(cell, bookings[partner]!);
    const move = direction[row]![column]!;
    if (move > 0) tally.up++;
    else if (move < 0) {
      tally.down++;
      falling.add(0, bookings[partner]!);
    } else if (move === 0) tally.stay++;
    else tally.unranked++;
    moves[partner] = move;
  }
  const grid = <T>(cell: (index: number) => T): T[][] =>
    former.names.map((_, row) => Array.from({ length: columns }, (_, column) => cell(row * columns + column)));
  return {
    fromLevels: former.names.map(({ label }) => label),
    toLevels: [...(first < 0 ? [NO_LEVEL] : []), ...levels.map(({ label }) => label)],
    counts: grid((cell) => counts[cell]!),
    amounts: grid((cell) => sums.text(cell)),
    ...tally,
    moves,
    fallingAmount: falling.text(0),
  };
}
