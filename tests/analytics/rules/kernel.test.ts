import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Expression,
  type Inputs,
  isCondition,
  type NumberExpression,
} from '../../../analytics/rules/expression.ts';
import { compileKernel, type KernelResult } from '../../../analytics/rules/kernel.ts';
import { all, column, compare, constant, input, over, times } from './build.ts';
import { expressions, INPUTS } from './trees.ts';

const x = column('x');

function runOn(rule: Expression, values: readonly number[], inputs: Inputs = {}) {
  return compileKernel({ rule }).run(
    { rows: values.length, number: () => Float64Array.from(values), flag: () => new Uint8Array(values.length) },
    inputs,
  );
}
const numberOn = (rule: NumberExpression, value: number) => runOn(rule, [value]).number('rule')[0];

describe('the kernel', () => {
  // Guards the drag of a threshold: only the run may depend on it.
  it('answers for new inputs without being compiled again', () => {
    const kernel = compileKernel({ gold: compare(x, '>=', input('gold')) });
    const data = { rows: 3, number: () => Float64Array.of(10_000, 20_000, Number.NaN), flag: () => new Uint8Array(3) };
    expect([...kernel.run(data, { gold: '1.5' }).flag('gold')]).toEqual([0, 1, 0]);
    expect([...kernel.run(data, { gold: '1' }).flag('gold')]).toEqual([1, 1, 0]);
  });

  // Guards a buffer that outlives its run: another number of rows must not read the rows of the last one.
  it('runs on more and on fewer rows than before', () => {
    const kernel = compileKernel({ double: times(x, constant('2'), 4) });
    const on = (...values: number[]) => [
      ...kernel
        .run({ rows: values.length, number: () => Float64Array.from(values), flag: () => new Uint8Array(9) }, {})
        .number('double'),
    ];
    expect(on(1, 2)).toEqual([2, 4]);
    expect(on(1, 2, 3, 4)).toEqual([2, 4, 6, 8]);
    expect(on(7)).toEqual([14]);
  });

  // Guards the work shared by levels that ask the same: each column is read once.
  it('computes once what is the same, whatever object it is', () => {
    let reads = 0;
    const test = () => compare(column('x'), '>=', constant('1'));
    compileKernel({ silver: test(), gold: all(test(), test()) }).run(
      { rows: 1, number: () => Float64Array.of(++reads), flag: () => new Uint8Array(1) },
      {},
    );
    expect(reads).toBe(1);
  });

  it('answers for a rule that reads no column', () => {
    const result = runOn(times(input('a'), constant('1.5')), [1, 2, 3], { a: '3' });
    expect([...result.number('rule')]).toEqual([450, 450, 450]);
  });
});

// Guards what a run leaves out: a rule that rests on something that moved must be computed anew.
describe('on rows that stand still', () => {
  const rows = { x: Float64Array.of(1, 20, 300, Number.NaN), y: Float64Array.of(5, 5, 5, 5) };
  const flags = { a: Uint8Array.of(0, 1, 0, 1) };

  it('says what a run from the beginning says, whatever moves from run to run', () => {
    const run = fc.record({
      inputs: fc.dictionary(fc.constantFrom(...INPUTS.map(({ name }) => name)), fc.constantFrom('0', '1', '2', '-3')),
      swapped: fc.boolean(),
    });
    fc.assert(
      fc.property(expressions, fc.array(run, { minLength: 2, maxLength: 6 }), (rule, runs) => {
        const columns = new Map<string, Float64Array>();
        const marks = new Map<string, Uint8Array>();
        const kernel = compileKernel({ rule });
        const unmoved = Object.fromEntries(INPUTS.map(({ name }) => [name, '1']));
        for (const { inputs: some, swapped } of runs) {
          const inputs = { ...unmoved, ...some };
          if (swapped) columns.clear();
          const data = (steady: boolean) => ({
            rows: 4,
            steady,
            number: (name: string) => kept(columns, name, () => rows[swapped ? 'y' : 'x'].slice()),
            flag: (name: string) => kept(marks, name, () => flags.a.slice()),
          });
          const read = (result: KernelResult) => [...(isCondition(rule) ? result.flag('rule') : result.number('rule'))];
          expect(read(kernel.run(data(true), inputs))).toEqual(read(compileKernel({ rule }).run(data(false), inputs)));
        }
      }),
    );
  });

  it('begins anew after a run that failed', () => {
    const kernel = compileKernel({ rule: times(x, input('a'), 4), test: compare(x, '>=', input('b')) });
    const data = { rows: 4, steady: true, number: () => rows.x, flag: () => flags.a };
    kernel.run(data, { a: '1', b: '0.001' });
    expect(() => kernel.run(data, { a: '2' })).toThrow(/was given/);
    const { number, flag } = kernel.run(data, { a: '2', b: '0.001' });
    expect([...number('rule')]).toEqual([2, 40, 600, Number.NaN]);
    expect([...flag('test')]).toEqual([0, 1, 1, 0]);
  });
});

function kept<T>(known: Map<string, T>, name: string, make: () => T): T {
  const value = known.get(name) ?? make();
  known.set(name, value);
  return value;
}

// Guards exactness where a plain product or quotient of floats has run out of digits. Figures by hand.
describe('beyond 2^53 on the way', () => {
  it('multiplies', () => {
    // 123,456,789,012.3456 × 0.333333 = 41,152,221,851.85219…
    expect(numberOn(times(x, constant('0.333333'), 4), 1_234_567_890_123_456)).toBe(411_522_218_518_522);
    // 900,000,000,000.0001 × 0.55555555 = 499,999,995,000.0000555…
    expect(numberOn(times(x, constant('0.55555555'), 4), 9_000_000_000_000_001)).toBe(4_999_999_950_000_001);
  });

  it('divides', () => {
    // 900,000,000,000.0001 ÷ 7 = 128,571,428,571.4285857…
    expect(numberOn(over(x, constant('7')), 9_000_000_000_000_001)).toBe(1_285_714_285_714_286);
    // −0.5 ÷ 900,000,000,000 at eight digits is nothing.
    expect(numberOn(over(constant('-0.5'), x, 8), 9_000_000_000_000_000)).toBe(0);
  });

  it('compares a threshold that is finer than the column', () => {
    const finer = (text: string) => runOn(compare(x, '>=', { ...constant(text), scale: 8 }), [9_000_000_000_000_000]);
    expect(finer('900000000000.0001').flag('rule')[0]).toBe(0);
    expect(finer('900000000000').flag('rule')[0]).toBe(1);
    expect(finer('899999999999.9999').flag('rule')[0]).toBe(1);
  });
});
