import { describe, expect, it } from 'vitest';
import { toExcel } from '../../../analytics/rules/excel.ts';
import type { Expression, NumberExpression } from '../../../analytics/rules/expression.ts';
import { compileKernel } from '../../../analytics/rules/kernel.ts';
import { checkExpressions } from '../../../analytics/rules/scale.ts';
import { toSql } from '../../../analytics/rules/sql.ts';
import { columnsOf, flagsOf, inputsOf } from '../../../analytics/rules/walk.ts';
import { all, band, column, compare, constant, input, less, marginal, money, sum, times } from './build.ts';

const reading = { column: (name: string) => name, flag: (name: string) => name, input: (name: string) => name };
const x = column('x');

// Guards against a rule that means something else than its document says: it is refused with what to do.
it.each<[string, Expression, string]>([
  [
    'digits that its scale lacks',
    { kind: 'constant', value: '0.035', scale: 2 },
    'A constant of the rule is 0.035: it can have at most 2 digits after the point.',
  ],
  [
    'text',
    { kind: 'constant', value: '1e6', scale: 2 },
    'A constant of the rule is “1e6”, which is not a plain number. Write it like 250000 or 0.035.',
  ],
  [
    'bands that fall',
    band(x, ['4000', '0.05'], ['2000.50', '0.03']),
    'The band from 2000.50 follows the one from 4000. List bands from the lowest to the highest.',
  ],
  [
    'the same edge twice',
    marginal(x, ['4000', '0.05'], ['4000.0', '0.03']),
    'The band from 4000.0 follows the one from 4000. List bands from the lowest to the highest.',
  ],
  ['no bands', band(x), 'The rule has bands, but none is listed. List at least one.'],
  ['the least of nothing', { kind: 'min', of: [] }, 'The rule has a “min” of nothing. Give it at least one part.'],
  [
    'more conditions than there are',
    { kind: 'atLeast', count: 2, of: [compare(x, '>', x)] },
    'The rule asks for 2 of 1 conditions. Ask for a whole number from 0 to 1.',
  ],
  [
    'a column in two scales',
    sum(x, { ...x, scale: 2 }),
    'The rule reads “x” (x) with 2 and with 4 digits after the point. Read it with one scale.',
  ],
])('refuses %s', (_, rule, sentence) => {
  expect(() => checkExpressions(rule)).toThrow(sentence);
});

describe('an input', () => {
  const rule = compare(x, '>=', input('levels.2.value', 'money', 2));
  const run = (inputs: Record<string, string>) =>
    compileKernel({ rule }).run({ rows: 1, number: () => Float64Array.of(1), flag: () => new Uint8Array(1) }, inputs);

  it.each<[string, (inputs: Record<string, string>) => unknown]>([
    ['SQL', (inputs) => toSql(rule, { ...reading, inputs })],
    ['the kernel', run],
  ])('that is missing or too fine is refused in %s', (_, read) => {
    expect(() => read({})).toThrow(
      'The rule needs a figure for “levels.2.value” (levels.2.value), and none was given.',
    );
    expect(() => read({ 'levels.2.value': '0.125' })).toThrow(
      '“levels.2.value” is 0.125: it can have at most 2 digits after the point.',
    );
    expect(() => read({ 'levels.2.value': '0.5000' })).not.toThrow();
  });
});

// Guards against a workbook that Excel repairs by throwing the formula away.
describe('a formula', () => {
  const nested = (levels: number): NumberExpression => (levels === 0 ? x : times(nested(levels - 1), constant('1.5')));

  it('of too many levels is refused', () => {
    expect(toExcel(nested(60), reading)).toContain('ROUND(');
    expect(() => toExcel(nested(70), reading)).toThrow(
      'The rule is too large for one cell of a workbook: its formula is nested 73 levels deep, and a cell takes 64.',
    );
  });

  it('of too many characters is refused', () => {
    const wide = all(
      ...Array.from({ length: 200 }, (_, index) => compare(column(`measure_number_${index}`), '>=', money('1'))),
    );
    expect(() => toExcel(wide, reading)).toThrow(/its formula has [\d]+ characters, and a cell takes 8192/);
  });

  it('reads like one that a person wrote', () => {
    const print = (rule: Expression) => toExcel(rule, { ...reading, column: () => 'F2' });
    expect(print(compare(x, '>=', input('gold_bookings')))).toBe('AND(ISNUMBER(F2),F2>=gold_bookings)');
    expect(print(times(input('rate'), input('base')))).toBe('ROUND(rate*base,2)');
    expect(print(less(sum(money('1'), input('base')), money('-2')))).toBe('ROUND(1+base-(-2),4)');
  });
});

it('names what a tree reads once, in the order in which it is read', () => {
  const rule = all(
    compare(x, '>=', input('b')),
    compare(sum(column('y'), x), '>=', input('a')),
    { kind: 'flag', name: 'f', label: 'f' },
    { kind: 'not', of: { kind: 'flag', name: 'f', label: 'f' } },
  );
  expect(columnsOf(rule).map(({ name }) => name)).toEqual(['x', 'y']);
  expect(inputsOf(rule).map(({ name }) => name)).toEqual(['b', 'a']);
  expect(flagsOf(rule).map(({ name }) => name)).toEqual(['f']);
});
