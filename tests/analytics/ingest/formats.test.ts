import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import exceljs from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../../../analytics/engine/engine.ts';
import { isDateFormat, serialDate } from '../../../analytics/ingest/xlsx.ts';
import { Bench, data, hasData } from './support.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

const DEALS = {
  as: 'deals',
  columns: { deal_id: 'Deal', customer: 'Customer', amount: 'Amount', closed_on: 'Closed' },
};
const ROWS = [
  { deal_id: '001', customer: 'Müller & Söhne', amount: '1234.5000', closed_on: '2026-03-05' },
  { deal_id: '002', customer: 'O’Brien €', amount: '-10.2500', closed_on: '2026-03-31' },
];
const loaded = () => bench.rows('SELECT deal_id, customer, amount, closed_on FROM net.deal ORDER BY 1');
const english = 'Deal,Customer,Amount,Closed\n001,Müller & Söhne,1234.50,2026-03-05\n002,O’Brien €,-10.25,2026-03-31\n';
const german =
  'Deal;Customer;Amount;Closed\n"001";"Müller & Söhne";"1.234,50";"05.03.2026"\n"002";"O’Brien €";"-10,25";"31.03.2026"\n';

/** Windows-1252 bytes of a text that only uses these. */
const windows1252 = (text: string) => Buffer.from(text.replaceAll('€', '\u0080').replaceAll('’', '\u0092'), 'latin1');

