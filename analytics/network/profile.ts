/**
 * What the loaded data holds, asked once per data version. It decides which joins a query needs and which metrics have
 * an answer: a share of something that was never loaded is unknown, not zero.
 *
 * Each question is one that column statistics answer for the usual file (one currency, no roles), so that ten million
 * deals are not read ten times before the first figure.
 */
import type { Policy } from '../api/documents/policy.ts';
import type { Executor } from '../engine/engine.ts';
import { quoteText } from '../engine/sql.ts';
import { dataRange } from './history.ts';
import type { TableName } from './model.ts';
import type { Horizon } from './period.ts';

export interface NetworkProfile {
  readonly history: Horizon | null;
  /** Currencies other than the base currency. */
  readonly foreign: readonly string[];
  /** Some deals are on another basis than the policy's revenue basis. */
  readonly otherBases: boolean;
  /** Some deals have rows in store.deal_line. */
  readonly lines: boolean;
  /** Some deals have parties beyond the inline one. */
  readonly parties: boolean;
  /** Data that some metrics cannot do without. */
  readonly has: Readonly<Record<Evidence, boolean>>;
  /** The program whose levels are the partners' levels; null without enrollment history. */
  readonly mainProgram: string | null;
  readonly targetScopes: readonly string[];
  /** First and last day from which an exchange rate counts. */
  readonly rates: Horizon | null;
}

type Place = readonly [table: TableName, column: string, value?: string];

/** Kinds of data that may be missing altogether, each by the column that would show it, or by a value of it. */
const EVIDENCE = {
  losses: [['deal', 'outcome', 'lost']],
  roles: [
    ['deal', 'role'],
    ['deal_party', 'role'],
  ],
  registrations: [['deal', 'registered_on']],
  recurring: [['deal', 'recurring_amount']],
  terms: [['deal', 'term_end']],
  costs: [
    ['deal', 'cost'],
    ['deal_line', 'cost'],
  ],
  listPrices: [
    ['deal', 'list_amount'],
    ['deal_line', 'list_amount'],
  ],
  payouts: [['payout', 'payout_id']],
  payments: [['payout', 'paid_on']],
  disputes: [['payout', 'dispute_status']],
  certifications: [['certification', 'partner_id']],
  programCosts: [['program_cost', 'category']],
  targets: [['target', 'metric']],
} as const satisfies Record<string, readonly Place[]>;
export type Evidence = keyof typeof EVIDENCE;

export async function networkProfile(
  executor: Executor,
  policy: Pick<Policy, 'baseCurrency' | 'revenueBasis'>,
  today?: string,
): Promise<NetworkProfile> {
  const evidence = Object.entries(EVIDENCE) as [Evidence, readonly Place[]][];
  const flags = [
    ...evidence.map(([name, places]) => [name, places.map((place) => exists(...place)).join(' OR ')]),
    ['lines', exists('deal_line', 'deal_id')],
    ['parties', exists('deal_party', 'deal_id')],
    ['other_bases', `EXISTS (SELECT 1 FROM ${current('deal')} AND basis <> $basis)`],
  ];
  const [history, [found], foreign, scopes, programs, [rates]] = await Promise.all([
    dataRange(executor, today),
    executor.rows<Record<string, boolean>>(`SELECT ${flags.map(([name, sql]) => `${sql} AS "${name}"`).join(', ')}`, {
      basis: policy.revenueBasis,
    }),
    executor.rows<{ currency: string }>(
      `SELECT DISTINCT currency FROM (${(['deal', 'payout', 'program_cost', 'target'] as const)
        .map((table) => `SELECT currency FROM ${current(table)} AND currency <> $base`)
        .join(' UNION ALL ')}) AS others ORDER BY currency`,
      { base: policy.baseCurrency },
    ),
    executor.rows<{ scope: string }>('SELECT DISTINCT scope FROM net.target WHERE scope IS NOT NULL'),
    executor.rows<{ program: string }>(
      `SELECT program FROM net.enrollment GROUP BY program
       ORDER BY program = 'main' DESC, count(DISTINCT partner_id) DESC, program LIMIT 1`,
    ),
    executor.rows<{ from: string | null; to: string | null }>(
      'SELECT min(on_date) AS "from", max(on_date) AS "to" FROM net.fx_rate',
    ),
  ]);
  return {
    history,
    foreign: foreign.map(({ currency }) => currency),
    otherBases: found?.other_bases === true,
    lines: found?.lines === true,
    parties: found?.parties === true,
    has: Object.fromEntries(evidence.map(([name]) => [name, found?.[name] === true])) as Record<Evidence, boolean>,
    mainProgram: programs[0]?.program ?? null,
    targetScopes: scopes.map(({ scope }) => scope),
    rates: rates?.from && rates.to ? { from: rates.from, to: rates.to } : null,
  };
}

function current(table: TableName): string {
  return `store.${table} WHERE to_load IS NULL`;
}

function exists(table: TableName, column: string, value?: string): string {
  const test = value === undefined ? 'IS NOT NULL' : `= ${quoteText(value)}`;
  return `EXISTS (SELECT 1 FROM ${current(table)} AND ${column} ${test})`;
}
