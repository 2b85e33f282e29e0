/** The sheets by partner, level, geography and product: one or more tables under each other, live where it matters. */
import type ExcelJS from 'exceljs';
import type { Cell } from '../../api/results.ts';
import { LEADING_METRIC } from '../sections.ts';
import type { ColumnPart, TableColumn, TablePage } from '../table.ts';
import { priorCode } from '../words.ts';
import type { Book, PlacedTable, SheetId } from './book.ts';
import { SHEETS } from './book.ts';
import { address, figure, formula, letters, put, span, text } from './cells.ts';
import { BODY_ROW, freeze, pageHead, printSetUp, sheetOf } from './page.ts';
import {
  CHANGE_FORMAT,
  differenceFactor,
  differenceFormat,
  differenceWords,
  INK,
  type Look,
  numberFormat,
  smallestShown,
  starred,
  style,
  unitWords,
} from './styles.ts';
import { addTableChart } from './tableChart.ts';

export function writeTables(book: Book, id: SheetId): void {
  const sheet = sheetOf(book, id);
  const pages = book.model.tables.filter((page) => page.section === id);
  const widest = Math.max(...pages.map((page) => page.columns.length), 2);
  const main = Math.max(...pages.map((page) => mainColumns(page)), 2);
  pageHead(book, sheet, SHEETS[id], main);

  setWidths(book, sheet, pages, widest);

  let row = BODY_ROW;
  for (const page of pages) {
    if (pages.length > 1) {
      put(sheet, { row, column: 1 }, page.title, { bold: true, size: 12 });
      sheet.getRow(row).height = 20;
      row += 1;
    }
    const placed = writeTable(book, sheet, id, page, row);
    book.tables.push(placed);
    row = placed.totalRow + 4;
  }

  const first = book.tables.find((placed) => placed.sheet === id);
  if (first) {
    freeze(sheet, 1, first.headerRow);
    const chart = addTableChart(book, id, row - 1);
    // A chart is not torn: below a page's worth of rows it begins the next one.
    if (chart > 0 && row > PAGE_ROWS) sheet.getRow(row - 2).addPageBreak();
    printSetUp(book, sheet, { column: main, row: row - 2 + chart }, { repeat: `1:${first.headerRow}` });
  }
}

/** Rows that fit on a page beside a chart of a few bars. */
const PAGE_ROWS = 36;

function mainColumns(page: TablePage): number {
  return page.columns.filter(({ place }) => place === 'main').length;
}

function writeTable(book: Book, sheet: ExcelJS.Worksheet, id: SheetId, page: TablePage, top: number): PlacedTable {
  const headerRow = top + 1;
  const firstRow = headerRow + 1;
  const lastRow = headerRow + page.rows.length;
  const overlapping = page.columns.some(({ total }) => total === 'overlap');
  const placed: PlacedTable = {
    page,
    sheet: id,
    headerRow,
    firstRow,
    lastRow,
    overlapRow: overlapping ? lastRow + 2 : null,
    totalRow: overlapping ? lastRow + 3 : lastRow + 1,
  };
  writeHeader(book, sheet, placed, top);
  const writers = page.columns.map((column) => columnWriter(book, page, column));
  for (const [index, cells] of page.rows.entries()) {
    const at = firstRow + index;
    const row = sheet.getRow(at);
    for (const [column, write] of writers.entries()) write(row.getCell(column + 1), at, cells[column] ?? null);
  }
  if (overlapping) writeOverlap(book, sheet, placed);
  writeTotal(book, sheet, placed);
  if (page.rows.length > 0) {
    addTable(sheet, placed);
    addTones(book, sheet, placed);
    addBars(sheet, placed);
  } else {
    put(sheet, { row: lastRow + 2, column: 1 }, 'No rows in this period and scope.', { color: INK.ink3 });
  }
  return placed;
}

const CODES: Readonly<Record<ColumnPart, string>> = {
  label: '',
  attribute: '',
  actual: 'AC',
  prior: 'PY',
  difference: 'Δ',
  change: 'Δ',
  numerator: 'above the line',
  denominator: 'below the line',
};

/** The code of a column with its unit: `AC, EUR`, `Δ, %`, `PP, EUR` for the period before. */
function codeWords(book: Book, { part, unit, metric }: TableColumn): string {
  const { currency } = book.model.basis;
  if (!metric) return '';
  const code = part === 'prior' ? priorCode(book.model) : CODES[part];
  const words =
    part === 'difference'
      ? differenceWords(metric.unit, currency)
      : unitWords(part === 'change' ? 'ratio' : unit, currency);
  return words === '' ? code : `${code}, ${words}`;
}

