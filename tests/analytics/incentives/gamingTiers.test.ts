/**
 * Patterns around tier programs and around sizes that no plan names. Guards that what was planted is found and named, that a
 * smooth network raises no alarm, and that the end of a quarter is not taken for a review.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { IncentiveDesk, TierReviews } from '../../../analytics/incentives/desk.ts';
import { findLikeDeals } from '../../../analytics/incentives/gaming/likeDeals.ts';
import { gamingReport } from '../../../analytics/incentives/gamingReport.ts';
import { addDays, addMonths } from '../../../analytics/network/dates.ts';
import { incentiveDesk } from '../../../analytics/service/incentiveDesk.ts';
import { PROGRAMS } from '../../../analytics/tiers/store.ts';
import { promoteVersionCommand, saveVersionCommand } from '../../../analytics/workspace/versionCommands.ts';
import { PROGRAM_IN_FORCE } from '../../../samples/tierPrograms.ts';
import { caseOf, deskOn, type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { type TestNetwork, testNetwork, type Value } from '../metrics/network.ts';

const GOLD: TierReviews = {
  program: 'Main',
  asOfs: ['2025-12-31'],
  own: null,
  next: null,
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
  const reviews: TierReviews = { program: 'Main', asOfs: ENDS, own: null, next: null, tests: [] };

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

describe('reviews on the anniversary of each partner', () => {
  const PARTNERS = Array.from({ length: 12 }, (_, at) => ({
    partner_id: `P${at}`,
    agreement_start: `2020-${String(at + 1).padStart(2, '0')}-10`,
  }));
  /** The end of the month of his anniversary, in every year. */
  const endsOf = (at: number) =>
    [2021, 2022, 2023, 2024, 2025].map((year) =>
      addDays(`${at === 11 ? year + 1 : year}-${String(((at + 1) % 12) + 1).padStart(2, '0')}-01`, -1),
    );
  const own = new Map(PARTNERS.map(({ partner_id }, at) => [partner_id, endsOf(at)]));
  const reviews: TierReviews = { program: 'Main', asOfs: [...own.values()].flat().sort(), own, next: null, tests: [] };
  /** Every partner closes a deal every third day; before the days that he is given, those of the two weeks after. */
  const network = (movedTo: (at: number) => readonly string[]) => {
    const deal: Row[] = [];
    for (const [at, { partner_id }] of PARTNERS.entries()) {
      for (let day = '2021-01-01'; day <= '2025-12-31'; day = addDays(day, 3)) {
        const end = movedTo(at).find((one) => day > one && day <= addDays(one, 14));
        const closed_on = end ? addDays(end, -(Number(day.slice(8)) % 14)) : day;
        deal.push({ deal_id: `${partner_id} ${day}`, partner_id, outcome: 'won', amount: 100, closed_on });
      }
    }
    return { partner: PARTNERS, deal };
  };

  it('show deals that each moved forward to his own', async () => {
    const { reviewEnds } = await report(network(endsOf), [reviews]);
    expect(reviewEnds).toMatchObject([{ program: 'Main', verdict: 'found' }]);
    // Five deals of each of twelve partners, four times.
    expect(reviewEnds[0]!.moved).toBeGreaterThan(150);
  });

  it('are not those of another partner, nor the ends of all quarters', async () => {
    const others = await report(
      network((at) => endsOf((at + 5) % 12)),
      [reviews],
    );
    expect(others.reviewEnds[0]!.verdict).toBe('not found');
    const quarters = (at: number) =>
      endsOf(at).flatMap((end) =>
        [0, 3, 6, 9].map((months) => addDays(addMonths(`${end.slice(0, 7)}-01`, months + 1), -1)),
      );
    const all = await report(network(quarters), [reviews]);
    expect(all.reviewEnds[0]).toMatchObject({ verdict: 'not found', moved: null });
    expect(all.reviewEnds[0]!.sentence).toContain('quarters without a review end the same way');
  });
});

