/** Numbers as people write them in a table: `≥ 500,000`, `€650k`, `1,5 Mio. €`, `25 %`. */
import { shift } from '../../present/numbers.ts';

export type DecimalMark = '.' | ',';

export interface Amount {
  /** Plain decimal text; a share for percent. */
  readonly value: string;
  readonly percent: boolean;
  /** ISO code, when one was written. */
  readonly currency: string | null;
  /** Whether the figure was shortened (`k`, `M`), so that a column's unit must not be applied again. */
  readonly shortened: boolean;
  /** The figure reads differently with the other decimal mark. */
  readonly doubtful: boolean;
  readonly start: number;
  readonly end: number;
}

const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };
const CODES =
  'EUR|USD|GBP|CHF|JPY|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|INR|CNY|HKD|SGD|KRW|BRL|MXN|ZAR|AED|SAR|ILS';
const CURRENCY = `(?:(?:US|AU|CA|NZ)?[$]|[€£¥]|(?:${CODES})(?![a-z]))`;
const DIGITS = "\\d{1,3}(?:[ '’]\\d{3})+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)*";
const STEPS = 'k|tsd\\.?|t|thousand|mio\\.?|mm|mn|m|millions?|millionen|bn|mrd\\.?|billions?|b';
const NUMBER = new RegExp(
  `(?:(?<before>${CURRENCY})\\s?)?(?:(?<stepBefore>[kKtTmM])(?<between>${CURRENCY})\\s?)?(?<digits>${DIGITS})` +
    `(?:\\s?(?<step>${STEPS})(?![a-z]))?(?:\\s?(?<after>${CURRENCY})(?:(?<stepAfter>[kKmM])(?![a-z]))?)?(?<percent>\\s?%)?`,
  'gi',
);

const POWERS: readonly (readonly [RegExp, number])[] = [
  [/^(k|t|tsd\.?|thousand)$/i, 3],
  [/^(m|mm|mn|mio\.?|millions?|millionen)$/i, 6],
  [/^(b|bn|mrd\.?|billions?)$/i, 9],
];

export function powerOf(step: string | undefined): number {
  return step ? (POWERS.find(([words]) => words.test(step))?.[1] ?? 0) : 0;
}

export function currencyOf(text: string): string | null {
  const found = new RegExp(`(?<![a-z])${CURRENCY}`, 'i').exec(text)?.[0].toUpperCase();
  if (!found) return null;
  const prefix = { AU$: 'AUD', CA$: 'CAD', NZ$: 'NZD', US$: 'USD' }[found];
  return prefix ?? SYMBOLS[found] ?? found;
}

/** Every amount in a text, from left to right. */
export function amountsIn(text: string, mark: DecimalMark): Amount[] {
  return [...text.matchAll(NUMBER)].map((match) => {
    const { before, stepBefore, between, digits, step, after, stepAfter, percent } = match.groups!;
    const written = step ?? stepAfter ?? stepBefore;
    const { text: plain, doubtful } = plainDigits(digits!, mark, written !== undefined);
    return {
      value: shift(plain, powerOf(written) - (percent ? 2 : 0)),
      percent: percent !== undefined,
      currency: currencyOf(before ?? between ?? after ?? ''),
      shortened: written !== undefined,
      doubtful,
      start: match.index,
      end: match.index + match[0].length,
    };
  });
}

/**
 * The decimal mark of a table, by its figures that can be read one way only; a point without any. Null when they speak
 * against each other.
 */
export function decimalMark(texts: readonly string[]): DecimalMark | null {
  const votes = new Set<DecimalMark>();
  for (const text of texts) {
    for (const match of text.matchAll(NUMBER)) {
      const vote = voteOf(match.groups!.digits!);
      if (vote) votes.add(vote);
    }
  }
  if (votes.size > 1) return null;
  return [...votes][0] ?? '.';
}

function voteOf(digits: string): DecimalMark | null {
  const marks = [...digits.matchAll(/[.,]/g)];
  const last = marks.at(-1);
  if (!last) return null;
  const mark = last[0] as DecimalMark;
  const kinds = new Set(marks.map(([sign]) => sign));
  if (kinds.size === 2) return mark;
  if (marks.length > 1) return mark === ',' ? '.' : ',';
  return isGroup(digits, last.index) ? null : mark;
}

/** `500,000`: one mark before exactly three digits may part thousands or decimals. */
function isGroup(digits: string, at: number): boolean {
  return digits.length - at === 4 && at <= 3 && !/^0/.test(digits) && !/[ '’]/.test(digits);
}

function plainDigits(digits: string, mark: DecimalMark, shortened: boolean): { text: string; doubtful: boolean } {
  const bare = digits.replace(/[ '’]/g, '');
  const marks = [...bare.matchAll(/[.,]/g)];
  const last = marks.at(-1);
  if (!last) return { text: bare, doubtful: false };
  const group = marks.length === 1 && isGroup(digits, digits.search(/[.,]/));
  const many = marks.length > 1 && new Set(marks.map(([sign]) => sign)).size === 1;
  // A shortened figure with three decimals (`1.250 M`) follows the mark of the table; a whole one parts thousands.
  const grouping = many || (group && !(shortened && last[0] === mark));
  const text = grouping
    ? bare.replace(/[.,]/g, '')
    : `${bare.slice(0, last.index).replace(/[.,]/g, '')}.${bare.slice(last.index + 1)}`;
  return { text, doubtful: group && last[0] === mark };
}
