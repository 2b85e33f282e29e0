/** What a criterion of a requirements table asks for, from its words. */
import type { Window } from '../../api/documents/measure.ts';
import type { Unit } from '../../api/results.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import { isState } from '../../metrics/measures/planMeasure.ts';
import { currencyOf, powerOf } from './amount.ts';
import { findWindow } from './window.ts';

export interface WordsFilter {
  readonly dim: 'certification_level' | 'motion' | 'role' | 'category';
  readonly values: readonly string[];
}

interface MeasuredWords {
  readonly kind: 'measure';
  readonly metric: string;
  readonly unit: Unit;
  /** A state on the day needs no window. */
  readonly state: boolean;
  readonly filter: readonly WordsFilter[];
  /** Multiplies the figures: twelve for monthly recurring revenue, since a deal has its value of a year. */
  readonly times: number;
  /** What a reader must know of the reading. */
  readonly doubts: readonly string[];
}

export type Criterion = (
  | MeasuredWords
  | { readonly kind: 'benefit'; readonly id: string; readonly fee: boolean }
  | { readonly kind: 'invitation' }
  | { readonly kind: 'unknown'; readonly why: string }
) & {
  readonly window: Window | null;
  /** Power of ten of plain figures: 3 for a criterion “in k€”. */
  readonly power: number;
  readonly percent: boolean;
  readonly currency: string | null;
  /** Words that no reading used. */
  readonly leftover: readonly string[];
};

export type Measured = Extract<Criterion, { kind: 'measure' }>;

interface Wording {
  readonly words: RegExp;
  readonly metric: string;
  readonly times?: number;
  readonly doubt?: string;
}

const RECURRING = 'recurring revenue is no metric here: bookings stand for it';