describe('levels that the next review cannot give', () => {
  const trailing = { kind: 'trailing', count: 12, unit: 'month' } as const;
  const test = (level: string, value: string) => ({
    level,
    measure: { metric: 'won_amount', window: trailing, filter: [] },
    value,
  });
  const program: TierReviews = {
    program: 'Main',
    asOfs: [],
    own: null,
    next: '2026-06-30',
    tests: [test('Silver', '100'), test('Gold', '500'), test('Gold', '500')],
  };
  const won = (partner_id: string, closed_on: string, amount: number): Row => {
    return { deal_id: `${partner_id} ${closed_on}`, partner_id, closed_on, amount, outcome: 'won' };
  };
  const partner = ['A', 'B', 'C', 'D', 'E'].map((id) => ({
    partner_id: id,
    partner_name: `Partner ${id}`,
    agreement_start: '2020-01-01',
  }));
  // Today is the last day of 2025: 181 days are left, and what was sold from July on counts.
  const deal = [
    // At best 200 in as many days: 150 + 200 reach Silver only.
    won('A', '2025-09-01', 150),
    won('A', '2025-03-01', 200),
    // 420 at best: 150 + 420 may reach Gold.
    won('B', '2025-09-01', 150),
    won('B', '2025-03-01', 420),
    // Above all figures.
    won('C', '2025-10-01', 600),
    // 30 + 60 stay below Silver; 50 + 60 reach it.
    won('D', '2025-09-01', 30),
    won('D', '2025-03-01', 60),
    won('E', '2025-09-01', 50),
    won('E', '2025-03-01', 60),
    // Two stretches of as many days are in the data.
    { deal_id: 'FIRST', partner_id: 'E', closed_on: '2024-12-01', outcome: 'lost', amount: 1 },
    { deal_id: 'TODAY', partner_id: 'E', closed_on: '2025-12-31', outcome: 'lost', amount: 1 },
  ];

  it('are told with who stands there, how far they are and what they can do', async () => {
    const { levelZones } = await report({ partner, deal }, [program]);
    expect(
      levelZones.map(({ from, to, count, partners }) => [
        Number(from),
        to === null ? null : Number(to),
        count,
        ...partners.map((one) => [one.partner, Number(one.reached), Number(one.most)]),
      ]),
    ).toEqual([
      [0, 100, 1, ['D', 30, 60]],
      [100, 500, 1, ['A', 150, 200]],
      [500, null, 1, ['C', 600, 600]],
    ]);
    expect(levelZones.map(({ sentence }) => sentence)).toEqual([
      'By bookings of the trailing 12 months, no other level of Main is in reach of 1 partner until the review after 30 Jun 2026: it has reached no figure yet, and 100.00 (Silver) is farther off than it ever got in 181 days.',
      'By bookings of the trailing 12 months, no other level of Main is in reach of 1 partner until the review after 30 Jun 2026: it has reached 100.00 (Silver) already, and 500.00 (Gold) is farther off than it ever got in 181 days.',
      'By bookings of the trailing 12 months, no other level of Main is in reach of 1 partner until the review after 30 Jun 2026: it has reached 500.00 (Gold) already, and no level asks for more.',
    ]);
  });

  it('are not told of a program without a review ahead', async () => {
    expect((await report({ partner, deal }, [{ ...program, next: null }])).levelZones).toEqual([]);
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

  // Guards against reviews of one partner taken for those of another, and against a program of anniversaries left out.
  it('knows of a program of anniversaries whose review it is, by hand', async () => {
    const copy = await sampleDesk();
    const { bus, engine, now } = copy.workspace;
    const document = tierProgram.parse({
      ...PROGRAM_IN_FORCE,
      name: 'By anniversary',
      review: { cadence: 'anniversary' },
    });
    const id = await bus.execute(saveVersionCommand(PROGRAMS, now), { name: 'By anniversary', document });
    const decision = { approver: 'Council', reason: 'Fairer', effectiveFrom: '2024-10-01' };
    await bus.execute(promoteVersionCommand(PROGRAMS, now), { id, ...decision });
    try {
      const desk = await incentiveDesk(copy.workspace);
      const { own, next } = desk.tierReviews.find(({ program }) => program === 'By anniversary')!;
      expect(next).toBeNull();
      const partners = await engine.rows<{ id: string; day: string }>(
        `SELECT partner_id AS id, CAST(last_day(agreement_start) AS VARCHAR) AS day FROM net.partner
         WHERE agreement_start < '2023-01-01' AND month(agreement_start) <> 9 LIMIT 50`,
      );
      expect(partners.length).toBe(50);
      for (const { id: partner, day } of partners) {
        const held = own!.get(partner)!;
        expect(held.every((asOf) => asOf.slice(5, 7) === day.slice(5, 7))).toBe(true);
        expect(held.length).toBe(2);
      }
      const found = await gamingReport(desk, caseOf({ plans: [] }));
      expect(found.reviewEnds.map(({ program }) => program)).toContain('By anniversary');
    } finally {
      await copy.close();
    }
  });

  // Nobody planted a pattern of levels or a series there.
  it('knows the reviews of its program, and raises no alarm', async () => {
    const desk = await incentiveDesk(open.workspace);
    const found = await gamingReport(desk, caseOf({ plans: [] }));
    expect(desk.tierReviews.length).toBeGreaterThan(0);
    for (const { asOfs, next, own, tests } of desk.tierReviews) {
      expect([next, own]).toEqual(['2027-03-31', null]);
      expect(asOfs.every((day) => day.endsWith('-09-30') || day.endsWith('-03-31'))).toBe(true);
      expect(tests.length).toBeGreaterThan(0);
    }
    expect(found.bunching.filter(({ line, verdict }) => line.includes(': ') && verdict === 'found')).toEqual([]);
    expect(found.reviewEnds.filter(({ verdict }) => verdict === 'found')).toEqual([]);
    expect(found.splitDeals.filter(({ gain }) => gain === null).length).toBeLessThan(3);
    // By hand: what each partner in the zone below Gold won since April, which is what the review of April 2027 counts so far.
    const zone = found.levelZones.find(({ from, to }) => Number(from) === 150_000 && Number(to) === 500_000)!;
    expect(zone.count).toBeGreaterThan(0);
    const { partner, reached } = zone.partners[0]!;
    const [sold] = await desk.context.reader.rows<{ sold: string }>(
      `SELECT CAST(sum(d.amount * coalesce(r.rate, 1)) AS DECIMAL(18,2)) AS sold
       FROM (SELECT DISTINCT d.* FROM net.deal d LEFT JOIN net.deal_party p ON p.deal_id = d.deal_id
         WHERE d.outcome = 'won' AND d.closed_on BETWEEN '2026-04-01' AND '2026-09-30'
           AND (d.partner_id = $partner OR p.partner_id = $partner)) d
       LEFT JOIN (SELECT from_currency, arg_max(rate, on_date) AS rate FROM net.fx_rate
         WHERE kind = 'plan' AND on_date <= '2026-09-30' GROUP BY ALL) r ON r.from_currency = d.currency`,
      { partner },
    );
    expect(Number(reached)).toBeCloseTo(Number(sold!.sold), 1);
  });
});
