/**
 * How a column of text is written, decided once per column from its values and never per cell: `1,234` is a thousand or
 * one and a bit, `3/4/2025` is March or April, and only the other values can tell.
 */

/** Words that mean "nothing here" in exports; never 0. Compared in lower case without surrounding blanks. */
export const NULL_WORDS: readonly string[] = [
  '',
  '-',
  '--',
  '—',
  '–',
  'n/a',
  '#n/a',
  'na',
  'n.a.',
  'null',
  '(null)',
  'none',
  'nil',
  'tbd',
  'tba',
  'unknown',
  '?',
  '\\n',
  '#value!',
  '#ref!',
  '#name?',
  '#div/0!',
  'nan',
];
const nullWords = new Set(NULL_WORDS);

export function isNullWord(text: string): boolean {
  return nullWords.has(text.trim().toLowerCase());
}

/** Ids and names may be one of the shorter words; only what no one is called counts as nothing. */
export const NULL_WORDS_TEXT: readonly string[] = ['#n/a', 'n/a', 'null', '(null)', '\\n', '—', '–', '-', '--'];

export interface NumberFormat {
  readonly kind: 'number';
  readonly decimal: '.' | ',';
  /** Every sample is a plain number that a cast reads. */
  readonly plain: boolean;
  /** The column holds percents without a sign (25 for 0.25): values are divided by 100. */
  readonly percent: boolean;
  /** The file cannot tell which separator is the decimal one. */
  readonly ambiguous: boolean;
  readonly example: string | null;
}

export type DateOrder = 'iso' | 'day-first' | 'month-first';

export interface DateFormat {
  readonly kind: 'date';
  readonly order: DateOrder;
  readonly plain: boolean;
  readonly ambiguous: boolean;
  /** Some values can only be read day-first and others only month-first. */
  readonly conflict: boolean;
  readonly example: string | null;
}

const SPACES = /[\s\u00a0\u2007\u2009\u202f'’`]/g;
const SYMBOLS = '(?:US\\$|CA\\$|AU\\$|A\\$|C\\$|R\\$|NZ\\$|HK\\$|[$€£¥₹₽₩₺₴₪฿]|kr\\.?|zł|Kč|Fr\\.|EUR|[A-Z]{3})';
const NUMBER_CORE = /^[+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?(?:k|m|bn|b)?%?$/i;
const LEADING_CURRENCY = new RegExp(`^([(+-]*)${SYMBOLS}`, 'i');
const TRAILING_CURRENCY = new RegExp(`${SYMBOLS}([)%-]*)$`, 'i');

/** A number without blanks, currency, brackets and trailing minus: sign, digits and separators, exponent, suffix. Null when it is none. */
export function numberCore(text: string): string | null {
  let core = text.replace(SPACES, '').replaceAll('−', '-');
  core = core.replace(LEADING_CURRENCY, '$1').replace(TRAILING_CURRENCY, '$1');
  core = core
    .replace(/^\(([^()+-].*)\)$/, '-$1')
    .replace(/^([^-+].*)-$/, '-$1')
    .replace(/^\+/, '');
  return NUMBER_CORE.test(core) ? core : null;
}

type NumberShape = 'none' | 'whole' | 'dot-decimal' | 'comma-decimal' | 'dot-unsure' | 'comma-unsure';

function numberShape(core: string): NumberShape {
  const digits = core.replace(/^[+-]/, '').replace(/(e[+-]?\d+)?(k|m|bn|b)?%?$/i, '');
  const dots = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (dots === 0 && commas === 0) return 'whole';
  if (dots > 0 && commas > 0) {
    const last = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? 'dot-decimal' : 'comma-decimal';
    return (last === 'dot-decimal' ? dots : commas) === 1 ? last : 'none';
  }
  const separator = dots > 0 ? '.' : ',';
  const parts = digits.split(separator);
  const grouped = /^[1-9]\d{0,2}$/.test(parts[0]!) && parts.slice(1).every((part) => part.length === 3);
  if (parts.length > 2) {
    const lakh = separator === ',' && parts.at(-1)!.length === 3;
    if (!grouped && !lakh) return 'none';
    return separator === ',' ? 'dot-decimal' : 'comma-decimal';
  }
  if (grouped) return separator === '.' ? 'dot-unsure' : 'comma-unsure';
  return separator === '.' ? 'dot-decimal' : 'comma-decimal';
}

export interface NumberEvidence {
  readonly dot: number;
  readonly comma: number;
  readonly dotUnsure: number;
  readonly commaUnsure: number;
  readonly numbers: number;
  readonly filled: number;
  readonly plain: boolean;
  /** Values above 1 and from 2 on, percents written with a sign aside. */
  readonly over1: number;
  readonly over2: number;
  readonly example: string | null;
}

/** Counts what a column's values say about its decimal separator. */
export function numberEvidence(values: readonly string[]): NumberEvidence {
  let [dot, comma, dotUnsure, commaUnsure, numbers, filled] = [0, 0, 0, 0, 0, 0];
  let plain = true;
  let over1 = 0;
  let over2 = 0;
  let example: string | null = null;
  for (const value of values) {
    if (isNullWord(value)) continue;
    filled++;
    const core = numberCore(value);
    const shape = core === null ? 'none' : numberShape(core);
    if (core === null || shape === 'none') {
      plain = false;
      continue;
    }
    numbers++;
    if (!/^-?\d+(\.\d+)?$/.test(value)) plain = false;
    const size = core.endsWith('%') ? 0 : Math.abs(Number.parseFloat(core.replace(',', '.')));
    if (size > 1) over1++;
    if (size >= 2) over2++;
    if (shape === 'dot-decimal') dot++;
    else if (shape === 'comma-decimal') comma++;
    else if (shape === 'dot-unsure') dotUnsure++;
    else if (shape === 'comma-unsure') commaUnsure++;
    if (shape === 'dot-unsure' || shape === 'comma-unsure') example ??= value.trim();
  }
  return { dot, comma, dotUnsure, commaUnsure, numbers, filled, plain, over1, over2, example };
}

/**
 * The format of a number column: its own evidence, then the vote of the file's other columns, then what the user said,
 * then the file's locale (a semicolon between values is how programs write where the comma is the decimal sign).
 */
export function decideNumber(
  own: NumberEvidence,
  votes: { readonly dot: number; readonly comma: number },
  file: { readonly delimiter: string | null; readonly said?: '.' | ',' | undefined },
  ratio: boolean,
): NumberFormat {
  // 25 is a percent; so is 1.5 where most values are above 1, but not as the one accelerator of 150 % among shares.
  const percent = ratio && (own.over2 > 0 || own.over1 > own.numbers / 2);
  const done = (decimal: '.' | ',', ambiguous = false): NumberFormat => ({
    kind: 'number',
    decimal,
    plain: decimal === '.' && own.plain && !percent,
    percent,
    ambiguous,
    example: own.example,
  });
  if (own.dot !== own.comma) return done(own.dot > own.comma ? '.' : ',');
  if (own.dotUnsure === 0 && own.commaUnsure === 0) return done(file.said ?? (votes.comma > votes.dot ? ',' : '.'));
  if (own.dotUnsure > 0 && own.commaUnsure > 0) return done(file.said ?? '.', file.said === undefined);
  if (file.said) return done(file.said);
  if (votes.dot !== votes.comma) return done(votes.dot > votes.comma ? '.' : ',');
  if (file.delimiter === ';') return done(',');
  // `1.234` between commas: a program that groups with dots would have written semicolons.
  if (own.dotUnsure > 0 && (file.delimiter === ',' || file.delimiter === null)) return done('.');
  return done('.', true);
}

const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const ISO_PLAIN = /^\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}.*)?$/;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T ,])/;
const PARTS = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:$|[T ,])/;
const NAMED = new RegExp(
  `^(?:[a-z]{3,9},? )?(?:\\d{1,2}(?:st|nd|rd|th)?[-/. ](?:${MONTH})|(?:${MONTH})\\.?[-/. ]\\d{1,2}(?:st|nd|rd|th)?)[-/., ]+\\d{2,4}`,
  'i',
);

