/** Programs to start from: the shapes of published ones with their figures, every figure editable. */
import { tierProgram } from '../../api/documents/tierProgram.ts';
import type { ProgramTemplate } from '../../api/tiers.ts';
import { capabilityScore } from './capabilityScore.ts';
import { countsWithMinima } from './countsWithMinima.ts';
import { pointsByMotion } from './pointsByMotion.ts';
import { quartileRenewal } from './quartileRenewal.ts';
import { revenueLadder } from './revenueLadder.ts';
import { READ_ON, type TemplateSource } from './template.ts';
import { twoPaths } from './twoPaths.ts';

const SOURCES: readonly TemplateSource[] = [
  revenueLadder,
  countsWithMinima,
  capabilityScore,
  pointsByMotion,
  twoPaths,
  quartileRenewal,
];

/** The plainest first. Each is a whole program marked as an example, with its source and the day it was read. */
export function programTemplates(): readonly ProgramTemplate[] {
  return SOURCES.map(({ id, name, shape, source, program }) => ({
    id,
    name,
    shape,
    source,
    on: READ_ON,
    program: tierProgram.parse({ ...program, id, name, source: { text: source, on: READ_ON }, example: true }),
  }));
}
