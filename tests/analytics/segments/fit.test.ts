/** A profile is held against what came after it was scored, and never against what it saw. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partnerProfile } from '../../../analytics/api/documents/segmentation.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { profileFit } from '../../../analytics/segments/fit.ts';
import { type ResellerDesk, resellerDesk } from '../../fixtures/incentiveDesk.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';
import type { Rows, TestNetwork } from '../metrics/network.ts';
import { testNetwork } from '../metrics/network.ts';

const YEAR = 'trailing-12-months';
const profileOf = (parts: object = {}) =>
  partnerProfile.parse({
    id: 'ideal',
    name: 'Ideal partner',
    criteria: [
      { id: 'orders', weight: 3, by: { metric: 'won_count', window: YEAR, from: 0, to: 4 } },
      { id: 'kind', weight: 2, by: { attribute: 'type', worth: { MSP: 1, Reseller: 0.5 } } },
    ],
    ...parts,
  });

const deal = (id: string, partner: string, closed: string, amount: number) => ({
  deal_id: id,
  partner_id: partner,
  outcome: 'won',
  closed_on: closed,
  amount,
  has_lines: false,
});

/** A: 2 orders and MSP; B: none, a reseller; C: 9 orders, its kind is not known; D joins later; E left between. */
const ROWS: Rows = {
  partner: [
    { partner_id: 'A', partner_name: 'Adler', type: 'MSP', agreement_start: '2020-01-01' },
    { partner_id: 'B', partner_name: 'Birke', type: 'Reseller', agreement_start: '2020-01-01' },
    { partner_id: 'C', partner_name: 'Ceder', agreement_start: '2020-01-01' },
    { partner_id: 'D', partner_name: 'Douglas', type: 'MSP', agreement_start: '2025-11-01' },
    { partner_id: 'E', partner_name: 'Esche', type: 'ISV', agreement_start: '2020-01-01', agreement_end: '2026-01-31' },
  ],
  deal: [
    deal('1', 'A', '2025-01-10', 100),
    deal('2', 'A', '2025-09-30', 100),
    ...Array.from({ length: 9 }, (_, index) => deal(`c${index}`, 'C', '2025-05-05', 10)),
    // After the scores: more orders, which they must not see.
    ...Array.from({ length: 8 }, (_, index) => deal(`b${index}`, 'B', '2025-10-01', 1_000)),
    deal('a3', 'A', '2026-09-30', 250.5),
    deal('late', 'A', '2026-10-01', 99_999),
    deal('old', 'B', '2024-01-15', 5),
    deal('e1', 'E', '2025-12-01', 40),
    deal('d1', 'D', '2026-02-01', 7_000),
  ],
};

let net: TestNetwork;
let desk: SegmentDesk;
beforeAll(async () => {
  net = await testNetwork(ROWS);
  desk = { context: await net.context(), lab: new Lab() };
});
afterAll(() => net.close());

const fitOf = (parts: object = {}, asked: object = {}) =>
  profileFit(desk, { profile: profileOf(parts), where: [], asOf: '2026-09-30', ...asked });