describe('one export, however it was saved', () => {
  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${english}`)],
    ['carriage returns', Buffer.from(english.replaceAll('\n', '\r\n'))],
    ['old Macintosh line ends', Buffer.from(english.replaceAll('\n', '\r'))],
    [
      'UTF-16 with tabs (Excel’s Unicode text)',
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(english.replaceAll(',', '\t').replaceAll('\n', '\r\n'), 'utf16le'),
      ]),
    ],
    ['UTF-16, big-endian', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(english, 'utf16le').swap16()])],
    ['Windows-1252 with semicolons and decimal commas', windows1252(german)],
    ['pipes', Buffer.from(english.replaceAll(',', '|'))],
    ['gzip', gzipSync(english)],
    ['gzip of Windows-1252', gzipSync(windows1252(german))],
    [
      'a title above and a notice below',
      Buffer.from(
        `Deals of the quarter,,,\n,,,\n${english},,,\n"Copyright © 2000-2026 salesforce.com, inc. All rights reserved.",,,\n`,
      ),
    ],
    [
      'JSON lines',
      Buffer.from(
        english
          .split('\n')
          .slice(1, 3)
          .map((line) => {
            const [Deal, Customer, Amount, Closed] = line.split(',');
            return `${JSON.stringify({ Deal, Customer, Amount: Number(Amount), Closed })}\n`;
          })
          .join(''),
      ),
    ],
    [
      'one JSON array',
      Buffer.from(
        JSON.stringify(
          [
            { Deal: '001', Customer: 'Müller & Söhne', Amount: '1,234.50', Closed: '05 Mar 2026' },
            { Deal: '002', Customer: 'O’Brien €', Amount: '(10.25)', Closed: '2026-03-31T23:59:00-08:00' },
          ],
          null,
          2,
        ),
      ),
    ],
  ])('loads from %s', async (_, content) => {
    await bench.load('export', content, DEALS);
    expect(await loaded()).toEqual(ROWS);
  });

  it('loads from Parquet with types of its own', async () => {
    const other = await Engine.open({ path: ':memory:', directory: bench.folder, temp: bench.folder });
    await other.run(`COPY (SELECT '001' AS "Deal", 'Müller & Söhne' AS "Customer", 1234.50::DOUBLE AS "Amount", TIMESTAMP '2026-03-05 23:30:00' AS "Closed"
      UNION ALL SELECT '002', 'O’Brien €', -10.25, TIMESTAMP '2026-03-31 00:00:00') TO '${bench.folder}/x.parquet'`);
    other.close();
    await bench.load('x.parquet', await readFile(`${bench.folder}/x.parquet`), DEALS);
    expect(await loaded()).toEqual(ROWS);
  });

  it('loads from the fullest sheet of a workbook, below its title, with real dates', async () => {
    const book = new exceljs.Workbook();
    book.addWorksheet('Notes').addRow(['Made by hand']);
    const sheet = book.addWorksheet('Deals');
    sheet.addRow(['Quarterly report']);
    sheet.addRow([]);
    sheet.addRow(['Deal', 'Customer', 'Amount', 'Closed']);
    sheet.addRow([
      '001',
      { richText: [{ text: 'Müller ' }, { text: '& Söhne' }] },
      1234.5,
      new Date(Date.UTC(2026, 2, 5)),
    ]);
    sheet.addRow(['002', 'O’Brien €', { formula: '-41/4', result: -10.25 }, new Date(Date.UTC(2026, 2, 31))]);
    await bench.load('book.xlsx', new Uint8Array(await book.xlsx.writeBuffer()), DEALS);
    expect(await loaded()).toEqual(ROWS);
  });

  it('says which sheets there are when the map names another', async () => {
    const book = new exceljs.Workbook();
    book.addWorksheet('Deals 2026').addRows([['Deal'], ['1']]);
    await expect(
      bench.load('book.xlsx', new Uint8Array(await book.xlsx.writeBuffer()), {
        as: 'deals',
        columns: { deal_id: 'Deal' },
        sheet: 'Deals 2025',
      }),
    ).rejects.toMatchObject({
      code: 'map-invalid',
      message: expect.stringContaining('“Deals 2026”'),
    });
  });
});

describe('files that are clean at first and not later', () => {
  const many = (last: string | Uint8Array) => {
    const rows = Array.from(
      { length: 120_000 },
      (_, i) => `${String(i).padStart(8, '0')},Customer number ${i},${i}.5,2026-03-05`,
    );
    return Buffer.concat([Buffer.from(`Deal,Customer,Amount,Closed\n${rows.join('\n')}\n`), Buffer.from(last)]);
  };

  it('stray quotes and a short row are read record by record', async () => {
    const record = await bench.load(
      'big.csv',
      many('x1,6" pipe,1,2026-03-05\nx2,"a "b" c",1,2026-03-05\nx3,short\n'),
      DEALS,
    );
    expect(record).toMatchObject({ read: 120_003, new: 120_003, refused: 0 });
    expect(
      await bench.rows("SELECT deal_id, customer, source_row FROM net.deal WHERE deal_id LIKE 'x%' ORDER BY 1"),
    ).toEqual([
      { deal_id: 'x1', customer: '6" pipe', source_row: 120_001 },
      { deal_id: 'x2', customer: 'a b" c"', source_row: 120_002 },
      { deal_id: 'x3', customer: 'short', source_row: 120_003 },
    ]);
  });

  it('a character of another encoding in the last row is read and said', async () => {
    const record = await bench.load('big.csv', many(windows1252('x1,Müller,1,2026-03-05\n')), DEALS);
    expect(await bench.rows("SELECT customer FROM net.deal WHERE deal_id = 'x1'")).toEqual([{ customer: 'Müller' }]);
    expect(record.checks.map(({ id }) => id)).toContain('repaired');
  });

  // Guards rows that are numbered by several threads at once: more of them than DuckDB keeps in one group.
  it('rows keep their number in the file', async () => {
    const rows = Array.from({ length: 300_000 }, (_, i) => String(i + 1).padStart(8, '0'));
    await bench.load('big.csv', `Deal\n${rows.join('\n')}\n`, { as: 'deals', columns: { deal_id: 'Deal' } });
    expect(
      await bench.rows('SELECT count(*) AS wrong FROM net.deal WHERE CAST(deal_id AS INTEGER) <> source_row'),
    ).toEqual([{ wrong: 0 }]);
  });

  it('a percent far below shows that the column holds percents', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `D${i},0.5`);
    await bench.load('big.csv', `Deal,Probability\n${rows.join('\n')}\nlast,75\n`, {
      as: 'deals',
      columns: { deal_id: 'Deal', probability: 'Probability' },
    });
    expect(await bench.rows('SELECT DISTINCT probability FROM net.deal ORDER BY 1')).toEqual([
      { probability: '0.00500000' },
      { probability: '0.75000000' },
    ]);
  });

  it('the last rows settle a date that the first ones leave open', async () => {
    const rows = Array.from(
      { length: 200_000 },
      (_, i) => `D${String(i).padStart(8, '0')},03/04/2026,some more text to fill the row`,
    );
    const record = await bench.load('big.csv', `Deal,Closed,Text\n${rows.join('\n')}\nlast,25/04/2026,x\n`, {
      as: 'deals',
      columns: { deal_id: 'Deal', closed_on: 'Closed' },
    });
    expect(record.refused).toBe(0);
    expect(await bench.rows('SELECT DISTINCT closed_on FROM net.deal ORDER BY 1')).toEqual([
      { closed_on: '2026-04-03' },
      { closed_on: '2026-04-25' },
    ]);
  });
});

describe('cells of a workbook', () => {
  it.each([
    [25569, false, '1970-01-01'],
    [46086, false, '2026-03-05'],
    [46086.5, false, '2026-03-05 12:00:00'],
    [1, false, '1900-01-01'],
    [61, false, '1900-03-01'],
    [0.25, false, '06:00:00'],
    [44624, true, '2026-03-05'],
  ])('%d (1904: %s) is %s', (serial, date1904, text) => {
    expect(serialDate(serial, date1904)).toBe(text);
  });

  it.each([
    ['dd/mm/yyyy', true],
    ['[$-409]d-mmm-yy;@', true],
    ['#,##0.00 "days"', false],
    ['0.00E+00', false],
    ['General', false],
    ['[Red]#,##0;[Blue]-#,##0', false],
    ['[h]:mm', true],
    ['_-* #,##0.00\\ [$€-407]_-', false],
  ])('%s is a date format: %s', (format, date) => {
    expect(isDateFormat(format)).toBe(date);
  });

  it('a number keeps what it says: 1.1 is not 1.1000000000000001', async () => {
    const book = new exceljs.Workbook();
    book.addWorksheet('S').addRows([
      ['Deal', 'Amount'],
      ['a', 1.1],
      ['b', 0.1 + 0.2],
      ['c', 99999999.9999],
    ]);
    await bench.load('n.xlsx', new Uint8Array(await book.xlsx.writeBuffer()), {
      as: 'deals',
      columns: { deal_id: 'Deal', amount: 'Amount' },
    });
    expect(await bench.rows('SELECT amount FROM net.deal ORDER BY deal_id')).toEqual(
      ['1.1000', '0.3000', '99999999.9999'].map((amount) => ({ amount })),
    );
  });
});

describe.skipIf(!hasData)('exports of public bodies', () => {
  const PAYMENTS = 'torture/pollock_survey_payments';

  it.each([
    ['moj-aramis-data-march-11.csv', { activity_id: 'TRANSACTION_NUMBER', cost: 'AMOUNT', on_date: 'DATE' }],
    ['over25k-transparency.csv', { activity_id: 'Transaction number', cost: 'Amount', on_date: 'Date' }],
    [
      'epcs-dwp-cmg-spend-july-2017.csv',
      { activity_id: 'Line Number', cost: 'FIN.Transaction Amount', on_date: 'Posting Date' },
    ],
  ])('%s adds up to the same as its repaired twin', async (name, columns) => {
    const read = async (folder: string, rows: string) => {
      const text = await readFile(data(`${PAYMENTS}/${folder}/${name}`));
      await bench.load(`${folder}-${name}`, text, { as: 'activities', columns: { ...columns }, dates: 'day-first' });
      return bench.rows(
        `SELECT count(*) AS n, sum(cost) AS cost, min(on_date) AS first, max(on_date) AS last FROM ${rows}`,
      );
    };
    const published = await read('csv', 'net.activity');
    // Loading the repaired one changes nothing.
    expect(await read('clean', 'net.activity')).toEqual(published);
    expect(published).not.toMatchObject([{ n: 0 }]);
  });

  it('amounts with pound signs add up to what hand-written SQL makes of them', async () => {
    const path = data(`${PAYMENTS}/csv/moj-aramis-data-march-11.csv`);
    const text = await readFile(path);
    // Every row is another activity, so that no transaction number repeats.
    const lines = text.toString('utf8').trimEnd().split('\n');
    const numbered = [`N,${lines[0]}`, ...lines.slice(1).map((line, i) => `${i},${line}`)].join('\n');
    await bench.load('moj.csv', numbered, {
      as: 'activities',
      columns: { activity_id: 'N', cost: 'AMOUNT', on_date: 'DATE' },
    });
    const raw = await Engine.open({ path: ':memory:', directory: data(PAYMENTS), temp: bench.folder });
    const hand = await raw.rows(
      `SELECT sum(replace(replace("AMOUNT", '£', ''), ',', '')::DECIMAL(18,4)) AS cost FROM read_csv('${path}', all_varchar = true, header = true)`,
    );
    raw.close();
    expect(await bench.rows('SELECT sum(cost) AS cost FROM net.activity')).toEqual(hand);
  });
});
