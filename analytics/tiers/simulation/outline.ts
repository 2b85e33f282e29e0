import type { Condition } from '../../rules/expression.ts';
import type { Outline } from './distance.ts';

/**
 * A condition as tests and what joins them.
 * @param testOf index of the test whose verdict a condition is; undefined for what is no test
 * @param flag 1 where a flag of the program is set, by partner
 */
export function outlineOf(
  condition: Condition,
  testOf: (condition: Condition) => number | undefined,
  flag: (name: string) => Uint8Array,
): Outline {
  const test = testOf(condition);
  if (test !== undefined) return { kind: 'test', test };
  const part = (of: Condition) => outlineOf(of, testOf, flag);
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
      return { kind: 'given', holds: flag(condition.name) };
    case 'compare':
    case 'known':
      throw new RangeError('A requirement compares figures in a test only.');
  }
}
