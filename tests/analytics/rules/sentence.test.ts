import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText } from '../../../analytics/present/decimal.ts';
import type { Condition, Expression } from '../../../analytics/rules/expression.ts';
import { toSentence } from '../../../analytics/rules/sentence.ts';
import { runs } from '../../fixtures/properties.ts';
import {
  all,
  band,
  choose,
  column,
  compare,
  constant,
  input,
  marginal,
  min,
  money,
  over,
  rate,
  sum,
  times,
} from './build.ts';
import { COLUMNS, cases } from './trees.ts';

const bookings = column('bookings', 'bookings of the trailing 12 months');
const people = column('people', 'certified people', 'count', 0);
const winRate = column('winRate', 'win rate', 'ratio');
const purchases = column('purchases', 'annual purchases', 'money', 2);
const audited: Condition = { kind: 'flag', name: 'audited', label: 'audit passed' };

const inputs = { bookings: '650000', people: '4', winRate: '0.3' };
const tests = [
  compare(bookings, '>=', input('bookings')),
  compare(people, '>=', input('people', 'count', 0)),
  compare(winRate, '>', input('winRate', 'ratio')),
  audited,
  { kind: 'known', of: winRate } as const,
];

type Row = Partial<Record<'bookings' | 'people' | 'winRate' | 'purchases', string>> & { audited?: boolean };

function say(rule: Expression, row?: Row, style: 'compact' | 'exact' = 'compact', locale = 'en-GB'): string {
  const values = row && {
    number: (name: string) => (row as Record<string, string | undefined>)[name] ?? null,
    flag: () => row.audited === true,
  };
  // The narrow space before a unit is the formats' business.
  return toSentence(rule, { inputs, values, style: { locale, style } }).replaceAll('\u202f', ' ');
}

// Guards the words behind every figure: they must name the measure, the row's value and the threshold.
describe('a condition', () => {
  it.each<[string, Condition, Row, string]>([
    [
      'money under its threshold',
      tests[0]!,
      { bookings: '631000' },
      'bookings of the trailing 12 months 631 k under 650 k',
    ],
    [
      'money that reaches it',
      tests[0]!,
      { bookings: '650000' },
      'bookings of the trailing 12 months 650 k at or over 650 k',
    ],
    ['a count', tests[1]!, { people: '3' }, '3 certified people, needs 4'],
    ['a share at an open edge', tests[2]!, { winRate: '0.3' }, 'win rate 30.0 % not over 30.0 %'],
    ['no data', tests[0]!, {}, 'no data on bookings of the trailing 12 months'],
    ['a flag', audited, { audited: true }, 'audit passed'],
    ['a flag that is not set', audited, {}, 'audit passed: no'],
    ['data at all', tests[4]!, {}, 'no data on win rate'],
  ])('%s', (_, rule, row, sentence) => {
    expect(say(rule, row)).toBe(sentence);
  });

  // Guards against “650 k under 650 k”.
  it('writes as many digits as tell the figures apart', () => {
    expect(say(tests[0]!, { bookings: '649999.5' })).toBe(
      'bookings of the trailing 12 months 649,999.50 under 650,000.00',
    );
    expect(say(tests[2]!, { winRate: '0.3001' })).toBe('win rate 30.01 % over 30.00 %');
  });

  it('counts how many of several hold, and how many it takes', () => {
    const row = { bookings: '712000', people: '3', audited: true };
    expect(say({ kind: 'atLeast', count: 4, of: tests }, row)).toBe(
      '2 of 5 hold, 4 needed: bookings of the trailing 12 months 712 k at or over 650 k; 3 certified people, needs 4; ' +
        'no data on win rate; audit passed; no data on win rate',
    );
    expect(say({ kind: 'any', of: [all(tests[0]!, tests[1]!), audited] }, row)).toBe(
      '1 of 2 holds, one needed: (1 of 2 holds, all needed: bookings of the trailing 12 months 712 k at or over 650 k; ' +
        '3 certified people, needs 4); audit passed',
    );
  });

  it('says the rule when there is no row', () => {
    expect(say(all(tests[0]!, { kind: 'any', of: [tests[1]!, audited] }))).toBe(
      'bookings of the trailing 12 months at least 650 k and (certified people at least 4 or audit passed)',
    );
    expect(say({ kind: 'not', of: tests[2]! })).toBe('not (win rate more than 30 %)');
  });

  it('follows the locale', () => {
    expect(say(tests[0]!, { bookings: '1234567.8' }, 'exact', 'de-DE')).toBe(
      'bookings of the trailing 12 months 1.234.567,80 at or over 650.000',
    );
  });
});

describe('a number', () => {
  const rebate = band(purchases, ['2000000', '0.03'], ['4000000', '0.05'], ['6000000', '0.07']);

  it.each<[string, Expression, Row, string]>([
    ['a band', rebate, { purchases: '6120000' }, '7 % because annual purchases 6,120,000 reach the 6,000,000 band'],
    [
      'under the bands',
      rebate,
      { purchases: '1.5' },
      '0 % because annual purchases 1.50 stay under the first band at 2,000,000',
    ],
    [
      'first-dollar',
      times(rebate, purchases),
      { purchases: '6120000' },
      '428,400: 7 % because annual purchases 6,120,000 reach the 6,000,000 band, first-dollar',
    ],
    [
      'band by band',
      marginal(purchases, ['0', '0.05'], ['10000', '0.10']),
      { purchases: '20000' },
      '1,500: 5 % on 10,000 and 10 % on 10,000, band by band',
    ],
    [
      'a cap',
      min(sum(times(rate('0.04'), purchases), constant('5000', 'money')), money('25000')),
      { purchases: '600000' },
      '25,000, the cap, 4,000 less than 29,000 (24,000 (4 % of annual purchases 600,000) + 5,000)',
    ],
    [
      'a cap that is not reached',
      min(times(rate('0.04'), purchases), money('25000')),
      { purchases: '100' },
      '4: 4 % of annual purchases 100',
    ],
    [
      'a choice',
      choose(tests[0]!, rate('0.05'), rate('0')),
      { bookings: '631000' },
      '0 % because bookings of the trailing 12 months 631,000 under 650,000',
    ],
    ['no data', times(rate('0.04'), purchases), {}, 'no data on annual purchases'],
    [
      'a division by zero',
      over(purchases, bookings),
      { purchases: '1', bookings: '0' },
      'no figure, because it would divide by zero',
    ],
  ])('%s', (_, rule, row, sentence) => {
    expect(say(rule, row, 'exact')).toBe(sentence);
  });

  it('says the rule when there is no row', () => {
    expect(say(times(rebate, purchases))).toBe(
      'by annual purchases: 3 % from 2.00 M, 5 % from 4.00 M, 7 % from 6.00 M, else 0 %, first-dollar',
    );
  });
});

// Guards against a rule that nobody thought of when the words were written.
it('has words for every rule, on every row and without one', () => {
  fc.assert(
    fc.property(cases, ({ rules, rows, inputs }) => {
      for (const [index, rule] of rules.entries()) {
        const row = rows[index % rows.length]!;
        const values = {
          number(name: string) {
            const units = row.numbers[name]!;
            return units === null ? null : decimalText({ units, scale: COLUMNS[name as keyof typeof COLUMNS].scale });
          },
          flag: (name: string) => row.flags[name]!,
        };
        for (const told of [values, undefined]) {
          const sentence = toSentence(rule, { inputs, values: told, style: { locale: 'en-GB' } });
          expect(sentence).toMatch(/\S/);
          expect(sentence).not.toMatch(/undefined|NaN|null|\[object/);
        }
      }
    }),
    runs(10),
  );
});
