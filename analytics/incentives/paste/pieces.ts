/** A sentence of a rate card cut into pieces with one rate each. */
import { type Amount, amountsIn, type DecimalMark } from '../../rules/pasted/amount.ts';
import { isLimit } from './limit.ts';
import { PER_UNIT } from './rateCell.ts';

/** What parts one rate from the next; a comma between digits is a decimal mark. */
const BETWEEN = /(\s*[,;]\s+(?:(?:and|und|then|dann)\s+)?|\s+(?:and|und|then|dann|sowie|plus|&)\s+)/i;
/** “And nothing for others” is what a plan does by itself. */
const NOTHING = /^\s*(?:nothing|none|no\s|nichts|keine?)\b/i;
const LUMP = /\b(?:lump|bonus|one-?off|one-?time|prämie|einmal\w*|sum of|award)\b/i;
const WHEN = /\b(?:when|if|once|upon|for reaching|on reaching|at|wenn|sobald|bei|reach(?:es|ed)?|hit(?:s)?)\b/i;

/** One piece a rate, with the words that belong to it; limits and words that belong to none are pieces of their own. */
export function piecesOf(sentence: string, lump: boolean, mark: DecimalMark): string[] {
  const parts = sentence.split(BETWEEN);
  const pieces: string[] = [];
  /** What waits for the rate that it is told before. */
  let waiting = '';
  for (let at = 0; at < parts.length; at += 2) {
    const part = parts[at]!;
    const separator = parts[at - 1] ?? '';
    const last = pieces.at(-1);
    if (pays(part, lump, mark)) {
      pieces.push(waiting === '' ? part : `${waiting}${separator}${part}`);
      waiting = '';
    } else if (isLimit(part, mark) || NOTHING.test(part) || !/[\p{L}\d]/u.test(part)) pieces.push(part);
    else if (last === undefined || (/\d/.test(part) && isBounded(last, mark) && pays(last, lump, mark))) {
      waiting = waiting === '' ? part : `${waiting}${separator}${part}`;
    } else pieces[pieces.length - 1] = `${last}${separator}${part}`;
  }
  if (waiting !== '') pieces.push(waiting);
  return pieces;
}

function isBounded(piece: string, mark: DecimalMark): boolean {
  const others = amountsIn(piece, mark).length - 1;
  return others === 2 || (others === 1 && !/\b(?:between|zwischen)\b/i.test(piece));
}

/** Whether it holds a share, money per unit, or a sum for reaching another. */
export function pays(piece: string, lump: boolean, mark: DecimalMark): boolean {
  const amounts = amountsIn(piece, mark);
  return (
    amounts.some((amount) => amount.percent || isPerUnit(piece, amount)) || (lump && lumpIn(piece, amounts) !== null)
  );
}

export function isPerUnit(piece: string, { end }: Amount): boolean {
  return new RegExp(`^\\s*(?:${PER_UNIT.source})`, 'i').test(piece.slice(end));
}

/** `$1,000 when bookings reach $100,000`: of two sums, the one that the condition does not follow. */
export function lumpIn(piece: string, amounts: readonly Amount[]): Amount | null {
  const [first, second, ...more] = amounts;
  if (!first || !second || more.length > 0 || first.percent || second.percent) return null;
  return WHEN.test(piece.slice(0, first.start)) ? second : first;
}

/** Whether a sentence speaks of sums for reaching something. */
export function paysSums(sentence: string): boolean {
  return LUMP.test(sentence);
}
