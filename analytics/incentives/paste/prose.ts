/** A rate card in words: “5 % from 100k and 7 % from 200k”, “Gold 5 %, Silver 3 %”, “1 % for the first 100k, 2 % above”. */
import type { DecimalMark } from '../../rules/pasted/amount.ts';
import type { CardRow, RateCard, Unread } from './card.ts';
import { type Clause, clauseOf, type Reached } from './clause.ts';
import { isLimit } from './limit.ts';
import { pays, paysSums, piecesOf } from './pieces.ts';
import { nameIn } from './setting.ts';

const BULLET = /^\s*(?:[•·▪◦‣*–-]|\(?\d{1,2}[.)])\s+(?=\S)/;
/** A full stop ends a sentence before a capital: “Mio. €” and “4.5 %” go on. */
const SENTENCE_END =
  /(?<=[\p{L}%)]\.|;)(?<!\b(?:[Mm]io|[Mm]rd|[Tt]sd|[Mm]ind|[Mm]in|[Mm]ax|[Cc]a|a|bzw|inkl|exkl|approx|[Nn]r|[Nn]o)\.)\s+(?=\p{Lu}\p{L}|[€$£\d])/u;

/** A condition beside a rate. */
const IN_BRACKETS = /\s*\([^)]*\d[^)]*\)/g;
const GROWTH =
  /\b(?:prior|previous|last|vor)[- ]?(?:year|quarter|period|jahr)|\byear[- ](?:on|over)[- ]year\b|\bvorjahr/i;
const MULTIPLIER = /\d\s?[x×](?![\p{L}\d])|\bdouble[ds]?\b|\btriple[ds]?\b|\bdoppelt/iu;
const TIME_AFTER =
  /\bfirst[- ](?:year|\d+ months)\b|\b(?:for|prior|previous|past|last|over) (?:the )?(?:first |last )?\d+ (?:months?|quarters?|years?)\b/i;
const UNCERTAIN = /\b(?:by agreement|negotiable|on request|tbd|depending|nach vereinbarung|individuell)\b/i;
/** `Tier 1` before a band numbers it and names nobody. */
const NUMBERED = /^(?:tier|band|step|stufe|staffel|stage|level|range)\s*\p{L}?\d?$/iu;

const NO_RATE = 'no rate was found in it';

/** `3 % / 5 % at 2 M / 4 M` is a table in a line. */
const SIDE_BY_SIDE = /%\s*\/\s*\d/;

/** Null where no line tells a rate; a line of which nothing is understood is among the unread, with what to do. */
export function readProse(lines: readonly string[], mark: DecimalMark): RateCard | null {
  if (lines.some((line) => SIDE_BY_SIDE.test(line))) return null;
  const card: Draft = { titles: [], limits: [], rest: [], unread: [], rows: [] };
  for (const line of lines.flatMap((one) => one.replace(BULLET, '').split(SENTENCE_END))) {
    for (const [text] of line.matchAll(IN_BRACKETS)) {
      const why = 'what stands in brackets is not read: say it in the sentences of the plan';
      card.unread.push({ text: text.trim(), why });
    }
    const bare = line.replace(IN_BRACKETS, '').replace(/[.;]\s*$/, '');
    readSentence(bare.trim(), card, mark);
  }
  return card.rows.length === 0 && card.unread.length === 0 ? null : { ...card, columns: [''] };
}

/** A card that is being read, sentence by sentence. */
interface Draft {
  readonly titles: string[];
  readonly limits: string[];
  readonly rest: string[];
  readonly unread: Unread[];
  readonly rows: CardRow[];
}

function readSentence(sentence: string, { titles, limits, rest, unread, rows }: Draft, mark: DecimalMark): void {
  if (isLimit(sentence, mark)) {
    limits.push(sentence);
    return;
  }
  const fault = faultOf(sentence);
  if (fault !== null) {
    unread.push({ text: sentence, why: fault });
    return;
  }
  const { prefix, told } = prefixed(sentence);
  const lump = paysSums(sentence);
  const pieces = piecesOf(told, lump, mark);
  const paying = pieces.filter((piece) => pays(piece, lump, mark));
  if (paying.length === 0) {
    if (/\d/.test(sentence)) unread.push({ text: sentence, why: NO_RATE });
    else if (rows.length === 0) titles.push(sentence);
    else rest.push(sentence);
    return;
  }
  titles.push(...(prefix === '' ? [] : [prefix]), sentence);
  const reached: Reached = { top: null };
  for (const piece of pieces) {
    if (isLimit(piece, mark)) limits.push(piece);
    else if (paying.includes(piece)) {
      const clause = clauseOf(piece, reached, lump, mark);
      if (typeof clause === 'string') unread.push({ text: piece, why: clause });
      else rows.push(rowOf(clause, nameIn(prefix)));
    } else if (/\d/.test(piece)) unread.push({ text: piece, why: NO_RATE });
  }
}

function rowOf({ text, name, range, rate }: Clause, prefix: string): CardRow {
  const own = NUMBERED.test(prefix) ? '' : prefix;
  if (range === null) return { text, name: name || own, range, section: name === '' ? '' : own, cells: [rate] };
  const section = name === '' || NUMBERED.test(name) ? own : name;
  return { text, name: text, range, section, cells: [rate] };
}

/** `Quarterly rebate: 3 % from …`: what stands before the colon is for all that follows. */
function prefixed(sentence: string): { readonly prefix: string; readonly told: string } {
  const [, prefix = '', told = sentence] = /^([^:%€$£]{1,60}):\s+(.*)$/.exec(sentence) ?? [];
  return /\d/.test(prefix) && !NUMBERED.test(prefix) ? { prefix: '', told: sentence } : { prefix, told };
}

/** What no sentence is read for, with what to do about it. */
function faultOf(sentence: string): string | null {
  if (UNCERTAIN.test(sentence)) return 'what is paid is left open in it';
  if (GROWTH.test(sentence))
    return 'growth is read from a table only, such as “5 % – 10 % | 2 %” under “Growth | Rebate”';
  if (MULTIPLIER.test(sentence)) return 'a multiplier is no rate: add it in the sentences of the plan';
  if (TIME_AFTER.test(sentence)) {
    return 'a time of its own is not read: write the rate alone, and the time in the sentences of the plan';
  }
  return null;
}
