/** The payouts of the ledger as a side of a case. */
import type { DimensionId, Filter } from '../api/documents/query.ts';
import type { ResolvedPeriod } from '../api/results.ts';
import { quoteText } from '../engine/sql.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { Binder } from '../metrics/sql.ts';
import { inCurrency, needsRates, RATES, rateRelation } from '../network/currency.ts';
import { FACTS } from '../network/facts.ts';
import { dateLiteral, dayTable, type Network } from '../network/network.ts';
import { partnerAttributes } from '../network/roster.ts';
import { withDealFamilies } from './dealFamilies.ts';
import type { IncentiveDesk } from './desk.ts';
import { conditionOf } from './rowFilters.ts';
import { tenThousandths } from './settle.ts';
import type { PaidRows, PaySide } from './side.ts';

/** Stands for a plan where costs are told line by line. */
export const AS_PAID = 'as-paid';

export interface AsPaidRequest {
  readonly period: ResolvedPeriod;
  readonly where: readonly Filter[];
  /** Kinds of payouts, in small letters; all of them when null. */
  readonly kinds: readonly string[] | null;
  readonly currency: string;
}

interface PaidRow extends Record<string, string | null> {
  readonly payee: string;
  readonly kind: string | null;
  readonly program: string | null;
  readonly quarter: string;
  readonly family: string | null;
  readonly amount: string;
  readonly base: string | null;
}

/** Rough bytes of a row: its texts are shared. */
const ROW_BYTES = 80;

/**
 * Payouts earned in the period, at the policy's rates on the days they were earned; refused and reversed ones left out.
 * Payouts that name no partner are nobody's and stay out.
 */
export function asPaidSide(desk: IncentiveDesk, request: AsPaidRequest, options: LabOptions = {}): Promise<PaySide> {
  const { context, lab } = desk;
  const { period, where, kinds, currency } = request;
  const key = JSON.stringify([period.from, period.to, where, kinds, currency]);
  return lab.keep(context, `as paid ${key}`, options.signal, async () => {
    options.progress?.('Reading payouts', 0, 1, 'tables');
    const network = inCurrency(context.network, currency);
    const binder = new Binder();
    const conditions = [
      ...payoutConditions(period),
      'f.partner_id IS NOT NULL',
      ...(kinds === null ? [] : [`lower(f.kind) IN (${kinds.map((kind) => quoteText(kind)).join(', ')})`]),
      ...(where.length > 0 ? [conditionOf(where, (value) => binder.bind(value))] : []),
    ];
    const rates = needsRates(network) ? `WITH ${RATES} AS ${rateRelation(network)} ` : '';
    const rows = await withDealFamilies(desk, options, (dealFamilies) =>
      context.reader.rows<PaidRow>(
        `${rates}SELECT f.partner_id AS payee, f.kind, f.program, t.quarter, coalesce(f.family, part.family) AS family,
         ${partOf('f.amount')} AS amount, ${partOf('f.base')} AS base
       FROM ${payouts(network, ['family'])} f
       LEFT JOIN ${dealFamilies} part ON part.deal_id = CASE WHEN f.family IS NULL THEN f.deal_id END
       LEFT JOIN ${partnerAttributes(network, period.to)} p ON p.partner_id = f.partner_id
       JOIN ${dayTable(network, period.from, period.to)} t ON t.day = f.earned_on
       WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}
       GROUP BY ALL HAVING amount IS NOT NULL ORDER BY ALL`,
        binder.bindings,
        { signal: options.signal },
      ),
    );
    return { value: sideOf(rows), bytes: 1_024 + rows.length * ROW_BYTES };
  });
}

/** Payouts of the ledger with what product dimensions are asked for, by the line or deal that they were earned on. */
export function payouts(network: Network, products: readonly DimensionId[]): string {
  return FACTS.payout.relation({
    network,
    needs: new Set(),
    window: { from: network.horizon.from, asOf: network.horizon.to, before: network.horizon.from },
    products,
    productWhere: [],
    credited: true,
    everyBasis: false,
  });
}

/** What makes a payout count as paid for a period. */
export function payoutConditions({ from, to }: ResolvedPeriod): string[] {
  return ['f.earned', `f.earned_on BETWEEN ${dateLiteral(from)} AND ${dateLiteral(to)}`];
}

/** Of payouts on whole deals the part of each family. Differences of two shares of the deal's amount add up to the payout. */
function partOf(sum: string): string {
  const shareOf = (upto: string) => `CAST(CAST(${sum} AS DOUBLE) * ${upto} / part.total AS DECIMAL(38,4))`;
  return `CAST(sum(CASE WHEN part.deal_id IS NULL THEN ${sum} ELSE ${shareOf('part.upto')} - ${shareOf('part.before')} END) AS DECIMAL(38,4))`;
}

function sideOf(rows: readonly PaidRow[]): PaySide {
  const payees = [...new Set(rows.map(({ payee }) => payee))].sort();
  const places = new Map(payees.map((id, index) => [id, index]));
  const paid: PaidRows = {
    payeeOf: Int32Array.from(rows, ({ payee }) => places.get(payee)!),
    amount: Float64Array.from(rows, ({ amount }) => tenThousandths(amount)),
    base: Float64Array.from(rows, ({ base }) => (base === null ? Number.NaN : tenThousandths(base))),
    quarter: rows.map(({ quarter }) => quarter),
    kind: rows.map(({ kind }) => kind ?? 'other'),
    program: rows.map(({ program }) => program),
    family: rows.map(({ family }) => family),
  };
  const pay = new Float64Array(payees.length);
  let total = 0;
  paid.amount.forEach((amount, row) => {
    pay[paid.payeeOf[row]!]! += amount;
    total += amount;
  });
  return { payees, pay, lines: [], paid, total };
}
