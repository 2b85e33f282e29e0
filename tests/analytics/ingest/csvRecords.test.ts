import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CsvRecords, csvLine, csvRecords } from '../../../analytics/ingest/csvRecords.ts';
import { findLayout, footerRows, sniffDialect } from '../../../analytics/ingest/layout.ts';
import { readSample } from '../../../analytics/ingest/sample.ts';
import { stageTable } from '../../../analytics/ingest/staging.ts';
import { Bench, data, hasData } from './support.ts';

const comma = { delimiter: ',', quote: '"', escape: '"' };

describe('records of delimited text', () => {
  it('come back as they were written, wherever the chunks are cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', 'é', '\t') }), {
            minLength: 2,
            maxLength: 4,
          }),
          { minLength: 1, maxLength: 6 },
        ),
        fc.integer({ min: 1, max: 7 }),
        (rows, step) => {
          const text = rows.map((row) => csvLine(row)).join('');
          const read: string[][] = [];
          const reader = new CsvRecords(comma, (record) => read.push(record));
          for (let i = 0; i < text.length; i += step) reader.push(text.slice(i, i + step));
          reader.end();
          expect(read).toEqual(rows);
        },
      ),
    );
  });

  it.each([
    ['a stray quote inside a value', 'a,5" disk\n', [['a', '5" disk']]],
    [
      'text after a closing quote',
      'a,"x"y\nb,c\n',
      [
        ['a', 'xy'],
        ['b', 'c'],
      ],
    ],
    ['a space before an opening quote', '1, "a, b"\n', [['1', 'a, b']]],
    [
      'a carriage return alone ends a record',
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a quote that is never closed', 'a,"b\nc,d\n', [['a', 'b\nc,d\n']]],
    [
      'blank lines are no records',
      'a,b\n\n\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('forgive %s', (_, text, records) => {
    expect(csvRecords(text, comma)).toEqual(records);
  });

  it('are cut at the delimiter that makes them even, not at the one that occurs most', () => {
    expect(sniffDialect('name;amount\nA, B, C, D;1,5\nE, F;2,5\n').delimiter).toBe(';');
    expect(sniffDialect('sep=|\na|b;c\n1|2;3\n').delimiter).toBe('|');
    expect(sniffDialect('a\tb\n1,2\t3\n').delimiter).toBe('\t');
    expect(sniffDialect('id,text\n1,"say \\"hi\\""\n').escape).toBe('\\');
  });
});

describe('where the table is', () => {
  const layout = (text: string) => findLayout(csvRecords(text, comma), comma);

  it('skips titles, filters and comments above the header', () => {
    const found = layout(
      'Quarterly report,,\n,,\n# made by hand\nDeal ID,Amount,Close Date\nD1,5,2026-01-01\nD2,6,2026-01-02\n',
    );
    expect([found.preamble, found.headers]).toEqual([3, ['Deal ID', 'Amount', 'Close Date']]);
  });

  it('numbers the columns of a file that starts with data', () => {
    expect(layout('1,2026-01-05,D1\n2,2026-01-06,D2\n').headers).toEqual(['Column 1', 'Column 2', 'Column 3']);
  });

  it('takes numeric headers for headers when the values are of another kind', () => {
    expect(layout('id,100022,100025\nid1,TRUE,FALSE\nid2,FALSE,TRUE\n').headers).toEqual(['id', '100022', '100025']);
  });

  it('gives blank and repeated headers names of their own', () => {
    expect(layout('id,,Amount,Amount\na,b,1,2\n').headers).toEqual(['id', 'Column 2', 'Amount', 'Amount (2)']);
  });

  it.each([
    ['Salesforce’s notice', ['Confidential Information - Do Not Distribute', '', '']],
    ['its copyright line', ['Copyright © 2000-2025 salesforce.com, inc. All rights reserved.', '', '']],
    ['the older one', ['Copyright (c) 2000-2019 salesforce.com, inc. All rights reserved.', '', '']],
    ['a grand total', ['Grand Totals (5700 records)', '', '']],
    ['a total with its sum', ['Total', '', '812,000.00']],
  ])('leaves out %s below the data, but not as a row among others', (_, footer) => {
    const deal = ['D1', '5', '2026-01-01'];
    expect(footerRows([deal, deal, ['', '', ''], footer])).toBe(2);
    expect(footerRows([deal, footer, deal])).toBe(0);
  });

  it('keeps a last row that only looks poor', () => {
    expect(
      footerRows([
        ['D1', '5', 'x'],
        ['D2', '', ''],
      ]),
    ).toBe(0);
  });
});

describe.skipIf(!hasData)('csv-spectrum', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  const folder = data('torture/csv_spectrum');
  // The answer for location_coordinates is of another version of the file.
  const names = (hasData ? readdirSync(`${folder}/csvs`) : [])
    .map((name) => name.replace('.csv', ''))
    .filter((name) => name !== 'location_coordinates');

  it.each(names.flatMap((name) => [[name, 'as it is'] as const, [name, 'rewritten'] as const]))(
    '%s reads %s as its JSON says',
    async (name, how) => {
      const { context } = bench;
      const sample = await readSample(context.engine, context.stagingDir, { path: `${folder}/csvs/${name}.csv`, name });
      const table = await stageTable(sample, context.stagingDir, { rewrite: how === 'rewritten' });
      const rows = await context.engine.rows<Record<string, string | null>>(`FROM ${table.relation}`);
      await table.remove();
      const read = rows.map((row) =>
        Object.fromEntries(sample.headers.map((header, i) => [header, row[`c${i}`] ?? ''])),
      );
      // The files' own line ends were made uniform after the answers were written.
      const expected = JSON.parse(readFileSync(`${folder}/json/${name}.json`, 'utf8').replaceAll('\\r\\n', '\\n'));
      expect(read).toEqual(expected);
    },
  );
});
