/**
 * The bridge between two scenarios: how much of their difference each change makes. A change is worth the mean of what it
 * adds over all orders in which the changes could be made (Shapley, 1953), so no order is favoured, and the steps add up to
 * the difference. It attributes what was computed; it does not say what caused it.
 */
import { QuarterdeckError } from '../../api/errors.ts';
import { divideRounded } from '../../present/decimal.ts';
import { apportion } from './apportion.ts';

/** 2^10 combinations are looked up for ten. */
export const MOST_FACTORS = 10;
/** Figures are whole numbers of 1/10,000. */
const SCALE = 4;

export interface BridgeStep {
  readonly factor: string;
  /** Whole numbers of 10^-digits. */
  readonly amount: bigint;
  /** What the change alone would make of the first scenario, and what it adds as the last one, in 1/10,000. They differ by interaction. */
  readonly alone: bigint;
  readonly last: bigint;
}

export interface Bridge {
  /** Whole numbers of 10^-digits; `from` and the steps make `to`. */
  readonly from: bigint;
  readonly to: bigint;
  readonly digits: number;
  /** In the order of the factors as given. */
  readonly steps: readonly BridgeStep[];
}

/**
 * @param factors what differs between the scenarios, each once: rate, threshold, mix, volume, tier, roster, currency
 * @param worthOf the figure in 1/10,000 with these factors as in the second scenario and all others as in the first; the
 *   number has bit i set for factor i
 * @param digits of the steps: 2 for cents
 */
export function bridge(factors: readonly string[], worthOf: (changed: number) => bigint, digits = 2): Bridge {
  checkFactors(factors);
  const count = factors.length;
  const all = (1 << count) - 1;
  const values = Array.from({ length: all + 1 }, (_, changed) => worthOf(changed));
  const weights = Array.from({ length: count }, (_, before) => factorial(before) * factorial(count - before - 1));

  const grain = 10n ** BigInt(SCALE - digits);
  const [from, to] = [divideRounded(values[0]!, grain), divideRounded(values[all]!, grain)];
  const exact = factors.map((name, factor) => {
    let numerator = 0n;
    for (let before = 0; before <= all; before++) {
      if (before & (1 << factor)) continue;
      numerator += weights[bitsOf(before)]! * (values[before | (1 << factor)]! - values[before]!);
    }
    return { name, numerator };
  });
  // Both ends are rounded as they are printed elsewhere; the steps make up for what that moves.
  const amounts = apportion(exact, factorial(count) * grain, to - from);
  return {
    from,
    to,
    digits,
    steps: factors.map((factor, index) => ({
      factor,
      amount: amounts[index]!,
      alone: values[1 << index]! - values[0]!,
      last: values[all]! - values[all & ~(1 << index)]!,
    })),
  };
}

function checkFactors(factors: readonly string[]): void {
  if (factors.length > MOST_FACTORS) {
    throw new QuarterdeckError(
      'bad-request',
      `A bridge has at most ${MOST_FACTORS} steps, and ${factors.length} were asked for. Put changes that belong together into one.`,
    );
  }
  const twice = factors.find((factor, index) => factors.indexOf(factor) !== index);
  if (twice !== undefined) throw new QuarterdeckError('bad-request', `The bridge names “${twice}” twice.`);
}

function factorial(of: number): bigint {
  return of <= 1 ? 1n : BigInt(of) * factorial(of - 1);
}

function bitsOf(mask: number): number {
  let bits = 0;
  for (let left = mask; left; left &= left - 1) bits++;
  return bits;
}
