/** What the rows that plans pay on come to: who sold them, of which product families, and what they leave after their costs. */
import type { LabOptions } from '../../metrics/lab.ts';
import { Binder } from '../../metrics/sql.ts';
import { conversion, inCurrency, RATES, rateRelation } from '../../network/currency.ts';
import type { Network } from '../../network/network.ts';
import { compileLine } from '../compile.ts';
import type { IncentiveDesk } from '../desk.ts';
import { type PreparedPlan, prepare } from '../prepared.ts';
import { lineRelation } from '../rows.ts';
import type { SideRequest } from '../side.ts';
import { unitsKey } from '../unitsKey.ts';
import { askedWhere } from './chosenPayees.ts';
import { digest } from './digest.ts';
import { keptTables, type Statement, type WithTable } from './keptTables.ts';
import { byFamily, type FamilyMargin } from './ledgerMargin.ts';

export interface CountedRevenue {
  /** In 1/10,000 by payee; a row that several payees are paid for is divided among them, so that it counts once. */
  readonly byPayee: ReadonlyMap<string, number>;
  readonly families: readonly FamilyMargin[];
}

interface SoldRow extends Record<string, string | number | null> {
  readonly payee: string;
  readonly family: string | null;
  readonly revenue: number;
  readonly costed: number;
  readonly margin: number;
}

const ENTRY_BYTES = 96;

/**
 * The rows of the asked period that some line of the sides counts, each once: of the lines’ own products and deals, and not
 * whatever else their payees sold. Kept by what the lines read, so that a moved rate reads nothing.
 */
export function countedRevenue(
  desk: IncentiveDesk,
  paid: readonly SideRequest[],
  options: LabOptions,
): Promise<CountedRevenue> {
  const { context, lab } = desk;
  const { period, currency } = paid[0]!;
  // Nobody’s pay is computed here, so the rows are those of who is asked for.
  const sides = paid.map((side) => ({ plans: side.plans, where: askedWhere(side), levels: side.levels }));
  const keys = sides.flatMap((side) =>
    side.plans.flatMap((plan) => plan.lines.map((_, index) => unitsKey(plan, compileLine(plan, index), side))),
  );
  const key = digest([period.from, period.to, currency, [...new Set(keys)].sort()]);
  return lab.keep(context, `pay counted ${key}`, options.signal, async () => {
    options.progress?.('Reading what counts', 0, 1, 'tables');
    const tables = await keptTables(desk);
    const binder = new Binder();
    const counted: Counted[] = [];
    for (const side of sides) {
      for (const plan of side.plans) {
        const { where, levels } = side;
        const prepared = await prepare(context, plan, { where, levels, signal: options.signal, tables });
        counted.push(...countedOf(prepared, period, tables ? null : binder));
      }
    }
    const network = inCurrency(context.network, currency);
    const rows = await withTables(counted, tables, options, (names) =>
      context.reader.rows<SoldRow>(soldSql(network, counted, names), binder.bindings, { signal: options.signal }),
    );
    const value = revenueOf(rows);
    return { value, bytes: 1_024 + (value.byPayee.size + value.families.length) * ENTRY_BYTES };
  });
}

/** The rows of a line and its periods that end in the asked one. */
interface Counted {
  readonly statement: Statement;
  readonly periods: readonly number[];
}

function countedOf(prepared: PreparedPlan, { from, to }: SideRequest['period'], binder: Binder | null): Counted[] {
  return prepared.lines.flatMap((line) => {
    const periods = line.periods.filter((own) => own.to >= from && own.to <= to).map(({ index }) => index);
    return periods.length === 0
      ? []
      : [{ statement: prepared.statement(line, 'unrated', binder ?? new Binder()), periods }];
  });
}

/** Runs `work` with a relation for each statement: a table where some are kept, else the statement itself. */
function withTables<T>(
  counted: readonly Counted[],
  tables: WithTable | undefined,
  options: LabOptions,
  work: (relations: readonly string[]) => Promise<T>,
  names: readonly string[] = [],
): Promise<T> {
  const next = counted[names.length];
  if (!next) return work(names);
  const { statement } = next;
  if (!tables) return withTables(counted, tables, options, work, [...names, `(${statement.sql})`]);
  return tables(statement, options, (table) => withTables(counted, tables, options, work, [...names, table]));
}

function soldSql(network: Network, counted: readonly Counted[], relations: readonly string[]): string {
  const money = conversion(network, 'd', 'd.closed_on');
  const rows = relations.map(
    (relation, at) => `SELECT payee, deal_id, line_id FROM ${relation} AS r
      WHERE counts AND base IS NOT NULL AND period IN (${counted[at]!.periods.join(', ')})`,
  );
  if (rows.length === 0)
    return `SELECT NULL AS payee, NULL AS family, 0 AS revenue, 0 AS costed, 0 AS margin WHERE FALSE`;
  const several = rows.length > 1;
  const sharers = several || network.profile.parties ? 'count(*) OVER (PARTITION BY deal_id, line_id)' : '1';
  return `WITH ${money.join === '' ? '' : `${RATES} AS ${rateRelation(network)}, `}
    counted AS (${rows.join(' UNION ALL ')}),
    sold AS (SELECT ${several ? 'DISTINCT' : ''} c.payee, l.deal_id, l.line_id, pr.family,
        ${money.amount('l.amount')} AS amount, ${money.amount('l.cost')} AS cost
      FROM counted c JOIN ${lineRelation(network)} l ON l.deal_id = c.deal_id AND (c.line_id IS NULL OR l.line_id = c.line_id)
      JOIN ${network.table('deal')} d ON d.deal_id = c.deal_id ${money.join}
      LEFT JOIN ${network.table('product')} pr ON pr.product_id = l.product_id),
    shared AS (SELECT *, ${sharers} AS sharers FROM sold)
    SELECT payee, family, ${sumOfShares('amount')} AS revenue, ${sumOfShares('amount', 'cost IS NOT NULL')} AS costed,
      ${sumOfShares('amount - cost', 'cost IS NOT NULL')} AS margin
    FROM shared GROUP BY ALL ORDER BY payee, family`;
}

/** Shares as decimals: binary fractions add up to other last digits in another order of rows. */
const sumOfShares = (amount: string, where = 'TRUE') =>
  `coalesce(CAST(sum(CAST(CAST(${amount} AS DECIMAL(38,4)) / sharers AS DECIMAL(38,12))) FILTER (WHERE ${where}) AS DOUBLE), 0)`;

function revenueOf(rows: readonly SoldRow[]): CountedRevenue {
  const byPayee = new Map<string, number>();
  for (const { payee, revenue } of rows) byPayee.set(payee, (byPayee.get(payee) ?? 0) + Math.round(revenue * 10_000));
  return { byPayee, families: byFamily(rows) };
}
