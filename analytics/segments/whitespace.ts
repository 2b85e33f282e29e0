/** What partners do not sell that their peers do: by product family, category or country of the customer. */
import type { Checked, Result } from '../api/methods.ts';
import { compilePieces } from '../metrics/compile.ts';
import { findMetric } from '../metrics/dictionary.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { dimension } from '../network/dimensions.ts';
import { lastQuarterEnd } from '../network/period.ts';
import { countWords } from '../present/labels.ts';
import { type Numbers, numbers } from '../present/numbers.ts';
import { ordinal } from '../present/ordinal.ts';
import type { SegmentDesk } from './desk.ts';
import { moneyText, sumOf, unitsOf } from './exact.ts';
import { attributeOf, type Population, readPopulation } from './features.ts';
import { networkBasis } from './networkBasis.ts';
import { findGaps, type Gap, type Gaps, MIN_SELLERS, type Seller } from './whitespace/gaps.ts';
import { windowOver, yearTo } from './year.ts';

type Asked = Checked<'segment.whitespace'>;

/**
 * Bookings of the year to the day, beside those of peers who sell the same. Peers are enrolled partners with the same
 * attributes, whatever filters choose whom to look at; who sold nothing at all is dormant and has no white space.
 * @throws QuarterdeckError `dimension-unknown` for filters or peers that are not about partners, `cancelled` when the signal
 * fires.
 */
export async function whiteSpace(
  desk: SegmentDesk,
  asked: Asked,
  options: LabOptions = {},
): Promise<Result<'segment.whitespace'>> {
  const { network } = desk.context;
  const { asOf = lastQuarterEnd(network), by, reach } = asked;
  const everybody = await readPopulation(desk, { asOf, where: [] }, options);
  const chosen =
    asked.where.length === 0 ? everybody : await readPopulation(desk, { asOf, where: asked.where }, options);
  const looked = new Set(chosen.ids);
  const attributes = await Promise.all(asked.peers.map((dim) => attributeOf(desk, everybody, dim, options)));
  const { sales, unnamed } = await readSales(desk, everybody, asOf, by, options);
  const sellers = everybody.ids.map((id, index): Seller => {
    const own = attributes.map((values) => values[index] ?? null);
    return { group: own.includes(null) ? null : JSON.stringify(own), sales: sales.get(id) ?? NOTHING };
  });
  const found = findGaps({ sellers, shown: (index) => looked.has(everybody.ids[index]!), reach });
  const size = ({ peersSell, sells }: Gap) => peersSell - sells;
  const ranked = [...found.gaps].sort(
    (a, b) => compare(size(b), size(a)) || a.partner - b.partner || (a.value < b.value ? -1 : 1),
  );
  const words = whyWords(numbers(network.policy.locale), by, reach);
  return {
    basis: networkBasis(desk, {
      asOf,
      population: chosen.ids.length,
      notes: notesOf(desk, asked, found, unnamed),
    }),
    total: moneyText(sumOf(ranked.map(size))),
    totalRows: ranked.length,
    values: byValue(ranked, size),
    rows: ranked.slice(0, asked.limit).map((gap) => ({
      partner: everybody.ids[gap.partner]!,
      name: everybody.partners[gap.partner]!.name,
      value: gap.value,
      peers: gap.peers,
      sells: moneyText(gap.sells),
      peersSell: moneyText(gap.peersSell),
      gap: moneyText(size(gap)),
      why: words(
        gap,
        attributes.map((values) => values[gap.partner]!),
      ),
    })),
  };
}

const NOTHING: ReadonlyMap<string, bigint> = new Map();

interface Sales {
  /** By partner and value. */
  readonly sales: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
  /** Sold by these partners without a value: lines of products without a family. */
  readonly unnamed: bigint;
}

async function readSales(
  { context: { reader, network } }: SegmentDesk,
  { ids }: Population,
  asOf: string,
  by: Asked['by'],
  { signal }: LabOptions,
): Promise<Sales> {
  const { sql, bindings } = compilePieces({
    network,
    by: ['partner', by],
    where: [],
    window: windowOver(network, yearTo(asOf)),
    pieces: { amount: findMetric('won_amount').pieces.value! },
  });
  type Row = { partner: string; amount: string | null } & Record<Asked['by'], string | null>;
  const rows = await reader.rows<Row>(sql, bindings, { signal });
  const known = new Set(ids);
  const sales = new Map<string, Map<string, bigint>>();
  let unnamed = 0n;
  for (const row of rows) {
    if (!known.has(row.partner)) continue;
    const value = row[by];
    if (value === null) {
      unnamed += unitsOf(row.amount);
      continue;
    }
    const own = sales.get(row.partner) ?? new Map<string, bigint>();
    sales.set(row.partner, own);
    own.set(value, unitsOf(row.amount));
  }
  return { sales, unnamed };
}

function byValue(gaps: readonly Gap[], size: (gap: Gap) => bigint): Result<'segment.whitespace'>['values'] {
  const values = new Map<string, { partners: number; amount: bigint }>();
  for (const gap of gaps) {
    const { partners, amount } = values.get(gap.value) ?? { partners: 0, amount: 0n };
    values.set(gap.value, { partners: partners + 1, amount: amount + size(gap) });
  }
  return [...values]
    .sort(([a, one], [b, other]) => compare(other.amount, one.amount) || (a < b ? -1 : 1))
    .map(([value, { partners, amount }]) => ({ value, partners, amount: moneyText(amount) }));
}

/** `9 of its 14 peers (Reseller, DACH) sell Identity, 41.2 k at the median; it sold 3.10 k.` */
function whyWords({ compact }: Numbers, by: Asked['by'], reach: number) {
  const at = reach === 0.5 ? 'at the median' : `at the ${ordinal(Math.round(reach * 100) - 1)} percentile`;
  return ({ value, peers, of, sells, peersSell }: Gap, shared: readonly (string | null)[]): string => {
    const sell = by === 'deal_country' ? `sell in ${value}` : `sell ${value}`;
    const own = sells === 0n ? 'it sold none' : `it sold ${compact(moneyText(sells))}`;
    return `${peers} of its ${of} peers (${shared.join(', ')}) ${sell}, ${compact(moneyText(peersSell))} ${at}; ${own}.`;
  };
}

function notesOf({ context }: SegmentDesk, { by, peers }: Asked, found: Gaps, unnamed: bigint): string[] {
  const { locale } = context.network.policy;
  const shared = peers.map((dim) => dimension(dim).label.toLowerCase()).join(' and ');
  const notes = [
    'A potential and not a forecast: what partners would sell more if they sold as much as their peers do. Gaps of one partner are rarely closed all at once.',
  ];
  if (found.dormant > 0) {
    notes.push(
      `${countWords(found.dormant, 'partner', locale)} without bookings in the year left out: activate them first.`,
    );
  }
  if (found.withoutPeers > 0) {
    const who = `${countWords(found.withoutPeers, 'partner', locale)} left out`;
    notes.push(`${who}: fewer than ${MIN_SELLERS} others with the same ${shared} sell what could be compared.`);
  }
  if (unnamed !== 0n) {
    const amount = numbers(locale).compact(moneyText(unnamed));
    notes.push(`Bookings of ${amount} without a ${dimension(by).label.toLowerCase()} are not compared.`);
  }
  return notes;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
