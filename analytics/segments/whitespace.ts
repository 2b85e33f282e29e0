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
import { type Population, readPopulation } from './features.ts';
import { networkBasis } from './networkBasis.ts';
import { anySizeNote, dormantNote, FEWEST_PEERS, peersOf, sharedWords } from './peers/peers.ts';
import { findGaps, type Gap, type Gaps, type Seller } from './whitespace/gaps.ts';
import { windowOver, yearTo } from './year.ts';

type Asked = Checked<'segment.whitespace'>;

/**
 * Bookings of the year to the day, beside those of peers who sell the same. Peers are enrolled partners of the same
 * attributes and of like size, whatever filters choose whom to look at; who booked nothing at all is dormant and has no
 * white space. What a partner does not sell at all counts where half of its peers sell it, and as far as they do; all its
 * gaps together count up to what it booked.
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
  const { sales, booked, unnamed } = await readSales(desk, everybody, asOf, by, options);
  const sellers = everybody.ids.map(
    (id): Seller => ({ sales: sales.get(id) ?? NOTHING, booked: booked.get(id) ?? 0n }),
  );
  const peers = await peersOf(
    desk,
    everybody,
    { share: asked.peers, booked: sellers.map((seller) => seller.booked) },
    options,
  );
  const found = findGaps({ sellers, peers, shown: (index) => looked.has(everybody.ids[index]!), reach });
  const size = ({ potential }: Gap) => potential;
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
    nothing: ranked.length > 0 ? null : nothingWords(found),
    values: byValue(ranked, size),
    rows: ranked.slice(0, asked.limit).map((gap) => ({
      partner: everybody.ids[gap.partner]!,
      name: everybody.partners[gap.partner]!.name,
      value: gap.value,
      peers: gap.peers,
      of: gap.of,
      sells: moneyText(gap.sells),
      peersSell: moneyText(gap.peersSell),
      gap: moneyText(size(gap)),
      why: words(gap),
    })),
  };
}

const NOTHING: ReadonlyMap<string, bigint> = new Map();

interface Sales {
  /** By partner and value. */
  readonly sales: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
  /** By partner, all of it. */
  readonly booked: ReadonlyMap<string, bigint>;
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
  const booked = new Map<string, bigint>();
  let unnamed = 0n;
  for (const row of rows) {
    if (!known.has(row.partner)) continue;
    booked.set(row.partner, (booked.get(row.partner) ?? 0n) + unitsOf(row.amount));
    const value = row[by];
    if (value === null) {
      unnamed += unitsOf(row.amount);
      continue;
    }
    const own = sales.get(row.partner) ?? new Map<string, bigint>();
    sales.set(row.partner, own);
    own.set(value, unitsOf(row.amount));
  }
  return { sales, booked, unnamed };
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

/**
 * `9 of its 14 peers (Reseller, DACH, middle third by bookings) sell Identity, 41.2 k at the median; it sold none, so 64 % of
 * that counts.`
 */
function whyWords({ compact, percent }: Numbers, by: Asked['by'], reach: number) {
  const at = reach === 0.5 ? 'at the median' : `at the ${ordinal(Math.round(reach * 100) - 1)} percentile`;
  return ({ value, peers, of, alike, sells, peersSell, open, potential }: Gap): string => {
    const sell = by === 'deal_country' ? `sell in ${value}` : `sell ${value}`;
    const own =
      sells > 0n
        ? `it sold ${compact(moneyText(sells))}`
        : `it sold none${peers < of ? `, so ${percent(peers / of, 0)} of that counts` : ''}`;
    const cut =
      potential < open
        ? ` Cut from ${compact(moneyText(open))}, so that all its gaps together are no more than it booked.`
        : '';
    return `${peers} of its ${of} peers (${alike}) ${sell}, ${compact(moneyText(peersSell))} ${at}; ${own}.${cut}`;
  };
}

function nothingWords({ compared }: Gaps): string {
  return compared > 0
    ? 'Nobody sells less than its peers do.'
    : 'Nobody can be compared with peers, so nothing is known of gaps.';
}

function notesOf({ context }: SegmentDesk, { by, peers }: Asked, found: Gaps, unnamed: bigint): string[] {
  const { locale } = context.network.policy;
  const notes = [
    'A potential and not a forecast: what partners would sell more if they sold as much as peers of like size who sell it. What a partner does not sell at all counts where at least half of its peers sell it, and as far as they do: six tenths where six of ten do. All gaps of a partner together are at most what it booked in the year.',
  ];
  notes.push(...dormantNote(found.dormant, locale));
  if (found.unnamed > 0) {
    const [who, whose] = [countWords(found.unnamed, 'partner', locale), found.unnamed === 1 ? 'its' : 'their'];
    notes.push(`${who} left out: none of ${whose} bookings has a ${dimension(by).label.toLowerCase()}.`);
  }
  notes.push(...anySizeNote(found.ofAnySize, peers, locale));
  if (found.cut > 0) {
    notes.push(`Gaps of ${countWords(found.cut, 'partner', locale)} cut to what they booked in the year.`);
  }
  if (found.withoutPeers > 0) {
    const who = `${countWords(found.withoutPeers, 'partner', locale)} left out`;
    notes.push(
      `${who}: fewer than ${FEWEST_PEERS} others with the same ${sharedWords(peers)} sell what could be compared.`,
    );
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
