/** Of all levels, those that the verdict is about: where the partner was, where it lands, and the next one up. */
import type { TierExplanation } from '../../../../analytics/api/tiers.ts';

export type ShownLevel = TierExplanation['levels'][number] & {
  /** Unfolded at first. */
  readonly decisive: boolean;
};

/** Highest first. */
export function decisiveLevels({ levels, before, after }: TierExplanation): ShownLevel[] {
  const at = levels.findIndex(({ label }) => label === after);
  return levels
    .map((level, index) => ({ ...level, decisive: level.label === before || index === at || index === at + 1 }))
    .reverse();
}
