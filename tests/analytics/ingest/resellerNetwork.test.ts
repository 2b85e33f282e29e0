import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadRecord } from '../../../analytics/api/results.ts';
import { Engine } from '../../../analytics/engine/engine.ts';
import { Bench, data, file, hasData, RESELLER_MAPS } from './support.ts';

/** A real network's three exports; the figures are added up a second time by plain SQL over the files. */
describe.skipIf(!hasData)('a reseller network as its CRM exported it', () => {
  let bench: Bench;
  let raw: Engine;
  let records: LoadRecord[];
  const files = () =>
    (['payouts', 'deals', 'partners'] as const).map((kind) =>
      file(data(`reseller-network/${kind}.csv`), `${kind}.csv`, RESELLER_MAPS[kind]),
    );
  const csv = (kind: string) => `read_csv('${data(`reseller-network/${kind}.csv`)}', all_varchar = true)`;

  beforeAll(async () => {
    bench = await Bench.open();
    raw = await Engine.open({ path: ':memory:', directory: data('reseller-network'), temp: bench.folder });
    records = await bench.loadAll(files());
  });
  afterAll(async () => {
    raw.close();
    await bench.close();
  });

  it('gives the records in the order of the files, whatever the order of loading', () => {
    expect(records.map(({ as, read, new: added, refused }) => [as, read, added, refused])).toEqual([
      ['payouts', 3282, 3282, 0],
      ['deals', 60855, 3796, 0],
      ['partners', 701, 701, 0],
    ]);
  });

  it('has the sums of the files to the fourth decimal', async () => {
    const [own] = await bench.rows(
      `SELECT (SELECT sum(amount) FROM net.deal) AS amount, (SELECT count(*) FROM net.deal_line) AS lines,
         (SELECT sum(cost) FROM net.deal_line) AS cost, (SELECT sum(quantity) FROM net.deal_line) AS quantity,
         (SELECT sum(amount) FROM net.payout) AS payout, (SELECT sum(base) FROM net.payout) AS base`,
    );
    const [hand] = await raw.rows(
      `SELECT (SELECT sum("Sales Amount"::DECIMAL(18,4)) FROM ${csv('deals')}) AS amount, (SELECT count(*) FROM ${csv('deals')}) AS lines,
         (SELECT sum("Total Cost"::DECIMAL(18,4)) FROM ${csv('deals')}) AS cost,
         (SELECT sum("Quantity"::DECIMAL(18,8)) FROM ${csv('deals')}) AS quantity,
         (SELECT sum("Discount Amount"::DECIMAL(18,4)) FROM ${csv('payouts')}) AS payout,
         (SELECT sum("List Amount"::DECIMAL(18,4)) FROM ${csv('payouts')}) AS base`,
    );
    expect(own).toEqual(hand);
  });

  it('sums each deal from its lines and dates it by its order', async () => {
    const own = await bench.rows(
      'SELECT deal_id, amount, closed_on, outcome, partner_id FROM net.deal ORDER BY deal_id',
    );
    const hand = await raw.rows(
      `SELECT "Order Number" AS deal_id, sum("Sales Amount"::DECIMAL(18,4))::DECIMAL(18,4) AS amount, min("Order Date"::DATE) AS closed_on,
         'won' AS outcome, min("Account ID") AS partner_id FROM ${csv('deals')} GROUP BY ALL ORDER BY 1`,
    );
    expect(own).toEqual(hand);
  });

  it('finds the deal of every discount by its order line alone', async () => {
    const own = await bench.rows('SELECT payout_id, deal_id, kind FROM net.payout ORDER BY 1');
    const hand = await raw.rows(
      `SELECT "Credit ID" AS payout_id, "Order Number" AS deal_id, 'discount' AS kind
       FROM ${csv('payouts')} JOIN ${csv('deals')} USING ("Order Line") ORDER BY 1`,
    );
    expect(own).toEqual(hand);
  });

  it('keeps the record of the file beside each row', async () => {
    const [line] = await bench.rows<{ amount: string }>(
      `SELECT amount, source_row FROM net.deal_line WHERE line_id = 'SO43659-3'`,
    );
    expect(line).toEqual({ amount: '2024.9940', source_row: 3 });
    const [partner] = await bench.rows(
      'SELECT source_row, attributes FROM net.partner ORDER BY source_row DESC LIMIT 1',
    );
    expect(partner).toMatchObject({ source_row: 701 });
  });

  it('finds nothing new when the same files come again', async () => {
    const again = await bench.loadAll(files());
    expect(again.map(({ new: added, changed, same }) => [added, changed, same])).toEqual([
      [0, 0, 3282],
      [0, 0, 3796],
      [0, 0, 701],
    ]);
  });
});
