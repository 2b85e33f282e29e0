/** The executive summary: headline figures by group, the largest partners with their chart, who grew and who shrank. */
import type ExcelJS from 'exceljs';
import type { MetricInfo } from '../../api/results.ts';
import { isRelative } from '../../present/cell.ts';
import { toNumber } from '../figures.ts';
import type { Headline } from '../headline.ts';
import type { Mover } from '../model.ts';
import { priorCode } from '../words.ts';
import { type Book, SHEETS } from './book.ts';
import { address, figure, formula, linkTo, put, span, text } from './cells.ts';
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
  unitWords,
} from './styles.ts';
import { ROW_PIXELS, tableChart } from './tableChart.ts';
import { dataBar, toneRule } from './tables.ts';

/** Columns of the sheet. The parts of ratios stand right of everything, folded away. */
const AT = {
  label: 1,
  unit: 2,
  actual: 3,
  prior: 4,
  difference: 5,
  change: 6,
  definition: 7,
  right: 9,
  numerator: 15,
  denominator: 16,
} as const;
const RIGHT = { name: 9, actual: 10, prior: 11, difference: 12, change: 13 } as const;
const LEFT = { name: 1, actual: 3, prior: 4, difference: 5, change: 6 } as const;

/** Rows for fifteen pairs of bars, and for the second chart where there is room for one. */
const LEAST_CHART_ROWS = 23;
const MOST_CHART_ROWS = 24;
const SECOND_CHART_ROWS = 12;
const CHART_WIDTH = 610;

const HEADER: Look = { bold: true, size: 9, fill: INK.side, below: 'rule' };

export function writeSummary(book: Book): void {
  const sheet = sheetOf(book, 'summary');
  setColumns(sheet);
  pageHead(book, sheet, SHEETS.summary, RIGHT.change);
  const compared = book.model.basis.comparison !== null;

  const header = BODY_ROW;
  headlineHeader(book, sheet, header);
  let row = header + 1;
  let group = '';
  for (const headline of book.model.headlines) {
    if (headline.metric.group !== group) {
      group = headline.metric.group;
      put(sheet, { row, column: AT.label }, group, { bold: true, size: 9, color: INK.ink3, vertical: 'bottom' });
      sheet.getRow(row).height = 18;
      row += 1;
    }
    headlineRow(book, sheet, row, headline);
    row += 1;
  }

  // The lists begin below headlines and charts, whichever are longer; the charts fill the height.
  const below = Math.max(row + 1, header + LEAST_CHART_ROWS);
  const room = below - header - 1;
  const rows = room - MOST_CHART_ROWS < SECOND_CHART_ROWS ? room : MOST_CHART_ROWS;
  const { largest, grew, shrank, leading } = book.model;
  if (leading && largest.length > 0) {
    const top = moverTable(book, sheet, below, LEFT, `${largest.length} largest partners`, largest, leading, true);
    partnerChart(book, header, rows, top, largest, leading);
    if (rows < room) levelChart(book, header + rows + 1, room - rows - 1);
    if (compared) {
      const next = moverTable(book, sheet, below, RIGHT, 'Grew most', grew, leading, false);
      moverTable(book, sheet, next + grew.length + 1, RIGHT, 'Shrank most', shrank, leading, false);
    }
  }
  freeze(sheet, 1, header);
  const last = Math.max(row, below + 2 + largest.length, below + 6 + grew.length + shrank.length);
  printSetUp(book, sheet, { column: RIGHT.change, row: last }, { onePage: true });
}

function setColumns(sheet: ExcelJS.Worksheet): void {
  const widths: readonly (readonly [number, number])[] = [
    [AT.label, 34],
    [AT.unit, 9],
    [AT.actual, 16],
    [AT.prior, 16],
    [AT.difference, 15],
    [AT.change, 11],
    [AT.definition, 12],
    [8, 3],
    [RIGHT.name, 30],
    [RIGHT.actual, 15],
    [RIGHT.prior, 15],
    [RIGHT.difference, 15],
    [RIGHT.change, 11],
    [AT.numerator, 18],
    [AT.denominator, 18],
  ];
  for (const [column, width] of widths) sheet.getColumn(column).width = width;
  for (const column of [AT.numerator, AT.denominator]) {
    sheet.getColumn(column).outlineLevel = 1;
    sheet.getColumn(column).hidden = true;
  }
}

