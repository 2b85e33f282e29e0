import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { undoLoad } from '../../../analytics/ingest/undo.ts';
import { Bench, file } from './support.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

const DEALS = {
  as: 'deals',
  columns: {
    deal_id: 'Deal ID',
    partner_id: 'Partner ID',
    outcome: 'Outcome',
    amount: 'Amount',
    created_on: 'Created',
    closed_on: 'Closed',
  },
};
const HEAD = 'Deal ID,Partner ID,Outcome,Amount,Created,Closed\n';
const deals = (...rows: string[]) => `${HEAD}${rows.join('\n')}\n`;
const D1 = 'D1,P1,won,100.50,2026-01-01,2026-02-01';
const D2 = 'D2,P2,lost,20,2026-01-02,2026-02-02';
const D3 = 'D3,,open,7.1234,2026-01-03,2026-06-03';
const PARTNERS = {
  as: 'partners',
  columns: { partner_id: 'ID', partner_name: 'Name', aliases: 'Also', level: 'Level' },
};

const current = () =>
  bench.rows('SELECT deal_id, partner_id, outcome, amount, created_on, closed_on, source_row FROM net.deal ORDER BY 1');
const undo = (loadId: number) => bench.workspace.engine.transaction((transaction) => undoLoad(transaction, loadId));
const checkIds = (record: { checks: readonly { id: string; rows: number }[] }) =>
  record.checks.map(({ id, rows }) => [id, rows]);

describe('versions', () => {
  it('a second load of the same rows finds them all the same and writes nothing', async () => {
    await bench.load('deals.csv', deals(D1, D2, D3), DEALS);
    const before = await bench.rows('FROM store.deal ORDER BY ALL');
    const again = await bench.load('deals.csv', deals(D3, D1, D2), DEALS);
    expect(again).toMatchObject({ read: 3, new: 0, changed: 0, same: 3, vanished: 0, refused: 0 });
    expect(await bench.rows('FROM store.deal ORDER BY ALL')).toEqual(before);
  });

  it('a changed row closes its version and adds another; a missing one is kept and counted', async () => {
    await bench.load('deals.csv', deals(D1, D2, D3), DEALS);
    const second = await bench.load(
      'deals.csv',
      deals(D1, 'D2,P2,won,25,2026-01-02,2026-02-20', 'D4,P1,open,1,2026-03-01,'),
      DEALS,
    );
    expect(second).toMatchObject({ new: 1, changed: 1, same: 1, vanished: 1 });
    expect(await bench.rows('SELECT deal_id, outcome, from_load, to_load FROM store.deal ORDER BY 1, 3')).toEqual([
      { deal_id: 'D1', outcome: 'won', from_load: 1, to_load: null },
      { deal_id: 'D2', outcome: 'lost', from_load: 1, to_load: 2 },
      { deal_id: 'D2', outcome: 'won', from_load: 2, to_load: null },
      { deal_id: 'D3', outcome: 'open', from_load: 1, to_load: null },
      { deal_id: 'D4', outcome: 'open', from_load: 2, to_load: null },
    ]);
  });

  it('a full export closes what it no longer has, but only of its own source', async () => {
    await bench.load('emea.csv', deals(D1, D2), DEALS);
    const other = { ...DEALS, columns: { ...DEALS.columns, stage: 'Outcome' } };
    await bench.load('apac.csv', deals(D3), other);
    const full = await bench.load('emea.csv', deals(D1), { ...DEALS, vanished: 'close' });
    expect(full.vanished).toBe(1);
    expect(
      (await bench.rows<{ deal_id: string }>('SELECT deal_id FROM net.deal ORDER BY 1')).map(({ deal_id }) => deal_id),
    ).toEqual(['D1', 'D3']);
  });

  it('fields that a file does not have keep what they were', async () => {
    await bench.load('partners.csv', 'ID,Name,Also,Level\nP1,Acme,,Gold\nP2,Bolt,,Silver\n', PARTNERS);
    const levels = await bench.load('levels.csv', 'ID,Level\nP1,Platinum\n', {
      as: 'partners',
      columns: { partner_id: 'ID', level: 'Level' },
    });
    expect(levels).toMatchObject({ new: 0, changed: 1 });
    expect(await bench.rows('SELECT partner_name, level FROM net.partner ORDER BY 1')).toEqual([
      { partner_name: 'Acme', level: 'Platinum' },
      { partner_name: 'Bolt', level: 'Silver' },
    ]);
  });

  it('a column that no earlier file had can be filled later', async () => {
    await bench.load('deals.csv', deals(D1), DEALS);
    await bench.load('names.csv', 'Deal ID,Name\nD1,Big one\nD9,New one\n', {
      as: 'deals',
      columns: { deal_id: 'Deal ID', deal_name: 'Name' },
    });
    expect(await bench.rows('SELECT deal_id, deal_name, amount FROM net.deal ORDER BY 1')).toEqual([
      { deal_id: 'D1', deal_name: 'Big one', amount: '100.5000' },
      { deal_id: 'D9', deal_name: 'New one', amount: null },
    ]);
  });

  it('undo gives back exactly what was there', async () => {
    await bench.load('deals.csv', deals(D1, D2, D3), DEALS);
    const before = await bench.rows('FROM store.deal ORDER BY ALL');
    const second = await bench.load(
      'deals.csv',
      deals('D1,P9,won,1,2026-01-01,2026-02-01', 'D5,P1,won,1,2026-01-01,2026-02-01'),
      { ...DEALS, vanished: 'close' },
    );
    expect(second).toMatchObject({ new: 1, changed: 1, vanished: 2 });
    await undo(2);
    expect(await bench.rows('FROM store.deal ORDER BY ALL')).toEqual(before);
    await undo(1);
    expect(await bench.rows('FROM store.deal')).toEqual([]);
  });

  it('undo names the later load that stands in the way, and what was undone cannot be undone twice', async () => {
    await bench.load('deals.csv', deals(D1), DEALS);
    await bench.load('more.csv', deals(D1, D2), DEALS);
    await expect(undo(1)).rejects.toMatchObject({
      code: 'load-refused',
      message: expect.stringContaining('Load 2 (more.csv)'),
    });
    await undo(2);
    await expect(undo(2)).rejects.toMatchObject({ code: 'not-found' });
    await undo(1);
  });

  it('a load after an undo has a number of its own', async () => {
    await bench.load('deals.csv', deals(D1), DEALS);
    await undo(1);
    expect((await bench.load('deals.csv', deals(D1), DEALS)).loadId).toBe(2);
  });
});

