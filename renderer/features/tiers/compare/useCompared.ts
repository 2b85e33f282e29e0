/** Saved programs simulated under the conditions of the screen. */

import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { QuarterdeckError } from '../../../../analytics/api/errors.ts';
import type { ProgramChange, TierSimulation } from '../../../../analytics/api/tiers.ts';
import { useCall } from '../../../transport/calls.ts';
import { useTierWork } from '../TierWork.ts';

/** As many as fit beside each other. */
export const MOST = 4;

export interface Compared {
  readonly id: number;
  readonly name: string;
  readonly program: TierProgram | undefined;
  readonly simulation: TierSimulation | undefined;
  /** Against the first of them; undefined while unknown, and of the first itself. */
  readonly changes: readonly ProgramChange[] | undefined;
  readonly busy: boolean;
  readonly error: QuarterdeckError | null;
}

/** One entry per id, in their order, at most four. */
export function useCompared(ids: readonly number[]): Compared[] {
  // Hooks cannot be counted by data: there are always four places, and those without an id ask nothing.
  const first = useOne(ids[0], undefined);
  const origin = first?.program;
  const places = [first, useOne(ids[1], origin), useOne(ids[2], origin), useOne(ids[3], origin)];
  return places.flatMap((place) => (place === null ? [] : [place]));
}

function useOne(id: number | undefined, origin: TierProgram | undefined): Compared | null {
  const { conditions, against } = useTierWork();
  const saved = useCall('tier.program', { id: id ?? 0 }, { enabled: id !== undefined });
  const known = saved.data?.saved.id === id ? saved.data : undefined;
  const simulation = useCall(
    'tier.simulate',
    { ...conditions, ...(against ? { against } : {}), program: known?.program ?? {} },
    { enabled: known !== undefined },
  );
  const apart = useCall(
    'tier.simulate',
    { ...conditions, program: known?.program ?? {}, against: { kind: 'program', program: origin ?? {} } },
    { enabled: known !== undefined && origin !== undefined },
  );
  if (id === undefined) return null;
  return {
    id,
    name: known?.saved.name ?? '…',
    program: known?.program,
    simulation: known ? simulation.data : undefined,
    changes: known && origin && !apart.isPlaceholderData ? apart.data?.changes : undefined,
    busy: saved.isFetching || simulation.isFetching,
    error: saved.error ?? simulation.error,
  };
}
