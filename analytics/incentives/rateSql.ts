/**
 * The record: what a line pays, in SQL with exact decimals, from rows to units to payees. The kernel reads the units of the
 * same statement, so both start from the same sums.
 */
import type { Filter } from '../api/documents/query.ts';
import type { Inputs } from '../rules/expression.ts';
import { toSqlColumns } from '../rules/sql.ts';
import { ATTAINED, TARGET } from './compile.ts';
import { BASE_SCALE, type CompiledLine, PAY_SCALE } from './compiled.ts';
import { BASELINE, MEASURED, PART } from './compileRate.ts';
import { type PayPeriod, periodsPerYear } from './periods.ts';

export interface UnitsRequest {
  readonly compiled: CompiledLine;
  /** As `payRows` gives them. */
  readonly rows: string;
  readonly periods: readonly PayPeriod[];
  /** Every row earns: neither plan nor line has dates. */
  readonly always: boolean;
  /** Relation with payee, period, measured, attained, target (DECIMAL or NULL) where the line asks for measures. */
  readonly measures?: string | undefined;
}

/** What tells units of a payee and period apart. */
export function unitKeys({ unit }: Pick<CompiledLine, 'unit'>): readonly string[] {
  if (unit === 'payee') return [];
  return unit === 'deal' ? ['deal_id'] : ['deal_id', 'line_id'];
}

/**
 * One row per payee, period and unit, with the columns that the line's rules read. Periods in which nothing counts are left
 * out, but for the sums that a period of a year is paid in parts of.
 */
export function unitRelation({ compiled, rows, periods, measures, always }: UnitsRequest): string {
  const { sums, needs, line } = compiled;
  const keys = ['payee', 'period', ...unitKeys(compiled)];
  const columns = sums.map(({ name, key, mask, surcharge }) => {
    const tests = [
      ...(always ? [] : ['counts']),
      ...(key === undefined ? [] : [`row_key = ${key}`]),
      ...(mask === undefined ? [] : [`mask = ${mask}`]),
      ...(surcharge === undefined ? [] : [`s${surcharge}`]),
    ];
    const filter = tests.length === 0 ? '' : ` FILTER (WHERE ${tests.join(' AND ')})`;
    return `CAST(coalesce(sum(base)${filter}, 0) AS DECIMAL(38,4)) AS ${name}`;
  });
  const joins: string[] = [];
  const extra: string[] = [];
  const parts: string[] = [];
  if (needs.baseline) {
    parts.push(`history AS (SELECT payee, period, sum(base) AS held FROM ${rows} AS pay_rows GROUP BY payee, period)`);
    const rate = line.rate as { readonly growth: string };
    if (rate.growth === 'high-water-mark') {
      joins.push(`LEFT JOIN (SELECT u.payee, u.period, max(h.held) AS held FROM units u
        JOIN history h ON h.payee = u.payee AND h.period < u.period GROUP BY u.payee, u.period) b ON b.payee = u.payee AND b.period = u.period`);
    } else {
      const back = rate.growth === 'year-ago' ? (periodsPerYear(line) ?? 1) : 1;
      joins.push(`LEFT JOIN history b ON b.payee = u.payee AND b.period = u.period - ${back}`);
    }
    extra.push(`CAST(greatest(coalesce(b.held, 0), 0) AS DECIMAL(38,4)) AS ${BASELINE}`);
  }
  if (needs.part) {
    joins.push(
      `JOIN (VALUES ${periods.map(({ index, part }) => `(${index}, ${part})`).join(', ')}) AS y(period, part) ON y.period = u.period`,
    );
    extra.push(`y.part AS ${PART}`);
  }
  if (measures && (needs.measure || needs.accelerator)) {
    joins.push(`LEFT JOIN ${measures} m ON m.payee = u.payee AND m.period = u.period`);
    if (needs.measure) extra.push(`m.${MEASURED}`);
    if (needs.accelerator) extra.push(`m.${ATTAINED}`, `m.${TARGET}`);
  }
  const units = `SELECT ${[...keys, ...columns].join(', ')} FROM ${rows} AS pay_rows GROUP BY ${keys.join(', ')}${always ? '' : ' HAVING bool_or(counts)'}`;
  if (joins.length === 0) return `(${units})`;
  return `(WITH units AS (${units})${parts.map((part) => `, ${part}`).join('')}
    SELECT u.*, ${extra.join(', ')} FROM units u ${joins.join(' ')})`;
}

/** Units with the steps of their amounts as DECIMAL(38,8): columns named `step_` and the step. */
export function steppedUnits(compiled: CompiledLine, units: string, inputs: Inputs = compiled.inputs): string {
  const rules = Object.fromEntries(compiled.unitSteps.map(({ step, rule }) => [`step_${step}`, rule]));
  const { from, columns } = toSqlColumns(`${units} AS pay_units`, rules, {
    column: (name) => name,
    flag: (name) => name,
    inputs,
  });
  const printed = Object.entries(columns).map(
    ([name, sql]) => `CAST(coalesce(${sql}, 0) AS DECIMAL(38,${PAY_SCALE})) AS ${name}`,
  );
  const keys = ['payee', 'period', ...unitKeys(compiled)];
  return `(SELECT ${keys.join(', ')}, base, ${printed.join(', ')} FROM ${from})`;
}

/** The column of a unit's last step: what it earned. */
export function lastStep({ unitSteps }: CompiledLine): string {
  return `step_${unitSteps.at(-1)!.step}`;
}

/**
 * One row per payee and period: base, each step summed over the units, `capped` and `earned`, ordered by payee and period.
 */
export function payeeRelation(compiled: CompiledLine, stepped: string, inputs: Inputs = compiled.inputs): string {
  const steps = compiled.unitSteps.map(({ step }) => `sum(step_${step}) AS step_${step}`);
  const summed = `(SELECT payee, period, count(*) AS units, CAST(sum(base) AS DECIMAL(38,${BASE_SCALE})) AS base, ${steps.join(', ')}
    FROM ${stepped} AS stepped GROUP BY payee, period) AS payees`;
  const { from, columns } = toSqlColumns(
    summed,
    { capped: compiled.capped, earned: compiled.earned },
    {
      column: () => lastStep(compiled),
      flag: (name) => name,
      inputs,
    },
  );
  return `(SELECT payee, period, units, base, ${compiled.unitSteps.map(({ step }) => `CAST(step_${step} AS DECIMAL(38,8)) AS step_${step}`).join(', ')},
    CAST(${columns.capped} AS DECIMAL(38,8)) AS capped, CAST(${columns.earned} AS DECIMAL(38,4)) AS earned FROM ${from})`;
}

/** Filters of a case are about partners, so that no payee loses part of its base. */
export function isPartnerFilter({ dim }: Filter): boolean {
  return ['partner', 'type', 'country', 'region', 'city', 'owner', 'parent'].includes(dim);
}
