/** Conditions of rules as a hand edits them: groups with a word, attributes with a comparison, and the rest in words. Pure. */

import type { DimensionId } from '../../../../analytics/api/documents/query.ts';
import type { Condition } from '../../../../analytics/api/documents/segmentation.ts';
import { NO_VALUE } from '../../../../analytics/present/labels.ts';
import { SIGN_WORDS } from '../../../measures/comparisons.ts';
import { windowLabel } from '../../../measures/windowText.ts';

export type GroupWord = 'all' | 'any' | 'none';

export interface Group {
  readonly word: GroupWord;
  readonly parts: readonly Condition[];
}

/** Null for what is no group that a form shows: a figure, an attribute, or “not all of …”. */
export function readGroup(condition: Condition): Group | null {
  if ('all' in condition) return { word: 'all', parts: condition.all };
  if ('any' in condition) return { word: 'any', parts: condition.any };
  if (!('not' in condition)) return null;
  const { not } = condition;
  if ('any' in not) return { word: 'none', parts: not.any };
  return 'metric' in not ? { word: 'none', parts: [not] } : null;
}

export function writeGroup({ word, parts }: Group): Condition {
  switch (word) {
    case 'all':
      return { all: parts };
    case 'any':
      return { any: parts };
    case 'none':
      return { not: { any: parts } };
  }
}

/** The whole condition of a rule: one that is no group is a group of one. */
export const readRule = (when: Condition): Group => readGroup(when) ?? { word: 'all', parts: [when] };

export function writeRule(group: Group): Condition {
  const [only, ...others] = group.parts;
  return group.word === 'all' && only && others.length === 0 ? only : writeGroup(group);
}

/** How an attribute is compared. */
export const ATTRIBUTE_COMPARISONS = [
  { value: 'is', label: 'is one of' },
  { value: 'isNot', label: 'is none of' },
  { value: 'known', label: 'is known' },
  { value: 'unknown', label: 'is not known' },
] as const;
export type AttributeComparison = (typeof ATTRIBUTE_COMPARISONS)[number]['value'];

export const comparisonWords = (comparison: AttributeComparison): string =>
  ATTRIBUTE_COMPARISONS.find(({ value }) => value === comparison)!.label;

export interface AttributeTest {
  readonly dim: DimensionId;
  readonly comparison: AttributeComparison;
  /** Empty where the comparison names none. */
  readonly values: readonly (string | null)[];
}

export function readAttribute(condition: Condition): AttributeTest | null {
  const negated = 'not' in condition;
  const attribute = negated ? condition.not : condition;
  if (!('is' in attribute)) return null;
  const { is: dim, values } = attribute;
  if (values.length === 1 && values[0] === null) return { dim, comparison: negated ? 'known' : 'unknown', values: [] };
  return { dim, comparison: negated ? 'isNot' : 'is', values };
}

export function writeAttribute({ dim, comparison, values }: AttributeTest): Condition {
  const named = comparison === 'is' || comparison === 'isNot';
  const attribute = { is: dim, values: named ? [...values] : [null] };
  return comparison === 'is' || comparison === 'unknown' ? attribute : { not: attribute };
}

export interface Names {
  metric(id: string): string;
  dimension(id: DimensionId): string;
}

/** A condition of any depth as a sentence: `all of (Type is MSP; not Bookings, trailing 12 months, at least 5000)`. */
export function conditionWords(condition: Condition, names: Names): string {
  const group = readGroup(condition);
  if (group) return `${group.word} of (${group.parts.map((part) => conditionWords(part, names)).join('; ')})`;
  const attribute = readAttribute(condition);
  if (attribute) {
    const { dim, comparison, values } = attribute;
    return [names.dimension(dim), comparisonWords(comparison), values.map((value) => value ?? NO_VALUE).join(', ')]
      .join(' ')
      .trim();
  }
  if ('metric' in condition) {
    const { metric, window, op, value } = condition;
    return [names.metric(metric), ...(window ? [windowLabel(window)] : []), `${SIGN_WORDS[op]} ${value}`].join(', ');
  }
  // What no group and no attribute is: a negation of something nested.
  return 'not' in condition ? `not ${conditionWords(condition.not, names)}` : '';
}
