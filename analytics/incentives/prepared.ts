/** A plan made ready to be rated: its lines compiled, and the relations of each as SQL, from rows to units to payees. */
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
import type { CompiledLine } from './compiled.ts';
import type { Statement, WithTable } from './lab/keptTables.ts';
import { planMeasures, readPayMeasures } from './payMeasures.ts';
import { type PayPeriod, payPeriods } from './periods.ts';
import { isPartnerFilter, paidRelation, payeeRelation, steppedUnits, unitRelation } from './rateSql.ts';
import { countReturns, type ReturnCount } from './returns.ts';
import { type Grain, isDated, lessPaid, needsLines, payRows } from './rows.ts';

export interface RateOptions extends RunOptions {
  /** Only these partners, by attributes of the partner. */
  readonly where?: readonly Filter[];
  /** Levels over time to pay by: a relation with partner_id, level, from_on, to_on; those in force when left out. */
  readonly levels?: string | undefined;
  /** Values of inputs that were moved. */
  readonly inputs?: Inputs;
  /** Keeps the rows of lines for the statements that follow; without it each statement reads them by itself. */
  readonly tables?: WithTable | undefined;
  /** Lines on their whole base, as if no earlier line were taken off. */
  readonly whole?: boolean;
}

type Context = Pick<QueryContext, 'reader' | 'network'>;

export interface PreparedLine {
  readonly compiled: CompiledLine;
  readonly periods: readonly PayPeriod[];
  /** Measures that its bands or accelerator look at, as a relation. */
  readonly measures: string | undefined;
  /** How its claims are found, where it asks for claims and some are loaded. */
  readonly claims: ClaimKey | null;
}

const TARGETS = { units: 'units', payees: 'payees', rows: 'paid', unrated: 'rows' } as const;

/** `unrated` are the rows with those that have no base, `rows` those that are paid, with what each is paid. */
type Target = keyof typeof TARGETS;

/** Tables that hold the rows of lines, with those that have no base, by the names below. */
type RowTables = ReadonlyMap<string, string>;
const NO_TABLES: RowTables = new Map();

const rowsName = ({ compiled }: PreparedLine) => `line_${compiled.index}_rows`;
/** Before what earlier lines paid comes off: the same whatever they pay. */
const wholeName = ({ compiled }: PreparedLine) => `line_${compiled.index}_whole`;

/** Compiles the lines and reads what they measure of partners. */
export async function prepare(context: Context, plan: IncentivePlan, options: RateOptions = {}): Promise<PreparedPlan> {
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
    const claims = line.terms.claimWithinDays === undefined ? null : await findClaims(context, line);
    lines.push({ compiled, periods, measures, claims });
  }
  return new PreparedPlan(context, plan, lines, await countReturns(context), options);
}

export class PreparedPlan {
  readonly lines: readonly PreparedLine[];
  private readonly context: Context;
  private readonly plan: IncentivePlan;
  private readonly returns: ReturnCount;
  private readonly options: RateOptions;

  constructor(
    context: Context,
    plan: IncentivePlan,
    lines: readonly PreparedLine[],
    returns: ReturnCount,
    options: RateOptions,
  ) {
    this.context = context;
    this.plan = plan;
    this.lines = lines;
    this.returns = returns;
    this.options = options;
  }

  /**
   * What a query finds in one of the line's relations.
   * @param query of the relation, which it names once
   */
  read<T>(
    line: PreparedLine,
    of: Target,
    query: (relation: string) => string,
    bindings: Readonly<Record<string, string>> = {},
  ): Promise<T[]> {
    const { options, context } = this;
    const run = (tables: RowTables) => {
      const { sql, bindings: own } = this.statement(line, of, new Binder(), tables);
      return context.reader.rows<T>(query(`(${sql})`), { ...own, ...bindings }, options);
    };
    return options.tables ? this.withRows(line, options.tables, NO_TABLES, run) : run(NO_TABLES);
  }

