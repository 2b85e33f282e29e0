/**
 * Returns, what-ifs and white space on the real network against SQL that was written by hand on the CSV files: guards against
 * figures that hold on three partners and not on seven hundred.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../../analytics/api/methods.ts';
import { quoteText } from '../../../analytics/engine/sql.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { segmentReturns } from '../../../analytics/segments/returns.ts';
import { segmentWhatIf } from '../../../analytics/segments/whatIf.ts';
import { whiteSpace } from '../../../analytics/segments/whitespace.ts';
import { type ResellerDesk, resellerDesk } from '../../fixtures/incentiveDesk.ts';
import { hasSharedData, RESELLER_NETWORK } from '../../fixtures/sharedData.ts';
import { deskOf, textBy } from './desk.ts';

const AS_OF = '2013-11-30';
const IN_YEAR = `day > DATE '2012-11-30' AND day <= DATE '${AS_OF}'`;
const BY_COUNTRY = textBy({
  rules: [
    { id: 'US', when: { is: 'country', values: ['United States'] } },
    { id: 'France', when: { is: 'country', values: ['France'] } },
  ],
  otherwise: { id: 'Elsewhere' },
});

let open: ResellerDesk;
let desk: SegmentDesk;
/** The CSV files as relations. */
let csv: (name: string) => string;

