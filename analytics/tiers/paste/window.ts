/** Windows of time as programs name them. */
import type { Window } from '../../api/documents/measure.ts';

export interface NamedWindow {
  readonly window: Window;
  /** The text without the words of the window. */
  readonly rest: string;
}

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  six: 6,
  eight: 8,
  nine: 9,
  twelve: 12,
};
const COUNT = `(?<count>\\d{1,4}|${Object.keys(NUMBERS).join('|')})`;
const PAST = '(?:trailing|rolling|last|past|previous|prior|preceding|over the last|letzten?|letzte)';
const UNITS: readonly (readonly [RegExp, 'day' | 'month' | 'quarter' | 'year'])[] = [
  [/^(d|t)a/i, 'day'],
  [/^mo/i, 'month'],
  [/^q/i, 'quarter'],
  [/^(y|j)/i, 'year'],
];

type Plain = Exclude<Window['kind'], 'trailing' | 'between'>;
const plain = (kind: Plain) => (): Window => ({ kind });
const trailing = (count: number, unit: 'month' | 'quarter') => (): Window => ({ kind: 'trailing', count, unit });

/** The first that fits counts: longer wordings stand before the shorter ones that they contain. */
const WORDINGS: readonly (readonly [RegExp, (found: RegExpExecArray) => Window])[] = [
  [
    new RegExp(
      `(?:in the |over the |der )?${PAST}[ -]*${COUNT}[ -]*(?<unit>days?|tagen?|months?|monaten?|quarters?|quartalen?|years?|jahren?)`,
      'i',
    ),
    ({ groups }) => ({
      kind: 'trailing',
      count: NUMBERS[groups!.count!.toLowerCase()] ?? Number(groups!.count),
      unit: UNITS.find(([words]) => words.test(groups!.unit!))![1],
    }),
  ],
  [/\b(?:trailing|rolling)[ -]*(?:annual|year|twelve[ -]months?)\b|\b(?:TTM|LTM|T12M|R12M?)\b/i, trailing(12, 'month')],
  [/\b(?:T4Q|L4Q|R4Q)\b/i, trailing(4, 'quarter')],
  [
    /\b(?:last|previous|prior) (?:closed |completed? )?(?:fiscal|financial) year\b|\blast FY\b/i,
    plain('last-fiscal-year'),
  ],
  [/\b(?:last|previous|prior) (?:closed |completed? )?(?:fiscal|financial) quarter\b/i, plain('last-fiscal-quarter')],
  [/\b(?:last|previous|prior) calendar year\b/i, plain('last-calendar-year')],
  [/\b(?:last|previous|prior) calendar quarter\b/i, plain('last-calendar-quarter')],
  [/\b(?:last|previous|prior) quarter\b/i, plain('last-fiscal-quarter')],
  [/\b(?:last|previous|prior) year\b/i, plain('last-fiscal-year')],
  [
    /\b(?:current|this|running) (?:fiscal|financial) year\b|\b(?:fiscal )?year[ -]to[ -]date\b|\bF?YTD\b/i,
    plain('fiscal-year'),
  ],
  [/\b(?:current|this|running) calendar year\b/i, plain('calendar-year')],
  [/\b(?:current|this) (?:fiscal )?quarter\b|\bQTD\b/i, plain('fiscal-quarter')],
  [
    /\b(?:per|each|every|in a|a|by)? ?(?:fiscal|financial|business) year\b|\b(?:pro |je )?gesch(?:ä|ae)ftsjahr\b|\b(?:per |each )FY\b/i,
    plain('last-fiscal-year'),
  ],
  [/\b(?:per|each|every|in a) calendar year\b|\bcalendar year\b/i, plain('last-calendar-year')],
  [/\b(?:per|each|every|a) quarter\b|\bquarterly\b|\b(?:pro|je) quartal\b/i, plain('last-fiscal-quarter')],
  [
    /\b(?:contract|membership|agreement|program) year\b|\bsince (?:the )?(?:last )?anniversary\b/i,
    plain('since-anniversary'),
  ],
  [/\b(?:12|twelve)[ -]months?\b/i, trailing(12, 'month')],
  [/\b(?:4|four) quarters?\b/i, trailing(4, 'quarter')],
  [
    /\b(?:per|each|every|a) (?:year|annum)\b|\bp\.?a\.?(?=[^a-z]|$)|\/ ?(?:year|yr)\b|\bannual(?:ly|ized|ised)?\b|\byearly\b|\b(?:pro|im) jahr\b|\bj(?:ä|ae)hrlich\w*\b/i,
    trailing(12, 'month'),
  ],
  [/\b(?:lifetime|all[ -]time|ever|to date|cumulative)\b/i, plain('ever')],
  [/\b(?:current(?:ly)?|on the day|at review|valid|active)\b/i, plain('on-the-day')],
];

export function findWindow(text: string): NamedWindow | null {
  for (const [words, make] of WORDINGS) {
    const found = words.exec(text);
    if (found) {
      const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
      return { window: make(found), rest };
    }
  }
  return null;
}

export function windowWords(window: Window): string {
  if (window.kind === 'trailing') return `trailing ${window.count} ${window.unit}${window.count === 1 ? '' : 's'}`;
  if (window.kind === 'between') return `${window.from} to ${window.to}`;
  return window.kind.replaceAll('-', ' ');
}
