import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimal, rescale } from '../../../analytics/present/decimal.ts';
import { bridgeOf, moversOf, type PartnerMove } from '../../../renderer/features/overview/bridge.ts';

/** Ten-thousandths: the scale money has in the store, so sums here are integers and exact. */
const units = (text: string): bigint => rescale(parseDecimal(text) ?? { units: 0n, scale: 0 }, 4).units;

const money = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map((value) => {
  const digits = (value < 0n ? -value : value).toString().padStart(5, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
});
const amount = fc.oneof(fc.constant(null), fc.constant('0.0000'), money);
const move = fc.record({
  partner: fc.oneof(fc.constantFrom('(direct)', '(unassigned)', null), fc.stringMatching(/^P-\d{4}$/)),
  now: amount,
  prior: amount,
});

describe('the bridge', () => {
  it('adds up to the difference of the totals to the last digit, whatever is shared between partners', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), money, money, (moves: PartnerMove[], now, prior) => {
        const { start, steps, end } = bridgeOf(moves, { now, prior });
        const sum = steps.reduce((total, step) => total + units(step.amount), 0n);
        expect(units(start) + sum).toBe(units(end));
        expect(units(end)).toBe(units(now));
      }),
    );
  });

  it('names the moves by what happened to each partner', () => {
    const moves: PartnerMove[] = [
      { partner: 'A', now: '100.00', prior: null },
      { partner: 'B', now: null, prior: '40.00' },
      { partner: 'C', now: '75.50', prior: '50.00' },
      { partner: 'D', now: '10.00', prior: '30.00' },
      { partner: 'E', now: '5.00', prior: '5.00' },
      { partner: '(direct)', now: '20.00', prior: '12.00' },
    ];
    // The rows add up to 210.50 now, of which 0.50 was credited to two partners.
    const { steps } = bridgeOf(moves, { now: '210.00', prior: '137.00' });
    expect(steps.map(({ id, amount: sum, partners }) => [id, sum, partners])).toEqual([
      ['new', '100.00', 1],
      ['lost', '-40.00', 1],
      ['grew', '25.50', 1],
      ['shrank', '-20.00', 1],
      ['outside', '8.00', 0],
      ['shared', '-0.50', 0],
    ]);
  });
});

describe('who moved', () => {
  it('ranks partners only, the largest first on both sides, and leaves out who stood still', () => {
    const { up, down } = moversOf(
      [
        { partner: 'A', now: '10', prior: '9' },
        { partner: 'B', now: '10', prior: '5' },
        { partner: 'C', now: '1', prior: '9' },
        { partner: 'D', now: '8', prior: '9' },
        { partner: 'E', now: '9', prior: '9' },
        { partner: '(unassigned)', now: '900', prior: '9' },
      ],
      1,
    );
    expect(up.map(({ partner, change }) => [partner, change])).toEqual([['B', '5']]);
    expect(down.map(({ partner, change }) => [partner, change])).toEqual([['C', '-8']]);
  });
});
