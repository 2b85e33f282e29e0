/**
 * RFM and a matrix on the real network against SQL that was written by hand on the CSV file: guards against figures of
 * another window, ties that are split, and cuts that are drawn elsewhere than they are made.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentationInput } from '../../../analytics/api/documents/segmentation.ts';
import type { Placement } from '../../../analytics/segments/place/placement.ts';
import { placePartners } from '../../../analytics/segments/place.ts';
import { type ResellerDesk, resellerDesk } from '../../fixtures/incentiveDesk.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';
import { documentBy } from './desk.ts';

const AS_OF = '2013-11-30';
const IN_WINDOW = `day > DATE '2012-11-30' AND day <= DATE '${AS_OF}'`;

let open: ResellerDesk;

function place(by: SegmentationInput['by']): Promise<Placement> {
  return placePartners(open.desk, documentBy(by), { asOf: AS_OF, where: [] });
}

describe.skipIf(!hasSharedData)('on the real network', () => {
  beforeAll(async () => {
    open = await resellerDesk();
  }, 60_000);
  afterAll(() => open?.close());

  it('scores of recency, frequency and money are those of percentile ranks in SQL', async () => {
    const rank = (
      figure: string,
      order: string,
    ) => `least(5, 1 + floor(5 * (rank() OVER (ORDER BY ${figure} ${order}) - 1
      + count(*) OVER (PARTITION BY ${figure}) / 2.0) / count(*) OVER ()))`;
    const rows = await open.net.engine.rows<{ payee: string; r: number; f: number; m: number }>(`
      WITH figures AS (
        SELECT payee, DATE '${AS_OF}' - max(day) AS days, count(DISTINCT deal) FILTER (WHERE ${IN_WINDOW}) AS deals,
          coalesce(sum(amount) FILTER (WHERE ${IN_WINDOW}), 0) AS money
        FROM ${open.lines} WHERE day <= DATE '${AS_OF}' GROUP BY payee)
      SELECT payee, CAST(${rank('days', 'DESC')} AS INTEGER) AS r,
        CAST(CASE WHEN deals = 0 THEN 1 ELSE ${rank('deals', '')} END AS INTEGER) AS f,
        CAST(CASE WHEN money <= 0 THEN 1 ELSE ${rank('money', '')} END AS INTEGER) AS m
      FROM figures ORDER BY payee`);
    const placement = await place({ rfm: {}, patterns: [{ id: 'All' }], otherwise: { id: 'None' } });
    const [r, f, m] = placement.features.slice(3).map(({ values }) => values) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const scored = placement.partners.flatMap((payee, index) =>
      placement.segment[index] === -1 ? [] : [{ payee, r: r[index], f: f[index], m: m[index] }],
    );
    expect(rows.length).toBeGreaterThan(500);
    expect(scored).toEqual(rows);
    expect(new Set(rows.map((row) => `${row.r}${row.f}${row.m}`)).size).toBeGreaterThan(20);
  });

  it('cells of a matrix are those of quantiles in SQL', async () => {
    const rows = await open.net.engine.rows<{ payee: string; cell: string }>(`
      WITH figures AS (
        SELECT p."Account ID" AS payee, CAST(coalesce(sum(amount), 0) AS DOUBLE) AS bookings,
          CAST(sum(amount) AS DOUBLE) / count(DISTINCT deal) AS size
        FROM (SELECT DISTINCT partner_id AS "Account ID" FROM store.partner) p
        LEFT JOIN ${open.lines} l ON l.payee = p."Account ID" AND ${IN_WINDOW} GROUP BY 1),
      cuts AS (SELECT quantile_cont(bookings, 1 / 3) AS low, quantile_cont(bookings, 2 / 3) AS high,
        quantile_cont(size, 0.5) AS half FROM figures)
      SELECT payee, (CASE WHEN bookings >= high THEN 2 WHEN bookings >= low AND bookings > 0 THEN 1 ELSE 0 END) || ','
        || (CASE WHEN size >= half THEN 1 ELSE 0 END) AS cell
      FROM figures, cuts WHERE size IS NOT NULL ORDER BY payee`);
    const placement = await place({
      matrix: {
        x: { measure: { metric: 'won_amount', window: 'trailing-12-months' }, cut: { quantiles: [1 / 3, 2 / 3] } },
        y: { measure: { metric: 'avg_deal', window: 'trailing-12-months' }, cut: { median: true } },
      },
    });
    const cells = placement.partners.flatMap((payee, index) => {
      const segment = placement.segments[placement.segment[index]!];
      return segment ? [{ payee, cell: segment.cell!.join() }] : [];
    });
    expect(cells.length).toBeGreaterThan(400);
    expect(cells).toEqual(rows);
  });

  it('rules place whom the same question in SQL finds', async () => {
    const rows = await open.net.engine.rows<{ payee: string }>(`
      SELECT payee FROM ${open.lines} WHERE ${IN_WINDOW} GROUP BY payee
      HAVING sum(amount) >= 250000 AND count(DISTINCT deal) >= 4 ORDER BY payee`);
    const year = 'trailing-12-months';
    const placement = await place({
      rules: [
        {
          id: 'Large',
          when: {
            all: [
              { metric: 'won_amount', window: year, value: 250_000 },
              { metric: 'won_count', window: year, value: 4 },
            ],
          },
        },
      ],
      otherwise: { id: 'Rest' },
    });
    expect(rows.length).toBeGreaterThan(3);
    expect(placement.partners.filter((_, index) => placement.segment[index] === 0)).toEqual(
      rows.map(({ payee }) => payee),
    );
  });
});
