/**
 * The record: what a line pays, in SQL with exact decimals, from rows to units to payees. The kernel reads the units of the
 * same statement, so both start from the same sums.
 */
import type { Filter } from '../api/documents/query.ts';
import type { Inputs } from '../rules/expression.ts';
import { toSqlColumns } from '../rules/sql.ts';
import { ATTAINED, SCOPE_BASE, TARGET, UNCLAIMED } from './compile.ts';
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
  /** Each row is a unit of its own, so that millions of deals need no grouping. */
  readonly single: boolean;
}

/** What payees are paid by: once a period, and once for each later period in which returns of its sales come. */
export function payKeys({ versioned }: Pick<CompiledLine, 'versioned'>): readonly string[] {
  return ['payee', 'period', ...(versioned ? ['known_by'] : [])];
}

/** What tells units apart. */
export function unitKeys(compiled: Pick<CompiledLine, 'unit' | 'versioned'>): readonly string[] {
  if (compiled.unit === 'payee') return payKeys(compiled);
  return [...payKeys(compiled), 'deal_id', ...(compiled.unit === 'line' ? ['line_id'] : [])];
}

/** The rows of each version: those that were known by its period. */
export function versionedRows({ versioned }: Pick<CompiledLine, 'versioned'>, rows: string): string {
  if (!versioned) return rows;
  return `(SELECT r.*, v.known AS known_by FROM ${rows} r JOIN (SELECT DISTINCT payee, period, known FROM ${rows} AS known_rows WHERE counts) v
    ON v.payee = r.payee AND v.period = r.period AND r.known <= v.known)`;
}

/**
 * One row per payee, period and unit, with the columns that the line's rules read. Periods in which nothing counts are left
 * out, but for the sums that a period of a year is paid in parts of.
 */
