/** The cover: what this is, what it stands on, whether it can be trusted, and where everything is. */
import type ExcelJS from 'exceljs';
import { currencyWords, windowWords } from '../../present/labels.ts';
import { fingerprint } from '../fileName.ts';
import { scopeWords, TITLE } from '../words.ts';
import { type Book, SHEETS, type SheetId } from './book.ts';
import { formula, linkTo, put, text } from './cells.ts';
import { rowHeight } from './definitions.ts';
import { lightCell, printSetUp, sheetOf } from './page.ts';
import { DATE_FORMAT, INK, type Look, MOMENT_FORMAT } from './styles.ts';

const HOLDS: Readonly<Record<SheetId, string>> = {
  cover: '',
  about: 'How to read this file: codes, colours, totals, what is live',
  summary: 'Headline figures with what moved; the largest partners, who grew and who shrank',
  partner: 'Every partner, ranked',
  level: 'Levels of the programme',
  country: 'Regions and countries',
  product: 'Categories, families and products',
  definitions: 'What every metric means and how it is computed',
  quality: 'Files, hashes, refused rows, what was found',
  checks: 'Sums against totals, rows counted, as formulas',
};

export function writeCover(book: Book): void {
  const sheet = sheetOf(book, 'cover');
  const { model } = book;
  for (const [column, width] of [
    [1, 3],
    [2, 22],
    [3, 56],
    [4, 12],
    [5, 30],
  ] as const) {
    sheet.getColumn(column).width = width;
  }
  put(sheet, { row: 2, column: 2 }, text(model.network), { size: 12, color: INK.ink3 });
  put(sheet, { row: 3, column: 2 }, TITLE, { size: 26, bold: true });
  put(sheet, { row: 4, column: 2 }, text(model.basis.period.label), { size: 18, color: INK.ink2 });
  for (const [row, height] of [
    [2, 20],
    [3, 38],
    [4, 28],
  ] as const) {
    sheet.getRow(row).height = height;
  }
  for (let column = 2; column <= 5; column += 1) put(sheet, { row: 5, column }, null, { below: 'rule' });
  sheet.getRow(5).height = 8;

  let row = writeFacts(book, sheet, 7);
  put(sheet, { row, column: 2 }, 'Checks', LABEL);
  lightCell(book, sheet, row, 3, 12);
  sheet.getRow(row).height = 22;
  row = writeContents(book, sheet, row + 2);
  for (const note of model.basis.notes) {
    put(sheet, { row, column: 2 }, text(`▲ ${note}`), { color: INK.warn, wrap: true, vertical: 'top' });
    sheet.mergeCells(row, 2, row, 5);
    sheet.getRow(row).height = rowHeight([note], [116], 13);
    row += 1;
  }
  printSetUp(book, sheet, { column: 5, row }, { onePage: true });
}

const LABEL: Look = { color: INK.ink3 };

function writeFacts(book: Book, sheet: ExcelJS.Worksheet, top: number): number {
  const { model } = book;
  const { basis, policy, spec } = model;
  const comparison = basis.comparison
    ? `${basis.comparison.label} (${windowWords(basis.comparison, policy.locale)})`
    : 'nothing: there is no earlier period to compare with';
  const facts: [string, ExcelJS.CellValue, Look?][] = [
    ['Period', text(`${basis.period.label} (${windowWords(basis.period, policy.locale)})`)],
    ['Compared with', text(comparison)],
    ['As of', new Date(model.asOf), { format: DATE_FORMAT }],
    ['Data cut (UTC)', model.dataCut === null ? 'nothing loaded' : new Date(model.dataCut), { format: MOMENT_FORMAT }],
    ['Scope', text(scopeWords(model))],
    ['Currency', currencyWords(basis)],
    ['Version', `data version ${basis.dataVersion}, policy version ${basis.policyVersion}`],
    ['Fingerprint', fingerprint(model), { color: INK.ink3 }],
    ['Prepared for', text(spec.preparedFor)],
    ['Confidentiality', text(spec.confidentiality)],
  ];
  let row = top;
  for (const [label, value, look] of facts) {
    if (value === '') continue;
    put(sheet, { row, column: 2 }, label, LABEL);
    put(sheet, { row, column: 3 }, value, { align: 'left', ...look });
    sheet.getRow(row).height = 17;
    row += 1;
  }
  return row;
}

function writeContents(book: Book, sheet: ExcelJS.Worksheet, top: number): number {
  const header: Look = { bold: true, size: 9, fill: INK.side, below: 'rule' };
  const heads: readonly (readonly [number, string])[] = [
    [2, 'Contents'],
    [3, 'What it holds'],
    [4, 'Rows'],
    [5, ''],
  ];
  for (const [column, head] of heads) {
    put(sheet, { row: top, column }, head, { ...header, ...(column === 4 ? { align: 'right' as const } : {}) });
  }
  let row = top + 1;
  for (const id of book.sheets.keys()) {
    if (id === 'cover') continue;
    linkTo(sheet, { row, column: 2 }, { sheet: SHEETS[id] }, SHEETS[id], { below: 'line' });
    put(sheet, { row, column: 3 }, HOLDS[id], { below: 'line', color: INK.ink2 });
    put(sheet, { row, column: 4 }, rowsOf(book, id), {
      below: 'line',
      align: 'right',
      format: '#,##0',
      color: INK.ink3,
    });
    put(sheet, { row, column: 5 }, null, { below: 'line' });
    sheet.getRow(row).height = 17;
    row += 1;
  }
  return row + 1;
}

function rowsOf(book: Book, id: SheetId): ExcelJS.CellValue {
  const { model } = book;
  if (id === 'checks') {
    return book.marks.checks ? formula(`COUNTA(${book.marks.checks.range})`, book.marks.checks.count) : null;
  }
  if (id === 'summary') return model.headlines.length;
  if (id === 'definitions') return model.metrics.length;
  if (id === 'quality') return model.quality.loads.length;
  const rows = model.tables.filter(({ section }) => section === id).reduce((sum, page) => sum + page.rows.length, 0);
  return rows === 0 ? null : rows;
}
