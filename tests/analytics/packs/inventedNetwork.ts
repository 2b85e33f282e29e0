/**
 * A network of invented deals behind the interface a pack reads from. Figures are added from single deals in whole
 * ten-thousandths, so that what the workbook shows can be held against something that knows no workbook.
 */

import { policy } from '../../../analytics/api/documents/policy.ts';
import type { DimensionId, QuerySpecInput } from '../../../analytics/api/documents/query.ts';
import type { Basis, Cell, ColumnInfo, DimensionInfo, LoadRecord, MetricInfo } from '../../../analytics/api/results.ts';
import type { PackSource, SourceTable } from '../../../analytics/packs/source.ts';
import { capital } from '../../../analytics/present/capital.ts';
import { decimalText } from '../../../analytics/present/decimal.ts';

export interface InventedPartner {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly country: string;
  readonly region: string;
}

export interface InventedDeal {
  readonly partners: readonly string[];
  readonly product: string;
  readonly won: boolean;
  /** Ten-thousandths of the currency. */
  readonly amount: bigint;
  readonly payout: bigint;
  readonly year: 'this' | 'before';
}

export interface Network {
  readonly partners: readonly InventedPartner[];
  readonly deals: readonly InventedDeal[];
}

const LEVELS = ['Platinum', 'Gold', 'Silver', 'Registered'];
const COUNTRIES = [
  ['Germany', 'DACH'],
  ['Austria', 'DACH'],
  ['Switzerland', 'DACH'],
  ['Sweden', 'Nordics'],
  ['Norway', 'Nordics'],
  ['France', 'France'],
  ['Netherlands', 'Benelux'],
  ['Italy', 'Southern Europe'],
] as const;
export const PRODUCTS: Readonly<
  Record<string, { readonly name: string; readonly family: string; readonly category: string }>
> = {
  'P-1': { name: 'Edge router', family: 'Routing', category: 'Hardware' },
  'P-2': { name: 'Core switch', family: 'Switching', category: 'Hardware' },
  'P-3': { name: 'Mail guard', family: 'Security', category: 'Software' },
  'P-4': { name: '=cmd|"/c calc"!A1', family: 'Security', category: 'Software' },
};

/** Deterministic: the same sequence on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `share` of the deals belong to two partners, which makes their rows add up to more than the network. */
export function inventNetwork(size: number, { share = 0.1, seed = 7 } = {}): Network {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const partners = Array.from({ length: size }, (_one, index): InventedPartner => {
    const [country, region] = pick(COUNTRIES);
    const number = String(index + 1).padStart(4, '0');
    const name =
      ['Hanko Data', 'Ørsted IT', '=SUM(1,1) Systems', '@Northwind', 'Müller & Söhne'][index] ?? `Partner ${number}`;
    return { id: `0${number}`, name, level: pick(LEVELS), country, region };
  });
  const deals = Array.from({ length: size * 8 }, (): InventedDeal => {
    const first = pick(partners).id;
    const second = random() < share ? pick(partners).id : first;
    const unknown = random() < 0.01;
    const amount = BigInt(Math.floor(10_000 + random() ** 3 * 400_000_000));
    const won = random() < 0.4;
    return {
      partners: unknown ? ['(unassigned)'] : [...new Set([first, second])],
      product: pick(Object.keys(PRODUCTS)),
      won,
      amount,
      payout: won ? amount / 17n : 0n,
      year: random() < 0.53 ? 'this' : 'before',
    };
  });
  return { partners, deals };
}

type Parts = { readonly top: bigint; readonly bottom: bigint };
interface Recipe {
  readonly info: MetricInfo;
  /** Scale of numerator and denominator. */
  readonly scales: readonly [number, number];
  of(deals: readonly InventedDeal[], partners: number): Parts;
}

const ALL: DimensionId[] = ['partner', 'level', 'country', 'region', 'product', 'family', 'category'];
const PARTNER_ONLY: DimensionId[] = ['partner', 'level', 'country', 'region'];

