import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readThreshold, snapped, stepped, writeThreshold } from '../../../analytics/present/thresholds.ts';
import { runs } from '../../fixtures/properties.ts';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');
const write = (...args: Parameters<typeof writeThreshold>): string => plain(writeThreshold(...args));

describe('a threshold', () => {
  it('is written as short as it can be said, and never rounded', () => {
    expect(write('650000', 'money', 'en-GB')).toBe('650 k');
    expect(write('1500000', 'money', 'en-GB')).toBe('1.5 M');
    expect(write('652500', 'money', 'en-GB')).toBe('652.5 k');
    // Four digits after the point say less than the figure itself.
    expect(write('1234567', 'money', 'en-GB')).toBe('1,234,567');
    expect(write('1234567.89', 'money', 'en-GB')).toBe('1,234,567.89');
    expect(write('0.4', 'ratio', 'en-GB')).toBe('40 %');
    expect(write('0.125', 'ratio', 'de-DE')).toBe('12,5 %');
    expect(write('12', 'count', 'en-GB')).toBe('12');
    expect(write('40.00', 'money', 'en-GB')).toBe('40');
  });

  it('is read as people type it, with the decimal sign of their locale', () => {
    expect(readThreshold('650k', 'money', 'en-GB')).toBe('650000');
    expect(readThreshold('1.25 M', 'money', 'en-GB')).toBe('1250000');
    expect(readThreshold('1,25 M', 'money', 'de-DE')).toBe('1250000');
    expect(readThreshold('650.000', 'money', 'de-DE')).toBe('650000');
    expect(readThreshold('650,000', 'money', 'en-GB')).toBe('650000');
    expect(readThreshold('40', 'ratio', 'en-GB')).toBe('0.4');
    expect(readThreshold('40 %', 'ratio', 'en-GB')).toBe('0.4');
    expect(readThreshold('90 d', 'days', 'en-GB')).toBe('90');
  });

  it.each(['', 'abc', '12x', '1.2.3', '--4', '40 %', 'k'])('is not read from “%s”', (typed) => {
    expect(readThreshold(typed, 'money', 'en-GB')).toBeNull();
  });

  it('that was written reads back as the same value', () => {
    const value = fc.tuple(fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(value, fc.constantFrom('en-GB', 'de-DE', 'fr-FR', 'de-CH'), ([whole, cents], locale) => {
        const text = `${whole}.${String(cents).padStart(2, '0')}`;
        const read = readThreshold(writeThreshold(text, 'money', locale), 'money', locale);
        expect(Number(read)).toBe(Number(text));
      }),
      runs(200),
    );
  });

  it('steps by what people count in, and stays on round figures', () => {
    expect(stepped('500000', 'money', 1)).toBe('510000');
    expect(stepped('500000', 'money', -10)).toBe('400000');
    expect(stepped('40000', 'money', 1)).toBe('40500');
    expect(stepped('3', 'count', 1)).toBe('4');
    expect(stepped('3', 'count', -10)).toBe('0');
    expect(stepped('0.4', 'ratio', 1)).toBe('0.41');
  });

  it('snaps to no finer figures than a hand can aim at', () => {
    expect(snapped(648_213.4, 'money', 12_000)).toBe('650000');
    expect(snapped(3.6, 'count', 0.1)).toBe('4');
    expect(snapped(-5, 'money', 1000)).toBe('0');
    expect(snapped(0.4567, 'ratio', 0.004)).toBe('0.46');
  });
});
