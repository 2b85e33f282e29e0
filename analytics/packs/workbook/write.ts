import ExcelJS from 'exceljs';
import type { PackModel } from '../model.ts';
import { writeAbout } from './about.ts';
import type { Book, SheetId } from './book.ts';
import { addCharts } from './charts.ts';
import { writeChecks } from './checks.ts';
import { writeCover } from './cover.ts';
import { placeDefinitions, writeDefinitions } from './definitions.ts';
import { finish, tidy } from './finish.ts';
import { addNames } from './names.ts';
import { addSheet } from './page.ts';
import { writeQuality } from './quality.ts';
import type { MoneyStyle } from './styles.ts';
import { writeSummary } from './summary.ts';
import { writeTables } from './tables.ts';

/**
 * The pack as an .xlsx file. The same model gives the same bytes. Throws when the charts cannot be made: a file is
 * written whole or not at all.
 */
export async function writeWorkbook(model: PackModel): Promise<Uint8Array> {
  const book = newBook(model);
  for (const id of sheetIds(model)) addSheet(book, id);
  placeDefinitions(book);
  for (const id of ['partner', 'level', 'country', 'product'] as const) if (book.sheets.has(id)) writeTables(book, id);
  if (book.sheets.has('summary')) writeSummary(book);
  if (book.sheets.has('definitions')) writeDefinitions(book);
  if (book.sheets.has('quality')) writeQuality(book);
  writeChecks(book);
  writeAbout(book);
  if (book.sheets.has('cover')) writeCover(book);
  addNames(book);

  // Packed once, at the end: compressing twice would take longer than everything else.
  const plain = new Uint8Array(await book.file.xlsx.writeBuffer(UNPACKED));
  return finish(await addCharts(await tidy(plain), book.charts), book.charts, cutOf(model));
}

/** exceljs hands these options to its zip writer; its types leave them out. */
const UNPACKED = { zip: { compression: 'STORE' } } as Partial<ExcelJS.XlsxWriteOptions>;

/** The sheets of a workbook with these sections, in order: what explains and checks the file is always there. */
export function sheetIds(model: PackModel): SheetId[] {
  const chosen = new Set<string>(model.spec.sections);
  const tables = new Set<string>(model.tables.map(({ section }) => section));
  const order = ['cover', 'about', 'summary', 'partner', 'level', 'country', 'product'] as const;
  const shown = order.filter((id) => {
    if (id === 'about') return true;
    if (id === 'cover' || id === 'summary') return chosen.has(id);
    return tables.has(id);
  });
  const last = (['definitions', 'quality'] as const).filter((id) => chosen.has(id));
  return [...shown, ...last, 'checks'];
}

function newBook(model: PackModel): Book {
  const file = new ExcelJS.Workbook();
  const cut = cutOf(model);
  file.creator = 'Quarterdeck';
  file.lastModifiedBy = 'Quarterdeck';
  file.created = cut;
  file.modified = cut;
  file.title = `${model.network}, ${model.basis.period.label}`;
  file.company = model.network;
  return {
    model,
    file,
    money: moneyStyle(model),
    sheets: new Map(),
    tables: [],
    headlines: new Map(),
    definitions: new Map(),
    charts: [],
    marks: {},
  };
}

/** The moment of the data, not of the writing: a file of the same figures is the same file. */
function cutOf(model: PackModel): Date {
  const cut = new Date(model.dataCut ?? model.asOf);
  return Number.isNaN(cut.getTime()) ? new Date(0) : cut;
}

/** One scale for the whole file: cents are noise beside large amounts and matter beside small ones. */
function moneyStyle(model: PackModel): MoneyStyle {
  const amounts = model.headlines.filter(({ metric }) => metric.unit === 'money').map(({ actual }) => Number(actual));
  return Math.max(...amounts.map(Math.abs), 0) >= 10_000 ? 'whole' : 'exact';
}
