/** Measures of a real network against SQL written by hand on its CSV files. Skipped where the files are not at hand. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure } from '../../../../analytics/api/documents/measure.ts';
import { quoteText } from '../../../../analytics/engine/sql.ts';
import { planMeasure } from '../../../../analytics/metrics/measures/planMeasure.ts';
import { readMeasures } from '../../../../analytics/metrics/measures/readMeasures.ts';
import { hasSharedData, RESELLER_NETWORK } from '../../../fixtures/sharedData.ts';
import { type TestNetwork, testNetwork } from '../network.ts';

describe.skipIf(!hasSharedData)('reseller network', () => {
  let net: TestNetwork;
  let deals: string;
  let partners: string[];

  beforeAll(async () => {
    net = await testNetwork();
    const csv = (name: string) => {
      const copy = join(net.directory, name);
      copyFileSync(join(RESELLER_NETWORK, name), copy);
      return `read_csv(${quoteText(copy)}, all_varchar = true, header = true)`;
    };
    deals = csv('deals.csv');
    await net.engine.run(`
      INSERT INTO store.partner (partner_id, from_load, source_row) SELECT "Account ID", 1, 1 FROM ${csv('partners.csv')};
      INSERT INTO store.product (product_id, category, from_load, source_row)
        SELECT DISTINCT "Product", "Category", 2, 1 FROM ${deals};
      INSERT INTO store.deal (deal_id, outcome, amount, partner_id, closed_on, has_lines, from_load, source_row)
        SELECT "Order Number", 'won', sum("Sales Amount"::DECIMAL(18,4)), min("Account ID"), min("Order Date"::DATE), true, 2, 1
        FROM ${deals} GROUP BY 1;
      INSERT INTO store.deal_line (deal_id, line_id, product_id, quantity, amount, from_load, source_row)
        SELECT "Order Number", "Order Line", "Product", "Quantity"::DECIMAL(18,8), "Sales Amount"::DECIMAL(18,4), 2, 1 FROM ${deals}`);
    const rows = await net.engine.rows<{ id: string }>('SELECT partner_id AS id FROM net.partner ORDER BY 1');
    partners = rows.map(({ id }) => id);
  });
  afterAll(() => net.close());

  /** Figures by partner: whole numbers of 10^-4. */
  async function read(document: object, asOf: string): Promise<Record<string, number>> {
    const context = await net.context();
    const planned = planMeasure(measure.parse(document), context.network);
    const table = await readMeasures(context, { measures: [planned], asOfs: [asOf], partners });
    return Object.fromEntries([...table.column(planned.key)].map((value, index) => [partners[index]!, value]));
  }

  /** Each partner's figure by hand; `none` for partners without an order that counts. */
  async function byHand(figure: string, days: [string, string], none: number, where = 'TRUE') {
    const rows = await net.engine.rows<{ id: string; figure: number }>(`
      WITH line AS (SELECT "Account ID" AS id, "Order Number" AS number, "Order Date"::DATE AS day, "Category" AS category,
          "Sales Amount"::DECIMAL(18,4) AS amount, "Quantity"::INTEGER AS quantity FROM ${deals}),
        placed AS (SELECT id, number, sum(amount) AS amount FROM line
          WHERE day BETWEEN '${days[0]}' AND '${days[1]}' AND ${where} GROUP BY ALL)
      SELECT id, CAST(round(${figure} * 10000) AS BIGINT) AS figure FROM placed GROUP BY id`);
    const found = new Map(rows.map(({ id, figure: value }) => [id, value]));
    return Object.fromEntries(partners.map((id) => [id, found.get(id) ?? none]));
  }

  it('adds up orders and lines', async () => {
    const window = 'trailing-12-months';
    const days: [string, string] = ['2012-12-01', '2013-11-30'];
    expect(await read({ metric: 'won_amount', window }, '2013-11-30')).toEqual(await byHand('sum(amount)', days, 0));
    expect(await read({ metric: 'won_count', window }, '2013-11-30')).toEqual(await byHand('count(*)', days, 0));
    const filter = [{ dim: 'category', values: ['Bikes'] }];
    expect(await read({ metric: 'won_amount', window, filter }, '2013-11-30')).toEqual(
      await byHand('sum(amount)', days, 0, "category = 'Bikes'"),
    );
  });

  it('finds the average, the median, the largest and the smallest order', async () => {
    const window = 'last-calendar-year';
    const days: [string, string] = ['2012-01-01', '2012-12-31'];
    const hand = (figure: string) => byHand(figure, days, Number.NaN);
    const own = (agg: string) => read({ metric: 'won_amount', agg, window }, '2013-06-15');
    expect(await own('max')).toEqual(await hand('max(amount)'));
    expect(await own('min')).toEqual(await hand('min(amount)'));
    // Halves of a ten-thousandth may be rounded to either side by a binary quotient.
    for (const [agg, figure] of [
      ['avg', 'sum(amount) / count(*)'],
      ['median', 'median(CAST(amount AS DOUBLE))'],
    ] as const) {
      const [found, expected] = [await own(agg), await hand(figure)];
      for (const id of partners) {
        expect(Number.isNaN(found[id]!)).toBe(Number.isNaN(expected[id]!));
        if (!Number.isNaN(found[id]!)) expect(Math.abs(found[id]! - expected[id]!)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('chooses orders by their size', async () => {
    const days: [string, string] = ['2012-10-01', '2013-09-30'];
    const found = await read(
      { metric: 'won_count', window: 'trailing-4-quarters', dealFrom: 1_000, dealBelow: 50_000 },
      '2013-11-30',
    );
    expect(found).toEqual(await byHand('count(*) FILTER (WHERE amount >= 1000 AND amount < 50000)', days, 0));
    expect(Object.values(found).some((value) => value > 0)).toBe(true);
  });
});
