/** Exact arithmetic on figures, as SQL: decimals of 4 digits, divided as whole numbers of 10^-4. */
import { QuarterdeckError } from '../../api/errors.ts';
import type { Piece } from '../definition.ts';

export function decimal(sql: string): string {
  return `CAST(${sql} AS DECIMAL(38,4))`;
}

/** A DECIMAL(38,4) in whole numbers of 10^-4. Slow in DuckDB (half a microsecond), so only what is divided is made so. */
export function wholes(sql: string): string {
  return `CAST(${sql} * 10000 AS HUGEINT)`;
}

/** Whole numbers divided, rounded half away from zero: whole numbers of 10^-4 as a decimal. None by zero. */
export function divided(above: string, below: string): string {
  const size = `nullif(abs(${below}), 0)`;
  const whole = `sign(${above}) * sign(${below}) * ((2 * abs(${above}) + ${size}) // (2 * ${size}))`;
  return `CAST(${whole} AS DECIMAL(38,0)) * CAST(0.0001 AS DECIMAL(5,4))`;
}

/** The quotient of two values, to 4 decimals. */
export function quotient(above: string, below: string, pieces: readonly Piece[]): string {
  const whole = pieces.every(isWhole)
    ? (sql: string) => `CAST(${sql} AS HUGEINT)`
    : (sql: string) => wholes(decimal(sql));
  return divided(`${whole(above)} * 10000`, whole(below));
}

/** Values of the piece are whole numbers as they are. */
function isWhole({ unit, aggregate }: Piece): boolean {
  return (unit === 'count' || unit === 'days') && aggregate !== 'median' && aggregate !== 'p90';
}

/** 0.25 is 25 hundredths: the factor as a whole number and what it must be divided by. */
export function wholeAndTenths(factor: number): { whole: string; tenths: string } {
  const [units = '', places = ''] = String(factor).split('.');
  if (!/^\d{1,9}$/.test(units) || !/^\d{0,6}$/.test(places)) {
    throw new QuarterdeckError(
      'bad-request',
      `“times” is ${factor}. Write a number below 1,000,000,000 with at most 6 digits after the point, for instance 100000.`,
    );
  }
  return { whole: String(Number(units + places)), tenths: `1${'0'.repeat(places.length)}` };
}
