/** What a partner that becomes active brings in the planned period. Amounts in units of 10^-4. */

import { partOf, sumOf } from '../exact.ts';
import type { Population } from '../features.ts';
import type { PartnerSales } from './network.ts';

/** A share as a fraction of whole numbers. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * What a partner that starts on the first day of a period books of what the others do, when it grows evenly to full speed:
 * one less half the ramp ÷ period, or half the period ÷ ramp where the ramp is longer.
 */
export function rampShare(months: number, ramp: number): Fraction {
  const [period, ramping] = [BigInt(months), BigInt(ramp)];
  if (ramp <= months) return { numerator: 2n * period - ramping, denominator: 2n * period };
  return { numerator: period, denominator: 2n * ramping };
}

/** Bookings of the year of partners at full speed: transacting, and started so long ago that the whole year counts. */
export function atFullSpeed(
  { partners }: Pick<Population, 'partners'>,
  sales: ReadonlyMap<string, PartnerSales>,
  { deals, startedBy }: { readonly deals: number; readonly startedBy: string },
  belongs: (index: number) => boolean,
): bigint[] {
  return partners.flatMap(({ id, agreementStart }, index) => {
    const sold = sales.get(id);
    if (!sold || sold.deals < deals || !belongs(index)) return [];
    return agreementStart === null || agreementStart <= startedBy ? [sold.amount] : [];
  });
}

/** The mean of amounts of a year, for `months` of it. */
export function meanFor(amounts: readonly bigint[], months: number): bigint {
  return partOf(sumOf(amounts), BigInt(months), 12n * BigInt(amounts.length));
}
