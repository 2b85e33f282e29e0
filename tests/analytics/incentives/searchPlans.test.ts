/**
 * The search on networks small enough to be solved by hand: what it calls best must be best of all that can be tried, the
 * figures shown must be those of a full run by SQL, wishes must bind as said, and a goal must come to its cost.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncentiveCaseInput } from '../../../analytics/api/documents/incentiveCase.ts';
import { planWish } from '../../../analytics/api/documents/incentiveCase.ts';
import type { IncentiveDesk } from '../../../analytics/incentives/desk.ts';
import { ratePlan } from '../../../analytics/incentives/rate.ts';
import { searchPlans } from '../../../analytics/incentives/searchPlans.ts';
import { simulatePay } from '../../../analytics/incentives/simulate.ts';
import { withValues } from '../../../analytics/rules/documents/edit.ts';
import { pathOf } from '../../../analytics/rules/documents/places.ts';
import { hurriedClock } from '../../fixtures/clock.ts';
import { caseOf, deskOn, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan } from './readings.ts';

let store: TestNetwork;
let desk: IncentiveDesk;
const SOLD = { A: 1_000_000, B: 500_000, C: 80_000 } as const;
const PAID = { A: 40_000, B: 10_000, C: 1_600 } as const;
const MARGIN = 0.3;

beforeAll(async () => {
  store = await testNetwork();
  const rows: Rows = {
    partner: Object.keys(SOLD).map((id) => ({ partner_id: id })),
    deal: [
      ...Object.entries(SOLD).map(([id, amount]) => ({
        deal_id: id,
        partner_id: id,
        outcome: 'won',
        amount,
        closed_on: '2025-02-10',
      })),
      { deal_id: 'later', partner_id: 'A', outcome: 'won', amount: 1, closed_on: '2025-12-31' },
    ],
    payout: Object.entries(PAID).map(([id, amount]) => ({
      payout_id: id,
      partner_id: id,
      kind: 'rebate',
      amount,
      earned_on: '2025-03-31',
    })),
  };
  await store.insert(rows);
  desk = deskOn(await store.context());
});
afterAll(() => store.close());

const flat = { ...plan([{ id: 'base', label: 'Base rebate', rate: { flat: '0.03' } }]) };
const PLACE = 'lines.0.rate.flat';
const PERIOD = '2025-01-01..2025-03-31';

function search(wish: object, more: Partial<IncentiveCaseInput> = {}) {
  return searchPlans(desk, { ...caseOf({ plans: [flat], period: PERIOD, ...more }), wish: planWish.parse(wish) });
}

/** Percent of rate in whole tenths: from 1.0 to 6.0. */
const LEVER = { place: PLACE, low: '0.01', high: '0.06', step: '0.001' };
const RATES = Array.from({ length: 51 }, (_, n) => (10 + n) / 1_000);
const assumptions = { response: { semiElasticity: '6' }, pullForward: { share: '0' } };

/** Revenue answers by exp(6 × change of the rate) against what each was paid; whole units of money. */
function byHand(rate: number) {
  const partners = Object.keys(SOLD) as (keyof typeof SOLD)[];
  let [cost, after, paidAfter] = [0, 0, 0];
  for (const id of partners) {
    const volume = Math.exp(6 * (rate - PAID[id] / SOLD[id]));
    cost += SOLD[id] * rate;
    after += SOLD[id] * volume;
    paidAfter += SOLD[id] * volume * rate;
  }
  const sold = partners.reduce((sum, id) => sum + SOLD[id], 0);
  const paid = partners.reduce((sum, id) => sum + PAID[id], 0);
  const margin = (after - sold) * MARGIN;
  const losers = partners.filter((id) => SOLD[id] * rate < PAID[id] - 0.005).length;
  return { rate, cost, margin, net: margin - (paidAfter - paid), losers };
}

