import type { IncentiveOutlook } from '../../api/incentiveOutlook.ts';
import { cents } from './money.ts';

const MOST_BINS = 30;
const STEPS = [1, 2, 2.5, 5, 10];

/** Both sides in the same equal bins with round bounds; amounts are whole numbers of 1/10,000. */
export function binsOf(before: Float64Array, after: Float64Array): IncentiveOutlook['bins'] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const draws of [before, after]) {
    for (const draw of draws) {
      low = Math.min(low, draw);
      high = Math.max(high, draw);
    }
  }
  const width = roundStep((high - low) / (MOST_BINS - 1));
  const from = Math.floor(low / width) * width;
  const count = Math.floor((high - from) / width) + 1;
  const counted = (draws: Float64Array) => {
    const bins = new Array<number>(count).fill(0);
    for (const draw of draws) bins[Math.min(Math.floor((draw - from) / width), count - 1)]!++;
    return bins;
  };
  return { from: cents(from), width: cents(width), before: counted(before), after: counted(after) };
}

/** The next round width, of at least one unit of money. */
function roundStep(least: number): number {
  const size = Math.max(least, 10_000);
  const power = 10 ** Math.floor(Math.log10(size));
  return power * STEPS.find((step) => step * power >= size)!;
}
