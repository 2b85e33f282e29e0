import type { TierProgram } from '../../api/documents/tierProgram.ts';
import { type Path, withValues } from '../../rules/documents/edit.ts';

/** The program with other thresholds, by place. */
export function withThresholds(program: TierProgram, values: Readonly<Record<string, string>>): TierProgram {
  return withValues(
    program,
    Object.entries(values).map(([place, value]) => ({ path: pathOf(program, place), value })),
  );
}

/** A place as a path. Names of definitions and region groups may hold points, so it is followed through the document. */
function pathOf(node: unknown, place: string): Path {
  if (typeof node !== 'object' || node === null) return [];
  const key = Object.keys(node).find((name) => place === name || place.startsWith(`${name}.`));
  if (key === undefined) return [];
  const step = Array.isArray(node) ? Number(key) : key;
  const rest = place.slice(key.length + 1);
  return rest === '' ? [step] : [step, ...pathOf((node as Record<string, unknown>)[key], rest)];
}
