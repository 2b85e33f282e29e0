/** Single values of a plan that can be raised, and what payees would gain: one line rated again, the others as they are. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import { withValues } from '../../rules/documents/edit.ts';
import { placeOf } from '../../rules/documents/places.ts';
import { compileLine } from '../compile.ts';
import type { CompiledLine } from '../compiled.ts';
import { isCapped } from '../partnerCap.ts';
import { type RateFigure, rateFigures } from '../planFigures.ts';
import { tenThousandths } from '../settle.ts';
import type { PaySide, SideLine } from '../side.ts';

export interface Lever {
  readonly figure: RateFigure;
  readonly place: string;
  readonly plan: IncentivePlan;
  readonly line: SideLine;
  /** The smallest raise that people would write, in whole numbers of 1/10,000. */
  readonly step: number;
}

/** A quarter of a point below two percent, else half a point; amounts by a twentieth, rounded to what people write. */
function stepOf({ unit, value }: RateFigure): number {
  const amount = tenThousandths(value);
  if (unit === 'share') return amount < 200 ? 25 : 50;
  const rough = amount / 20;
  const power = 10 ** Math.floor(Math.log10(rough));
  return Math.max(100, Math.ceil(rough / power) * power);
}

/**
 * Rates above zero of lines that stand alone: where a pool, the year's cap or one over all lines divides what there is, or a later line is paid
 * on what is left, a raise is no gain of its own.
 */
export function leversOf({ lines }: PaySide): Lever[] {
  return lines.flatMap((line) => {
    const { plan, compiled } = line;
    const { id, limits } = compiled.line;
    const shared = plan.pool !== undefined && (plan.pool.lines.length === 0 || plan.pool.lines.includes(id));
    if (
      shared ||
      isCapped(plan, id) ||
      limits.capYear !== undefined ||
      plan.lines.some(({ on }) => on.less.includes(id))
    )
      return [];
    return rateFigures(compiled.line, compiled.index)
      .filter(({ value }) => Number(value) > 0)
      .map((figure) => ({ figure, place: placeOf(figure.path), plan, line, step: stepOf(figure) }));
  });
}

/** The value that the lever has after so many steps, as decimal text. */
export function raisedBy({ figure, step }: Lever, steps: number): string {
  const text = ((tenThousandths(figure.value) + steps * step) / 10_000).toFixed(4);
  return text.replace(/\.?0+$/, '');
}

/** The line of the lever, with another value. */
export function compiledAt({ plan, figure, line }: Lever, value: string): CompiledLine {
  return compileLine(withValues(plan, [{ path: figure.path, value }]), line.compiled.index);
}