export function unitRelation({ compiled, rows, periods, measures, always, single }: UnitsRequest): string {
  const { sums, needs, line } = compiled;
  const claims = line.terms.claimWithinDays !== undefined;
  const keys = unitKeys(compiled);
  const columns = sums.map(({ name, key, mask, surcharge, unclaimed, count }) => {
    const tests = [
      ...(always ? [] : ['counts']),
      ...(claims && !unclaimed ? ['claimed'] : []),
      ...(key === undefined ? [] : [`row_key = ${key}`]),
      ...(mask === undefined ? [] : [`mask = ${mask}`]),
      ...(surcharge === undefined ? [] : [`s${surcharge}`]),
    ];
    if (single) {
      const own = count ? '1' : 'base';
      const value = tests.length === 0 ? own : `CASE WHEN ${tests.join(' AND ')} THEN ${own} END`;
      return `CAST(coalesce(${value}, 0) AS DECIMAL(38,4)) AS ${name}`;
    }
    const filter = tests.length === 0 ? '' : ` FILTER (WHERE ${tests.join(' AND ')})`;
    return `CAST(coalesce(${count ? 'count(*)' : 'sum(base)'}${filter}, 0) AS DECIMAL(38,4)) AS ${name}`;
  });
  const joins: string[] = [];
  const extra: string[] = [];
  const parts: string[] = [];
  if (needs.scope) {
    for (const prefix of ['', ...(claims ? [UNCLAIMED] : [])]) {
      extra.push(
        `CAST(sum(u.${prefix}base) OVER (PARTITION BY u.scope_key, u.period) AS DECIMAL(38,4)) AS ${prefix}${SCOPE_BASE}`,
      );
    }
  }
  if (needs.baseline) {
    const who = needs.scope ? 'scope_key' : 'payee';
    parts.push(
      `history AS (SELECT ${who} AS payee, period, sum(base) AS held FROM ${rows} AS pay_rows GROUP BY ${who}, period)`,
    );
    const rate = line.rate as { readonly growth: string };
    if (rate.growth === 'high-water-mark') {
      joins.push(`LEFT JOIN (SELECT u.${who}, u.period, max(h.held) AS held FROM (SELECT DISTINCT ${who}, period FROM units) u
        JOIN history h ON h.payee = u.${who} AND h.period < u.period GROUP BY u.${who}, u.period) b ON b.${who} = u.${who} AND b.period = u.period`);
    } else {
      const back = rate.growth === 'year-ago' ? (periodsPerYear(line) ?? 1) : 1;
      joins.push(`LEFT JOIN history b ON b.payee = u.${who} AND b.period = u.period - ${back}`);
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
  const group = needs.scope ? [single ? 'scope_key' : 'any_value(scope_key) AS scope_key'] : [];
  const chosen = single
    ? always
      ? ''
      : ' WHERE counts'
    : ` GROUP BY ${keys.join(', ')}${always ? '' : ' HAVING bool_or(counts)'}`;
  const units = `SELECT ${[...keys, ...group, ...columns].join(', ')} FROM ${versionedRows(compiled, rows)} AS pay_rows${chosen}`;
  if (joins.length + extra.length === 0) return `(${units})`;
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
  return `(SELECT ${unitKeys(compiled).join(', ')}, base, ${printed.join(', ')} FROM ${from})`;
}

/** The column of a unit's last step: what it earned. */
export function lastStep({ unitSteps }: CompiledLine): string {
  return `step_${unitSteps.at(-1)!.step}`;
}

/** One row per payee, period and version: base, each step summed over the units, `capped` and `earned`. */
export function payeeRelation(compiled: CompiledLine, stepped: string, inputs: Inputs = compiled.inputs): string {
  const steps = compiled.unitSteps.map(({ step }) => `sum(step_${step}) AS step_${step}`);
  const keys = payKeys(compiled).join(', ');
  const summed = `(SELECT ${keys}, count(*) AS units, CAST(sum(base) AS DECIMAL(38,${BASE_SCALE})) AS base, ${steps.join(', ')}
    FROM ${stepped} AS stepped GROUP BY ${keys}) AS payees`;
  const { from, columns } = toSqlColumns(
    summed,
    { capped: compiled.capped, earned: compiled.earned },
    {
      column: () => lastStep(compiled),
      flag: (name) => name,
      inputs,
    },
  );
  return `(SELECT ${keys}, units, base, ${compiled.unitSteps.map(({ step }) => `CAST(step_${step} AS DECIMAL(38,8)) AS step_${step}`).join(', ')},
    CAST(${columns.capped} AS DECIMAL(38,8)) AS capped, CAST(${columns.earned} AS DECIMAL(38,4)) AS earned FROM ${from})`;
}

/**
 * One row per payee and period in which something is paid, as `payeeRelation` has it, and `true_up`: what returns changed of
 * earlier periods, which is part of all other figures.
 */
export function paidRelation(compiled: CompiledLine, payees: string): string {
  if (!compiled.versioned) return `(SELECT *, CAST(0 AS DECIMAL(38,4)) AS true_up FROM ${payees} AS payees)`;
  const names = ['base', ...compiled.unitSteps.map(({ step }) => `step_${step}`), 'capped', 'earned'];
  const changes = names.map((name) => `${name} - lag(${name}, 1, 0) OVER versions AS ${name}`);
  const sums = names.map(
    (name) => `CAST(sum(${name}) AS DECIMAL(38,${name === 'base' || name === 'earned' ? 4 : 8})) AS ${name}`,
  );
  return `(SELECT payee, known_by AS period, coalesce(sum(units) FILTER (WHERE period = known_by), 0) AS units, ${sums.join(', ')},
      CAST(coalesce(sum(earned) FILTER (WHERE period < known_by), 0) AS DECIMAL(38,4)) AS true_up
    FROM (SELECT payee, period, known_by, units, ${changes.join(', ')} FROM ${payees} AS payees
      WINDOW versions AS (PARTITION BY payee, period ORDER BY known_by)) AS changes GROUP BY payee, known_by)`;
}

/** Filters of a case are about partners, so that no payee loses part of its base. */
export function isPartnerFilter({ dim }: Filter): boolean {
  return ['partner', 'type', 'country', 'region', 'city', 'owner', 'parent'].includes(dim);
}
