/** One table of the pack: a query's rows with priors, differences, the parts of ratios, and a total that adds up. */
import type { PackSection } from '../api/documents/pack.ts';
import type { Cell, ColumnInfo, MetricInfo, PackColumn } from '../api/results.ts';
import { isRelative } from '../present/cell.ts';
import { NO_VALUE } from '../present/labels.ts';
import { agree, changeOf, differenceOf, isQuotient, sumOf } from './figures.ts';
import { LEADING_METRIC, type TablePlan } from './sections.ts';
import type { SourceTable } from './source.ts';

export type ColumnPart =
  | 'label'
  | 'attribute'
  | 'actual'
  | 'prior'
  | 'difference'
  | 'change'
  | 'numerator'
  | 'denominator';

/**
 * How the total of a column comes about: `sum` of its rows, `overlap` for the sum less what parties share,
 * `computed` from other totals of its row, `stated` when no arithmetic on the rows can give it (distinct counts,
 * medians), `none` for text.
 */
export type TotalKind = 'sum' | 'overlap' | 'computed' | 'stated' | 'none';

export interface TableColumn extends PackColumn {
  readonly part: ColumnPart;
  readonly metric: MetricInfo | null;
  readonly total: TotalKind;
  /** Workings support the main columns: priors of lesser metrics and the parts of ratios. */
  readonly place: 'main' | 'workings';
}

export interface TablePage {
  readonly id: string;
  readonly section: PackSection;
  readonly title: string;
  readonly noun: string;
  readonly columns: readonly TableColumn[];
  /** Cells in the order of `columns`. The first is the row's label. */
  readonly rows: readonly (readonly Cell[])[];
  readonly total: readonly Cell[];
  /** Per column, by how much the rows exceed the total because parties share deals; null where they do not. */
  readonly overlap: readonly Cell[];
  /** The overlap as the engine states it, to be held against the one the rows show. */
  readonly statedOverlap: SourceTable['basis']['overlap'];
}

interface Draft {
  readonly column: Omit<TableColumn, 'total'>;
  readonly cells: readonly Cell[];
  readonly total: Cell;
}

export function tablePage(plan: TablePlan, metrics: readonly MetricInfo[], answer: SourceTable): TablePage {
  const reader = new Reader(answer);
  const compared = answer.basis.comparison !== null;
  const { label, id } = labels(plan, reader);
  const main: Draft[] = [...label];
  const workings: Draft[] = [];
  for (const metric of metrics) addMetric(metric, reader, compared, main, workings);

  const drafts = [...main, ...workings, ...id];
  const settled = drafts.map((draft) => settle(draft, drafts, answer.basis.overlap !== null));
  return {
    id: plan.id,
    section: plan.section,
    title: plan.title,
    noun: plan.noun,
    columns: drafts.map(({ column }, index) => ({ ...column, total: settled[index]?.total ?? 'none' })),
    rows: answer.rows.map((_row, row) => drafts.map(({ cells }) => cells[row] ?? null)),
    total: drafts.map(({ total }) => total),
    overlap: settled.map(({ overlap }) => overlap),
    statedOverlap: answer.basis.overlap,
  };
}

/** Where a part of a metric stands in a table, or −1. */
export function columnOf(page: TablePage, metric: string, part: ColumnPart): number {
  return page.columns.findIndex((column) => column.metric?.id === metric && column.part === part);
}

class Reader {
  readonly #answer: SourceTable;
  readonly #places: ReadonlyMap<string, number>;

  constructor(answer: SourceTable) {
    this.#answer = answer;
    this.#places = new Map(answer.columns.map(({ key }, index) => [key, index]));
  }

  info(key: string): ColumnInfo | undefined {
    const place = this.#places.get(key);
    return place === undefined ? undefined : this.#answer.columns[place];
  }

  cells(key: string): Cell[] {
    const place = this.#places.get(key);
    return this.#answer.rows.map((row) => (place === undefined ? null : (row[place] ?? null)));
  }

  total(key: string): Cell {
    return this.#answer.total[key] ?? null;
  }
}

/**
 * The row's name and its attributes; its id, when a name stands for it, goes to the workings, so that tables under each
 * other keep their figures in the same columns.
 */
