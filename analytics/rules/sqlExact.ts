/**
 * Rounding and division of decimals in SQL, exact to the last digit.
 *
 * DuckDB divides integers of 128 bits bit by bit, a microsecond each, and cutting a DECIMAL(38) to fewer digits is such a
 * division. Figures that fit 64 bits are therefore cut and divided there, a dozen times faster; larger ones take the long way.
 * A list of one element gives a figure a name, so that its SQL is written, and computed, once.
 */
import type { Rounding } from './expression.ts';

/** Digits of the widest decimals that are integers of 64 and of 128 bits. */
const [NARROW, WIDE] = [18, 38];

/** The decimal at a scale that is at least its own. */
export function decimal(sql: string, scale: number, digits = WIDE): string {
  return `CAST(${sql} AS DECIMAL(${digits},${scale}))`;
}

/** A DECIMAL(38, `from`) rounded to DECIMAL(38, `to`). */
export function rounded(sql: string, from: number, to: number, rounding: Rounding = 'half-up'): string {
  if (from <= to) return decimal(sql, to);
  const short = decimal(cut(decimal('x', from, NARROW), from, to, rounding, NARROW), to);
  const long = decimal(cut('x', from, to, rounding, WIDE), to);
  return `list_transform([${sql}], lambda x: CASE WHEN ${isBelow('x', NARROW - from)} THEN ${short} ELSE ${long} END)[1]`;
}

/** A cast rounds halves away from zero. */
function cut(sql: string, from: number, to: number, rounding: Rounding, digits: number): string {
  if (rounding === 'half-up') return decimal(sql, to, digits);
  const down = `trunc(${sql}, ${to})`;
  if (rounding === 'down') return down;
  // What was cut off upwards, as it is below zero, is one unit too high.
  return `${down} - CASE WHEN ${decimal(down, from)} > ${decimal(sql, from)} THEN ${unit(to)} ELSE 0 END`;
}

/** A decimal in SQL and its scale. */
export interface ScaledSql {
  readonly sql: string;
  readonly scale: number;
}

/**
 * `left ÷ right` as DECIMAL(38, `scale`), NULL where `right` is zero. On whole numbers: cut to one digit more than asked, a
 * quotient rounds from that digit as it would from all of them.
 */
export function quotient(left: ScaledSql, right: ScaledSql, scale: number, rounding: Rounding = 'half-up'): string {
  const digits = rounding === 'half-up' ? scale + 1 : scale;
  const power = digits - left.scale + right.scale;
  const [above, below] = [left.scale + Math.max(power, 0), right.scale + Math.max(-power, 0)];
  const divided = (n: string, d: string) => ofWhole(wholeQuotient(n, d, rounding), digits);
  const long = divided(whole('v.n', above), whole('v.d', below));

  // Up to here the steps to a whole number stay within 18 digits.
  const most = (own: number, grown: number) => NARROW - Math.max(own * 2, grown);
  const [mostAbove, mostBelow] = [most(left.scale, above), most(right.scale, below)];
  const fits = `${isBelow('v.n', mostAbove)} AND ${isBelow('v.d', mostBelow)}`;
  const short = divided(shortWhole('v.n', left.scale, above), shortWhole('v.d', right.scale, below));
  const body = Math.min(mostAbove, mostBelow) < 1 ? long : `CASE WHEN ${fits} THEN ${short} ELSE ${long} END`;
  const cutOff = `list_transform([{'n': ${left.sql}, 'd': ${right.sql}}], lambda v: ${body})[1]`;
  return rounded(cutOff, digits, scale);
}

/** `//` cuts towards zero: where the signs differ and something is left over, the floor is one further down. */
function wholeQuotient(above: string, below: string, rounding: Rounding): string {
  const quotient = `${above} // nullif(${below}, 0)`;
  if (rounding !== 'floor') return quotient;
  return `(${quotient} - CAST(${above} % nullif(${below}, 0) <> 0 AND (${above} < 0) <> (${below} < 0) AS INTEGER))`;
}

/** A decimal as a whole number of 10^-scale. */
function whole(sql: string, scale: number): string {
  return `CAST(${sql} * ${powerOfTen(scale)} AS HUGEINT)`;
}

function shortWhole(sql: string, scale: number, grown: number): string {
  return `(CAST(${decimal(sql, scale, NARROW)} * ${powerOfTen(scale)} AS BIGINT) * ${powerOfTen(grown - scale)})`;
}

/** A whole number of 10^-scale as a decimal. */
function ofWhole(sql: string, scale: number): string {
  return `${decimal(sql, 0)} * ${unit(scale)}`;
}

/** Whether the figure has at most so many digits before the point. */
function isBelow(sql: string, digits: number): string {
  const most = '9'.repeat(digits);
  return `${sql} BETWEEN -${most} AND ${most}`;
}

function unit(scale: number): string {
  return scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}`;
}

function powerOfTen(power: number): string {
  return `1${'0'.repeat(power)}`;
}
