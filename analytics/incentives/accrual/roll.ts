/** Movements rolled forward month by month. Pure; amounts are whole numbers of 1/10,000. */
import { MOVES, type Move } from './movements.ts';

/** What moved in a month, of one program, kind and currency. */
export interface MonthSum {
  readonly program: string;
  readonly kind: string;
  readonly currency: string;
  /** The place of the month among those asked for; −1 for everything before. */
  readonly month: number;
  readonly move: Move;
  readonly amount: number;
}

export interface RolledRow extends Readonly<Record<Move, number>> {
  readonly program: string;
  readonly kind: string;
  readonly currency: string;
  readonly month: string;
  readonly opening: number;
  readonly closing: number;
}

/** The same without what is owed: only the months in which something moved. */
export function movedMonths(sums: readonly MonthSum[], months: readonly string[]): RolledRow[] {
  return rollForward(sums, months).filter((row) => MOVES.some((move) => row[move] !== 0));
}

/**
 * A row for each month from the first with something owed or moved; by program, kind and currency. opening + earned + trueUp −
 * paid − expired − clawback = closing, and each closing is the next opening.
 */
export function rollForward(sums: readonly MonthSum[], months: readonly string[]): RolledRow[] {
  const books = new Map<string, MonthSum[]>();
  for (const sum of sums) {
    const key = JSON.stringify([sum.program, sum.kind, sum.currency]);
    books.set(key, [...(books.get(key) ?? []), sum]);
  }
  return [...books].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, book]) => rollBook(book, months));
}

function rollBook(book: readonly MonthSum[], months: readonly string[]): RolledRow[] {
  const { program, kind, currency } = book[0]!;
  const moved = (month: number) =>
    Object.fromEntries(
      MOVES.map((move) => [
        move,
        book.filter((one) => one.month === month && one.move === move).reduce((sum, { amount }) => sum + amount, 0),
      ]),
    ) as Record<Move, number>;
  let closing = owedAfter(0, moved(-1));
  const rows = months.map((month, index): RolledRow => {
    const moves = moved(index);
    const opening = closing;
    closing = owedAfter(opening, moves);
    return { program, kind, currency, month, opening, ...moves, closing };
  });
  const first = rows.findIndex((row) => row.opening !== 0 || MOVES.some((move) => row[move] !== 0));
  return first < 0 ? [] : rows.slice(first);
}

function owedAfter(
  opening: number,
  { earned, trueUp, paid, expired, clawback }: Readonly<Record<Move, number>>,
): number {
  return opening + earned + trueUp - paid - expired - clawback;
}
