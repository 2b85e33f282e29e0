/** The bounds of a band as people write them: `2 – 4 M`, `≥ 2 M`, `up to 100,000`, `500+`, `5 % to 10 % growth`. */
import { type Amount, amountsIn, type DecimalMark } from '../../rules/pasted/amount.ts';

export interface Range {
  readonly from: string;
  /** Null for a band that goes on. */
  readonly to: string | null;
  /** The bounds are shares: of growth, or of a target. */
  readonly percent: boolean;
  /** The lower edge was meant to belong to the band below: `> 100`. */
  readonly above: boolean;
  /** Some amounts can be read with either decimal mark. */
  readonly doubtful: boolean;
  /** The upper edge was meant to belong to this band: `up to 100`. */
  readonly closed: boolean;
  /** The bounds count units. */
  readonly units: boolean;
}

const FROM = /^(?:≥|>=|=>|min(?:imum|\.)?(?=\W|$)|at least|mind(?:estens|\.)?(?=\W|$)|from\b|ab\b|von\b)/i;
const ABOVE = /^(?:>(?!=)|more than|over\b|above\b|über(?!\p{L}))/iu;
const BELOW = /^(?:<(?!=)|less than|under\b|below\b|unter\b)/i;
const UP_TO = /^(?:≤|<=|=<|max(?:imum|\.)?(?=\W|$)|at most|up to|bis\b|höchstens)/i;
const ONWARD = /(?:\+|(?:and|or) (?:more|above|over)|upwards?|(?:und|oder) mehr)\s*$/i;
/** Words that may stand around bounds without making them something else. */
const WORDS =
  /(?<!\p{L})(?:from|to|and|or|more|above|over|below|under|less|than|up|upwards?|at|least|most|min(?:imum)?|max(?:imum)?|between|ab|von|bis|über|unter|und|oder|mehr|mindestens|höchstens|units?|seats?|licen[cs]es?|stück|deals?|growth|wachstum|bookings|revenue|sales|purchases|umsatz|of|in|per|a|the|year|quarter|month|annual(?:ly)?|target)(?!\p{L})/giu;

const UNITS = /\b(?:units?|seats?|licen[cs]es?|stück|pieces?|boxes|devices)\b/i;

/** Null for what is no range: names, rates, remarks. */
export function readRange(text: string, mark: DecimalMark): Range | null {
  const cell = withSharedUnit(text.trim());
  const amounts = amountsIn(cell, mark);
  const [first, second] = amounts;
  if (!first || amounts.length > 2) return null;
  if (/\p{L}/u.test(wordsBeside(cell, amounts).replace(WORDS, ''))) return null;
  const range = (from: string, to: string | null, above = false): Range => ({
    from,
    to,
    percent: amounts.every(({ percent }) => percent),
    above,
    doubtful: amounts.some(({ doubtful }) => doubtful),
    closed: UP_TO.test(cell),
    units: UNITS.test(cell),
  });
  if (second) return range(first.value, second.value, ABOVE.test(cell));
  if (BELOW.test(cell) || UP_TO.test(cell)) return range('0', first.value);
  if (ABOVE.test(cell)) return range(first.value, null, true);
  if (FROM.test(cell) || ONWARD.test(cell) || wordsBeside(cell, amounts).replace(WORDS, '').trim() === '') {
    return range(first.value, null);
  }
  return null;
}

/** `2 – 4 M` is two to four millions, and `90 – 100 %` are two shares. */
function withSharedUnit(text: string): string {
  return text.replace(
    /^(\D*\d[\d.,]*)\s*(–|—|-|to|bis)\s*(\D*\d[\d.,]*\s?(%|t(?=\s?[€$£])|(?:k|tsd\.?|mio\.?|mn|m|bn)(?![a-z])))/i,
    (_, first: string, dash: string, second: string, unit: string) => `${first} ${unit} ${dash} ${second}`,
  );
}

function wordsBeside(text: string, amounts: readonly Amount[]): string {
  let rest = text;
  for (const { start, end } of [...amounts].reverse()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  return rest.replace(/[–—\-:,.()≥≤<>=+/]/g, ' ');
}
