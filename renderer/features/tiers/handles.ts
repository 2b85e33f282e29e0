/** The thresholds on the distributions: where each stands now, where it stood, and how many reach it. */
import type { TierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { HandleCount, TestUnit, TierSimulation } from '../../../analytics/api/tiers.ts';
import { valueAt } from '../../drafts/place.ts';

export interface ThresholdHandle {
  readonly place: string;
  /** `Gold, bookings`. */
  readonly name: string;
  /** What tells it apart from the others of its measure: `Gold`, `Gold DACH`. */
  readonly level: string;
  readonly measure: string;
  readonly unit: TestUnit;
  readonly sign: string;
  readonly value: string;
  /** In the baseline; null where it is the same or has no such test. */
  readonly was: string | null;
  /** Null where partners as such do not meet the test, but their days or regions. */
  readonly reach: number | null;
  /** How many reach the value of the baseline, when that is known. */
  readonly reachWas: number | null;
}

/**
 * The handles as the document has them, which is ahead of the simulation while something is dragged.
 * `comparison` is the simulation against the baseline, where the former reach comes from.
 */
export function thresholdHandles(
  simulation: Pick<TierSimulation, 'handles'>,
  comparison: Pick<TierSimulation, 'handles'> | undefined,
  document: TierProgram,
  baseline: TierProgram,
): ThresholdHandle[] {
  const before = new Map(comparison?.handles.map((handle) => [handle.place, handle]));
  return simulation.handles.map((handle) => {
    const value = textAt(document, handle.place) ?? handle.value;
    const former = textAt(baseline, handle.place);
    const was = former !== null && Number(former) !== Number(value) ? former : null;
    return {
      place: handle.place,
      name: nameOf(handle),
      level: levelOf(handle),
      measure: handle.measure,
      unit: handle.unit,
      sign: handle.sign,
      value,
      was,
      reach: handle.reach,
      reachWas: was === null ? null : (before.get(handle.place)?.reachWas ?? null),
    };
  });
}

const levelOf = ({ level, group }: HandleCount): string => (group === null ? level : `${level} ${group}`);
const nameOf = (handle: HandleCount): string => `${levelOf(handle)}, ${inSentence(handle.label)}`;
/** Without its capital, unless it is all of them: `certified people`, `MDF paid`. */
const inSentence = (label: string): string => label.replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLowerCase());

function textAt(document: TierProgram, place: string): string | null {
  const value = valueAt(document, place);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
