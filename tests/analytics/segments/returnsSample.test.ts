/**
 * Returns on the sample network against SQL that was written by hand on its store: several currencies, deals with several
 * partners, credit notes, and costs of regions. Guards against exchange rates of another day and deals credited to the wrong
 * segment.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../../analytics/api/methods.ts';
import type { SegmentReturns } from '../../../analytics/api/segments.ts';
import { runTable } from '../../../analytics/metrics/run.ts';
import { capacity } from '../../../analytics/segments/capacity.ts';
import { segmentReturns } from '../../../analytics/segments/returns.ts';
import { segmentWhatIf } from '../../../analytics/segments/whatIf.ts';
import { type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { asDimension } from './asDimension.ts';
import { DAY, textBy } from './desk.ts';

const YEAR = "BETWEEN DATE '2025-10-01' AND DATE '2026-09-30'";
const BY_TYPE = textBy({
  rules: [
    { id: 'Resellers', when: { is: 'type', values: ['Reseller'] } },
    { id: 'MSPs', when: { is: 'type', values: ['MSP'] } },
  ],
  otherwise: { id: 'Others' },
});
/** Euros by the plan rate of the day, the first one before it. */
const euros = (amount: string, currency: string, day: string) => `CAST(CASE WHEN ${currency} = 'EUR' THEN ${amount} ELSE
  CAST(${amount} AS DECIMAL(38,4)) * coalesce(
    (SELECT arg_max(rate, on_date) FROM net.fx_rate r WHERE r.kind = 'plan' AND r.to_currency = 'EUR' AND r.from_currency = ${currency} AND r.on_date <= ${day}),
    (SELECT arg_min(rate, on_date) FROM net.fx_rate r WHERE r.kind = 'plan' AND r.to_currency = 'EUR' AND r.from_currency = ${currency})) END AS DECIMAL(38,4))`;

