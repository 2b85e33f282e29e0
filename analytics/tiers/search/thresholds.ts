import type { TierProgram } from '../../api/documents/tierProgram.ts';
import { withValues } from '../../rules/documents/edit.ts';
import { pathOf } from '../../rules/documents/places.ts';

/** The program with other thresholds, by place. */
export function withThresholds(program: TierProgram, values: Readonly<Record<string, string>>): TierProgram {
  return withValues(
    program,
    Object.entries(values).map(([place, value]) => ({ path: pathOf(program, place), value })),
  );
}
