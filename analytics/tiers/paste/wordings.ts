/** The words that requirements tables use, and what they stand for here. */

export interface WordsFilter {
  readonly dim: 'certification_level' | 'motion' | 'role' | 'category';
  readonly values: readonly string[];
}

export interface Wording {
  readonly words: RegExp;
  readonly metric: string;
  readonly times?: number;
  readonly doubt?: string;
}

const MONTHLY = 'a month’s recurring revenue is asked for as twelve months of it';

/** The first that fits counts: narrow wordings stand before wide ones. */
export const MEASURES: readonly Wording[] = [
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
    metric: 'recurring_amount',
    times: 12,
    doubt: MONTHLY,
  },
  { words: /\bARR\b|\bACV\b|\b(?:annual )?recurring revenue\b/i, metric: 'recurring_amount' },
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

export const BENEFITS: readonly { readonly words: RegExp; readonly id: string; readonly fee?: true }[] = [
  { words: /\bback[- ]?end rebate\b|\brebates?\b|\bbonus\b/i, id: 'rebate' },
  { words: /\b(?:upfront |front[- ]end )?discounts?\b/i, id: 'discount' },
  { words: /\bMDF\b|\bmarket(?:ing)? (?:development )?funds?\b/i, id: 'mdf' },
  { words: /\bco-?op\b/i, id: 'co-op' },
  { words: /\b(?:program|membership|annual) fees?\b|\bfees?\b/i, id: 'fee', fee: true },
];

/** How much of a benefit is used is no benefit. */
export const SPENT = /\b(?:utili[sz]ation|usage|used|spent|claimed|roi|return)\b/i;

/** Words that narrow what is counted. Values are those of our model, or names that certificates usually carry. */
export const QUALIFIERS: readonly { readonly words: RegExp; readonly of: RegExp; readonly filter: WordsFilter }[] = [
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
export const FILLERS = new Set(
  `a an the of in on at for per by to from with and or as is are be must have has their your our this that each every
  min max minimum maximum least most required requirement requirements requires needed threshold criterion criteria
  number amount total count value level levels partner partners company program vendor reported cumulative overall
  number-of no nr anzahl mindestens mind der die das pro je von im und people persons individuals staff employees heads
  eur usd gbp chf k m mio tsd thousand thousands million millions won closed valid active current annual
  measured over period rate percent`
    .split(/\s+/)
    .filter(Boolean),
);