describe('what cannot be kept', () => {
  it('is refused row by row with column, value and reason; the rest loads', async () => {
    const record = await bench.load(
      'deals.csv',
      deals(
        D1,
        'D2,P2,won,abc,2026-01-02,2026-02-02',
        ',P3,won,5,2026-01-02,',
        D3,
        'D5,P1,won,5,2026-02-30,soon',
        'D6,P1,won,N/A,TBD,-',
      ),
      DEALS,
    );
    expect(record).toMatchObject({ read: 6, new: 3, refused: 3 });
    expect(await bench.rows('SELECT source_row, column_name, value, reason FROM app.refused ORDER BY ALL')).toEqual([
      { source_row: 2, column_name: 'Amount', value: 'abc', reason: expect.stringContaining('not an amount') },
      { source_row: 3, column_name: 'deal_id', value: null, reason: expect.stringContaining('no deal_id') },
      { source_row: 5, column_name: 'Closed', value: 'soon', reason: expect.stringContaining('not a date') },
      { source_row: 5, column_name: 'Created', value: '2026-02-30', reason: expect.stringContaining('not a date') },
    ]);
    expect((await current()).map((row) => (row as { source_row: number }).source_row)).toEqual([1, 4, 6]);
  });

  it('an exact repetition counts once; another row with the same id is refused and the first one kept', async () => {
    const record = await bench.load('deals.csv', deals(D1, D2, D1, 'D2,P2,won,20,2026-01-02,2026-02-02'), DEALS);
    expect(record).toMatchObject({ read: 4, new: 2, refused: 1 });
    expect(checkIds(record)).toEqual(
      expect.arrayContaining([
        ['repeated', 1],
        ['repeated-key', 1],
      ]),
    );
    expect(await bench.rows('SELECT source_row, value, reason FROM app.refused')).toEqual([
      { source_row: 4, value: 'D2', reason: expect.stringContaining('Row 2') },
    ]);
  });

  it('a row with more values than the header is refused, one with fewer is kept', async () => {
    const record = await bench.load(
      'deals.csv',
      `${deals(D1, 'D2,P2,won,1,000,2026-01-02,2026-02-02')}D3,P1,open\n`,
      DEALS,
    );
    expect(record).toMatchObject({ read: 3, new: 2, refused: 1 });
    expect(await bench.rows('SELECT source_row, reason FROM app.refused')).toEqual([
      { source_row: 2, reason: expect.stringContaining('7 values where the header has 6') },
    ]);
    expect(checkIds(record)).toContainEqual(['short', 1]);
  });

  it('blank rows, totals and notices below the data are left out and counted', async () => {
    const record = await bench.load(
      'report.csv',
      `${deals(D1, ',,,,,', D2)},,,,,\nGrand Totals (2 records),,,,,\nConfidential Information - Do Not Distribute,,,,,\n`,
      DEALS,
    );
    expect(record).toMatchObject({ new: 2, refused: 0 });
    expect(checkIds(record)).toEqual(
      expect.arrayContaining([
        ['footers', 3],
        ['blank', 1],
      ]),
    );
  });

  it('blanks around ids are taken off even where the first rows have none', async () => {
    const rows = Array.from({ length: 25_000 }, (_, i) => `D${i},P1,won,1,2026-01-01,2026-01-02`);
    rows.push('D25000 ,  P1,won,1,2026-01-01,2026-01-02');
    await bench.load('deals.csv', deals(...rows), DEALS);
    expect(
      await bench.rows("SELECT DISTINCT partner_id FROM net.deal WHERE deal_id = 'D25000' OR partner_id <> 'P1'"),
    ).toEqual([{ partner_id: 'P1' }]);
  });

  it('checks say what is odd, with rows and money', async () => {
    const record = await bench.load(
      'deals.csv',
      deals(
        'D1,P1,won,,2026-01-01,2026-02-01',
        'D2,P1,won,50,2026-02-01,2026-01-01',
        'D3,P1,lost,5,2026-01-01,',
        'D4,P1,won,10,2026-01-01,2027-01-01',
      ),
      DEALS,
    );
    expect(checkIds(record)).toEqual(
      expect.arrayContaining([
        ['won-without-amount', 1],
        ['closed-before-created', 1],
        ['closed-without-date', 1],
        ['closed-in-future', 1],
        ['partner-unknown', 4],
      ]),
    );
    expect(record.checks.find(({ id }) => id === 'closed-before-created')?.amount).toBe('50.0000');
  });
});

