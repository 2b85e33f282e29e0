/** What is known of a network's sales before a forecast: bookings by partner and quarter, how early they were known, open deals. */
import type { Filter } from '../../api/documents/query.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { runRows } from '../../metrics/run.ts';
import { Binder } from '../../metrics/sql.ts';
import { inCurrency, needsRates, RATES, rateRelation } from '../../network/currency.ts';
import { FACTS } from '../../network/facts.ts';
import { dateLiteral, dayTable, type Network } from '../../network/network.ts';
import { partnerAttributes } from '../../network/roster.ts';
import type { IncentiveDesk } from '../desk.ts';
import { conditionOf } from '../rowFilters.ts';
import { tenThousandths } from '../settle.ts';

/** Closed fiscal quarters by their ordinals, both ends included. */
export interface Past {
  readonly first: number;
  readonly last: number;
}

export interface OpenDeal {
  readonly id: string;
  readonly partner: string;
  readonly amount: number;
  /** Ordinals of the fiscal quarter and month in which it is expected to close; overdue ones close next. */
  readonly quarter: number;
  readonly month: number;
  readonly chance: number;
  readonly ownChance: boolean;
}

/** Money is in whole numbers of 1/10,000 of the case's currency. */
export interface Sales {
  /** By partner: bookings of each closed quarter. */
  readonly booked: ReadonlyMap<string, Float64Array>;
  /**
   * By partner: `quarter × AGES + age`, the amount of deals that were created so many quarters before they closed. Null where
   * open deals are not drawn.
   */
  readonly byAge: ReadonlyMap<string, Float64Array> | null;
  readonly open: readonly OpenDeal[];
  /** Why open deals are not drawn, where there are any. */
  readonly openLeftOut: string | null;
  /** Deals that should have closed before the first quarter ahead. */
  readonly overdue: number;
}

/** Ages that are told apart; the last one is everything older. */
export const AGES = 13;
/** Beyond, drawing each open deal by itself takes longer than it tells. */
const MOST_OPEN = 20_000;

/** The closed quarters with data: a first quarter that the data begins in late is left out. */
export function pastQuarters({ calendar, horizon }: Network): Past {
  const at = calendar.ordinalAt('quarter', horizon.to);
  const last = calendar.span('quarter', at).to <= horizon.to ? at : at - 1;
  const begun = calendar.ordinalAt('quarter', horizon.from);
  const late =
    calendar.ordinalAt('month', horizon.from) > calendar.ordinalAt('month', calendar.span('quarter', begun).from);
  return { first: late ? begun + 1 : begun, last };
}

export function readSales(
  desk: IncentiveDesk,
  past: Past,
  { where, currency }: { readonly where: readonly Filter[]; readonly currency: string },
  options: LabOptions,
): Promise<Sales> {
  const key = JSON.stringify([past, where, currency]);
  return desk.lab.keep(desk.context, `outlook sales ${key}`, options.signal, async () => {
    options.progress?.('Reading bookings and open deals', 0, 1, 'tables');
    const own = { ...desk.context, network: inCurrency(desk.context.network, currency) };
    const booked = await readBooked(own, past, where, options);
    const open = await readOpen(own, past, where, options);
    const byAge = open.deals.length > 0 ? await readAges(own, past, where, options) : null;
    const rows = booked.size * (past.last - past.first + 1);
    return {
      value: { booked, byAge, open: open.deals, openLeftOut: open.leftOut, overdue: open.overdue },
      bytes: 4_096 + rows * 8 * (byAge ? AGES + 1 : 1) + open.deals.length * 120,
    };
  });
}

type Context = IncentiveDesk['context'];

async function readBooked(
  context: Context,
  past: Past,
  where: readonly Filter[],
  options: LabOptions,
): Promise<Map<string, Float64Array>> {
  const { calendar } = context.network;
  const booked = new Map<string, Float64Array>();
  const count = past.last - past.first + 1;
  if (count < 1) return booked;
  const span = `${calendar.span('quarter', past.first).from}..${calendar.span('quarter', past.last).to}`;
  const rows = await runRows(
    context,
    { metrics: ['won_amount'], by: ['partner', 'quarter'], where: [...where], period: span },
    { signal: options.signal },
  );
  const places = quarterPlaces(context.network, past);
  for (const { partner, quarter, won_amount: amount } of rows) {
    const place = places.get(String(quarter));
    if (partner == null || amount == null || place === undefined) continue;
    rowOf(booked, String(partner), count)[place] = tenThousandths(String(amount));
  }
  return booked;
}

function quarterPlaces({ calendar }: Network, { first, last }: Past): Map<string, number> {
  const places = new Map<string, number>();
  for (let ordinal = first; ordinal <= last; ordinal++)
    places.set(calendar.span('quarter', ordinal).label, ordinal - first);
  return places;
}

function rowOf(rows: Map<string, Float64Array>, partner: string, length: number): Float64Array {
  const known = rows.get(partner);
  if (known) return known;
  const row = new Float64Array(length);
  rows.set(partner, row);
  return row;
}

function deals(network: Network): string {
  const { from, to } = network.horizon;
  return FACTS.deal.relation({
    network,
    needs: new Set(),
    window: { from, asOf: to, before: from },
    products: [],
    productWhere: [],
    credited: true,
    everyBasis: false,
  });
}

/** FROM and WHERE of deals with a partner of the case. */
function chosenDeals(network: Network, where: readonly Filter[], binder: Binder): { from: string; where: string } {
  return {
    from: `${deals(network)} f LEFT JOIN ${partnerAttributes(network, network.horizon.to)} p ON p.partner_id = f.partner_id`,
    where: [
      'f.partner_id IS NOT NULL',
      ...(where.length > 0 ? [conditionOf(where, (value) => binder.bind(value))] : []),
    ]
      .map((condition) => `(${condition})`)
      .join(' AND '),
  };
}

