/**
 * What is checked about a pack before anyone reads it. Each check is decided here, exactly, for the preview and the
 * terminal; the workbook states the same checks as formulas over its own cells.
 */
import type { Cell, MetricInfo } from '../api/results.ts';
import { UNASSIGNED } from '../network/model.ts';
import { formatCell } from '../present/cell.ts';
import { countWords } from '../present/labels.ts';
import { agree, differenceOf, sumOf } from './figures.ts';
import type { Headline } from './headline.ts';
import type { SourceQuality } from './source.ts';
import type { TableColumn, TablePage } from './table.ts';

interface Verdict {
  readonly label: string;
  readonly passed: boolean;
  readonly detail: string;
}

/** The rows of a column, less what they share, against the same metric on the summary. */
export interface PartsCheck extends Verdict {
  readonly kind: 'parts';
  readonly page: TablePage;
  readonly column: number;
  readonly headline: Headline;
}

/** The overlap that the rows show against the one the engine states. */
export interface OverlapCheck extends Verdict {
  readonly kind: 'overlap';
  readonly page: TablePage;
  readonly column: number;
  readonly stated: Cell;
}

/** As many rows as the engine answered. */
export interface RowsCheck extends Verdict {
  readonly kind: 'rows';
  readonly page: TablePage;
  readonly rows: number;
}

/** Every record stems from a row: what is new, changed, the same or refused is no more than what was read. */
export interface LoadsCheck extends Verdict {
  readonly kind: 'loads';
  /** Loads for which it does not hold. */
  readonly excess: number;
}

/** Deals without a known partner have a row of their own and are in the total. */
export interface UnassignedCheck extends Verdict {
  readonly kind: 'unassigned';
  readonly page: TablePage;
  readonly deals: number;
}

/** No amount is left out for want of an exchange rate. */
export interface RatesCheck extends Verdict {
  readonly kind: 'rates';
  readonly missing: number;
}

export type Check = PartsCheck | OverlapCheck | RowsCheck | LoadsCheck | UnassignedCheck | RatesCheck;

export interface Checked {
  readonly tables: readonly TablePage[];
  readonly headlines: readonly Headline[];
  readonly quality: SourceQuality;
  readonly locale: string;
}

export function checksOf({ tables, headlines, quality, locale }: Checked): Check[] {
  const byMetric = new Map(headlines.map((headline) => [headline.metric.id, headline]));
  return [
    ...tables.flatMap((page) => partsChecks(page, byMetric, locale)),
    ...tables.flatMap((page) => overlapCheck(page, locale)),
    ...tables.map((page): Check => rowsCheck(page, locale)),
    ...unassignedCheck(tables, quality, locale),
    loadsCheck(quality, locale),
    ratesCheck(quality),
  ];
}

function partsChecks(page: TablePage, headlines: ReadonlyMap<string, Headline>, locale: string): Check[] {
  return page.columns.flatMap((column, index): Check[] => {
    if (column.part !== 'actual' || column.metric?.kind !== 'additive') return [];
    const headline = headlines.get(column.metric.id);
    if (!headline) return [];
    const sum = differenceOf(sumOf(page.rows.map((row) => row[index])), page.overlap[index] ?? 0);
    const passed = agree(sum, headline.actual ?? 0);
    const apart = differenceOf(sum, headline.actual ?? 0);
    return [
      {
        kind: 'parts',
        page,
        column: index,
        headline,
        label: `${page.title} adds up to the summary: ${column.label}`,
        passed,
        detail: passed ? reconciled(page, index, column, locale) : `${exact(apart, column.metric, locale)} apart`,
      },
    ];
  });
}

function reconciled(page: TablePage, index: number, column: TableColumn, locale: string): string {
  const overlap = page.overlap[index] ?? null;
  const rows = countWords(page.rows.length, page.noun, locale);
  if (overlap === null || !column.metric) return rows;
  return `${rows}, less ${exact(overlap, column.metric, locale)} that shared deals count more than once`;
}

function overlapCheck(page: TablePage, locale: string): Check[] {
  const stated = page.statedOverlap;
  if (!stated) return [];
  const column = page.columns.findIndex(({ metric, part }) => part === 'actual' && metric?.id === stated.metric);
  const metric = page.columns[column]?.metric;
  if (!metric) return [];
  const passed = agree(page.overlap[column] ?? 0, stated.amount);
  return [
    {
      kind: 'overlap',
      page,
      column,
      stated: stated.amount,
      label: `${page.title}: what is counted more than once is what shared deals explain`,
      passed,
      detail: `${exact(stated.amount, metric, locale)} of ${metric.label}`,
    },
  ];
}

function rowsCheck(page: TablePage, locale: string): Check {
  return {
    kind: 'rows',
    page,
    rows: page.rows.length,
    label: `${page.title} holds every row`,
    passed: true,
    detail: countWords(page.rows.length, page.noun, locale),
  };
}

function unassignedCheck(tables: readonly TablePage[], quality: SourceQuality, locale: string): Check[] {
  const page = tables.find(({ id }) => id === 'partner');
  if (!page) return [];
  const deals = quality.unassigned?.deals ?? 0;
  const named = page.rows.some(([label]) => label === UNASSIGNED);
  return [
    {
      kind: 'unassigned',
      page,
      deals,
      label: 'Deals without a known partner have a row of their own',
      passed: named || deals === 0,
      detail: deals === 0 ? 'none' : countWords(deals, 'deal', locale),
    },
  ];
}

function loadsCheck({ loads }: SourceQuality, locale: string): Check {
  const wrong = loads.filter((load) => load.read < load.new + load.changed + load.same + load.refused);
  return {
    kind: 'loads',
    excess: wrong.length,
    label: 'No load makes more records than it read rows',
    passed: wrong.length === 0,
    detail:
      wrong.length === 0
        ? countWords(loads.length, 'load', locale)
        : `does not hold for ${wrong.map(({ file }) => file).join(', ')}`,
  };
}

function ratesCheck({ missingRates }: SourceQuality): Check {
  const missing = missingRates.map(({ currency }) => currency).join(', ');
  return {
    kind: 'rates',
    missing: missingRates.length,
    label: 'Every currency with amounts has an exchange rate',
    passed: missingRates.length === 0,
    detail: missing === '' ? 'none missing' : `no rate for ${missing}: these amounts are in no figure`,
  };
}

function exact(value: Cell, metric: MetricInfo, locale: string): string {
  return formatCell(value, metric.unit, { locale, style: 'exact' });
}
