/** The payouts of the ledger as an audit reads them. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import { quoteText } from '../../engine/sql.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { conversion, inBaseCurrency, inCurrency, needsRates, RATES, rateRelation } from '../../network/currency.ts';
import { FACTS } from '../../network/facts.ts';
import type { Network } from '../../network/network.ts';
import { tenThousandths } from '../settle.ts';
import { returnRelation } from './network.ts';

/** One payout; amounts are whole numbers of 1/10,000 of its currency. */
export interface LedgerPayout {
  readonly id: string;
  readonly payee: string;
  readonly deal: string | null;
  readonly line: string | null;
  readonly base: number | null;
  /** Decimal text. */
  readonly rate: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly earnedOn: string;
  readonly paidOn: string | null;
}

/**
 * What counts as earned or paid: payout_id, payee, deal_id, line_id, program, kind (small letters), base, rate, amount,
 * currency, earned_on (the day of payment where it has none), paid_on, ruled_on (whose terms count: for a return, the day of
 * its sale), base_amount in the base currency, and what claims have.
 */
export function ledgerRelation(network: Network): string {
  const base = inBaseCurrency(network);
  const fact = FACTS.payout.relation({
    network: base,
    needs: new Set(),
    window: { from: network.horizon.from, asOf: network.horizon.to, before: network.horizon.from },
    products: [],
    productWhere: [],
    credited: true,
    everyBasis: false,
  });
  return `(${withRates(base)}SELECT d.payout_id, d.partner_id AS payee, d.deal_id, d.line_id, coalesce(d.program, '') AS program,
      lower(coalesce(d.kind, 'other')) AS kind, d.base, d.rate, d.amount,
      coalesce(d.currency, ${quoteText(network.policy.baseCurrency)}) AS currency,
      coalesce(d.earned_on, d.paid_on) AS earned_on, d.paid_on, f.amount AS base_amount,
      coalesce(r.sale_on, d.earned_on, d.paid_on) AS ruled_on,
      d.request_id, d.approved_on, d.approved_amount, d.activity_on, d.claimed_on, d.proof_ref, d.status
    FROM ${network.table('payout')} d JOIN ${fact} f ON f.payout_id = d.payout_id
    LEFT JOIN ${returnRelation(network)} r ON r.deal_id = d.deal_id
    WHERE f.earned AND d.partner_id IS NOT NULL AND d.amount IS NOT NULL AND coalesce(d.earned_on, d.paid_on) IS NOT NULL)`;
}

/** The same with `amount` and `base` in the plan's currency at the rates of the days on which they were earned. */
export function ledgerInPlanCurrency(
  network: Network,
  { currency, fxTable }: Pick<IncentivePlan, 'currency' | 'fxTable'>,
): string {
  const own = currency ?? network.policy.baseCurrency;
  const target = inCurrency(network, own, fxTable);
  const money = conversion(target, 'd', 'd.earned_on');
  return `(${withRates(target)}SELECT d.* REPLACE (${money.amount('d.amount')} AS amount, ${money.amount('d.base')} AS base,
      ${quoteText(own)} AS currency)
    FROM ${ledgerRelation(network)} d ${money.join})`;
}

function withRates(network: Network): string {
  return needsRates(network) ? `WITH ${RATES} AS ${rateRelation(network)} ` : '';
}

export const PAYOUT_COLUMNS =
  'payout_id, payee, deal_id, line_id, base, rate, amount, currency, earned_on, paid_on' as const;

export type PayoutCells = Record<
  'payout_id' | 'payee' | 'deal_id' | 'line_id' | 'base' | 'rate' | 'amount' | 'currency' | 'earned_on' | 'paid_on',
  string | null
>;

export function payoutOf(cells: PayoutCells): LedgerPayout {
  return {
    id: cells.payout_id!,
    payee: cells.payee!,
    deal: cells.deal_id,
    line: cells.line_id,
    base: cells.base === null ? null : tenThousandths(cells.base),
    rate: cells.rate,
    amount: tenThousandths(cells.amount!),
    currency: cells.currency!,
    earnedOn: cells.earned_on!,
    paidOn: cells.paid_on,
  };
}

/** Payouts in the order in which they were paid; those that are not, last. */
export function byPayment(a: LedgerPayout, b: LedgerPayout): number {
  const [one, other] = [a.paidOn ?? '9999', b.paidOn ?? '9999'];
  if (one !== other) return one < other ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

export type Source = Pick<QueryContext, 'reader' | 'network'>;
