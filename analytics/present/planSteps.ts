/** How far an arrow key or a dragging hand moves a figure of an incentive plan. Steps come out as exact decimal text. */
import type { PlanUnit } from '../api/incentivePlans.ts';
import { niceStep, onStep } from './thresholds.ts';

/** A figure that bands are entered by, or one that is paid: a point of growth is little, a point of rebate is much. */
export type FigureRole = 'edge' | 'rate';

/** About two percent of a sum of money. */
const SHARE_OF_MONEY = 0.02;

/** What an arrow key adds: a tenth of a point to a rate, a point to a growth, about two percent to a sum. */
export function figureStep(value: string, unit: PlanUnit, role: FigureRole): number {
  switch (unit) {
    case 'ratio':
      return role === 'rate' ? 0.001 : 0.01;
    case 'factor':
      return 0.05;
    case 'index':
      return 0.1;
    case 'money':
      return niceStep(Math.abs(Number(value)) * SHARE_OF_MONEY);
    default:
      return 1;
  }
}

/** So many steps on, on a multiple of the step; never below `least`. */
export function steppedFigure(value: string, unit: PlanUnit, role: FigureRole, steps: number, least = 0): string {
  const step = figureStep(value, unit, role);
  return onStep(Math.max(least, Number(value) + steps * step), step);
}

/** A dragged figure between its neighbours, on a step no coarser than the hand can aim: `perPixel` is what one pixel means. */
export function snappedFigure(
  value: number,
  unit: PlanUnit,
  role: FigureRole,
  perPixel: number,
  [low, high]: readonly [number, number] = [0, Number.POSITIVE_INFINITY],
): string {
  const finest = unit === 'money' ? 0.01 : figureStep('0', unit, role);
  const step = niceStep(perPixel, finest);
  const lowest = Math.ceil(low / step - 1e-9) * step;
  const highest = Number.isFinite(high) ? Math.floor(high / step + 1e-9) * step : high;
  return onStep(Math.min(Math.max(value, lowest), highest), step);
}
