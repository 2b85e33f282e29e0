/**
 * Segments of the real reseller network through the terminal, against SQL written by hand on the CSV files. Guards the way
 * from a document to a segment: a wrong window, ties that are split, a cut taken for `>`, a partner without sales left out.
 */
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { byHand, importResellerNetwork, resellerCsv } from '../../fixtures/resellerWorkspace.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const workspace = folder.file('net.quarterdeck');
const AS_OF = '2013-06-30';

function write(name: string, by: object): string {
  const path = folder.file(name);
  writeFileSync(path, JSON.stringify({ id: 'net', name: 'Net', by }));
  return path;
}

const ofYear = (metric: string) => ({ metric, window: 'trailing-12-months' });
const MATRIX = write('matrix.json', {
  matrix: {
    x: { measure: ofYear('won_amount'), cut: { quantiles: [0.6, 0.9] } },
    y: { measure: ofYear('won_count'), cut: { fixed: ['3'] } },
  },
});
const RFM = write('rfm.json', {
  rfm: {},
  patterns: [{ id: 'best', recency: [5, 5], frequency: [5, 5], money: [5, 5] }],
  otherwise: { id: 'rest' },
});

/** What the day knows of each partner: orders and sales of the year, and days since the last order. */
const FIGURES = `
  (SELECT p."Account ID" AS partner, coalesce(d.amount, 0) AS amount, coalesce(d.orders, 0) AS orders, d.days
   FROM read_csv('${resellerCsv('partners')}') p LEFT JOIN (
     SELECT "Account ID", sum("Sales Amount") FILTER ("Order Date" > DATE '2012-06-30') AS amount,
       count(DISTINCT "Order Number") FILTER ("Order Date" > DATE '2012-06-30') AS orders,
       DATE '${AS_OF}' - max("Order Date") AS days
     FROM read_csv('${resellerCsv('deals')}', types = {'Sales Amount': 'DECIMAL(18,4)', 'Order Date': 'DATE'})
     WHERE "Order Date" <= DATE '${AS_OF}' GROUP BY 1) d USING ("Account ID"))`;

/** A score from 1 to 5 by the mean rank of equals, so that a tie is never split. */
const fifth = (order: string) =>
  `least(5, 1 + floor(5 * (rank() OVER (ORDER BY ${order}) - 1 + (count(*) OVER (PARTITION BY ${order}) - 1) / 2) / count(*) OVER ()))::INTEGER`;

type Rows = Record<string, unknown>[];
async function segments(...more: string[]): Promise<{ rows: Rows; total: Record<string, unknown> }> {
  const { code, out, err } = await terminal(
    ...['segments', '-w', workspace, '--as-of', AS_OF, '--format', 'json'],
    ...more,
  );
  expect(code, err).toBe(0);
  const rows = JSON.parse(out) as Rows;
  return { rows: rows.slice(0, -1), total: rows.at(-1)! };
}

