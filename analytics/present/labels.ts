/** Words for what a figure stands on, the same on every screen and page. */
import type { DimensionId, Filter } from '../api/documents/query.ts';
import type { Basis, ResolvedPeriod } from '../api/results.ts';
import { formatRange } from './dates.ts';

export const RATE_WORDS = { plan: 'plan rates', dated: 'dated rates', constant: 'constant rates' } as const;

export const NO_VALUE = '(none)';

/** `1 Jul – 30 Sep 2026`, cut at the last elapsed day of an unfinished period. */
export function windowWords(period: ResolvedPeriod, locale: string): string {
  const range = formatRange(period.from, period.elapsedTo ?? period.to, locale);
  return period.elapsedTo ? `${range}, unfinished` : range;
}

/** `EUR, plan rates`. */
export function currencyWords({ currency, rates }: Pick<Basis, 'currency' | 'rates'>): string {
  return `${currency}, ${RATE_WORDS[rates]}`;
}

/** `Region: DACH`, `Region: DACH, Nordics`, `Region: not DACH`, `Region: 5 chosen`. */
export function filterWords(
  { dim, values, not }: Filter,
  label: (dim: DimensionId) => string,
  name: (dim: DimensionId, value: string) => string = (_dim, value) => value,
): string {
  const shown = values.map((value) => (value === null ? NO_VALUE : name(dim, value)));
  const list = shown.length > 2 ? `${shown.length} chosen` : shown.join(', ');
  return `${label(dim)}: ${not ? 'not ' : ''}${list}`;
}

/** `1 deal`, `1,204 deals`, with the plural a noun usually has. */
export function countWords(count: number, noun: string, locale = 'en-GB'): string {
  const many = /[^aeiou]y$/.test(noun)
    ? `${noun.slice(0, -1)}ies`
    : /(s|x|ch|sh)$/.test(noun)
      ? `${noun}es`
      : `${noun}s`;
  return `${count.toLocaleString(locale)} ${count === 1 ? noun : many}`;
}

/** `566 MB`, decimal units as disks are sold. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const steps = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1_000;
  let step = 0;
  while (size >= 999.5 && step < steps.length - 1) {
    size /= 1_000;
    step += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${steps[step]}`;
}

/** Time left, as a person would say it. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 1) return 'less than 1 s';
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** A level name's place in a ladder, as number of stripes out of four (0 Registered to 4 Platinum). */
export function levelStripes(level: string, ladder: readonly string[]): number {
  const place = ladder.indexOf(level);
  if (place < 0) return 0;
  const top = ladder.length - 1;
  return top <= 0 ? 4 : Math.round((place / top) * 4);
}

/** Kinds of payout as people write them; a vendor's own kind stays as loaded. */
export const PAYOUT_KIND_WORDS: Readonly<Record<string, string>> = {
  rebate: 'Rebate',
  mdf: 'MDF',
  spiff: 'SPIFF',
  commission: 'Commission',
  'co-op': 'Co-op',
  discount: 'Discount',
  other: 'Other',
};

/** `rebate`, `MDF`, `co-op`: the standard kinds as they stand within a sentence, a vendor's own as it is loaded. */
export function payoutKindInSentence(kind: string): string {
  const word = PAYOUT_KIND_WORDS[kind.toLowerCase()];
  return word?.replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLowerCase()) ?? kind;
}
