/**
 * Bridges between the sides of a case. Guards that steps add up to the cent, that they are the same whichever side one starts
 * from, and that each stands for the change it is named after.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncentiveCaseInput } from '../../../../analytics/api/documents/incentiveCase.ts';
import type { PayBridge } from '../../../../analytics/api/incentives.ts';
import type { IncentiveDesk } from '../../../../analytics/incentives/desk.ts';
import { payBridge } from '../../../../analytics/incentives/payBridge.ts';
import { caseOf, deskOn, type OpenDesk, sampleDesk, sampleFile } from '../../../fixtures/incentiveDesk.ts';
import { type TestNetwork, testNetwork } from '../../metrics/network.ts';
import { plan } from '../readings.ts';

const cents = (amount: string) => Math.round(Number(amount) * 100);
const sumOf = ({ factors }: PayBridge) => factors.reduce((sum, { amount }) => sum + cents(amount), 0);
const shown = ({ factors }: PayBridge) =>
  factors.map(({ label, amount }) => `${label.replaceAll('\u202f', ' ').replaceAll('\u2212', '-')}: ${amount}`);

describe('a bridge over a few deals', () => {
  let store: TestNetwork;
  beforeAll(async () => {
    store = await testNetwork({
      partner: [{ partner_id: 'P' }, { partner_id: 'Q' }],
      enrollment: [{ partner_id: 'P', program: 'main', level: 'Gold', from_on: '2025-01-01' }],
      deal: [
        { deal_id: 'D1', partner_id: 'P', outcome: 'won', amount: 1_000, closed_on: '2026-08-01' },
        { deal_id: 'D2', partner_id: 'Q', outcome: 'won', amount: 400, closed_on: '2026-08-01' },
      ],
      payout: [
        { payout_id: 'X', partner_id: 'P', program: 'Base', kind: 'rebate', amount: 45, earned_on: '2026-09-30' },
        { payout_id: 'Y', partner_id: 'Q', program: 'Old', kind: 'rebate', amount: 7, earned_on: '2026-09-30' },
        { payout_id: 'Z', partner_id: 'Q', program: 'Fund', kind: 'mdf', amount: 99, earned_on: '2026-09-30' },
      ],
    });
  });
  afterAll(() => store.close());

  const ask = async (asked: IncentiveCaseInput, parts: Partial<IncentiveDesk> = {}) =>
    payBridge(deskOn(await store.context(), parts), caseOf({ period: '2026-Q3', ...asked }));
  const base = (flat: string, more: object = {}) => plan([{ id: 'base', label: 'Base', rate: { flat }, ...more }]);

  // 5 % of 1,400 is 70. A cap of 45 takes 5 from P at 5 % and 15 at 6 %; the rate adds 14, or 4 under the cap: 9 and −10.
  it('parts what a rate and a cap make together evenly', async () => {
    const answer = await ask({
      plans: [base('0.06', { limits: { capPartner: '45' } })],
      against: { kind: 'plans', plans: [base('0.05')] },
    });
    expect([answer.before, answer.after]).toEqual(['70.00', '69.00']);
    expect(shown(answer)).toEqual(['Base +1.00 pp: 9.00', 'Base: cap 45.00 a quarter: -10.00']);
    expect(answer.factors[0]).toMatchObject({ alone: '14.0000', last: '4.0000', places: ['lines.0.rate.flat'] });
  });

  it('has one step for all rates of a line, one for its thresholds, one for a line that comes', async () => {
    const bands = (...rates: [string, string][]) => ({
      how: 'retroactive' as const,
      bands: rates.map(([from, rate]) => ({ from, rate })),
    });
    const answer = await ask({
      plans: [
        plan([
          { id: 'base', label: 'Base', rate: bands(['0', '0.01'], ['500', '0.04']), limits: { floor: '450' } },
          { id: 'spiff', label: 'SPIFF', kind: 'spiff', rate: { flat: '0.1' } },
        ]),
      ],
      against: {
        kind: 'plans',
        plans: [plan([{ id: 'base', label: 'Base', rate: bands(['0', '0.02'], ['500', '0.05']) }])],
      },
    });
    expect(shown(answer)).toEqual(['Base rates -1.00 pp: -12.00', 'Base, floor: new, 450: -6.00', 'SPIFF: 140.00']);
    expect([answer.before, answer.after, sumOf(answer)]).toEqual(['58.00', '180.00', 12_200]);
  });

  it('names whose levels are paid by', async () => {
    const byLevel = plan([{ id: 'base', label: 'Base', rate: { byLevel: { Gold: '0.05', Silver: '0.02' } } }]);
    const levelsBy = async () =>
      `(SELECT 'Q' AS partner_id, 'Silver' AS level, DATE '2020-01-01' AS from_on, DATE '9999-12-31' AS to_on)`;
    const answer = await ask(
      { plans: [byLevel], tiers: { levels: [] }, against: { kind: 'plans', plans: [byLevel] } },
      { levelsBy },
    );
    expect(shown(answer)).toEqual(['Levels: -42.00']);
  });

  it('goes from what was paid over the rules in force to the plan', async () => {
    const promoted = [{ plan: base('0.05'), effectiveFrom: '2024-01-01', effectiveTo: null }];
    const answer = await ask({ plans: [base('0.06')] }, { promoted });
    expect(shown(answer)).toEqual(['Payments that differ from the rules: 18.00', 'Base +1.00 pp: 14.00']);
    expect([answer.before, answer.after]).toEqual(['52.00', '84.00']);
  });

  it('counts rules for the days in which they were in force', async () => {
    const promoted = [
      { plan: base('0.05'), effectiveFrom: '2024-01-01', effectiveTo: '2026-07-31' },
      { plan: { ...base('0.07'), version: 2 }, effectiveFrom: '2026-08-01', effectiveTo: null },
    ];
    const answer = await ask({ plans: [base('0.06')] }, { promoted });
    expect(answer.factors[0]).toMatchObject({ label: 'Payments that differ from the rules', amount: '46.00' });
    expect(sumOf(answer)).toBe(cents(answer.after) - cents(answer.before));
  });

  it('has a step a line where no rules were in force, and one for what was paid otherwise', async () => {
    const spiff = { id: 'spiff', label: 'SPIFF', rate: { flat: '0.1' }, on: { less: ['base'] } };
    const answer = await ask({ plans: [plan([{ id: 'base', label: 'Base', rate: { flat: '0.05' } }, spiff])] });
    // The SPIFF pays 140 alone, and 133 after the base: half of the 7 between them is the base’s.
    expect(shown(answer)).toEqual(['Paid otherwise: -7.00', 'Base: 21.50', 'SPIFF: 136.50']);
    expect([answer.before, answer.after]).toEqual(['52.00', '203.00']);
  });

  // A pool of 60 takes from both lines, so that each step rests on all others: 56 + 14 held to 60, then 70 + 28 held to 90.
  it('sees lines of a pool together', async () => {
    const lines = (flat: string, spiff: string) => [
      { id: 'base', label: 'Base', rate: { flat } },
      { id: 'spiff', label: 'SPIFF', rate: { flat: spiff } },
    ];
    const answer = await ask({
      plans: [plan(lines('0.05', '0.02'), { pool: { cap: '90', period: 'year' } } as never)],
      against: {
        kind: 'plans',
        plans: [plan(lines('0.04', '0.01'), { pool: { cap: '60', period: 'year' } } as never)],
      },
    });
    expect([answer.before, answer.after, sumOf(answer)]).toEqual(['60.00', '90.00', 3_000]);
    const alone = Object.fromEntries(answer.factors.map(({ places, alone, last }) => [places[0], [alone, last]]));
    expect(alone['pool.cap']).toEqual(['10.0000', '30.0000']);
    expect(alone['lines.0.rate.flat']).toEqual(['0.0000', '6.0000']);
  });

  it('has no step as paid', async () => {
    const answer = await ask({ plans: [] });
    expect([answer.before, answer.after, answer.factors]).toEqual(['151.00', '151.00', []]);
  });
});

describe.skipIf(sampleFile === undefined)('a bridge over the sample network', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());

  const BANDS = [
    { from: '0', rate: '0.01' },
    { from: '100000', rate: '0.03' },
    { from: '400000', rate: '0.05' },
  ];
  const one = plan([
    { id: 'base', label: 'Base', rate: { byLevel: { Gold: '0.05', Silver: '0.03', Bronze: '0.02' } } },
    { id: 'volume', label: 'Volume', rate: { how: 'marginal', bands: BANDS }, limits: { capPartner: '60000' } },
    { id: 'old', label: 'Old SPIFF', kind: 'spiff', rate: { flat: '0.01' } },
  ]);
  const other = plan([
    { id: 'base', label: 'Base', rate: { byLevel: { Gold: '0.04', Silver: '0.025', Bronze: '0.02' } } },
    {
      id: 'volume',
      label: 'Volume',
      rate: {
        how: 'marginal',
        bands: [BANDS[0]!, { from: '150000', rate: '0.03' }, { from: '400000', rate: '0.055' }],
      },
      limits: { capPartner: '55000', floor: '20000' },
    },
    {
      id: 'cloud',
      label: 'Cloud SPIFF',
      kind: 'spiff',
      rate: { flat: '0.02' },
      on: { filter: [{ dim: 'family', values: ['Cloud Platform'] }] },
    },
  ] as never);

  const ask = (plans: object[], against: IncentiveCaseInput['against']) =>
    payBridge(open.desk, caseOf({ plans: plans as Record<string, unknown>[], ...(against ? { against } : {}) }));

  it('adds up to the cent, and is the same backwards', async () => {
    const there = await ask([other], { kind: 'plans', plans: [one] });
    const back = await ask([one], { kind: 'plans', plans: [other] });
    expect(sumOf(there)).toBe(cents(there.after) - cents(there.before));
    expect(there.factors.length).toBeGreaterThan(3);
    expect(there.factors.length).toBeLessThanOrEqual(10);
    expect([back.before, back.after]).toEqual([there.after, there.before]);
    const sorted = (bridge: PayBridge, sign: number) =>
      bridge.factors.map(({ amount }) => sign * cents(amount)).sort((a, b) => a - b);
    sorted(back, -1).forEach((amount, at) => {
      expect(Math.abs(amount - sorted(there, 1)[at]!)).toBeLessThanOrEqual(1);
    });
  }, 120_000);

  it('leads from one year to the next, under a plan and as paid', async () => {
    const leveled = plan([{ id: 'base', rate: { byLevel: { Gold: '0.05', Silver: '0.03', Bronze: '0.02' } } }]);
    for (const plans of [[leveled], []]) {
      const asked = caseOf({ plans: plans as Record<string, unknown>[], period: 'FY26' });
      const answer = await payBridge(open.desk, { ...asked, since: 'FY25' });
      expect(sumOf(answer)).toBe(cents(answer.after) - cents(answer.before));
      expect(answer.basis.against).toBe('FY25');
      const earlier = await payBridge(open.desk, caseOf({ plans: plans as Record<string, unknown>[], period: 'FY25' }));
      expect(answer.before).toBe(earlier.after);
      const amounts = Object.fromEntries(answer.factors.map(({ id, amount }) => [id, cents(amount)]));
      expect(amounts.volume).not.toBe(0);
      expect(amounts.levels === 0).toBe(plans.length === 0);
    }
  }, 120_000);

  it('leads from what was paid to a plan', async () => {
    const answer = await ask([other], undefined);
    expect(sumOf(answer)).toBe(cents(answer.after) - cents(answer.before));
    expect(answer.factors.map(({ label }) => label)).toEqual(['Paid otherwise', 'Base', 'Volume', 'Cloud SPIFF']);
  }, 120_000);
});
