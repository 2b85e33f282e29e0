/** The cases behind the simulate view: the draft against what is chosen, against its baseline, and the baseline itself. */
import { useMemo } from 'react';
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { Params } from '../../../../analytics/api/methods.ts';
import { useCall } from '../../../transport/calls.ts';
import { useNewest } from '../../../transport/newest.ts';
import { useTierWork } from '../TierWork.ts';

export type SimulationCase = Params<'tier.simulate'>;

/** One object as long as it says the same, so that a question is asked once. */
function useCase(program: TierProgram, against: SimulationCase['against'], alone: boolean): SimulationCase {
  const { conditions } = useTierWork();
  return useMemo(
    () => ({ program, ...conditions, ...(against === undefined ? {} : { against }), ...(alone ? { alone } : {}) }),
    [program, conditions, against, alone],
  );
}

export function useCases() {
  const { draft, baseline, against } = useTierWork();
  const changed = useMemo(
    () => JSON.stringify(draft.present) !== JSON.stringify(baseline.program),
    [draft.present, baseline.program],
  );
  const toBaseline = useMemo(() => ({ kind: 'program' as const, program: baseline.program }), [baseline.program]);
  const current = useCase(draft.document, against, false);
  const atRest = useCase(draft.present, against, false);
  const simulation = useNewest('tier.simulate', current);
  // What each change does alone takes a simulation for each: asked when the hand is off.
  const comparison = useCall('tier.simulate', useCase(draft.present, toBaseline, true), { enabled: changed });
  const unchanged = useCall('tier.simulate', useCase(baseline.program, against, false), { enabled: changed });
  return {
    /** Of what is on the screen, also while it is dragged. */
    simulation,
    /** Against the baseline; undefined while nothing is changed. */
    comparison: changed ? comparison.data : undefined,
    /** What the baseline alone would do. */
    unchanged: changed ? unchanged.data : undefined,
    atRest,
  };
}
