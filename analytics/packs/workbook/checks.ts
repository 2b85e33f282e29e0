/** Every check as a formula over the cells of this file, and one light for all of them. */
import type ExcelJS from 'exceljs';
import { UNASSIGNED } from '../../network/model.ts';
import type { Check } from '../checks.ts';
import { HALF_CENT, sumOf } from '../figures.ts';
import { type Book, LIGHT, type PlacedTable, SHEETS } from './book.ts';
import { address, formula, on, put, span, text } from './cells.ts';
import { pageHead, printSetUp, sheetOf } from './page.ts';
import { JOINED, WITHOUT_RATE } from './quality.ts';
import { INK, type Look, numberFormat } from './styles.ts';

const HEADS = ['Check', 'This', 'Against', 'Passed', 'Detail'] as const;
const WIDTHS = [72, 22, 22, 12, 70] as const;
const HEADER_ROW = LIGHT.row + 2;

/** A check in cells: two sides that must be equal to the half cent. */
interface Sides {
  readonly left: string;
  readonly right: string | number;
  readonly leftResult: number;
  readonly rightResult: number;
  readonly format: string;
}

export function writeChecks(book: Book): void {
  const sheet = sheetOf(book, 'checks');
  for (const [index, width] of WIDTHS.entries()) sheet.getColumn(index + 1).width = width;
  pageHead(book, sheet, SHEETS.checks, HEADS.length);
  for (const [index, head] of HEADS.entries()) {
    const align = index >= 1 && index <= 3 ? 'right' : 'left';
    put(sheet, { row: HEADER_ROW, column: index + 1 }, head, {
      bold: true,
      size: 9,
      fill: INK.side,
      below: 'rule',
      align,
      ...(index === 4 ? { indent: 1 } : {}),
    });
  }
  let row = HEADER_ROW + 1;
  for (const check of book.model.checks) {
    const sides = sidesOf(book, check);
    put(sheet, { row, column: 1 }, text(check.label), { below: 'line' });
    put(sheet, { row, column: 5 }, text(check.detail), { below: 'line', indent: 1, color: INK.ink3, size: 9 });
    if (sides) writeSides(sheet, row, sides);
    else writeVerdict(sheet, row, check);
    row += 1;
  }
  for (const placed of book.tables) {
    writeErrorCheck(sheet, row, placed);
    row += 1;
  }
  writeLight(book, sheet, row - 1);
  book.marks.checks = {
    range: on(SHEETS.checks, span(1, HEADER_ROW + 1, row - 1, true)),
    count: row - 1 - HEADER_ROW,
  };
  printSetUp(book, sheet, { column: HEADS.length, row }, { repeat: `${HEADER_ROW}:${HEADER_ROW}` });
  sheet.views = [{ state: 'frozen', xSplit: 0, ySplit: HEADER_ROW, showGridLines: false }];
}

function writeSides(sheet: ExcelJS.Worksheet, row: number, sides: Sides): void {
  const [left, right] = [address({ row, column: 2 }), address({ row, column: 3 })];
  const look: Look = { align: 'right', below: 'line', format: sides.format };
  put(sheet, { row, column: 2 }, formula(sides.left, sides.leftResult), { ...look, color: INK.link });
  const isLink = typeof sides.right === 'string';
  put(sheet, { row, column: 3 }, isLink ? formula(String(sides.right), sides.rightResult) : sides.right, {
    ...look,
    color: isLink ? INK.link : INK.value,
  });
  const passed = Math.abs(sides.leftResult - sides.rightResult) < HALF_CENT;
  put(sheet, { row, column: 4 }, formula(`ABS(${left}-${right})<${HALF_CENT}`, passed), PASSED);
}

function writeVerdict(sheet: ExcelJS.Worksheet, row: number, { passed }: Check): void {
  for (const column of [2, 3]) put(sheet, { row, column }, null, { below: 'line' });
  put(sheet, { row, column: 4 }, passed, { ...PASSED, color: INK.value });
}

const PASSED: Look = { align: 'right', below: 'line', bold: true, color: INK.good };

/** No formula of a table gives an error. */
function writeErrorCheck(sheet: ExcelJS.Worksheet, row: number, placed: PlacedTable): void {
  const from = address({ row: placed.headerRow, column: 1 }, true);
  const to = address({ row: placed.totalRow, column: placed.page.columns.length }, true);
  const errors = `SUMPRODUCT(--ISERROR(${on(SHEETS[placed.sheet], `${from}:${to}`)}))`;
  const look: Look = { align: 'right', below: 'line', format: numberFormat('count', 'exact') };
  put(sheet, { row, column: 1 }, `${placed.page.title} has no formula in error`, { below: 'line' });
  put(sheet, { row, column: 2 }, formula(errors, 0), { ...look, color: INK.link });
  put(sheet, { row, column: 3 }, 0, { ...look, color: INK.value });
  put(sheet, { row, column: 4 }, formula(`${address({ row, column: 2 })}=0`, true), PASSED);
  put(sheet, { row, column: 5 }, 'cells in error', { below: 'line', indent: 1, color: INK.ink3, size: 9 });
}

