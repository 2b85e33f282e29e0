import type { Cell, MetricInfo } from '../api/results.ts';
import { isRelative } from '../present/cell.ts';
import { changeOf, differenceOf, isQuotient } from './figures.ts';
import type { SourceTable } from './source.ts';

/** One metric over the whole scope. */
export interface Headline {
  readonly metric: MetricInfo;
  readonly actual: Cell;
  readonly prior: Cell;
  readonly difference: Cell;
  /** Relative; null for ratios, days and indices, whose difference says it. */
  readonly change: Cell;
  /** The parts of a ratio, when dividing them gives exactly the figure. */
  readonly parts: { readonly numerator: Cell; readonly denominator: Cell } | null;
}

/** Read from the total of a query without dimensions. */
export function headlineOf(metric: MetricInfo, { total }: SourceTable): Headline {
  const read = (suffix: string): Cell => total[`${metric.id}${suffix}`] ?? null;
  const actual = read('');
  const prior = read('__prior');
  const numerator = read('__numerator');
  const denominator = read('__denominator');
  const divides = metric.kind === 'ratio' && actual !== null && isQuotient(actual, numerator, denominator);
  return {
    metric,
    actual,
    prior,
    difference: differenceOf(actual, prior),
    change: isRelative(metric.unit) ? changeOf(actual, prior) : null,
    parts: divides ? { numerator, denominator } : null,
  };
}
