import type { Benefit } from '../../api/documents/tierProgram.ts';
import type { NumberExpression } from '../../rules/expression.ts';
import type { CompiledBenefit } from '../compiled.ts';
import type { CompileContext } from './context.ts';
import { RATE_SCALE, THRESHOLD_SCALE } from './nodes.ts';
import { compileRequirement } from './requirement.ts';
import { byRegion } from './test.ts';

/** A benefit's worth a year: its fixed sum, and its rate on a measure of money; nothing before its own gate holds. */
export function compileBenefit(
  context: CompileContext,
  benefit: Benefit,
  place: string,
  level: number,
): CompiledBenefit[] {
  const { nodes } = context;
  const label = benefit.label ?? benefit.id;
  const zero = nodes.constant('0');
  const gate = benefit.requirement
    ? compileRequirement(context, benefit.requirement, `${place}.requirement`, { level: -1, space: -1, negated: false })
        .entry
    : nodes.always(true);
  const compiled = (kind: CompiledBenefit['kind'], amount: NumberExpression): CompiledBenefit => ({
    place,
    level,
    id: benefit.id,
    label,
    kind,
    amount: nodes.choose(gate, amount, zero),
  });
  const parts: CompiledBenefit[] = [];
  if (benefit.amount !== undefined || benefit.amountByRegion !== undefined) {
    const { figure } = byRegion(
      context,
      benefit.amount,
      benefit.amountByRegion,
      { label, scale: THRESHOLD_SCALE, shown: 'money' },
      { single: `${place}.amount`, groups: `${place}.amountByRegion`, otherwise: () => zero },
    );
    parts.push(compiled('fixed', figure));
  }
  if (benefit.rate !== undefined && benefit.of !== undefined) {
    const rate = nodes.input(`${place}.rate`, benefit.rate, { label, scale: RATE_SCALE, shown: 'ratio' });
    const base = nodes.orElse(context.column(context.plan(benefit.of), -1), zero);
    parts.push(compiled('rate', nodes.multiply(base, rate, THRESHOLD_SCALE)));
  }
  return parts;
}
