import type { AssumedFigure } from '../../api/documents/assumptions.ts';
import type { Distribution } from '../chance/distribution.ts';

/** The value to reckon with where nothing is drawn: the likeliest. */
export function likely(figure: AssumedFigure): number {
  return Number(typeof figure === 'string' ? figure : figure.likely);
}

/** What a simulation draws from: a range by PERT, which trusts the likeliest value more than a triangle does. */
export function distributionOf(figure: AssumedFigure): Distribution {
  if (typeof figure === 'string') return { kind: 'certain', value: Number(figure) };
  const { low, likely, high } = figure;
  return { kind: 'pert', low: Number(low), likely: Number(likely), high: Number(high) };
}
