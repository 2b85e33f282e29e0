import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import type { PlanUnit } from '../../../../analytics/api/incentivePlans.ts';
import { unitOf } from '../../../measures/measure.ts';
import { useLocale, useMetrics } from '../../../shell/workspace.ts';
import { bandsOf } from './bands.ts';
import { writeFigure } from './figures.ts';

/** Writes the lower edges of a line's bands in what they are looked up in: `500 k`, `5 %`. */
export function useEdgeText(line: PlanLine): (index: number) => string {
  const locale = useLocale();
  const metrics = useMetrics();
  const { rate, on } = line;
  const measure = 'bands' in rate && 'on' in rate ? rate.on : undefined;
  const counted = on.base === 'quantity' || on.base === 'count';
  const unit: PlanUnit =
    'growth' in rate ? 'ratio' : measure ? unitOf(measure, metrics) : counted ? 'quantity' : 'money';
  return (index) => writeFigure(bandsOf(line)?.[index]?.from ?? '0', unit, locale);
}
