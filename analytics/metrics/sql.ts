/** Small pieces of SQL that several statements share. */
import type { Unit } from '../api/results.ts';

/** Collects values for the `$name` places of one statement. */
export class Binder {
  readonly bindings: Record<string, string> = {};
  private readonly names = new Map<string, string>();

  bind(value: string): string {
    const known = this.names.get(value);
    if (known) return `$${known}`;
    const name = `v${this.names.size}`;
    this.names.set(value, name);
    this.bindings[name] = value;
    return `$${name}`;
  }
}

/** A figure in the type of its unit: money exact with 4 decimals, counts as integers, the rest as doubles. */
export function typed(sql: string, unit: Unit): string {
  if (unit === 'money') return `CAST(${sql} AS DECIMAL(38,4))`;
  return `CAST(${sql} AS ${unit === 'count' ? 'BIGINT' : 'DOUBLE'})`;
}

/**
 * Money by a count, rounded half away from zero to 4 decimals. `decimal / integer` is a DOUBLE in DuckDB, so the division
 * is made on integers of 1/10,000.
 */
export function divideMoney(money: string, count: string): string {
  const parts = `CAST(${money} * 10000 AS HUGEINT)`;
  const divisor = `nullif(CAST(${count} AS HUGEINT), 0)`;
  return `CAST(sign(${parts}) * ((2 * abs(${parts}) + ${divisor}) // (2 * ${divisor})) AS DECIMAL(38,0)) * CAST(0.0001 AS DECIMAL(5,4))`;
}

export function divide(numerator: string, denominator: string): string {
  return `CAST(${numerator} AS DOUBLE) / nullif(CAST(${denominator} AS DOUBLE), 0)`;
}

export function and(conditions: readonly string[]): string {
  return conditions.map((sql) => `(${sql})`).join(' AND ');
}

export function whereClause(conditions: readonly string[]): string {
  return conditions.length > 0 ? ` WHERE ${and(conditions)}` : '';
}