describe('deals with lines', () => {
  const LINES = {
    as: 'deals',
    columns: {
      deal_id: 'Order',
      line_id: 'Line',
      partner_id: 'Partner',
      product_name: 'Product',
      quantity: 'Qty',
      unit_price: 'Price',
      amount: 'Amount',
      closed_on: 'Date',
    },
    constants: { outcome: 'won' },
  };
  const head = 'Order,Line,Partner,Product,Qty,Price,Amount,Date\n';
  const order = (...rows: string[]) => `${head}${rows.join('\n')}\n`;

  it('become one deal each with the sum of its lines; a difference between lines is said', async () => {
    const record = await bench.load(
      'o.csv',
      order('S1,1,,Bike,1,10.0001,10.0001,2026-01-01', 'S1,2,P1,Hat,3,1,3,2026-01-02', 'S2,1,P2,Bike,1,9,9,2026-01-03'),
      LINES,
    );
    expect(record).toMatchObject({ read: 3, new: 2 });
    expect(
      await bench.rows('SELECT deal_id, amount, partner_id, closed_on, source_row FROM net.deal ORDER BY 1'),
    ).toEqual([
      { deal_id: 'S1', amount: '13.0001', partner_id: 'P1', closed_on: '2026-01-01', source_row: 1 },
      { deal_id: 'S2', amount: '9.0000', partner_id: 'P2', closed_on: '2026-01-03', source_row: 3 },
    ]);
    expect(checkIds(record)).toContainEqual(['lines-differ-closed_on', 1]);
    expect(await bench.rows('SELECT product_id, product_name FROM net.product ORDER BY 1')).toEqual([
      { product_id: 'Bike', product_name: 'Bike' },
      { product_id: 'Hat', product_name: 'Hat' },
    ]);
  });

  it('of an increment are added to the lines that are there; a full export replaces them', async () => {
    await bench.load('o1.csv', order('S1,1,P1,Bike,1,10,10,2026-01-01'), LINES);
    await bench.load('o2.csv', order('S1,2,P1,Hat,1,5,5,2026-01-01'), LINES);
    const state = () => bench.rows('SELECT amount, (SELECT count(*) FROM net.deal_line) AS lines FROM net.deal');
    expect(await state()).toEqual([{ amount: '15.0000', lines: 2 }]);
    await bench.load('o3.csv', order('S1,2,P1,Hat,1,5,5,2026-01-01'), { ...LINES, vanished: 'close' });
    expect(await state()).toEqual([{ amount: '5.0000', lines: 1 }]);
    await undo(3);
    expect(await state()).toEqual([{ amount: '15.0000', lines: 2 }]);
  });

  it('are found without line ids when rows of one deal have different products', async () => {
    const map = { ...LINES, columns: { ...LINES.columns, line_id: undefined } };
    const { line_id: _, ...columns } = LINES.columns;
    const record = await bench.load(
      'o.csv',
      order('S1,,P1,Bike,1,10,10,2026-01-01', 'S1,,P1,Hat,1,5,5,2026-01-01', 'S2,,P1,Hat,1,5,5,2026-01-01'),
      { ...map, columns },
    );
    expect(record).toMatchObject({ new: 2, refused: 0 });
    expect(await bench.rows('SELECT deal_id, line_id, amount FROM net.deal_line ORDER BY ALL')).toEqual([
      { deal_id: 'S1', line_id: '1', amount: '10.0000' },
      { deal_id: 'S1', line_id: '2', amount: '5.0000' },
      { deal_id: 'S2', line_id: '1', amount: '5.0000' },
    ]);
  });

  it('take quantity times price where a file has no amount', async () => {
    const { amount: _, ...columns } = LINES.columns;
    await bench.load('o.csv', order('S1,1,P1,Bike,3,0.3333,,2026-01-01'), { ...LINES, columns });
    expect(await bench.rows('SELECT amount FROM net.deal')).toEqual([{ amount: '0.9999' }]);
  });

  it('say so when every line seems to repeat the total of its deal', async () => {
    const rows = [1, 2, 3].flatMap((n) => [
      `S${n},1,P1,Bike,1,10,${n}0,2026-01-01`,
      `S${n},2,P1,Hat,1,10,${n}0,2026-01-01`,
    ]);
    expect(checkIds(await bench.load('o.csv', order(...rows), LINES))).toContainEqual(['amount-repeated', 3]);
  });

  it('do not overwrite the products of a product list', async () => {
    await bench.load('p.csv', 'ID,Name\nBike,Mountain Bike\n', {
      as: 'products',
      columns: { product_id: 'ID', product_name: 'Name' },
    });
    await bench.load('o.csv', order('S1,1,P1,Bike,1,10,10,2026-01-01'), LINES);
    expect(await bench.rows('SELECT product_name FROM net.product')).toEqual([{ product_name: 'Mountain Bike' }]);
  });
});

