/** What the segmentation in force says that its picture does not: means without sales, spend without margin, and who slid. */
import type { Advice, Segmentation, SegmentName } from '../api/documents/segmentation.ts';
import type { Cell } from '../api/results.ts';
import type { Piece } from '../metrics/definition.ts';
import { addMonths } from '../network/dates.ts';
import { dateLiteral } from '../network/network.ts';
import { formatAddress } from '../present/address.ts';
import { countWords } from '../present/labels.ts';
import { moneyText, partOf, quantileOf, ratioOf, sumOf, unitsOf } from '../segments/exact.ts';
import { namedSegments, openSegmentation, savedSegmentations } from '../segments/store.ts';
import { type Ask, type Detector, type Draft, partnersInScope, sentence, strong } from './ask.ts';

/** A share of payouts this much above the share of margin is told, if it is this part of all payouts or more. */
const MUCH = { times: 1.25, ofAll: 0.01 } as const;
/** Fewer partners who sell say nothing of what can be sold. */
const MIN_PEERS = 5;
/** Partners are placed at the ends of quarters. */
const QUARTER_MONTHS = 3;

const INVEST: ReadonlySet<Advice> = new Set(['invest', 'keep']);
const WITHDRAW: ReadonlySet<Advice> = new Set(['watch', 'let go']);

const YEAR_BOOKINGS: Piece = {
  label: 'Bookings',
  unit: 'money',
  fact: 'deal',
  where: "f.outcome = 'won' AND f.closed_on > :asOf - 365",
  aggregate: 'sum',
  value: 'f.amount',
};

/** The segmentation in force, and the partners of the screen in it. */
interface InForce {
  readonly id: number;
  readonly document: Segmentation;
  /** Enrolled partners of the screen by segment, today and a quarter ago. */
  readonly now: Members;
  readonly before: Members;
  /** What each partner is credited with in twelve months, in units of 10^-4. */
  readonly bookings: ReadonlyMap<string, bigint>;
}

/** The segment of each partner. */
type Members = ReadonlyMap<string, string>;

export const segments: Detector = async (ask) => {
  const inForce = await readInForce(ask);
  return inForce
    ? [...(await untapped(ask, inForce)), ...(await slid(ask, inForce)), ...(await overspent(ask, inForce))]
    : [];
};

async function readInForce(ask: Ask): Promise<InForce | null> {
  const { context, options } = ask.question;
  const placed = context.network.segments;
  if (!placed) return null;
  const saved = (await savedSegmentations(context.reader)).find(({ inForce }) => inForce);
  if (!saved) return null;
  const { segmentation } = await openSegmentation(context.reader, saved.id);
  const [inScope, booked] = await Promise.all([
    partnersInScope(ask),
    ask.pieces<{ partner: string; bookings: Cell }>({ bookings: YEAR_BOOKINGS }, ['partner']),
  ]);
  const membersOn = async (day: string): Promise<Members> => {
    const relation = placed.on(dateLiteral(day));
    const rows = await context.reader.rows<{ partner: string; segment: string }>(
      `SELECT partner_id AS partner, segment FROM ${relation} AS members ORDER BY partner_id`,
      {},
      options,
    );
    return new Map(rows.flatMap(({ partner, segment }) => (inScope.has(partner) ? [[partner, segment] as const] : [])));
  };
  return {
    id: saved.id,
    document: segmentation,
    now: await membersOn(ask.today),
    before: await membersOn(addMonths(ask.today, -QUARTER_MONTHS)),
    bookings: new Map(booked.map(({ partner, bookings }) => [partner, unitsOf(bookings)])),
  };
}

/** Partners with the means for more, whose likes sell. Only a matrix of bookings and a score tells means from results. */
async function untapped(ask: Ask, { id, document, now, bookings }: InForce): Promise<Draft[]> {
  const cells = cellsOfMeans(document);
  if (!cells) return [];
  const of = ({ id: segment }: SegmentName) => [...now].flatMap(([partner, own]) => (own === segment ? [partner] : []));
  const amounts = (partners: readonly string[]) => partners.map((partner) => bookings.get(partner) ?? 0n);
  const [idle, sellers] = [of(cells.idle), of(cells.sellers)];
  const usual = amounts(sellers).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (idle.length === 0 || usual.length < MIN_PEERS) return [];
  const median = quantileOf(usual, 0.5);
  const own = await bookedOnce(ask, idle);
  const { compact } = ask.numbers;
  const reach = sumOf(amounts(idle).map((amount) => (median > amount ? median - amount : 0n)));
  const partners = countWords(idle.length, 'partner', ask.numbers.locale);
  return [
    {
      id: 'segments:untapped',
      kind: 'Segments',
      words: sentence`${strong(partners)} of high ${cells.means} ${idle.length === 1 ? 'books' : 'book'} ${strong(compact(moneyText(own)))} together (${labelOf(cells.idle)}); one like them in ${labelOf(cells.sellers)} books ${strong(compact(moneyText(median)))}`,
      amount: moneyText(reach),
      amountKind: 'possible bookings',
      rows: { count: idle.length, noun: 'partner' },
      confidence: 1,
      confidenceWhy: `A potential, not a forecast: bookings of 12 months to ${ask.date(ask.today)} against the middle one of ${sellers.length} partners of like ${cells.means}.`,
      action: { label: 'Open segment', address: segmentAddress(ask, id, { segment: cells.idle.id }) },
    },
  ];
}

