/** Costs of the program itself, shared out among the partners that they are for. */
import type { RunOptions } from '../../engine/engine.ts';
import { withShared } from '../../metrics/compile.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import { Binder, whereClause } from '../../metrics/sql.ts';
import { dateCondition } from '../../metrics/window.ts';
import { numbers } from '../../present/numbers.ts';
import { moneyText, shareOut, sumOf, unitsOf } from '../exact.ts';
import { uncredited } from '../uncredited.ts';
import { type Days, windowOver } from '../year.ts';

/** Costs of a year for one scope, in units of 10^-4. */
export interface CostPool {
  /** As loaded: a region, a level, a type or a partner; null for the whole network. */
  readonly scope: string | null;
  readonly amount: bigint;
}

/** Who may bear costs. */
export interface Bearer {
  readonly id: string;
  readonly region: string | null;
  readonly level: string | null;
  readonly type: string | null;
  readonly enrolled: boolean;
  readonly bookings: bigint;
}

export interface Allocation {
  /** In the order of the bearers. */
  readonly costs: readonly bigint[];
  /** What nobody can bear, because there are no partners. */
  readonly unallocated: bigint;
  /** The rule in a sentence. */
  readonly rule: string;
  readonly notes: readonly string[];
}

const NETWORK_SCOPES = new Set(['', 'network', 'all', 'global']);
/** Regions named in the sentence. */
const NAMED = 3;

/** The program costs that the cost of channel counts in these days, by scope. */
export async function readCostPools(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  days: Days,
  options: RunOptions = {},
): Promise<CostPool[]> {
  if (!network.profile.has.programCosts) return [];
  const piece = findMetric('cost_of_channel').pieces.program!;
  const window = windowOver(network, days);
  const dated = dateCondition(piece, window);
  const { sql, bindings } = withShared(
    network,
    window,
    new Binder(),
    `SELECT f.scope, CAST(sum(${piece.value}) AS DECIMAL(38,4)) AS amount FROM ${uncredited('cost', network, window)} f${whereClause(dated ? [dated] : [])}
     GROUP BY f.scope ORDER BY f.scope NULLS FIRST`,
  );
  const rows = await reader.rows<{ scope: string | null; amount: string | null }>(sql, bindings, {
    signal: options.signal,
  });
  const pools = new Map<string | null, bigint>();
  for (const { scope, amount } of rows) {
    const own = scope === null || NETWORK_SCOPES.has(plain(scope)) ? null : scope;
    pools.set(own, (pools.get(own) ?? 0n) + unitsOf(amount));
  }
  return [...pools].map(([scope, amount]) => ({ scope, amount })).filter(({ amount }) => amount !== 0n);
}

/**
 * Every pool among the partners of its scope by their bookings, none of them below 0; where nobody booked anything, evenly
 * among those enrolled. Sums to the last digit.
 */
export function allocate(pools: readonly CostPool[], bearers: readonly Bearer[], locale: string): Allocation {
  const costs = bearers.map(() => 0n);
  const kinds = new Map<ScopeKind, string[]>();
  const strangers: string[] = [];
  let unallocated = 0n;
  for (const { scope, amount } of pools) {
    const found = scope === null ? null : bearersOf(scope, bearers);
    if (found) kinds.set(found.kind, [...(kinds.get(found.kind) ?? []), scope!]);
    else if (scope !== null) strangers.push(scope);
    const places = found?.places ?? bearers.map((_, index) => index);
    const weights = weightsOf(places.map((place) => bearers[place]!));
    if (weights === null) {
      unallocated += amount;
      continue;
    }
    for (const [index, part] of shareOut(amount, weights).entries()) costs[places[index]!]! += part;
  }
  return { costs, unallocated, rule: ruleOf(pools, kinds, locale), notes: notesOf(strangers, unallocated, locale) };
}

type ScopeKind = 'region' | 'level' | 'type' | 'partner';
const KINDS: readonly { readonly kind: ScopeKind; of(bearer: Bearer): string | null }[] = [
  { kind: 'region', of: ({ region }) => region },
  { kind: 'level', of: ({ level }) => level },
  { kind: 'type', of: ({ type }) => type },
  { kind: 'partner', of: ({ id }) => id },
];

function bearersOf(scope: string, bearers: readonly Bearer[]): { kind: ScopeKind; places: number[] } | null {
  const wanted = plain(scope);
  for (const { kind, of } of KINDS) {
    const places = bearers.flatMap((bearer, index) => (plain(of(bearer) ?? '') === wanted ? [index] : []));
    if (places.length > 0) return { kind, places };
  }
  return null;
}

function weightsOf(bearers: readonly Bearer[]): bigint[] | null {
  const booked = bearers.map(({ bookings }) => (bookings > 0n ? bookings : 0n));
  if (sumOf(booked) > 0n) return booked;
  const enrolled = bearers.map((bearer) => (bearer.enrolled ? 1n : 0n));
  if (sumOf(enrolled) > 0n) return enrolled;
  return bearers.length > 0 ? bearers.map(() => 1n) : null;
}

const KIND_WORDS: Readonly<Record<ScopeKind, string>> = {
  region: 'a region',
  level: 'a level',
  type: 'a type of partner',
  partner: 'one partner',
};

function ruleOf(pools: readonly CostPool[], kinds: ReadonlyMap<ScopeKind, string[]>, locale: string): string {
  if (pools.length === 0) return 'No program costs are loaded for this year, so none are shared out.';
  const total = numbers(locale).compact(moneyText(sumOf(pools.map(({ amount }) => amount))));
  const own = [...kinds].map(([kind, scopes]) => {
    const named = scopes.slice(0, NAMED).join(', ');
    const list = scopes.length > NAMED ? `${named} and ${scopes.length - NAMED} more` : named;
    return kind === 'partner'
      ? `those for ${KIND_WORDS[kind]} (${list}) are its own`
      : `those for ${KIND_WORDS[kind]} (${list}) among its partners by theirs`;
  });
  const parts = ['those for the whole network among all partners by their bookings of the year', ...own];
  return `Program costs of ${total} are shared out: ${parts.join('; ')}.`;
}

function notesOf(strangers: readonly string[], unallocated: bigint, locale: string): string[] {
  const notes: string[] = [];
  if (strangers.length > 0) {
    notes.push(
      `Program costs for ${strangers.join(', ')} count for the whole network: that is no region, level, type or partner of the roster.`,
    );
  }
  if (unallocated !== 0n) {
    const amount = numbers(locale).compact(moneyText(unallocated));
    notes.push(`Program costs of ${amount} are in the total only: there is no partner to bear them.`);
  }
  return notes;
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