function writeHeader(book: Book, sheet: ExcelJS.Worksheet, { page, headerRow }: PlacedTable, codeRow: number): void {
  for (const [index, column] of page.columns.entries()) {
    const align = column.metric ? 'right' : 'left';
    put(sheet, { row: codeRow, column: index + 1 }, codeWords(book, column), { align, color: INK.ink3, size: 8 });
    put(sheet, { row: headerRow, column: index + 1 }, headerText(page, index), {
      align,
      bold: true,
      size: 9,
      wrap: true,
      vertical: 'top',
      fill: INK.side,
      below: 'rule',
    });
  }
  const lines = page.columns.map(({ label, place }, index) => {
    const width = sheet.getColumn(index + 1).width ?? 10;
    return place === 'workings' ? 1 : Math.ceil(label.length / width + 0.1);
  });
  // The filter buttons stand in the lower right corner: a line is left for them, or they would hide a word.
  sheet.getRow(headerRow).height = Math.max(...lines, 1) * 12.5 + 16;
}

/** The label on the screen. A table cannot have the same header twice, so a repeated one carries its number. */
function headerText(page: TablePage, index: number): string {
  const label = page.columns[index]?.label ?? '';
  const earlier = page.columns.slice(0, index).filter((column) => column.label === label).length;
  return text(earlier === 0 ? label : `${label} (${earlier + 1})`);
}

type CellWriter = (cell: ExcelJS.Cell, row: number, value: Cell) => void;

/** How a column's cells are written, decided once a column: values, or a formula over other columns of the row. */
function columnWriter(book: Book, page: TablePage, column: TableColumn): CellWriter {
  if (!column.metric) {
    const look = style({ color: column.part === 'label' ? INK.ink : INK.ink2, below: 'line', align: 'left' });
    return (cell, _row, value) => {
      cell.value = figure(value, 'text');
      cell.style = look;
    };
  }
  const format = columnFormat(book, column);
  const live = rowFormula(page, column);
  const factor = column.part === 'difference' ? differenceFactor(column.metric.unit) : 1;
  const look = style({ align: 'right', below: 'line', format, color: live ? INK.formula : INK.value });
  const absent = style({ align: 'right', below: 'line', format, color: INK.ink3 });
  return (cell, row, value) => {
    cell.value = live ? formula(live(row), value, factor) : figure(value, column.unit);
    cell.style = value === null ? absent : look;
  };
}

function columnFormat(book: Book, column: TableColumn): string {
  if (column.part === 'change') return CHANGE_FORMAT;
  if (column.part === 'difference' && column.metric) return differenceFormat(column.metric.unit, book.money);
  // Lesser workings still need their cents: a working is there to be checked.
  return numberFormat(column.unit, column.place === 'workings' ? 'exact' : book.money);
}

/** The formula of a cell from other cells of its row; null for a column that holds values. */
function rowFormula(page: TablePage, column: TableColumn): ((row: number) => string) | null {
  const { metric, part, total } = column;
  const at = (wanted: ColumnPart): string =>
    letters(page.columns.findIndex((other) => other.metric === metric && other.part === wanted) + 1);
  if (!metric) return null;
  if (part === 'difference') {
    const [actual, prior] = [at('actual'), at('prior')];
    const factor = differenceFactor(metric.unit);
    const times = factor === 1 ? '' : `*${factor}`;
    const open = factor === 1 ? '' : '(';
    const close = factor === 1 ? '' : ')';
    return (row) =>
      `IF(COUNT(${actual}${row},${prior}${row})<2,"n/a",${open}${actual}${row}-${prior}${row}${close}${times})`;
  }
  if (part === 'change') {
    const [actual, prior] = [at('actual'), at('prior')];
    return (row) =>
      `IF(COUNT(${actual}${row},${prior}${row})<2,"n/a",IF(${prior}${row}=0,"n/a",(${actual}${row}-${prior}${row})/ABS(${prior}${row})))`;
  }
  if (part === 'actual' && metric.kind === 'ratio' && total === 'computed') {
    const [top, bottom] = [at('numerator'), at('denominator')];
    return (row) => `IF(N(${bottom}${row})=0,"n/a",${top}${row}/${bottom}${row})`;
  }
  return null;
}