function recipe(
  id: string,
  label: string,
  unit: MetricInfo['unit'],
  kind: MetricInfo['kind'],
  group: MetricInfo['group'],
  of: Recipe['of'],
  more: { scales?: readonly [number, number]; good?: MetricInfo['good']; dimensions?: DimensionId[] } = {},
): Recipe {
  const scales = more.scales ?? [unit === 'money' ? 4 : 0, 0];
  return {
    scales,
    of,
    info: {
      id,
      label,
      meaning: `${label} of the invented network, in one sentence that is long enough to wrap once in its cell.`,
      formula: `what makes ${label.toLowerCase()}, in words`,
      unit,
      good: more.good ?? 'up',
      dateBasis: 'close date',
      kind,
      group,
      dimensions: more.dimensions ?? ALL,
    },
  };
}

const sum = (deals: readonly InventedDeal[], of: (deal: InventedDeal) => bigint): bigint =>
  deals.reduce((total, deal) => total + of(deal), 0n);
const won = (deals: readonly InventedDeal[]): InventedDeal[] => deals.filter((deal) => deal.won);
const wonAmount = (deals: readonly InventedDeal[]): bigint => sum(won(deals), (deal) => deal.amount);
const sellers = (deals: readonly InventedDeal[]): bigint =>
  BigInt(new Set(won(deals).flatMap((deal) => deal.partners)).size);
const count = (list: readonly unknown[]): bigint => BigInt(list.length);

const RECIPES: readonly Recipe[] = [
  recipe('won_amount', 'Bookings (closed-won)', 'money', 'additive', 'Revenue', (deals) => ({
    top: wonAmount(deals),
    bottom: 1n,
  })),
  recipe('won_count', 'Deals won', 'count', 'additive', 'Revenue', (deals) => ({ top: count(won(deals)), bottom: 1n })),
  recipe(
    'avg_deal',
    'Average deal',
    'money',
    'ratio',
    'Revenue',
    (deals) => ({ top: wonAmount(deals), bottom: count(won(deals)) }),
    { scales: [4, 0] },
  ),
  recipe('win_rate', 'Win rate, by count', 'ratio', 'ratio', 'Pipeline', (deals) => ({
    top: count(won(deals)),
    bottom: count(deals),
  })),
  recipe(
    'active_partners',
    'Active partners',
    'count',
    'distinct',
    'Partners',
    (deals) => ({ top: sellers(deals), bottom: 1n }),
    { dimensions: PARTNER_ONLY },
  ),
  recipe(
    'enrolled_partners',
    'Enrolled partners',
    'count',
    'distinct',
    'Partners',
    (_deals, partners) => ({ top: BigInt(partners), bottom: 1n }),
    { dimensions: PARTNER_ONLY, good: 'none' },
  ),
  recipe(
    'payout_amount',
    'Payouts earned',
    'money',
    'additive',
    'Incentives',
    (deals) => ({ top: sum(deals, (deal) => deal.payout), bottom: 1n }),
    { good: 'none' },
  ),
  recipe(
    'payout_rate',
    'Effective incentive rate',
    'ratio',
    'ratio',
    'Incentives',
    (deals) => ({ top: sum(deals, (deal) => deal.payout), bottom: wonAmount(deals) }),
    { scales: [4, 4], good: 'down' },
  ),
  recipe(
    'payout_lag_days',
    'Payout lag',
    'days',
    'statistic',
    'Incentives',
    (deals) => ({ top: deals.length === 0 ? 0n : 34n, bottom: deals.length === 0 ? 0n : 1n }),
    { good: 'down' },
  ),
  recipe('gini', 'Concentration (Gini)', 'index', 'statistic', 'Concentration', () => ({ top: 0n, bottom: 0n }), {
    good: 'none',
    dimensions: [],
  }),
];

const DIMENSIONS: readonly DimensionInfo[] = ALL.map((id) => ({
  id,
  label: capital(id),
  meaning: `The ${id} of the row.`,
  asOf: id === 'level' ? 'end of period' : 'as is',
}));

export interface InventedSource extends PackSource {
  readonly network: Network;
  readonly asked: QuerySpecInput[];
}