  /** Statements that become one share a binder. */
  statement(line: PreparedLine, of: Target, binder = new Binder(), tables: RowTables = NO_TABLES): Statement {
    const { plan } = this;
    const ctes = new Map<string, string>();
    const define = (one: PreparedLine, paid: boolean): void => {
      const { compiled, periods, measures } = one;
      const own = `line_${compiled.index}`;
      const unrated = of === 'unrated' && one === line;
      if (!ctes.has(rowsName(one))) {
        const table = tables.get(rowsName(one));
        const earlier = table === undefined ? this.earlierThan(one) : [];
        for (const less of earlier) define(less, true);
        const whole = () => tables.get(wholeName(one)) ?? this.wholeRows(one, unrated, binder);
        const rows = table ?? (earlier.length > 0 ? lessPaid(whole(), paidBy(earlier), compiled.line) : whole());
        ctes.set(rowsName(one), `(SELECT * FROM ${rows} AS own${unrated ? '' : ' WHERE base IS NOT NULL'})`);
      }
      if (unrated) return;
      const inputs = { ...compiled.inputs, ...this.options.inputs };
      if (!ctes.has(`${own}_units`)) {
        const units = unitRelation({
          compiled,
          rows: `${own}_rows`,
          periods,
          measures,
          always: !isDated(plan, compiled.line),
          // A payee has each deal (or line of one) once.
          single: compiled.unit === this.grainOf(compiled),
        });
        ctes.set(`${own}_units`, units);
        ctes.set(`${own}_stepped`, steppedUnits(compiled, `${own}_units`, inputs));
        ctes.set(`${own}_versions`, payeeRelation(compiled, `${own}_stepped`, inputs));
        ctes.set(`${own}_payees`, paidRelation(compiled, `${own}_versions`));
      }
      if (paid && !ctes.has(`${own}_paid`)) {
        const from = {
          rows: `${own}_rows`,
          units: `${own}_units`,
          stepped: `${own}_stepped`,
          payees: `${own}_versions`,
        };
        ctes.set(`${own}_paid`, allocatedRows({ compiled, digits: plan.rounding.digits, inputs, ...from }));
      }
    };
    define(line, of === 'rows');
    const relations = [...ctes].map(([name, sql]) => `${name} AS ${sql}`);
    return {
      sql: `WITH ${relations.join(', ')} SELECT * FROM line_${line.compiled.index}_${TARGETS[of]}`,
      bindings: binder.bindings,
    };
  }

  /** Runs `work` with the rows of the line in a table, and those of the lines whose pay comes off them. */
  private withRows<T>(
    line: PreparedLine,
    withTable: WithTable,
    known: RowTables,
    work: (tables: RowTables) => Promise<T>,
  ): Promise<T> {
    if (known.has(rowsName(line))) return work(known);
    const earlier = this.earlierThan(line);
    const missing = earlier.find((one) => !known.has(rowsName(one)));
    if (missing) return this.withRows(missing, withTable, known, (more) => this.withRows(line, withTable, more, work));
    const keep = (name: string, rows: Statement, then: (tables: RowTables) => Promise<T>) =>
      withTable(rows, this.options, (table) => then(new Map([...known, [name, table]])));
    if (earlier.length > 0 && !known.has(wholeName(line))) {
      const binder = new Binder();
      const sql = `SELECT * FROM ${this.wholeRows(line, true, binder)} AS own`;
      return keep(wholeName(line), { sql, bindings: binder.bindings }, (more) =>
        this.withRows(line, withTable, more, work),
      );
    }
    return keep(rowsName(line), this.statement(line, 'unrated', new Binder(), known), work);
  }

  private wholeRows(line: PreparedLine, unrated: boolean, binder: Binder): string {
    const { plan, options } = this;
    const { compiled, periods, claims } = line;
    return payRows({
      network: this.context.network,
      plan,
      compiled,
      grain: this.grainOf(compiled),
      periods,
      where: options.where ?? [],
      levels: options.levels,
      stacked: compiled.line.on.less.length > 0,
      returns: this.returns,
      claims,
      unrated,
      bind: (value) => binder.bind(value),
    });
  }

  /** Lines that are taken off each other have rows of one grain, so that a row is found again. */
  grainOf({ unit, line }: CompiledLine): Grain {
    const { lines } = this.plan;
    const stacked = lines.some(({ on }) => on.less.length > 0);
    return unit === 'line' || (stacked ? lines.some(needsLines) : needsLines(line)) ? 'line' : 'deal';
  }

  private earlierThan({ compiled }: PreparedLine): PreparedLine[] {
    if (this.options.whole) return [];
    return compiled.line.on.less.map((id) => this.lines.find(({ compiled: { line } }) => line.id === id)!);
  }
}

/** What lines paid on each row together. */
function paidBy(lines: readonly PreparedLine[]): string {
  const paid = lines.map(({ compiled: { index } }) => `SELECT deal_id, line_id, amount FROM line_${index}_paid`);
  return `(SELECT deal_id, line_id, sum(amount) AS amount FROM (${paid.join(' UNION ALL ')}) AS before GROUP BY deal_id, line_id)`;
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
