/** What a draft changes against its baseline, as rows to be listed. */
import type { ProgramChange } from '../../../analytics/api/tiers.ts';
import type { ThresholdHandle } from './handles.ts';

export interface ChangeRow extends Pick<ProgramChange, 'place' | 'label' | 'unit' | 'from' | 'to' | 'up' | 'down'> {
  /** The effect belongs to the values shown, not to those before. */
  readonly current: boolean;
}

/**
 * The changes of handles as they stand now, then the engine's others: while something is dragged, the engine's answer is
 * of the values before.
 */
export function changeRows(handles: readonly ThresholdHandle[], changes: readonly ProgramChange[]): ChangeRow[] {
  const known = new Map(changes.map((change) => [change.place, change]));
  const places = new Set(handles.map(({ place }) => place));
  return [
    ...handles.flatMap(({ place, name, unit, value, was }): ChangeRow[] => {
      if (was === null) return [];
      const change = known.get(place);
      return [
        {
          place,
          label: name,
          unit: unit === 'place' ? 'count' : unit,
          from: was,
          to: value,
          up: change?.up ?? null,
          down: change?.down ?? null,
          current: change !== undefined && Number(change.to) === Number(value),
        },
      ];
    }),
    ...changes.filter(({ place }) => !places.has(place)).map((change) => ({ ...change, current: true })),
  ];
}
