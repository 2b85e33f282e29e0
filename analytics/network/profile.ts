/**
 * What the loaded data holds, asked once per data version. It decides which joins a query needs and which metrics have
 * an answer: a share of something that was never loaded is unknown, not zero.
 */
import type { Executor } from '../engine/engine.ts';
import { dataRange } from './history.ts';
import type { Horizon } from './period.ts';

export interface NetworkProfile {
  readonly history: Horizon | null;
  /** Currencies of deals, payouts, costs and targets, null for rows without one. */
  readonly currencies: readonly (string | null)[];
  readonly bases: readonly (string | null)[];
  /** Some deals have rows in store.deal_line. */
  readonly lines: boolean;
  /** Some deals have parties beyond the inline one. */
  readonly parties: boolean;
  /** Partner, deal and payout data that some metrics cannot do without. */
  readonly has: Readonly<Record<Evidence, boolean>>;
  /** The program whose levels are the partners' levels; null without enrollment history. */
  readonly mainProgram: string | null;
  readonly targetScopes: readonly string[];
  /** First and last day from which an exchange rate counts. */
  readonly rates: Horizon | null;
}

/** Kinds of data that may be missing altogether. */
export type Evidence =
  | 'roles'
  | 'registrations'
  | 'recurring'
  | 'terms'
  | 'costs'
  | 'listPrices'
  | 'payouts'
  | 'payments'
  | 'certifications'
  | 'programCosts'
  | 'discountPayouts';

export async function networkProfile(executor: Executor, today?: string): Promise<NetworkProfile> {
  const [history, deals, lines, parties, payouts, others, enrollment, rates] = await Promise.all([
    dataRange(executor, today),
    executor.rows<{
      currency: string | null;
      basis: string | null;
      roles: number;
      registrations: number;
      recurring: number;
      terms: number;
      costs: number;
      lists: number;
    }>(
      `SELECT currency, basis, count(role) AS roles, count(registered_on) AS registrations,
              count(recurring_amount) AS recurring, count(term_end) AS terms, count(cost) AS costs, count(list_amount) AS lists
       FROM net.deal GROUP BY currency, basis`,
    ),
    executor.rows<{ rows: number; costs: number; lists: number }>(
      `SELECT count(*) AS rows, count(cost) AS costs, count(list_amount) AS lists FROM store.deal_line WHERE to_load IS NULL`,
    ),
    executor.rows<{ rows: number }>('SELECT count(*) AS rows FROM store.deal_party WHERE to_load IS NULL'),
    executor.rows<{ currency: string | null; rows: number; paid: number; discounts: number }>(
      `SELECT currency, count(*) AS rows, count(paid_on) AS paid, count(*) FILTER (WHERE kind = 'discount') AS discounts
       FROM net.payout GROUP BY currency`,
    ),
    executor.rows<{ source: string; value: string | null }>(
      `SELECT DISTINCT 'cost' AS source, currency AS value FROM net.program_cost
       UNION ALL SELECT DISTINCT 'target', currency FROM net.target
       UNION ALL SELECT DISTINCT 'scope', scope FROM net.target
       UNION ALL SELECT DISTINCT 'certification', NULL FROM net.certification`,
    ),
    executor.rows<{ program: string }>(
      `SELECT program FROM net.enrollment GROUP BY program
       ORDER BY program = 'main' DESC, count(DISTINCT partner_id) DESC, program LIMIT 1`,
    ),
    executor.rows<{ from: string | null; to: string | null }>(
      'SELECT min(on_date) AS "from", max(on_date) AS "to" FROM net.fx_rate',
    ),
  ]);
  const any = <T>(rows: readonly T[], key: keyof T) => rows.some((row) => Number(row[key]) > 0);
  const currencies = [
    ...deals.map((row) => row.currency),
    ...payouts.map((row) => row.currency),
    ...others.filter(({ source }) => source === 'cost' || source === 'target').map(({ value }) => value),
  ];
  return {
    history,
    currencies: [...new Set(currencies)],
    bases: [...new Set(deals.map((row) => row.basis))],
    lines: any(lines, 'rows'),
    parties: any(parties, 'rows'),
    has: {
      roles: any(deals, 'roles') || any(parties, 'rows'),
      registrations: any(deals, 'registrations'),
      recurring: any(deals, 'recurring'),
      terms: any(deals, 'terms'),
      costs: any(deals, 'costs') || any(lines, 'costs'),
      listPrices: any(deals, 'lists') || any(lines, 'lists'),
      payouts: payouts.length > 0,
      payments: any(payouts, 'paid'),
      certifications: others.some(({ source }) => source === 'certification'),
      programCosts: others.some(({ source }) => source === 'cost'),
      discountPayouts: any(payouts, 'discounts'),
    },
    mainProgram: enrollment[0]?.program ?? null,
    targetScopes: others.flatMap(({ source, value }) => (source === 'scope' && value ? [value] : [])),
    rates: rates[0]?.from && rates[0].to ? { from: rates[0].from, to: rates[0].to } : null,
  };
}
