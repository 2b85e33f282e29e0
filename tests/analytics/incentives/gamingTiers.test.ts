/**
 * Patterns around tier programs and around sizes that no plan names. Guards that what was planted is found and named, that a
 * smooth network raises no alarm, and that the end of a quarter is not taken for a review.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncentiveDesk, TierReviews } from '../../../analytics/incentives/desk.ts';
import { findLikeDeals } from '../../../analytics/incentives/gaming/likeDeals.ts';
import { gamingReport } from '../../../analytics/incentives/gamingReport.ts';
import { addDays } from '../../../analytics/network/dates.ts';
import { incentiveDesk } from '../../../analytics/service/incentiveDesk.ts';
import { caseOf, deskOn, type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { type TestNetwork, testNetwork, type Value } from '../metrics/network.ts';

const GOLD: TierReviews = {
  program: 'Main',
  asOfs: ['2025-12-31'],
  tests: [
    {
      level: 'Gold',
      measure: { metric: 'won_amount', window: { kind: 'trailing', count: 12, unit: 'month' }, filter: [] },
      value: '500000',
    },
  ],
};

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

type Row = Record<string, Value>;
const report = async (rows: { partner: Row[]; deal: Row[] }, tierReviews: readonly TierReviews[]) => {
  await store.replace(rows);
  const desk: IncentiveDesk = deskOn(await store.context(), { tierReviews });
  return gamingReport(desk, caseOf({ plans: [], period: '2025-01-01..2025-12-31' }));
};

describe('thresholds of a tier program', () => {
  /** Two hundred partners spread evenly from 450 k to 550 k, and some more just above 500 k. */
  const network = (planted: number) => {
    const amounts = [
      ...Array.from({ length: 200 }, (_, at) => 450_000 + at * 500 + 250),
      ...Array.from({ length: planted }, (_, at) => 500_000 + at * 100),
    ];
    return {
      partner: amounts.map((_, at) => ({
        partner_id: `P${at}`,
        partner_name: `Partner ${at}`,
        agreement_start: '2020-01-01',
      })),
      deal: amounts.map((amount, at) => ({
        deal_id: `D${at}`,
        partner_id: `P${at}`,
        outcome: 'won',
        amount,
        closed_on: addDays('2025-01-01', (at * 7) % 365),
      })),
    };
  };

  it('have those named who end just above them', async () => {
    const { bunching } = await report(network(30), [GOLD]);
    const [found] = bunching;
    expect(bunching).toHaveLength(1);
    expect(found).toMatchObject({ line: 'Main: Gold', threshold: '500000.0000', unit: 'money', verdict: 'found' });
    expect([found!.above, found!.below]).toEqual([50, 20]);
    expect(found!.partners.some(({ partner }) => partner === 'P200')).toBe(true);
    expect(found!.partners[0]!.period).toBe('review after 31 Dec 2025');
    expect(found!.sentence).toContain(
      '50 partners at a review of Main for Gold end up to 2\u202f% above 500,000.00 of bookings',
    );
  });

  it('raise no alarm where partners lie evenly, and none without a program', async () => {
    expect((await report(network(0), [GOLD])).bunching.map(({ verdict }) => verdict)).toEqual(['not found']);
    expect((await report(network(30), [])).bunching).toEqual([]);
  });
});

describe('the days before a review', () => {
  const ENDS = ['2023-06-30', '2023-12-31', '2024-06-30', '2024-12-31', '2025-06-30', '2025-12-31'];
  const QUARTERS = [2023, 2024, 2025].flatMap((year) =>
    ['03-31', '06-30', '09-30', '12-31'].map((day) => `${year}-${day}`),
  );
  /** A deal a day, and of those after the given days the first fourteen are closed just before. */
  const network = (moved: readonly string[]) => {
    const deal: Row[] = [];
    for (let day = '2023-01-01'; day <= '2025-12-31'; day = addDays(day, 1)) {
      const end = moved.find((one) => day > one && day <= addDays(one, 14));
      deal.push({
        deal_id: `D${day}`,
        partner_id: 'P',
        outcome: 'won',
        amount: 100,
        closed_on: end ? addDays(end, -Number(day.slice(8)) % 14) : day,
      });
    }
    return { partner: [{ partner_id: 'P' }], deal };
  };
  const reviews: TierReviews = { program: 'Main', asOfs: ENDS, tests: [] };

  it('show deals that were moved forward to count', async () => {
    const { reviewEnds } = await report(network(ENDS), [reviews]);
    expect(reviewEnds).toHaveLength(1);
    expect(reviewEnds[0]).toMatchObject({ program: 'Main', verdict: 'found' });
    expect(reviewEnds[0]!.moved).toBeGreaterThan(40);
    expect(reviewEnds[0]!.sentence).toContain('before 5 reviews of Main');
  });

  it('are no more than the end of a quarter where every quarter ends so', async () => {
    const { reviewEnds } = await report(network(QUARTERS), [reviews]);
    expect(reviewEnds[0]).toMatchObject({ verdict: 'not found', moved: null });
    expect(reviewEnds[0]!.sentence).toContain('quarters without a review end the same way');
  });

  it('show nothing where deals close evenly', async () => {
    expect((await report(network([]), [reviews])).reviewEnds[0]!.verdict).toBe('not found');
  });
});

