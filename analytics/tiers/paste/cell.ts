/** What one cell of a requirements table asks for. */
import type { ComparisonSign } from '../../api/documents/tierProgram.ts';
import { type Amount, amountsIn, type DecimalMark } from '../../rules/pasted/amount.ts';

export interface Figure {
  readonly sign: ComparisonSign;
  readonly amount: Amount;
  /** The words beside the figure: `certified engineers`. */
  readonly words: string;
  /** Figures in brackets behind it: `10 (5 pro)`. */
  readonly minima: readonly { readonly amount: Amount; readonly words: string }[];
  /** The upper end of `100–250 k`, which the next level takes care of. */
  readonly upTo: Amount | null;
}

export type CellReading =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'optional' }
  | { readonly kind: 'yes' }
  | { readonly kind: 'invitation' }
  | { readonly kind: 'figures'; readonly joined: 'all' | 'any'; readonly figures: readonly Figure[] }
  | { readonly kind: 'of'; readonly count: number; readonly of: number }
  | { readonly kind: 'rank'; readonly top?: number; readonly topShare?: number; readonly notBottomShare?: number }
  | { readonly kind: 'unread'; readonly why: string };

const NOTHING = /^(?:[-–—−]+|n\/?a\.?|n\.a\.|none|no|nein|not required|not applicable|✗|✘|×|0|)$/i;
const YES = /^(?:yes|y|ja|x|true|✓|✔|✅|●|•|■|required|mandatory|must|obligatory|erforderlich)$/i;
const OPTIONAL = /^\(?(?:optional|recommended|encouraged|preferred|nice to have|empfohlen)\)?$/i;
const SIGNS: readonly (readonly [RegExp, ComparisonSign])[] = [
  [/^(?:≥|>=|=>|min(?:imum|\.)?(?=\W|$)|at least|mind(?:estens|\.)?(?=\W|$)|from\b|ab\b|not less than)\s*:?/i, '>='],
  [/^(?:≤|<=|=<|max(?:imum|\.)?(?=\W|$)|at most|up to|no more than|not more than|bis\b|höchstens)\s*:?/i, '<='],
  [/^(?:>|more than|over\b|above\b|über\b)/i, '>'],
  [/^(?:<|less than|under\b|below\b|unter\b)/i, '<'],
  [/^(?:=|exactly)/i, '='],
];

/** `text` is the cell without the words of a window. */
export function readCell(text: string, mark: DecimalMark): CellReading {
  const cell = text.trim();
  if (NOTHING.test(cell)) return { kind: 'nothing' };
  if (OPTIONAL.test(cell)) return { kind: 'optional' };
  if (YES.test(cell)) return { kind: 'yes' };
  if (/\binvit(?:ation|ed)\b/i.test(cell)) return { kind: 'invitation' };
  return rankOf(cell) ?? someOf(cell) ?? figuresOf(cell, mark);
}

function rankOf(cell: string): CellReading | null {
  const top = /^top\s*(\d+(?:[.,]\d+)?)\s*(%|percent)?(?: of (?:the )?partners| partners)?$/i.exec(cell);
  if (top) {
    const figure = Number(top[1]!.replace(',', '.'));
    return { kind: 'rank', ...(top[2] ? { topShare: figure / 100 } : { top: figure }) };
  }
  if (/^top quartile$/i.test(cell)) return { kind: 'rank', topShare: 0.25 };
  if (/^(?:not|outside)(?: in| of)?(?: the)? (?:bottom|lowest) (?:quartile|quarter|25\s*%)$/i.test(cell)) {
    return { kind: 'rank', notBottomShare: 0.25 };
  }
  return null;
}

function someOf(cell: string): CellReading | null {
  const found = /^(?:at least |any |min\.? )?(\d{1,2})\s*(?:of|out of|von|\/)\s*(?:the )?(\d{1,2})$/i.exec(cell);
  if (!found) return null;
  const [count, of] = [Number(found[1]), Number(found[2])];
  return count >= 1 && count <= of
    ? { kind: 'of', count, of }
    : { kind: 'unread', why: `${count} of ${of} is not possible` };
}

function figuresOf(cell: string, mark: DecimalMark): CellReading {
  if (amountsIn(cell, mark).length === 0) return { kind: 'unread', why: 'it holds no figure' };
  const either = cell.split(/\s+(?:or|oder)\s+/i);
  const both = cell.split(/\s+(?:and|und|&)\s+|\s+\+\s+|;\s*/i);
  if (either.length > 1 && both.length > 1) return { kind: 'unread', why: 'it joins figures by “and” and by “or”' };
  const joined = either.length > 1 ? 'any' : 'all';
  const figures: Figure[] = [];
  for (const part of either.length > 1 ? either : both) {
    const figure = figureOf(part.trim(), mark);
    if (typeof figure === 'string') return { kind: 'unread', why: figure };
    figures.push(figure);
  }
  return { kind: 'figures', joined, figures };
}

function figureOf(part: string, mark: DecimalMark): Figure | string {
  const brackets = /\(([^)]*)\)|\b(?:incl(?:uding|\.)?|of which|davon|thereof)\s+(.*)$/i.exec(part);
  const inner = brackets ? (brackets[1] ?? brackets[2] ?? '') : '';
  const outer = brackets ? part.replace(brackets[0], ' ').trim() : part;
  const sign = SIGNS.find(([words]) => words.test(outer));
  const bare = sign ? outer.replace(sign[0], '').trim() : outer;
  const [amount, second, ...more] = amountsIn(bare, mark);
  if (!amount) return 'it holds no figure before the brackets';
  const between = second ? bare.slice(amount.end, second.start).trim() : '';
  const range = second !== undefined && /^(?:[-–—−]|to|bis)$/i.test(between);
  if ((second && !range) || more.length > 0) return 'it holds several figures';
  const tail = bare.slice(second ? second.end : amount.end);
  const words = `${bare.slice(0, amount.start)} ${tail.replace(/^\s*\+/, '')}`.trim();
  if (/[-−]\s*$/.test(bare.slice(0, amount.start))) return 'a requirement under zero is unusual';
  const { minima, rest } = minimaOf(inner, mark);
  return {
    sign: sign?.[1] ?? '>=',
    // `1–2 M` shortens both ends.
    amount: range && second.shortened && !amount.shortened ? withUnitOf(bare, amount, second, mark) : amount,
    words: `${words} ${rest}`.trim(),
    minima,
    upTo: range ? second : null,
  };
}

/** `≥ 3 professional, 2 sales`; what holds no figure goes to the words of the cell. */
function minimaOf(inner: string, mark: DecimalMark): { minima: { amount: Amount; words: string }[]; rest: string } {
  const minima: { amount: Amount; words: string }[] = [];
  const rest: string[] = [];
  for (const part of inner.split(/,\s+|;\s*|\s+(?:and|und|&|\+)\s+/i)) {
    const [amount, ...more] = amountsIn(part, mark);
    if (!amount || more.length > 0) {
      rest.push(part);
      continue;
    }
    const words = `${part.slice(0, amount.start)} ${part.slice(amount.end)}`.replace(
      /≥|>=|\b(?:min\.?|at least)/gi,
      ' ',
    );
    minima.push({ amount, words: words.trim() });
  }
  return { minima, rest: rest.join(' ') };
}

function withUnitOf(bare: string, low: Amount, high: Amount, mark: DecimalMark): Amount {
  const unit = bare.slice(high.start, high.end).replace(/^[^\d]*[\d.,]+/, '');
  return amountsIn(`${bare.slice(low.start, low.end)}${unit}`, mark)[0] ?? low;
}