describe('partners of a deal', () => {
  it('are found by name or alias whatever the case and blanks; others stay as written and count as unassigned', async () => {
    const [, record] = await bench.loadAll([
      file(
        await bench.file(
          'p.csv',
          'ID,Name,Also,Level\nP1,Acme Ltd,"ACME; Acme Limited",Gold\nP2,Bolt,,\nP3,Twin,,\nP4,twin,,\n',
        ),
        'p.csv',
        PARTNERS,
      ),
      file(
        await bench.file('d.csv', 'Deal,Partner\nD1,acme  ltd\nD2,Acme Limited\nD3,Nobody\nD4,TWIN\nD5,\n'),
        'd.csv',
        { as: 'deals', columns: { deal_id: 'Deal', partner_name: 'Partner' } },
      ),
    ]);
    expect(await bench.rows('SELECT deal_id, partner_id FROM net.deal ORDER BY 1')).toEqual([
      { deal_id: 'D1', partner_id: 'P1' },
      { deal_id: 'D2', partner_id: 'P1' },
      { deal_id: 'D3', partner_id: 'Nobody' },
      { deal_id: 'D4', partner_id: 'TWIN' },
      { deal_id: 'D5', partner_id: null },
    ]);
    expect(checkIds(record!)).toContainEqual(['partner-name-unknown', 2]);
  });

  it('in columns of their own are parties with that role, once each', async () => {
    await bench.load('d.csv', 'Deal,Partner,Role,Sourced,Disti\nD1,P1,sourced,P1,X1\nD2,P2,resell,P3,\n', {
      as: 'deals',
      columns: {
        deal_id: 'Deal',
        partner_id: 'Partner',
        role: 'Role',
        sourced_partner_id: 'Sourced',
        distributor_id: 'Disti',
      },
    });
    expect(await bench.rows('SELECT deal_id, partner_id, role FROM net.deal_party ORDER BY ALL')).toEqual([
      { deal_id: 'D1', partner_id: 'P1', role: 'sourced' },
      { deal_id: 'D1', partner_id: 'X1', role: 'distributor' },
      { deal_id: 'D2', partner_id: 'P2', role: 'fulfilment' },
      { deal_id: 'D2', partner_id: 'P3', role: 'sourced' },
    ]);
  });

  it('in rows of their own (opportunity partners) are further parties of one deal', async () => {
    const record = await bench.load(
      'd.csv',
      'Deal,Amount,Partner,Role\nD1,10,P1,sourced\nD1,10,P2,influenced\nD2,5,P1,sourced\n',
      {
        as: 'deals',
        columns: { deal_id: 'Deal', amount: 'Amount', partner_id: 'Partner', role: 'Role' },
      },
    );
    expect(record).toMatchObject({ new: 2, refused: 0 });
    expect(await bench.rows('SELECT sum(amount) AS amount FROM net.deal')).toEqual([{ amount: '15.0000' }]);
    expect(await bench.rows('SELECT deal_id, partner_id, role FROM net.deal_party ORDER BY ALL')).toEqual([
      { deal_id: 'D1', partner_id: 'P1', role: 'sourced' },
      { deal_id: 'D1', partner_id: 'P2', role: 'influenced' },
      { deal_id: 'D2', partner_id: 'P1', role: 'sourced' },
    ]);
  });
});

