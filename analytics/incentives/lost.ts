/** What the limits of a line took, each from what the ones before it left. */
import type { LostTo } from '../api/incentives.ts';
import { decimalText, parseDecimal, subtract } from '../present/decimal.ts';
import type { UnitStep } from './compiled.ts';
import type { Earned } from './rate.ts';

export const LIMIT_OF: Readonly<Record<Exclude<UnitStep, 'plain'>, LostTo['limit']>> = {
  claim: 'claim',
  capBase: 'cap base',
  floor: 'floor',
  capRate: 'cap rate',
  capDeal: 'cap deal',
};

/** By limit, exact decimal text before rounding; limits that took nothing are left out. */
export function lostTo({ steps, capped }: Pick<Earned, 'steps' | 'capped'>): Partial<Record<LostTo['limit'], string>> {
  const lost: Partial<Record<LostTo['limit'], string>> = {};
  let before = steps.plain!;
  const took = (limit: LostTo['limit'], after: string) => {
    const difference = subtract(parseDecimal(before)!, parseDecimal(after)!);
    if (difference.units !== 0n) lost[limit] = decimalText(difference);
    before = after;
  };
  for (const [step, limit] of Object.entries(LIMIT_OF)) {
    const after = steps[step as UnitStep];
    if (after !== undefined) took(limit, after);
  }
  took('cap partner', capped);
  return lost;
}
