import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiplied, sellable } from '../../../analytics/rules/sellable.ts';

describe('figures that can be said aloud', () => {
  it.each([
    ['663000', '675000'],
    ['662000', '650000'],
    ['1650000', '1650000'],
    ['1234', '1250'],
    ['44000', '44000'],
    ['44500', '45000'],
    ['99.4', '100'],
    ['99', '100'],
    ['0.0331', '0.033'],
    ['0.000001', '0.000001'],
    ['-663000', '-675000'],
    ['0', '0'],
    ['0.00', '0'],
    ['100', '100'],
  ])('%s is %s', (value, said) => expect(sellable(value)).toBe(said));

  it.each([
    ['57', '55'],
    ['58', '60'],
    ['12.4', '12'],
    ['7.7', '8'],
    ['3', '3'],
    ['44', '44'],
    ['612', '600'],
    ['0.3', '0'],
  ])('%s as a whole number is %s', (value, said) => expect(sellable(value, { whole: true })).toBe(said));

  it('takes numbers', () => expect(sellable(1_500_000 * 1.1)).toBe('1650000'));

  it('refuses what is no number', () => expect(() => sellable('1e6')).toThrow(/1e6/));

  it('multiplies exactly before rounding, and leaves a figure alone at 1', () => {
    expect(multiplied('1500000', 1.1)).toBe('1650000');
    expect(multiplied('500000', 1.1)).toBe('550000');
    expect(multiplied('603000', 1.1)).toBe('675000');
    expect(multiplied('663000', 1)).toBe('663000');
  });

  const figure = fc.integer({ min: 1, max: 999_999_999 }).map((units) => (units / 100).toFixed(2));

  it('moves no figure by more than 2.5 %, and one of the grid not at all', () => {
    fc.assert(
      fc.property(figure, (value) => {
        const said = sellable(value);
        expect(Math.abs(Number(said) / Number(value) - 1)).toBeLessThanOrEqual(0.025 + 1e-12);
        expect(sellable(said)).toBe(said);
      }),
    );
  });

  it('keeps the order of figures', () => {
    fc.assert(
      fc.property(figure, figure, fc.boolean(), (a, b, whole) => {
        const [low, high] = Number(a) <= Number(b) ? [a, b] : [b, a];
        expect(Number(sellable(low, { whole }))).toBeLessThanOrEqual(Number(sellable(high, { whole })));
        if (whole) expect(Number.isInteger(Number(sellable(low, { whole })))).toBe(true);
      }),
    );
  });
});
