/** Rates a plan on the history of a network: what each payee earned in each period, and on which rows. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { Filter } from '../api/documents/query.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { QueryContext } from '../metrics/context.ts';
import { Binder } from '../metrics/sql.ts';
import { assertRate, inCurrency } from '../network/currency.ts';
import { addDays } from '../network/dates.ts';
import type { Network } from '../network/network.ts';
import type { Inputs } from '../rules/expression.ts';
import { allocatedRows } from './allocate.ts';
import { type ClaimKey, findClaims } from './claims.ts';
import { compileLine } from './compile.ts';
import type { CompiledLine, UnitStep } from './compiled.ts';
import { planMeasures, readPayMeasures } from './payMeasures.ts';
import { type PayPeriod, payPeriods } from './periods.ts';
import { isPartnerFilter, paidRelation, payeeRelation, steppedUnits, unitRelation } from './rateSql.ts';
import { countReturns } from './returns.ts';
import { type Grain, isDated, needsLines, payRows } from './rows.ts';

export interface RateOptions extends RunOptions {
  /** Only these partners, by attributes of the partner. */
  readonly where?: readonly Filter[];
  /** Levels over time to pay by: a relation with partner_id, level, from_on, to_on; those in force when left out. */
  readonly levels?: string | undefined;
  /** Values of inputs that were moved. */
  readonly inputs?: Inputs;
}

/** What a payee earned by a line in a period. Amounts are decimal text in the plan's currency. */
export interface Earned {
  readonly payee: string;
  /** The index of the period. */
  readonly period: number;
  /** Deals or lines that were rated by themselves; 1 where everything is rated together. */
  readonly units: number;
  readonly base: string;
  /** The amount after each step of its units, not yet rounded. */
  readonly steps: Readonly<Partial<Record<UnitStep, string>>>;
  readonly capped: string;
  /** Rounded: what is settled. */
  readonly earned: string;
  /** Of it, what returns changed of earlier periods. */
  readonly trueUp: string;
}

export interface RatedLine {
  readonly compiled: CompiledLine;
  readonly periods: readonly PayPeriod[];
  /** By payee, then period. */
  readonly earned: readonly Earned[];
}

/** What a payee earned on one row. */
export interface EarnedRow {
  readonly payee: string;
  readonly partner: string;
  readonly deal: string;
  readonly line: string | null;
  readonly date: string;
  readonly period: number;
  readonly base: string;
  readonly amount: string;
}

/**
 * All lines of a plan, each in one statement.
 * @throws QuarterdeckError `plan-invalid` for a line without a meaning, `dimension-unknown` for a filter that rows do not
 * have, `bad-request` when a rate to the plan's currency is missing.
 */
export async function ratePlan(
  context: Pick<QueryContext, 'reader' | 'network'>,
  plan: IncentivePlan,
  options: RateOptions = {},
): Promise<RatedLine[]> {
  const prepared = await prepare(context, plan, options);
  const rated: RatedLine[] = [];
  for (const line of prepared.lines) {
    const { compiled, periods } = line;
    const { sql, bindings } = prepared.statement(line, 'payees');
    const rows = await context.reader.rows<Record<string, string | number>>(
      `${sql} ORDER BY payee, period`,
      bindings,
      options,
    );
    const earned = rows.map((row) => ({
      payee: String(row.payee),
      period: Number(row.period),
      units: Number(row.units),
      base: String(row.base),
      steps: Object.fromEntries(compiled.unitSteps.map(({ step }) => [step, String(row[`step_${step}`])])),
      capped: String(row.capped),
      earned: String(row.earned),
      trueUp: String(row.true_up),
    }));
    rated.push({ compiled, periods, earned });
  }
  return rated;
}

/** What a line paid row by row; sums to the earned amounts of each payee and period. */
export async function rateRows(
  context: Pick<QueryContext, 'reader' | 'network'>,
  plan: IncentivePlan,
  index: number,
  options: RateOptions & { readonly payee?: string } = {},
): Promise<EarnedRow[]> {
  const prepared = await prepare(context, plan, options);
  const { sql, bindings } = prepared.statement(prepared.lines[index]!, 'rows');
  const chosen = options.payee === undefined ? '' : ' WHERE payee = $payee';
  const rows = await context.reader.rows<Record<string, string | number | null>>(
    `SELECT * FROM (${sql}) AS paid${chosen} ORDER BY payee, period, on_day, deal_id, line_id`,
    { ...bindings, ...(options.payee === undefined ? {} : { payee: options.payee }) },
    options,
  );
  return rows.map((row) => ({
    payee: String(row.payee),
    partner: String(row.partner_id),
    deal: String(row.deal_id),
    line: row.line_id === null ? null : String(row.line_id),
    date: String(row.on_day),
    period: Number(row.period),
    base: String(row.base),
    amount: String(row.amount),
  }));
}

interface PreparedLine {
  readonly compiled: CompiledLine;
  readonly periods: readonly PayPeriod[];
  /** Measures that its bands or accelerator look at, as a relation. */
  readonly measures: string | undefined;
  /** How its claims are found, where it asks for claims and some are loaded. */
  readonly claims: ClaimKey | null;
}

interface Prepared {
  readonly lines: readonly PreparedLine[];
  /** Statements that become one share a binder. */
  statement(
    line: PreparedLine,
    of: keyof typeof TARGETS,
    binder?: Binder,
  ): { sql: string; bindings: Record<string, string> };
}