describe.runIf(hasSharedData)('the reseller network', () => {
  beforeAll(async () => {
    expect((await importResellerNetwork(workspace)).code).toBe(0);
  });

  it('lies in a matrix where SQL places it, partner by partner', async () => {
    const { rows, total } = await segments('--document', MATRIX);
    const partners = await byHand<{ partner: string; segment: string }>(
      `SELECT partner, format('x{} y{}', CASE WHEN amount >= high THEN 3 WHEN amount >= low THEN 2 ELSE 1 END,
         CASE WHEN orders >= 3 THEN 2 ELSE 1 END) AS segment
       FROM ${FIGURES}, (SELECT quantile_cont(amount, 0.6) AS low, quantile_cont(amount, 0.9) AS high FROM ${FIGURES}) ORDER BY partner`,
    );
    expect(rows.map(({ partner, segment }) => ({ partner, segment }))).toEqual(partners);
    const sums = await byHand<{ partners: number; amount: string }>(
      `SELECT count(*)::INTEGER AS partners, sum(amount)::DECIMAL(38,4) AS amount FROM ${FIGURES}`,
    );
    expect([total.partners, total.won_amount]).toEqual([sums[0]!.partners, sums[0]!.amount]);
    expect(new Set(partners.map(({ segment }) => segment)).size).toBeGreaterThan(4);
  });

  it('has the scores of recency, frequency and money that SQL gives', async () => {
    const { rows, total } = await segments('--document', RFM);
    const scored = await byHand<Record<string, unknown>>(
      `SELECT partner, ${fifth('-days')} AS recency_score,
         CASE WHEN orders = 0 THEN 1 ELSE ${fifth('orders')} END AS frequency_score,
         CASE WHEN amount <= 0 THEN 1 ELSE ${fifth('amount')} END AS money_score
       FROM ${FIGURES} WHERE days IS NOT NULL ORDER BY partner`,
    );
    const placed = rows.filter(({ segment }) => segment !== null);
    expect(
      placed.map(({ partner, recency_score, frequency_score, money_score }) => ({
        ...{ partner, recency_score, frequency_score, money_score },
      })),
    ).toEqual(scored);
    expect(total.unplaced).toBe(rows.length - scored.length);
    expect(Number(total.unplaced)).toBeGreaterThan(0);
  });

  // Held against the giants of a region, a small partner would be told to reach what it never could.
  it('grows to the median of others of the same type and region and of like size, as SQL finds them', async () => {
    const { rows } = await segments('--document', MATRIX, '--grow', '50', '--members');
    const found = await byHand<{ partner: string; before: string; after: string }>(
      `WITH booked AS (SELECT f.partner, f.amount, p."Type" AS kind, p."Region" AS home FROM ${FIGURES} AS f
           JOIN read_csv('${resellerCsv('partners')}') p ON p."Account ID" = f.partner WHERE f.amount > 0),
         counted AS (SELECT *, count(*) OVER alike AS many, rank() OVER (alike ORDER BY amount) - 1 AS below
           FROM booked WINDOW alike AS (PARTITION BY kind, home)),
         sized AS (SELECT *, below * least(3, greatest(1, many // 9)) // many AS band FROM counted),
         held AS (SELECT s.partner, s.amount, CAST(round(median(CAST(o.amount AS DOUBLE)), 4) AS DECIMAL(18,4)) AS reach
           FROM sized s JOIN sized o ON (o.kind, o.home, o.band) = (s.kind, s.home, s.band) AND o.partner <> s.partner
           GROUP BY ALL HAVING count(*) >= 3)
       SELECT partner, CAST(amount AS DECIMAL(38,4)) AS before, CAST(reach AS DECIMAL(38,4)) AS after
       FROM held WHERE amount < reach ORDER BY CAST(amount AS DOUBLE) / CAST(reach AS DOUBLE) DESC, partner LIMIT 50`,
    );
    const byId = (a: { partner: string }, b: { partner: string }) => (a.partner < b.partner ? -1 : 1);
    const told = rows.map((row) => ({
      partner: String(row.partner),
      before: row.won_amount_before,
      after: row.won_amount_after,
    }));
    expect(found).toHaveLength(50);
    expect(told.sort(byId)).toEqual(found.sort(byId));
  });

  it('writes everybody who would leave to a file, and some of them to a table', async () => {
    const prune = [
      'segments',
      '-w',
      workspace,
      '--as-of',
      AS_OF,
      '--document',
      MATRIX,
      '--prune',
      '200',
      '--spare',
      '0',
    ];
    const { out } = await terminal(...prune, '--members', '--format', 'csv');
    expect(out.trim().split('\r\n')).toHaveLength(201);
    expect((await terminal(...prune)).out).toContain('… and 150 more: --members --format csv lists them');
  });

  it('is clustered the same from the same seed, each partner once', async () => {
    const kmeans = ['--method', 'kmeans', '--k', '4', '--seed', '3'];
    const { rows, total } = await segments(...kmeans);
    expect((await segments(...kmeans)).rows).toEqual(rows);
    const sizes = (total.segments as { partners: number }[]).map(({ partners }) => partners);
    expect(sizes).toHaveLength(4);
    expect(sizes.reduce((sum, size) => sum + size, Number(total.unplaced))).toBe(rows.length);
  });
});
