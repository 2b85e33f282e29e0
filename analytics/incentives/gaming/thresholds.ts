/** The thresholds of a line, by what is held against them. */
import type { PlanLine } from '../../api/documents/incentivePlan.ts';
import { BASELINE, MEASURED } from '../compileRate.ts';
import { bandsOf } from '../planFigures.ts';
import { tenThousandths } from '../settle.ts';

/** The base itself, base over baseline (1.05 for five percent more), or another measure. */
export type Axis = 'base' | 'growth' | 'measure';

export interface Thresholds {
  readonly axis: Axis;
  /** Ascending, above 0; whole numbers of 1/10,000, of growth as well: 10,500 is five percent more. */
  readonly edges: readonly number[];
}

const ONE = 10_000;

/** Edges of bands, targets and floors; none where every sale is paid alike. */
export function thresholdsOf({ rate, limits }: Pick<PlanLine, 'rate' | 'limits'>): Thresholds[] {
  const base: string[] = limits.floor === undefined ? [] : [limits.floor];
  const reached: number[] = [];
  const others: Thresholds[] = [];
  if ('growth' in rate) {
    const growths = [rate.atLeast, ...bandsOf(rate).map(({ from }) => from)].filter((text) => Number(text) > 0);
    const factors = growths.map((text) => tenThousandths(text) + ONE);
    // Against an amount that is the same for all, growth is reached at an amount that is.
    if (/^\d/.test(rate.growth))
      reached.push(...factors.map((factor) => Math.ceil((tenThousandths(rate.growth) * factor) / ONE)));
    else others.push({ axis: 'growth', edges: ascending(factors) });
  } else if ('how' in rate) {
    const edges = rate.bands.map(({ from }) => from);
    if (rate.on) others.push({ axis: 'measure', edges: ascending(edges.map(tenThousandths)) });
    else base.push(...edges);
    if (rate.payFrom !== undefined) base.push(rate.payFrom);
  } else if ('lump' in rate || 'apportion' in rate) base.push(rate.atLeast);
  else if ('every' in rate) base.push(rate.above);
  else if ('linear' in rate) base.push(...rate.linear.map(({ at }) => at));
  return [{ axis: 'base' as const, edges: ascending([...reached, ...base.map(tenThousandths)]) }, ...others].filter(
    ({ edges }) => edges.length > 0,
  );
}

/** The column of a unit that an axis reads beside the base. */
export function axisColumn(axis: Axis): string | null {
  if (axis === 'measure') return MEASURED;
  return axis === 'growth' ? BASELINE : null;
}

/** Edges above nothing, each once, the lowest first. */
export function ascending(edges: readonly number[]): number[] {
  return [...new Set(edges.filter((edge) => edge > 0))].sort((a, b) => a - b);
}
