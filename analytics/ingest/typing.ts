/**
 * The SQL that turns a column of text into its type, generated from the format the column was found to have. A plain
 * column is one cast, so that ten million clean rows cost no more than DuckDB's own reading; everything else is tried
 * only where the cast gave nothing.
 */
import { quoteText } from '../engine/sql.ts';
import { choiceKey, choiceWords, LOST_PATTERN, outcomeOf, WON_PATTERN } from './choices.ts';
import { type DateFormat, isNullWord, NULL_WORDS, NULL_WORDS_TEXT, type NumberFormat } from './formats.ts';
import type { IngestField } from './kinds.ts';

export type ColumnFormat =
  | { readonly kind: 'text' /** Blanks around and words for nothing occur. */; readonly padded: boolean }
  | NumberFormat
  | DateFormat
  | { readonly kind: 'flag' }
  | {
      readonly kind: 'choice' /** Texts seen, to be matched before anything is worked out. */;
      readonly seen: readonly string[];
    };

export interface TypedColumn {
  readonly value: string;
  /** True for rows that a closer look must tell apart; null when nothing can go wrong. `value` is the alias of `value`. */
  suspicious(value: string): string | null;
  /** True when the row must be refused. */
  unreadable(value: string): string;
  /** A text that is not understood leaves the field empty instead of refusing the row. */
  readonly lenient: boolean;
}

/** A date after this in a field that says when something ends means that it does not end. */
const LAST_DATE = "DATE '2199-12-31'";
const FIRST_DATE = "DATE '1900-01-01'";
const OPEN_ENDED: ReadonlySet<string> = new Set([
  'agreement_end',
  'term_end',
  'expires_on',
  'to_on',
  'due_on',
  'period_end',
]);
const DATE_NULL_WORDS: readonly string[] = [...NULL_WORDS, '0', '0000-00-00', '00/00/0000', '00.00.0000', '1900-01-00'];

/**
 * Whether a text is one of some words. Not `IN`: DuckDB turns a longer IN list into a join, which every row then goes
 * through, and after which rows no longer come in the order of the file.
 */
const isOneOf = (sql: string, words: readonly string[]) =>
  `list_contains([${words.map(quoteText).join(', ')}], ${sql})`;

/** `x` is the SQL of the column as text. */
export function typedColumn(field: IngestField, format: ColumnFormat, x: string): TypedColumn {
  switch (format.kind) {
    case 'text':
      return textColumn(format.padded, x);
    case 'number':
      return numberColumn(field, format, x);
    case 'date':
      return dateColumn(field, format, x);
    case 'flag':
      return strict(flagSql(x), x);
    case 'choice':
      return choiceColumn(field, format.seen, x);
  }
}

/** A column that the file itself has a type for (Parquet). */
export function nativeColumn(field: IngestField, format: ColumnFormat, type: string, x: string): TypedColumn {
  const number = /^(DECIMAL|DOUBLE|FLOAT|U?(TINY|SMALL|BIG|HUGE)?INT)/.test(type);
  const date = /^(DATE|TIMESTAMP)/.test(type);
  if (format.kind === 'number' && number) {
    return strict(`TRY_CAST(${format.percent ? `${x} / 100` : x} AS ${numberType(field)})`, x);
  }
  if (format.kind === 'date' && date) return strict(`TRY_CAST(${x} AS DATE)`, x);
  if (format.kind === 'flag' && type === 'BOOLEAN') return strict(x, x);
  return typedColumn(field, format, `CAST(${x} AS VARCHAR)`);
}

function strict(value: string, x: string, nulls: readonly string[] = NULL_WORDS): TypedColumn {
  return {
    value,
    lenient: false,
    suspicious: (v) => `(${x} IS NOT NULL AND ${v} IS NULL)`,
    unreadable: (v) =>
      `(${x} IS NOT NULL AND ${v} IS NULL AND NOT ${isOneOf(`lower(trim(CAST(${x} AS VARCHAR)))`, nulls)})`,
  };
}

/** Ids and texts, without blanks around and without words for nothing. */
export function cleanText(x: string): string {
  const trimmed = `trim(${x}, ' ' || chr(9) || chr(10) || chr(13) || chr(160))`;
  return `CASE WHEN ${isOneOf(`lower(${trimmed})`, ['', ...NULL_WORDS_TEXT])} THEN NULL ELSE ${trimmed} END`;
}

