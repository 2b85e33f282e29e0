import { afterEach, describe, expect, it } from 'vitest';
import { tierCase, tierWish } from '../../../analytics/api/documents/tierCase.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { searchThresholds } from '../../../analytics/tiers/search.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

/** By partner, a level in force and the bookings of the year; none for 0. */
type Row = readonly [level: string, amount: number];

const test = (value: number) => ({ metric: 'won_amount', window: 'trailing-12-months', value });
const PROGRAM = {
  id: 'ladder',
  name: 'Ladder',
  levels: [
    { id: 'Registered', benefits: [] },
    { id: 'Silver', requirement: test(50_000), benefits: [] },
    { id: 'Gold', requirement: test(150_000), benefits: [] },
  ],
};

describe('what stands in the way of a wish', () => {
  let net: TestNetwork | undefined;
  afterEach(() => net?.close());

  const search = async (rows: readonly Row[], wish: object, program: object = PROGRAM) => {
    const named = rows.map(([level, amount], index) => ({ id: `P${index}`, level, amount }));
    const active = named.filter(({ amount }) => amount > 0);
    net = await testNetwork({
      partner: named.map(({ id, level }) => ({ partner_id: id, level, country: 'DE', agreement_start: '2020-01-01' })),
      deal: active.map(({ id, amount }) => ({
        deal_id: id,
        outcome: 'won',
        amount,
        currency: 'EUR',
        closed_on: '2026-09-30',
      })),
      deal_line: active.map(({ id, amount }) => ({ deal_id: id, line_id: '1', amount })),
      deal_party: active.map(({ id }) => ({ deal_id: id, partner_id: id, role: 'sourced' })),
    });
    const request = tierCase.parse({ program, asOf: '2026-09-30', run: 'date' });
    return searchThresholds(
      await net.context(),
      new Lab(),
      { ...request, wish: tierWish.parse(wish) },
      { exceptions: [], attestations: [] },
    );
  };
  /** Twenty partners of 10 k to 200 k, all Gold from 100 k on. */
  const steps = (former: (amount: number) => string): Row[] =>
    [...Array(20).keys()].map((n) => 10_000 * (n + 1)).map((amount) => [former(amount), amount]);
  /** Twelve of 90 k to 200 k, and eight without any bookings. */
  const idle = (former: (amount: number) => string): Row[] =>
    steps(former).map(([, amount]) => (amount > 80_000 ? [former(amount), amount] : ['Registered', 0]));
  const registered = () => 'Registered';
  const gold = (amount: number) => (amount >= 100_000 ? 'Gold' : 'Registered');

  it('is the limit alone, where the shape can be had without it', async () => {
    const { met, binding, sentence } = await search(steps(gold), {
      shares: { Silver: 0.4, Gold: 0.1 },
      maxDemoted: 0.1,
    });
    expect(met).toBe(false);
    expect(binding).toMatch(/^at most 10\s% demoted$/);
    expect(sentence).toMatch(/What stands in the way: at most 10\s% demoted\. Without limits the shape is reached/);
  });

  // Half of them Silver and half of them Gold: eight have no bookings that a threshold could ask for.
  it('is the partners alone, though there is a limit that costs nothing', async () => {
    const { met, binding, sentence } = await search(idle(registered), {
      shares: { Silver: 0.5, Gold: 0.5 },
      maxDemoted: 0.1,
    });
    expect(met).toBe(false);
    expect(binding).toMatch(/^8 partners \(40\.0\s%\) meet no threshold of Silver, however low$/);
    expect(sentence).toMatch(/^Not reachable, with limits or without\. In the closest plan /);
    expect(sentence).toMatch(
      /What stands in the way: 8 partners .* however low, so at most 12 \(60\.0\s%\) can be Silver or higher instead of 100\s%\./,
    );
    expect(sentence).toMatch(/Without limits no plan comes closer\.$/);
  });

  it('is the partners first and then the limit, where it makes a wish out of reach worse', async () => {
    const { binding, sentence, plans } = await search(idle(gold), {
      shares: { Silver: 0.8, Gold: 0.2 },
      maxDemoted: 0,
    });
    expect(binding).toMatch(/^8 partners .* meet no threshold of Silver, however low; and at most 0\s% demoted$/);
    // All eleven Gold stay so: 55 % instead of 20 %. Without the limit eight or nine Silver and three or four Gold are closest.
    expect(plans[0]).toMatchObject({ demoted: 0, counts: [8, 1, 11] });
    expect(sentence).toMatch(/The limit makes it worse \(at most 0\s% demoted\): 75\.0\s% of the partners off, /);
  });

  it('says so of partners who fall whatever the thresholds', async () => {
    // Eight Gold have no bookings at all; 10 % of twenty may fall.
    const rows = idle(registered).map(([level, amount]): Row => [amount === 0 ? 'Gold' : level, amount]);
    const { met, binding, sentence, plans } = await search(rows, { shares: { Gold: 0.2 }, maxDemoted: 0.1 });
    expect(met).toBe(false);
    expect(binding).toMatch(/^at most 10\s% demoted$/);
    expect(sentence).toMatch(/8 partners fall whatever the thresholds, more than 10\s%\.$/);
    for (const { misses } of plans) expect(misses[0]).toMatch(/^demoted 40\.0\s%, at most 10\s%$/);
  });

  it('is partners who cannot be told apart', async () => {
    const rows = steps(registered).map(([level, amount]): Row => [level, amount > 140_000 ? amount : 70_000]);
    const { binding } = await search(rows, { shares: { Silver: 0.3, Gold: 0.3 } });
    expect(binding).toMatch(/^14 partners have the same figures in all that moves, so no threshold tells them apart$/);
  });

  it('is what does not move: another test of the level, or a level that everybody has', async () => {
    const [bottom, silver, top] = PROGRAM.levels;
    const fixed = {
      ...PROGRAM,
      levels: [bottom, silver, { ...top, requirement: { all: [test(150_000), { ...test(185_000), label: 'large' }] } }],
    };
    const place = 'levels.2.requirement.all.0.value';
    const closed = await search(steps(registered), { shares: { Gold: 0.4 }, places: [place] }, fixed);
    expect(closed.binding).toMatch(/^what does not move keeps 18 partners \(90\.0\s%\) below Gold$/);
    await net?.close();
    const held = await search(steps(registered), {
      shares: { Registered: 0.9 },
      places: ['levels.2.requirement.value'],
    });
    expect(held.binding).toMatch(/^16 partners \(80\.0\s%\) are Silver or higher whatever the thresholds$/);
  });
});
