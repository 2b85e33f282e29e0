/** Amounts at which a pay function bends: the thresholds of its line, and where its caps begin to bind. */
import type { PlanLine } from '../../api/documents/incentivePlan.ts';
import { BASELINE } from '../compileRate.ts';
import { tenThousandths } from '../settle.ts';
import type { Pay } from './payCurve.ts';
import type { Reference } from './payFunction.ts';
import { type Axis, ascending, thresholdsOf } from './thresholds.ts';

/** Steps of “so much for every …” that are drawn one by one. */
const MOST_STEPS = 40;
/** Points between two targets where the rate itself rises, which makes a curve. */
const POINTS_OF_A_CURVE = 8;
/** A stretch that is flat for less than this share of it is rounding. */
const SLIGHT = 0.01;

/** In whole numbers of 1/10,000 of the base, or of the measure that is varied; ascending. */
export function edgesOf(line: PlanLine, axis: Axis, reference: Reference, top: number): number[] {
  const edges = thresholdsOf(line).flatMap((thresholds) => {
    if (axis === 'measure') return thresholds.axis === 'measure' ? thresholds.edges : [];
    if (thresholds.axis === 'base') return thresholds.edges;
    if (thresholds.axis === 'measure') return [];
    const baseline = reference.get(BASELINE) ?? 0;
    // The first amount that reaches the growth.
    return thresholds.edges.map((edge) => Math.ceil((baseline * edge) / 10_000));
  });
  if (axis === 'measure') return ascending(edges);
  const { rate } = line;
  if ('growth' in rate)
    edges.push(/^\d/.test(rate.growth) ? tenThousandths(rate.growth) : (reference.get(BASELINE) ?? 0));
  if ('every' in rate) {
    const [above, every] = [tenThousandths(rate.above), tenThousandths(rate.every)];
    for (let step = 1; step <= MOST_STEPS && above + step * every <= top; step++) edges.push(above + step * every);
  }
  if ('linear' in rate) {
    const [low, high] = rate.linear.map(({ at }) => tenThousandths(at)) as [number, number];
    for (let point = 1; point < POINTS_OF_A_CURVE; point++) {
      edges.push(Math.round(low + ((high - low) * point) / POINTS_OF_A_CURVE));
    }
  }
  return ascending(edges.filter((edge) => edge < top));
}

/** The edges with those at which a cap begins to bind: from there on pay is flat up to the next edge. */
export function withCaps(pay: Pay, edges: readonly number[], top: number): number[] {
  const starts = [0, ...edges];
  const caps = starts.flatMap((from, index) => {
    const last = (starts[index + 1] ?? top) - 1;
    const most = pay(last);
    if (last <= from || pay(from) >= most) return [];
    let [low, high] = [from, last];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (pay(middle) >= most) high = middle;
      else low = middle;
    }
    return last - high > (last - from) * SLIGHT ? [high] : [];
  });
  return ascending([...edges, ...caps]);
}