describe('payouts that name only a line', () => {
  const PAYOUTS = { as: 'payouts', columns: { payout_id: 'ID', line_id: 'Line', amount: 'Amount' } };
  const LINES = { as: 'deals', columns: { deal_id: 'Order', line_id: 'Line', amount: 'Amount' } };

  it('find their deal when it comes later, and lose it when it goes', async () => {
    await bench.load('payouts.csv', 'ID,Line,Amount\nA,L1,5\nB,L2,6\n', PAYOUTS);
    const found = () => bench.rows('SELECT payout_id, deal_id FROM net.payout ORDER BY 1');
    await bench.load('orders.csv', 'Order,Line,Amount\nS1,L1,50\nS1,L2,60\nS2,L2,60\n', LINES);
    // L2 is a line of two deals, so nobody knows.
    expect(await found()).toEqual([
      { payout_id: 'A', deal_id: 'S1' },
      { payout_id: 'B', deal_id: null },
    ]);
    expect(await bench.load('payouts.csv', 'ID,Line,Amount\nA,L1,5\nB,L2,6\n', PAYOUTS)).toMatchObject({ same: 2 });
    await undo(2);
    expect(await found()).toEqual([
      { payout_id: 'A', deal_id: null },
      { payout_id: 'B', deal_id: null },
    ]);
  });
});

