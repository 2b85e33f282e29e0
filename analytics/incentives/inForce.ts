/** The rules that were in force in a period, as plans that can be paid. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { ResolvedPeriod } from '../api/results.ts';
import type { Network } from '../network/network.ts';
import type { IncentiveDesk } from './desk.ts';
import { payPeriods } from './periods.ts';

/**
 * Promoted versions that pay kinds like these for periods that end in the asked one, with the lines of these kinds and those
 * that are taken off them. A version that was in force for only a part of these periods is dated by it.
 */
export function plansInForce(
  promoted: IncentiveDesk['promoted'],
  kinds: ReadonlySet<string>,
  { from, to }: ResolvedPeriod,
  { calendar, horizon }: Network,
): IncentivePlan[] {
  return promoted.flatMap(({ plan, effectiveFrom, effectiveTo }) => {
    const lines = neededLines(plan, kinds);
    if (lines.length === 0) return [];
    const { effectiveFrom: _from, effectiveTo: _to, ...undated } = plan;
    const own = { ...undated, lines };
    const first = latest(effectiveFrom, plan.effectiveFrom)!;
    const last = earliest(effectiveTo ?? undefined, plan.effectiveTo);
    const campaigns = lines.some(({ period }) => period === 'campaign');
    const paid = campaigns
      ? []
      : lines.flatMap((line) =>
          payPeriods(plan, line, calendar, horizon).filter((one) => one.to >= from && one.to <= to),
        );
    const starts = paid.map((period) => period.from).sort()[0] ?? from;
    if (first > to || (last !== undefined && last < starts)) return [];
    return [
      {
        ...own,
        ...(campaigns || first > starts ? { effectiveFrom: first } : {}),
        ...(last !== undefined && (campaigns || last < to) ? { effectiveTo: last } : {}),
      },
    ];
  });
}

/** Lines of the kinds, in their order, with whatever comes off their base. */
function neededLines({ lines }: IncentivePlan, kinds: ReadonlySet<string>): IncentivePlan['lines'] {
  const needed = new Set<string>();
  for (const line of lines.toReversed()) {
    if (kinds.has(line.kind)) needed.add(line.id);
    if (needed.has(line.id)) for (const less of line.on.less) needed.add(less);
  }
  return lines.filter(({ id }) => needed.has(id));
}

function latest(a: string, b: string | undefined): string {
  return b !== undefined && b > a ? b : a;
}

function earliest(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