export function inventedSource(
  network: Network,
  { loads = LOADS }: { loads?: readonly LoadRecord[] } = {},
): InventedSource {
  const asked: QuerySpecInput[] = [];
  const byId = new Map(network.partners.map((partner) => [partner.id, partner]));
  return {
    network,
    asked,
    status: {
      name: 'invented',
      dataVersion: 41,
      policyVersion: 3,
      policy: policy.parse({ networkName: 'Tidewater & Sons' }),
      lastLoad: { loadId: 3, at: '2026-10-06T08:14:00Z' },
      history: { from: '2025-01-01', to: '2026-09-30' },
    },
    metrics: () => RECIPES.map(({ info }) => info),
    dimensions: () => DIMENSIONS,
    async query(spec) {
      asked.push(spec);
      return answer(network, byId, spec);
    },
    async quality() {
      const lost = won(network.deals.filter((deal) => deal.year === 'this' && deal.partners.includes('(unassigned)')));
      return {
        loads,
        rows: { partner: network.partners.length, deal: network.deals.length, payout: 0 },
        unassigned: lost.length === 0 ? null : { deals: lost.length, amount: money(sum(lost, (deal) => deal.amount)) },
        missingRates: [],
      };
    },
  };
}

function answer(network: Network, byId: ReadonlyMap<string, InventedPartner>, spec: QuerySpecInput): SourceTable {
  const by = (spec.by ?? []) as DimensionId[];
  const recipes = spec.metrics.map((id) => {
    const found = RECIPES.find(({ info }) => info.id === id);
    if (!found) throw new Error(`No metric ${id}`);
    return found;
  });
  const keysOf = (deal: InventedDeal): string[] => [
    ...new Set(
      deal.partners.map((id) => JSON.stringify(by.map((dim) => dimValue(dim, deal.product, byId.get(id), id)))),
    ),
  ];
  const groups = new Map<string, InventedDeal[]>();
  if (by.length > 0) {
    for (const deal of network.deals) {
      for (const key of keysOf(deal)) {
        const group = groups.get(key);
        if (group) group.push(deal);
        else groups.set(key, [deal]);
      }
    }
  }
  const head = new Map<string, number>();
  for (const partner of network.partners) {
    const key = JSON.stringify(by.map((dim) => dimValue(dim, '', partner, partner.id)));
    head.set(key, (head.get(key) ?? 0) + 1);
  }
  const columns: ColumnInfo[] = [
    ...by.flatMap((dim): ColumnInfo[] => {
      const label = capital(dim);
      const column: ColumnInfo = { key: dim, label, role: 'dimension', unit: 'text' };
      return dim === 'partner' || dim === 'product'
        ? [column, { key: `${dim}_name`, label, role: 'name', unit: 'text' }]
        : [column];
    }),
    ...recipes.flatMap(({ info, scales }) => metricColumns(info, scales)),
  ];
  const totals = figures(recipes, network.deals, network.partners.length);
  const rows = [...groups].map(([key, deals]) => {
    const values = JSON.parse(key) as (string | null)[];
    const named = by.flatMap((dim, index): Cell[] => {
      const value = values[index] ?? null;
      if (dim === 'partner') return [value, byId.get(String(value))?.name ?? value];
      if (dim === 'product') return [value, PRODUCTS[String(value)]?.name ?? value];
      return [value];
    });
    return [...named, ...figures(recipes, deals, head.get(key) ?? 0)];
  });
  const leading = columns.findIndex(({ key }) => key === spec.sort?.key);
  if (leading >= 0) rows.sort((a, b) => Number(b[leading]) - Number(a[leading]));
  const first = columns.length - totals.length;
  return {
    columns,
    rows,
    total: Object.fromEntries(columns.slice(first).map(({ key }, index) => [key, totals[index] ?? null])),
    basis: { ...BASIS, filters: [], overlap: overlapOf(network, by, keysOf) },
  };
}

function overlapOf(
  network: Network,
  by: readonly DimensionId[],
  keysOf: (deal: InventedDeal) => string[],
): Basis['overlap'] {
  if (by.length === 0) return null;
  const amount = sum(
    won(network.deals.filter(({ year }) => year === 'this')),
    (deal) => deal.amount * BigInt(keysOf(deal).length - 1),
  );
  return amount === 0n ? null : { metric: 'won_amount', amount: money(amount) };
}

function dimValue(dim: DimensionId, product: string, partner: InventedPartner | undefined, id: string): string | null {
  switch (dim) {
    case 'partner':
      return id;
    case 'level':
      return partner?.level ?? null;
    case 'country':
      return partner?.country ?? null;
    case 'region':
      return partner?.region ?? null;
    case 'product':
      return product;
    case 'family':
      return PRODUCTS[product]?.family ?? null;
    case 'category':
      return PRODUCTS[product]?.category ?? null;
    default:
      throw new Error(`No dimension ${dim}`);
  }
}