/** Partners who were worth investing in or keeping a quarter ago and no longer are. */
async function slid(ask: Ask, { id, document, now, before }: InForce): Promise<Draft[]> {
  const advised = new Map(namedSegments(document).map((name) => [name.id, name.advice]));
  const has = (segment: string | undefined, advice: ReadonlySet<Advice>): boolean => {
    const own = segment === undefined ? undefined : advised.get(segment);
    return own !== undefined && advice.has(own);
  };
  const gone = [...now].flatMap(([partner, segment]) =>
    has(segment, WITHDRAW) && has(before.get(partner), INVEST) ? [partner] : [],
  );
  if (gone.length === 0) return [];
  return [
    {
      id: 'segments:slid',
      kind: 'Segments',
      words: sentence`${strong(countWords(gone.length, 'partner', ask.numbers.locale))} slid within a quarter from segments to invest in or keep to segments to watch or let go`,
      amount: moneyText(await bookedOnce(ask, gone)),
      amountKind: 'their bookings, 12 months',
      rows: { count: gone.length, noun: 'partner' },
      confidence: 3,
      confidenceWhy: `Segments in force on ${ask.date(ask.today)} against those ${QUARTER_MONTHS} months before, moves by hand counted.`,
      action: { label: 'See who moved', address: segmentAddress(ask, id, { view: 'movement' }) },
    },
  ];
}

/** The segment that is paid furthest beyond what it brings, unless it is one to invest in. */
async function overspent(ask: Ask, { id, document, now }: InForce): Promise<Draft[]> {
  const metrics = ['margin', 'won_amount', 'payout_amount'];
  if (!ask.reaches(metrics)) return [];
  const { rows, total } = await ask.table({ metrics, by: ['segment'], limit: 1_000 });
  // Without costs nobody knows a margin.
  const [worth, noun] = total.margin === null ? (['won_amount', 'bookings'] as const) : (['margin', 'margin'] as const);
  const names = new Map(namedSegments(document).map((name) => [name.id, name]));
  const brought = rows.flatMap((row) => {
    const name = names.get(String(row.segment));
    return name ? [{ name, brings: unitsOf(row[worth] ?? 0), paid: unitsOf(row.payout_amount ?? 0) }] : [];
  });
  const [whole, paid] = [sumOf(brought.map((one) => one.brings)), sumOf(brought.map((one) => one.paid))];
  if (whole <= 0n || paid <= 0n) return [];
  const [worst] = brought
    .filter(({ name }) => name.advice !== 'invest')
    .map((one) => ({
      ...one,
      beyond: one.paid - partOf(paid, one.brings, whole),
      shares: { paid: ratioOf(one.paid, paid)!, brings: ratioOf(one.brings, whole)! },
    }))
    .filter(({ shares }) => shares.paid >= MUCH.times * shares.brings && shares.paid - shares.brings >= MUCH.ofAll)
    .sort((a, b) => (a.beyond > b.beyond ? -1 : 1));
  if (!worst) return [];
  const { percent, locale } = ask.numbers;
  const members = [...now.values()].filter((segment) => segment === worst.name.id).length;
  return [
    {
      id: 'segments:overspent',
      kind: 'Segments',
      words: sentence`${strong(labelOf(worst.name))} takes ${strong(percent(worst.shares.paid))} of what partners are paid and brings ${strong(percent(worst.shares.brings))} of their ${noun} (${countWords(members, 'partner', locale)})`,
      amount: moneyText(worst.beyond),
      amountKind: `payouts beyond its share of ${noun}, ${ask.periodWords}`,
      rows: { count: members, noun: 'partner' },
      confidence: 2,
      confidenceWhy: `Payouts of the period against the ${noun} of won deals, of partners in a segment; program costs are not counted here.`,
      action: { label: 'See what segments return', address: segmentAddress(ask, id, { view: 'returns' }) },
    },
  ];
}

/** Bookings of twelve months of some partners together, in units of 10^-4: a deal that they share counts once. */
async function bookedOnce(ask: Ask, partners: readonly string[]): Promise<bigint> {
  const among = { dim: 'partner' as const, values: [...partners], not: false };
  const [sum] = await ask.pieces<{ bookings: Cell }>({ bookings: YEAR_BOOKINGS }, [], true, [among]);
  return unitsOf(sum?.bookings);
}

interface Means {
  /** What the score is called. */
  readonly means: string;
  /** Of the highest score: with the lowest bookings, and with the next ones. */
  readonly idle: SegmentName;
  readonly sellers: SegmentName;
}

function cellsOfMeans({ by }: Segmentation): Means | null {
  if (!('matrix' in by)) return null;
  const { x, y } = by.matrix;
  const upright = Boolean(y.profile) && x.measure?.metric === 'won_amount';
  const lying = Boolean(x.profile) && y.measure?.metric === 'won_amount';
  if (!upright && !lying) return null;
  const scored = upright ? y : x;
  const top = linesOf(scored.cut);
  const cell = (sales: number): SegmentName | undefined => by.cells[upright ? `${sales},${top}` : `${top},${sales}`];
  const [idle, sellers] = [cell(0), cell(1)];
  if (!idle || !sellers) return null;
  return { means: (scored.label ?? scored.profile!.name).toLowerCase(), idle, sellers };
}

function linesOf(cut: Extract<Segmentation['by'], { readonly matrix: unknown }>['matrix']['x']['cut']): number {
  if ('median' in cut) return 1;
  return 'quantiles' in cut ? cut.quantiles.length : cut.fixed.length;
}

function labelOf({ id, label }: SegmentName): string {
  return label ?? id;
}

function segmentAddress({ question }: Ask, id: number, extra: Readonly<Record<string, string>>): string {
  return formatAddress({ screen: 'segments', item: String(id), where: question.where, extra });
}
