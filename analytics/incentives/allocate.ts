/** What a payee earned, divided among its rows so that it sums to the last digit: the largest remainder. */

import type { Inputs } from '../rules/expression.ts';
import { toSql } from '../rules/sql.ts';
import { type CompiledLine, PAY_SCALE } from './compiled.ts';
import { lastStep, payKeys, unitKeys, versionedRows } from './rateSql.ts';

export interface AllocationRequest {
  readonly compiled: CompiledLine;
  /** Digits of the amounts. */
  readonly digits: number;
  readonly rows: string;
  /** As `unitRelation` and `steppedUnits` give them. */
  readonly units: string;
  readonly stepped: string;
  readonly payees: string;
  readonly inputs?: Inputs | undefined;
}

/**
 * One row per row that counts: payee, partner_id, deal_id, line_id, on_day, period, base, amount DECIMAL(38,4).
 *
 * A row's weight is what it would have earned by its own rate, multipliers and surcharges; where units are limited one by
 * one, its part of what its unit earned. Rows of equal remainder are served in the order of their ids. Without any weight
 * they are alike.
 */
export function allocatedRows(request: AllocationRequest): string {
  const { compiled, digits, rows, units, stepped, payees, inputs = compiled.inputs } = request;
  const keys = unitKeys(compiled);
  const paidKeys = payKeys(compiled);
  const payee = paidKeys.join(', ');
  const same = (left: string, right: string, of: readonly string[] = keys) =>
    of.map((key) => `${left}.${key} IS NOT DISTINCT FROM ${right}.${key}`).join(' AND ');
  // Once a unit, not once a row of it.
  const rated = `SELECT ${keys.join(', ')}, ${toSql(compiled.rowRate, { column: (name) => name, flag: (name) => name, inputs })} AS unit_rate FROM ${units} AS units`;
  const pay = toSql(compiled.rowPay, {
    column: (name) => (name === 'rate' ? 'u.unit_rate' : 'r.base'),
    flag: (name) => (name.startsWith('key_') ? `r.row_key = ${name.slice(4)}` : flagSql(name)),
    inputs,
  });
  const counts = compiled.line.terms.claimWithinDays === undefined ? 'r.counts' : 'r.counts AND r.claimed';
  const own = `SELECT ${paidKeys.map((key) => `r.${key}`).join(', ')}, r.partner_id, r.deal_id, r.line_id, r.on_day, r.base,
      coalesce(${pay}, 0) AS own_pay, s.${lastStep(compiled)} AS unit_pay
    FROM ${versionedRows(compiled, rows)} r JOIN (${rated}) u ON ${same('u', 'r')} JOIN ${stepped} s ON ${same('s', 'r')} WHERE ${counts}`;
  const partition = keys.join(', ');
  const whole = (sql: string, scale: number) => `CAST(${sql} * ${10 ** scale} AS HUGEINT)`;
  // Whole numbers of 10^-8: a unit's pay divided by the pay of its rows keeps as many digits.
  const weight =
    compiled.unit === 'payee'
      ? whole(`CAST(own_pay AS DECIMAL(38,${PAY_SCALE}))`, PAY_SCALE)
      : `CASE WHEN count(*) OVER (PARTITION BY ${partition}) = 1 THEN ${whole('unit_pay', PAY_SCALE)}
          WHEN sum(own_pay) OVER (PARTITION BY ${partition}) = 0 THEN 0
          ELSE ${whole('unit_pay', PAY_SCALE)} * ${whole('own_pay', 4)} // ${whole(`sum(own_pay) OVER (PARTITION BY ${partition})`, 4)} END`;
  const weighed = `SELECT * EXCLUDE (own_pay, unit_pay), ${weight} AS weight FROM (${own}) AS own`;
  const total = `sum(weight) OVER (PARTITION BY ${payee})`;
  const dues = `SELECT ${payee}, ${whole('earned', digits)} AS due FROM ${payees} AS payees`;
  // Sales and returns that cancel out pay nothing together, and each what it weighs.
  const cancels = 'w.total = 0 AND w.weighty AND p.due = 0';
  const shared = `SELECT w.*, p.due,
      CASE WHEN ${cancels} THEN w.weight * ${10 ** digits} WHEN w.total = 0 THEN p.due ELSE p.due * w.weight * sign(w.total) END AS part,
      CASE WHEN ${cancels} THEN ${10 ** PAY_SCALE} WHEN w.total = 0 THEN w.rows ELSE abs(w.total) END AS whole
    FROM (SELECT *, ${total} AS total, bool_or(weight <> 0) OVER (PARTITION BY ${payee}) AS weighty,
        count(*) OVER (PARTITION BY ${payee}) AS rows FROM (${weighed}) AS weighed) w
    JOIN (${dues}) p ON ${same('p', 'w', paidKeys)}`;
  // `//` cuts towards zero and `%` keeps the sign: below zero the floor is one further down where something is left.
  const quotas = `SELECT *, part // whole - CASE WHEN part % whole < 0 THEN 1 ELSE 0 END AS quota,
      part % whole + CASE WHEN part % whole < 0 THEN whole ELSE 0 END AS rest FROM (${shared}) AS shared`;
  const ranked = `SELECT *, due - sum(quota) OVER (PARTITION BY ${payee}) AS left_over,
      row_number() OVER (PARTITION BY ${payee} ORDER BY rest DESC, deal_id, line_id) AS place FROM (${quotas}) AS quotas`;
  const shares = `(SELECT ${payee}, partner_id, deal_id, line_id, on_day, base,
      CAST((quota + CASE WHEN place <= left_over THEN 1 ELSE 0 END) * ${(10 ** -digits).toFixed(digits)} AS DECIMAL(38,4)) AS amount
    FROM (${ranked}) AS ranked)`;
  if (!compiled.versioned) return shares;
  // Each later version pays what it changes of a row.
  return `(SELECT payee, known_by AS period, partner_id, deal_id, line_id, on_day, base - before_base AS base, amount - before AS amount
    FROM (SELECT *, lag(amount, 1, 0) OVER versions AS before, lag(base, 1, 0) OVER versions AS before_base,
        row_number() OVER versions AS version FROM ${shares} AS shares
      WINDOW versions AS (PARTITION BY payee, period, partner_id, deal_id, line_id ORDER BY known_by)) AS changes
    WHERE version = 1 OR amount <> before)`;
}

function flagSql(name: string): string {
  return name.startsWith('surcharge_') ? `r.s${name.slice(10)}` : `(r.mask & ${2 ** Number(name.slice(11))}) <> 0`;
}
