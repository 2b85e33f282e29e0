/** A name for what is read of a line: figures that the kernel takes as inputs are no part of it. */
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import type { Filter } from '../api/documents/query.ts';
import type { CompiledLine } from './compiled.ts';
import { digest, levelsDigest } from './lab/digest.ts';
import { needsLines } from './rows.ts';

interface UnitsAsked {
  readonly where: readonly Filter[];
  readonly levels?: string | undefined;
  /** Before what earlier lines paid comes off. */
  readonly whole?: boolean;
}

/**
 * Two lines of one key have the same units, and rules that differ in their inputs only. What earlier lines paid comes off
 * the base, so these lines are part of the key with every figure.
 */
export function unitsKey(
  plan: IncentivePlan,
  compiled: CompiledLine,
  { where, levels, whole = false }: UnitsAsked,
): string {
  const { currency, fxTable, fxDate, rounding, effectiveFrom, effectiveTo, regionGroups } = plan;
  const stacked = plan.lines.some(({ on }) => on.less.length > 0);
  return digest([
    [currency, fxTable, fxDate, rounding, effectiveFrom, effectiveTo, regionGroups],
    stacked && plan.lines.some(needsLines),
    withoutFigures(rated(compiled.line), compiled),
    whole ? 'whole' : takenOff(plan, compiled.line).map(rated),
    where,
    levelsDigest(levels),
  ]);
}

/** A line without what only names or settles it. */
function rated({ label, kind, program, limits, terms, ...line }: PlanLine) {
  const { capYear: _capYear, minimumPayment: _minimum, ...ownLimits } = limits;
  const {
    dueDays: _due,
    holdBack: _held,
    cashShare: _cash,
    expiry: _expiry,
    calculateDays: _calculated,
    ...ownTerms
  } = terms;
  // Claims are found by the names that payouts have.
  const names = terms.claimWithinDays === undefined ? null : { kind, program: program ?? label };
  return { ...line, limits: ownLimits, terms: ownTerms, names };
}

/** The lines whose pay comes off the base, and those that come off theirs. */
function takenOff(plan: IncentivePlan, line: PlanLine): PlanLine[] {
  return line.on.less.flatMap((id) => {
    const earlier = plan.lines.find((one) => one.id === id);
    return earlier ? [...takenOff(plan, earlier), earlier] : [];
  });
}

function withoutFigures(line: object, { index, inputs }: CompiledLine): object {
  const copy = structuredClone(line) as Record<string, unknown>;
  for (const name of Object.keys(inputs)) {
    const path = name.slice(`lines.${index}.`.length).split('.');
    const last = path.pop()!;
    const parent = path.reduce<Record<string, unknown> | undefined>(
      (node, key) => node?.[key] as Record<string, unknown> | undefined,
      copy,
    );
    if (parent && last in parent) parent[last] = null;
  }
  return copy;
}
