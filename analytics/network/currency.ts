/**
 * Money in the base currency. Rates are those that the policy names: `dated` (of the row's date), `plan` (the plan rate
 * in force on that date, the first one also before it: a plan rate is a convention, not an observation) or `constant`
 * (the newest constant rate for every date). A pair known only the other way round is inverted at 8 decimals, so that a
 * reader can repeat the multiplication.
 */
import type { Policy } from '../api/documents/policy.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { Executor, RunOptions } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import { addDays } from './dates.ts';
import { dateLiteral, dayRelation, type Network } from './network.ts';

/** The name under which a statement with converted money must define `rateRelation`. */
export const RATES = 'exchange_rate';
/** The same for rates to the base currency, where amounts are in another one. */
export const BASE_RATES = 'base_rate';

/**
 * The same network with amounts in another currency. A row in that currency keeps its amount; others are converted by the
 * rate between the two, or through the base currency where only rates to it are known.
 */
export function inCurrency(network: Network, currency: string, rates: Policy['rates'] = network.policy.rates): Network {
  const policy = rates === network.policy.rates ? network.policy : { ...network.policy, rates };
  return { ...inBaseCurrency(network), policy, ...(currency === policy.baseCurrency ? {} : { currency }) };
}

/**
 * @throws QuarterdeckError `bad-request` when nothing leads from the base currency to the one that amounts are asked for
 * in: every sum would be 0.
 */
export async function assertRate(executor: Executor, network: Network, options: RunOptions = {}): Promise<void> {
  if (network.currency === undefined) return;
  const { baseCurrency, rates } = network.policy;
  const found = await executor.rows(
    `SELECT 1 AS found FROM ${rateRelation(network)} AS rates WHERE currency = ${quoteText(baseCurrency)} LIMIT 1`,
    {},
    options,
  );
  if (found.length > 0) return;
  throw new QuarterdeckError(
    'bad-request',
    `No ${rates} rate between ${baseCurrency} and ${network.currency} is loaded, so money cannot be measured in ${network.currency}. Load one, or state the figures in ${baseCurrency}.`,
  );
}

export function inBaseCurrency({ currency: _, ...network }: Network): Network {
  return network;
}

/** True when some row is in another currency, so that rates must be joined. */
export function needsRates(network: Network): boolean {
  return network.currency !== undefined || network.profile.foreign.length > 0;
}

/**
 * How a fact converts: the join to add (empty when every row is in the base currency) and a printer for amounts.
 * `row` is the alias of the fact's table, `date` the expression of the day whose rate counts. An amount without a rate
 * becomes NULL, so that sums leave it out; `unrated` tells such rows.
 */
export function conversion(network: Network, row: string, date: string): Conversion {
  return converted(network, row, date, RATES, 'fx');
}

/** To the base currency, beside amounts that may be in another one. */
export function baseConversion(network: Network, row: string, date: string): Conversion {
  if (network.currency === undefined) return { ...conversion(network, row, date), join: '' };
  return converted(inBaseCurrency(network), row, date, BASE_RATES, 'base_fx');
}

interface Conversion {
  readonly join: string;
  amount(expression: string): string;
  readonly unrated: string;
}

function converted(network: Network, row: string, date: string, relation: string, alias: string): Conversion {
  if (!needsRates(network)) return { join: '', amount: (expression) => expression, unrated: 'FALSE' };
  const base = quoteText(network.policy.baseCurrency);
  // A row that names no currency is in the base currency.
  const currency = `coalesce(${row}.currency, ${base})`;
  const own = `${currency} = ${network.currency === undefined ? base : quoteText(network.currency)}`;
  return {
    join: `LEFT JOIN ${relation} ${alias} ON ${alias}.currency = ${currency}${onDay(network, alias, date)}`,
    amount: (expression) =>
      `CASE WHEN ${own} THEN CAST(${expression} AS DECIMAL(18,4)) ELSE ${times(expression, `${alias}.rate`)} END`,
    unrated: `(NOT ${own} AND ${alias}.rate IS NULL)`,
  };
}