describe('stages, currencies and attributes', () => {
  it('won and lost are read from the stage, and said', async () => {
    const record = await bench.load(
      'd.csv',
      'Deal,Stage\nD1,Closed Won\nD2,Closed Lost\nD3,Negotiation\nD4,Won - Renewal\nD5,Cancelled\n',
      { as: 'deals', columns: { deal_id: 'Deal', stage: 'Stage' } },
    );
    expect(await bench.rows('SELECT outcome FROM net.deal ORDER BY deal_id')).toEqual(
      ['won', 'lost', 'open', 'won', 'lost'].map((outcome) => ({ outcome })),
    );
    expect(checkIds(record)).toContainEqual(['outcome-from-stage', 5]);
  });

  it('a currency beside the amount is kept; a missing one stays empty, meaning the base currency, and is counted', async () => {
    await bench.load('a.csv', 'Deal,Amount\nD1,"€ 1,000.50"\nD2,"GBP 5.00"\nD3,"$ 7.25"\n', {
      as: 'deals',
      columns: { deal_id: 'Deal', amount: 'Amount' },
    });
    expect(await bench.rows('SELECT currency, amount FROM net.deal ORDER BY deal_id')).toEqual([
      { currency: 'EUR', amount: '1000.5000' },
      { currency: 'GBP', amount: '5.0000' },
      { currency: 'USD', amount: '7.2500' },
    ]);
    const record = await bench.load('b.csv', 'Deal,Amount,Cur\nE1,1,eur\nE2,2,\n', {
      as: 'deals',
      columns: { deal_id: 'Deal', amount: 'Amount', currency: 'Cur' },
    });
    expect(checkIds(record)).toContainEqual(['currency-missing', 1]);
    expect(await bench.rows("SELECT currency FROM net.deal WHERE deal_id LIKE 'E%' ORDER BY deal_id")).toEqual([
      { currency: 'EUR' },
      // Null means the base currency, whichever the policy names later.
      { currency: null },
    ]);
  });

  it('words for closed lists are understood; one that is not leaves the field empty and is shown', async () => {
    const record = await bench.load(
      'd.csv',
      'Deal,Type,Route\nD1,New Business,Reseller\nD2,Flat Renewal,2-tier\nD3,Whatever,direct\n',
      {
        as: 'deals',
        columns: { deal_id: 'Deal', motion: 'Type', route: 'Route' },
      },
    );
    expect(await bench.rows('SELECT motion, route FROM net.deal ORDER BY deal_id')).toEqual([
      { motion: 'new', route: 'one-tier' },
      { motion: 'renewal', route: 'two-tier' },
      { motion: null, route: 'direct' },
    ]);
    expect(record.checks.find(({ id }) => id === 'not-understood-motion')?.sentence).toContain('Whatever');
  });

  it('columns of a partner file that have no place are kept as attributes', async () => {
    await bench.load('p.csv', 'ID,Name,Employees\nP1,Acme,12\n', {
      as: 'partners',
      columns: { partner_id: 'ID', partner_name: 'Name' },
    });
    expect(await bench.rows('SELECT attributes FROM net.partner')).toEqual([{ attributes: '{"Employees":"12"}' }]);
  });

  it('ids stay text: leading zeros, long numbers and case', async () => {
    await bench.load('d.csv', 'Deal\n0001012933\n12345678901234567890\n0016000000MRatd\n0016000000MRAtd\n', {
      as: 'deals',
      columns: { deal_id: 'Deal' },
    });
    expect(
      (await bench.rows<{ deal_id: string }>('SELECT deal_id FROM net.deal ORDER BY 1')).map(({ deal_id }) => deal_id),
    ).toEqual(['0001012933', '0016000000MRAtd', '0016000000MRatd', '12345678901234567890']);
  });
});
