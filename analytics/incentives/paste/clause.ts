/** One rate in words, with its edges and its name: `5 % on Cloud from 100k`. */
import { differenceText } from '../../present/decimal.ts';
import { type Amount, amountsIn, type DecimalMark } from '../../rules/pasted/amount.ts';
import { isPerUnit, lumpIn } from './pieces.ts';
import { type Range, readRange } from './range.ts';
import { PER_UNIT } from './rateCell.ts';
import { nameIn, withoutSetting } from './setting.ts';

/** Words before an amount that make it an edge. */
const EDGE =
  /(?:≥|>=?|≤|<=?|\b(?:from|above|over|below|under|up to|upto|at least|at most|more than|less than|min(?:imum)?|max(?:imum)?|between|first|next|ab|über|bis(?: zu)?|unter|von|zwischen|mindestens|ersten|nächsten|growth of))\s*(?:the\s*|zu\s*)?$/i;
/** Words that an edge is told with, before and after its amounts. */
const BOUNDS =
  /(?:(?:≥|>=?|≤|<=?|\b(?:from|above|over|below|under|up to|at least|at most|min(?:imum)?|max(?:imum)?|more than|less than|between|for|of|at|ab|über|bis|unter|von|zwischen|mindestens)\b)\s*)*AMOUNT(?:\s*(?:[–—-]|\bto\b|\band\b|\bund\b|\bbis\b)\s*AMOUNT)?(?:\s*(?:\+|\band (?:more|above|over|up)\b|\bor (?:more|above|over)\b|\bupwards?\b|\bund mehr\b|\boder mehr\b))?/i;
/** The rest of a sum that the words before have begun to share out. */
const OPEN = /\b(?:thereafter|beyond|above|over|rest|remainder|everything else|darüber|danach|übrige\w*)\b/i;
/** What is left below the edges that were told. */
const OTHERWISE = /\b(?:otherwise|else|below that|sonst|darunter)\b/i;
const FIRST = /\b(?:first|ersten?)\b/i;
const NEXT = /\b(?:next|nächsten?|weitere[nr]?)\b/i;
const ONLY_UP_TO = /\b(?:up to|as much as|bis zu|maximal|between|zwischen)\b/i;
/** Words that carry a sentence and say nothing of what is paid. */
const FILLER =
  /\b(?:is|are|be|will|we|you|they|who|earns?|gets?|receives?|pays?|paid|gives?|given|granted|with|when|if|once|reach(?:es|ed|ing)?|exceed(?:s|ed|ing)?|hit(?:s|ting)?|buy(?:s|ing)?|sell(?:s|ing)?|make[s]?|that|this|then|than|their|your|our|an?|from|to|at|as|each|first|next|thereafter|above|over|beyond|rest|remainder|otherwise|else|sonst|darunter|lump sums?|one-?off|one-?time|net|invoiced|closed|won|orders?|(?<!registered )deals?|amount|thousand|sie|wir|erhalten|erhält|bekommen|wird|werden|gewährt|auf|den|die|das|der|dem|bei|für|von|vom|im|pro|je|und|darüber|danach|alles?|alle[nr]?|nettoumsatz\w*|quartalsumsatz\w*|jahresumsatz\w*|monatsumsatz\w*)\b/giu;

/** A rate with whom and how much it is for. */
export interface Clause {
  readonly text: string;
  readonly name: string;
  readonly range: Range | null;
  readonly rate: string;
}

/** The upper end of what was told so far, for “the next 400k” and “above”. */
export interface Reached {
  top: string | null;
}