describe.skipIf(sampleFile === undefined)('on the sample network', () => {
  let open: OpenDesk;
  let answer: SegmentReturns;
  const rows = <T>(sql: string) => open.desk.context.reader.rows<T>(sql);

  beforeAll(async () => {
    open = await sampleDesk();
    const asked = METHODS['segment.returns'].params.parse({ segmentation: BY_TYPE, asOf: DAY });
    answer = await segmentReturns(open.desk, asked);
  }, 60_000);
  afterAll(() => open?.close());

  it('bookings of segments are those of hand-written SQL, each deal once in a segment', async () => {
    const known = await rows<{ key: string; bookings: string }>(`
      WITH credited AS (
          SELECT deal_id, partner_id FROM store.deal WHERE to_load IS NULL AND partner_id IS NOT NULL
          UNION SELECT deal_id, partner_id FROM store.deal_party WHERE to_load IS NULL),
        grouped AS (SELECT DISTINCT c.deal_id, CASE p.type WHEN 'Reseller' THEN 'Resellers' WHEN 'MSP' THEN 'MSPs' ELSE 'Others' END AS key
          FROM credited c JOIN net.partner p ON p.partner_id = c.partner_id
          WHERE lower(coalesce(p.status, '')) NOT IN ('terminated', 'inactive', 'closed', 'rejected', 'prospect', 'applicant')
            AND coalesce(p.agreement_start, p.onboarded_on, DATE '1900-01-01') <= DATE '${DAY}'
            AND coalesce(p.agreement_end, DATE '9999-01-01') >= DATE '${DAY}')
      SELECT key, CAST(sum(${euros('d.amount', 'd.currency', 'd.closed_on')}) AS DECIMAL(38,4)) AS bookings
      FROM grouped g JOIN store.deal d ON d.deal_id = g.deal_id AND d.to_load IS NULL
      WHERE d.outcome = 'won' AND d.basis = 'bookings' AND d.closed_on ${YEAR} GROUP BY 1 ORDER BY 1`);
    const told = answer.segments.map(({ key, bookings }) => ({ key, bookings }));
    expect(told.sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(known);
  });

  it('totals are the network’s, digit by digit, and program costs are what was loaded', async () => {
    const metrics = ['won_amount', 'payout_amount', 'cost_of_channel', 'margin'];
    const { total } = await runTable(open.desk.context, {
      metrics,
      by: [],
      where: [],
      period: '2025-10-01..2026-09-30',
    });
    expect(answer.total.bookings).toBe(total.won_amount);
    expect(answer.total.spend).toBe(total.cost_of_channel__numerator);
    const [costs] = await rows<{ amount: string }>(
      `SELECT CAST(sum(amount) AS DECIMAL(38,4)) AS amount FROM net.program_cost WHERE period_start ${YEAR}`,
    );
    expect(answer.total.programCost).toBe(costs!.amount);
    const parts = (of: (row: SegmentReturns['total']) => string) =>
      [...answer.segments, ...answer.others].reduce((sum, row) => sum + Number(of(row)), 0);
    expect(parts(({ programCost }) => programCost)).toBeCloseTo(Number(costs!.amount), 3);
    expect(parts(({ bookings }) => bookings)).toBeCloseTo(Number(total.won_amount) + Number(answer.overlap ?? 0), 3);
  });

  it('costs of a region are borne by its partners alone', async () => {
    const [dach] = await rows<{ amount: string }>(
      `SELECT CAST(sum(amount) AS DECIMAL(38,4)) AS amount FROM net.program_cost WHERE period_start ${YEAR} AND scope = 'DACH'`,
    );
    const asked = { segmentation: BY_TYPE, asOf: DAY, where: [{ dim: 'region', values: ['DACH'] }] };
    const { total } = await segmentReturns(open.desk, METHODS['segment.returns'].params.parse(asked));
    const [share] = await rows<{ costs: string }>(
      `SELECT CAST(sum(amount) AS DECIMAL(38,4)) AS costs FROM net.program_cost WHERE period_start ${YEAR} AND scope = 'network'`,
    );
    const booked = (where: (typeof asked)['where']) =>
      runTable(open.desk.context, {
        metrics: ['won_amount'],
        by: ['partner'],
        where: where as never,
        period: '2025-10-01..2026-09-30',
      }).then((table) =>
        table.rows
          .filter(({ partner }) => !String(partner).startsWith('('))
          .reduce((sum, { won_amount }) => sum + Math.max(0, Number(won_amount)), 0),
      );
    const part = (await booked(asked.where)) / (await booked([]));
    expect(Number(total.programCost)).toBeCloseTo(Number(dach!.amount) + Number(share!.costs) * part, 1);
  });

  it('without a partner, the network is what the dictionary says of the others', async () => {
    const change = { kind: 'prune', partners: 80, segment: 'Resellers' };
    const asked = METHODS['segment.whatIf'].params.parse({ segmentation: BY_TYPE, asOf: DAY, change });
    const { effects, partners } = await segmentWhatIf(open.desk, asked);
    const { context } = open.desk;
    // Those who leave are a segment of their own, which the dictionary then leaves out.
    const roster = await rows<{ id: string }>('SELECT partner_id AS id FROM net.partner');
    const gone = new Set(partners.map(({ partner }) => partner));
    const groups = new Map(roster.map(({ id }) => [id, gone.has(id) ? 'gone' : 'here']));
    const { total } = await runTable(asDimension(context, groups), {
      metrics: ['won_amount', 'payout_amount', 'top10_share', 'gini', 'hhi', 'pareto_share', 'enrolled_partners'],
      by: [],
      where: [{ dim: 'segment', values: ['gone'], not: true }],
      period: '2025-10-01..2026-09-30',
    });
    expect(partners).toHaveLength(80);
    for (const { metric, after } of effects.filter((effect) => effect.metric in total)) {
      if (typeof after === 'string') expect(after).toBe(total[metric]);
      else expect(after).toBeCloseTo(Number(total[metric]), 12);
    }
  });

  it('the plan of the year ahead is the targets of its four quarters', async () => {
    const known = await rows<{ value: string; plan: string }>(
      `SELECT scope_value AS value, CAST(sum(value) AS DECIMAL(38,4)) AS plan FROM net.target
       WHERE scope = 'region' AND metric = 'won_amount' AND period_start BETWEEN DATE '2026-10-01' AND DATE '2027-09-30' GROUP BY 1 ORDER BY 1`,
    );
    const plan = await capacity(open.desk, METHODS['segment.capacity'].params.parse({ asOf: DAY }));
    expect(plan.period).toBe('FY27');
    const told = plan.rows.map(({ value, plan: own }) => ({ value, plan: own }));
    expect(told.sort((a, b) => (String(a.value) < String(b.value) ? -1 : 1))).toEqual(known);
    for (const { gap, perPartner, activation, recruit, activate } of plan.rows) {
      const active = Number(gap) / Number(perPartner);
      expect(activate!.likely).toBe(Math.ceil(active));
      expect(recruit!.likely).toBe(Math.ceil(active / (activation!.numerator / activation!.denominator)));
      expect(recruit!.low <= recruit!.likely && recruit!.likely <= recruit!.high).toBe(true);
    }
  });
});
