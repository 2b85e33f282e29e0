/** What a workspace keeps of incentives: plans with what is assumed of them, as drafts and as they were in force. */
import { type IncentiveScenario, incentiveScenario } from '../api/documents/incentiveCase.ts';
import type { OpenedPlan, SavedPlan } from '../api/incentives.ts';
import type { Executor } from '../engine/engine.ts';
import type { CommandBus } from '../workspace/bus.ts';
import { setRowCommand } from '../workspace/keptRows.ts';
import {
  savedVersion,
  savedVersions,
  standingVersions,
  type Version,
  type VersionedKind,
  versionTable,
} from '../workspace/versions.ts';
import { countScenarioDifferences } from './changes.ts';
import type { IncentiveDesk } from './desk.ts';

export const PLANS: VersionedKind<IncentiveScenario> = {
  table: versionTable('app.incentive_plan', 'app.incentive_plan_id', 'incentive.setPlan'),
  area: 'incentive',
  noun: 'plan',
  schema: incentiveScenario,
  invalid: 'plan-invalid',
  rulesOf: ({ plan }) => plan,
  withRules: (scenario, changed) => ({ ...scenario, plan: { ...scenario.plan, ...changed } }),
  countDifferences: countScenarioDifferences,
};

/** What undo and redo need: a journal names no other command of plans as its inverse. */
export function registerPlanCommands(bus: CommandBus): void {
  bus.register(setRowCommand(PLANS.table));
}

/** Saved plans, the one saved last first. `today` decides which promoted version is in force. */
export async function savedPlans(executor: Executor, today: string): Promise<SavedPlan[]> {
  return (await savedVersions(executor, PLANS, today)).map(entryOf);
}

/**
 * One saved plan with what is assumed of it.
 * @throws QuarterdeckError `not-found`
 */
export async function savedPlan(executor: Executor, id: number, today: string): Promise<OpenedPlan> {
  const version = await savedVersion(executor, PLANS, id, today);
  return { saved: entryOf(version), scenario: version.document };
}

/** The rules that were in force, and when: see `IncentiveDesk.promoted`. */
export async function promotedPlans(executor: Executor): Promise<IncentiveDesk['promoted']> {
  const standing = await standingVersions(executor, PLANS);
  return standing.map(({ document, from, to }) => ({ plan: document.plan, effectiveFrom: from, effectiveTo: to }));
}

function entryOf({ saved, document: { plan } }: Version<IncentiveScenario>): SavedPlan {
  return { ...saved, planId: plan.id, kinds: [...new Set(plan.lines.map(({ kind }) => kind))] };
}
