/** What must stand beside figures so that they can be quoted: window, currency, filters, and what a reader must know. */
import type { Comparison, DimensionId, Filter } from '../api/documents/query.ts';
import type { Basis, Cell, ResolvedPeriod } from '../api/results.ts';
import { needsRates } from '../network/currency.ts';
import type { Network } from '../network/network.ts';
import { comparisonOf, type Period, resolvePeriod } from '../network/period.ts';
import type { Evidence } from '../network/profile.ts';
import { formatDate } from '../present/dates.ts';
import { everyBasis, isNowOnly, UNRATED } from './compile.ts';
import type { QueryContext } from './context.ts';
import type { Metric } from './dictionary.ts';
import { coverageNotes } from './indices/coverage.ts';

/** The window of a question and what it is compared with. */
export interface Scope {
  readonly period: Period;
  readonly comparison: Period | null;
}

export function scopeOf(
  { network }: QueryContext,
  spec: { readonly period?: string | undefined; readonly compare?: Comparison | undefined },
): Scope {
  const period = resolvePeriod(spec.period, network.calendar, network.horizon);
  return { period, comparison: spec.compare ? comparisonOf(period, spec.compare, network.horizon) : null };
}

export interface BasisRequest extends Scope {
  readonly metrics: readonly Metric[];
  readonly by: readonly DimensionId[];
  readonly where: readonly Filter[];
  readonly compare: Comparison | undefined;
  readonly overlap: Basis['overlap'];
  /** The figures with no dimension, with the hidden columns of totals. */
  readonly totals: Readonly<Record<string, Cell>>;
}

export function basisOf(context: QueryContext, request: BasisRequest): Basis {
  const { policy } = context.network;
  return {
    period: plainPeriod(request.period),
    comparison: request.comparison && plainPeriod(request.comparison),
    currency: policy.baseCurrency,
    rates: policy.rates,
    filters: request.where,
    policyVersion: context.policyVersion,
    dataVersion: context.dataVersion,
    overlap: request.overlap,
    notes: notesOf(context, request),
  };
}

const EVIDENCE_WORDS: Readonly<Record<Evidence, string>> = {
  losses: 'lost deals',
  roles: 'roles of partners in deals',
  registrations: 'deal registrations',
  recurring: 'recurring amounts',
  terms: 'contract terms',
  costs: 'costs',
  listPrices: 'list prices',
  payouts: 'payouts',
  payments: 'payment dates',
  disputes: 'disputes of payouts',
  certifications: 'certificates',
  programCosts: 'program costs',
  targets: 'targets',
};

const NO_SEGMENTS = 'Nobody has a segment: no segmentation is in force. Save one on the Segments screen and assign it.';

function notesOf({ network }: QueryContext, request: BasisRequest): string[] {
  const { policy, profile, horizon, segments } = network;
  const { period, comparison, compare, metrics, by, where } = request;
  const date = (iso: string) => formatDate(iso, policy.locale);
  const dims = [...by, ...where.map(({ dim }) => dim)];
  const notes: string[] = [];
  if (period.elapsedTo) {
    const same = comparison ? ' It is compared with the same elapsed part.' : '';
    notes.push(`The period is unfinished: data end on ${date(period.elapsedTo)}.${same}`);
  } else if (profile.history && period.from > horizon.to) {
    notes.push(`The period lies after the data, which end on ${date(horizon.to)}.`);
  }
  if (compare && !comparison) notes.push('Everything has nothing to be compared with; choose a period.');
  const unrated = Number(request.totals[UNRATED] ?? 0);
  if (unrated > 0) {
    notes.push(
      `${unrated} ${unrated === 1 ? 'row' : 'rows'} without a ${policy.rates} rate to ${policy.baseCurrency} left out of the sums (${profile.foreign.join(', ')}).`,
    );
  } else if (needsRates(network)) {
    notes.push(`Converted from ${profile.foreign.join(', ')} at ${policy.rates} rates.`);
  }
  if (dims.some((dim) => dim === 'level' || dim === 'level_at_event') && profile.mainProgram === null) {
    notes.push('Levels are those loaded with the roster: there is no enrollment history.');
  }
  if (dims.includes('segment') && !segments) notes.push(NO_SEGMENTS);
  if (profile.otherBases && metrics.some(usesDeals)) {
    notes.push(
      everyBasis(by, where) && by.includes('basis')
        ? `Bases are shown apart and never added; totals are ${policy.revenueBasis}.`
        : everyBasis(by, where)
          ? 'Only deals on the chosen basis.'
          : `Only deals on the basis ${policy.revenueBasis}; others are left out.`,
    );
  }
  for (const metric of metrics) {
    const unloaded = unloadedFor(metric, network);
    if (metric.parts) notes.push(...indexNotes(metric.label, metric.parts, network));
    else if (unloaded) notes.push(`${metric.label} is unknown: no ${unloaded} loaded.`);
  }
  if (comparison) notes.push(...coverageNotes(metrics, request.totals, comparison.label, policy.locale));
  const now = comparison ? metrics.filter(isNowOnly).map(({ label }) => label) : [];
  if (now.length > 0) notes.push(`Known only as of now, so without a comparison: ${now.join(', ')}.`);
  return [...new Set(notes)];
}

/** The data without which a metric has no figure, where none of it is loaded: `certificates`, `payouts`. */
export function unloadedFor(metric: Metric, { profile }: Pick<Network, 'profile'>): string | null {
  const missing = Object.values(metric.pieces).find(
    ({ requires }) => requires && !requires.some((evidence) => profile.has[evidence]),
  );
  return missing?.requires?.map((name) => EVIDENCE_WORDS[name]).join(' or ') ?? null;
}

/** Which measures of an index have no data, and for want of what. */
function indexNotes(label: string, parts: NonNullable<Metric['parts']>, network: Network): string[] {
  const missing = parts.flatMap(({ of }) => {
    const data = unloadedFor(of, network);
    return data ? [{ label: of.label, data }] : [];
  });
  if (missing.length === 0) return [];
  const names = missing.map((one) => one.label).join(', ');
  const data = [...new Set(missing.map((one) => one.data))].join(' and no ');
  return missing.length === parts.length
    ? [`${label} is unknown: no ${data} loaded.`]
    : [`${label} leaves out what is not known, ${names}: no ${data} loaded.`];
}

function usesDeals(metric: Metric): boolean {
  return Object.values(metric.pieces).some(({ fact }) => fact === 'deal');
}

function plainPeriod({ label, spec, from, to, elapsedTo }: Period): ResolvedPeriod {
  return {
    label,
    from,
    to,
    ...(spec === undefined ? {} : { spec }),
    ...(elapsedTo === undefined ? {} : { elapsedTo }),
  };
}
