/** The answers of a line's units to what they are asked, in the record's exact decimals. */
import { toSqlColumns } from '../../rules/sql.ts';
import { ATTAINED, SCOPE_BASE, TARGET, UNCLAIMED } from '../compile.ts';
import { PAY_SCALE } from '../compiled.ts';
import { BASELINE, MEASURED, PART } from '../compileRate.ts';
import type { PreparedLine, PreparedPlan } from '../prepared.ts';
import { unitKeys } from '../rateSql.ts';
import type { LineQuestions } from './questions.ts';

/** One period of one payee: sums over its units. Decimal text. */
export interface Answers {
  readonly period: number;
  readonly units: number;
  readonly base: string;
  /** What was not claimed in time and is no part of it. */
  readonly unclaimed: string;
  /** What bands and limits are asked of: the base, or that of the whole group; and as much of it as the cap leaves. */
  readonly whole: string;
  readonly counted: string;
  /** Units whose base is above the cap, and those under the floor. */
  readonly overCapBase: number;
  readonly underFloor: number;
  /** Units that the cap of a deal took something from. */
  readonly overCapDeal: number;
  /** What growth is held against, the part of the year, and what bands and accelerators look at; null where not asked or unknown. */
  readonly baseline: string | null;
  readonly part: number | null;
  readonly measured: string | null;
  readonly attained: string | null;
  readonly target: string | null;
  answer(question: string): string;
}

/** By period, oldest first; periods in which nothing counts have no answers. */
export async function readAnswers(
  prepared: PreparedPlan,
  asked: PreparedLine,
  payee: string,
  { questions, paid }: LineQuestions,
): Promise<Answers[]> {
  const { compiled } = asked;
  const { needs, sums, line, versioned } = compiled;
  const extra = [
    ...(needs.baseline ? [BASELINE] : []),
    ...(needs.part ? [PART] : []),
    ...(needs.measure ? [MEASURED] : []),
    ...(needs.accelerator ? [ATTAINED, TARGET] : []),
  ];
  const prefixes = line.terms.claimWithinDays === undefined ? [''] : ['', UNCLAIMED];
  const scope = needs.scope ? prefixes.map((prefix) => `${prefix}${SCOPE_BASE}`) : [];
  const whole = needs.scope ? SCOPE_BASE : 'base';
  const known = ['period', ...unitKeys(compiled), ...sums.map(({ name }) => name), ...extra, ...scope];
  const names = Object.keys(questions);
  const answered = (units: string) => {
    let relation = `(SELECT * FROM ${units} AS all_units WHERE payee = $explained${versioned ? ' AND period = known_by' : ''}) AS pay_units`;
    for (const [at, name] of names.entries()) {
      const { rule, inputs } = questions[name]!;
      const { from, columns } = toSqlColumns(
        relation,
        { answer: rule },
        { column: (column) => column, flag: (flag) => flag, inputs },
      );
      relation = `(SELECT ${[...known, ...names.slice(0, at).map((_, before) => `q_${before}`)].join(', ')},
        CAST(coalesce(${columns.answer}, 0) AS DECIMAL(38,${PAY_SCALE})) AS q_${at} FROM ${from}) AS pay_units`;
    }
    return relation;
  };
  const { capBase, floor, capDeal } = line.limits;
  const [before, after] = [names.indexOf('before cap deal'), names.indexOf(paid)];
  const found = await prepared.read<Record<string, string | number | null>>(
    asked,
    'units',
    (units) => `SELECT period, count(*) AS units, CAST(sum(base) AS DECIMAL(38,4)) AS base,
        CAST(${prefixes.length > 1 ? `sum(${UNCLAIMED}base - base)` : '0'} AS DECIMAL(38,4)) AS unclaimed,
        CAST(sum(${whole}) AS DECIMAL(38,4)) AS whole,
        CAST(sum(${capBase === undefined ? whole : `least(${whole}, ${capBase})`}) AS DECIMAL(38,4)) AS counted,
        ${capBase === undefined ? '0' : `count(*) FILTER (WHERE ${whole} > ${capBase})`} AS over_cap_base,
        ${floor === undefined ? '0' : `count(*) FILTER (WHERE ${whole} < ${floor})`} AS under_floor,
        ${capDeal === undefined ? '0' : `count(*) FILTER (WHERE q_${after} < q_${before})`} AS over_cap_deal,
        ${extra.map((name) => `max(${name}) AS ${name}, `).join('')}
        ${names.map((_, at) => `CAST(sum(q_${at}) AS DECIMAL(38,${PAY_SCALE})) AS q_${at}`).join(', ')}
      FROM ${answered(units)} GROUP BY period ORDER BY period`,
    { explained: payee },
  );
  const text = (value: string | number | null | undefined) =>
    value === null || value === undefined ? null : String(value);
  return found.map((row) => ({
    period: Number(row.period),
    units: Number(row.units),
    base: String(row.base),
    unclaimed: String(row.unclaimed),
    whole: String(row.whole),
    counted: String(row.counted),
    overCapBase: Number(row.over_cap_base),
    underFloor: Number(row.under_floor),
    overCapDeal: Number(row.over_cap_deal),
    baseline: text(row[BASELINE]),
    part: row[PART] === undefined ? null : Number(row[PART]),
    measured: text(row[MEASURED]),
    attained: text(row[ATTAINED]),
    target: text(row[TARGET]),
    answer: (question) => String(row[`q_${names.indexOf(question)}`]),
  }));
}