function textColumn(padded: boolean, x: string): TypedColumn {
  if (padded) return { value: cleanText(x), lenient: true, suspicious: () => null, unreadable: () => 'false' };
  return {
    value: x,
    lenient: true,
    // LIKE with one fixed end costs nothing beside a trim of ten million values.
    suspicious: () => `(${x} LIKE ' %' OR ${x} LIKE '% ' OR ${x} LIKE '%N/A')`,
    unreadable: () => 'false',
  };
}

function numberType(field: IngestField): string {
  if (field.type === 'money') return 'DECIMAL(18,4)';
  return field.type === 'integer' ? 'BIGINT' : 'DECIMAL(18,8)';
}

function numberColumn(field: IngestField, format: NumberFormat, x: string): TypedColumn {
  const type = numberType(field);
  const general = `TRY_CAST(${plainNumberSql(format, x)} AS ${type})`;
  const direct = format.decimal === '.' && !format.percent;
  return strict(direct ? `coalesce(TRY_CAST(${x} AS ${type}), ${general})` : general, x);
}

const CURRENCY_SQL =
  '(?:US\\$|CA\\$|AU\\$|A\\$|C\\$|R\\$|NZ\\$|HK\\$|[$€£¥₹₽₩₺₴₪฿]|kr\\.?|zł|Kč|Fr\\.|EUR|[A-Za-z]{3})';

/** The text of a number in any of the ways people write one, as DuckDB casts it. Every step names its text once: nested, they stay short. */
function plainNumberSql(format: NumberFormat, x: string): string {
  const replace = (sql: string, pattern: string, by: string, flags = '') =>
    `regexp_replace(${sql}, ${quoteText(pattern)}, ${quoteText(by)}${flags ? `, '${flags}'` : ''})`;
  let sql = replace(x, "[\\s\\x{a0}\\x{2007}\\x{2009}\\x{202f}'’`]", '', 'g');
  sql = `replace(${sql}, '−', '-')`;
  sql = replace(sql, `(?i)^([(+-]*)${CURRENCY_SQL}`, '\\1');
  sql = replace(sql, `(?i)${CURRENCY_SQL}([)%-]*)$`, '\\1');
  sql = replace(sql, '^\\(([^()+-].*)\\)$', '-\\1');
  sql = replace(sql, '^([^-+].*)-$', '-\\1');
  if (format.decimal === '.') {
    for (let i = 0; i < 3; i++) sql = replace(sql, ',(\\d\\d),', '\\1,');
    sql = replace(sql, ',(\\d{3})\\b', '\\1', 'g');
  } else {
    sql = replace(sql, '\\.(\\d{3})\\b', '\\1', 'g');
    // A dot that is left groups nothing, so the value cannot be read: x makes the cast fail.
    sql = `translate(${sql}, '.,', 'x.')`;
  }
  sql = replace(sql, '(?i)([0-9.])k$', '\\1e3');
  sql = replace(sql, '(?i)([0-9.])m$', '\\1e6');
  sql = replace(sql, '(?i)([0-9.])bn?$', '\\1e9');
  if (format.percent) sql = replace(sql, '^([+-]?[0-9.]+)$', '\\1e-2');
  return replace(sql, '%$', 'e-2');
}

function dateColumn(field: IngestField, format: DateFormat, x: string): TypedColumn {
  const general = dateSql(format, x);
  const read = format.plain ? `coalesce(TRY_CAST(${x} AS DATE), ${general})` : general;
  const endless = OPEN_ENDED.has(field.field);
  const range = (v: string) => (endless ? `${v} < ${FIRST_DATE}` : `(${v} < ${FIRST_DATE} OR ${v} > ${LAST_DATE})`);
  return {
    value: endless ? `CASE WHEN ${read} <= ${LAST_DATE} THEN ${read} END` : read,
    lenient: false,
    suspicious: (v) => `(${x} IS NOT NULL AND (${v} IS NULL OR ${range(v)}))`,
    unreadable: (v) =>
      `(${x} IS NOT NULL AND (${range(v)} OR (${v} IS NULL AND NOT ${isOneOf(`lower(trim(CAST(${x} AS VARCHAR)))`, DATE_NULL_WORDS)}${
        endless ? ` AND NOT coalesce(${read} > ${LAST_DATE}, false)` : ''
      })))`,
  };
}

