/** The parts of what plans pay that do not know each other, each rated for the steps that move it. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import { isCapped } from '../partnerCap.ts';
import { type PlanFactor, type PlanPair, planWith } from './factors.ts';
import type { Game } from './games.ts';

/** Pays a plan the levels of the second side, or by those of the first. In 1/10,000. */
type Pay = (plan: IncentivePlan, laterLevels: boolean) => Promise<bigint>;

/**
 * @param levels the place of the step that changes levels, among all steps; null where both sides pay by the same ones
 * @param first the place of the first plan step among all steps
 */
export function planGames(
  pairs: readonly PlanPair[],
  factors: readonly PlanFactor[],
  { levels, first }: { readonly levels: number | null; readonly first: number },
  pay: Pay,
): Game[] {
  return pairs.flatMap((pair, place) =>
    partsOf(pair).map((ids): Game => {
      const own = factors
        .map((factor, at) => ({ factor, bit: 1 << (first + at) }))
        .filter(
          ({ factor }) =>
            factor.pair === place && (factor.lines === null || [...factor.lines].some((id) => ids.has(id))),
        );
      const levelBit = levels === null ? 0 : 1 << levels;
      return {
        moves: own.reduce((bits, { bit }) => bits | bit, levelBit),
        worth(changed) {
          const plan = planWith(
            pair,
            own.filter(({ bit }) => changed & bit).map(({ factor }) => factor),
          );
          const part = planPart(plan, ids);
          return part ? pay(part, (changed & levelBit) !== 0) : 0n;
        },
      };
    }),
  );
}

/**
 * Ids of lines that are paid by themselves: those of a pool or of a cap over lines belong together; where lines come off each other, all do, because
 * then their rows have one grain.
 */
function partsOf({ before, after }: PlanPair): ReadonlySet<string>[] {
  const lines = [...before.lines, ...after.lines];
  const all = [...new Set(lines.map(({ id }) => id))];
  if (lines.some(({ on }) => on.less.length > 0)) return [new Set(all)];
  const shared = all.filter((id) => [before, after].some((plan) => isShared(plan, id)));
  const alone = all.filter((id) => !shared.includes(id)).map((id) => new Set([id]));
  return shared.length > 0 ? [new Set(shared), ...alone] : alone;
}

/** What the line is paid, or what others are, depends on other lines. */
function isShared(plan: IncentivePlan, id: PlanLine['id']): boolean {
  return isPooled(plan, id) || isCapped(plan, id) || plan.partnerCap?.share?.of === id;
}

function isPooled({ pool }: IncentivePlan, id: PlanLine['id']): boolean {
  return pool !== undefined && (pool.lines.length === 0 || pool.lines.includes(id));
}

/** The plan with these lines alone, from which nothing comes off that is not there; null where it has none of them. */
function planPart(plan: IncentivePlan, ids: ReadonlySet<string>): IncentivePlan | null {
  const own = plan.lines.filter(({ id }) => ids.has(id));
  if (own.length === 0) return null;
  const has = (id: string) => own.some((line) => line.id === id);
  const lines = own.map((line) => ({ ...line, on: { ...line.on, less: line.on.less.filter(has) } }));
  const { pool, partnerCap, ...rest } = plan;
  const held = pool !== undefined && lines.some(({ id }) => isPooled(plan, id));
  const capped = partnerCap !== undefined && lines.some(({ id }) => isCapped(plan, id));
  return {
    ...rest,
    lines,
    ...(held ? { pool: { ...pool, lines: pool.lines.filter(has) } } : {}),
    ...(capped ? { partnerCap: { ...partnerCap, lines: partnerCap.lines.filter(has) } } : {}),
  };
}
