/** The share-out on numbers against the same in BigInt. Guards a cent that goes to the wrong row where products are longer than numbers. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutProduct, LargestRemainder, roundedProduct } from '../../../analytics/incentives/largestRemainder.ts';

const ALONE = [100, 100_000_000] as const;

const size = (value: bigint) => (value < 0n ? -value : value);

/** From the words of the rule. */
function plainly(due: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const cancel = total === 0n && due === 0n && weights.some((weight) => weight !== 0n);
  const shares = weights.map((weight) => {
    if (cancel) return { n: weight * 100n, d: 100_000_000n };
    if (total === 0n) return { n: due, d: BigInt(weights.length) };
    return { n: total < 0n ? -due * weight : due * weight, d: size(total) };
  });
  const floors = shares.map(({ n, d }) => n / d - (n % d < 0n ? 1n : 0n));
  const rests = shares.map(({ n, d }, index) => n - floors[index]! * d);
  let left = due - floors.reduce((sum, floor) => sum + floor, 0n);
  const order = rests.map((_, index) => index).sort((a, b) => Number(rests[b]! - rests[a]!) || a - b);
  for (const index of order) if (left-- > 0n) floors[index]! += 1n;
  return floors;
}

const figure = (most: number) =>
  fc.oneof(
    fc.integer({ min: -20, max: 20 }),
    fc.maxSafeInteger().map((n) => n % most),
  );

it('divides to the last digit, as whole numbers of any length do', () => {
  const share = new LargestRemainder();
  fc.assert(
    fc.property(
      figure(1e12),
      fc.constantFrom(20, 1e6, 1e11, 2 ** 49).chain((most) => fc.array(figure(most), { minLength: 1, maxLength: 40 })),
      (due, weights) => {
        const parts = new Float64Array(weights.length);
        const size = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
        const exact = share.divide(due, Float64Array.from(weights), parts, ALONE);
        if (size > Number.MAX_SAFE_INTEGER) expect(exact).toBe(false);
        if (!exact) return;
        expect([...parts].map(BigInt)).toEqual(plainly(BigInt(due), weights.map(BigInt)));
      },
    ),
    { numRuns: 2_000 },
  );
});

it('says where figures are too large to be exact', () => {
  const share = new LargestRemainder();
  const parts = new Float64Array(2);
  expect(share.divide(100, Float64Array.of(2 ** 53, 1), parts, ALONE)).toBe(false);
  // Weights that nearly cancel out give parts without end.
  expect(share.divide(1e12, Float64Array.of(2 ** 50, 1 - 2 ** 50), parts, ALONE)).toBe(false);
  expect(share.divide(1e9, Float64Array.of(2 ** 52, 2 ** 51), parts, ALONE)).toBe(true);
  expect([...parts]).toEqual([666_666_667, 333_333_333]);
});

it('cuts and rounds products as BigInt does', () => {
  const factor = figure(2 ** 50);
  const divisor = figure(2 ** 50).filter((value) => value !== 0);
  fc.assert(
    fc.property(factor, factor, divisor, (a, b, by) => {
      const exact = (BigInt(a) * BigInt(b)) / BigInt(by);
      if (size(exact) > 2n ** 52n) return;
      expect(BigInt(cutProduct(a, b, by))).toBe(exact);
      const over = size(BigInt(a) * BigInt(b)) % size(BigInt(by));
      const up = over * 2n >= size(BigInt(by)) ? 1n : 0n;
      const sign = (a < 0 !== b < 0) !== by < 0 ? -1n : 1n;
      expect(BigInt(roundedProduct(a, b, by))).toBe(sign * (size(exact) + up));
    }),
    { numRuns: 2_000 },
  );
});
