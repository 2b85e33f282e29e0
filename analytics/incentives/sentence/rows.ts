/** The part of a line's sentence that says which rows and partners count. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { SentenceWriter } from './writer.ts';

export interface ValueFilter {
  readonly dim: string;
  readonly values: readonly (string | null)[];
  readonly not?: boolean | undefined;
}

/** `family Cloud or Security`, `region not EMEA`. */
export function filterText({ dim, values, not }: ValueFilter): string {
  const named = values.map((value) => value ?? 'none').join(' or ');
  return `${dim.replaceAll('_', ' ')} ${not ? 'not ' : ''}${named}`;
}

export function sayRows(writer: SentenceWriter, { lines }: IncentivePlan): void {
  const { on, where } = writer.line;
  for (const filter of [...on.filter, ...where]) writer.words(`, ${filterText(filter)}`);
  if (on.roles) writer.words(`, as ${on.roles.join(' or ')}`);
  if (on.registered !== undefined) writer.words(on.registered ? ', registered deals' : ', deals not registered');
  if (on.registrant)
    writer.words(`, customers registered ${on.registrant === 'first' ? 'first' : 'after another partner'}`);
  if (on.firstDeal) writer.words(', the partner’s first deal');
  if (on.newCustomer) writer.words(', new customers');
  writer.optional(', deals from ', ['on', 'dealFrom'], '').optional(', deals below ', ['on', 'dealBelow'], '');
  writer.optional(', from ', ['on', 'from'], ' on').optional(', until ', ['on', 'to'], '');
  if (on.credit === 'share') writer.words(', on the credit share');
  if (on.lockTerms) writer.words(', renewals and extensions at the terms of the first sale');
  if (on.levelDate === 'period-end') writer.words(', at the level of the last day of the period');
  if (on.less.length === 0) return;
  const names = on.less.map((id) => lines.find((line) => line.id === id)?.label ?? id);
  writer.words(`, after ${names.join(' and ')} came off`);
}
