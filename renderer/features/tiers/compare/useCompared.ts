/** Saved programs simulated under the conditions of the screen. */

import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { QuarterdeckError } from '../../../../analytics/api/errors.ts';
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import { useCall } from '../../../transport/calls.ts';
import { useTierWork } from '../TierWork.ts';

/** As many as fit beside each other. */
export const MOST = 4;

export interface Compared {
  readonly id: number;
  readonly name: string;
  readonly program: TierProgram | undefined;
  readonly simulation: TierSimulation | undefined;
  readonly busy: boolean;
  readonly error: QuarterdeckError | null;
}

/** One entry per id, in their order, at most four. */
export function useCompared(ids: readonly number[]): Compared[] {
  // Hooks cannot be counted by data: there are always four places, and those without an id ask nothing.
  const places = [useOne(ids[0]), useOne(ids[1]), useOne(ids[2]), useOne(ids[3])];
  return places.flatMap((place) => (place === null ? [] : [place]));
}

function useOne(id: number | undefined): Compared | null {
  const { conditions, against } = useTierWork();
  const saved = useCall('tier.program', { id: id ?? 0 }, { enabled: id !== undefined });
  const known = saved.data?.saved.id === id ? saved.data : undefined;
  const simulation = useCall(
    'tier.simulate',
    { ...conditions, ...(against ? { against } : {}), program: known?.program ?? {} },
    { enabled: known !== undefined },
  );
  if (id === undefined) return null;
  return {
    id,
    name: known?.saved.name ?? '…',
    program: known?.program,
    simulation: known ? simulation.data : undefined,
    busy: saved.isFetching || simulation.isFetching,
    error: saved.error ?? simulation.error,
  };
}
