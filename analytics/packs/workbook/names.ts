/** Names for the headline figures, so that other files can refer to them. Few and stable. */
import { capital } from '../../present/capital.ts';
import { NAMED_METRICS } from '../sections.ts';
import { type Book, SHEETS } from './book.ts';
import { address, on } from './cells.ts';

export function addNames(book: Book): void {
  const compared = book.model.basis.comparison !== null;
  for (const id of NAMED_METRICS) {
    const place = book.headlines.get(id);
    if (!place) continue;
    const name = rangeName(id);
    book.file.definedNames.add(on(SHEETS.summary, address(place, true)), name);
    if (compared) {
      const prior = { row: place.row, column: place.column + 1 };
      book.file.definedNames.add(on(SHEETS.summary, address(prior, true)), `${name}_prior`);
    }
  }
}

/** `won_amount` as `Won_amount`. */
export function rangeName(metric: string): string {
  return capital(metric);
}
