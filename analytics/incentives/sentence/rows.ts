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

const DATES = {
  closed_on: 'by the day of closing',
  registered_on: 'by the day of registration',
  created_on: 'by the day of creation',
};
const REGISTERED = { true: 'registered deals', false: 'deals not registered' };
const REGISTRANTS = { first: 'customers registered first', later: 'customers registered after another partner' };
const LEVEL_DATES = {
  event: 'at the level of the day of the deal',
  'period-end': 'at the level of the last day of the period',
};

export function sayRows(writer: SentenceWriter, { lines }: IncentivePlan): void {
  const { on, where } = writer.line;
  for (const [at, filter] of on.filter.entries())
    writer.clause('counts', ['on', 'filter', at]).words(filterText(filter));
  for (const [at, filter] of where.entries()) writer.clause('counts', ['where', at]).words(filterText(filter));
  if (on.roles) writer.clause('counts', ['on', 'roles']).words(`as ${on.roles.join(' or ')}`);
  if (on.registered !== undefined) choice('registered', REGISTERED);
  if (on.registrant) choice('registrant', REGISTRANTS);
  if (on.firstDeal) writer.clause('counts', ['on', 'firstDeal']).words('the partner’s first deal');
  if (on.newCustomer) writer.clause('counts', ['on', 'newCustomer']).words('new customers');
  writer.optional('counts', 'deals from ', ['on', 'dealFrom']).optional('counts', 'deals below ', ['on', 'dealBelow']);
  writer.optional('counts', 'from ', ['on', 'from'], ' on').optional('counts', 'until ', ['on', 'to']);
  if (on.date !== 'closed_on') choice('date', DATES);
  if (on.credit === 'share') writer.clause('counts', ['on', 'credit']).words('on the credit share');
  if (on.lockTerms) {
    writer.clause('counts', ['on', 'lockTerms']).words('renewals and extensions at the terms of the first sale');
  }
  if (on.levelDate === 'period-end') choice('levelDate', LEVEL_DATES);
  if (on.less.length === 0) return;
  const names = on.less.map((id) => lines.find((line) => line.id === id)?.label ?? id);
  writer.clause('counts', ['on', 'less']).words(`after ${names.join(' and ')} came off`);

  function choice(field: string, texts: Readonly<Record<string, string>>): void {
    writer.clause('counts', ['on', field]).value(['on', field], texts);
  }
}
