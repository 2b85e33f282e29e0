/** What levels cost a year at current volume, before and after, and how much loss of business would eat a saving. */
import type { TierCosts } from '../../api/tiers.ts';
import type { Readings } from './readings.ts';
import { ExactSums, unitsText } from './sums.ts';

/** What one benefit of one level comes to for each partner if it had the level. */
export interface BenefitColumn {
  readonly id: string;
  readonly label: string;
  readonly level: number;
  readonly kind: 'fixed' | 'rate';
  /** Whole numbers of 10^-4 of the program's currency; NaN where the measure has no figure. */
  readonly amount: Float64Array;
}

/** A program's levels by partner, with what they bring. */
export interface LevelCosts {
  readonly levels: number;
  readonly benefits: readonly BenefitColumn[];
  /** Level of each partner, −1 for none or for one whose benefits are not known. */
  readonly of: Int8Array | Int16Array;
}

export interface CostSums {
  readonly total: bigint;
  readonly byLevel: readonly bigint[];
  /** By benefit and kind: a benefit may be a sum and a rate. */
  readonly lines: ReadonlyMap<string, CostLine>;
}

interface CostLine {
  readonly id: string;
  readonly label: string;
  readonly kind: 'fixed' | 'rate';
  readonly sum: bigint;
}

export function sumCosts({ levels, benefits, of }: LevelCosts): CostSums {
  const atLevel: (readonly [number, BenefitColumn])[][] = Array.from({ length: levels }, () => []);
  for (const [cell, benefit] of benefits.entries()) atLevel[benefit.level]!.push([cell, benefit]);
  const sums = new ExactSums(benefits.length);
  for (let partner = 0; partner < of.length; partner++) {
    const level = of[partner]!;
    if (level < 0) continue;
    for (const [cell, { amount }] of atLevel[level]!) sums.add(cell, amount[partner]!);
  }
  const byLevel = new Array<bigint>(levels).fill(0n);
  const lines = new Map<string, CostLine>();
  let total = 0n;
  for (const [cell, { id, label, kind, level }] of benefits.entries()) {
    const sum = sums.units(cell);
    byLevel[level]! += sum;
    total += sum;
    const key = `${kind} ${id}`;
    const line = lines.get(key) ?? { id, label, kind, sum: 0n };
    lines.set(key, { ...line, sum: line.sum + sum });
  }
  return { total, byLevel, lines };
}

/** Adds up what single partners cost at a level, or would save. */
export class PartnerCosts {
  private readonly atLevel: readonly Float64Array[][];

  constructor(benefits: readonly BenefitColumn[], levels: number) {
    this.atLevel = Array.from({ length: levels }, (_, level) =>
      benefits.flatMap((benefit) => (benefit.level === level ? [benefit.amount] : [])),
    );
  }

  /** What the partner costs at a level (nothing at none), added to a sum or taken from it. */
  add(sums: ExactSums, cell: number, level: number, partner: number, sign: 1 | -1 = 1): void {
    if (level < 0) return;
    for (const amount of this.atLevel[level]!) sums.add(cell, sign * amount[partner]!);
  }

  /** What holding partners at their former level costs a year: the difference of the two. */
  difference(
    partners: readonly number[],
    held: (partner: number) => number,
    otherwise: (partner: number) => number,
  ): bigint {
    const sums = new ExactSums(1);
    for (const partner of partners) {
      this.add(sums, 0, held(partner), partner);
      this.add(sums, 0, otherwise(partner), partner, -1);
    }
    return sums.units(0);
  }
}

/**
 * @param fallingAmount bookings of those who fall, decimal text
 * @param margin what the network keeps of its revenue, in the same currency; null without known costs
 */
export function tierCosts(
  before: CostSums,
  after: CostSums,
  fallingAmount: string,
  marginRate: number | null,
): TierCosts {
  const keys = [...new Set([...before.lines.keys(), ...after.lines.keys()])];
  const saving = Number(unitsText(before.total - after.total));
  const atStake = Number(fallingAmount) * (marginRate ?? 0);
  return {
    before: unitsText(before.total),
    after: unitsText(after.total),
    lines: keys.map((key) => {
      const [old, now] = [before.lines.get(key), after.lines.get(key)];
      const { id, label, kind } = (now ?? old)!;
      return { id, label, kind, before: unitsText(old?.sum ?? 0n), after: unitsText(now?.sum ?? 0n) };
    }),
    fallingAmount,
    breakEvenLoss: saving > 0 && atStake > 0 ? saving / atStake : null,
    marginRate,
  };
}

/** What the benefits of a program come to for every partner. */
export function benefitColumns(readings: Readings): BenefitColumn[] {
  return readings.compiled.benefits.map(({ id, label, level, kind }, index) => ({
    id,
    label,
    level,
    kind,
    amount: readings.benefit(index),
  }));
}
