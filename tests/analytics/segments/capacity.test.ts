/**
 * A capacity plan worked out by hand. Guards against new partners that count in full from their first day, against recruits
 * who never sell, and against a gap that is closed twice.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../../analytics/api/methods.ts';
import { rampShare } from '../../../analytics/segments/capacity/newPartner.ts';
import { partnersNeeded } from '../../../analytics/segments/capacity/recruits.ts';
import { rowSentence } from '../../../analytics/segments/capacity/sentences.ts';
import { capacity } from '../../../analytics/segments/capacity.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { DAY, deskOf } from './desk.ts';
import { won } from './tinyNetwork.ts';

const partner = (partner_id: string, region: string, agreement_start: string) => ({
  partner_id,
  region,
  agreement_start,
});
const target = (scope: string, scope_value: string | null, value: number, from = '2026-10-01', to = '2027-09-30') => ({
  scope,
  scope_value,
  period_start: from,
  period_end: to,
  metric: 'won_amount',
  value,
  currency: 'EUR',
});

const SETTLED = [1, 2, 3, 4, 5, 6].map((n) => `S${n}`);
const RECRUITS = Array.from({ length: 10 }, (_, n) => `N${n}`);
const ROWS = {
  partner: [
    ...SETTLED.map((id) => partner(id, 'North', '2015-01-01')),
    // In the three years before the day, and not long enough ago to be at full speed.
    ...RECRUITS.map((id) => partner(id, 'North', '2025-06-01')),
    partner('T1', 'South', '2015-01-01'),
  ],
  deal: [
    ...SETTLED.map((id) => won(`d${id}`, id, 100_000, '2026-02-01')),
    // Half of the recruits won a deal, before the year.
    ...RECRUITS.slice(0, 5).map((id) => won(`d${id}`, id, 1, '2025-09-01')),
    won('direct', null, 300_000, '2026-02-01', { route: 'direct' }),
  ],
};

let net: TestNetwork;
let desk: SegmentDesk;

function ask(own: SegmentDesk, more: object = {}) {
  return capacity(own, METHODS['segment.capacity'].params.parse({ asOf: DAY, rampMonths: 6, ...more }));
}

beforeAll(async () => {
  net = await testNetwork({
    ...ROWS,
    target: [target('region', 'North', 1_050_000), target('network', null, 2_000_000)],
  });
  desk = await deskOf(net);
});
afterAll(() => net.close());

describe('partners to activate or recruit', () => {
  it('is the gap to the plan ÷ what a partner brings while it ramps ÷ how many become active', async () => {
    const { rows, period, basis } = await ask(desk);
    const north = rows[0]!;
    expect(period).toBe('2026-Q4 to 2027-Q3');
    // 1,050,000 − 600,000 = 450,000; 100,000 × (12 − 3) ÷ 12 = 75,000: 6 active ones, 12 recruits at one in two.
    expect(north).toMatchObject({
      value: 'North',
      plan: '1050000.0000',
      expected: '600000.0000',
      gap: '450000.0000',
      perPartner: '75000.0000',
      activation: { numerator: 5, denominator: 10 },
      activate: { low: 6, likely: 6, high: 6 },
      dormant: 10,
    });
    expect(north.recruit!.likely).toBe(12);
    // P10 and P90 of ten throws at one in two are 3 and 7.
    expect(north.recruit).toEqual({ low: 9, likely: 12, high: 20 });
    expect(north.sentence).toContain('6 more partners must be active. 10 partners are dormant: activate them first.');
    expect(basis.notes[0]).toBe('The plan is the targets of the regions.');
  });

  it('a region without a target has no plan, and says so', async () => {
    const { rows } = await ask(desk);
    expect(rows[1]).toMatchObject({ value: 'South', plan: null, gap: null, recruit: null, dormant: 1 });
    expect(rows[1]!.sentence).toContain('no plan');
  });

  it('a plan that is asked for is divided by bookings, direct deals among them', async () => {
    const { rows } = await ask(desk, { plan: '1800000' });
    // 600 of 900 thousand are of the North.
    expect(rows.find(({ value }) => value === 'North')).toMatchObject({ plan: '1200000.0000', gap: '600000.0000' });
    expect(rows.find(({ value }) => value === 'South')).toMatchObject({ plan: '0.0000', gap: '0.0000' });
  });

  it('a plan that is reached needs nobody', async () => {
    const { rows } = await ask(desk, { plan: '600000' });
    expect(rows.find(({ value }) => value === 'North')).toMatchObject({
      gap: '0.0000',
      recruit: { low: 0, likely: 0, high: 0 },
      activate: { low: 0, likely: 0, high: 0 },
    });
  });

  it('targets of the next quarters only are held against the same quarters a year before', async () => {
    const other = await testNetwork({
      ...ROWS,
      target: [
        target('network', null, 90_000, '2026-10-01', '2026-12-31'),
        target('network', null, 90_000, '2027-01-01', '2027-03-31'),
      ],
    });
    try {
      const { period, rows, basis } = await ask(await deskOf(other));
      expect(period).toBe('2026-Q4 to 2027-Q1');
      expect(rows[0]).toMatchObject({ value: 'North', plan: '120000.0000', expected: '600000.0000', gap: '0.0000' });
      // Two quarters: 50,000 at full speed, half of it while ramping.
      expect(rows[0]!.perPartner).toBe('25000.0000');
      expect(basis.notes.join(' ')).toContain('Targets are loaded for 2026-Q4 to 2027-Q1 only');
    } finally {
      other.close();
    }
  });

  it('an empty network answers with no rows and says that there is no plan', async () => {
    const other = await testNetwork();
    try {
      const { rows, basis } = await ask(await deskOf(other));
      expect(rows).toEqual([]);
      expect(basis.notes[0]).toContain('No targets');
    } finally {
      other.close();
    }
  });

  it('nobody who books anything: no figure is made up', async () => {
    const other = await testNetwork({
      partner: [partner('A', 'North', '2015-01-01')],
      deal: [won('d', null, 10, DAY, { route: 'direct' })],
      target: [target('region', 'North', 500)],
    });
    try {
      const { rows } = await ask(await deskOf(other));
      expect(rows[0]).toMatchObject({ gap: '500.0000', perPartner: null, activate: null, recruit: null });
      expect(rows[0]!.sentence).toContain('Nobody in the network books enough');
    } finally {
      other.close();
    }
  });
});

describe('what new partners bring', () => {
  it('grows evenly over the ramp, also where that is longer than the period', () => {
    const share = (months: number, ramp: number) => {
      const { numerator, denominator } = rampShare(months, ramp);
      return Number(numerator) / Number(denominator);
    };
    expect(share(12, 6)).toBe(0.75);
    expect(share(12, 12)).toBe(0.5);
    expect(share(12, 24)).toBe(0.25);
    expect(share(3, 1)).toBeCloseTo(5 / 6, 12);
  });

  it('uneven partners make a range around the likely figure, the same at every run', () => {
    const amounts = Float64Array.of(10, 20, 30, 40, 400);
    const evidence = { amounts, share: 1, recruited: 20, activated: 10 };
    const needed = partnersNeeded(1_000, evidence, 'North')!;
    expect(needed.activate).toMatchObject({ likely: 10 });
    expect(needed.activate.low).toBeLessThan(10);
    expect(needed.activate.high).toBeGreaterThan(10);
    expect(partnersNeeded(1_000, evidence, 'North')).toEqual(needed);
  });

  it('recruits of whom nobody became active have no number', () => {
    const evidence = { amounts: Float64Array.of(10), share: 1, recruited: 8, activated: 0 };
    expect(partnersNeeded(100, evidence, 'North')).toEqual({
      activate: { low: 10, likely: 10, high: 10 },
      recruit: null,
    });
  });
});

describe('what a row says of recruits', () => {
  const range = { low: 9, likely: 10, high: 12 };
  const row = {
    ...{ value: 'North', plan: '100.0000', expected: '0.0000', gap: '100.0000', perPartner: '10.0000' },
    ...{ activate: range, recruit: null, dormant: 0 },
  };

  it('is that nothing is known of them, where no day of recruiting is loaded', () => {
    expect(rowSentence({ ...row, activation: null }, 'en-GB')).toMatch(
      /No day of recruiting is known of the last three years, so nothing says how many to recruit\.$/,
    );
  });

  it('is how many they were, where none became active', () => {
    expect(rowSentence({ ...row, activation: { numerator: 0, denominator: 8 } }, 'en-GB')).toMatch(
      /Of 8 partners recruited nobody became active yet\.$/,
    );
  });
});
