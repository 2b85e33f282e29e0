/** What a threshold is called in a table: its level and what it asks for. */
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { valueAt } from '../place.ts';

interface TestLike {
  readonly label?: string;
  readonly metric?: string;
  readonly score?: string;
}

/** `Gold, won amount` for `levels.2.requirement.all.0.value`; the place itself where no test is behind it. */
export function thresholdName(program: TierProgram, place: string): string {
  const [, index] = /^levels\.(\d+)\./.exec(place) ?? [];
  const level = program.levels[Number(index)];
  const test = valueAt(program, place.replace(/\.(value|exitValue)(ByRegion\..*)?$/, '')) as TestLike | undefined;
  const what = test?.label ?? (test?.metric ?? test?.score)?.replaceAll('_', ' ');
  return [level?.label ?? level?.id, what].filter(Boolean).join(', ') || place;
}
