/** The payouts of the ledger as an audit reads them. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import { quoteText } from '../../engine/sql.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { conversion, inBaseCurrency, inCurrency, needsRates, RATES, rateRelation } from '../../network/currency.ts';
import { FACTS } from '../../network/facts.ts';
import type { Network } from '../../network/network.ts';
import { decimal, quotient } from '../../rules/sqlExact.ts';
import { tenThousandths } from '../settle.ts';
import { returnRelation } from './network.ts';

/** One payout; amounts are whole numbers of 1/10,000 of the currency that they are compared in. */
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
  /** As the payout itself says. */
  readonly written: { readonly amount: number; readonly currency: string };
}

/**
 * What counts as earned or paid: payout_id, payee, deal_id, line_id, program, kind (small letters), base, rate, amount,
 * currency, both of these again as `written_…` for whoever converts them, earned_on (the day of payment where it has none), paid_on, ruled_on (whose terms count: for a return, the day of
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
      d.amount AS written_amount, coalesce(d.currency, ${quoteText(network.policy.baseCurrency)}) AS written_currency,
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

/**
 * The same with `amount` and `base` of a payout in another currency than its deal's in that one, by the rates of both to the
 * base currency on the day on which it was earned; as they are written where one of the rates lacks.
 */
export function ledgerInDealCurrency(network: Network): string {
  const inBase = inBaseCurrency(network);
  if (!needsRates(inBase)) return ledgerRelation(network);
  const paid = conversion(inBase, 'l', 'l.earned_on');
  const deal = conversion(inBase, 'd', 'p.earned_on');
  // An amount has four decimals: of ten thousand it shows every digit of a rate.
  const tenThousand = { sql: decimal(deal.amount('10000'), 4), scale: 4 };
  const dealCurrency = `coalesce(d.currency, ${quoteText(network.policy.baseCurrency)})`;
  const inDeal = (name: 'amount' | 'base') => {
    const left = { sql: `${decimal(`p.${name}_in_base`, 4)} * 10000`, scale: 4 };
    return `CASE WHEN p.currency = ${dealCurrency} THEN p.${name} ELSE coalesce(${quotient(left, tenThousand, 4)}, p.${name}) END AS ${name}`;
  };
  return `(${withRates(inBase)}SELECT p.* EXCLUDE (amount_in_base, base_in_base)
      REPLACE (${inDeal('amount')}, ${inDeal('base')}, ${dealCurrency} AS currency)
    FROM (SELECT l.*, ${paid.amount('l.amount')} AS amount_in_base, ${paid.amount('l.base')} AS base_in_base
      FROM ${ledgerRelation(network)} l ${paid.join}) p
    LEFT JOIN ${network.table('deal')} d ON d.deal_id = p.deal_id ${deal.join})`;
}

function withRates(network: Network): string {
  return needsRates(network) ? `WITH ${RATES} AS ${rateRelation(network)} ` : '';
}

export const PAYOUT_COLUMNS =
  'payout_id, payee, deal_id, line_id, base, rate, amount, currency, earned_on, paid_on, written_amount, written_currency' as const;

export type PayoutCells = Record<
  | 'payout_id'
  | 'payee'
  | 'deal_id'
  | 'line_id'
  | 'base'
  | 'rate'
  | 'amount'
  | 'currency'
  | 'earned_on'
  | 'paid_on'
  | 'written_amount'
  | 'written_currency',
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
    written: { amount: tenThousandths(cells.written_amount!), currency: cells.written_currency! },
  };
}

/** Payouts in the order in which they were paid; those that are not, last. */
export function byPayment(a: LedgerPayout, b: LedgerPayout): number {
  const [one, other] = [a.paidOn ?? '9999', b.paidOn ?? '9999'];
  if (one !== other) return one < other ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

export type Source = Pick<QueryContext, 'reader' | 'network'>;