function writeOverlap(book: Book, sheet: ExcelJS.Worksheet, placed: PlacedTable): void {
  const { page, firstRow, lastRow, overlapRow } = placed;
  if (overlapRow === null) return;
  const sumRow = overlapRow - 1;
  for (const [index, column] of page.columns.entries()) {
    const at = index + 1;
    const format = columnFormat(book, column);
    const look: Look = { align: 'right', color: INK.formula, format };
    if (column.part === 'label') {
      put(sheet, { row: sumRow, column: at }, 'Sum of rows', { color: INK.ink2, above: 'rule' });
      put(sheet, { row: overlapRow, column: at }, 'of which counted more than once', { color: INK.ink2 });
    } else if (column.total === 'sum' || column.total === 'overlap') {
      const sum = sumWithOverlap(page, index);
      put(sheet, { row: sumRow, column: at }, formula(`SUM(${span(at, firstRow, lastRow)})`, sum), {
        ...look,
        above: 'rule',
      });
      put(sheet, { row: overlapRow, column: at }, figure(page.overlap[index] ?? 0, column.unit), {
        ...look,
        color: INK.value,
      });
    } else {
      put(sheet, { row: sumRow, column: at }, null, { above: 'rule' });
    }
  }
}

function sumWithOverlap(page: TablePage, index: number): Cell {
  const total = page.total[index] ?? null;
  const overlap = page.overlap[index] ?? null;
  return overlap === null ? total : Number(total) + Number(overlap);
}

/**
 * Totals as formulas: sums of the column, ratios and differences from the other totals of the row. What no sum gives
 * (distinct counts, medians) is the engine's figure and says so.
 */
function writeTotal(book: Book, sheet: ExcelJS.Worksheet, placed: PlacedTable): void {
  const { page, firstRow, lastRow, totalRow, overlapRow } = placed;
  let isStarred = false;
  for (const [index, column] of page.columns.entries()) {
    const at = index + 1;
    const place = { row: totalRow, column: at };
    const look: Look = {
      bold: true,
      above: 'rule',
      below: 'rule',
      fill: INK.side,
      ...(column.metric ? { align: 'right' as const, format: columnFormat(book, column) } : {}),
    };
    const total = page.total[index] ?? null;
    const live = rowFormula(page, column);
    if (column.part === 'label') {
      put(sheet, place, overlapRow === null ? 'Total' : 'Network, each deal once', look);
    } else if (!column.metric) {
      put(sheet, place, null, look);
    } else if (live) {
      const factor = column.part === 'difference' ? differenceFactor(column.metric.unit) : 1;
      put(sheet, place, formula(live(totalRow), total, factor), look);
    } else if (column.total === 'sum' && overlapRow === null && page.rows.length > 0) {
      put(sheet, place, formula(`SUM(${span(at, firstRow, lastRow)})`, total), look);
    } else if ((column.total === 'sum' || column.total === 'overlap') && overlapRow !== null) {
      const sum = address({ row: overlapRow - 1, column: at });
      put(sheet, place, formula(`${sum}-${address({ row: overlapRow, column: at })}`, total), look);
    } else {
      put(sheet, place, figure(total, column.unit), {
        ...look,
        color: INK.value,
        format: starred(columnFormat(book, column)),
      });
      isStarred ||= column.place === 'main';
    }
  }
  sheet.getRow(totalRow).height = 18;
  if (isStarred) {
    const note = '* Counted once over the whole scope by the engine: not the sum of the rows.';
    put(sheet, { row: totalRow + 1, column: 1 }, note, { color: INK.ink3, size: 8 });
  }
}

/** An Excel table over header and rows: filter buttons, and the total row stays put when rows are sorted. */
function addTable(sheet: ExcelJS.Worksheet, { page, headerRow }: PlacedTable): void {
  sheet.addTable({
    name: `Table_${page.id}`,
    ref: address({ row: headerRow, column: 1 }),
    headerRow: true,
    totalsRow: false,
    // exceljs gives a table without a theme its own colourful one; only null means none.
    style: { theme: null, showRowStripes: false } as unknown as ExcelJS.TableStyleProperties,
    columns: page.columns.map((_column, index) => ({ name: headerText(page, index), filterButton: true })),
    // The cells are written already; the table only needs to know how many rows it spans.
    rows: page.rows.map(() => []),
  });
}

