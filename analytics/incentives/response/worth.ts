/** What a plan brings against what it costs. Money is in any one unit, the same for all; a ratio keeps both of its parts. */
import { type Assumptions, EVIDENCE, type Evidence, USUAL_MARGIN } from '../../api/documents/assumptions.ts';
import { likely } from './figure.ts';
import { isCostOnly } from './respond.ts';

export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

export interface Brought {
  /** Revenue with the response less revenue without it. */
  readonly grossLift: number;
  readonly pulledForward: number;
  readonly cannibalised: number;
  readonly stockpiled: number;
  readonly netLift: number;
  readonly incrementalMargin: number;
  /** Paid under the plan less paid before, with what it costs besides. */
  readonly extraCost: number;
  /** Incremental margin less extra cost. */
  readonly net: number;
  /** Net over extra cost; null where the plan costs no more than before, which is no investment. */
  readonly roi: Share | null;
  /** What is paid on revenue that would have come anyway. */
  readonly subsidisedBase: number;
  /** Lift of revenue at which the plan pays for itself; null where no lift does. */
  readonly breakEven: Share | null;
  readonly evidence: Evidence;
}

export interface Costs {
  readonly revenue: number;
  readonly revenueAfter: number;
  /** Margin before pay on the revenue that is added, as a share of it. */
  readonly margin: number;
  /** As the comparison pays. */
  readonly paidBefore: number;
  /** Under the plan if nobody responded. */
  readonly paidOnBase: number;
  /** Under the plan with the response. */
  readonly paidAfter: number;
}

/**
 * True lift = gross lift − pull-forward − cannibalisation − stockpiling, each a share of the gross lift; more than all of it is
 * not taken off. Where revenue falls nothing is taken off: the loss is a loss.
 */
export function brought(costs: Costs, assumptions: Assumptions): Brought {
  const grossLift = costs.revenueAfter - costs.revenue;
  const base = Math.max(grossLift, 0);
  let left = 1;
  const taken = ({ share }: Assumptions['pullForward']) => {
    const part = Math.min(likely(share), left);
    left -= part;
    return base * part;
  };
  const pulledForward = taken(assumptions.pullForward);
  const cannibalised = taken(assumptions.cannibalisation);
  const stockpiled = taken(assumptions.stockpiling);
  const netLift = grossLift - pulledForward - cannibalised - stockpiled;
  const incrementalMargin = netLift * costs.margin;
  const extraCost = costs.paidAfter - costs.paidBefore + Number(assumptions.fixedCost);
  const net = incrementalMargin - extraCost;
  return {
    grossLift,
    pulledForward,
    cannibalised,
    stockpiled,
    netLift,
    incrementalMargin,
    extraCost,
    net,
    roi: extraCost > 0 ? { numerator: net, denominator: extraCost } : null,
    subsidisedBase: costs.paidOnBase,
    breakEven: breakEvenLift((costs.paidOnBase - costs.paidBefore) / costs.revenue, costs.margin, {
      onLift: costs.paidOnBase / costs.revenue,
    }),
    evidence: gradeOf(assumptions),
  };
}

/**
 * Lift that pays for a rebate of the rate r on all revenue at the margin m: r ÷ (m − r). `onLift` is the rate that is paid on
 * the added revenue where it is another than the rate that is new. Null where each unit sold costs more than it brings.
 */
export function breakEvenLift(rate: number, margin: number, { onLift = rate } = {}): Share | null {
  const kept = margin - onLift;
  return Number.isFinite(rate) && kept > 0 ? { numerator: rate, denominator: kept } : null;
}

/**
 * Change of volume at which a change of price leaves the contribution as it was: −ΔP ÷ (CM + ΔP), all as shares of the old
 * price. Null where nothing of the margin is left.
 */
export function breakEvenVolume(priceChange: number, contributionMargin: number): Share | null {
  const left = contributionMargin + priceChange;
  return left > 0 ? { numerator: -priceChange, denominator: left } : null;
}

/** A rebate on growth alone pays for itself, unit by unit, as long as its rate is below the margin. */
export function growthRebatePays(rate: number, margin: number): boolean {
  return rate < margin;
}

/** Margin of revenue that is mixed of families, weighted by what each sells. Families that are not named have the general share. */
export function blendedMargin(
  { share = USUAL_MARGIN, byFamily }: Assumptions['margin'],
  revenue: ReadonlyMap<string, number>,
): number {
  let [margin, all] = [0, 0];
  for (const [family, amount] of revenue) {
    margin += amount * Number(Object.hasOwn(byFamily, family) ? byFamily[family] : share);
    all += amount;
  }
  return all === 0 ? Number(share) : margin / all;
}

/** The weakest ground among the assumptions that the result rests on. What takes nothing away is not rested on. */
export function gradeOf(assumptions: Assumptions): Evidence {
  const { response, pull, pullForward, cannibalisation, stockpiling, margin, carryOver } = assumptions;
  const grounds: Evidence[] = [margin.evidence];
  if (!('none' in response)) grounds.push(response.evidence);
  if (pull) grounds.push(pull.evidence);
  if (!isCostOnly(assumptions)) {
    for (const { share, evidence } of [pullForward, cannibalisation, stockpiling]) {
      if (likely(share) > 0) grounds.push(evidence);
    }
    if (carryOver) grounds.push(carryOver.evidence);
  }
  return EVIDENCE[Math.min(...grounds.map((ground) => EVIDENCE.indexOf(ground)))]!;
}