describe.skipIf(!hasSharedData)('on the real network', () => {
  beforeAll(async () => {
    open = await resellerDesk();
    csv = (name) => {
      copyFileSync(join(RESELLER_NETWORK, name), join(open.net.directory, name));
      return `read_csv(${quoteText(join(open.net.directory, name))}, all_varchar = true, header = true)`;
    };
    await open.net.engine.run(`
      INSERT INTO store.payout (payout_id, partner_id, kind, amount, earned_on, from_load, source_row)
        SELECT "Credit ID", "Account ID", 'discount', "Discount Amount"::DECIMAL(18,4), "Order Date"::DATE, 3, 1
        FROM ${csv('payouts.csv')};
      INSERT INTO store.program_cost (period_start, category, scope, amount, from_load, source_row)
        VALUES ('2013-01-01', 'headcount', 'network', 1000000, 3, 1)`);
    desk = await deskOf(open.net);
  }, 60_000);
  afterAll(() => open?.close());

  it('segments by country bring and cost what the files say', async () => {
    const rows = await open.net.engine.rows<Record<string, string | number>>(`
      WITH homes AS (SELECT "Account ID" AS id, CASE "Country" WHEN 'United States' THEN 'US' WHEN 'France' THEN 'France' ELSE 'Elsewhere' END AS home
          FROM ${csv('partners.csv')}),
        sales AS (SELECT "Account ID" AS id, sum("Sales Amount"::DECIMAL(18,4)) AS amount,
            sum("Sales Amount"::DECIMAL(18,4) - "Total Cost"::DECIMAL(18,4)) AS margin
          FROM ${csv('deals.csv')} WHERE ${IN_YEAR.replaceAll('day', '"Order Date"::DATE')} GROUP BY 1),
        credits AS (SELECT "Account ID" AS id, sum("Discount Amount"::DECIMAL(18,4)) AS amount
          FROM ${csv('payouts.csv')} WHERE ${IN_YEAR.replaceAll('day', '"Order Date"::DATE')} GROUP BY 1)
      SELECT home AS key, CAST(count(*) AS INTEGER) AS partners, CAST(coalesce(sum(sales.amount), 0) AS DECIMAL(38,4)) AS bookings,
        CAST(coalesce(sum(margin), 0) AS DECIMAL(38,4)) AS margin, CAST(coalesce(sum(credits.amount), 0) AS DECIMAL(38,4)) AS discount
      FROM homes LEFT JOIN sales USING (id) LEFT JOIN credits USING (id) GROUP BY 1 ORDER BY 1`);
    const asked = METHODS['segment.returns'].params.parse({ segmentation: BY_COUNTRY, asOf: AS_OF });
    const { segments, others, total } = await segmentReturns(desk, asked);
    const told = segments.map(({ key, partners, bookings, margin, discount }) => ({
      key,
      partners,
      bookings,
      margin,
      discount,
    }));
    expect([...told].sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(rows);
    expect(others).toEqual([]);
    expect(total.programCost).toBe('1000000.0000');
    // A million shared by bookings: every part within a unit of its share.
    const whole = Number(total.bookings);
    for (const { bookings, programCost } of segments) {
      expect(Math.abs(Number(programCost) - (1_000_000 * Number(bookings)) / whole)).toBeLessThan(0.1);
    }
  });

  it('without the 400 smallest, bookings and concentration are those of the others', async () => {
    const [known] = await open.net.engine.rows<Record<string, string | number>>(`
      WITH amounts AS (SELECT "Account ID" AS id, coalesce(sum(amount) FILTER (WHERE ${IN_YEAR}), 0) AS amount,
            count(*) FILTER (WHERE ${IN_YEAR}) AS lines
          FROM ${csv('partners.csv')} LEFT JOIN ${open.lines} ON payee = "Account ID" GROUP BY 1),
        left_over AS (SELECT * FROM (SELECT *, row_number() OVER (ORDER BY amount, id) AS place FROM amounts) WHERE place > 400 AND lines > 0),
        placed AS (SELECT CAST(amount AS DOUBLE) AS x, CAST(row_number() OVER (ORDER BY amount) AS DOUBLE) AS i,
          row_number() OVER (ORDER BY amount DESC) AS down FROM left_over)
      SELECT (SELECT CAST(sum(amount) AS DECIMAL(38,4)) FROM left_over) AS won_amount,
        2 * sum(i * x) / (count(*) * sum(x)) - (count(*) + 1.0) / count(*) AS gini,
        sum(x * x) / (sum(x) * sum(x)) * 10000 AS hhi, sum(x) FILTER (WHERE down <= 10) / sum(x) AS top10_share FROM placed`);
    const change = { kind: 'prune', partners: 400, spareMonths: 0 };
    const asked = METHODS['segment.whatIf'].params.parse({ segmentation: BY_COUNTRY, asOf: AS_OF, change });
    const { effects, partnerCount } = await segmentWhatIf(desk, asked);
    const told = Object.fromEntries(effects.map(({ metric, after }) => [metric, after]));
    expect(partnerCount).toBe(400);
    expect(told.won_amount).toBe(known!.won_amount);
    for (const metric of ['gini', 'hhi', 'top10_share']) expect(told[metric]).toBeCloseTo(Number(known![metric]), 8);
  });

  it('white space by category is what is missing to the median of others of the same country and of like size', async () => {
    const rows = await open.net.engine.rows<{ partner: string; value: string; gap: number }>(`
      WITH sales AS (SELECT payee, "Country" AS home, category, sum(amount) AS amount
          FROM ${open.lines} JOIN ${csv('partners.csv')} ON payee = "Account ID" WHERE ${IN_YEAR} GROUP BY ALL),
        totals AS (SELECT payee, home, sum(amount) AS booked FROM sales GROUP BY ALL HAVING sum(amount) > 0),
        counted AS (SELECT *, count(*) OVER country AS many, rank() OVER (country ORDER BY booked) - 1 AS below
          FROM totals WINDOW country AS (PARTITION BY home)),
        sized AS (SELECT *, below * least(3, greatest(1, many // 9)) // many AS band FROM counted),
        sellers AS (SELECT *, count(*) OVER (PARTITION BY home, band) - 1 AS peers FROM sized),
        sold AS (SELECT sales.*, band FROM sales JOIN sellers USING (payee, home) WHERE amount > 0),
        wanted AS (SELECT s.*, c.category FROM sellers s JOIN (SELECT DISTINCT home, band, category FROM sold) c USING (home, band)),
        lacking AS (
          SELECT w.payee, w.category, any_value(w.booked) AS booked,
            CASE WHEN any_value(m.amount) IS NULL THEN CAST(median(o.amount) AS DOUBLE) * count(*) / any_value(w.peers)
              ELSE CAST(median(o.amount) AS DOUBLE) - CAST(any_value(m.amount) AS DOUBLE) END AS missing
          FROM wanted w JOIN sold o ON o.home = w.home AND o.band = w.band AND o.category = w.category AND o.payee <> w.payee
            LEFT JOIN sold m ON m.payee = w.payee AND m.category = w.category
          GROUP BY 1, 2 HAVING count(*) >= 3 AND (any_value(m.amount) IS NOT NULL OR 2 * count(*) >= any_value(w.peers)))
      SELECT payee AS partner, category AS value,
        missing * least(1, booked / sum(missing) OVER (PARTITION BY payee)) AS gap
      FROM lacking WHERE missing > 0 ORDER BY 1, 2`);
    const asked = METHODS['segment.whitespace'].params.parse({
      asOf: AS_OF,
      by: 'category',
      peers: ['country'],
      limit: 100_000,
    });
    const answer = await whiteSpace(desk, asked);
    const told = answer.rows.map(({ partner, value, gap }) => ({ partner, value, gap: Number(gap) }));
    told.sort((a, b) => (a.partner + a.value < b.partner + b.value ? -1 : 1));
    expect(rows.length).toBeGreaterThan(300);
    expect(told.map(({ partner, value }) => [partner, value])).toEqual(
      rows.map(({ partner, value }) => [partner, value]),
    );
    for (const [index, { gap }] of told.entries()) expect(gap).toBeCloseTo(rows[index]!.gap, 3);
  });
});