function metricColumns({ id, label, unit, kind }: MetricInfo, [top, bottom]: readonly [number, number]): ColumnInfo[] {
  const part = (scale: number): ColumnInfo['unit'] => (scale === 4 ? 'money' : 'count');
  const columns: ColumnInfo[] = [
    { key: id, label, role: 'metric', unit, metric: id },
    { key: `${id}__prior`, label: `${label}, prior`, role: 'prior', unit, metric: id },
    { key: `${id}__change`, label: `${label}, change`, role: 'change', unit: 'ratio', metric: id },
  ];
  if (kind === 'ratio') {
    columns.push(
      { key: `${id}__numerator`, label: `${label}, numerator`, role: 'numerator', unit: part(top), metric: id },
      {
        key: `${id}__denominator`,
        label: `${label}, denominator`,
        role: 'denominator',
        unit: part(bottom),
        metric: id,
      },
    );
  }
  return columns;
}

function figures(recipes: readonly Recipe[], deals: readonly InventedDeal[], partners: number): Cell[] {
  return recipes.flatMap(({ info, scales, of }) => {
    const now = of(
      deals.filter(({ year }) => year === 'this'),
      partners,
    );
    const before = of(
      deals.filter(({ year }) => year === 'before'),
      partners,
    );
    const cells = [cell(info, scales, now), cell(info, scales, before), null];
    return info.kind === 'ratio' ? [...cells, partCell(now.top, scales[0]), partCell(now.bottom, scales[1])] : cells;
  });
}

function cell({ kind, unit }: MetricInfo, [top, bottom]: readonly [number, number], parts: Parts): Cell {
  if (parts.bottom === 0n) return null;
  if (kind !== 'ratio') return unit === 'money' ? money(parts.top) : Number(parts.top);
  return Number(parts.top) / 10 ** top / (Number(parts.bottom) / 10 ** bottom);
}

function partCell(units: bigint, scale: number): Cell {
  return scale === 4 ? money(units) : Number(units);
}

export function money(units: bigint): string {
  return decimalText({ units, scale: 4 });
}

const BASIS: Omit<Basis, 'overlap'> = {
  period: { label: 'FY26-Q3', spec: 'FY26-Q3', from: '2026-07-01', to: '2026-09-30' },
  comparison: { label: 'FY25-Q3', spec: 'FY25-Q3', from: '2025-07-01', to: '2025-09-30' },
  currency: 'EUR',
  rates: 'plan',
  filters: [],
  policyVersion: 3,
  dataVersion: 41,
  notes: ['Level as loaded: the network has no level history.'],
};

const LOADS: readonly LoadRecord[] = [
  load(3, 'deals.csv', 'deals', 1_204, 1_180, 12, 9, 3, [
    {
      id: 'refused',
      level: 'refused',
      sentence:
        '3 rows have a close date that cannot be read: they are kept aside with their reason and can be loaded again.',
      rows: 3,
      amount: '1200.50',
    },
    { id: 'dup', level: 'look', sentence: 'Two partners share the name "Hanko Data".', rows: 2, amount: null },
  ]),
  load(2, 'payouts.csv', 'payouts', 300, 300, 0, 0, 0, []),
  load(1, 'partners.csv', 'partners', 40, 40, 0, 0, 0, [
    { id: 'ok', level: 'info', sentence: 'A footer line was left out.', rows: 1, amount: null },
  ]),
];

function load(
  loadId: number,
  file: string,
  as: LoadRecord['as'],
  read: number,
  fresh: number,
  changed: number,
  same: number,
  refused: number,
  checks: LoadRecord['checks'],
): LoadRecord {
  return {
    loadId,
    file,
    as,
    sha256: String(loadId).repeat(64),
    bytes: 1_000 * loadId,
    at: `2026-10-0${loadId + 3}T08:14:00Z`,
    read,
    new: fresh,
    changed,
    same,
    vanished: 0,
    refused,
    checks,
    undone: false,
    blockedBy: null,
  };
}
