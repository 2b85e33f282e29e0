import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCell, formatChange, formatDifference, toneOf } from '../../../analytics/present/cell.ts';
import { decimalText, parseDecimal, rescale } from '../../../analytics/present/decimal.ts';
import { MINUS, NARROW, numbers, shift } from '../../../analytics/present/numbers.ts';
import { roundParts } from '../../../analytics/present/parts.ts';

const en = numbers('en-GB');
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: 0, max: 8 }))
  .map(([units, scale]) => decimalText({ units, scale }));

describe('compact money', () => {
  it.each([
    ['28060000', `28.06${NARROW}M`],
    ['412000', `412${NARROW}k`],
    ['6490123.4567', `6.49${NARROW}M`],
    ['128400000', `128.4${NARROW}M`],
    ['47312', `47.3${NARROW}k`],
    ['9874', `9.87${NARROW}k`],
    ['950', '950'],
    ['47.3', '47.30'],
    ['0', '0.00'],
    ['-302000', `${MINUS}302${NARROW}k`],
    // Rounding carries a figure to the next step: never "1,000 k".
    ['999949.9', `1.00${NARROW}M`],
    ['999499.9', `999${NARROW}k`],
    ['999.6', `1.00${NARROW}k`],
    ['999999999', `1.00${NARROW}bn`],
  ])('writes %s as %s', (value, shown) => {
    expect(en.compact(value)).toBe(shown);
  });

  it('never shows fewer than three nor more than four digits, nor a thousand of a step', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1000n, max: 10n ** 15n - 10n ** 12n }), (units) => {
        const digits = en.compact(units.toString()).replace(/\D/g, '');
        expect(digits.length).toBeGreaterThanOrEqual(3);
        expect(digits.length).toBeLessThanOrEqual(4);
        expect(digits).not.toBe('1000');
      }),
    );
  });
});

describe('exact money', () => {
  it('writes cents, grouped by the locale', () => {
    expect(en.exact('13860')).toBe('13,860.00');
    expect(numbers('de-DE').exact('-1234567.895')).toBe(`${MINUS}1.234.567,90`);
  });

  it('keeps every digit of a sum that a float would lose', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), (cents) => {
        const text = decimalText({ units: cents, scale: 2 });
        expect(en.exact(text).replaceAll(',', '').replace(MINUS, '-')).toBe(text);
      }),
    );
  });

  it('does not write minus zero', () => {
    expect(en.exact('-0.004')).toBe('0.00');
    expect(en.signed.exact('-0.004')).toBe('0.00');
  });
});

describe('shares, points, factors, days', () => {
  it('writes three digits and a narrow space before the unit', () => {
    expect(en.percent(0.325)).toBe(`32.5${NARROW}%`);
    expect(en.percent(0.0633)).toBe(`6.33${NARROW}%`);
    expect(en.percent(1.28)).toBe(`128${NARROW}%`);
    expect(en.percent(0.09996)).toBe(`10.0${NARROW}%`);
    expect(en.days(34)).toBe(`34${NARROW}d`);
    expect(en.days('30.5')).toBe(`31${NARROW}d`);
    expect(en.days(2.41)).toBe(`2.4${NARROW}d`);
    expect(en.days(0)).toBe(`0.0${NARROW}d`);
    expect(en.factor(2.16)).toBe('2.16×');
  });

  it('signs differences with a true minus', () => {
    expect(en.signed.percent(0.079)).toBe(`+7.9${NARROW}%`);
    expect(en.signed.points(0.0036)).toBe(`+0.36${NARROW}pp`);
    expect(en.signed.points(-0.035)).toBe(`${MINUS}3.50${NARROW}pp`);
    expect(en.signed.days(-5)).toBe(`${MINUS}5${NARROW}d`);
  });

  it('shifts the point without losing a digit', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: -12, max: 12 }), (text, power) => {
        const back = parseDecimal(shift(shift(text, power), -power));
        const original = parseDecimal(text);
        expect(back && rescale(back, 30)).toEqual(original && rescale(original, 30));
      }),
    );
  });
});

describe('cells by unit', () => {
  const style = { locale: 'en-GB' } as const;
  it('writes none as a dash and money by style', () => {
    expect(formatCell(null, 'money', style)).toBe('–');
    expect(formatCell('13860.0000', 'money', style)).toBe(`13.9${NARROW}k`);
    expect(formatCell('13860.0000', 'money', { ...style, style: 'exact' })).toBe('13,860.00');
    expect(formatCell('2026-09-30', 'date', style)).toBe('30 Sep 2026');
    expect(formatCell(18930, 'count', style)).toBe('18,930');
  });

  it('writes the change of a ratio in points and of an amount in per cent', () => {
    expect(formatChange(0.0036, 'ratio', style)).toBe(`+0.36${NARROW}pp`);
    expect(formatChange(0.079, 'money', style)).toBe(`+7.9${NARROW}%`);
    expect(formatDifference('2060000', 'money', style)).toBe(`+2.06${NARROW}M`);
  });

  it('calls a rising cost bad and a zero neither', () => {
    expect(toneOf('0.01', 'down')).toBe('bad');
    expect(toneOf('-0.01', 'down')).toBe('good');
    expect(toneOf('0.0000', 'up')).toBe('plain');
    expect(toneOf(5, 'none')).toBe('plain');
  });
});

describe('parts of a sum', () => {
  it('add to the shown total, each within one unit of its own value', () => {
    fc.assert(
      fc.property(
        fc.array(decimal, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 4 }),
        (parts, digits) => {
          const shown = roundParts(parts, digits);
          const units = (text: string): bigint => rescale(parseDecimal(text)!, 8).units;
          expect(shown.parts.reduce((sum, part) => sum + units(part), 0n)).toBe(units(shown.total));
          for (const [index, part] of parts.entries()) {
            const off = units(shown.parts[index]!) - units(part);
            expect(off < 0n ? -off : off).toBeLessThanOrEqual(10n ** BigInt(8 - digits));
          }
        },
      ),
    );
  });

  it('gives the missing unit to the part that lost most', () => {
    expect(roundParts(['33.334', '33.333', '33.333'], 0)).toEqual({ parts: ['34', '33', '33'], total: '100' });
    expect(roundParts(['1.4', '1.4', '1.4'], 0)).toEqual({ parts: ['2', '1', '1'], total: '4' });
  });
});
