/** Rates that a line knows, and what a base comes to at each. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import { divideRounded, parseDecimal } from '../../present/decimal.ts';

/** One of the rates of a line: of a level, or of the band that begins at an amount. */
export interface KnownRate {
  readonly rate: string;
  readonly level?: string;
  readonly from?: string;
}

export function knownRates({ rate }: PlanLine): KnownRate[] {
  if ('byLevel' in rate) return Object.entries(rate.byLevel).map(([level, share]) => ({ level, rate: share }));
  // Bands of growth, and those that pay sums, do not pay a share of the base.
  if ('how' in rate && rate.pays === 'share') return rate.bands.map(({ from, rate: share }) => ({ from, rate: share }));
  if ('flat' in rate) return [{ rate: rate.flat }];
  if ('byRegion' in rate) return Object.values(rate.byRegion).map((share) => ({ rate: share }));
  return [];
}

/** A base in whole numbers of 1/10,000 at a rate, rounded half away from zero to so many digits. */
export function payAt(base: number, rate: string, digits: number): number {
  const { units, scale } = parseDecimal(rate)!;
  const unit = 10n ** BigInt(4 - digits);
  return Number(divideRounded(BigInt(base) * units, 10n ** BigInt(scale) * unit) * unit);
}

/**
 * Whether a line pays a share of each deal and nothing else, so that it can be paid in whatever currency the deal has: no
 * edge, sum or limit in money.
 */
export function isShareOfDeal(line: PlanLine): boolean {
  const { rate, limits, on } = line;
  const money = [
    limits.capBase,
    limits.capDeal,
    limits.capPartner,
    limits.capYear,
    limits.minimumPayment,
    limits.floor,
  ];
  return (
    ('flat' in rate || 'byLevel' in rate || 'byRegion' in rate) &&
    on.base !== 'quantity' &&
    on.base !== 'count' &&
    on.dealFrom === undefined &&
    on.dealBelow === undefined &&
    line.accelerator === undefined &&
    money.every((limit) => limit === undefined)
  );
}

/** Whether what is paid depends on what else is earned in other periods or by others, so that no deal has a pay of its own. */
export function isSettled(
  { pool, partnerCap }: Pick<IncentivePlan, 'pool' | 'partnerCap'>,
  { limits, terms }: PlanLine,
): boolean {
  return (
    pool !== undefined ||
    partnerCap !== undefined ||
    limits.capYear !== undefined ||
    limits.minimumPayment !== undefined ||
    terms.holdBack !== undefined ||
    terms.cashShare !== undefined
  );
}
