/** Where the figures come from: files with their hashes, what became of their rows, and what was found in them. */
import type ExcelJS from 'exceljs';
import type { LoadRecord } from '../../api/results.ts';
import { type Book, SHEETS } from './book.ts';
import { address, figure, formula, letters, put, span, text } from './cells.ts';
import { rowHeight } from './definitions.ts';
import { BODY_ROW, freeze, pageHead, printSetUp, sheetOf } from './page.ts';
import { INK, type Look, MOMENT_FORMAT, numberFormat } from './styles.ts';

/** The label of an amount that no figure holds; the check of the rates counts it. */
export const WITHOUT_RATE = 'Amounts without an exchange rate: in no figure';

const HEADS = [
  'File',
  'Read as',
  'Loaded (UTC)',
  'Read',
  'New',
  'Changed',
  'Same',
  'Refused',
  'Joined',
  'Gone',
  'SHA-256',
] as const;
const WIDTHS = [38, 14, 20, 11, 11, 11, 11, 11, 11, 11, 54] as const;
/** Columns of counts, for the total under them. */
const COUNTS = { read: 4, new: 5, changed: 6, same: 7, refused: 8, joined: 9, vanished: 10 } as const;
type Count = keyof typeof COUNTS;
const SHA = 11;

/** Rows that make one record with others: lines of a deal, exact repeats. Below zero, a record came from nowhere. */
export const JOINED = letters(COUNTS.joined);

export function writeQuality(book: Book): void {
  const sheet = sheetOf(book, 'quality');
  for (const [index, width] of WIDTHS.entries()) sheet.getColumn(index + 1).width = width;
  pageHead(book, sheet, SHEETS.quality, HEADS.length);
  for (const [index, head] of HEADS.entries()) {
    const align = index >= 2 && index < HEADS.length - 1 ? 'right' : 'left';
    const indent = index === HEADS.length - 1 ? { indent: 1 } : {};
    put(sheet, { row: BODY_ROW, column: index + 1 }, head, { ...HEADER, align, ...indent });
  }
  const { loads } = book.model.quality;
  const firstRow = BODY_ROW + 1;
  const lastRow = BODY_ROW + Math.max(loads.length, 1);
  book.marks.loads = { firstRow, lastRow };
  for (const [index, load] of loads.entries()) writeLoad(sheet, firstRow + index, load);
  if (loads.length === 0) put(sheet, { row: firstRow, column: 1 }, 'Nothing has been loaded.', { color: INK.ink3 });
  writeLoadTotal(sheet, lastRow + 1, loads, firstRow, lastRow);

  let row = lastRow + 5;
  row = writeFindings(sheet, row, loads);
  row = writeGaps(book, sheet, row + 2);
  row = writeTables(book, sheet, row + 2);
  freeze(sheet, 1, BODY_ROW);
  printSetUp(book, sheet, { column: HEADS.length, row }, { repeat: `${BODY_ROW}:${BODY_ROW}` });
}

const HEADER: Look = { bold: true, size: 9, fill: INK.side, below: 'rule' };
const COUNT: Look = { align: 'right', format: numberFormat('count', 'exact') };

function writeLoad(sheet: ExcelJS.Worksheet, row: number, load: LoadRecord): void {
  const name = load.undone ? `${load.file} (undone)` : load.file;
  put(sheet, { row, column: 1 }, text(name), { below: 'line' });
  put(sheet, { row, column: 2 }, load.as, { below: 'line', color: INK.ink2 });
  put(sheet, { row, column: 3 }, moment(load.at), { below: 'line', align: 'right', format: MOMENT_FORMAT });
  for (const [count, column] of Object.entries(COUNTS) as [Count, number][]) {
    const look: Look = { ...COUNT, below: 'line' };
    if (count === 'joined') {
      const at = (of: Count): string => address({ row, column: COUNTS[of] });
      const parts = `${at('read')}-${at('new')}-${at('changed')}-${at('same')}-${at('refused')}`;
      put(sheet, { row, column }, formula(parts, countOf(load, 'joined')), look);
    } else {
      const alarming = count === 'refused' && load.refused > 0;
      put(sheet, { row, column }, load[count], { ...look, color: alarming ? INK.warn : INK.value });
    }
  }
  put(sheet, { row, column: SHA }, load.sha256, { below: 'line', size: 7, color: INK.ink3, indent: 1 });
}

function countOf(load: LoadRecord, count: Count): number {
  return count === 'joined' ? load.read - load.new - load.changed - load.same - load.refused : load[count];
}

function writeLoadTotal(
  sheet: ExcelJS.Worksheet,
  row: number,
  loads: readonly LoadRecord[],
  firstRow: number,
  lastRow: number,
): void {
  const look: Look = { bold: true, above: 'rule', below: 'rule', fill: INK.side };
  for (let column = 1; column <= HEADS.length; column += 1) put(sheet, { row, column }, null, look);
  put(sheet, { row, column: 1 }, 'Total', look);
  for (const [count, column] of Object.entries(COUNTS) as [Count, number][]) {
    const sum = loads.reduce((total, load) => total + countOf(load, count), 0);
    put(sheet, { row, column }, formula(`SUM(${span(column, firstRow, lastRow)})`, sum), { ...COUNT, ...look });
  }
  const words = 'Joined: rows that make one record with others, as the lines of a deal do, and exact repeats.';
  put(sheet, { row: row + 1, column: 1 }, words, { color: INK.ink3, size: 8 });
}

