import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { packSpec } from '../../../analytics/api/documents/pack.ts';
import { buildPack } from '../../../analytics/packs/build.ts';
import { writeWorkbook } from '../../../analytics/packs/workbook/write.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { inventedSource, inventNetwork } from './inventedNetwork.ts';

const SPEC = packSpec.parse({ period: 'FY26-Q3', preparedFor: 'CRO', confidentiality: 'Board & audit only' });
const network = inventNetwork(40);
const model = await buildPack(inventedSource(network), SPEC);
const bytes = await writeWorkbook(model);
const book = await read(bytes);
const zip = await JSZip.loadAsync(bytes);

async function read(file: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file as unknown as ExcelJS.Buffer);
  return workbook;
}

function sheet(name: string, from = book): ExcelJS.Worksheet {
  const found = from.getWorksheet(name);
  if (!found) throw new Error(`No sheet ${name}`);
  return found;
}

/** The row of a sheet whose first cell says this. */
function rowOf(from: ExcelJS.Worksheet, label: string): ExcelJS.Row {
  for (let row = 1; row <= from.rowCount; row += 1) if (from.getCell(row, 1).text === label) return from.getRow(row);
  throw new Error(`No row ${label} in ${from.name}`);
}

function columnAt(from: ExcelJS.Worksheet, header: string): number {
  const row = rowOf(from, String(model.tables.find(({ title }) => title === from.name)?.columns[0]?.label));
  for (let column = 1; column <= from.columnCount; column += 1) if (row.getCell(column).text === header) return column;
  throw new Error(`No column ${header} in ${from.name}`);
}

describe('the workbook as a whole', () => {
  it('has one sheet a section in one file, and what explains and checks it', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Cover',
      'About',
      'Summary',
      'By partner',
      'By level',
      'By geography',
      'By product',
      'Definitions',
      'Data quality',
      'Checks',
    ]);
  });

  it('links every sheet from the cover, inside the file', async () => {
    const cover = await zip.file('xl/worksheets/sheet1.xml')!.async('string');
    const links = [...cover.matchAll(/<hyperlink ref="\w+" location="([^"]+)"/g)].map(([, to = '']) =>
      to.replaceAll('&apos;', "'"),
    );
    expect(links).toEqual(book.worksheets.slice(1).map(({ name }) => `'${name}'!A1`));
  });

  it('leaves no link that pretends to lead outside', async () => {
    for (const [path, file] of Object.entries(zip.files)) {
      if (path.endsWith('.rels')) expect(await file.async('string')).not.toContain('TargetMode="External"');
    }
  });

  // Guards the touches on the file itself: one stray bracket and Excel offers to repair it.
  it('is well-formed in every part', async () => {
    for (const [path, file] of Object.entries(zip.files)) {
      if (!/\.(xml|rels)$/.test(path)) continue;
      const parser = new SaxesParser();
      parser.on('error', (error) => expect.fail(`${path}: ${error.message}`));
      parser.write(await file.async('string')).close();
    }
  });

  it('has the same bytes for the same figures, dated by the data and not by the clock', async () => {
    expect(Buffer.from(await writeWorkbook(model)).equals(Buffer.from(bytes))).toBe(true);
    expect(book.created).toEqual(new Date('2026-10-06T08:14:00Z'));
    expect(book.modified).toEqual(book.created);
  });

  it('keeps text as text, whatever it begins with', () => {
    const partners = sheet('By partner');
    for (const name of ['=SUM(1,1) Systems', '@Northwind']) {
      expect(rowOf(partners, name).getCell(1).type).toBe(ExcelJS.ValueType.String);
    }
    expect(rowOf(sheet('By product'), '=cmd|"/c calc"!A1').getCell(1).formula).toBeUndefined();
  });

  // Guards a pivot that cannot express ratios, distinct counts or medians.
  it('offers no pivot table', () => {
    expect(Object.keys(zip.files).filter((path) => /pivot/i.test(path))).toEqual([]);
  });

  it('names the headline figures', () => {
    const [range] = book.definedNames.getRanges('Won_amount').ranges;
    const [name, cell] = String(range).split('!');
    const named = sheet(String(name).replaceAll("'", '')).getCell(String(cell).replaceAll('$', ''));
    expect(named.value).toBe(Number(model.headlines[0]?.actual));
  });
});

