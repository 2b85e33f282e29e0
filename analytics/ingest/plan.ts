import type { ColumnMap } from '../api/documents/columnMap.ts';
import { QuarterdeckError } from '../api/errors.ts';
import { choiceKey, choiceWords } from './choices.ts';
import {
  type DateEvidence,
  dateEvidence,
  decideDate,
  decideNumber,
  isNullWord,
  NULL_WORDS_TEXT,
  type NumberEvidence,
  numberEvidence,
} from './formats.ts';
import { findHeader, nearestName } from './headers.ts';
import { fieldOf, type IngestField, KINDS, type Kind } from './kinds.ts';
import type { Sample } from './sample.ts';
import type { ColumnFormat } from './typing.ts';

/** One canonical field of a load: where its values come from and how they are written. */
export interface PlannedField {
  readonly field: IngestField;
  /** Column of the file; null when the field is only a constant. */
  readonly column: number | null;
  readonly format: ColumnFormat;
  /** Text that fills the field where the file has nothing. */
  readonly constant: string | null;
}

export interface LoadPlan {
  readonly kind: Kind;
  readonly map: ColumnMap;
  readonly fields: readonly PlannedField[];
  /** Columns kept as attributes of a partner: header and position. */
  readonly attributes: readonly { readonly header: string; readonly column: number }[];
  /** Columns whose dates or numbers can be read in two ways and that the map does not settle. */
  readonly unsettled: readonly {
    readonly field: string;
    readonly header: string;
    readonly what: 'dates' | 'decimal';
    readonly example: string;
  }[];
  /** Column with sale amounts that carry a currency sign while no column says the currency. */
  readonly currencyFrom: number | null;
}

const SHARES: ReadonlySet<string> = new Set(['deal.probability', 'payout.rate', 'deal_party.credit_share']);

/** Fields between 0 and 1, so that 25 means 25 %. An exchange rate is not one: 1.17 means 1.17. */
export function isShare(field: Pick<IngestField, 'table' | 'field'>): boolean {
  return SHARES.has(`${field.table}.${field.field}`);
}

/**
 * Checks a map against a file and decides how each of its columns is written. `more` replaces the sampled values of columns
 * that were looked at further.
 * @throws map-invalid
 */
export function planLoad(
  map: ColumnMap,
  sample: Sample,
  more: ReadonlyMap<number, readonly string[]> = new Map(),
): LoadPlan {
  const kind = KINDS[map.as];
  const sources = bind(kind, map, sample);
  const evidence = sources.map(({ field, column }) =>
    column === null ? null : columnEvidence(field, more.get(column) ?? sample.rows.map((row) => row[column]!)),
  );
  const dateVotes = { dayFirst: 0, monthFirst: 0 };
  const numberVotes = { dot: 0, comma: 0 };
  for (const found of evidence) {
    if (found?.dates) {
      if (found.dates.dayFirst > found.dates.monthFirst) dateVotes.dayFirst++;
      if (found.dates.monthFirst > found.dates.dayFirst) dateVotes.monthFirst++;
    }
    if (found?.numbers) {
      if (found.numbers.dot > found.numbers.comma) numberVotes.dot++;
      if (found.numbers.comma > found.numbers.dot) numberVotes.comma++;
    }
  }
  const delimiter = sample.file.format === 'csv' ? (sample.layout?.dialect.delimiter ?? null) : null;
  const unsettled: LoadPlan['unsettled'][number][] = [];
  const fields = sources.map(({ field, column, constant }, i): PlannedField => {
    const found = evidence[i];
    const header = column === null ? '' : sample.headers[column]!;
    const decide = (): ColumnFormat => {
      if (found?.dates) {
        const format = decideDate(found.dates, dateVotes, map.dates);
        if (format.ambiguous)
          unsettled.push({ field: field.field, header, what: 'dates', example: format.example ?? '' });
        return format;
      }
      if (found?.numbers) {
        const format = decideNumber(found.numbers, numberVotes, { delimiter, said: map.decimal }, isShare(field));
        if (format.ambiguous)
          unsettled.push({ field: field.field, header, what: 'decimal', example: format.example ?? '' });
        return format;
      }
      if (field.type === 'flag') return { kind: 'flag' };
      if (choiceWords(field.table, field.field, field.choices)) {
        const seen = column === null ? [] : [...new Set(sample.rows.map((row) => row[column]!))];
        return { kind: 'choice', seen: seen.filter((text) => text !== '').slice(0, 40) };
      }
      return { kind: 'text', padded: column !== null && sample.rows.some((row) => isPadded(row[column]!)) };
    };
    return { field, column, format: decide(), constant };
  });
  return {
    kind,
    map,
    fields,
    unsettled,
    attributes: attributeColumns(kind, fields, sample),
    currencyFrom: currencyColumn(fields, sample),
  };
}

interface Source {
  readonly field: IngestField;
  readonly column: number | null;
  readonly constant: string | null;
}

