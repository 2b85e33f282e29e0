/**
 * What a run, a list, a comparison and an export answer: guards against money that does not add up, figures of a mean that
 * hand arithmetic does not give, and moves by hand that are forgotten or counted twice.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentationInput } from '../../../analytics/api/documents/segmentation.ts';
import { METHODS } from '../../../analytics/api/methods.ts';
import { runTable } from '../../../analytics/metrics/run.ts';
import { compareSegments } from '../../../analytics/segments/compare.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { exportSegments } from '../../../analytics/segments/exportSegments.ts';
import { segmentMembers } from '../../../analytics/segments/members.ts';
import { segmentReturns } from '../../../analytics/segments/returns.ts';
import { runSegmentation } from '../../../analytics/segments/run.ts';
import { segmentationTemplates } from '../../../analytics/segments/templates/index.ts';
import { type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { asDimension } from './asDimension.ts';
import { DAY, deskOf, textBy } from './desk.ts';

const YEAR = 'trailing-12-months';
const SIZES: SegmentationInput['by'] = {
  rules: [{ id: 'large', label: 'Large', advice: 'invest', when: { metric: 'won_amount', window: YEAR, value: 100 } }],
  otherwise: { id: 'small', label: 'Small', meaning: 'The others.' },
};
const asked = (by: SegmentationInput['by'] = SIZES) => ({ segmentation: textBy(by), asOf: DAY, where: [] });

describe('on a network that can be followed by hand', () => {
  let net: TestNetwork;
  let desk: SegmentDesk;
  const deal = (partner: string, amount: number, closed_on = '2026-06-01') => ({
    deal_id: `${partner}-${amount}-${closed_on}`,
    partner_id: partner,
    outcome: 'won',
    amount,
    closed_on,
  });
  beforeAll(async () => {
    net = await testNetwork({
      partner: ['A', 'B', 'C', 'D', 'E'].map((id) => ({
        partner_id: id,
        partner_name: id === 'B' ? '=Beta' : `Name ${id}`,
        country: id < 'C' ? 'DE' : 'AT',
        owner: id === 'A' ? 'Olga' : null,
        agreement_start: '2020-01-01',
      })),
      deal: [
        deal('A', 100.0001),
        deal('A', 50),
        deal('B', 400),
        deal('C', 30),
        deal('C', 5_000, '2024-01-01'),
        deal('D', 10.0001),
        deal('D', 10),
      ],
      payout: [{ payout_id: 'X', partner_id: 'A', amount: 7, earned_on: '2026-06-30', kind: 'rebate' }],
    });
    desk = await deskOf(net);
  });
  afterAll(() => net.close());

  it('sums money exactly, and centres segments in real units', async () => {
    const run = await runSegmentation(desk, { ...asked(), limit: 100 });
    expect(run.segments.map(({ id, partners, amount, payouts }) => [id, partners, amount, payouts])).toEqual([
      ['large', 2, '550.0001', '7.0000'],
      ['small', 3, '50.0001', '0.0000'],
    ]);
    // 550.0001 ÷ 2 is 275.00005, rounded half away from zero; medians of two are their middle.
    expect(run.segments[0]).toMatchObject({ means: ['275.0001'], medians: ['275.0001'], advice: 'invest' });
    // 0, 20.0001 and 30.
    expect(run.segments[1]).toMatchObject({ means: ['16.6667'], medians: ['20.0001'], meaning: 'The others.' });
    expect(run.unplaced).toBeNull();
    expect(run.basis).toMatchObject({ method: 'rules', asOf: DAY, population: 5, currency: 'EUR', notes: [] });
  });

  it('has no mean of a ratio, which one small base carries away: its median stands for it', async () => {
    const growth = { metric: 'growth', window: YEAR, op: '>=', value: -1 } as const;
    const share = { metric: 'won_amount', window: YEAR, per: { metric: 'won_count', window: YEAR }, value: 0 } as const;
    const by: SegmentationInput['by'] = {
      rules: [{ id: 'any', when: { any: [growth, share, { metric: 'won_count', window: YEAR, value: 0 }] } }],
      otherwise: { id: 'rest' },
    };
    const { features, segments } = await runSegmentation(desk, { ...asked(by), limit: 5 });
    expect(features.map(({ key, typical }) => [key.split(' ')[0], typical])).toEqual([
      ['growth', 'median'],
      ['won_amount', 'median'],
      ['won_count', 'mean'],
    ]);
    expect(segments[0]!.means.map((mean) => mean === null)).toEqual([true, true, false]);
    expect(segments[0]!.medians[1]).not.toBeNull();
    const pair = await compareSegments(desk, { ...asked(by), a: 'any', b: 'any' });
    const told = pair.features.find(({ feature }) => feature.key === features[1]!.key)!;
    expect(told.a).toBe(segments[0]!.medians[1]);
  });

  it('shows all partners up to the limit, and beyond it those with most bookings, by id', async () => {
    const all = await runSegmentation(desk, { ...asked(), limit: 5 });
    expect(all.members.partners).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(all.members.amounts).toEqual([150.0001, 400, 30, 20.0001, 0]);
    const some = await runSegmentation(desk, { ...asked(), limit: 3 });
    expect(some.members.partners).toEqual(['A', 'B', 'C']);
    expect([some.shown, some.basis.population, some.segments[1]!.partners]).toEqual([3, 5, 3]);
  });

  it('lists the partners of a segment, most bookings first, each with why', async () => {
    const { rows, total } = await segmentMembers(desk, { ...asked(), segment: 'small', limit: 2 });
    expect(total).toBe(3);
    expect(rows.map(({ partner, amount, why }) => [partner, amount, why.slice(0, 24)])).toEqual([
      ['C', '30.0000', 'meets none of the rules '],
      ['D', '20.0001', 'meets none of the rules '],
    ]);
    const large = await segmentMembers(desk, { ...asked(), segment: 'Large', limit: 9 });
    expect(large.rows[1]).toMatchObject({ partner: 'A', owner: 'Olga', segment: 'large', moved: null });
    await expect(segmentMembers(desk, { ...asked(), segment: 'larje', limit: 9 })).rejects.toThrow(
      /Did you mean “large”/,
    );
  });

  it('lists who could not be placed', async () => {
    const by: SegmentationInput['by'] = { rfm: {}, patterns: [{ id: 'Any' }], otherwise: { id: 'None' } };
    const { rows } = await segmentMembers(desk, { ...asked(by), segment: null, limit: 9 });
    expect(rows.map(({ partner, segment, why }) => [partner, segment, why])).toEqual([
      ['E', null, 'not placed: no deal was ever won'],
    ]);
    expect((await runSegmentation(desk, { ...asked(by), limit: 9 })).unplaced).toMatchObject({ partners: 1 });
  });

  it('tells two segments apart by pooled standard deviations, and whom they are made of', async () => {
    const { features, mixes, a, b } = await compareSegments(desk, { ...asked(), a: 'large', b: 'small' });
    expect([a.partners, b.partners]).toEqual([2, 3]);
    const bookings = features.find(({ feature }) => feature.key.startsWith('won_amount'))!;
    // Squares 31,249.99 and 466.67 over 2 + 3 − 2 degrees of freedom.
    const squares = 2 * 124.99995 ** 2 + (16.6667 ** 2 + 3.3334 ** 2 + 13.3333 ** 2);
    expect(bookings.apart).toBeCloseTo((275.00005 - 16.6667) / Math.sqrt(squares / 3), 4);
    expect(
      features.every(
        ({ apart }, index) =>
          Math.abs(apart ?? 0) <= Math.abs(features[Math.max(index - 1, 0)]!.apart ?? 0) || index === 0,
      ),
    ).toBe(true);
    expect(mixes.filter(({ dim }) => dim === 'country')).toEqual([
      { dim: 'country', value: 'AT', a: 0, b: 3 },
      { dim: 'country', value: 'DE', a: 2, b: 0 },
    ]);
  });

  it('exports every partner once, with text that no spreadsheet runs', async () => {
    const { text, rows, fileName } = await exportSegments(desk, asked());
    const lines = text.trimEnd().split('\r\n');
    expect([rows, lines.length, fileName]).toEqual([5, 6, 'test-2026-09-30.csv']);
    expect(lines[0]).toBe(
      'Segment,Advice,Partner ID,Partner,Owner,Region,Level,Bookings of the 12 months to 2026-09-30 (EUR),Bookings (EUR),Moved by hand,Why',
    );
    expect(lines[1]).toMatch(/^Large,invest,B,'=Beta,,,,400\.0000,400\.0000,,bookings/);
    expect(lines.slice(1).map((line) => line.split(',')[2])).toEqual(['B', 'A', 'C', 'D', 'E']);
  });

  it('keeps partners where somebody put them by hand, and says who and why', async () => {
    await net.engine.run(`INSERT INTO app.segment_move BY NAME
      SELECT 1 AS id, 9 AS segmentation, 'C' AS partner, 'large' AS segment, 'Signed a plan' AS reason, 'Olga' AS moved_by,
        DATE '2026-01-01' AS from_on, NULL AS until
      UNION ALL SELECT 2, 9, 'D', 'gone', 'Old segment', NULL, DATE '2026-01-01', NULL
      UNION ALL SELECT 3, 9, 'E', 'large', 'It is over', NULL, DATE '2026-01-01', DATE '2026-03-01'`);
    const run = await runSegmentation(desk, { ...asked(), saved: 9, limit: 9 });
    expect(run.segments.map(({ partners, amount }) => [partners, amount])).toEqual([
      [3, '580.0001'],
      [2, '20.0001'],
    ]);
    expect(run.members.moved).toEqual([false, false, true, false, false]);
    expect(run.basis.notes.join(' ')).toMatch(
      /1 partner placed by hand\. 1 partner moved by hand to segments that are no/,
    );
    const { rows } = await segmentMembers(desk, { ...asked(), saved: 9, segment: 'large', limit: 9 });
    const moved = rows.find(({ partner }) => partner === 'C')!;
    expect(moved.moved).toEqual({ by: 'Olga', reason: 'Signed a plan' });
    expect(moved.why).toMatch(/^placed by hand by Olga: Signed a plan \(by its figures Small: /);
    expect((await runSegmentation(desk, { ...asked(), limit: 9 })).segments[0]!.partners).toBe(2);
  });

  it('refuses a segmentation that is not sound with every fault', async () => {
    const wrong = {
      id: 'x',
      name: 'X',
      by: { rules: [{ id: 'A', when: { metric: 'won_amont', value: 1 } }], otherwise: { id: 'A' } },
    };
    await expect(runSegmentation(desk, { segmentation: wrong, where: [], limit: 9 })).rejects.toMatchObject({
      code: 'segmentation-invalid',
      message: expect.stringMatching(/Two segments are called “A”.*won_amount/s),
    });
  });
});

describe.skipIf(!sampleFile)('on the sample network', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());

  it('every template places everybody once, and its money is that of the scorecard by segment and of returns', async () => {
    for (const { segmentation } of segmentationTemplates()) {
      const document = segmentation as unknown as Record<string, unknown>;
      const run = await runSegmentation(open.desk, { segmentation: document, where: [], limit: 100_000 });
      const counted = run.segments.reduce((sum, { partners }) => sum + partners, run.unplaced?.partners ?? 0);
      expect(counted).toBe(run.basis.population);
      const groups = new Map(
        run.members.partners.map((id, row) => [id, run.segments[run.members.segment[row]!]?.id ?? 'nowhere']),
      );
      const { rows } = await runTable(asDimension(open.desk.context, groups), {
        metrics: ['won_amount', 'payout_amount'],
        by: ['segment'],
        where: [],
        period: '2025-10-01..2026-09-30',
      });
      const asked = METHODS['segment.returns'].params.parse({ segmentation: document });
      const returns = await segmentReturns(open.desk, asked);
      for (const [index, { id, amount, payouts, partners }] of run.segments.entries()) {
        expect(run.members.segment.filter((segment) => segment === index)).toHaveLength(partners);
        const row = rows.find(({ segment }) => segment === id);
        expect([id, amount, payouts]).toEqual([id, row?.won_amount ?? '0.0000', row?.payout_amount ?? '0.0000']);
        expect(returns.segments[index]!.bookings).toBe(amount);
      }
    }
  }, 60_000);
});
