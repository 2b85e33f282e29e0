/** What a criterion of a requirements table asks for, from its words. */
import type { Window } from '../../api/documents/measure.ts';
import type { Unit } from '../../api/results.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import { isState } from '../../metrics/measures/planMeasure.ts';
import { currencyOf, powerOf } from '../../rules/pasted/amount.ts';
import { findWindow } from './window.ts';
import { BENEFITS, FILLERS, MEASURES, QUALIFIERS, SPENT, type WordsFilter } from './wordings.ts';

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

const PIPELINE = 'open deals are known only as they are now, so a past day cannot be judged by them';

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