function bind(kind: Kind, map: ColumnMap, sample: Sample): Source[] {
  const sources = new Map<string, Source>();
  for (const [name, header] of Object.entries(map.columns)) {
    const field = knownField(kind, name, sample, 'columns');
    const column = findHeader(sample.headers, header);
    if (column < 0) throw headerMissing(name, header, sample);
    sources.set(name, { field, column, constant: null });
  }
  for (const [name, value] of Object.entries(map.constants)) {
    const field = knownField(kind, name, sample, 'constants');
    sources.set(name, {
      field,
      column: sources.get(name)?.column ?? null,
      constant: constantText(field, String(value), sample),
    });
  }
  const stage = sources.get('stage');
  if (kind.as === 'deals' && stage && stage.column !== null && !sources.has('outcome')) {
    sources.set('outcome', { field: fieldOf(kind, 'outcome')!, column: stage.column, constant: null });
  }
  for (const group of kind.required) {
    if (group.some((name) => sources.has(name))) continue;
    const field = fieldOf(kind, group[0]!)!;
    throw new QuarterdeckError(
      'map-invalid',
      `Nothing says which column of ${sample.name} holds “${field.field}” (${field.meaning}), without which ${kind.noun} cannot be kept. Map it to one of: ${listed(sample.headers)}.`,
    );
  }
  return [...sources.values()];
}

function knownField(kind: Kind, name: string, sample: Sample, part: 'columns' | 'constants'): IngestField {
  const field = fieldOf(kind, name);
  if (field) return field;
  const near = nearestName(
    kind.fields.map((known) => known.field),
    name,
  );
  throw new QuarterdeckError(
    'map-invalid',
    `The map of ${sample.name} has “${name}” under “${part}”, which is not a field of ${kind.noun}. ${
      near ? `The nearest is “${near}”.` : `Fields are: ${listed(kind.fields.map((known) => known.field))}.`
    }`,
  );
}

function headerMissing(name: string, header: string, sample: Sample): QuarterdeckError {
  const near = nearestName(sample.headers, header);
  return new QuarterdeckError(
    'map-invalid',
    `The map takes “${name}” from a column “${header}”, but ${sample.name} has no such column. ${
      near ? `The nearest is “${near}”.` : `It has: ${listed(sample.headers)}.`
    }`,
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => `“${name}”`);
  return shown.join(', ') + (names.length > 12 ? ` and ${names.length - 12} more` : '');
}

function constantText(field: IngestField, text: string, sample: Sample): string {
  const refuse = (what: string) =>
    new QuarterdeckError(
      'map-invalid',
      `The map of ${sample.name} sets “${field.field}” to “${text}” for every row, which is not ${what}.`,
    );
  switch (field.type) {
    case 'date':
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw refuse('a date as YYYY-MM-DD');
      return text;
    case 'money':
    case 'decimal':
    case 'integer':
      if (!/^-?\d+(\.\d+)?$/.test(text)) throw refuse('a plain number');
      return text;
    case 'flag':
      if (!/^(true|false)$/i.test(text)) throw refuse('true or false');
      return text.toLowerCase();
    default: {
      const choice = choiceWords(field.table, field.field, field.choices)?.get(choiceKey(text));
      if (choice) return choice;
      if (field.choices) throw refuse(`one of ${field.choices.join(', ')}`);
      return text;
    }
  }
}

interface Evidence {
  readonly numbers?: NumberEvidence;
  readonly dates?: DateEvidence;
}

function columnEvidence(field: IngestField, values: readonly string[]): Evidence {
  switch (field.type) {
    case 'money':
    case 'decimal':
    case 'integer':
      return { numbers: numberEvidence(values) };
    case 'date':
      return { dates: dateEvidence(values) };
    default:
      return {};
  }
}

const textNulls = new Set(NULL_WORDS_TEXT);

function isPadded(text: string): boolean {
  return text !== '' && (/^\s|\s$/.test(text) || textNulls.has(text.toLowerCase()));
}

/** Columns of a partner file that the model has no place for are kept with the partner, up to a number one can look through. */
function attributeColumns(kind: Kind, fields: readonly PlannedField[], sample: Sample): LoadPlan['attributes'] {
  if (kind.as !== 'partners' || fields.some(({ field }) => field.field === 'attributes')) return [];
  const used = new Set(fields.map(({ column }) => column));
  return sample.headers
    .map((header, column) => ({ header, column }))
    .filter(({ column }) => !used.has(column) && sample.rows.some((row) => !isNullWord(row[column]!)))
    .slice(0, 60);
}

function currencyColumn(fields: readonly PlannedField[], sample: Sample): number | null {
  const amount = fields.find(({ field }) => field.field === 'amount');
  if (!amount || amount.column === null || fields.some(({ field }) => field.field === 'currency')) return null;
  const column = amount.column;
  return sample.rows.some(
    (row) => /[$€£¥₹A-Za-z]/.test(row[column]!) && /\d/.test(row[column]!) && hasCurrency(row[column]!),
  )
    ? column
    : null;
}

function hasCurrency(text: string): boolean {
  return /^[(+-]*\s*([$€£¥₹]|[A-Z]{2}\$|[A-Z]{3}\b)|([€£¥₹$]|\b[A-Z]{3})\s*[)-]*$/.test(text.trim());
}
