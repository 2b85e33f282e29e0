import { readFile, writeFile } from 'node:fs/promises';
import type ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { beforeAll, describe, expect, it } from 'vitest';
import { packSpec } from '../../../analytics/api/documents/pack.ts';
import { buildPack } from '../../../analytics/packs/build.ts';
import type { PackModel } from '../../../analytics/packs/model.ts';
import { writeWorkbook } from '../../../analytics/packs/workbook/write.ts';
import { libreOffice } from '../../fixtures/libreoffice.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { inventedSource, inventNetwork } from './inventedNetwork.ts';

const folder = temporaryFolder();
const office = libreOffice();
const CENT = 0.005;

let model: PackModel;
let path: string;
let written: ExcelJS.Workbook;
let book: ExcelJS.Workbook;

beforeAll(async () => {
  model = await buildPack(inventedSource(inventNetwork(60)), packSpec.parse({ period: 'FY26-Q3' }));
  path = folder.file('pack.xlsx');
  await writeFile(path, await writeWorkbook(model));
  const exceljs = await import('exceljs');
  written = new exceljs.default.Workbook();
  await written.xlsx.readFile(path);
  book = await office.recalculate(path);
}, 180_000);

function sheet(name: string, from = book): ExcelJS.Worksheet {
  const found = from.getWorksheet(name);
  if (!found) throw new Error(`No sheet ${name}`);
  return found;
}

/** What a cell shows: a formula's result (also when it is zero or false), else its value; an error as its text. */
function calculated(cell: ExcelJS.Cell): unknown {
  const shown: unknown = cell.formula ? cell.result : cell.value;
  return shown !== null && typeof shown === 'object' && 'error' in shown ? shown.error : shown;
}

function* formulas(from: ExcelJS.Workbook): Generator<{ name: string; cell: ExcelJS.Cell }> {
  for (const one of from.worksheets) {
    const cells: ExcelJS.Cell[] = [];
    one.eachRow((row) => row.eachCell((cell) => void (cell.formula && cells.push(cell))));
    for (const cell of cells) yield { name: one.name, cell };
  }
}

describe('after a hard recalculation', () => {
  it('no formula is in error', () => {
    const errors: string[] = [];
    let count = 0;
    for (const { name, cell } of formulas(book)) {
      count += 1;
      if (/^#/.test(String(calculated(cell)))) errors.push(`${name}!${cell.address} ${calculated(cell)}`);
    }
    expect(count).toBeGreaterThan(500);
    expect(errors).toEqual([]);
  });

  // Guards the results stored beside the formulas, which viewers that do not calculate show.
  it('every formula gives what was stored with it', () => {
    for (const { name, cell } of formulas(written)) {
      const stored = calculated(cell);
      const again = calculated(sheet(name).getCell(cell.address));
      if (typeof stored === 'number') {
        expect(Math.abs(stored - Number(again)), `${name}!${cell.address}`).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(stored)) + (cell.numFmt.includes('%') ? 0 : 1e-4),
        );
      } else expect(again, `${name}!${cell.address} ${cell.formula}`).toBe(stored);
    }
  });

  it('every check is a formula that holds, and the light is on', () => {
    const checks = sheet('Checks');
    expect(calculated(checks.getCell('D4'))).toBe(true);
    const verdicts: ExcelJS.Cell[] = [];
    for (let row = 7; row <= checks.rowCount; row += 1) {
      const cell = checks.getCell(row, 4);
      if (checks.getCell(row, 1).text !== '') verdicts.push(cell);
    }
    expect(verdicts.length).toBe(model.checks.length + model.tables.length);
    for (const cell of verdicts) {
      expect(cell.formula, cell.address).toBeTruthy();
      expect(calculated(cell), checks.getCell(cell.fullAddress.row, 1).text).toBe(true);
    }
    expect(calculated(sheet('By partner').getCell('A3'))).toBe('✓ All checks pass');
  });

  it('totals equal the model to the cent', () => {
    const titles = {
      partner: 'By partner',
      level: 'By level',
      country: 'By geography',
      product: 'By product',
    } as const;
    for (const page of model.tables) {
      const on = sheet(titles[page.section as keyof typeof titles]);
      const header = headerRow(on, page.columns[0]!.label);
      const total = totalRow(on, header);
      for (const [index, column] of page.columns.entries()) {
        const expected = page.total[index] ?? null;
        if (!column.metric) continue;
        const factor = column.part === 'difference' && column.metric.unit === 'ratio' ? 100 : 1;
        const cell = calculated(on.getCell(total, index + 1));
        if (expected === null) expect(cell, `${page.id} ${column.key}`).toBe('n/a');
        else expect(Math.abs(Number(cell) - Number(expected) * factor), `${page.id} ${column.key}`).toBeLessThan(CENT);
      }
    }
  });

  it('dates are numbers', () => {
    const cover = sheet('Cover');
    cover.eachRow((row) => {
      if (row.getCell(2).text === 'As of') expect(row.getCell(3).value).toBeInstanceOf(Date);
    });
    const quality = sheet('Data quality');
    expect(quality.getCell(6, 3).value).toBeInstanceOf(Date);
  });
});

function headerRow(on: ExcelJS.Worksheet, label: string): number {
  for (let row = 4; row <= on.rowCount; row += 1) if (on.getCell(row, 1).text === label) return row;
  throw new Error(`No header ${label} on ${on.name}`);
}

function totalRow(on: ExcelJS.Worksheet, header: number): number {
  for (let row = header; row <= on.rowCount; row += 1) {
    if (['Total', 'Network, each deal once'].includes(on.getCell(row, 1).text)) return row;
  }
  throw new Error(`No total on ${on.name}`);
}

// Guards charts that are pictures or vanish when another program saves the file.
it('every chart survives LibreOffice and is bound to the same cells', async () => {
  const bound = async (file: string): Promise<string[]> => {
    const zip = await JSZip.loadAsync(await readFile(file));
    const parts = Object.keys(zip.files).filter((name) => /^xl\/charts\/chart\d+\.xml$/.test(name));
    const xml = await Promise.all(parts.map((name) => zip.file(name)!.async('string')));
    return xml
      .flatMap((text) => [...text.matchAll(/<(?:c:)?val><(?:c:)?numRef><(?:c:)?f>([^<]+)</g)])
      .map(([, reference = '']) => reference.replaceAll(/&#39;|&apos;|'/g, ''))
      .sort();
  };
  const before = await bound(path);
  expect(before.length).toBeGreaterThanOrEqual(6);
  expect(await bound(await office.convert(path, 'xlsx'))).toEqual(before);
}, 120_000);