const withRates = (network: Network) => (needsRates(network) ? `WITH ${RATES} AS ${rateRelation(network)} ` : '');

async function readAges(
  { reader, network }: Context,
  past: Past,
  where: readonly Filter[],
  options: LabOptions,
): Promise<Map<string, Float64Array>> {
  const { calendar, horizon } = network;
  const binder = new Binder();
  const chosen = chosenDeals(network, where, binder);
  const days = dayTable(network, calendar.span('quarter', past.first - AGES).from, horizon.to);
  const rows = await reader.rows<{
    partner: string;
    closed: string;
    created: string | null;
    old: boolean;
    amount: string;
  }>(
    `${withRates(network)}SELECT f.partner_id AS partner, t.quarter AS closed, c.quarter AS created,
       f.created_on IS NOT NULL AND c.quarter IS NULL AS old, CAST(sum(f.amount) AS DECIMAL(38,4)) AS amount
     FROM ${chosen.from} JOIN ${days} t ON t.day = f.closed_on LEFT JOIN ${days} c ON c.day = f.created_on
     WHERE ${chosen.where} AND f.outcome = 'won' GROUP BY ALL HAVING amount IS NOT NULL`,
    binder.bindings,
    { signal: options.signal },
  );
  const places = quarterPlaces(network, { first: past.first - AGES, last: past.last });
  const byAge = new Map<string, Float64Array>();
  const count = past.last - past.first + 1;
  for (const { partner, closed, created, old, amount } of rows) {
    const at = (places.get(closed) ?? -1) - AGES;
    if (at < 0) continue;
    const began = created === null ? undefined : places.get(created);
    // Nobody knew of a deal whose first day is not written down.
    const age = old ? AGES - 1 : began === undefined ? 0 : Math.min(Math.max(at + AGES - began, 0), AGES - 1);
    rowOf(byAge, partner, count * AGES)[at * AGES + age]! += tenThousandths(amount);
  }
  return byAge;
}

interface OpenRow extends Record<string, string | number | null> {
  readonly id: string;
  readonly partner: string;
  readonly amount: string;
  readonly probability: number | null;
  readonly stage: string | null;
  readonly closes: string | null;
}

async function readOpen(
  { reader, network }: Context,
  past: Past,
  where: readonly Filter[],
  options: LabOptions,
): Promise<{ deals: OpenDeal[]; leftOut: string | null; overdue: number }> {
  const { calendar } = network;
  const next = past.last + 1;
  const begins = calendar.span('quarter', next).from;
  const binder = new Binder();
  const chosen = chosenDeals(network, where, binder);
  const from = `FROM ${chosen.from} WHERE ${chosen.where} AND f.outcome = 'open' AND f.amount > 0 AND f.created_on < ${dateLiteral(begins)}`;
  const [counted] = await reader.rows<{ open: number }>(
    `${withRates(network)}SELECT CAST(count(*) AS INTEGER) AS open ${from}`,
    binder.bindings,
    { signal: options.signal },
  );
  const open = Number(counted?.open ?? 0);
  if (open === 0) return { deals: [], leftOut: null, overdue: 0 };
  if (open > MOST_OPEN) {
    return {
      deals: [],
      overdue: 0,
      leftOut: `There are ${open} open deals, too many to draw each: they are part of what partners usually sell.`,
    };
  }
  const rows = await reader.rows<OpenRow>(
    `${withRates(network)}SELECT f.deal_id AS id, f.partner_id AS partner, CAST(f.amount AS DECIMAL(38,4)) AS amount,
       CAST(f.probability AS DOUBLE) AS probability, f.stage, CAST(f.closed_on AS VARCHAR) AS closes ${from} ORDER BY f.deal_id`,
    binder.bindings,
    { signal: options.signal },
  );
  const rates = await winRates({ reader, network }, options);
  let overdue = 0;
  const drawn = rows.map((row): OpenDeal => {
    const late = row.closes !== null && row.closes < begins;
    if (late) overdue++;
    const day = row.closes === null || late ? begins : row.closes;
    const own = row.probability;
    const chance = own ?? rates.byStage.get(row.stage ?? '') ?? rates.all;
    return {
      id: row.id,
      partner: row.partner,
      amount: tenThousandths(row.amount),
      quarter: calendar.ordinalAt('quarter', day),
      month: calendar.ordinalAt('month', day),
      chance: Math.min(Math.max(chance, 0), 1),
      ownChance: own !== null,
    };
  });
  return { deals: drawn, leftOut: null, overdue };
}

/** Won of decided deals, by the stage that they were decided in where that tells anything, and altogether. */
async function winRates(
  { reader, network }: Pick<Context, 'reader' | 'network'>,
  options: LabOptions,
): Promise<{ byStage: ReadonlyMap<string, number>; all: number }> {
  const rows = await reader.rows<{ stage: string | null; won: number; decided: number }>(
    `SELECT stage, CAST(count(*) FILTER (WHERE outcome = 'won') AS INTEGER) AS won, CAST(count(*) AS INTEGER) AS decided
     FROM ${network.table('deal')} AS decided WHERE outcome IN ('won', 'lost') GROUP BY stage`,
    {},
    { signal: options.signal },
  );
  let [won, decided] = [0, 0];
  const byStage = new Map<string, number>();
  for (const row of rows) {
    won += Number(row.won);
    decided += Number(row.decided);
    // A stage that is only another word for won or lost says nothing of open deals.
    if (row.stage !== null && row.won > 0 && row.won < row.decided) byStage.set(row.stage, row.won / row.decided);
  }
  return { byStage, all: decided > 0 ? won / decided : 0 };
}
