/** Guards near misses and levels at risk: the fewest tests that must turn, against trying all sets of tests. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Outline, turning, turns, type Verdict } from '../../../../analytics/tiers/simulation/distance.ts';

const TESTS = 5;

const outline: fc.Arbitrary<Outline> = fc.letrec<{ tree: Outline }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.nat(TESTS - 1).map((test): Outline => ({ kind: 'test', test })),
    fc.boolean().map((holds): Outline => ({ kind: 'always', holds })),
    fc.boolean().map((holds): Outline => ({ kind: 'given', holds: Uint8Array.of(holds ? 1 : 0) })),
    tie('tree').map((of): Outline => ({ kind: 'not', of })),
    fc
      .array(tie('tree'), { minLength: 1, maxLength: 3 })
      .chain((of) => fc.integer({ min: 1, max: of.length }).map((count): Outline => ({ kind: 'atLeast', count, of }))),
  ),
})).tree;

function holds(tree: Outline, met: readonly boolean[]): boolean {
  switch (tree.kind) {
    case 'test':
      return met[tree.test]!;
    case 'always':
      return tree.holds;
    case 'given':
      return tree.holds[0] === 1;
    case 'not':
      return !holds(tree.of, met);
    case 'atLeast':
      return tree.of.filter((part) => holds(part, met)).length >= tree.count;
  }
}

const once = (tree: Outline): number[] =>
  tree.kind === 'test' ? [tree.test] : 'of' in tree ? [tree.of].flat().flatMap((part) => once(part as Outline)) : [];

describe('the fewest tests that must turn', () => {
  it('are found where each test stands once, and turning them does it', () => {
    const single = outline.filter((tree) => new Set(once(tree)).size === once(tree).length);
    const flags = fc.array(fc.boolean(), { minLength: TESTS, maxLength: TESTS });
    fc.assert(
      fc.property(single, flags, flags, fc.boolean(), (tree, met, close, wish) => {
        const verdicts = met.map(
          (held, test): Verdict => ({
            met: Uint8Array.of(held ? 1 : 0),
            figure: Float64Array.of(close[test] ? 95 : 80),
            threshold: Float64Array.of(10_000),
            figureUnit: 1,
            thresholdUnit: 0.01,
            share: 0.1,
            within: 0,
          }),
        );
        const sets = Array.from({ length: 2 ** TESTS }, (_, bits) => bits).filter((bits) =>
          close.every((able, test) => able || !(bits & (1 << test))),
        );
        const size = (bits: number) => bits.toString(2).replaceAll('0', '').length;
        const turned = (bits: number) => met.map((held, test) => held !== Boolean(bits & (1 << test)));
        const least = Math.min(...sets.filter((bits) => holds(tree, turned(bits)) === wish).map(size));
        const found = turns(tree, verdicts, wish)(0);
        expect(found).toBe(least);
        if (found === Number.POSITIVE_INFINITY) return;
        const chosen = turning(tree, verdicts, 0, wish);
        expect(chosen).toHaveLength(found);
        const bits = chosen.reduce((sum, test) => sum | (1 << test), 0);
        expect(holds(tree, turned(bits))).toBe(wish);
      }),
    );
  });
});
