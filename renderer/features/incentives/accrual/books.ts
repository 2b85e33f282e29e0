/** Accounts of what is owed: one for each program, kind and currency, with its months. */
import type { AccrualRow } from '../../../../analytics/api/incentiveOutlook.ts';
import { changeExtra } from '../../../shell/location.ts';

export type Account = Pick<AccrualRow, 'program' | 'kind' | 'currency'>;

export interface Book {
  readonly key: string;
  readonly months: AccrualRow[];
}

export const keyOf = ({ program, kind, currency }: Account): string => JSON.stringify([program, kind, currency]);

export const openBook = (account: Account): void => changeExtra({ book: keyOf(account) }, { replace: true });

/** In the order of the rows. */
export function booksOf(rows: readonly AccrualRow[]): Book[] {
  const books = new Map<string, Book>();
  for (const row of rows) {
    const key = keyOf(row);
    const book = books.get(key) ?? { key, months: [] };
    book.months.push(row);
    books.set(key, book);
  }
  return [...books.values()];
}