function headlineHeader(book: Book, sheet: ExcelJS.Worksheet, row: number): void {
  const { period, comparison } = book.model.basis;
  const heads: readonly (readonly [number, string, Look['align']])[] = [
    [AT.label, 'Metric', 'left'],
    [AT.unit, 'Unit', 'left'],
    [AT.actual, `AC ${period.label}`, 'right'],
    [AT.prior, comparison ? `${priorCode(book.model)} ${comparison.label}` : '', 'right'],
    [AT.difference, comparison ? 'Δ' : '', 'right'],
    [AT.change, comparison ? 'Δ %' : '', 'right'],
    [AT.definition, '  Meaning', 'left'],
    [AT.numerator, 'Above the line', 'left'],
    [AT.denominator, 'Below the line', 'left'],
  ];
  for (const [column, words, align] of heads) {
    put(sheet, { row, column }, text(words), { ...HEADER, ...(align ? { align } : {}) });
  }
  sheet.getRow(row).height = 20;
}

function headlineRow(book: Book, sheet: ExcelJS.Worksheet, row: number, headline: Headline): void {
  const { metric, parts } = headline;
  const { currency, comparison } = book.model.basis;
  const at = (column: number): string => address({ row, column });
  const base: Look = { align: 'right', below: 'line' };
  const format = numberFormat(metric.unit, book.money);
  put(sheet, { row, column: AT.label }, text(metric.label), { below: 'line', indent: 1 });
  put(sheet, { row, column: AT.unit }, unitWords(metric.unit, currency), { below: 'line', color: INK.ink3, size: 9 });

  const actual = { row, column: AT.actual };
  if (parts) {
    const whole: Look = { ...base, format: '#,##0.00', color: INK.value };
    put(sheet, { row, column: AT.numerator }, figure(parts.numerator, 'money'), whole);
    put(sheet, { row, column: AT.denominator }, figure(parts.denominator, 'money'), whole);
    const expression = `IF(N(${at(AT.denominator)})=0,"n/a",${at(AT.numerator)}/${at(AT.denominator)})`;
    put(sheet, actual, formula(expression, headline.actual), { ...base, format, bold: true });
  } else {
    put(sheet, actual, figure(headline.actual, metric.unit), { ...base, format, bold: true, color: INK.value });
  }
  book.headlines.set(metric.id, actual);

  if (comparison) {
    const color = headline.prior === null ? INK.ink3 : INK.value;
    put(sheet, { row, column: AT.prior }, figure(headline.prior, metric.unit), { ...base, format, color });
    comparisonCells(book, sheet, row, AT, headline, metric, base);
  } else {
    for (const column of [AT.prior, AT.difference, AT.change]) put(sheet, { row, column }, null, base);
  }
  const defined = book.definitions.get(metric.id);
  const definition = { row, column: AT.definition };
  if (defined !== undefined && book.sheets.has('definitions')) {
    linkTo(sheet, definition, { sheet: SHEETS.definitions, cell: `A${defined}` }, 'Definition', {
      size: 9,
      below: 'line',
      indent: 1,
    });
  } else {
    put(sheet, definition, null, { below: 'line' });
  }
}

/** Δ in the metric's own unit and, for amounts and counts, in per cent: both live. */
function comparisonCells(
  book: Book,
  sheet: ExcelJS.Worksheet,
  row: number,
  columns: { readonly actual: number; readonly prior: number; readonly difference: number; readonly change: number },
  { difference, change }: Pick<Mover, 'difference' | 'change'>,
  metric: MetricInfo,
  base: Look,
): void {
  const at = (column: number): string => address({ row, column });
  const [actual, prior] = [at(columns.actual), at(columns.prior)];
  const factor = differenceFactor(metric.unit);
  const minus = factor === 1 ? `${actual}-${prior}` : `(${actual}-${prior})*${factor}`;
  put(
    sheet,
    { row, column: columns.difference },
    formula(`IF(COUNT(${actual},${prior})<2,"n/a",${minus})`, difference, factor),
    { ...base, format: differenceFormat(metric.unit, book.money), ...(difference === null ? { color: INK.ink3 } : {}) },
  );
  const place = { row, column: columns.change };
  if (isRelative(metric.unit)) {
    const rate = `IF(COUNT(${actual},${prior})<2,"n/a",IF(${prior}=0,"n/a",(${actual}-${prior})/ABS(${prior})))`;
    put(sheet, place, formula(rate, change), {
      ...base,
      format: CHANGE_FORMAT,
      ...(change === null ? { color: INK.ink3 } : {}),
    });
  } else {
    put(sheet, place, null, base);
  }
  if (metric.good !== 'none') {
    const first = at(columns.difference);
    toneRule(sheet, first, first, metric.good, smallestShown(metric.unit, 'difference', book.money));
    if (isRelative(metric.unit)) {
      const second = at(columns.change);
      toneRule(sheet, second, second, metric.good, smallestShown(metric.unit, 'change', book.money));
    }
  }
}

