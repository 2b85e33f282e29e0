/** Whether a plan can be rated, and what is wrong with it where, in sentences that say how to mend it. */
import { faultPath, faultSentence } from '../api/documents/faultSentence.ts';
import { type IncentivePlan, incentivePlan } from '../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { PlanCheck } from '../api/incentivePlans.ts';
import type { Fault } from '../api/tiers.ts';
import type { Network } from '../network/network.ts';
import { type Finding, faultText, unique, written } from '../rules/documents/faults.ts';
import { placeOf } from '../rules/documents/places.ts';
import { type KnownNames, planAdvice } from './check/advice.ts';
import { dateFaults } from './check/dates.ts';
import { limitFaults } from './check/limits.ts';
import { whereOf } from './check/places.ts';
import { rateFaults } from './check/rates.ts';
import { ratingFaults } from './check/rating.ts';
import { referenceFaults } from './check/references.ts';
import { rowFaults } from './check/rows.ts';

/**
 * All faults that can be told at once: first what the grammar does not allow, and when it allows everything, what does not
 * make sense together or has no answer on this network. Never throws, whatever the document.
 */
export function checkPlan(raw: unknown, network: Network, known: KnownNames = {}): PlanCheck {
  const said = ({ path, sentence }: Finding): Fault => ({ place: placeOf(path), where: whereOf(raw, path), sentence });
  const refused = (findings: readonly Finding[]): PlanCheck => ({
    plan: null,
    faults: unique(findings.map(said)),
    advice: [],
  });
  const parsed = incentivePlan.safeParse(raw, { error: faultSentence });
  if (!parsed.success) {
    return refused(
      parsed.error.issues.map((issue) => ({ path: written(raw, faultPath(issue)), sentence: issue.message })),
    );
  }
  const plan = parsed.data;
  const faults = [
    ...referenceFaults(plan),
    ...rowFaults(plan, network),
    ...rateFaults(plan, network),
    ...ratingFaults(plan),
    ...limitFaults(plan, network),
    ...dateFaults(plan),
  ];
  if (faults.length > 0) return refused(faults);
  return { plan, faults: [], advice: unique(planAdvice(plan, network, known).map(said)) };
}

/** @throws QuarterdeckError `plan-invalid`: every fault with its place and the mend. */
export function needPlan(raw: unknown, network: Network): IncentivePlan {
  const { plan, faults } = checkPlan(raw, network);
  if (plan) return plan;
  throw new QuarterdeckError('plan-invalid', faults.map(faultText).join(' '));
}
