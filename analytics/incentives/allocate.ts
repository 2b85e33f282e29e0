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
  const rates = toSql(compiled.rowRate, { column: (name) => `u.${name}`, flag: (name) => name, inputs });
  const pay = toSql(compiled.rowPay, {
    column: (name) => (name === 'rate' ? `(${rates})` : 'r.base'),
    flag: (name) => (name.startsWith('key_') ? `r.row_key = ${name.slice(4)}` : flagSql(name)),
    inputs,
  });
  const counts = compiled.line.terms.claimWithinDays === undefined ? 'r.counts' : 'r.counts AND r.claimed';
  const own = `SELECT ${paidKeys.map((key) => `r.${key}`).join(', ')}, r.partner_id, r.deal_id, r.line_id, r.on_day, r.base,
      coalesce(${pay}, 0) AS own_pay, s.${lastStep(compiled)} AS unit_pay
    FROM ${versionedRows(compiled, rows)} r JOIN ${units} u ON ${same('u', 'r')} JOIN ${stepped} s ON ${same('s', 'r')} WHERE ${counts}`;
  const partition = keys.join(', ');
  // Whole numbers of 10^-8: a unit's pay divided by the pay of its rows keeps as many digits.
  const weight =
    compiled.unit === 'payee'
      ? 'own_pay'
      : `CASE WHEN count(*) OVER (PARTITION BY ${partition}) = 1 THEN unit_pay
          WHEN sum(own_pay) OVER (PARTITION BY ${partition}) = 0 THEN 0
          ELSE CAST(CAST(unit_pay * 100000000 AS HUGEINT) * CAST(own_pay * 10000 AS HUGEINT)
            // CAST(sum(own_pay) OVER (PARTITION BY ${partition}) * 10000 AS HUGEINT) AS DECIMAL(38,0)) * 0.00000001 END`;
  const weighed = `SELECT * EXCLUDE (own_pay, unit_pay), CAST(${weight} AS DECIMAL(38,${PAY_SCALE})) AS weight FROM (${own}) AS own`;
  const total = `sum(weight) OVER (PARTITION BY ${payee})`;
  const units10 = `CAST(p.earned * ${10 ** digits} AS HUGEINT)`;
  // Sales and returns that cancel out pay nothing together, and each what it weighs.
  const cancels = 'w.total = 0 AND w.weighty AND p.earned = 0';
  const shared = `SELECT w.*, ${units10} AS due,
      CAST(CASE WHEN ${cancels} THEN CAST(w.weight * 100000000 AS HUGEINT) * ${10 ** digits}
        ELSE ${units10} * CAST(CASE WHEN w.total = 0 THEN 1 ELSE w.weight * sign(w.total) * 100000000 END AS HUGEINT) END AS HUGEINT) AS part,
      CAST(CASE WHEN ${cancels} THEN 100000000 WHEN w.total = 0 THEN w.rows ELSE abs(w.total) * 100000000 END AS HUGEINT) AS whole
    FROM (SELECT *, ${total} AS total, bool_or(weight <> 0) OVER (PARTITION BY ${payee}) AS weighty,
        count(*) OVER (PARTITION BY ${payee}) AS rows FROM (${weighed}) AS weighed) w
    JOIN ${payees} p ON ${same('p', 'w', paidKeys)}`;
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
