import { toNumber } from '../figures.ts';
import { LEADING_METRIC } from '../sections.ts';
import { columnOf } from '../table.ts';
import { priorCode } from '../words.ts';
import type { Book, ChartPlan, PlacedTable, SheetId } from './book.ts';
import { address, span } from './cells.ts';
import { numberFormat, unitWords } from './styles.ts';

/** excelize reads a sheet it draws on in full, so only short tables have a chart under them. */
const CHARTED: ReadonlySet<string> = new Set(['level', 'region']);
const CHART_ROWS = 20;
/** Pixels of a default row. */
export const ROW_PIXELS = 20;

/** Plans bars under the first table of a sheet, from `row` down. Answers how many rows they cover. */
export function addTableChart(book: Book, sheet: SheetId, row: number): number {
  const placed = book.tables.find((one) => one.sheet === sheet);
  const chart = placed && CHARTED.has(placed.page.id) ? tableChart(book, placed) : null;
  if (!chart) return 0;
  book.charts.push({ ...chart, sheet, at: { row, column: 1 } });
  return Math.ceil(chart.height / ROW_PIXELS) + 1;
}

/** The leading metric of a short table as bars; null for a long table or one without the metric. */
export function tableChart(book: Book, placed: PlacedTable): Omit<ChartPlan, 'sheet' | 'at'> | null {
  const { page, firstRow, lastRow, headerRow, sheet } = placed;
  const actual = columnOf(page, LEADING_METRIC, 'actual');
  const prior = columnOf(page, LEADING_METRIC, 'prior');
  const metric = page.columns[actual]?.metric;
  if (!metric || page.rows.length === 0 || page.rows.length > CHART_ROWS) return null;
  const unit = unitWords(metric.unit, book.model.basis.currency);
  const series = (index: number, tone: 'actual' | 'prior'): ChartPlan['series'][number] => ({
    sheet,
    range: span(index + 1, firstRow, lastRow, true),
    cached: page.rows.map((cells) => toNumber(cells[index])),
    name: {
      sheet,
      range: address({ row: headerRow - 1, column: index + 1 }, true),
      cached: [`${tone === 'actual' ? 'AC' : priorCode(book.model)}, ${unit}`],
    },
    tone,
  });
  return {
    title: `${metric.label} ${page.title.toLowerCase()}`,
    axisTitle: unit,
    width: 800,
    height: 130 + page.rows.length * 36,
    format: numberFormat(metric.unit, book.money),
    categories: {
      sheet,
      range: span(1, firstRow, lastRow, true),
      cached: page.rows.map(([label]) => String(label ?? '')),
    },
    series: [series(actual, 'actual'), ...(prior < 0 ? [] : [series(prior, 'prior')])],
  };
}
