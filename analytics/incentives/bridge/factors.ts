/** The differences between the plans of two sides as few steps with names. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { Network } from '../../network/network.ts';
import { type PlanDifference, planDifferences, withPlanChanges } from '../changes.ts';
import { type Category, categoryOf, lineOf } from './categories.ts';
import { factorLabel } from './labels.ts';

/** A plan and what it becomes. Without one side all its lines come, or go. */
export interface PlanPair {
  readonly before: IncentivePlan;
  readonly after: IncentivePlan;
}

/** Changes that are made together. */
export interface PlanFactor {
  readonly id: string;
  readonly label: string;
  readonly places: readonly string[];
  readonly pair: number;
  /** Ids of the lines that it changes; null for what touches all. */
  readonly lines: ReadonlySet<string> | null;
  readonly differences: readonly PlanDifference[];
  /** The days from which and until which the plan counts come with it. */
  readonly dates: boolean;
}

/** From each kind of change of each line by itself to everything of a plan in one step. */
export const COARSENESS = [0, 1, 2, 3, 4] as const;
type Coarseness = (typeof COARSENESS)[number];

export function planFactors(pairs: readonly PlanPair[], network: Network, coarseness: Coarseness): PlanFactor[] {
  return pairs.flatMap((plans, pair) => {
    const groups = new Map<string, { category: Category; line: string | null; differences: PlanDifference[] }>();
    for (const difference of planDifferences(plans.before, plans.after, network)) {
      const category = categoryOf(difference);
      if (category === null) continue;
      const line = lineOf(difference);
      const key = keyOf(category, line, coarseness);
      const group = groups.get(key) ?? { category, line, differences: [] };
      groups.set(key, group);
      group.differences.push(difference);
    }
    const factors = [...groups].map(([key, { category, line, differences }]): PlanFactor => {
      const wide = differences.some((difference) => lineOf(difference) === null);
      return {
        id: `${pair} ${key}`,
        label: factorLabel(plans, { category, line, differences, coarseness }, network),
        places: differences.map(({ change }) => change.place),
        pair,
        lines: wide ? null : new Set(differences.map((difference) => lineOf(difference)!)),
        differences,
        dates: false,
      };
    });
    return [...factors, ...datesFactor(plans, pair)];
  });
}

function keyOf(category: Category, line: string | null, coarseness: Coarseness): string {
  if (coarseness === 4) return 'all';
  if (coarseness === 3) return category;
  if (line === null) return category;
  if (category === 'line' || coarseness === 2) return line;
  if (coarseness === 0) return `${line} ${category}`;
  return `${line} ${category === 'rate' || category === 'threshold' ? 'rates' : 'rest'}`;
}

/** Since when and until when a plan is in force is no rule of it, but decides what is paid. */
function datesFactor({ before, after }: PlanPair, pair: number): PlanFactor[] {
  if (before.effectiveFrom === after.effectiveFrom && before.effectiveTo === after.effectiveTo) return [];
  const label = `${after.name}: days in force`;
  return [{ id: `${pair} dates`, label, places: ['effectiveFrom'], pair, lines: null, differences: [], dates: true }];
}

/** The plan of a pair with some of the steps made. */
export function planWith({ before, after }: PlanPair, made: readonly PlanFactor[]): IncentivePlan {
  const changed = withPlanChanges(
    before,
    made.flatMap(({ differences }) => differences),
  );
  if (!made.some(({ dates }) => dates)) return changed;
  const { effectiveFrom: _from, effectiveTo: _to, ...undated } = changed;
  return {
    ...undated,
    ...(after.effectiveFrom === undefined ? {} : { effectiveFrom: after.effectiveFrom }),
    ...(after.effectiveTo === undefined ? {} : { effectiveTo: after.effectiveTo }),
  };
}
