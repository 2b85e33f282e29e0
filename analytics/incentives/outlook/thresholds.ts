/** The thresholds that a line asks of its own base. */
import type { PlanLine } from '../../api/documents/incentivePlan.ts';

/** Whole numbers of 1/10,000, upwards, each once; none where bands are asked of growth or of another measure. */
export function edgesOf({ rate, limits }: PlanLine): number[] {
  const edges: string[] = limits.floor === undefined ? [] : [limits.floor];
  if ('how' in rate && rate.on === undefined) edges.push(...rate.bands.map(({ from }) => from));
  if ('lump' in rate || 'apportion' in rate) edges.push(rate.atLeast);
  if ('every' in rate) edges.push(rate.above);
  if ('linear' in rate) edges.push(...rate.linear.map(({ at }) => at));
  const units = edges.map((edge) => Math.round(Number(edge) * 10_000)).filter((edge) => edge > 0);
  return [...new Set(units)].sort((a, b) => a - b);
}
