/** The case that the engine is asked about: plans, what they are compared with, and on what part of history. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  IncentiveCaseInput,
  IncentiveScenario,
  PayAgainst,
} from '../../../analytics/api/documents/incentiveCase.ts';
import type { TierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { OpenedPlan, SavedPlan } from '../../../analytics/api/incentives.ts';
import { useAddress } from '../../shell/location.ts';
import { useWorkspace } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';
import { call } from '../../transport/connection.ts';
import { againstOf, idsOf, kindsOf } from './address.ts';
import type { IncentiveWork } from './IncentiveWork.ts';

/** Everything of a case but the scenario open. */
export interface CaseTerms {
  readonly conditions: IncentiveWork['conditions'];
  /** Kinds of payouts that what was paid is made of; none for those that the plans pay. */
  readonly kinds: readonly string[];
  /** The other plan that pay is compared with; null for what was paid. */
  readonly against: OpenedPlan | null;
  readonly againstTiers: TierProgram | undefined;
  /** Other plans that are paid together with the one open, on both sides. */
  readonly together: readonly OpenedPlan[];
}

/** As the address asks for it; plans that are not there any more are left out. Null until those that it names are read. */
export function useCaseTerms(saved: readonly SavedPlan[]): {
  readonly terms: CaseTerms | null;
  readonly error: Error | null;
} {
  const { period, where, extra } = useAddress();
  const { history } = useWorkspace();
  const known = (id: number | null): id is number => saved.some((plan) => plan.id === id);
  const asked = againstOf(extra);
  const againstId = known(asked) ? asked : null;
  const against = useCall('incentive.plan', { id: againstId ?? 0 }, { enabled: againstId !== null });
  const tiers = useTierProgram(against.data?.scenario.tierProgram);
  const together = useOpenedPlans(idsOf(extra.with).filter(known));
  // The lab's own period is the last four complete quarters; everything has to be asked for by its days.
  const span = period === 'all' ? (history ? `${history.from}..${history.to}` : undefined) : (period ?? undefined);
  const conditions = useMemo(
    () => ({ where: [...where], ...(span === undefined ? {} : { period: span }) }),
    [where, span],
  );
  const kinds = useMemo(() => kindsOf({ kinds: extra.kinds ?? '' }), [extra.kinds]);
  const other = againstId === null ? null : against.data?.saved.id === againstId ? against.data : undefined;
  const error = against.error ?? tiers.error ?? together.error;
  const terms = useMemo(
    () =>
      other === undefined || !tiers.ready || together.plans === null
        ? null
        : { conditions, kinds, against: other, againstTiers: tiers.program, together: together.plans },
    [conditions, kinds, other, tiers.ready, tiers.program, together.plans],
  );
  return { terms, error };
}

/** @param scenario null for what was paid, without a plan */
export function useIncentiveCase(
  scenario: IncentiveScenario | null,
  tiers: TierProgram | undefined,
  terms: CaseTerms,
): IncentiveCaseInput {
  return useMemo(() => {
    const { conditions, kinds, against, againstTiers, together } = terms;
    const others = together.map(({ scenario: { plan } }) => plan);
    const compared: PayAgainst =
      against === null
        ? { kind: 'as-paid' }
        : {
            kind: 'plans',
            plans: [against.scenario.plan, ...others],
            ...(againstTiers === undefined ? {} : { tiers: againstTiers }),
          };
    return {
      ...conditions,
      plans: scenario ? [scenario.plan, ...others] : [],
      against: compared,
      ...(kinds.length > 0 && against === null ? { kinds: [...kinds] } : {}),
      ...(scenario ? { assumptions: scenario.assumptions } : {}),
      ...(tiers === undefined ? {} : { tiers }),
    };
  }, [scenario, tiers, terms]);
}

/** The tier program by whose levels a scenario pays; none for the levels in force. */
export function useTierProgram(id: number | undefined): {
  readonly program: TierProgram | undefined;
  readonly ready: boolean;
  readonly error: Error | null;
} {
  const query = useCall('tier.program', { id: id ?? 0 }, { enabled: id !== undefined });
  if (id === undefined) return { program: undefined, ready: true, error: null };
  const program = query.data?.saved.id === id ? query.data.program : undefined;
  return { program, ready: program !== undefined, error: query.error };
}

/** Saved plans in the order of their ids as given; null until all are read. */
export function useOpenedPlans(ids: readonly number[]): {
  readonly plans: readonly OpenedPlan[] | null;
  readonly error: Error | null;
} {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['incentive.plan', { id }],
      queryFn: ({ signal }: { signal: AbortSignal }) => call('incentive.plan', { id }, { signal }),
    })),
    combine: (results) => {
      const plans = results.flatMap(({ data }) => data ?? []);
      return {
        plans: plans.length === ids.length ? plans : null,
        error: results.find(({ error }) => error)?.error ?? null,
      };
    },
  });
}
