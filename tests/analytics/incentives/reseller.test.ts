/** A real reseller network under six plans against SQL written by hand on its CSV files. Skipped where they are not at hand. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteText } from '../../../analytics/engine/sql.ts';
import { ratePlan, rateRows } from '../../../analytics/incentives/rate.ts';
import { LineKernel } from '../../../analytics/incentives/rateKernel.ts';
import { readUnits } from '../../../analytics/incentives/units.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';
import { hasSharedData, RESELLER_NETWORK } from '../../fixtures/sharedData.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { type LineInput, plan } from './readings.ts';

describe.skipIf(!hasSharedData)('reseller network', () => {
  let net: TestNetwork;
  let context: QueryContext;
  let lines: string;

  beforeAll(async () => {
    net = await testNetwork();
    const csv = (name: string) => {
      const copy = join(net.directory, name);
      copyFileSync(join(RESELLER_NETWORK, name), copy);
      return `read_csv(${quoteText(copy)}, all_varchar = true, header = true)`;
    };
    const [deals, partners] = [csv('deals.csv'), csv('partners.csv')];
    await net.engine.run(`
      INSERT INTO store.partner (partner_id, country, from_load, source_row)
        SELECT "Account ID", "Country", 1, 1 FROM ${partners};
      INSERT INTO store.product (product_id, family, category, from_load, source_row)
        SELECT DISTINCT "Product", "Subcategory", "Category", 2, 1 FROM ${deals};
      INSERT INTO store.deal (deal_id, outcome, amount, partner_id, closed_on, has_lines, from_load, source_row)
        SELECT "Order Number", 'won', sum("Sales Amount"::DECIMAL(18,4)), min("Account ID"), min("Order Date"::DATE), true, 2, 1
        FROM ${deals} GROUP BY 1;
      INSERT INTO store.deal_line (deal_id, line_id, product_id, quantity, amount, cost, from_load, source_row)
        SELECT "Order Number", "Order Line", "Product", "Quantity"::DECIMAL(18,8), "Sales Amount"::DECIMAL(18,4), "Total Cost"::DECIMAL(18,4), 2, 1
        FROM ${deals}`);
    context = await net.context();
    lines = `(SELECT "Account ID" AS payee, "Order Number" AS deal, "Order Date"::DATE AS day, "Category" AS category,
      "Quantity"::INTEGER AS quantity, "Sales Amount"::DECIMAL(18,4) AS amount FROM ${deals})`;
  }, 60_000);
  afterAll(() => net.close());

  /** Every payee and period that earned something, and the kernel and the rows beside it. */
  async function agrees(line: object, hand: string): Promise<void> {
    const document = plan([line as Partial<LineInput>]);
    const [{ earned, periods, compiled }] = (await ratePlan(context, document)) as [
      Awaited<ReturnType<typeof ratePlan>>[0],
    ];
    const starts = new Map(periods.map(({ index, from }) => [index, from]));
    const rated = earned.map((one) => [one.payee, starts.get(one.period), one.earned]);
    const expected = await net.engine.rows<Record<string, string>>(
      `SELECT payee, CAST(start AS DATE) AS start, CAST(CAST(pay AS DECIMAL(38,2)) AS DECIMAL(38,4)) AS pay FROM (${hand}) AS hand ORDER BY payee, start`,
    );
    expect(rated.length).toBeGreaterThan(1_000);
    expect(rated).toEqual(expected.map((one) => [one.payee, one.start, one.pay]));

    const { table } = await readUnits(context, document, 0);
    const kernel = [...new LineKernel(compiled, table).run().earned];
    expect(kernel).toEqual(earned.map((one) => Math.round(Number(one.earned) * 100)));

    const sums = new Map<string, number>();
    for (const row of await rateRows(context, document, 0)) {
      const key = `${row.payee} ${row.period}`;
      sums.set(key, (sums.get(key) ?? 0) + Math.round(Number(row.amount) * 100));
    }
    expect([...sums.values()].sort()).toEqual([...kernel].sort());
  }

  const summed = (period: string, where = 'TRUE') =>
    `(SELECT payee, date_trunc('${period}', day) AS start, sum(amount) AS x, sum(quantity) AS q FROM ${lines} AS l WHERE ${where} GROUP BY ALL)`;

  it('at five percent', async () => {
    await agrees({ rate: { flat: '0.05' } }, `SELECT payee, start, x * 0.05 AS pay FROM ${summed('quarter')} AS s`);
  });

  it('by first-dollar bands', async () => {
    const bands = [
      { from: 10_000, rate: '0.02' },
      { from: 50_000, rate: '0.045' },
    ];
    await agrees(
      { rate: { how: 'retroactive', bands } },
      `SELECT payee, start, x * CASE WHEN x >= 50000 THEN 0.045 WHEN x >= 10000 THEN 0.020 ELSE 0.000 END AS pay FROM ${summed('quarter')} AS s`,
    );
  });

  it('by marginal bands of the month', async () => {
    const bands = [
      { from: 0, rate: '0.01' },
      { from: 5_000, rate: '0.03' },
      { from: 20_000, rate: '0.05' },
    ];
    await agrees(
      { period: 'month', rate: { how: 'marginal', bands } },
      `SELECT payee, start, least(x, 5000) * 0.01 + greatest(least(x, 20000) - 5000, 0) * 0.03 + greatest(x - 20000, 0) * 0.05 AS pay
       FROM ${summed('month')} AS s`,
    );
  });

  it('on growth over the year before', async () => {
    await agrees(
      { period: 'year', rate: { growth: 'year-ago', rate: '0.03', atLeast: '0.05', payOnlyGrowth: true } },
      `SELECT s.payee, s.start, CASE WHEN b.x > 0 AND s.x - b.x >= b.x * 0.05 THEN (s.x - b.x) * 0.03 ELSE 0.00 END AS pay
       FROM ${summed('year')} s LEFT JOIN ${summed('year')} b ON b.payee = s.payee AND b.start = s.start - INTERVAL 1 YEAR`,
    );
  });

  it('for each unit of one category', async () => {
    await agrees(
      {
        period: 'month',
        rate: { perUnit: '1.25' },
        on: { base: 'quantity', filter: [{ dim: 'category', values: ['Clothing'] }] },
      },
      `SELECT payee, start, q * 1.25 AS pay FROM ${summed('month', "category = 'Clothing'")} AS s`,
    );
  });

  it('with more for one category, capped by deal', async () => {
    await agrees(
      {
        scope: 'deal',
        rate: { flat: '0.02' },
        multipliers: [{ id: 'bikes', factor: '1.5', filter: [{ dim: 'category', values: ['Bikes'] }] }],
        limits: { capDeal: 400 },
      },
      `SELECT payee, date_trunc('quarter', day) AS start, sum(pay) AS pay FROM (
         SELECT payee, deal, min(day) AS day,
           least(sum(amount * CASE WHEN category = 'Bikes' THEN 0.030 ELSE 0.020 END), 400) AS pay
         FROM ${lines} AS l GROUP BY payee, deal) AS d GROUP BY ALL`,
    );
  });
});