function labels(plan: TablePlan, reader: Reader): { readonly label: Draft[]; readonly id: Draft[] } {
  const [first, ...attributes] = plan.by;
  const text = (key: string, label: string, part: ColumnPart, cells: readonly Cell[], place: TableColumn['place']) => ({
    column: { key, label, unit: 'text' as const, part, metric: null, place },
    cells,
    total: null,
  });
  const label = reader.info(first)?.label ?? first;
  const ids = reader.cells(first);
  const named = reader.info(`${first}_name`);
  const names = named ? reader.cells(named.key) : [];
  const shown = ids.map((id, row) => names[row] ?? id ?? NO_VALUE);
  return {
    label: [
      text(named?.key ?? first, named?.label ?? label, 'label', shown, 'main'),
      ...attributes.map((attribute) =>
        text(attribute, reader.info(attribute)?.label ?? attribute, 'attribute', reader.cells(attribute), 'main'),
      ),
    ],
    id: named ? [text(first, `${label} ID`, 'attribute', ids, 'workings')] : [],
  };
}

function addMetric(metric: MetricInfo, reader: Reader, compared: boolean, main: Draft[], workings: Draft[]): void {
  const { id, unit, label } = metric;
  const read = (part: ColumnPart, key: string, place: TableColumn['place'], words?: string): Draft => {
    const info = reader.info(key);
    return {
      column: { key, label: words ?? info?.label ?? label, unit: info?.unit ?? unit, part, metric, place },
      cells: reader.cells(key),
      total: reader.total(key),
    };
  };
  const actual = read('actual', id, 'main');
  main.push(actual);
  if (compared) {
    const leading = id === LEADING_METRIC;
    const prior = read('prior', `${id}__prior`, leading ? 'main' : 'workings');
    // A metric known only as of now has nothing to be compared with: no columns of n/a for it.
    if (leading || prior.total !== null || prior.cells.some((cell) => cell !== null)) {
      (leading ? main : workings).push(prior);
      main.push(...comparisons(metric, leading, actual, prior, reader.info(`${id}__change`)?.label));
    }
  }
  for (const part of ['numerator', 'denominator'] as const) {
    const info = reader.info(`${id}__${part}`);
    if (info) workings.push(read(part, info.key, 'workings', `${label}: ${info.label}`));
  }
}

/** Amounts are compared in per cent, ratios and days in their own unit; the leading metric shows both. */
function comparisons(
  metric: MetricInfo,
  leading: boolean,
  actual: Draft,
  prior: Draft,
  label = `${metric.label}, change`,
): Draft[] {
  const relative = isRelative(metric.unit);
  const draft = (part: 'difference' | 'change', key: string, words: string, of: typeof differenceOf): Draft => ({
    column: {
      key,
      label: words,
      unit: part === 'change' ? 'ratio' : metric.unit,
      part,
      metric,
      place: 'main',
    },
    cells: actual.cells.map((cell, row) => of(cell, prior.cells[row])),
    total: of(actual.total, prior.total),
  });
  const change = `${metric.id}__change`;
  if (!relative) return [draft('difference', change, label, differenceOf)];
  const rate = draft('change', change, label, changeOf);
  const difference = `${metric.id}__difference`;
  return leading ? [draft('difference', difference, `${metric.label}, difference`, differenceOf), rate] : [rate];
}

/** Decides how a total is made, and never by a formula that gives another figure than the engine's. */
function settle(draft: Draft, drafts: readonly Draft[], overlapping: boolean): { total: TotalKind; overlap: Cell } {
  const { part, metric } = draft.column;
  if (!metric) return { total: 'none', overlap: null };
  if (part === 'difference' || part === 'change') return { total: 'computed', overlap: null };
  if (part === 'actual' && metric.kind === 'ratio') {
    return { total: partsGive(draft, drafts) ? 'computed' : 'stated', overlap: null };
  }
  const adds = metric.kind === 'additive' || part === 'numerator' || part === 'denominator';
  if (!adds || draft.total === null) return { total: 'stated', overlap: null };
  const excess = differenceOf(sumOf(draft.cells), draft.total);
  if (agree(excess, 0)) return { total: 'sum', overlap: null };
  return overlapping && Number(excess) > 0 ? { total: 'overlap', overlap: excess } : { total: 'stated', overlap: null };
}

/** Whether numerator ÷ denominator is the ratio in every row and in the total, so that a cell may compute it. */
function partsGive(draft: Draft, drafts: readonly Draft[]): boolean {
  const partOf = (part: ColumnPart): Draft | undefined =>
    drafts.find(({ column }) => column.metric === draft.column.metric && column.part === part);
  const numerator = partOf('numerator');
  const denominator = partOf('denominator');
  if (!numerator || !denominator) return false;
  return (
    isQuotient(draft.total, numerator.total, denominator.total) &&
    draft.cells.every((cell, row) => isQuotient(cell, numerator.cells[row], denominator.cells[row]))
  );
}