describe('a fit', () => {
  it('scores who was enrolled the day before the outcome began, by what was known then', async () => {
    const { scoredOn, basis, partners } = await fitOf();
    expect(scoredOn).toBe('2025-09-30');
    expect(basis.population).toBe(4);
    // A: (3 × 2/4 + 2 × 1) ÷ 5; B: (3 × 0 + 2 × 0.5) ÷ 5; C: 3 × 1 ÷ 3, its kind is not known; E: no worth for ISV.
    expect(partners).toEqual([
      { partner: 'C', name: 'Ceder', score: 100, coverage: 0.6, outcome: expect.anything() },
      { partner: 'A', name: 'Adler', score: 70, coverage: 1, outcome: '250.5000' },
      { partner: 'B', name: 'Birke', score: 20, coverage: 1, outcome: '8000.0000' },
      { partner: 'E', name: 'Esche', score: 0, coverage: 1, outcome: '40.0000' },
    ]);
    expect(Number(partners[0]!.outcome)).toBe(0);
  });

  it('of four partners is too little data, and says what is needed', async () => {
    const { verdict, rank, auc, sentence } = await fitOf();
    expect([verdict, rank, auc]).toEqual(['too little data', null, null]);
    expect(sentence).toContain('4 partners with a score and an outcome, too few to judge by; 25 are needed.');
  });

  it('correlates each criterion by itself, over partners for whom it is known', async () => {
    // Orders 2, 0, 9, 0 (worth ½, 0, 1, 0) against 250.5, 8000, 0, 40: ranks 3, 1.5, 4, 1.5 and 3, 4, 1, 2.
    const { criteria } = await fitOf();
    expect(criteria.map(({ id }) => id)).toEqual(['orders', 'kind']);
    expect(criteria[0]!.spearman).toBeCloseTo((0.5 * 0.5 + -1 * 1.5 + 1.5 * -1.5 + -1 * -0.5) / Math.sqrt(4.5 * 5), 12);
    // Kind of A, B and E: 1, ½, 0 against 250.5, 8000, 40.
    expect(criteria[1]!.spearman).toBeCloseTo(0.5, 12);
  });

  it('begins the day before a shorter outcome begins', async () => {
    const outcome = { metric: 'won_amount', window: 'trailing-3-months' };
    expect((await fitOf({ outcome })).scoredOn).toBe('2026-06-30');
  });

  it('is not made of days before the data', async () => {
    const { verdict, sentence } = await fitOf({}, { asOf: '2024-10-31' });
    expect(verdict).toBe('too little data');
    expect(sentence).toBe(
      'Scores would be of 31 Oct 2023, before the data begins on 15 Jan 2024. Choose a later day, or an outcome of fewer days.',
    );
  });

  it('says which figures look back to before the data', async () => {
    const { basis } = await fitOf({}, { asOf: '2025-09-30' });
    expect(basis.notes).toContain(
      'The data begins on 15 Jan 2024, so these look at a part of their days only: Deals won.',
    );
  });

  it('says that a profile made of its outcome proves no potential', async () => {
    const outcome = { metric: 'won_count', window: YEAR };
    expect((await fitOf({ outcome })).basis.notes).toContain(
      'Deals won: in the profile and in the outcome. That who sold sells on says nothing of those who have not begun.',
    );
  });

  it('names criteria that move no score', async () => {
    const criteria = [
      { id: 'orders', weight: 3, by: { metric: 'won_count', window: YEAR, from: 0, to: 4 } },
      { id: 'city', weight: 1, by: { attribute: 'city', worth: { Oslo: 1 } } },
      { id: 'any', label: 'Any kind', weight: 1, by: { attribute: 'type', worth: {}, otherwise: 1 } },
    ];
    const { notes } = (await fitOf({ criteria })).basis;
    expect(notes).toContain('Not known of anybody, so no score counts it: City. Score is made of Deals won, Any kind.');
    expect(notes).toContain('Worth the same for all, so it tells nobody apart: Any kind.');
  });

  it.each(['ever', 'since-anniversary'])(
    'refuses an outcome %s, which has no beginning that is the same for all',
    async (window) => {
      await expect(fitOf({ outcome: { metric: 'won_amount', window } })).rejects.toMatchObject({
        code: 'bad-request',
        message: expect.stringContaining('Give it a window like "trailing-12-months".'),
      });
    },
  );

  it('refuses a profile whose weights are all 0, or that names a criterion twice', async () => {
    const criterion = { id: 'orders', weight: 0, by: { metric: 'won_count', window: YEAR, from: 0, to: 4 } };
    await expect(fitOf({ criteria: [criterion] })).rejects.toThrow('Give one a weight from 1 to 5.');
    await expect(fitOf({ criteria: [{ ...criterion, weight: 1 }, criterion] })).rejects.toThrow(
      'Two criteria of the profile are called “orders”.',
    );
  });

  it('refuses an attribute that no partner has', async () => {
    const criteria = [{ id: 'family', weight: 1, by: { attribute: 'family', worth: { Bikes: 1 } } }];
    await expect(fitOf({ criteria })).rejects.toMatchObject({ code: 'dimension-unknown' });
  });
});

describe.skipIf(!hasSharedData)('on the real network', () => {
  let open: ResellerDesk;
  beforeAll(async () => {
    open = await resellerDesk();
  });
  afterAll(() => open.close());

  it('correlation, area and tenths equal those of SQL written by hand', async () => {
    const profile = profileOf({
      criteria: [{ id: 'orders', weight: 1, by: { metric: 'won_count', window: YEAR, from: 0, to: 12 } }],
    });
    const { context, lab } = open.desk;
    const fit = await profileFit({ context, lab }, { profile, where: [], asOf: '2013-10-31' });
    expect(fit.scoredOn).toBe('2012-10-31');
    // 175 of 701 are over the third quartile, 176 with the one on it: a quarter is 175.25.
    const [byHand] = await open.net.engine.rows<Record<'partners' | 'total' | 'spearman' | 'area', number>>(`
      WITH scored AS (
        SELECT p.partner_id,
          least(12, count(DISTINCT l.deal) FILTER (WHERE l.day BETWEEN DATE '2011-11-01' AND DATE '2012-10-31')) AS score,
          coalesce(sum(l.amount) FILTER (WHERE l.day BETWEEN DATE '2012-11-01' AND DATE '2013-10-31'), 0)::DOUBLE AS outcome
        FROM store.partner p LEFT JOIN ${open.lines} l ON l.payee = p.partner_id GROUP BY 1),
      ranked AS (
        SELECT *, rank() OVER (ORDER BY score) + (count(*) OVER (PARTITION BY score) - 1) / 2 AS rank_score,
          rank() OVER (ORDER BY outcome) + (count(*) OVER (PARTITION BY outcome) - 1) / 2 AS rank_outcome,
          outcome > quantile_cont(outcome, 0.75) OVER () AS good FROM scored)
      SELECT count(*)::DOUBLE AS partners, sum(outcome) AS total, corr(rank_score, rank_outcome) AS spearman,
        (SELECT avg(CASE WHEN g.score > o.score THEN 1 WHEN g.score = o.score THEN 0.5 ELSE 0 END)
         FROM ranked g, ranked o WHERE g.good AND NOT o.good) AS area
      FROM ranked`);
    expect(fit.basis.population).toBe(byHand!.partners);
    expect(fit.rank!.spearman).toBeCloseTo(byHand!.spearman, 10);
    expect(fit.auc!.value).toBeCloseTo(byHand!.area, 10);
    expect(fit.deciles.reduce((sum, { partners }) => sum + partners, 0)).toBe(byHand!.partners);
    const total = fit.deciles.reduce((sum, { partners, outcome }) => sum + partners * Number(outcome), 0);
    expect(total).toBeCloseTo(byHand!.total, 1);
    expect(Number(fit.deciles.at(-1)!.outcome)).toBeGreaterThan(Number(fit.deciles[0]!.outcome));
  });
});
