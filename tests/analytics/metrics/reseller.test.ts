/** A real reseller network against SQL written by hand on its CSV files. Skipped where the files are not at hand. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteText } from '../../../analytics/engine/sql.ts';
import { hasSharedData, RESELLER_NETWORK } from '../../fixtures/sharedData.ts';
import { type TestNetwork, testNetwork } from './network.ts';

describe.skipIf(!hasSharedData)('reseller network', () => {
  let net: TestNetwork;
  let deals: string;
  let partners: string;
  let payouts: string;

  beforeAll(async () => {
    net = await testNetwork();
    const csv = (name: string) => {
      const copy = join(net.directory, name);
      copyFileSync(join(RESELLER_NETWORK, name), copy);
      return `read_csv(${quoteText(copy)}, all_varchar = true, header = true)`;
    };
    [deals, partners, payouts] = [csv('deals.csv'), csv('partners.csv'), csv('payouts.csv')];
    await net.engine.run(`
      INSERT INTO store.partner (partner_id, partner_name, type, country, from_load, source_row)
        SELECT "Account ID", "Account Name", "Type", "Country", 1, 1 FROM ${partners};
      INSERT INTO store.product (product_id, product_name, family, category, from_load, source_row)
        SELECT DISTINCT "Product", "Product", "Subcategory", "Category", 2, 1 FROM ${deals};
      INSERT INTO store.deal (deal_id, outcome, amount, partner_id, closed_on, has_lines, from_load, source_row)
        SELECT "Order Number", 'won', sum("Sales Amount"::DECIMAL(18,4)), min("Account ID"), min("Order Date"::DATE), true, 2, 1
        FROM ${deals} GROUP BY 1;
      INSERT INTO store.deal_line (deal_id, line_id, product_id, quantity, amount, cost, from_load, source_row)
        SELECT "Order Number", "Order Line", "Product", "Quantity"::DECIMAL(18,8), "Sales Amount"::DECIMAL(18,4), "Total Cost"::DECIMAL(18,4), 2, 1
        FROM ${deals};
      INSERT INTO store.payout (payout_id, partner_id, line_id, kind, amount, earned_on, from_load, source_row)
        SELECT "Credit ID", "Account ID", "Order Line", 'discount', "Discount Amount"::DECIMAL(18,4), "Order Date"::DATE, 3, 1
        FROM ${payouts}`);
  });
  afterAll(() => net.close());

  const byHand = (select: string, group: string) =>
    net.engine.rows(`
      SELECT ${select}, sum("Sales Amount"::DECIMAL(18,4))::DECIMAL(38,4) AS won_amount,
        sum("Sales Amount"::DECIMAL(18,4) - "Total Cost"::DECIMAL(18,4))::DECIMAL(38,4) AS margin,
        count(DISTINCT "Order Number") AS won_count
      FROM ${deals} d LEFT JOIN ${partners} p USING ("Account ID")
      WHERE year("Order Date"::DATE) = 2013 GROUP BY ${group} ORDER BY won_amount DESC`);

  it('has the bookings, margin and deals of 2013 by country and category that its file has', async () => {
    const spec = {
      metrics: ['won_amount', 'margin', 'won_count'],
      by: ['country', 'category'] as const,
      period: '2013',
    };
    const rows = await net.query({ ...spec, by: [...spec.by] });
    expect(rows).toEqual(await byHand('p."Country" AS country, d."Category" AS category', 'ALL'));
    expect(rows.length).toBeGreaterThan(20);
  });

  it('totals each order once', async () => {
    const [hand] = await byHand('1 AS one', 'one');
    const { one: _, ...expected } = hand!;
    expect(await net.total({ metrics: ['won_amount', 'margin', 'won_count'], period: '2013' })).toEqual(expected);
  });

  it('finds the product of a payout by its order line', async () => {
    const hand = await net.engine.rows(`
      SELECT d."Category" AS category, sum(x."Discount Amount"::DECIMAL(18,4))::DECIMAL(38,4) AS payout_amount
      FROM ${payouts} x JOIN ${deals} d USING ("Order Line") GROUP BY 1 ORDER BY 2 DESC`);
    expect(await net.query({ metrics: ['payout_amount'], by: ['category'] })).toEqual(hand);
  });

  it('scores incentive alignment on the three measures that its files can tell', async () => {
    // No plan and no roles are loaded: payouts against 6 %, growth against 10 % and margin against 30 % remain, 60 of 100.
    const [hand] = await net.engine.rows<{ rate: number; growth: number; margin: number }>(`
      WITH orders AS (
        SELECT year("Order Date"::DATE) AS y, sum("Sales Amount"::DECIMAL(18,4)) AS sales, sum("Total Cost"::DECIMAL(18,4)) AS cost
        FROM ${deals} GROUP BY ALL
      ), paid AS (SELECT sum("Discount Amount"::DECIMAL(18,4)) AS amount FROM ${payouts} WHERE year("Order Date"::DATE) = 2012)
      SELECT paid.amount::DOUBLE / now.sales::DOUBLE AS rate, (now.sales - ago.sales)::DOUBLE / ago.sales::DOUBLE AS growth,
        (now.sales - now.cost)::DOUBLE / now.sales::DOUBLE AS margin
      FROM orders now, orders ago, paid WHERE now.y = 2012 AND ago.y = 2011`);
    const { rate, growth, margin } = hand!;
    expect([rate < 0.06, growth > 0.1, margin > 0 && margin < 0.3]).toEqual([true, true, true]);
    expect(await net.total({ metrics: ['incentive_alignment'], period: '2012' })).toEqual({
      incentive_alignment: expect.closeTo((100 * (25 + 20 + 15 * (margin / 0.3))) / 60, 9),
      incentive_alignment__coverage: 0.6,
    });
  });

  it('does not take the want of losses and disputes in its files for perfection', async () => {
    const metrics = ['win_rate', 'dispute_rate', 'pipeline_governance', 'operational_reliability'];
    expect(await net.total({ metrics, period: '2012' })).toMatchObject({
      win_rate: null,
      dispute_rate: null,
      pipeline_governance: null,
      operational_reliability: null,
    });
  });
});
