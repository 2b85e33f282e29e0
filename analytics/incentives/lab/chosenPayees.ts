/** Who is asked for, where what a payee is paid rests on what others sell or are paid. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { Filter } from '../../api/documents/query.ts';
import type { SideRequest } from '../side.ts';
import { matches, type PayRoster } from './payRoster.ts';

/** Ids of payees, of lines that pay partners and of lines that pay groups, with the filters that chose them. */
export interface ChosenPayees {
  readonly where: readonly Filter[];
  readonly partners: readonly string[];
  /** Of every group with a partner who was chosen. */
  readonly groups: readonly string[];
}

/**
 * Whether a plan has to be paid to everybody before anybody’s pay is known: from a pool, by what a whole group sells, or on
 * what lines for others leave of a deal.
 */
export function restsOnOthers({ pool, lines }: Pick<IncentivePlan, 'pool' | 'lines'>): boolean {
  return (
    pool !== undefined ||
    lines.some(({ scope, payee, on }) => scope === 'group' || payee === 'group' || on.less.length > 0)
  );
}

/** How a side is asked for that pays plans to the partners of a case. @param where as `partnersOf` gives it */
export function rowsToPay(
  plans: readonly Pick<IncentivePlan, 'pool' | 'lines'>[],
  roster: PayRoster,
  where: readonly Filter[],
): Pick<SideRequest, 'where' | 'chosen'> {
  return where.length > 0 && plans.some(restsOnOthers) ? { where: [], chosen: choosePayees(roster, where) } : { where };
}

function choosePayees({ partners }: PayRoster, where: readonly Filter[]): ChosenPayees {
  const chosen = partners.filter((partner) => matches(partner, where));
  return {
    where,
    partners: chosen.map(({ id }) => id),
    groups: [...new Set(chosen.map(({ id, parent }) => parent ?? id))].sort(),
  };
}

/** Whether a payee of a line is asked for. */
export function asksFor({ chosen }: Pick<SideRequest, 'chosen'>, { payee }: PlanLine): (id: string) => boolean {
  if (!chosen) return () => true;
  const ids = new Set(payee === 'group' ? chosen.groups : chosen.partners);
  return (id) => ids.has(id);
}

/** The rows of those who are asked for, where nobody’s pay is computed from them. */
export function askedWhere({ where, chosen }: Pick<SideRequest, 'where' | 'chosen'>): readonly Filter[] {
  return chosen?.where ?? where;
}
