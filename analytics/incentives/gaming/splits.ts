/** Sizes from which a plan treats deals otherwise, and the deals that lie below one but not together. */
import type { GamingReport } from '../../api/incentiveSearch.ts';
import { amountText, tenThousandths } from '../settle.ts';
import { edgesOf, withCaps } from './edges.ts';
import { findLikeDeals } from './likeDeals.ts';
import type { LineUnits } from './lineUnits.ts';
import type { Pay } from './payCurve.ts';
import { payFunction, typicalOf } from './payFunction.ts';
import { type DealToJudge, findSplitDeals, type SplitDeal } from './splitDeals.ts';
import type { GamingWords } from './words.ts';

const WITHIN_DAYS = 14;
const MOST = 100;

interface SizeLimit {
  readonly limit: number;
  readonly pay: Pay;
}

/** Empty where a plan pays a deal the same whatever its size. */
export function sizeLimits(units: LineUnits): SizeLimit[] {
  const { compiled, table, chosen, plan } = units;
  const { line } = compiled;
  const sold = chosen.filter((unit) => table.column('base')[unit]! > 0);
  if (sold.length === 0 || line.on.base === 'count') return [];
  const reference = typicalOf(compiled, table, sold);
  const pay = payFunction(compiled, plan.rounding.digits, reference, 'base');
  const limits: SizeLimit[] = [];
  if (compiled.unit === 'deal') {
    const top = sold.reduce((most, unit) => Math.max(most, table.column('base')[unit]!), 0) + 1;
    for (const limit of withCaps(pay, edgesOf(line, 'base', reference, top), top)) limits.push({ limit, pay });
  }
  if (line.on.dealBelow !== undefined && compiled.unit === 'deal') {
    // A deal of this size or more is not paid at all.
    const limit = tenThousandths(line.on.dealBelow);
    limits.push({ limit, pay: (amount) => (amount < limit ? pay(amount) : 0) });
  }
  return limits;
}

/** The largest gain first; a deal is named once. */
export function splitsOf(
  deals: readonly DealToJudge[],
  limits: readonly SizeLimit[],
  words: GamingWords,
  nameOf: (id: string) => string,
): GamingReport['splitDeals'] {
  const found = limits.flatMap(({ limit, pay }) =>
    findSplitDeals(deals, { withinDays: WITHIN_DAYS, limit, pay }).map((split) => ({ split, limit })),
  );
  const named = new Set<string>();
  return found
    .sort((a, b) => gainOf(b.split) - gainOf(a.split))
    .filter(({ split }) => {
      if (split.deals.some((deal) => named.has(deal))) return false;
      for (const deal of split.deals) named.add(deal);
      return true;
    })
    .slice(0, MOST)
    .map(({ split, limit }) => ({
      partner: split.partner,
      name: nameOf(split.partner),
      customer: split.customer,
      deals: split.deals,
      together: amountText(split.together),
      gain: split.gain === null ? null : amountText(split.gain),
      sentence: words.split(split, WITHIN_DAYS, limit),
    }));
}

/** Series of like deals, but for those that a plan’s own size has found. */
export function likeSplits(
  deals: readonly DealToJudge[],
  known: GamingReport['splitDeals'],
  words: GamingWords,
  nameOf: (id: string) => string,
): GamingReport['splitDeals'] {
  const named = new Set(known.flatMap((split) => split.deals));
  return findLikeDeals(deals)
    .filter((series) => !series.deals.some((deal) => named.has(deal)))
    .slice(0, MOST)
    .map((series) => ({
      partner: series.partner,
      name: nameOf(series.partner),
      customer: series.customer,
      deals: series.deals,
      together: amountText(series.together),
      gain: null,
      sentence: words.likeDeals(series),
    }));
}

function gainOf({ gain }: SplitDeal): number {
  return gain ?? 0;
}
