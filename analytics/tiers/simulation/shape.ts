import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { Inputs } from '../../rules/expression.ts';

/**
 * What a compiled program depends on: the program without its movable figures and without what is settled after the
 * requirements. Programs of one shape differ in their inputs only.
 */
export function shapeOf(program: TierProgram, inputs: Inputs): string {
  const { regionGroups, definitions, scores, levels, requireLower, tracks, where, currency, fxTable } = program;
  const rules = { regionGroups, definitions, scores, levels, requireLower, tracks, where, currency, fxTable };
  return JSON.stringify(blank(rules, '', inputs));
}

function blank(value: unknown, place: string, inputs: Inputs): unknown {
  if (Object.hasOwn(inputs, place)) return null;
  if (typeof value !== 'object' || value === null) return value;
  const at = (key: string | number) => (place === '' ? String(key) : `${place}.${key}`);
  if (Array.isArray(value)) return value.map((part, index) => blank(part, at(index), inputs));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, blank(part, at(key), inputs)]));
}