/**
 * Money × a rate or share, rounded to 4 decimals. DuckDB gives the product of two DECIMAL(18) 18 digits as well, so that
 * a million at 12 decimals overflows; one factor must be wide before the multiplication.
 */
export function times(money: string, factor: string): string {
  return `CAST(CAST(${money} AS DECIMAL(38,4)) * ${factor} AS DECIMAL(18,4))`;
}

/** Dates before the first rate and after the last one read the span's ends, so that only its days need be listed. */
function onDay(network: Network, alias: string, date: string): string {
  const span = rateSpan(network);
  if (!span) return '';
  const [first, last] = [dateLiteral(span.from), dateLiteral(span.to)];
  return ` AND ${alias}.day = CASE WHEN ${date} < ${first} THEN ${first} WHEN ${date} > ${last} THEN ${last} ELSE ${date} END`;
}

/** The days on which a rate can change, from the day before the first one; null when dates do not matter. */
function rateSpan(network: Network): { from: string; to: string } | null {
  const { rates } = network.profile;
  if (network.policy.rates === 'constant' || !rates) return null;
  return { from: addDays(rates.from, -1), to: rates.to };
}

/** One row per currency, or per currency and day: joined by equality, because a range join on daily rates is slow. */
export function rateRelation(network: Network): string {
  const { baseCurrency, rates } = network.policy;
  if (network.currency === undefined) return pairs(network, baseCurrency);
  const day = rates === 'constant' || rateSpan(network) === null ? '' : ', near.day';
  const sameDay = day && ' AND near.day = far.day';
  return `(WITH far AS ${pairs(network, network.currency)}, near AS ${pairs(network, baseCurrency)}
    SELECT * FROM far
    UNION ALL
    SELECT near.currency, CAST(CAST(near.rate AS DECIMAL(38,8)) * far.rate AS DECIMAL(18,8))${day}
    FROM near JOIN far ON far.currency = ${quoteText(baseCurrency)}${sameDay}
    WHERE near.currency NOT IN (SELECT currency FROM far))`;
}

/** The rates to one currency from those that a row of rates pairs with it. */
function pairs(network: Network, to: string): string {
  const base = quoteText(to);
  const kind = network.policy.rates;
  const known = `
    SELECT from_currency AS currency, on_date, CAST(rate AS DECIMAL(18,8)) AS rate, 1 AS preference
    FROM ${network.table('fx_rate')} WHERE to_currency = ${base} AND kind = '${kind}'
    UNION ALL
    SELECT to_currency, on_date, CAST(1.0 / rate AS DECIMAL(18,8)), 2
    FROM ${network.table('fx_rate')} WHERE from_currency = ${base} AND kind = '${kind}' AND rate <> 0`;
  const single = `
    SELECT currency, on_date, rate FROM (
      SELECT currency, on_date, rate, row_number() OVER (PARTITION BY currency, on_date ORDER BY preference) AS place
      FROM (${known}) AS known) AS ranked WHERE place = 1`;
  if (kind === 'constant') {
    return `(SELECT currency, rate FROM (
      SELECT currency, rate, row_number() OVER (PARTITION BY currency ORDER BY on_date DESC) AS newest FROM (${single}) AS single
    ) AS ordered WHERE newest = 1)`;
  }
  const from =
    kind === 'plan' ? `CASE WHEN row_number() OVER days = 1 THEN DATE '0001-01-01' ELSE on_date END` : 'on_date';
  const span = rateSpan(network);
  const spans = `SELECT currency, rate, ${from} AS valid_from, coalesce(lead(on_date) OVER days, DATE '9999-12-31') AS valid_to
    FROM (${single}) AS single WINDOW days AS (PARTITION BY currency ORDER BY on_date)`;
  if (!span) return `(SELECT currency, rate FROM (${spans}) AS spans)`;
  return `(SELECT spans.currency, spans.rate, days.day FROM (${spans}) AS spans
    JOIN ${dayRelation(span.from, span.to)} days ON days.day >= spans.valid_from AND days.day < spans.valid_to)`;
}