/** A sentence says why nothing was made of the piece. @param lump whether the card pays sums */
export function clauseOf(piece: string, reached: Reached, lump: boolean, mark: DecimalMark): Clause | string {
  const amounts = amountsIn(piece, mark);
  const paying = amounts.filter((amount) => amount.percent || isPerUnit(piece, amount));
  const edged = paying.filter(({ start }) => EDGE.test(piece.slice(0, start)));
  const free = paying.length > 1 ? paying.filter((amount) => !edged.includes(amount)) : paying;
  // “above 120 % of target” beside another figure is an edge, whatever is paid.
  if (paying.length === 1 && edged.length === 1 && amounts.length > 1) return 'no rate was found in it';
  const rate = paying.length === 0 && lump ? lumpIn(piece, amounts) : free.length === 1 ? free[0]! : null;
  if (rate === null) return 'it holds several rates, and no words that part them: write each in a line of its own';
  if (amounts.length === 1 && ONLY_UP_TO.test(piece.slice(0, rate.start))) {
    return 'it says the most that is paid and not who is paid less';
  }
  const unit = isPerUnit(piece, rate) ? (new RegExp(PER_UNIT.source, 'i').exec(piece.slice(rate.end))?.[0] ?? '') : '';
  const paid = piece.slice(rate.start, rate.end).trim();
  const rest = `${piece.slice(0, rate.start)} ${piece.slice(rate.end).replace(unit, ' ')}`;
  const place = placeOf(rest, reached, mark);
  if (typeof place === 'string') return place;
  return { text: piece.trim(), ...place, rate: unit === '' ? paid : `${paid} ${unit}` };
}

/** For whom and between which edges the rate is: the words of a clause without it. */
function placeOf(
  words: string,
  reached: Reached,
  mark: DecimalMark,
): { readonly name: string; readonly range: Range | null } | string {
  const amounts = amountsIn(words, mark);
  if (amounts.length > 2) return 'it has more edges than a band: write each band in a line of its own';
  const name = (text: string) =>
    nameIn(
      withoutSetting(text)
        .replace(FILLER, ' ')
        .replace(/[=→:|]/g, ' '),
    );
  if (amounts.length === 0) {
    if (OTHERWISE.test(words)) return { name: name(words), range: WHOLE };
    if (reached.top !== null && OPEN.test(words)) {
      return {
        name: name(words),
        range: { ...WHOLE, from: reached.top, above: /\b(?:above|over)\b|darüber/i.test(words) },
      };
    }
    return { name: name(words), range: null };
  }
  const marked = withMarks(words, amounts);
  const found = BOUNDS.exec(marked)?.[0] ?? '';
  const text = unmarked(found, words, amounts);
  const range = stepOf(words, amounts, reached) ?? readRange(text.replace(/\b(?:for|of|at)\b/gi, ' ').trim(), mark);
  if (range === null) return 'its edges were not understood: write the band as “from 100,000: 5 %”';
  reached.top = range.to ?? range.from;
  const units = range.units || /\b(?:units?|seats?|licen[cs]es?|stück)\b/i.test(words);
  return {
    name: name(marked.replace(found, ' ').replaceAll('AMOUNT', ' ')),
    range: { ...range, units },
  };
}

const WHOLE: Range = {
  from: '0',
  to: null,
  percent: false,
  above: false,
  doubtful: false,
  closed: false,
  units: false,
};

/** `the first 100k` begins at nothing, `the next 400k` where the last one ended. */
function stepOf(words: string, [amount]: readonly Amount[], reached: Reached): Range | null {
  if (!amount || amount.percent) return null;
  const before = words.slice(0, amount.start);
  if (FIRST.test(before)) return { ...WHOLE, to: amount.value, doubtful: amount.doubtful };
  if (!NEXT.test(before) || reached.top === null) return null;
  const to = differenceText(reached.top, `-${amount.value}`);
  return { ...WHOLE, from: reached.top, to, doubtful: amount.doubtful };
}

function withMarks(words: string, amounts: readonly Amount[]): string {
  return [...amounts]
    .reverse()
    .reduce((text, { start, end }) => `${text.slice(0, start)}AMOUNT${text.slice(end)}`, words);
}

function unmarked(found: string, words: string, amounts: readonly Amount[]): string {
  let at = 0;
  return found.replaceAll('AMOUNT', () => {
    const { start, end } = amounts[at++]!;
    return words.slice(start, end);
  });
}
