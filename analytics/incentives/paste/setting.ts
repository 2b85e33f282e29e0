/** What the words around a rate card say of all its lines. */
import type { PlanLine } from '../../api/documents/incentivePlan.ts';

type How = 'retroactive' | 'marginal';

/** The first that fits counts. */
const KINDS: readonly (readonly [RegExp, PlanLine['kind']])[] = [
  [/\bspiffs?\b|\bspiv\b/i, 'spiff'],
  [/\bmdf\b|development fund|marketing fund/i, 'mdf'],
  [/\bco-?op\b/i, 'co-op'],
  [/\bcommissions?\b|\breferrals?\b|\bprovision(?:en)?\b/i, 'commission'],
  [/\bdiscounts?\b|\brabatte?\b/i, 'discount'],
  [/\brebates?\b|\bbonus\b|\bkickback\b|\bback-?end\b|\brückvergütung(?:en)?\b/i, 'rebate'],
];
const PERIODS: readonly (readonly [RegExp, PlanLine['period']])[] = [
  [/\bmonth(?:ly|s)?\b|\bmonat\w*/i, 'month'],
  [/\bquarter(?:ly|s)?\b|\bquartal\w*/i, 'quarter'],
  [/\bhalf[- ]?year(?:ly)?|\bsemi-?annual(?:ly)?|\bhalbj(?:ahr|ährlich)\w*/i, 'half-year'],
  [/\bannual(?:ly)?\b|\byear(?:ly|s)?\b|\bp\.?a\.?(?=\W|$)|\bjahr\w*|\bjährlich\w*/i, 'year'],
];
const HOWS: readonly (readonly [RegExp, How])[] = [
  [
    /\bmarginal\b|\bincremental\b|\bstepped\b|\beach (?:part|band|portion|tranche)\b|\bprogressive\b|\b(?:for|on) the (?:first|next)\b|\bthereafter\b|(?:auf|für) die (?:ersten|nächsten)/i,
    'marginal',
  ],
  [
    /\bfirst[- ](?:dollar|euro)\b|\bretro(?:active|spective)?(?:ly)?\b|\bback to\b|\bon all\b|\bwhole\b/i,
    'retroactive',
  ],
];
const BASES: readonly (readonly [RegExp, PlanLine['on']['base']])[] = [
  [/\bmargin\b|\bgross profit\b|\bmarge\b/i, 'margin'],
  [/\blist (?:price|value|amount)\b|\bmsrp\b|\blistenpreis/i, 'list_amount'],
  [/\bunits?\b|\bquantity\b|\bvolume in units\b|\bstückzahl\b/i, 'quantity'],
  [/\b[am]rr\b|\brecurring\b/i, 'recurring_amount'],
];

/** Bands that each deal is looked up in by itself. */
const DEAL_SIZE = /\b(?:deal|order|opportunity|transaction|invoice)[- ](?:size|value|amount|volume)\b/i;
const REGISTERED = /\bdeal[- ]registrations?\b|\bdeal[- ]reg\b|\bregistered (?:deals?|opportunit)/i;

const ATTAINMENT =
  /\battain(?:ment|ed)?\b|\b(?:of|to|vs\.?) (?:target|quota|plan)\b|\bquota\b|zielerreichung|\bachievement\b/i;

export interface CardSetting {
  readonly kind: PlanLine['kind'] | null;
  readonly period: PlanLine['period'] | null;
  readonly how: How | null;
  readonly base: PlanLine['on']['base'] | null;
  readonly dealSize: boolean;
  /** Only deals whose registration was approved. */
  readonly registered: boolean;
  /** Bands in percent are of a target, and not of growth. */
  readonly attainment: boolean;
  /** Times over which sales add up, where the text names several. */
  readonly periods: readonly PlanLine['period'][];
}

export function settingOf(text: string): CardSetting {
  const periods = periodsIn(text);
  return {
    kind: first(KINDS, text),
    period: periods[0] ?? null,
    periods,
    how: first(HOWS, text),
    base: first(BASES, text),
    dealSize: DEAL_SIZE.test(text),
    registered: REGISTERED.test(text),
    attainment: ATTAINMENT.test(text),
  };
}

/** `Half-year` names no year. */
function periodsIn(text: string): PlanLine['period'][] {
  let rest = text;
  return PERIODS.flatMap(([words, period]) => {
    const found = words.test(rest);
    rest = rest.replace(new RegExp(words.source, 'gi'), ' ');
    return found ? [period] : [];
  });
}

function first<T>(wordings: readonly (readonly [RegExp, T])[], text: string): T | null {
  return wordings.find(([words]) => words.test(text))?.[1] ?? null;
}

/** Words of heads that name nothing that a line could be for. */
const OTHERS =
  /\b(?:rates?|percent(?:age)?|prozent|satz|amounts?|value|pay(?:s|outs?|ment)?|rewards?|incentives?|of|in|the|per|a|on|by|for|partners?|levels?|bookings|revenue|sales|purchases|umsatz|growth|wachstum|targets?)\b/gi;

/** “Base rebate” is what everybody gets, and no level of that name. */
const EVERYBODY = /\b(?:base|basic|standard)(?=\s+(?:rebates?|rates?|bonus|discounts?|commissions?)\b)/gi;

/** “Flat 5 % on everything” is for no family. */
const WHOLE = /\b(?:flat|all|any|every(?:thing|body|one)?|total|overall|net|gross|alles?|gesamt)\b/gi;

const WORDINGS = [
  EVERYBODY,
  DEAL_SIZE,
  ...[...KINDS, ...PERIODS, ...HOWS, ...BASES].map(([words]) => words),
  OTHERS,
  WHOLE,
].map((words) => new RegExp(words.source, 'gi'));

/** A text without what `settingOf` reads of it and without words that name nothing. */
export function withoutSetting(text: string): string {
  return WORDINGS.reduce((rest, words) => rest.replace(words, ' '), text);
}

/** The name in a head: `Gold` of “Gold rebate, quarterly”; empty for “Rate (%)”. */
export function nameIn(head: string): string {
  const rest = withoutSetting(head);
  return /[\p{L}\p{N}]/u.test(rest) ? rest.replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '').replace(/\s+/g, ' ') : '';
}
