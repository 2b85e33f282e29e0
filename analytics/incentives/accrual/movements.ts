/**
 * The payouts of the ledger as movements of what is owed, each on its day:
 *
 * - **earned**: the amount, on `earned_on` (on `paid_on` where it has none). A request that was approved is owed from then on:
 *   its `approved_amount` on `approved_on`, or on the day of its first claim where that comes before.
 * - **true-up**: what corrects an earlier amount, in either direction. A payout whose reason speaks of a correction, an
 *   adjustment or a true-up; and of a request, what its claims come to less what was approved, on the day of the last claim.
 * - **paid**: the amount, on `paid_on`; a payout that is paid without a day, on the day it was due. What was taken back and
 *   collected is paid below zero.
 * - **expired**: what a lapsed payout or request had been owed, on the last day of the partner's fund in that program, else on
 *   the day it was due, and no later than the data goes.
 * - **clawback**: every other amount below zero, on `earned_on`, as a figure above zero.
 *
 * Refused, cancelled and reversed payouts never were owed and move nothing.
 */

import { quoteText } from '../../engine/sql.ts';
import { inBaseCurrency, needsRates, RATES, rateRelation } from '../../network/currency.ts';
import { dateLiteral, type Network } from '../../network/network.ts';
import { payouts } from '../asPaid.ts';

export const MOVES = ['earned', 'trueUp', 'paid', 'expired', 'clawback'] as const;
export type Move = (typeof MOVES)[number];

/** Reasons that say that an amount corrects another one. */
const CORRECTION = 'true[ -]?up|correct|adjust|re-?rat(e|ing)';

/** When a payout was paid, over `p` and its `due`; NULL for what was not. */
const PAID_DAY = `CASE WHEN p.paid_on IS NOT NULL THEN p.paid_on WHEN lower(p.status) IN ('paid', 'settled') THEN coalesce(p.due, p.earned_on) END`;

/**
 * Rows with item (what is owed by itself: a payout, or a request with all its claims), program, kind, currency, payee, day, move,
 * amount, due_on (NULL until there is something to be due) and payout_id.
 */
export function movementRelation(network: Network): string {
  return `(WITH owed AS ${owedRelation(network)},
      request AS (SELECT *, row_number() OVER (PARTITION BY item ORDER BY earned_on DESC NULLS LAST, payout_id DESC) AS place,
          min(least(approved_on, coalesce(earned_on, approved_on))) OVER (PARTITION BY item) AS owed_on,
          sum(amount) FILTER (WHERE earned_on IS NOT NULL) OVER (PARTITION BY item) AS claimed,
          max(approved_amount) OVER (PARTITION BY item) AS approved,
          bool_and(lapsed) OVER (PARTITION BY item) AS gone
        FROM owed WHERE requested)
    SELECT * FROM (
      SELECT item, program, kind, currency, payee, coalesce(earned_on, paid_day) AS day,
        CASE WHEN corrects THEN 'trueUp' WHEN amount < 0 THEN 'clawback' ELSE 'earned' END AS move,
        CASE WHEN amount < 0 AND NOT corrects THEN -amount ELSE amount END AS amount, due AS due_on, payout_id
      FROM owed WHERE NOT requested
      UNION ALL
      SELECT item, program, kind, currency, payee, owed_on, 'earned', approved, CASE WHEN earned_on IS NOT NULL THEN due END, payout_id
      FROM request WHERE place = 1
      UNION ALL
      SELECT item, program, kind, currency, payee, earned_on, 'trueUp', claimed - approved, due, payout_id
      FROM request WHERE place = 1 AND earned_on IS NOT NULL AND NOT gone
      UNION ALL
      SELECT item, program, kind, currency, payee, paid_day, 'paid', amount, due, payout_id
      FROM owed WHERE paid_day IS NOT NULL AND NOT lapsed
      UNION ALL
      SELECT item, program, kind, currency, payee, lapsed_on, 'expired', amount, due, payout_id
      FROM owed WHERE lapsed AND NOT requested
      UNION ALL
      SELECT item, program, kind, currency, payee, lapsed_on, 'expired', approved, due, payout_id
      FROM request WHERE place = 1 AND gone
    ) AS moves WHERE day IS NOT NULL AND amount <> 0)`;
}

/** Payouts that were owed at some time, with the days that count. */
function owedRelation(network: Network): string {
  const base = quoteText(network.policy.baseCurrency);
  return `(SELECT p.payout_id, coalesce(p.program, '') AS program, lower(coalesce(p.kind, 'other')) AS kind,
      coalesce(p.currency, ${base}) AS currency, p.partner_id AS payee, coalesce(p.amount, 0) AS amount, p.earned_on,
      ${PAID_DAY} AS paid_day, p.approved_on, p.approved_amount, p.due, p.lapsed,
      (p.request_id IS NOT NULL AND p.approved_on IS NOT NULL AND p.approved_amount IS NOT NULL) AS requested,
      CASE WHEN p.request_id IS NOT NULL AND p.approved_on IS NOT NULL AND p.approved_amount IS NOT NULL
        THEN p.partner_id || chr(10) || coalesce(p.program, '') || chr(10) || p.request_id ELSE p.payout_id END AS item,
      coalesce(regexp_matches(lower(p.reason), '${CORRECTION}'), FALSE) AS corrects,
      least(coalesce(fund.expires_on, p.due, p.earned_on, p.approved_on), ${dateLiteral(network.horizon.to)}) AS lapsed_on
    FROM ${payoutsWithDays(network)} p
    LEFT JOIN (SELECT partner_id, program, max(expires_on) AS expires_on FROM ${network.table('fund')} AS funds
      GROUP BY partner_id, program) fund ON fund.partner_id = p.partner_id AND fund.program = p.program
    WHERE (p.counts OR p.lapsed) AND p.partner_id IS NOT NULL)`;
}

/** Payouts with `due`, by their own day or by the terms of the policy, and whether they count or have lapsed. */
export function payoutsWithDays(network: Network): string {
  const base = inBaseCurrency(network);
  const rates = needsRates(base) ? `WITH ${RATES} AS ${rateRelation(base)} ` : '';
  return `(${rates}SELECT payout.*, f.due_on AS due, f.earned AS counts, lower(coalesce(payout.status, '')) = 'expired' AS lapsed
    FROM ${network.table('payout')} payout JOIN ${payouts(base, [])} f ON f.payout_id = payout.payout_id)`;
}
