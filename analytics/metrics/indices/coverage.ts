/** How much of an index is known, and whether its change is one of the network or of what is known. */
import type { Cell } from '../../api/results.ts';
import { numbers } from '../../present/numbers.ts';
import type { Metric } from '../definition.ts';

/** Shares of the weights that are known may differ by less without a word. */
const LITTLE = 0.05;

/** The column of the share of its weights whose measures are known, 0 to 1. */
export function coverageKey(index: string): string {
  return `${index}__coverage`;
}

/** The same in the period that it is compared with. */
export function priorCoverageKey(index: string): string {
  return `${index}__coverage_prior`;
}

/**
 * A sentence for each index whose figure and comparison rest on different shares of its weights.
 * @param totals with the columns of coverage
 */
export function coverageNotes(
  metrics: readonly Pick<Metric, 'id' | 'label' | 'parts'>[],
  totals: Readonly<Record<string, Cell>>,
  compared: string,
  locale: string,
): string[] {
  const { percent } = numbers(locale);
  return metrics.flatMap(({ id, label, parts }) => {
    const change = totals[`${id}__change`] ?? null;
    if (!parts || change === null) return [];
    const [now, then] = [Number(totals[coverageKey(id)]), Number(totals[priorCoverageKey(id)])];
    if (Math.abs(now - then) < LITTLE) return [];
    return [
      `${label} rests on ${percent(now, 0)} of its weights and on ${percent(then, 0)} in ${compared}: its change is partly one of what is known.`,
    ];
  });
}