export interface DateEvidence {
  readonly dates: number;
  readonly filled: number;
  readonly plain: boolean;
  readonly dayFirst: number;
  readonly monthFirst: number;
  readonly unsure: number;
  readonly dotted: number;
  readonly example: string | null;
}

/** Whether a text is a date in any of the shapes that exports use. Serial numbers of Excel count from 1927 to 2119. */
export function looksLikeDate(value: string): boolean {
  const text = value.trim();
  if (YEAR_FIRST.test(text) || NAMED.test(text)) return true;
  const parts = PARTS.exec(text);
  if (parts) {
    const [a, b] = [Number(parts[1]), Number(parts[3])];
    return (a <= 12 && b <= 31) || (a <= 31 && b <= 12);
  }
  return /^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])$/.test(text);
}

const looksLikeSerial = (text: string) => /^[1-7]\d{4}(\.\d+)?$/.test(text);
const looksLikeEpoch = (text: string) => /^1\d{9}(\d{3})?$/.test(text);

/** Counts what a column's values say about the order of day and month. */
export function dateEvidence(values: readonly string[]): DateEvidence {
  let [dates, filled, dayFirst, monthFirst, unsure, dotted] = [0, 0, 0, 0, 0, 0];
  let plain = true;
  let example: string | null = null;
  for (const value of values) {
    if (isNullWord(value)) continue;
    filled++;
    const text = value.trim();
    if (!ISO_PLAIN.test(value)) plain = false;
    if (looksLikeDate(text) || looksLikeSerial(text) || looksLikeEpoch(text)) dates++;
    const parts = PARTS.exec(text);
    if (!parts) continue;
    const [a, b] = [Number(parts[1]), Number(parts[3])];
    if (a > 12 && b <= 12) dayFirst++;
    else if (b > 12 && a <= 12) monthFirst++;
    else if (a !== b) {
      unsure++;
      if (parts[2] === '.') dotted++;
      example ??= text;
    }
  }
  return { dates, filled, plain, dayFirst, monthFirst, unsure, dotted, example };
}

/** The order of day and month in a column: its own evidence, then the other date columns of the file, then what the user said. */
export function decideDate(
  own: DateEvidence,
  votes: { readonly dayFirst: number; readonly monthFirst: number },
  said: DateOrder | undefined,
): DateFormat {
  const done = (order: DateOrder, ambiguous = false, conflict = false): DateFormat => ({
    kind: 'date',
    order,
    plain: own.plain,
    ambiguous,
    conflict,
    example: own.example,
  });
  if (own.dayFirst > 0 && own.monthFirst > 0) {
    const more = own.dayFirst >= own.monthFirst ? 'day-first' : 'month-first';
    return done(said ?? more, false, true);
  }
  if (own.dayFirst > 0) return done('day-first');
  if (own.monthFirst > 0) return done('month-first');
  if (own.unsure === 0) return done(said ?? 'iso');
  if (said && said !== 'iso') return done(said);
  // Nobody writes the month first with dots.
  if (own.dotted === own.unsure) return done('day-first');
  if (votes.dayFirst > 0 !== votes.monthFirst > 0) return done(votes.dayFirst > 0 ? 'day-first' : 'month-first');
  return done('day-first', true);
}
