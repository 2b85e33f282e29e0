/** Rules over other figures. Guards a kind of node that is forgotten, and so keeps the old figures. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCondition, type NumberExpression } from '../../../analytics/rules/expression.ts';
import { compileKernel } from '../../../analytics/rules/kernel.ts';
import { replaceLeaves } from '../../../analytics/rules/replace.ts';
import { columnsOf, inputsOf, isSame, nodesOf } from '../../../analytics/rules/walk.ts';
import { runs } from '../../fixtures/properties.ts';
import { column, constant, over, sum, times } from './build.ts';
import { expressions } from './trees.ts';

const numbers = expressions.filter((expression): expression is NumberExpression => !isCondition(expression));

describe('leaves that are exchanged', () => {
  it('leave the rule what it is when nothing changes', () => {
    fc.assert(
      fc.property(numbers, (rule) => {
        expect(
          isSame(
            replaceLeaves(rule, (leaf) => leaf),
            rule,
          ),
        ).toBe(true);
      }),
      runs(200),
    );
  });

  it('are exchanged everywhere', () => {
    fc.assert(
      fc.property(numbers, (rule) => {
        const renamed = replaceLeaves(rule, (leaf) => ({ ...leaf, name: `new ${leaf.name}` }));
        const names = (of: NumberExpression) => [...columnsOf(of), ...inputsOf(of)].map(({ name }) => name).sort();
        expect(names(renamed)).toEqual(names(rule).map((name) => `new ${name}`));
        expect(nodesOf(renamed).length).toBeLessThanOrEqual(nodesOf(rule).length);
      }),
      runs(200),
    );
  });

  it('compute with what stands for them, rounded as the rule was', () => {
    const rule = times(over(column('base'), constant('3')), constant('2'), 2);
    const parts = replaceLeaves(rule, () => sum(column('first'), column('second')));
    const figures = { first: Float64Array.of(50_000, 10_000), second: Float64Array.of(50_000, Number.NaN) };
    const rows = {
      rows: 2,
      number: (name: string) => figures[name as keyof typeof figures],
      flag: () => new Uint8Array(2),
    };
    // 10 ÷ 3 is 3.3333, and twice that 6.67.
    expect([...compileKernel({ pay: parts }).run(rows, {}).number('pay')]).toEqual([667, Number.NaN]);
  });
});
