/** Filters of a case as filters that every rating knows. */
import type { Filter } from '../../api/documents/query.ts';
import { assertPartnerFilters, changesOverTime } from '../../network/roster.ts';
import { matches, type PayRoster } from './payRoster.ts';

/**
 * Level and segment are those of the end of the period and do not follow a partner through it, so they are read as the
 * partners who had them then; all else is an attribute and stays as it is.
 * @throws QuarterdeckError `dimension-unknown` for a filter that does not choose partners.
 */
export function partnersOf({ partners }: PayRoster, where: readonly Filter[]): readonly Filter[] {
  assertPartnerFilters(where);
  const dated = where.filter(changesOverTime);
  if (dated.length === 0) return where;
  const chosen = partners.filter((partner) => matches(partner, dated)).map(({ id }) => id);
  return [...where.filter((filter) => !changesOverTime(filter)), { dim: 'partner', values: chosen, not: false }];
}
