/** Guards the words that stand beside a mover: which way a figure misses, and what would help. */
import { describe, expect, it } from 'vitest';
import type { TestGap } from '../../../../analytics/api/tiers.ts';
import { gapWords, stepWords } from '../../../../analytics/tiers/simulation/gapWords.ts';

const gap = (value: string | null, needs: string, missing: string | null, met = false): TestGap => ({
  place: 'levels.0.requirement',
  label: '',
  unit: 'count',
  value,
  needs,
  gap: missing,
  share: null,
  met,
});
const test = (noun: string, unit: 'money' | 'count' | 'ratio' | 'points' | 'place', sign: '>=' | '<=' = '>=') => ({
  noun,
  unit,
  sign,
});
const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('a test in words', () => {
  it.each([
    [
      test('bookings', 'money'),
      gap('631000.0000', '650000.0000', '19000.0000'),
      'bookings 631 k under 650 k',
      '19.0 k more bookings',
    ],
    [
      test('certified people', 'count'),
      gap('3.0000', '4.0000', '1.0000'),
      '3 certified people, needs 4',
      '1 more certified person',
    ],
    [
      test('certified people', 'count'),
      gap('1.0000', '4.0000', '3.0000'),
      '1 certified person, needs 4',
      '3 more certified people',
    ],
    [
      test('win rate', 'ratio'),
      gap('0.1200', '0.1500', '0.0300'),
      'win rate 12.0 % under 15.0 %',
      'win rate up by 3.00 pp',
    ],
    [
      test('dispute rate', 'ratio', '<='),
      gap('0.1200', '0.1000', '0.0200'),
      'dispute rate 12.0 % over 10.0 %',
      'dispute rate down by 2.00 pp',
    ],
    [
      test('capability score', 'points'),
      gap('69.0000', '70.0000', '1.0000'),
      'capability score 69 points, needs 70',
      '1 more point of capability score',
    ],
    [
      test('place by bookings', 'place', '<='),
      gap('12', '10', '2'),
      'place by bookings 12, needs 10 or better',
      'place by bookings at most 10',
    ],
    [test('bookings', 'money'), gap(null, '650000.0000', null), 'no data for bookings', 'bookings at least 650 k'],
  ])('%j', (about, missing, said, step) => {
    expect(plain(gapWords(about, missing, 'en-GB'))).toBe(said);
    expect(plain(stepWords(about, missing, 'en-GB'))).toBe(step);
  });

  // Guards against “bookings 25.0 k under 25.0 k”.
  it.each([
    [test('bookings', 'money'), '24971.3200', '25000.0000', 'bookings 24,971.32 under 25,000.00'],
    [test('bookings', 'money'), '24999.9999', '25000.0000', 'bookings 24,999.9999 under 25,000.0000'],
    [test('win rate', 'ratio'), '0.14998', '0.1500', 'win rate 14.9980 % under 15.0000 %'],
  ])('writes as many digits as it takes: %j, %s', (about, value, needs, said) => {
    expect(plain(gapWords(about, gap(value, needs, '1'), 'en-GB'))).toBe(said);
  });

  it('says what is met without alarm', () => {
    expect(
      plain(gapWords(test('bookings', 'money'), gap('700000.0000', '650000.0000', '50000.0000', true), 'en-GB')),
    ).toBe('bookings 700 k, needs 650 k');
    expect(gapWords(test('certified people', 'count'), gap('4.0000', '4.0000', '0.0000', true), 'en-GB')).toBe(
      '4 certified people of 4',
    );
  });
});
