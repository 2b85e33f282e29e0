/** Filters of a case as filters that every rating knows. */
import type { Filter } from '../../api/documents/query.ts';
import { assertPartnerFilters } from '../../network/roster.ts';
import { matches, type PayRoster } from './payRoster.ts';

/**
 * A level is that of the end of the period and does not follow a partner through it, so it is read as the partners who had it
 * then; all else is an attribute and stays as it is.
 * @throws QuarterdeckError `dimension-unknown` for a filter that does not choose partners.
 */
export function partnersOf({ partners }: PayRoster, where: readonly Filter[]): readonly Filter[] {
  assertPartnerFilters(where);
  const levels = where.filter(({ dim }) => dim === 'level');
  if (levels.length === 0) return where;
  const chosen = partners.filter((partner) => matches(partner, levels)).map(({ id }) => id);
  return [...where.filter(({ dim }) => dim !== 'level'), { dim: 'partner', values: chosen, not: false }];
}
