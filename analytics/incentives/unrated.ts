/** What a line could not rate, counted: it is told beside the figures, and never a silent zero. */
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import type { ResolvedPeriod } from '../api/results.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { numbers } from '../present/numbers.ts';
import { compileLine } from './compile.ts';
import type { IncentiveDesk } from './desk.ts';
import { askedWhere } from './lab/chosenPayees.ts';
import { keptTables } from './lab/keptTables.ts';
import { prepare } from './prepared.ts';
import type { SideRequest } from './side.ts';
import { unitsKey } from './unitsKey.ts';

/** Rows of a line's deals in a period, by why they earn nothing or are taken otherwise than they say. */
export interface Unrated {
  /** No exchange rate leads to the plan's currency. */
  readonly rate: number;
  /** The base itself is missing: no amount, no units, no costs. */
  readonly base: number;
  /** The partner has no level on the day of the row, where the rate asks for one. */
  readonly level: number;
  /** The partner is in no group of regions, where the rate asks for one and has no “else”. */
  readonly region: number;
  /** They name no currency, and count as the base currency. */
  readonly currency: number;
  /** Returns that name no sale: judged by their own day. */
  readonly returns: number;
  /** Asks for claims where none are loaded: all count as claimed. */
  readonly claims: boolean;
}

/**
 * Of each line of a plan, over rows that are dated in the period. What earlier lines paid changes none of it.
 * @throws what `ratePlan` throws
 */
async function unratedRows(
  desk: Pick<IncentiveDesk, 'context' | 'lab'>,
  plan: IncentivePlan,
  index: number,
  { from, to }: Pick<ResolvedPeriod, 'from' | 'to'>,
  options: Pick<SideRequest, 'where' | 'levels'> & Pick<LabOptions, 'signal'>,
): Promise<Unrated> {
  const prepared = await prepare(desk.context, plan, { ...options, tables: await keptTables(desk), whole: true });
  const line = prepared.lines[index]!;
  const { keys } = line.compiled;
  const unkeyed = (by: 'level' | 'region', why: string) =>
    keys?.by === by ? `count(*) FILTER (WHERE base IS NOT NULL AND row_key IS NULL AND ${why})` : '0';
  const [row] = await prepared.read<Record<Exclude<keyof Unrated, 'claims'>, number | bigint>>(
    line,
    'unrated',
    (
      rows,
    ) => `SELECT count(*) FILTER (WHERE base IS NULL AND no_rate) AS rate, count(*) FILTER (WHERE base IS NULL AND NOT no_rate) AS base,
      ${unkeyed('level', 'own_level IS NULL')} AS level, ${unkeyed('region', 'TRUE')} AS region,
      count(*) FILTER (WHERE no_currency) AS currency, count(*) FILTER (WHERE unnamed) AS returns
    FROM ${rows} AS pay_rows WHERE counts AND on_day >= DATE '${from}' AND on_day <= DATE '${to}'`,
  );
  const count = (name: Exclude<keyof Unrated, 'claims'>) => Number(row?.[name] ?? 0);
  return {
    rate: count('rate'),
    base: count('base'),
    level: count('level'),
    region: count('region'),
    currency: count('currency'),
    returns: count('returns'),
    claims: line.compiled.line.terms.claimWithinDays !== undefined && line.claims === null,
  };
}

/** What the plans could not rate in the period, as sentences; counted again only when what is read changes. */
export async function unratedNotes(
  desk: Pick<IncentiveDesk, 'context' | 'lab'>,
  plans: readonly IncentivePlan[],
  request: Pick<SideRequest, 'where' | 'chosen' | 'levels' | 'period'>,
  options: LabOptions = {},
): Promise<string[]> {
  const { context, lab } = desk;
  const { levels, period } = request;
  const where = askedWhere(request);
  const { locale, baseCurrency } = context.network.policy;
  const notes = plans.flatMap((plan) =>
    plan.lines.map(async (line, index) => {
      const read = unitsKey(plan, compileLine(plan, index), { where, levels, whole: true });
      const key = `unrated ${period.from} ${period.to} ${read}`;
      const found = await lab.keep(context, key, options.signal, async () => ({
        value: await unratedRows(desk, plan, index, period, { where, levels, signal: options.signal }),
        bytes: 512,
      }));
      return sentences(found, line, locale, baseCurrency);
    }),
  );
  // The first to ask for the rows of a line: their statements are planned on one core each, so they run side by side.
  return (await Promise.all(notes)).flat();
}

const MISSING: Readonly<Record<PlanLine['on']['base'], string>> = {
  amount: 'amount',
  quantity: 'number of units',
  margin: 'costs',
  list_amount: 'list price',
  recurring_amount: 'recurring amount',
  count: 'row',
};

function sentences(unrated: Unrated, line: PlanLine, locale: string, currency: string): string[] {
  const name = `“${line.label ?? line.id}”`;
  const say = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${name}: ${numbers(locale).exact(String(count), 0)} ${count === 1 ? one : many}.`];
  const missing = MISSING[line.on.base];
  return [
    ...say(unrated.rate, 'row has no exchange rate and earns nothing', 'rows have no exchange rate and earn nothing'),
    ...say(unrated.base, `row has no ${missing} and earns nothing`, `rows have no ${missing} and earn nothing`),
    ...say(
      unrated.level,
      'row is of a partner without a level on its day and earns nothing',
      'rows are of partners without a level on their day and earn nothing',
    ),
    ...say(
      unrated.region,
      'row is of a partner in none of the groups and earns nothing',
      'rows are of partners in none of the groups and earn nothing',
    ),
    ...say(
      unrated.currency,
      `row names no currency and counts as ${currency}`,
      `rows name no currency and count as ${currency}`,
    ),
    ...say(
      unrated.returns,
      'return names no sale and is judged by its own day',
      'returns name no sale and are judged by their own day',
    ),
    ...(unrated.claims ? [`${name}: no claims are loaded, so every sale counts as claimed in time.`] : []),
  ];
}