/** What the loads noticed, refusals first. */
function writeFindings(sheet: ExcelJS.Worksheet, top: number, loads: readonly LoadRecord[]): number {
  put(sheet, { row: top, column: 1 }, 'What the loads found', { bold: true, size: 12 });
  const heads = [
    [1, 'File', 'left'],
    [2, 'Weight', 'left'],
    [3, 'Amount', 'right'],
    [4, 'Rows', 'right'],
    [5, 'What', 'left'],
  ] as const;
  for (let column = 1; column <= HEADS.length; column += 1) put(sheet, { row: top + 1, column }, null, HEADER);
  for (const [column, head, align] of heads) {
    put(sheet, { row: top + 1, column }, head, { ...HEADER, align, ...(column === 5 ? { indent: 1 } : {}) });
  }
  const weight = { refused: 0, look: 1, info: 2 } as const;
  const words = { refused: '▲ refused', look: '▲ look', info: 'note' } as const;
  const found = loads
    .flatMap((load) => load.checks.map((check) => ({ load, check })))
    .sort((a, b) => weight[a.check.level] - weight[b.check.level]);
  let row = top + 2;
  for (const { load, check } of found) {
    const alarming = check.level !== 'info';
    put(sheet, { row, column: 1 }, text(load.file), { below: 'line', vertical: 'top' });
    put(sheet, { row, column: 2 }, words[check.level], {
      below: 'line',
      vertical: 'top',
      color: alarming ? INK.warn : INK.ink3,
    });
    put(sheet, { row, column: 3 }, check.amount === null ? null : figure(check.amount, 'money'), {
      below: 'line',
      vertical: 'top',
      align: 'right',
      format: numberFormat('money', 'exact'),
      color: INK.value,
    });
    put(sheet, { row, column: 4 }, check.rows, { ...COUNT, below: 'line', vertical: 'top', color: INK.value });
    put(sheet, { row, column: 5 }, text(check.sentence), { below: 'line', wrap: true, vertical: 'top', indent: 1 });
    sheet.mergeCells(row, 5, row, HEADS.length);
    sheet.getRow(row).height = rowHeight([check.sentence], [120], 13);
    row += 1;
  }
  if (found.length === 0) {
    put(sheet, { row, column: 1 }, 'Nothing to report.', { color: INK.ink3 });
    row += 1;
  }
  return row;
}

/** What is in no partner's figures, or in no figure at all. */
function writeGaps(book: Book, sheet: ExcelJS.Worksheet, top: number): number {
  const { unassigned, missingRates } = book.model.quality;
  const { currency } = book.model.basis;
  put(sheet, { row: top, column: 1 }, 'What stands apart in this pack', { bold: true, size: 12 });
  put(sheet, { row: top + 1, column: 1 }, 'What', HEADER);
  put(sheet, { row: top + 1, column: 2 }, 'Currency', HEADER);
  put(sheet, { row: top + 1, column: 3 }, 'Amount', { ...HEADER, align: 'right' });
  put(sheet, { row: top + 1, column: 4 }, 'Rows', { ...HEADER, align: 'right' });
  const gaps = [
    {
      what: 'Won deals whose partner is not known: in the totals, in no partner',
      currency,
      amount: unassigned?.amount ?? '0',
      rows: unassigned?.deals ?? 0,
    },
    ...missingRates.map((missing) => ({ what: WITHOUT_RATE, ...missing })),
  ];
  book.marks.gaps = { firstRow: top + 2, lastRow: top + 1 + gaps.length };
  for (const [index, gap] of gaps.entries()) {
    const row = top + 2 + index;
    put(sheet, { row, column: 1 }, gap.what, { below: 'line', wrap: true, vertical: 'top' });
    put(sheet, { row, column: 2 }, gap.currency, { below: 'line', vertical: 'top' });
    put(sheet, { row, column: 3 }, figure(gap.amount, 'money'), {
      below: 'line',
      vertical: 'top',
      align: 'right',
      format: numberFormat('money', 'exact'),
      color: INK.value,
    });
    put(sheet, { row, column: 4 }, gap.rows, { ...COUNT, below: 'line', vertical: 'top', color: INK.value });
    sheet.getRow(row).height = rowHeight([gap.what], [WIDTHS[0]], 13);
  }
  return top + 2 + gaps.length;
}

function writeTables(book: Book, sheet: ExcelJS.Worksheet, top: number): number {
  put(sheet, { row: top, column: 1 }, 'Rows in the network', { bold: true, size: 12 });
  put(sheet, { row: top + 1, column: 1 }, 'Table', HEADER);
  for (const column of [2, 3]) put(sheet, { row: top + 1, column }, null, HEADER);
  put(sheet, { row: top + 1, column: 4 }, 'Rows', { ...HEADER, align: 'right' });
  const tables = Object.entries(book.model.quality.rows).filter(([, rows]) => rows > 0);
  for (const [index, [table, rows]] of tables.entries()) {
    const row = top + 2 + index;
    for (const column of [2, 3]) put(sheet, { row, column }, null, { below: 'line' });
    put(sheet, { row, column: 1 }, table.replaceAll('_', ' '), { below: 'line' });
    put(sheet, { row, column: 4 }, rows, { ...COUNT, below: 'line', color: INK.value });
  }
  return top + 1 + tables.length;
}

/** A moment as a spreadsheet holds it, in UTC: a file has no time zone. */
function moment(iso: string): Date | string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date;
}
