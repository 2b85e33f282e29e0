import type { Assumptions } from '../../api/documents/assumptions.ts';
import { adstock, ramped } from './curves.ts';

/**
 * Lifts period by period from the full ones (0.05 for five percent more, one a period since the plan began): they ramp up, and
 * what a period brought about carries over into the later ones. Before the plan there was no lift.
 */
export function liftPath(full: readonly number[], { rampPeriods, carryOver }: Assumptions): number[] {
  const grown = full.map((lift, period) => lift * ramped(period, rampPeriods));
  if (!carryOver) return grown;
  return grown.map((_, period) => {
    const newestFirst = Array.from({ length: carryOver.periods + 1 }, (_, back) => grown[period - back] ?? 0);
    return adstock(newestFirst, Number(carryOver.share));
  });
}
