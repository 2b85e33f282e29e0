/** The glossary: every metric of the pack with its meaning, formula, date basis and how its total comes about. */
import type { MetricInfo } from '../../api/results.ts';
import { capital } from '../../present/capital.ts';
import { formatCell } from '../../present/cell.ts';
import { type Book, SHEETS } from './book.ts';
import { put, text } from './cells.ts';
import { BODY_ROW, freeze, pageHead, printSetUp, sheetOf } from './page.ts';
import { INK, type Look, unitWords } from './styles.ts';

const HEADS = ['Metric', 'Meaning', 'Formula', 'Unit', 'Better', 'Dated by', 'Total', 'Id'] as const;
const WIDTHS = [27, 50, 48, 8, 8, 20, 28, 18] as const;

const TOTALS: Readonly<Record<MetricInfo['kind'], string>> = {
  additive: 'sum of the rows, each deal once',
  distinct: 'counted once over the whole scope, not a sum',
  ratio: 'parts summed, then divided; never averaged',
  statistic: 'taken over the whole scope, not from the rows',
};
const BETTER: Readonly<Record<MetricInfo['good'], string>> = { up: 'higher', down: 'lower', none: '–' };

/** Where the rows of the dictionary will stand, for links from other sheets. */
export function placeDefinitions(book: Book): void {
  for (const [index, { id }] of book.model.metrics.entries()) book.definitions.set(id, BODY_ROW + 1 + index);
}

export function writeDefinitions(book: Book): void {
  const sheet = sheetOf(book, 'definitions');
  for (const [index, width] of WIDTHS.entries()) sheet.getColumn(index + 1).width = width;
  pageHead(book, sheet, SHEETS.definitions, HEADS.length);
  for (const [index, head] of HEADS.entries()) {
    put(sheet, { row: BODY_ROW, column: index + 1 }, head, { bold: true, size: 9, fill: INK.side, below: 'rule' });
  }
  const { currency } = book.model.basis;
  const look: Look = { wrap: true, vertical: 'top', below: 'line', size: 9 };
  for (const metric of book.model.metrics) {
    const row = book.definitions.get(metric.id) ?? BODY_ROW + 1;
    const cells = [
      metric.label,
      metric.meaning,
      metric.formula,
      unitWords(metric.unit, currency),
      BETTER[metric.good],
      metric.dateBasis,
      TOTALS[metric.kind],
      metric.id,
    ];
    for (const [index, words] of cells.entries()) {
      put(sheet, { row, column: index + 1 }, text(words), {
        ...look,
        ...(index === 0 ? { bold: true } : {}),
        ...(index === 2 ? { indent: 1 } : {}),
      });
    }
    sheet.getRow(row).height = rowHeight(cells, WIDTHS);
  }
  const end = writeTerms(book, BODY_ROW + 3 + book.model.metrics.length);
  freeze(sheet, 1, BODY_ROW);
  printSetUp(book, sheet, { column: HEADS.length, row: end }, { repeat: `${BODY_ROW}:${BODY_ROW}` });
}

/** How dimensions are cut, and what the policy settles. */
function writeTerms(book: Book, top: number): number {
  const sheet = sheetOf(book, 'definitions');
  const { policy, dimensions, basis } = book.model;
  put(sheet, { row: top, column: 1 }, 'How rows are cut, and what the policy settles', { bold: true, size: 12 });
  const months = (count: number): string => formatCell(count, 'count', { locale: policy.locale });
  const terms: [string, string][] = [
    ...dimensions.map(({ label, meaning, asOf }): [string, string] => [label, `${capital(meaning)} (${asOf}).`]),
    [
      'Active partner',
      `At least one of these in the last ${months(policy.active.months)} months: ${policy.active.events.join(', ')}.`,
    ],
    ['Transacting partner', `At least ${policy.transacting.deals} won deal in the period.`],
    ['Revenue basis', `Only deals on the basis ${policy.revenueBasis} are revenue; other bases never add to them.`],
    [
      'Fiscal calendar',
      `The year starts in month ${policy.calendar.startMonth}; quarters follow ${policy.calendar.pattern}.`,
    ],
    ['Policy', `Version ${basis.policyVersion}.`],
  ];
  for (const [index, [term, words]] of terms.entries()) {
    const row = top + 1 + index;
    put(sheet, { row, column: 1 }, text(term), { bold: true, size: 9, vertical: 'top', below: 'line' });
    put(sheet, { row, column: 2 }, text(words), { size: 9, vertical: 'top', below: 'line', wrap: true });
    put(sheet, { row, column: 3 }, null, { below: 'line' });
    sheet.mergeCells(row, 2, row, 3);
    sheet.getRow(row).height = rowHeight([words], [WIDTHS[1] + WIDTHS[2]]);
  }
  return top + terms.length;
}

/** Excel does not grow rows of a file it has not edited: the height is set from the longest wrapped cell. */
export function rowHeight(cells: readonly string[], widths: readonly number[], line = 12.5): number {
  const lines = cells.map((words, index) => Math.ceil((words.length + 1) / Math.max((widths[index] ?? 20) * 1.12, 1)));
  return Math.max(...lines, 1) * line + 4;
}
