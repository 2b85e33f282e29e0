import type { Cell, MetricInfo } from '../api/results.ts';
import { isRelative } from '../present/cell.ts';
import { changeOf, differenceOf, quotientOf } from './figures.ts';
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
  const quotient = quotientOf(numerator, denominator);
  const exact = quotient !== null && Math.abs(quotient - Number(actual)) <= 1e-9 * Math.max(1, Math.abs(quotient));
  return {
    metric,
    actual,
    prior,
    difference: differenceOf(actual, prior),
    change: isRelative(metric.unit) ? changeOf(actual, prior) : null,
    parts: metric.kind === 'ratio' && exact ? { numerator, denominator } : null,
  };
}