/** The first that fits counts: narrow wordings stand before wide ones. */
const MEASURES: readonly Wording[] = [
  {
    words: /\b(?:partner[- ]?)?(?:sourced|originated|self[- ]?generated) (?:revenue|bookings|sales|business|deals?)\b/i,
    metric: 'sourced_amount',
  },
  { words: /\binfluenced (?:revenue|bookings|sales|business)\b/i, metric: 'influenced_amount' },
  {
    words:
      /\b(?:net[- ])?new[- ](?:customers?|logos?|accounts?|clients?)(?: (?:adds?|won|acquired))?\b|\b(?:net )?customer adds?\b|\blogos?\b|\bneukunden\b/i,
    metric: 'new_logo_count',
  },
  {
    words:
      /\b(?:yoy|year[- ](?:on|over)[- ]year)?\s?(?:revenue|bookings|sales|turnover|umsatz)?[- ]?(?:growth|wachstum)(?: rate)?(?: yoy)?\b/i,
    metric: 'growth',
  },
  { words: /\bwin[- ]?rates? by value\b/i, metric: 'win_rate_value' },
  { words: /\b(?:win|close|closing|hit)[- ]?rates?\b/i, metric: 'win_rate' },
  { words: /\bregistration rate\b/i, metric: 'registration_rate' },
  { words: /\bapproval rate\b/i, metric: 'approval_rate' },
  { words: /\bconversion(?: rate)?\b/i, metric: 'conversion_rate' },
  {
    words:
      /\b(?:approved )?(?:deal|opportunity|project)[- ]?reg(?:istration)?s?\b|\bregistered (?:deals|opportunities|projects)\b|\bregistrations\b|\bdeal registration\b/i,
    metric: 'registered_count',
  },
  { words: /\bNRR\b|\bNDR\b|\bnet (?:revenue |dollar )?retention\b/i, metric: 'nrr' },
  { words: /\bGRR\b|\b(?:gross )?(?:customer |revenue |dollar )?retention(?: rate)?\b/i, metric: 'grr' },
  { words: /\brenewal[- ]rate\b/i, metric: 'renewal_rate' },
  {
    words: /\bMRR\b|\bmonthly recurring revenue\b/i,
    metric: 'won_amount',
    times: 12,
    doubt: `${RECURRING}, twelve months of it`,
  },
  { words: /\bARR\b|\bACV\b|\b(?:annual )?recurring revenue\b/i, metric: 'won_amount', doubt: RECURRING },
  { words: /\b(?:target|quota|plan)[- ]?(?:attainment|achievement)\b|\battainment\b/i, metric: 'attainment' },
  { words: /\bcertificates earned\b|\bnew certifi(?:cates|cations)\b/i, metric: 'certificates_earned' },
  {
    words:
      /\b(?:certified|accredited|trained|qualified|zertifizierte?) (?:people|persons?|individuals?|staff|employees|heads?|professionals?|engineers?|consultants?|sellers?|reps?|mitarbeiter)\b|\b(?:individuals?|people|staff|heads|engineers?) (?:certified|accredited|trained)\b|\bcertified\b|\baccreditations?\b|\baccredited\b/i,
    metric: 'certified_people',
  },
  {
    words: /\bcertifi(?:cations?|cates?)\b|\bcerts?\b|\bzertifi(?:kate|zierungen)\b/i,
    metric: 'certified_people',
    doubt: 'people with a certificate are counted, each once',
  },
  {
    words: /\b(?:average|avg\.?|mean) (?:deal|order|opportunity)(?: size| value)?\b|\bdeal size\b/i,
    metric: 'avg_deal',
  },
  { words: /\bmedian (?:deal|order)(?: size| value)?\b/i, metric: 'median_deal' },
  { words: /\bmargin rate\b|\bmargin %|\bgross margin\b/i, metric: 'margin_rate' },
  {
    words:
      /\b(?:launched |closed |won )?(?:opportunities|projects|transactions)\b|\b(?:closed|won)(?:[- ]won)? deals\b|\bdeals (?:closed|won)\b|\b(?:number of )?(?:deals|wins|orders)\b/i,
    metric: 'won_count',
  },
  { words: /\b(?:units|licen[cs]es|seats|quantity)(?: sold)?\b/i, metric: 'quantity' },
  {
    words:
      /\b(?:closed[- ]won )?(?:bookings|revenue|sales(?: volume)?|turnover|purchases?|purchase volume|volume|umsatz|einkaufsvolumen|closed[- ]won)\b|\bchiffre d['’]affaires\b/i,
    metric: 'won_amount',
  },
];

const BENEFITS: readonly { readonly words: RegExp; readonly id: string; readonly fee?: true }[] = [
  { words: /\bback[- ]?end rebate\b|\brebates?\b|\bbonus\b/i, id: 'rebate' },
  { words: /\b(?:upfront |front[- ]end )?discounts?\b/i, id: 'discount' },
  { words: /\bMDF\b|\bmarket(?:ing)? (?:development )?funds?\b/i, id: 'mdf' },
  { words: /\bco-?op\b/i, id: 'co-op' },
  { words: /\b(?:program|membership|annual) fees?\b|\bfees?\b/i, id: 'fee', fee: true },
];

/** How much of a benefit is used is no benefit. */
const SPENT = /\b(?:utili[sz]ation|usage|used|spent|claimed|roi|return)\b/i;

/** Words that narrow what is counted. Values are those of our model, or names that certificates usually carry. */
const QUALIFIERS: readonly { readonly words: RegExp; readonly of: RegExp; readonly filter: WordsFilter }[] = [
  ...['Professional', 'Associate', 'Foundation', 'Expert', 'Specialty', 'Advanced'].map((value) => ({
    words: new RegExp(
      value === 'Professional'
        ? '\\bpro(?:fessional)?s?\\b'
        : value === 'Foundation'
          ? '\\bfoundation(?:al)?\\b'
          : `\\b${value}\\b`,
      'i',
    ),
    of: /^certif/,
    filter: { dim: 'certification_level' as const, values: [value] },
  })),
  {
    words: /\bnew[- ](?:business|revenue|sales)\b|\bnew\b/i,
    of: /^(won|sourced|influenced)/,
    filter: { dim: 'motion', values: ['new'] },
  },
  { words: /\brenewals?\b/i, of: /^(won|sourced|influenced)/, filter: { dim: 'motion', values: ['renewal'] } },
  {
    words: /\b(?:expansion|upsell|cross-?sell)\b/i,
    of: /^(won|sourced|influenced)/,
    filter: { dim: 'motion', values: ['expansion'] },
  },
  {
    words: /\bservices?\b/i,
    of: /^(won|sourced|influenced)/,
    filter: { dim: 'category', values: ['Service', 'Services'] },
  },
  { words: /\bco-?sell\b/i, of: /^won/, filter: { dim: 'role', values: ['co-sell'] } },
  { words: /\bresale\b|\bfulfilled\b/i, of: /^won/, filter: { dim: 'role', values: ['fulfilment'] } },
];

/** Words that say nothing that the figure does not say. */
const FILLERS = new Set(
  `a an the of in on at for per by to from with and or as is are be must have has their your our this that each every
  min max minimum maximum least most required requirement requirements requires needed threshold criterion criteria
  number amount total count value level levels partner partners company program vendor reported cumulative overall
  number-of no nr anzahl mindestens mind der die das pro je von im und people persons individuals staff employees heads
  eur usd gbp chf k m mio tsd thousand thousands million millions won closed valid active current annual
  measured over period rate percent`
    .split(/\s+/)
    .filter(Boolean),
);

/** Reads the words of a criterion; the figures of its cells are read elsewhere. */
export function readCriterion(text: string): Criterion {
  const scale = scaleOf(text);
  const currency = currencyOf(text);
  const percent = /%|\bpercent(?:age)?\b|\bprozent\b/i.test(text);
  // “YoY growth” and “annual recurring revenue” name a measure; only what is left of them may name a window.
  const wording = MEASURES.find(({ words }) => words.test(scale.rest));
  const rest = wording ? scale.rest.replace(wording.words, ' ') : scale.rest;
  const named = findWindow(rest);
  const common = { window: named?.window ?? null, power: scale.power, percent, currency };
  const free = named?.rest ?? rest;
  const benefit = BENEFITS.find(({ words }) => words.test(text));
  if (benefit && !SPENT.test(text)) {
    return { kind: 'benefit', id: benefit.id, fee: benefit.fee ?? false, ...common, leftover: [] };
  }
  if (/\binvit(?:ation|ed)\b/i.test(text)) return { kind: 'invitation', ...common, leftover: [] };
  if (/\bpipeline\b/i.test(text)) return { kind: 'unknown', why: PIPELINE, ...common, leftover: [] };
  if (!wording) return { kind: 'unknown', why: 'no metric goes by these words', ...common, leftover: [] };
  const { filter, rest: words } = narrowed(wording.metric, free);
  const metric = findMetric(wording.metric);
  return {
    kind: 'measure',
    metric: metric.id,
    unit: metric.unit,
    state: isState(metric, { metric: metric.id, filter: [] }),
    filter,
    times: wording.times ?? 1,
    doubts: wording.doubt ? [wording.doubt] : [],
    ...common,
    leftover: leftoverOf(words),
  };
}

const PIPELINE = 'open deals are known only as they are now, so a past day cannot be judged by them';

/** Words beside a figure that narrow the measure of its criterion, and the words among them that nothing reads. */
export function narrowedBy(metric: string, text: string): { filter: WordsFilter[]; leftover: string[] } {
  const own = MEASURES.filter((wording) => wording.metric === metric);
  const bare = own.reduce((rest, { words }) => rest.replace(words, ' '), text);
  // Qualifiers stand inside phrases too: “professional certifications”.
  const { filter, rest } = narrowed(metric, bare);
  return { filter, leftover: leftoverOf(rest) };
}

function narrowed(metric: string, text: string): { filter: WordsFilter[]; rest: string } {
  let rest = text;
  let filter: WordsFilter[] = [];
  for (const { words, of, filter: narrow } of QUALIFIERS) {
    if (!of.test(metric) || !words.test(rest)) continue;
    rest = rest.replace(words, ' ');
    filter = merged(filter, [narrow]);
  }
  return { filter, rest };
}

/** Values of one dimension stand beside each other; dimensions narrow each other. */
export function merged(filter: readonly WordsFilter[], more: readonly WordsFilter[]): WordsFilter[] {
  const dims = new Set([...filter, ...more].map(({ dim }) => dim));
  return [...dims].map((dim) => ({
    dim,
    values: [...new Set([...filter, ...more].filter((one) => one.dim === dim).flatMap(({ values }) => values))],
  }));
}

const SUM = '(?:[€$£]|EUR|USD|GBP|CHF)';
const STEP = 'k|tsd\\.?|t|thousands?|mio\\.?|mn|m|millions?';
const BRACKETED_SCALE = new RegExp(
  `(?:\\bin |[([]\\s*)(?:${SUM}\\s?)?(?<step>${STEP})(?:\\s?${SUM})?(?![a-z])\\s*[)\\]]?`,
  'i',
);
const SUM_SCALE = new RegExp(`${SUM}\\s?(?<step>${STEP})(?![a-z])|\\b(?<before>${STEP})\\s?${SUM}(?![a-z])`, 'i');

/** `(k€)`, `in T€`, `(€ 000s)`, `in millions`: the unit of plain figures. */
function scaleOf(text: string): { power: number; rest: string } {
  const thousands = /[([]\s*(?:[€$£]|[A-Z]{3})?\s*['’]?000s?\s*(?:[€$£]|[A-Z]{3})?\s*[)\]]/i;
  if (thousands.test(text)) return { power: 3, rest: text.replace(thousands, ' ') };
  const found = BRACKETED_SCALE.exec(text) ?? SUM_SCALE.exec(text);
  if (!found) return { power: 0, rest: text };
  return {
    power: powerOf((found.groups!.step ?? found.groups!.before!).replace(/(thousand)s$/i, '$1')),
    rest: text.replace(found[0], ' '),
  };
}

export function leftoverOf(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}'’-]+/u)
    .map((word) => word.replace(/^[-'’]+|[-'’]+$/g, ''))
    .filter((word) => word.length > 1 && !/^\d+$/.test(word) && !FILLERS.has(word.toLowerCase()));
}
