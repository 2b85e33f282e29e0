/** What is stacked on deals: everything that plans and payouts pay on one, beside its margin. */
import type { DealCost } from '../api/incentives.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { readDeals } from './dealCosts/deals.ts';
import { paidOnDeals, type StackedPart } from './dealCosts/payoutParts.ts';
import { planParts } from './dealCosts/planParts.ts';
import type { IncentiveDesk } from './desk.ts';
import { prepareCase } from './prepareCase.ts';
import { rateCase } from './rateCase.ts';
import { amountText } from './settle.ts';

/**
 * Deals won in the period with program cost, the least profitable first: margin less cost; then deals of unknown margin, the
 * dearest first, and returns, which take back what their sales were paid. Plans pay what they pay on rows, before pools, caps over a year and terms; payouts of other kinds stay
 * as they are. What names no deal is on none.
 * @throws what `prepareCase` and `rateRows` throw
 */
export async function dealCosts(
  desk: IncentiveDesk,
  asked: Checked<'incentive.deals'>,
  options: LabOptions = {},
): Promise<Result<'incentive.deals'>> {
  const prepared = await prepareCase(desk, asked, options);
  const { basis } = await rateCase(desk, prepared, options);
  const parts = new Map<string, Map<string, StackedPart & { sum: number }>>();
  const add = (part: StackedPart) => {
    const own = parts.get(part.deal) ?? new Map<string, StackedPart & { sum: number }>();
    if (own.size === 0) parts.set(part.deal, own);
    const key = `${part.kind}\n${part.label}`;
    const known = own.get(key);
    if (known) known.sum += part.amount;
    else own.set(key, { ...part, sum: part.amount });
  };
  for (const part of await planParts(desk, prepared, options)) add(part);
  for (const part of await paidOnDeals(desk, prepared, options)) add(part);
  const deals = (await readDeals(desk, prepared, options))
    .filter(({ deal }) => parts.has(deal))
    .map(({ margin, amount, ...deal }) => {
      const own = [...parts.get(deal.deal)!.values()].filter(({ sum }) => sum !== 0);
      own.sort((a, b) => b.sum - a.sum || (a.label < b.label ? -1 : 1));
      const cost = own.reduce((total, { sum }) => total + sum, 0);
      const told: DealCost = {
        ...deal,
        amount: amountText(amount),
        margin: margin === null ? null : amountText(margin),
        parts: own.map(({ label, kind, sum }) => ({ label, kind, amount: amountText(sum) })),
        cost: amountText(cost),
      };
      return { told, left: margin === null ? null : margin - cost, cost, returned: amount < 0 };
    })
    .filter(({ told }) => told.parts.length > 0);
  deals.sort(
    (a, b) =>
      Number(a.returned) - Number(b.returned) ||
      Number(a.left === null) - Number(b.left === null) ||
      (a.left ?? 0) - (b.left ?? 0) ||
      b.cost - a.cost ||
      (a.told.deal < b.told.deal ? -1 : 1),
  );
  return {
    basis,
    deals: deals.slice(0, asked.limit).map(({ told }) => told),
    total: deals.length,
    aboveMargin: deals.filter(({ left, returned }) => !returned && left !== null && left < 0).length,
  };
}
