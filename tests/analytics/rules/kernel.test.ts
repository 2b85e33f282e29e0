import { describe, expect, it } from 'vitest';
import type { Expression, Inputs, NumberExpression } from '../../../analytics/rules/expression.ts';
import { compileKernel } from '../../../analytics/rules/kernel.ts';
import { all, column, compare, constant, input, over, times } from './build.ts';

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
