/**
 * Money of groups of partners against SQL that was written by hand on the rows: guards against a deal that two partners of
 * one segment share being counted twice, one that partners of two segments share being lost in one of them, and a partner of
 * the deal's own row that is named among its parties again.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../../analytics/api/methods.ts';
import { compareSegments } from '../../../analytics/segments/compare.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { exportSegments } from '../../../analytics/segments/exportSegments.ts';
import { segmentMembers } from '../../../analytics/segments/members.ts';
import { countedTwice, NO_GROUP } from '../../../analytics/segments/money/shared.ts';
import { segmentMovement } from '../../../analytics/segments/movement.ts';
import { segmentReturns } from '../../../analytics/segments/returns.ts';
import { runSegmentation } from '../../../analytics/segments/run.ts';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { DAY, deskOf, textBy } from './desk.ts';

const PARTNERS = ['A', 'B', 'C', 'D', 'E'];

describe('of partners that share deals', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    net = await testNetwork();
  });
  afterAll(() => net.close());

  const partner = (id: string, country: string) => ({ partner_id: id, country, agreement_start: '2020-01-01' });
  const deal = (id: string, owner: string | null, amount: number, closed_on = '2026-06-01', outcome = 'won') => ({
    deal_id: id,
    partner_id: owner,
    outcome,
    amount,
    closed_on,
  });
  const party = (id: string, of: string) => ({ deal_id: id, partner_id: of, role: 'influenced' });
  const byCountry = textBy({
    rules: [
      { id: 'German', when: { is: 'country', values: ['DE'] } },
      { id: 'Austrian', when: { is: 'country', values: ['AT'] } },
    ],
    otherwise: { id: 'Others' },
  });
  const runOn = (desk: SegmentDesk, more: object = {}) =>
    runSegmentation(desk, { segmentation: byCountry, asOf: DAY, where: [], limit: 100, ...more });

  it('counts each deal once in a segment, and in every segment that shares it', async () => {
    await net.replace({
      partner: [partner('A', 'DE'), partner('B', 'DE'), partner('C', 'AT'), partner('D', 'AT'), partner('E', 'FR')],
      deal: [
        deal('two-germans', 'A', 100),
        deal('across', 'A', 10),
        deal('three', 'B', 1.0001),
        deal('nobody’s own', null, 1_000),
        deal('alone', 'E', 10_000),
        deal('last-year', 'A', 7, '2025-09-30'),
        deal('lost', 'A', 9, '2026-06-01', 'lost'),
      ],
      deal_party: [
        party('two-germans', 'B'),
        party('two-germans', 'A'),
        party('across', 'C'),
        party('three', 'A'),
        party('three', 'C'),
        party('three', 'D'),
        party('nobody’s own', 'C'),
        party('nobody’s own', 'D'),
        party('last-year', 'B'),
        party('lost', 'B'),
      ],
    });
    const desk = await deskOf(net);
    const run = await runOn(desk);
    expect(run.segments.map(({ id, amount }) => [id, amount])).toEqual([
      ['German', '111.0001'],
      ['Austrian', '1011.0001'],
      ['Others', '10000.0000'],
    ]);
    // Across: 10, three: 1.0001. The network has 11,111.0001.
    expect(run.overlap).toBe('11.0001');
    expect(run.members.amounts).toEqual([111.0001, 101.0001, 1011.0001, 1001.0001, 10_000]);

    const asked = { segmentation: byCountry, asOf: DAY, where: [] };
    const { a, b } = await compareSegments(desk, { ...asked, a: 'German', b: 'Austrian' });
    expect([a.amount, b.amount]).toEqual(['111.0001', '1011.0001']);
    const { rows } = await segmentMembers(desk, { ...asked, segment: 'German', limit: 9 });
    expect(rows.map((row) => [row.partner, row.amount])).toEqual([
      ['A', '111.0001'],
      ['B', '101.0001'],
    ]);
    expect((await exportSegments(desk, asked)).text).toContain('B,B,,,,101.0001');
    const returns = await segmentReturns(desk, METHODS['segment.returns'].params.parse(asked));
    expect(returns.segments.map(({ bookings }) => bookings)).toEqual(run.segments.map(({ amount }) => amount));
    expect([returns.total.bookings, returns.overlap]).toEqual(['11111.0001', '11.0001']);
    // Without B, its deals stay with those who share them.
    const some = await runOn(desk, { where: [{ dim: 'partner', values: ['B', 'C', 'D'], not: false }] });
    expect(some.segments.map(({ amount }) => amount)).toEqual(['101.0001', '1011.0001', '0.0000']);
    expect(some.overlap).toBe('1.0001');
  });

  it('is that of hand-written SQL whoever shares what', async () => {
    const deals = fc.array(
      fc.record({
        owner: fc.option(fc.constantFrom(...PARTNERS)),
        amount: fc.integer({ min: -50_000, max: 1_000_000 }).map((units) => units / 10_000),
        parties: fc.array(fc.constantFrom(...PARTNERS), { maxLength: 5 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const countries = fc.array(fc.constantFrom('DE', 'AT', 'FR'), {
      minLength: PARTNERS.length,
      maxLength: PARTNERS.length,
    });
    await fc.assert(
      fc.asyncProperty(deals, countries, async (drawn, homes) => {
        await net.replace({
          partner: PARTNERS.map((id, index) => partner(id, homes[index]!)),
          deal: drawn.map(({ owner, amount }, index) => deal(`d${index}`, owner, amount)),
          deal_party: drawn.flatMap(({ parties }, index) => parties.map((id) => party(`d${index}`, id))),
        });
        const { segments, overlap } = await runOn(await deskOf(net));
        const known = await net.engine.rows<{ segment: string; amount: string }>(`
          WITH credited AS (SELECT deal_id, partner_id FROM store.deal WHERE partner_id IS NOT NULL
              UNION SELECT deal_id, partner_id FROM store.deal_party),
            placed AS (SELECT DISTINCT c.deal_id, CASE p.country WHEN 'DE' THEN 'German' WHEN 'AT' THEN 'Austrian' ELSE 'Others' END AS segment
              FROM credited c JOIN store.partner p ON p.partner_id = c.partner_id)
          SELECT segment, CAST(sum(d.amount) AS DECIMAL(38,4)) AS amount FROM placed JOIN store.deal d ON d.deal_id = placed.deal_id GROUP BY 1
          UNION ALL SELECT 'whole', CAST(sum(amount) AS DECIMAL(38,4)) FROM store.deal WHERE deal_id IN (SELECT deal_id FROM credited)`);
        const byHand = (id: string) => known.find(({ segment }) => segment === id)?.amount ?? '0.0000';
        expect(segments.map(({ id, amount }) => [id, amount])).toEqual(segments.map(({ id }) => [id, byHand(id)]));
        const units = (text: string | null) => BigInt((text ?? '0.0000').replace('.', ''));
        const sum = segments.reduce((all, { amount }) => all + units(amount), 0n);
        expect(sum - units(overlap)).toBe(units(byHand('whole')));
      }),
      runs(12),
    );
  }, 60_000);

  it('flows from quarter to quarter as hand-written SQL has it, whoever shares, joins and leaves', async () => {
    const days = { before: '2026-06-30', after: DAY };
    const byQuarter = textBy({
      rules: [
        {
          id: 'large',
          when: { metric: 'won_amount', window: { kind: 'trailing', count: 1, unit: 'quarter' }, value: '60' },
        },
      ],
      otherwise: { id: 'small' },
    });
    const deals = fc.array(
      fc.record({
        owner: fc.option(fc.constantFrom(...PARTNERS)),
        amount: fc.integer({ min: -100_000, max: 1_000_000 }).map((units) => units / 10_000),
        parties: fc.array(fc.constantFrom(...PARTNERS), { maxLength: 4 }),
        // In the year to the first day only, in both, and in the last quarter.
        on: fc.constantFrom('2025-08-01', '2026-05-01', '2026-09-30'),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const terms = fc.array(
      fc.record({
        agreement_start: fc.constantFrom('2020-01-01', '2026-08-15'),
        agreement_end: fc.constantFrom(null, null, '2026-08-31'),
      }),
      { minLength: PARTNERS.length, maxLength: PARTNERS.length },
    );
    await fc.assert(
      fc.asyncProperty(deals, terms, async (drawn, agreements) => {
        await net.replace({
          partner: PARTNERS.map((id, index) => ({ ...partner(id, 'DE'), ...agreements[index]! })),
          // Nobody’s own deal begins the history before both days.
          deal: [
            deal('first', null, 1, '2025-08-01'),
            ...drawn.map(({ owner, amount, on }, index) => deal(`d${index}`, owner, amount, on)),
          ],
          deal_party: drawn.flatMap(({ parties }, index) => parties.map((id) => party(`d${index}`, id))),
        });
        const { segments, quarters } = await segmentMovement(await deskOf(net), {
          segmentation: byQuarter,
          asOf: DAY,
          where: [],
          quarters: 2,
        });
        const year = (day: string) => `closed_on > DATE '${day}' - INTERVAL 12 MONTH AND closed_on <= DATE '${day}'`;
        const placed = (day: string) => `(SELECT partner_id, CASE WHEN coalesce((SELECT sum(amount) FROM credited c
            JOIN store.deal d USING (deal_id) WHERE c.partner_id = p.partner_id
              AND closed_on > DATE '${day}' - INTERVAL 3 MONTH AND closed_on <= DATE '${day}'), 0) >= 60 THEN 'large' ELSE 'small' END AS segment
          FROM store.partner p WHERE agreement_start <= DATE '${day}' AND coalesce(agreement_end, DATE '9999-12-31') >= DATE '${day}')`;
        const once = (groups: string, keys: string) => `SELECT ${keys}, count(DISTINCT partner_id) AS partners,
            CAST(coalesce((SELECT sum(amount) FROM store.deal d WHERE ${year(DAY)} AND deal_id IN (SELECT deal_id FROM credited WHERE list_contains(list(g.partner_id), partner_id))), 0) AS DECIMAL(38,4)) AS amount
          FROM ${groups} g GROUP BY ALL`;
        const hand = <Row>(sql: string) =>
          net.engine.rows<Row>(`WITH credited AS (SELECT deal_id, partner_id FROM store.deal WHERE partner_id IS NOT NULL
              UNION SELECT deal_id, partner_id FROM store.deal_party),
            was AS ${placed(days.before)}, now AS ${placed(days.after)},
            went AS (SELECT partner_id, was.segment AS "from", now.segment AS "to" FROM was FULL JOIN now USING (partner_id))
            ${sql} ORDER BY ALL`);
        type HandFlow = { from: string | null; to: string | null; partners: number; amount: string };
        const { flows, amounts, overlap } = quarters.at(-1)!;
        const idOf = (place: number) => segments[place]?.id ?? null;
        const told = flows.map(({ from, to, partners, amount }) => ({
          from: idOf(from),
          to: idOf(to),
          partners,
          amount,
        }));
        const byHand = await hand<HandFlow>(once('went', '"from", "to"'));
        const text = (rows: readonly HandFlow[]) => rows.map((row) => JSON.stringify(row)).sort();
        expect(text(told)).toEqual(text(byHand));
        const sizes = await hand<{ segment: string; amount: string }>(once('now', 'segment'));
        expect(amounts).toEqual(segments.map(({ id }) => sizes.find((row) => row.segment === id)?.amount ?? '0.0000'));
        const [whole] = await hand<{ amount: string }>(once('went', '1 AS whole'));
        const units = (amount: string | null | undefined) => BigInt((amount ?? '0.0000').replace('.', ''));
        const sum = flows.reduce((all, { amount }) => all + units(amount), 0n);
        expect(sum - units(overlap)).toBe(units(whole?.amount));
      }),
      runs(12),
    );
  }, 60_000);
});

it('of nobody’s group is nobody’s', () => {
  const shared = {
    partners: ['A', 'B', 'C'],
    starts: Int32Array.of(0, 2, 5),
    members: Int32Array.of(0, 1, 0, 1, 2),
    sums: { bookings: [5n, 7n] },
    bytes: 0,
  };
  expect(countedTwice(shared, [0, 0, 1], 2).bookings).toEqual([12n, 0n]);
  expect(countedTwice(shared, [0, NO_GROUP, 0], 1).bookings).toEqual([7n]);
  expect(countedTwice(shared, [0, 0, 0], 1).bookings).toEqual([19n]);
});
