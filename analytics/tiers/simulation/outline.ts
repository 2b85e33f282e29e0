import type { Condition } from '../../rules/expression.ts';
import type { Outline } from './distance.ts';

/**
 * A condition as tests and what joins them.
 * @param testOf index of the test whose verdict a condition is; undefined for what is no test
 * @param given 1 where a condition that is no test holds, by partner
 */
export function outlineOf(
  condition: Condition,
  testOf: (condition: Condition) => number | undefined,
  given: (condition: Condition) => Uint8Array,
): Outline {
  const test = testOf(condition);
  if (test !== undefined) return { kind: 'test', test };
  const part = (of: Condition) => outlineOf(of, testOf, given);
  switch (condition.kind) {
    case 'always':
      return { kind: 'always', holds: condition.holds };
    case 'all':
      return { kind: 'atLeast', count: condition.of.length, of: condition.of.map(part) };
    case 'any':
      return { kind: 'atLeast', count: 1, of: condition.of.map(part) };
    case 'atLeast':
      return { kind: 'atLeast', count: condition.count, of: condition.of.map(part) };
    case 'not':
      return { kind: 'not', of: part(condition.of) };
    case 'flag':
    case 'compare':
    case 'known':
      return { kind: 'given', holds: given(condition) };
  }
}

/** The conditions of an outline that are no tests: what must be computed beside the verdicts. */
export function givenOf(condition: Condition, isTest: (condition: Condition) => boolean): Condition[] {
  if (isTest(condition)) return [];
  switch (condition.kind) {
    case 'always':
      return [];
    case 'all':
    case 'any':
    case 'atLeast':
      return condition.of.flatMap((part) => givenOf(part, isTest));
    case 'not':
      return givenOf(condition.of, isTest);
    case 'flag':
    case 'compare':
    case 'known':
      return [condition];
  }
}