describe('series of like deals', () => {
  const deal = (id: string, day: number, amount: number, customer = 'c', partner = 'P') => ({
    id,
    partner,
    customer,
    day,
    amount: amount * 10_000,
  });

  it('are found below one round size within a week', () => {
    expect(
      findLikeDeals([deal('A', 0, 48_000), deal('B', 3, 49_500), deal('C', 7, 45_000), deal('D', 30, 49_000)]),
    ).toEqual([{ partner: 'P', customer: 'c', deals: ['A', 'B', 'C'], together: 1_425_000_000, below: 500_000_000 }]);
  });

  it.each([
    ['two of them', [deal('A', 0, 48_000), deal('B', 3, 49_500)]],
    ['over more than a week', [deal('A', 0, 48_000), deal('B', 4, 49_500), deal('C', 8, 45_000)]],
    ['with other customers', [deal('A', 0, 48_000), deal('B', 3, 49_500, 'd'), deal('C', 7, 45_000, 'e')]],
    ['by other partners', [deal('A', 0, 48_000), deal('B', 3, 49_500, 'c', 'Q'), deal('C', 7, 45_000)]],
    ['far below any round size', [deal('A', 0, 31_000), deal('B', 3, 32_500), deal('C', 7, 33_000)]],
    ['at the round size itself', [deal('A', 0, 50_000), deal('B', 3, 50_000), deal('C', 7, 50_000)]],
  ])('are none: %s', (_, deals) => {
    expect(findLikeDeals(deals)).toEqual([]);
  });

  it('are told as an indication, without a gain', async () => {
    const { splitDeals } = await report(
      {
        partner: [{ partner_id: 'P', partner_name: 'Adler' }],
        deal: [48_000, 49_500, 45_000].map((amount, at) => ({
          deal_id: `D${at}`,
          partner_id: 'P',
          customer: 'Kunde',
          outcome: 'won',
          amount,
          closed_on: `2025-03-0${at + 1}`,
        })),
      },
      [],
    );
    expect(splitDeals).toMatchObject([{ partner: 'P', name: 'Adler', deals: ['D0', 'D1', 'D2'], gain: null }]);
    expect(splitDeals[0]!.sentence).toContain('An indication only: 3 deals with Kunde within a week');
  });
});

describe.skipIf(sampleFile === undefined)('the sample network', () => {
  let open: OpenDesk & { readonly workspace: Parameters<typeof incentiveDesk>[0] };
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());

  // Nobody planted a pattern of levels or a series there.
  it('knows the reviews of its program, and raises no alarm', async () => {
    const desk = await incentiveDesk(open.workspace);
    const found = await gamingReport(desk, caseOf({ plans: [] }));
    expect(desk.tierReviews.length).toBeGreaterThan(0);
    for (const { asOfs, tests } of desk.tierReviews) {
      expect(asOfs.every((day) => day.endsWith('-09-30') || day.endsWith('-03-31'))).toBe(true);
      expect(tests.length).toBeGreaterThan(0);
    }
    expect(found.bunching.filter(({ line, verdict }) => line.includes(': ') && verdict === 'found')).toEqual([]);
    expect(found.reviewEnds.filter(({ verdict }) => verdict === 'found')).toEqual([]);
    expect(found.splitDeals.filter(({ gain }) => gain === null).length).toBeLessThan(3);
  });
});