/** A short list of partners; answers the row of its first record. */
function moverTable(
  book: Book,
  sheet: ExcelJS.Worksheet,
  top: number,
  columns: typeof LEFT | typeof RIGHT,
  title: string,
  movers: readonly Mover[],
  metric: MetricInfo,
  bars: boolean,
): number {
  const { currency, comparison } = book.model.basis;
  put(sheet, { row: top, column: columns.name }, title, { bold: true, size: 12 });
  const header = top + 1;
  const prior = comparison ? priorCode(book.model) : '';
  const heads: readonly (readonly [number, string])[] = [
    [columns.actual, `AC, ${unitWords(metric.unit, currency)}`],
    [columns.prior, prior === '' ? '' : `${prior}, ${unitWords(metric.unit, currency)}`],
    [columns.difference, prior === '' ? '' : `Δ, ${differenceWords(metric.unit, currency)}`],
    [columns.change, prior === '' ? '' : 'Δ %'],
  ];
  put(sheet, { row: header, column: columns.name }, text(`Partner, by ${metric.label}`), HEADER);
  for (let column = columns.name + 1; column <= columns.change; column += 1) {
    put(sheet, { row: header, column }, null, HEADER);
  }
  for (const [column, words] of heads) put(sheet, { row: header, column }, words, { ...HEADER, align: 'right' });

  const first = header + 1;
  if (movers.length === 0) put(sheet, { row: first, column: columns.name }, 'None', { color: INK.ink3 });
  const format = numberFormat(metric.unit, book.money);
  for (const [index, mover] of movers.entries()) {
    const row = first + index;
    const base: Look = { align: 'right', below: 'line', format };
    for (let column = columns.name; column <= columns.change; column += 1) put(sheet, { row, column }, null, base);
    put(sheet, { row, column: columns.name }, text(mover.name), { below: 'line' });
    put(sheet, { row, column: columns.actual }, figure(mover.actual, metric.unit), { ...base, color: INK.value });
    if (comparison) {
      put(sheet, { row, column: columns.prior }, figure(mover.prior, metric.unit), { ...base, color: INK.value });
      comparisonCells(book, sheet, row, columns, mover, metric, base);
    }
  }
  if (bars && movers.length > 0) {
    sheet.addConditionalFormatting({ ref: span(columns.actual, first, first + movers.length - 1), rules: [dataBar()] });
  }
  return first;
}

/** The levels beside the headlines, bound to their own sheet. */
function levelChart(book: Book, row: number, rows: number): void {
  const placed = book.tables.find(({ page }) => page.id === 'level');
  const chart = placed && tableChart(book, placed);
  if (!chart) return;
  const at = { row, column: AT.right };
  book.charts.push({ ...chart, sheet: 'summary', at, width: CHART_WIDTH, height: rows * ROW_PIXELS });
}

function partnerChart(
  book: Book,
  header: number,
  rows: number,
  first: number,
  largest: readonly Mover[],
  metric: MetricInfo,
): void {
  const last = first + largest.length - 1;
  const { basis } = book.model;
  const at = (column: number) => ({ sheet: 'summary' as const, range: span(column, first, last, true) });
  const values = (column: number, read: (mover: Mover) => Mover['actual']) => ({
    ...at(column),
    cached: largest.map((mover) => toNumber(read(mover))),
  });
  const name = (column: number, words: string) => ({
    sheet: 'summary' as const,
    range: address({ row: header, column }, true),
    cached: [words],
  });
  book.charts.push({
    sheet: 'summary',
    at: { row: header, column: AT.right },
    title: `${metric.label} of the ${largest.length} largest partners`,
    axisTitle: unitWords(metric.unit, basis.currency),
    width: CHART_WIDTH,
    height: rows * ROW_PIXELS,
    format: numberFormat(metric.unit, book.money),
    categories: { ...at(LEFT.name), cached: largest.map((mover) => mover.name) },
    series: [
      {
        ...values(LEFT.actual, (mover) => mover.actual),
        name: name(AT.actual, `AC ${basis.period.label}`),
        tone: 'actual',
      },
      ...(basis.comparison
        ? [
            {
              ...values(LEFT.prior, (mover) => mover.prior),
              name: name(AT.prior, `${priorCode(book.model)} ${basis.comparison.label}`),
              tone: 'prior' as const,
            },
          ]
        : []),
    ],
  });
}
