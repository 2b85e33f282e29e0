/** A test of a partner in words: `bookings 631 k under 650 k`, `3 certified people, needs 4`. */
import type { TestGap } from '../../api/tiers.ts';
import { formatCell } from '../../present/cell.ts';
import { NARROW, numbers } from '../../present/numbers.ts';
import type { CompiledTest } from '../compiled.ts';

type Worded = Pick<CompiledTest, 'noun' | 'unit' | 'sign'>;

/** What is counted is said before its noun. */
const COUNTED: ReadonlySet<Worded['unit']> = new Set(['count', 'points']);

/** @param peers How many are ranked, where the test is for a place among them and the number is to be said. */
export function gapWords(
  { noun, unit, sign }: Worded,
  gap: TestGap,
  locale: string,
  peers: string | null = null,
): string {
  if (gap.value === null) return `no data for ${noun}`;
  const [value, needs] = toldApart(gap.value, gap.needs, unit, locale);
  const most = sign === '<=' || sign === '<';
  const among = peers === null ? '' : ` of ${written(peers, 'count', locale)} with a figure`;
  if (unit === 'place') return `${noun} ${value}${among}, needs ${needs} or better`;
  if (COUNTED.has(unit)) {
    const counted =
      noun === 'points' || unit !== 'points' ? `${value} ${counting(value, noun)}` : `${noun} ${value} points`;
    return gap.met ? `${counted} of ${needs}` : `${counted}, ${most ? 'at most' : 'needs'} ${needs}`;
  }
  if (gap.met) return `${noun} ${value}, ${most ? 'at most' : 'needs'} ${needs}`;
  return `${noun} ${value} ${most ? 'over' : 'under'} ${needs}`;
}

/** What a partner would have to bring: `13 k more bookings`, `1 more of certified people`. */
export function stepWords({ noun, unit, sign }: Worded, gap: TestGap, locale: string): string {
  if (gap.gap === null || unit === 'place') {
    return `${noun} ${sign === '<=' || sign === '<' ? 'at most' : 'at least'} ${written(gap.needs, unit, locale)}`;
  }
  const size =
    unit === 'ratio' ? numbers(locale).signed.points(gap.gap).replace('+', '') : written(gap.gap, unit, locale);
  const less = sign === '<=' || sign === '<';
  if (unit === 'ratio') return `${noun} ${less ? 'down' : 'up'} by ${size}`;
  const what = unit === 'points' && noun !== 'points' ? `points of ${noun}` : noun;
  return `${size} ${less ? 'less' : 'more'} ${counting(size, what)}`;
}

/** What nouns of metrics are plurals of. */
const PLURALS = /\b(deal|partner|payout|certificate|lead|event|customer|logo|point|request|renewal)s\b/;

/** `1 certified person`, `2 certified people`. */
function counting(count: string, noun: string): string {
  return count === '1' ? noun.replace(/\bpeople\b/, 'person').replace(PLURALS, '$1') : noun;
}

/** Two figures, with as many digits as it takes to see that they differ. */
function toldApart(value: string, needs: string, unit: Worded['unit'], locale: string): readonly [string, string] {
  const short = [written(value, unit, locale), written(needs, unit, locale)] as const;
  if (short[0] !== short[1] || Number(value) === Number(needs)) return short;
  const cents = [exactly(value, unit, 2, locale), exactly(needs, unit, 2, locale)] as const;
  return cents[0] === cents[1] ? [exactly(value, unit, 4, locale), exactly(needs, unit, 4, locale)] : cents;
}

function exactly(figure: string, unit: Worded['unit'], digits: number, locale: string): string {
  const set = numbers(locale);
  if (unit === 'ratio') return set.percent(figure, digits);
  const text = set.exact(figure, digits);
  return unit === 'days' ? `${text}${NARROW}d` : unit === 'factor' ? `${text}×` : text;
}

function written(figure: string, unit: Worded['unit'], locale: string): string {
  if (unit === 'points') return numbers(locale).plain(figure);
  // A threshold of 2.5 people would be shown as 3 in whole numbers.
  const counted = unit === 'count' || unit === 'place';
  if (counted && Number.isInteger(Number(figure))) return numbers(locale).integer(figure);
  return formatCell(figure, counted ? 'quantity' : unit, { locale });
}