function dateSql(format: DateFormat, x: string): string {
  const end = '(?:$|[T ,].*$)';
  const [day, month] = format.order === 'month-first' ? ['\\2', '\\1'] : ['\\1', '\\2'];
  const replace = (sql: string, pattern: string, by: string) =>
    `regexp_replace(${sql}, ${quoteText(pattern)}, ${quoteText(by)})`;
  let iso = `trim(${x})`;
  iso = replace(iso, `^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${end}`, '\\1-\\2-\\3');
  iso = replace(iso, '^((?:19|20)\\d\\d)(\\d\\d)(\\d\\d)$', '\\1-\\2-\\3');
  const parts = '^(\\d{1,2})[-/. ](\\d{1,2})[-/. ]';
  iso = replace(iso, `${parts}(\\d{4})${end}`, `\\3-${month}-${day}`);
  iso = replace(iso, `${parts}([0-6]\\d)${end}`, `20\\3-${month}-${day}`);
  iso = replace(iso, `${parts}([7-9]\\d)${end}`, `19\\3-${month}-${day}`);
  let named = `lower(trim(${x}))`;
  named = replace(named, '^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? (.*)$', '\\1');
  named = replace(
    named,
    '^([a-z]{3})[a-z]*\\.?[-/. ]+(\\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\\d{4}|\\d{2})(?:$|[t ,].*$)',
    '\\2 \\1 \\3',
  );
  named = replace(
    named,
    '^(\\d{1,2})(?:st|nd|rd|th)?[-/. ]+([a-z]{3})[a-z]*[-/., ]+(\\d{4}|\\d{2})(?:$|[t ,].*$)',
    '\\1 \\2 \\3',
  );
  named = replace(named, ' ([0-6]\\d)$', ' 20\\1');
  named = replace(named, ' ([7-9]\\d)$', ' 19\\1');
  const serial = `CASE
      WHEN regexp_matches(${x}, '^\\s*[1-7]\\d{4}(\\.\\d+)?\\s*$') THEN DATE '1899-12-30' + CAST(floor(TRY_CAST(${x} AS DOUBLE)) AS INTEGER)
      WHEN regexp_matches(${x}, '^\\s*1\\d{9}\\s*$') THEN DATE '1970-01-01' + CAST(TRY_CAST(${x} AS BIGINT) // 86400 AS INTEGER)
      WHEN regexp_matches(${x}, '^\\s*1\\d{12}\\s*$') THEN DATE '1970-01-01' + CAST(TRY_CAST(${x} AS BIGINT) // 86400000 AS INTEGER)
    END`;
  return `coalesce(TRY_CAST(${iso} AS DATE), ${serial}, CAST(try_strptime(${named}, '%d %b %Y') AS DATE))`;
}

const YES = ['true', 't', 'yes', 'y', '1', 'x', 'ja', 'oui', 'si', 'sí', 'approved', 'accepted', 'won'];
const NO = ['false', 'f', 'no', 'n', '0', 'nein', 'non', 'rejected', 'refused', 'denied', 'declined', 'not approved'];

function flagSql(x: string): string {
  const word = `lower(trim(${x}))`;
  return `CASE WHEN ${isOneOf(word, YES)} THEN true WHEN ${isOneOf(word, NO)} THEN false END`;
}

function choiceColumn(field: IngestField, seen: readonly string[], x: string): TypedColumn {
  const word = `lower(trim(${x}))`;
  const words = choiceWords(field.table, field.field, field.choices)!;
  const known = (text: string): string | null =>
    isNullWord(text) ? null : field.field === 'outcome' ? outcomeOf(text) : (words.get(choiceKey(text)) ?? null);
  const quick = seen.flatMap((text) => {
    const choice = known(text);
    return choice === null ? [] : [`WHEN ${quoteText(text)} THEN ${quoteText(choice)}`];
  });
  const other =
    field.field === 'outcome'
      ? `CASE WHEN ${x} IS NULL OR ${isOneOf(word, NULL_WORDS)} THEN NULL WHEN regexp_matches(${word}, ${quoteText(LOST_PATTERN)}) THEN 'lost'
          WHEN regexp_matches(${word}, ${quoteText(WON_PATTERN)}) THEN 'won' ELSE 'open' END`
      : `CASE regexp_replace(${word}, '[^a-z0-9]', '', 'g') ${[...words]
          .map(([key, choice]) => `WHEN ${quoteText(key)} THEN ${quoteText(choice)}`)
          .join(' ')} ${openList(field) ? `ELSE ${cleanText(x)} ` : ''}END`;
  return {
    ...strict(quick.length ? `CASE ${x} ${quick.join(' ')} ELSE ${other} END` : other, x),
    lenient: true,
  };
}

/** Vendors name payout kinds of their own: the field is a choice whose list is open. */
function openList(field: IngestField): boolean {
  return field.choices === undefined;
}