function writeLight(book: Book, sheet: ExcelJS.Worksheet, lastRow: number): void {
  const passed = book.model.checks.every((check) => check.passed);
  const range = span(4, HEADER_ROW + 1, lastRow, true);
  put(sheet, { row: LIGHT.row, column: 1 }, 'Every check below passes', { bold: true });
  put(sheet, LIGHT, formula(`AND(${range})`, passed), { bold: true, align: 'right', color: INK.good, size: 12 });
  sheet.addConditionalFormatting({
    ref: `${address(LIGHT)} ${span(4, HEADER_ROW + 1, lastRow)}`,
    rules: [
      {
        type: 'expression',
        priority: 1,
        formulae: [`NOT(${address(LIGHT)})`],
        style: { font: { color: { argb: INK.bad }, bold: true } },
      },
    ],
  });
}

/** Null when the cells of a check are not in this file; then its verdict is written as a value. */
function sidesOf(book: Book, check: Check): Sides | null {
  switch (check.kind) {
    case 'parts':
      return partsSides(book, check);
    case 'overlap':
      return overlapSides(book, check);
    case 'rows':
      return rowsSides(book, check);
    case 'unassigned':
      return unassignedSides(book, check);
    case 'loads':
      return loadsSides(book, check);
    case 'rates':
      return ratesSides(book, check);
  }
}

type Of<K extends Check['kind']> = Extract<Check, { readonly kind: K }>;

const COUNT = numberFormat('count', 'exact');

function partsSides(book: Book, { page, column, headline }: Of<'parts'>): Sides | null {
  const placed = placedOf(book, page);
  const summary = book.headlines.get(headline.metric.id);
  if (!placed || !summary) return null;
  const overlap =
    placed.overlapRow === null
      ? ''
      : `-${on(SHEETS[placed.sheet], address({ row: placed.overlapRow, column: column + 1 }, true))}`;
  return {
    left: sumOfRows(placed, column) + overlap,
    right: on(SHEETS.summary, address(summary, true)),
    leftResult: rowsNow(page, column) - Number(page.overlap[column] ?? 0),
    rightResult: Number(headline.actual ?? 0),
    format: numberFormat(headline.metric.unit, 'exact'),
  };
}

/** Not against the line under the rows, which holds this very difference, but against the summary. */
function overlapSides(book: Book, { page, column, stated }: Of<'overlap'>): Sides | null {
  const placed = placedOf(book, page);
  const metric = page.columns[column]?.metric;
  const summary = metric && book.headlines.get(metric.id);
  if (!placed || !metric || !summary) return null;
  return {
    left: `${sumOfRows(placed, column)}-${on(SHEETS.summary, address(summary, true))}`,
    right: Number(stated),
    leftResult: rowsNow(page, column) - Number(page.total[column] ?? 0),
    rightResult: Number(stated),
    format: numberFormat(metric.unit, 'exact'),
  };
}

function rowsSides(book: Book, { page, rows }: Of<'rows'>): Sides | null {
  const placed = placedOf(book, page);
  if (!placed || rows === 0) return null;
  const labels = labelRange(placed);
  return {
    left: `ROWS(${labels})-COUNTBLANK(${labels})`,
    right: rows,
    leftResult: rows,
    rightResult: rows,
    format: COUNT,
  };
}

function unassignedSides(book: Book, { page, deals }: Of<'unassigned'>): Sides | null {
  const placed = placedOf(book, page);
  if (!placed || page.rows.length === 0) return null;
  const named = page.rows.filter(([label]) => label === UNASSIGNED).length;
  const expected = deals > 0 ? 1 : named;
  return {
    left: `COUNTIF(${labelRange(placed)},"${UNASSIGNED}")`,
    right: expected,
    leftResult: named,
    rightResult: expected,
    format: COUNT,
  };
}

function loadsSides(book: Book, { excess }: Of<'loads'>): Sides | null {
  const rows = book.marks.loads;
  if (!rows) return null;
  const joined = on(SHEETS.quality, `$${JOINED}$${rows.firstRow}:$${JOINED}$${rows.lastRow}`);
  return { left: `COUNTIF(${joined},"<0")`, right: 0, leftResult: excess, rightResult: 0, format: COUNT };
}

function ratesSides(book: Book, { missing }: Of<'rates'>): Sides | null {
  const rows = book.marks.gaps;
  if (!rows) return null;
  return {
    // Not the whole column: the light in its head depends on this very check.
    left: `COUNTIF(${on(SHEETS.quality, span(1, rows.firstRow, rows.lastRow, true))},"${WITHOUT_RATE}")`,
    right: 0,
    leftResult: missing,
    rightResult: 0,
    format: COUNT,
  };
}

function sumOfRows(placed: PlacedTable, column: number): string {
  if (placed.page.rows.length === 0) return '0';
  return `SUM(${on(SHEETS[placed.sheet], span(column + 1, placed.firstRow, placed.lastRow, true))})`;
}

function rowsNow(page: PlacedTable['page'], column: number): number {
  return Number(sumOf(page.rows.map((row) => row[column])));
}

function labelRange(placed: PlacedTable): string {
  return on(SHEETS[placed.sheet], span(1, placed.firstRow, placed.lastRow, true));
}

function placedOf(book: Book, page: PlacedTable['page']): PlacedTable | undefined {
  return book.tables.find((placed) => placed.page === page);
}
