/** The plan open beside saved ones, each paid on the same part of history, and what was paid of all their kinds. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { IncentiveCaseInput, IncentiveScenario } from '../../../../analytics/api/documents/incentiveCase.ts';
import type { PlanChange } from '../../../../analytics/api/incentivePlans.ts';
import type { IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import { useCall } from '../../../transport/calls.ts';
import { call } from '../../../transport/connection.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import { planWords } from '../plans.ts';
import { useOpenedPlans } from '../useIncentiveCase.ts';
import { kindsOfAll } from './rows.ts';

/** As many as fit beside each other. */
export const MOST = 3;

export interface Compared {
  readonly id: number;
  readonly name: string;
  /** Beside what was paid of the kinds that it pays. */
  readonly simulation: IncentiveSimulation | undefined;
  /** Against the first of them; undefined while unknown, and of the first itself. */
  readonly changes: readonly PlanChange[] | undefined;
  readonly busy: boolean;
  readonly error: Error | null;
}

interface ComparedPlans {
  readonly compared: readonly Compared[] | null;
  /** Of the kinds that any of them pays; null while it is on its way, and where it is not known. */
  readonly paid: IncentiveSimulation | null;
  /** Costs stand on one footing only when all of them and what was paid are there. */
  readonly pending: boolean;
  /** Why what was paid is nothing that all can be held against. */
  readonly trouble: string | null;
  readonly error: Error | null;
}

interface Scenario {
  readonly id: number;
  readonly name: string;
  readonly scenario: IncentiveScenario;
}

/** One entry per id in their order; the plan open is taken as it is worked on. Null until the plans are read. */
export function useCompared(ids: readonly number[]): ComparedPlans {
  const { open, asked } = useIncentiveWork();
  const own = open?.saved.id;
  const stored = useOpenedPlans(ids.filter((id) => id !== own));
  const scenarios = useMemo(
    () =>
      ids.flatMap((id): Scenario[] => {
        if (open && id === own) return [{ id, name: open.saved.name, scenario: open.draft.present }];
        const found = stored.plans?.find(({ saved }) => saved.id === id);
        return found ? [{ id, name: planWords(found.saved), scenario: found.scenario }] : [];
      }),
    [ids, open, own, stored.plans],
  );
  const simulations = useQueries({
    queries: scenarios.map(({ scenario }) => ({
      queryKey: ['incentive.simulate', 'compared', asked, scenario],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        call('incentive.simulate', await caseOf(scenario, asked, signal), { signal }),
      // The key names a tier program by its id, and a draft of it may be saved anew under the same.
      meta: { readsDrafts: scenario.tierProgram !== undefined },
    })),
  });
  const paid = usePaid(
    simulations.flatMap(({ data }) => data ?? []),
    simulations.some(({ isPending }) => isPending),
    asked,
  );
  const [first] = scenarios;
  const apart = useQueries({
    queries: scenarios.slice(1).map(({ scenario }) => ({
      queryKey: ['incentive.differences', first?.scenario.plan, scenario.plan],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call('incentive.differences', { from: first!.scenario.plan, to: scenario.plan }, { signal }),
    })),
  });
  return {
    compared: stored.plans
      ? scenarios.map(({ id, name }, index) => ({
          id,
          name,
          simulation: simulations[index]?.data,
          changes: index === 0 ? undefined : apart[index - 1]?.data,
          busy: simulations[index]?.isFetching ?? false,
          error: simulations[index]?.error ?? null,
        }))
      : null,
    ...paid,
    error: stored.error,
  };
}

/**
 * What was paid of the kinds of all of them.
 * @param coming whether one of them is still on its way
 */
function usePaid(
  known: readonly IncentiveSimulation[],
  coming: boolean,
  { period, where }: IncentiveCaseInput,
): Pick<ComparedPlans, 'paid' | 'pending' | 'trouble'> {
  const [first] = known;
  const kinds = kindsOfAll(known);
  const alike = known.every(({ basis }) => basis.kinds.length === kinds.length);
  const unknown = known.find(({ basis }) => basis.paidUnknown !== null)?.basis.paidUnknown ?? null;
  const whole = !coming && unknown === null && !alike;
  const query = useCall(
    'incentive.simulate',
    {
      ...(period === undefined ? {} : { period }),
      ...(kinds.length === 0 ? {} : { kinds }),
      where: where ?? [],
      plans: [],
    },
    { enabled: whole },
  );
  const without = (trouble: string | null) => ({ paid: null, pending: false, trouble });
  if (coming) return { paid: null, pending: true, trouble: null };
  if (!first) return without(null);
  const currencies = new Set(known.map(({ basis }) => basis.currency));
  if (currencies.size > 1) {
    return without(`The plans pay in ${[...currencies].join(' and ')}: their costs do not compare.`);
  }
  if (unknown !== null) return without(unknown);
  if (alike) return { paid: first, pending: false, trouble: null };
  if (query.error) return without(query.error.message);
  if (!query.data || query.isPlaceholderData) return { paid: null, pending: true, trouble: null };
  const { currency } = query.data.basis;
  if (currencies.has(currency)) return { paid: query.data, pending: false, trouble: null };
  return without(`The plans pay in ${first.basis.currency}, and what was paid is in ${currency}.`);
}

/** The case of the screen with another scenario in it, paid by the levels that it names. */
async function caseOf(
  { plan, assumptions, tierProgram }: IncentiveScenario,
  { tiers: _tiers, against: _against, kinds: _kinds, ...asked }: IncentiveCaseInput,
  signal: AbortSignal,
): Promise<IncentiveCaseInput> {
  const others = asked.plans.slice(1);
  const levels = tierProgram === undefined ? null : await call('tier.program', { id: tierProgram }, { signal });
  return {
    ...asked,
    plans: [plan, ...others],
    assumptions,
    ...(levels ? { tiers: levels.program } : {}),
  };
}
