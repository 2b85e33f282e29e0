/**
 * Where the user is, as text: a view can be bookmarked, a finding can point at the screen that settles it, Back works.
 *
 *   /scorecards?period=2026-Q3&compare=year&by=region&metrics=won_amount,win_rate&sort=-won_amount&in.level=Gold
 *   /partners/P-1042?period=2026-Q3&trace=won_amount&at.partner=P-1042
 *
 * `in.DIM` and `not.DIM` are filters, repeated for each value; an empty one stands for rows without a value. `trace` is
 * the figure whose passport is open, `at.DIM` its cell. Anything else belongs to the screen.
 */
import { type Comparison, DIMENSIONS, type DimensionId, type Filter } from '../api/documents/query.ts';

export interface Address {
  readonly screen: string;
  /** The thing a screen shows, for instance a partner's id. */
  readonly item: string | null;
  /** As the period field takes it; `all` for all time; null for the workspace's current one. */
  readonly period: string | null;
  /** Null compares as the screen does by default. */
  readonly compare: Comparison | 'none' | null;
  readonly where: readonly Filter[];
  readonly by: readonly DimensionId[];
  readonly metrics: readonly string[];
  readonly sort: { readonly key: string; readonly descending: boolean } | null;
  readonly trace: TraceTarget | null;
  readonly extra: Readonly<Record<string, string>>;
}

/** A figure relative to the screen's context: its metric and the cell it stands in. */
export interface TraceTarget {
  readonly metric: string;
  readonly at: readonly Filter[];
  /** When the figure is of another period than the screen's. */
  readonly period?: string;
}

export const NOWHERE: Address = {
  screen: '',
  item: null,
  period: null,
  compare: null,
  where: [],
  by: [],
  metrics: [],
  sort: null,
  trace: null,
  extra: {},
};

const KNOWN = new Set(['period', 'compare', 'by', 'metrics', 'sort', 'trace', 'trace.period']);

/** Reads an address; parts it does not understand are left out rather than refused, so that old bookmarks still open. */
export function parseAddress(text: string): Address {
  const [path = '', search = ''] = text.replace(/^#/, '').split('?', 2);
  const [screen = '', item] = path.replace(/^\//, '').split('/', 2);
  const query = new URLSearchParams(search);
  const metric = query.get('trace');
  const tracePeriod = query.get('trace.period');
  const extra: Record<string, string> = {};
  for (const [key, value] of query) {
    if (!KNOWN.has(key) && !/^(in|not|at)\./.test(key)) extra[key] = value;
  }
  return {
    screen: decodeURIComponent(screen),
    item: item ? decodeURIComponent(item) : null,
    period: query.get('period') || null,
    compare: comparisonOf(query.get('compare')),
    where: [...filtersOf(query, 'in'), ...filtersOf(query, 'not')],
    by: list(query.get('by')).filter(isDimension),
    metrics: list(query.get('metrics')),
    sort: sortOf(query.get('sort')),
    trace: metric
      ? { metric, at: filtersOf(query, 'at'), ...(tracePeriod === null ? {} : { period: tracePeriod }) }
      : null,
    extra,
  };
}

/** The shortest text that reads back as the same address. */
export function formatAddress(address: Partial<Address> & Pick<Address, 'screen'>): string {
  const { screen, item, period, compare, where, by, metrics, sort, trace, extra }: Address = { ...NOWHERE, ...address };
  const query = new URLSearchParams();
  if (period) query.set('period', period);
  if (compare) query.set('compare', compare);
  for (const filter of where) putFilter(query, filter.not ? 'not' : 'in', filter);
  if (by.length > 0) query.set('by', by.join(','));
  if (metrics.length > 0) query.set('metrics', metrics.join(','));
  if (sort) query.set('sort', `${sort.descending ? '-' : ''}${sort.key}`);
  if (trace) {
    query.set('trace', trace.metric);
    if (trace.period !== undefined) query.set('trace.period', trace.period);
    for (const filter of trace.at) putFilter(query, 'at', filter);
  }
  for (const [key, value] of Object.entries(extra)) query.set(key, value);
  const path = `/${encodeURIComponent(screen)}${item === null ? '' : `/${encodeURIComponent(item)}`}`;
  const search = query.toString().replaceAll('%2C', ',');
  return search ? `${path}?${search}` : path;
}

function putFilter(query: URLSearchParams, kind: 'in' | 'not' | 'at', filter: Filter): void {
  for (const value of filter.values) query.append(`${kind}.${filter.dim}`, value ?? '');
}

function filtersOf(query: URLSearchParams, kind: 'in' | 'not' | 'at'): Filter[] {
  const dims = new Set([...query.keys()].filter((key) => key.startsWith(`${kind}.`)));
  return [...dims].flatMap((key) => {
    const dim = key.slice(kind.length + 1);
    if (!isDimension(dim)) return [];
    const values = query.getAll(key).map((value) => (value === '' ? null : value));
    return [kind === 'not' ? { dim, values, not: true } : { dim, values }];
  });
}

function list(text: string | null): string[] {
  return text ? text.split(',').filter(Boolean) : [];
}

function sortOf(text: string | null): Address['sort'] {
  if (!text) return null;
  return text.startsWith('-') ? { key: text.slice(1), descending: true } : { key: text, descending: false };
}

function comparisonOf(text: string | null): Address['compare'] {
  return text === 'prior' || text === 'year' || text === 'none' ? text : null;
}

function isDimension(text: string): text is DimensionId {
  return (DIMENSIONS as readonly string[]).includes(text);
}