describe('a table sheet', () => {
  const partners = sheet('By partner');
  const page = model.tables.find(({ id }) => id === 'partner')!;

  // Guards the failure where an export says "Sum" instead of the measure, or drops the columns of change.
  it('has the columns of the view, under the labels of the screen', () => {
    const header = rowOf(partners, page.columns[0]!.label);
    const labels = page.columns.map((_column, index) => header.getCell(index + 1).text);
    expect(labels).toEqual(page.columns.map(({ label }) => label));
  });

  it('writes the currency and the unit over every figure', () => {
    const codes = partners.getRow(rowOf(partners, page.columns[0]!.label).number - 1);
    expect(codes.getCell(columnAt(partners, 'Bookings (closed-won)')).text).toBe('AC, EUR');
    expect(codes.getCell(columnAt(partners, 'Bookings (closed-won), prior')).text).toBe('PY, EUR');
    expect(codes.getCell(columnAt(partners, 'Win rate, by count')).text).toBe('AC, %');
  });

  it('holds every row with its exact figures as numbers', () => {
    const amount = columnAt(partners, 'Bookings (closed-won)');
    for (const row of page.rows) {
      const index = page.columns.findIndex(({ key }) => key === 'won_amount');
      const cell = rowOf(partners, String(row[0])).getCell(amount);
      expect(cell.value).toBe(Number(row[index]));
      expect(String(cell.value)).toBe(String(row[index]).replace(/\.?0+$/, ''));
    }
  });

  it('shows the digits of the screen', () => {
    const cases = [
      ['Deals won', 'count', '1204', '#,##0', '1,204'],
      ['Win rate, by count', 'ratio', 0.325, '0.0%', '32.5\u202f%'],
    ] as const;
    for (const [label, unit, value, format, screen] of cases) {
      const shown = partners.getCell(rowOf(partners, page.columns[0]!.label).number + 1, columnAt(partners, label));
      expect(shown.numFmt.split(';')[0]).toBe(format);
      expect(formatCell(value, unit, { locale: 'en-GB' })).toBe(screen);
    }
    expect(partners.getCell(8, columnAt(partners, 'Bookings (closed-won)')).numFmt).toBe('#,##0;−#,##0;"–"');
  });

  it('computes changes and ratios in the row', () => {
    const row = rowOf(partners, 'Hanko Data');
    expect(row.getCell(columnAt(partners, 'Bookings (closed-won), difference')).formula).toMatch(/^IF\(COUNT\(/);
    expect(row.getCell(columnAt(partners, 'Win rate, by count')).formula).toMatch(/^IF\(N\(\w+\)=0,"n\/a",\w+\/\w+\)$/);
  });

  it('says n/a where there is no figure, and keeps zero a number', () => {
    const texts = new Set<unknown>();
    const zeros: unknown[] = [];
    partners.eachRow((row) =>
      row.eachCell((cell) => {
        if (typeof cell.result === 'string') texts.add(cell.result);
        if (cell.value === 0) zeros.push(cell.value);
      }),
    );
    expect(texts).toContain('n/a');
    expect(zeros.length).toBeGreaterThan(0);
  });

  it('totals by formula and takes off what is counted more than once', () => {
    const amount = columnAt(partners, 'Bookings (closed-won)');
    const sum = rowOf(partners, 'Sum of rows').getCell(amount);
    const overlap = rowOf(partners, 'of which counted more than once').getCell(amount);
    const total = rowOf(partners, 'Network, each deal once').getCell(amount);
    expect(sum.formula).toMatch(/^SUM\(/);
    expect(total.formula).toBe(`${sum.address}-${overlap.address}`);
    expect(total.result).toBe(Number(model.headlines[0]?.actual));
  });

  it('marks totals that no sum can give', () => {
    const levels = sheet('By level');
    const cell = rowOf(levels, 'Network, each deal once').getCell(columnAt(levels, 'Active partners'));
    expect(cell.value).toBe(model.headlines.find(({ metric }) => metric.id === 'active_partners')?.actual);
    expect(cell.numFmt).toContain('"*"');
    expect(rowOf(levels, '* Counted once over the whole scope by the engine: not the sum of the rows.')).toBeDefined();
  });

  it('folds away the parts of ratios beside the table', () => {
    const working = partners.getColumn(columnAt(partners, 'Win rate, by count: Win rate, by count, numerator'));
    expect(working.hidden).toBe(true);
    expect(working.outlineLevel).toBe(1);
    expect(partners.getColumn(columnAt(partners, 'Bookings (closed-won)')).hidden).toBeFalsy();
  });

  it('freezes header and label, repeats the header in print, and prints one page wide on the chosen paper', async () => {
    const header = rowOf(partners, page.columns[0]!.label).number;
    expect(partners.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: header });
    expect(partners.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1, fitToHeight: 0, paperSize: 9 });
    expect(partners.pageSetup.printTitlesRow).toBe(`1:${header}`);
    expect(partners.headerFooter.oddFooter).toContain('Board && audit only');
    expect(partners.headerFooter.oddFooter).toContain('Page &P of &N');
    const letter = await writeWorkbook(await buildPack(inventedSource(network), { ...SPEC, paper: 'Letter' }));
    expect(sheet('By partner', await read(letter)).pageSetup.paperSize).toBe(1);
  });

  it('can be filtered and sorted without its total', () => {
    const table = partners.getTables()[0] as unknown as { table: { tableRef: string } };
    const header = rowOf(partners, page.columns[0]!.label).number;
    expect(table.table.tableRef).toMatch(new RegExp(`^A${header}:[A-Z]+${header + page.rows.length}$`));
  });
});

describe('dates', () => {
  // Guards dates that arrive as quoted text.
  it('are numbers with a date format', () => {
    const cover = sheet('Cover');
    const facts = new Map<string, ExcelJS.Cell>();
    cover.eachRow((row) => facts.set(row.getCell(2).text, row.getCell(3)));
    expect(facts.get('As of')?.value).toEqual(new Date('2026-09-30T00:00:00Z'));
    expect(facts.get('As of')?.numFmt).toBe('d mmm yyyy');
    expect(facts.get('Data cut (UTC)')?.type).toBe(ExcelJS.ValueType.Date);
  });
});

describe('charts', () => {
  it('are native, bound to cells, and carry the figures they show', async () => {
    const charts = await Promise.all(
      Object.keys(zip.files)
        .filter((path) => /^xl\/charts\/chart\d+\.xml$/.test(path))
        .map((path) => zip.file(path)!.async('string')),
    );
    expect(charts.length).toBeGreaterThanOrEqual(3);
    const values = charts.flatMap((xml) => [...xml.matchAll(/<numRef><f>([^<]+)<\/f><numCache>(.*?)<\/numCache>/g)]);
    expect(values.length).toBeGreaterThanOrEqual(6);
    for (const [, reference = '', cache = ''] of values) {
      const [, name = '', column = '', first = '', last = ''] =
        /^(?:&#39;|')?(.+?)(?:&#39;|')?!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)$/.exec(reference) ?? [];
      const cells = Array.from({ length: Number(last) - Number(first) + 1 }, (_one, index) =>
        sheet(name).getCell(`${column}${Number(first) + index}`),
      );
      const cached = [...cache.matchAll(/<v>([^<]+)<\/v>/g)].map(([, value]) => Number(value));
      expect(cached).toEqual(cells.map(({ value }) => value));
    }
  });

  it('name their axis and their measure', async () => {
    const xml = await zip.file('xl/charts/chart1.xml')!.async('string');
    expect(xml).toContain('<a:t>EUR</a:t>');
    expect(xml).toContain('Bookings (closed-won)');
  });
});

describe('odd packs', () => {
  it('is a whole file without rows, without a comparison, and with few sections', async () => {
    const empty = inventedSource({ partners: [], deals: [] }, { loads: [] });
    const bare = await buildPack(
      {
        ...empty,
        async query(spec) {
          const answer = await empty.query(spec);
          return { ...answer, basis: { ...answer.basis, comparison: null } };
        },
      },
      packSpec.parse({ sections: ['partner', 'product'] }),
    );
    const file = await read(await writeWorkbook(bare));
    expect(file.worksheets.map(({ name }) => name)).toEqual(['About', 'By partner', 'By product', 'Checks']);
    expect(rowOf(sheet('By partner', file), 'No rows in this period and scope.')).toBeDefined();
  });
});