const TARGETS = { units: 'units', payees: 'payees', rows: 'paid', unrated: 'rows' } as const;

/** Compiles the lines and reads what they measure of partners. */
export async function prepare(
  context: Pick<QueryContext, 'reader' | 'network'>,
  plan: IncentivePlan,
  options: RateOptions = {},
): Promise<Prepared> {
  const { network } = context;
  checkOrder(plan);
  const foreign = options.where?.find((filter) => !isPartnerFilter(filter));
  if (foreign) {
    throw new QuarterdeckError(
      'dimension-unknown',
      `A rating is narrowed by what partners are, not by “${foreign.dim}”: a payee’s bands look at all of its deals. Put the filter into the lines of the plan instead.`,
    );
  }
  const money = inCurrency(network, plan.currency ?? network.policy.baseCurrency, plan.fxTable);
  await assertRate(context.reader, money, options);
  const lines: PreparedLine[] = [];
  for (const [index, line] of plan.lines.entries()) {
    const compiled = compileLine(plan, index);
    const periods = payPeriods(plan, line, network.calendar, horizonOf(network, line.terms.graceDays));
    const asked = planMeasures(compiled, network);
    const measures = asked ? await readPayMeasures(context, plan, asked, periods, options) : undefined;
    const claims = line.terms.claimWithinDays === undefined ? null : await findClaims(context, line, options);
    lines.push({ compiled, periods, measures, claims });
  }
  const returns = await countReturns(context);
  const grain: Grain = plan.lines.some(needsLines) ? 'line' : 'deal';
  // Lines that are taken off each other have rows of one grain, so that a row is found again.
  const stacked = plan.lines.some(({ on }) => on.less.length > 0);

  return {
    lines,
    statement(line, of, binder = new Binder()) {
      const ctes: string[] = [];
      const done = new Set<string>();
      const define = (one: PreparedLine, paid: boolean): void => {
        const { compiled, periods, measures, claims } = one;
        const own = `line_${compiled.index}`;
        const add = (name: string, sql: string) => {
          if (done.has(name)) return;
          done.add(name);
          ctes.push(`${name} AS ${sql}`);
        };
        const earlier = compiled.line.on.less.map((id) => lines.find(({ compiled: { line: l } }) => l.id === id)!);
        for (const less of earlier) define(less, true);
        const paidSql = earlier
          .map(({ compiled: { index } }) => `SELECT deal_id, line_id, amount FROM line_${index}_paid`)
          .join(' UNION ALL ');
        const ownGrain = stacked ? grain : needsLines(compiled.line) ? 'line' : 'deal';
        const rowGrain = compiled.unit === 'line' ? 'line' : ownGrain;
        const rows = () =>
          payRows({
            network,
            plan,
            compiled,
            grain: rowGrain,
            periods,
            where: options.where ?? [],
            levels: options.levels,
            paid:
              earlier.length > 0
                ? `(SELECT deal_id, line_id, sum(amount) AS amount FROM (${paidSql}) AS before GROUP BY deal_id, line_id)`
                : undefined,
            returns,
            claims,
            unrated: of === 'unrated' && one === line,
            bind: (value) => binder.bind(value),
          });
        if (!done.has(`${own}_rows`)) add(`${own}_rows`, rows());
        if (of === 'unrated' && one === line) return;
        const inputs = { ...compiled.inputs, ...options.inputs };
        add(
          `${own}_units`,
          unitRelation({
            compiled,
            rows: `${own}_rows`,
            periods,
            measures,
            always: !isDated(plan, compiled.line),
            // A payee has each deal (or line of one) once.
            single: compiled.unit === rowGrain,
          }),
        );
        add(`${own}_stepped`, steppedUnits(compiled, `${own}_units`, inputs));
        add(`${own}_versions`, payeeRelation(compiled, `${own}_stepped`, inputs));
        add(`${own}_payees`, paidRelation(compiled, `${own}_versions`));
        if (paid) {
          const from = {
            rows: `${own}_rows`,
            units: `${own}_units`,
            stepped: `${own}_stepped`,
            payees: `${own}_versions`,
          };
          add(`${own}_paid`, allocatedRows({ compiled, digits: plan.rounding.digits, inputs, ...from }));
        }
      };
      define(line, of === 'rows');
      const target = `line_${line.compiled.index}_${TARGETS[of]}`;
      return { sql: `WITH ${ctes.join(', ')} SELECT * FROM ${target}`, bindings: binder.bindings };
    },
  };
}

/** Lines come in the order of the list: a line is taken off later ones only. */
function checkOrder(plan: IncentivePlan): void {
  for (const [index, { id, on }] of plan.lines.entries()) {
    for (const less of on.less) {
      const at = plan.lines.findIndex((line) => line.id === less);
      if (at >= 0 && at < index) continue;
      throw new QuarterdeckError(
        'plan-invalid',
        at < 0
          ? `Line “${id}” takes off what “${less}” paid, but no line has this id. Lines: ${plan.lines.map((line) => line.id).join(', ')}.`
          : `Line “${id}” takes off what “${less}” paid, which comes later. Put “${less}” before it.`,
      );
    }
  }
}

function horizonOf({ horizon }: Network, graceDays: number): Network['horizon'] {
  return { from: horizon.from, to: addDays(horizon.to, graceDays) };
}