describe('the best plan', () => {
  it('is the one that hand computing every rate calls best', async () => {
    const found = await search({ levers: [LEVER] }, { assumptions });
    expect(found.exhaustive).toBe(true);
    expect(found.tried).toBe(51);
    const best = RATES.map(byHand).reduce((a, b) => (b.net > a.net ? b : a));
    const shown = found.plans.find(({ id }) => id === found.best)!;
    expect(Number(shown.values[0]!.value)).toBeCloseTo(best.rate, 9);
    expect(Number(shown.cost)).toBeCloseTo(best.cost, 2);
    // The payout with the response is rounded to cents, and the answer to whole units.
    expect(Math.abs(Number(shown.net) - best.net)).toBeLessThanOrEqual(1.5);
    expect(Math.abs(Number(shown.incrementalMargin) - best.margin)).toBeLessThanOrEqual(1);
    expect(shown.losers).toBe(best.losers);
    expect(found.document).toMatchObject({ lines: [{ rate: { flat: shown.values[0]!.value } }] });
    expect(found.before.cost).toBe('51600.0000');
    expect(Number(found.present.cost)).toBe(47_400);
  });

  it('is bound by the wish that is said to bind', async () => {
    const hand = RATES.map(byHand);
    const free = hand.reduce((a, b) => (b.net > a.net ? b : a));
    const limit = Math.floor(free.cost * 0.8);
    const allowed = hand.filter(({ cost }) => cost <= limit).reduce((a, b) => (b.net > a.net ? b : a));
    const found = await search({ levers: [LEVER], maxCost: String(limit) }, { assumptions });
    const shown = found.plans.find(({ id }) => id === found.best)!;
    expect(Number(shown.values[0]!.value)).toBeCloseTo(allowed.rate, 9);
    expect(shown.misses).toEqual([]);
    expect(found.binding).toMatch(/^The most of .* to spend holds it back/);
    expect(found.plans.every(({ cost, misses }) => Number(cost) <= limit === (misses.length === 0))).toBe(true);
  });

  it('is none where no plan meets the wishes, and that is said', async () => {
    const found = await search({ levers: [LEVER], maxCost: '20000', maxLosers: 0 }, { assumptions });
    expect(found).toMatchObject({ best: null, document: null });
    expect(found.binding).toContain('together with the other wishes');
  });

  it('has nothing better than cheaper where nobody responds: cost is weighed against losers', async () => {
    const found = await search({ levers: [LEVER] });
    expect(found.notes[0]).toContain('nothing can be better than cheaper');
    const frontier = found.plans.filter(({ onFrontier }) => onFrontier);
    // As paid is 4 %, 2 % and 2 %: nobody loses from 4 %, one from 2 % on, all below.
    expect(
      frontier.map(({ values, losers }) => [Number(values[0]!.value), losers]).sort(([a], [b]) => a! - b!),
    ).toEqual([
      [0.01, 3],
      [0.02, 1],
      [0.04, 0],
    ]);
  });

  it('answers as many plans as asked, and moves every rate when no lever is named', async () => {
    const found = await search({ plans: 7 }, { assumptions });
    expect(found.plans).toHaveLength(7);
    expect(found.plans.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G']);
    expect(found.levers).toEqual([{ place: PLACE, label: 'Base rebate', from: '0.03', low: '0.015', high: '0.045' }]);
  });

  it('needs a plan', async () => {
    await expect(search({}, { plans: [] })).rejects.toThrow(/no plan to improve/);
  });
});

describe('a goal', () => {
  it('is the rate whose cost comes nearest', async () => {
    // 1,580,000 sold: 63,200 at 4.0 %, and a step of a tenth of a point costs 1,580.
    const found = await search({ levers: [LEVER], targetCost: '63000' });
    expect(found.goal).toMatchObject({
      place: PLACE,
      value: '0.04',
      cost: '63200.0000',
      target: '63000.0000',
      reached: true,
    });
    expect(found.tried).toBeLessThan(51);
    expect(found.goal!.sentence).toContain('Base rebate at 4\u202f% costs 63.2\u202fk');
  });

  it('says what is out of reach', async () => {
    const found = await search({ levers: [LEVER], targetCost: '200000' });
    expect(found.goal).toMatchObject({ value: '0.06', reached: false });
    expect(found.goal!.sentence).toContain('out of reach');
  });

  it('moves one figure and no more', async () => {
    const two = { ...plan([{ rate: { flat: '0.03' }, limits: { capPartner: 10_000 } }] as Partial<LineInput>[]) };
    await expect(search({ targetCost: '5000' }, { plans: [two] })).rejects.toThrow(/one figure, not 2/);
  });
});

describe('what is shown', () => {
  it('is what a rating by SQL comes to, also of bands and caps', async () => {
    const banded = plan([
      {
        id: 'volume',
        label: 'Volume',
        rate: {
          how: 'retroactive',
          bands: [
            { from: 50_000, rate: '0.01' },
            { from: 400_000, rate: '0.03' },
          ],
        },
        limits: { capPartner: 25_000 },
      },
    ] as Partial<LineInput>[]);
    const found = await search({ plans: 20 }, { plans: [{ ...banded }], assumptions });
    expect(found.exhaustive).toBe(false);
    const bestPlan = found.document!;
    const [line] = await ratePlan(desk.context, bestPlan);
    const inPeriod = line!.periods.find(({ label }) => label === '2025-Q1')!.index;
    const cost = line!.earned
      .filter(({ period }) => period === inPeriod)
      .reduce((sum, one) => sum + Number(one.earned), 0);
    expect(Number(found.plans[0]!.cost)).toBeCloseTo(cost, 4);
    const simulated = await simulatePay(desk, caseOf({ plans: [{ ...bestPlan }], period: PERIOD, assumptions }, true));
    expect(simulated.after).toBe(found.plans[0]!.cost);
    expect(simulated.worth).toMatchObject({
      incrementalMargin: found.plans[0]!.incrementalMargin,
      net: found.plans[0]!.net,
    });
  });

  it('tells how far it is and stops when it is told to', async () => {
    hurriedClock();
    const stop = new AbortController();
    const told: string[] = [];
    const progress = (stage: string, done: number, total: number) => {
      told.push(stage);
      expect(done).toBeLessThanOrEqual(total);
      if (stage === 'Trying plans') stop.abort();
    };
    const lines = Array.from({ length: 4 }, (_, n) => ({
      id: `line ${n}`,
      rate: { flat: '0.03' },
      limits: { capPartner: 9_000 },
    }));
    const asked = { ...caseOf({ plans: [{ ...plan(lines) }], period: PERIOD }), wish: planWish.parse({}) };
    await expect(searchPlans(deskOn(desk.context), asked, { signal: stop.signal, progress })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(told).toContain('Trying plans');
    expect(told).not.toContain('Reading the plans found');
  });
});

describe.skipIf(sampleFile === undefined)('the sample network', () => {
  it('is searched over its bands, and every plan shown is what its simulation by SQL says', async () => {
    const open = await sampleDesk();
    try {
      const volume = plan([
        {
          id: 'volume',
          label: 'Volume rebate',
          period: 'quarter',
          rate: {
            how: 'retroactive',
            bands: [
              { from: 50_000, rate: '0.005' },
              { from: 150_000, rate: '0.01' },
              { from: 400_000, rate: '0.015' },
            ],
          },
        },
      ] as Partial<LineInput>[]);
      const asked = {
        ...caseOf({ plans: [{ ...volume }], assumptions: { response: { semiElasticity: '2' } } }),
        wish: planWish.parse({
          levers: [
            { place: 'lines.0.rate.bands.1.rate', low: '0.005', high: '0.015', step: '0.0025' },
            { place: 'lines.0.rate.bands.2.rate', low: '0.01', high: '0.02', step: '0.0025' },
            { place: 'lines.0.rate.bands.2.from', low: '300000', high: '500000', step: '100000' },
          ],
        }),
      };
      const found = await searchPlans(open.desk, asked);
      // Five by five rates less those out of order (12.5 ‰ before 10 ‰, 15 ‰ before 10 ‰ and 12.5 ‰), three thresholds.
      expect(found).toMatchObject({ exhaustive: true, tried: (25 - 3) * 3 });
      expect(found.plans).toHaveLength(66);
      // The first is read back by the record; what is not is as the kernel paid it, which is the same to the cent.
      const shown = found.plans.filter(({ onFrontier }) => onFrontier);
      for (const one of [found.plans[0]!, shown.at(-1)!]) {
        const values = one.values.map(({ place, value }) => ({ path: pathOf(volume, place), value }));
        const document = withValues(volume, values);
        const simulated = await simulatePay(open.desk, { ...asked, plans: [{ ...document }], record: true });
        expect(simulated.after).toBe(one.cost);
        expect(simulated.worth.net).toBe(one.net);
        expect(simulated.loses.payees).toBe(one.losers);
      }
    } finally {
      await open.close();
    }
  }, 120_000);
});
