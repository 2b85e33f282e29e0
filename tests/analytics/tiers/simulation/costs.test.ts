/** Guards money: what levels cost before and after, line by line, and the loss that eats the saving. */
import { describe, expect, it } from 'vitest';
import { type BenefitColumn, PartnerCosts, sumCosts, tierCosts } from '../../../../analytics/tiers/simulation/costs.ts';
import { figuresByGroup } from '../../../../analytics/tiers/simulation/figures.ts';

const units = (...amounts: number[]) => Float64Array.from(amounts, (amount) => amount * 10_000);
const benefit = (id: string, level: number, kind: 'fixed' | 'rate', amount: Float64Array): BenefitColumn => ({
  id,
  label: id.toUpperCase(),
  level,
  kind,
  amount,
});

// Three partners with bookings 100, 200 and 400: a rebate of 10 % at level 0 and 20 % at level 1, a fund of 30 at
// level 1, and a fee of 5 that partners of level 0 pay.
const BENEFITS = [
  benefit('fee', 0, 'fixed', units(-5, -5, -5)),
  benefit('rebate', 0, 'rate', units(10, 20, 40)),
  benefit('fund', 1, 'fixed', units(30, 30, 30)),
  benefit('rebate', 1, 'rate', units(20, 40, Number.NaN)),
];

describe('what levels cost', () => {
  it('adds each partner at its level, missing measures as nothing', () => {
    const sums = sumCosts({ levels: 2, benefits: BENEFITS, of: Int8Array.of(0, 1, 1) });
    // 10 − 5, then 30 + 40, then 30 and a rebate on an unknown figure.
    expect(sums.byLevel).toEqual([50_000n, 1_000_000n]);
    expect(sums.total).toBe(1_050_000n);
    expect(sums.lines.get('rate rebate')!.sum).toBe(500_000n);
    const costs = new PartnerCosts(BENEFITS, 2);
    // Partner 1 at level 1 instead of level 0, partner 0 at level 1 instead of none.
    expect(
      costs.difference(
        [1, 0],
        () => 1,
        (partner) => (partner === 1 ? 0 : -1),
      ),
    ).toBe(550_000n + 500_000n);
  });

  it('gives the share of bookings whose loss eats the saving', () => {
    const before = sumCosts({ levels: 2, benefits: BENEFITS, of: Int8Array.of(1, 1, 0) });
    const after = sumCosts({ levels: 2, benefits: BENEFITS, of: Int8Array.of(0, 1, 0) });
    // The first partner falls: 50 becomes 5, so 45 is saved. It books 100 at a margin of 60 %.
    const costs = tierCosts(before, after, '100.0000', 0.6);
    expect(costs).toMatchObject({ before: '155.0000', after: '110.0000', breakEvenLoss: 0.75 });
    expect(costs.lines).toEqual([
      { id: 'fee', label: 'FEE', kind: 'fixed', before: '-5.0000', after: '-10.0000' },
      { id: 'rebate', label: 'REBATE', kind: 'rate', before: '100.0000', after: '90.0000' },
      { id: 'fund', label: 'FUND', kind: 'fixed', before: '60.0000', after: '30.0000' },
    ]);
  });

  it('has no break-even without a saving or a margin', () => {
    const same = sumCosts({ levels: 2, benefits: BENEFITS, of: Int8Array.of(0, 0, 0) });
    expect(tierCosts(same, same, '100.0000', 0.6).breakEvenLoss).toBeNull();
    const more = sumCosts({ levels: 2, benefits: BENEFITS, of: Int8Array.of(1, 1, 0) });
    expect(tierCosts(more, same, '100.0000', null).breakEvenLoss).toBeNull();
    expect(tierCosts(same, more, '100.0000', 0.6).breakEvenLoss).toBeNull();
  });
});

describe('figures by level', () => {
  it('adds what is additive and makes ratios anew from their parts', () => {
    const found = figuresByGroup(
      [
        { id: 'won_amount', unit: 'money', value: units(100, 200, 0.1) },
        { id: 'won_count', unit: 'count', value: units(1, 2, 4) },
        { id: 'win_rate', unit: 'ratio', numerator: units(1, 2, 4), denominator: units(2, 10, 0) },
        { id: 'avg_deal', unit: 'money', numerator: units(100, 200, 1), denominator: units(1, 2, 3) },
        { id: 'margin', unit: 'money', value: units(Number.NaN, Number.NaN, 3) },
      ],
      3,
      Int8Array.of(0, 0, 1),
    );
    expect(found).toEqual([
      { won_amount: '300.0000', won_count: 3, win_rate: 0.25, avg_deal: '100.0000', margin: null },
      { won_amount: '0.1000', won_count: 4, win_rate: null, avg_deal: '0.3333', margin: '3.0000' },
      { won_amount: null, won_count: null, win_rate: null, avg_deal: null, margin: null },
    ]);
  });
});
