/** Requirements as a tree that people edit: what kind a node is, and the changes a hand makes to it. Pure. */
import type { Measure } from '../../../../analytics/api/documents/measure.ts';
import type {
  AllOf,
  AnyOf,
  AtLeast,
  MetricTest,
  Requirement,
  ScoreTest,
} from '../../../../analytics/api/documents/tierProgram.ts';

export type Group = AllOf | AnyOf | AtLeast;
export type GroupKind = 'all' | 'any' | 'atLeast';

export const isGroup = (requirement: Requirement): requirement is Group =>
  'all' in requirement || 'any' in requirement || 'atLeast' in requirement;

export function kindOf(group: Group): GroupKind {
  return 'all' in group ? 'all' : 'any' in group ? 'any' : 'atLeast';
}

export function partsOf(group: Group): readonly Requirement[] {
  return 'all' in group ? group.all : 'any' in group ? group.any : group.of;
}

/** The same parts under another word; “at least” begins with two, or with as many as there are. */
export function asKind(group: Group, kind: GroupKind): Group {
  const parts = partsOf(group);
  const label = group.label === undefined ? {} : { label: group.label };
  switch (kind) {
    case 'all':
      return { all: parts, ...label };
    case 'any':
      return { any: parts, ...label };
    case 'atLeast':
      return { atLeast: 'atLeast' in group ? group.atLeast : Math.min(2, parts.length), of: parts, ...label };
  }
}

function withParts(group: Group, parts: readonly Requirement[]): Group {
  if ('all' in group) return { ...group, all: parts };
  if ('any' in group) return { ...group, any: parts };
  return { ...group, of: parts, atLeast: Math.max(1, Math.min(group.atLeast, parts.length)) };
}

export function withPart(group: Group, index: number, part: Requirement): Group {
  return withParts(
    group,
    partsOf(group).map((old, at) => (at === index ? part : old)),
  );
}

/** Null when nothing is left of it. */
export function withoutPart(group: Group, index: number): Group | null {
  const parts = partsOf(group).filter((_, at) => at !== index);
  return parts.length === 0 ? null : withParts(group, parts);
}

export function withAdded(requirement: Requirement | undefined, part: Requirement): Requirement {
  if (requirement === undefined) return part;
  if (isGroup(requirement)) return withParts(requirement, [...partsOf(requirement), part]);
  return { all: [requirement, part] };
}

/** Another way to meet the same: what was asked for becomes the first path of two. */
export function withPath(requirement: Requirement | undefined, path: Requirement): Requirement {
  if (requirement === undefined) return path;
  if ('any' in requirement) return withParts(requirement, [...requirement.any, path]);
  return { any: [requirement, path] };
}

/** A test to begin with. @param value decimal text, in the unit of what is measured */
export const newTest = (measure: Measure, value: string): MetricTest => ({ ...measure, op: '>=', value });

export const isMetricTest = (requirement: Requirement): requirement is MetricTest => 'metric' in requirement;
export const isScoreTest = (requirement: Requirement): requirement is ScoreTest => 'score' in requirement;