/** Green and red mean better and worse, and never stand alone: the sign says the same. */
function addTones(book: Book, sheet: ExcelJS.Worksheet, { page, firstRow, totalRow }: PlacedTable): void {
  for (const [index, { part, metric }] of page.columns.entries()) {
    if (!metric || metric.good === 'none' || (part !== 'difference' && part !== 'change')) continue;
    const first = address({ row: firstRow, column: index + 1 });
    const least = smallestShown(metric.unit, part, book.money);
    toneRule(sheet, span(index + 1, firstRow, totalRow), first, metric.good, least);
  }
}

export function toneRule(
  sheet: ExcelJS.Worksheet,
  ref: string,
  first: string,
  good: 'up' | 'down',
  least: number,
): void {
  const rule = (comparison: string, color: string, priority: number): ExcelJS.ConditionalFormattingRule => ({
    type: 'expression',
    priority,
    formulae: [`AND(ISNUMBER(${first}),${first}${comparison})`],
    style: { font: { color: { argb: color } } },
  });
  sheet.addConditionalFormatting({
    ref,
    rules: [
      rule(`>=${least}`, good === 'up' ? INK.good : INK.bad, 10),
      rule(`<=-${least}`, good === 'up' ? INK.bad : INK.good, 11),
    ],
  });
}

function addBars(sheet: ExcelJS.Worksheet, { page, firstRow, lastRow }: PlacedTable): void {
  const index = page.columns.findIndex(({ part, metric }) => part === 'actual' && metric?.id === LEADING_METRIC);
  if (index < 0) return;
  sheet.addConditionalFormatting({
    ref: span(index + 1, firstRow, lastRow),
    rules: [dataBar()],
  });
}

/** A plain bar from zero in the cell; exceljs's own types leave out what its writer reads. */
export function dataBar(): ExcelJS.ConditionalFormattingRule {
  const rule = {
    type: 'dataBar',
    priority: 20,
    gradient: false,
    border: false,
    minLength: 0,
    maxLength: 100,
    negativeBarColorSameAsPositive: true,
    axisPosition: 'none',
    cfvo: [{ type: 'num', value: 0 }, { type: 'max' }],
    color: { argb: INK.bar },
  };
  return rule as unknown as ExcelJS.ConditionalFormattingRule;
}

/** The least holds the words under the rows. */
const LABEL_WIDTH = { least: 30, most: 42 } as const;

function setWidths(book: Book, sheet: ExcelJS.Worksheet, pages: readonly TablePage[], columns: number): void {
  for (let index = 0; index < columns; index += 1) {
    const ones = pages.flatMap((page) => page.columns[index] ?? []);
    const [first] = ones;
    if (!first) continue;
    const column = sheet.getColumn(index + 1);
    if (!first.metric) {
      const longest = Math.max(...pages.flatMap((page) => page.rows.map((row) => String(row[index] ?? '').length)), 8);
      const [least, most] = first.part === 'label' ? [LABEL_WIDTH.least, LABEL_WIDTH.most] : [8, 20];
      column.width = Math.min(Math.max(longest + 2, least), most);
    } else {
      column.width = figureWidth(book, pages, index, first);
    }
    if (ones.every(({ place }) => place === 'workings')) {
      column.outlineLevel = 1;
      column.hidden = true;
    }
  }
}

/** Wide enough for the largest figure with its separators and for the words of the header. */
function figureWidth(book: Book, pages: readonly TablePage[], index: number, column: TableColumn): number {
  const sizes = pages.flatMap((page) => [
    page.total[index],
    page.overlap[index],
    ...page.rows.map((row) => row[index]),
  ]);
  const largest = sizes.reduce<number>((most, value) => Math.max(most, Math.abs(Number(value ?? 0)) || 0), 0);
  const isShare = column.part === 'change' || column.unit === 'ratio';
  const shown = isShare ? largest * 100 : largest;
  const digits = Math.floor(Math.log10(Math.max(shown, 1))) + 1;
  const cents = column.unit === 'money' && (book.money === 'exact' || column.place === 'workings') ? 3 : 0;
  const figureLength = digits + Math.floor((digits - 1) / 3) + (isShare ? 4 : cents + 2);
  const longestWord = Math.max(...column.label.split(/\s+/).map((word) => word.length));
  return Math.min(Math.max(figureLength + 1.5, longestWord + 1, 9.5), 22);
}
