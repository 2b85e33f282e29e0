/**
 * What a file is and what its columns mean, from its headers and its values. A guess carries its reasons; where two
 * meanings are equally likely there is no guess but a question.
 */
import { FILE_KINDS, type FileKind } from '../api/documents/columnMap.ts';
import type { Confidence } from '../api/results.ts';
import { choiceKey, choiceWords } from './choices.ts';
import { dateEvidence, isNullWord, numberEvidence } from './formats.ts';
import { headerKey } from './headers.ts';
import { type IngestField, KINDS, type Kind } from './kinds.ts';
import type { Sample } from './sample.ts';

/** Ids of partners that are known, from the workspace or from a file that comes along. */
export interface KnownPartners {
  readonly ids: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

export interface Proposal {
  readonly column: number;
  readonly field: IngestField;
  readonly confidence: Confidence;
  readonly why: string;
}

/** A column that may mean one of several fields. */
export interface Collision {
  readonly column: number;
  readonly fields: readonly IngestField[];
}

export interface Recognition {
  readonly kind: Kind | null;
  readonly confidence: Confidence;
  readonly why: readonly string[];
  readonly proposals: readonly Proposal[];
  readonly collisions: readonly Collision[];
  readonly constants: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

interface Column {
  readonly index: number;
  readonly header: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly filled: number;
  readonly shape: 'empty' | 'date' | 'number' | 'text';
  readonly distinct: number;
}

interface Candidate {
  readonly column: Column;
  readonly field: IngestField;
  readonly score: number;
  readonly why: string;
}

/** Recognises a file. `as` fixes the kind. */
export function recognize(sample: Sample, as: FileKind | undefined, partners: KnownPartners): Recognition {
  const columns = describeColumns(sample);
  const ranked = (as ? [as] : FILE_KINDS)
    .map((name) => assign(KINDS[name], columns, partners))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0]!;
  const second = ranked[1];
  const known = new Set([...best.kind.telling, ...best.kind.required.flat()]);
  const telling = best.chosen.filter(({ field }) => known.has(field.field)).length;
  if (!as && (best.score < 2 || telling < Math.min(2, columns.length - 1))) {
    return {
      kind: null,
      confidence: 0,
      why: ['No header or value says what the file holds.'],
      proposals: [],
      collisions: [],
      constants: {},
      notes: [],
    };
  }
  const margin = second ? best.score / Math.max(second.score, 0.1) : 2;
  const complete = best.kind.required.every((group) =>
    group.some((name) => best.chosen.some(({ field }) => field.field === name)),
  );
  const confidence: Confidence = as ? 3 : !complete || margin < 1.1 ? 1 : best.score >= 5 && margin >= 1.3 ? 3 : 2;
  const why = [as ? `You said that it holds ${best.kind.noun}.` : reason(best, columns)];
  if (!complete) why.push(missingWords(best));
  if (!as && second && margin < 1.3 && second.score >= 2) why.push(`It could also hold ${second.kind.noun}.`);
  const { constants, notes } = constantsFor(best, columns);
  return {
    kind: best.kind,
    confidence,
    why,
    proposals: [...best.chosen]
      .sort((a, b) => a.column.index - b.column.index)
      .map(({ column, field, score, why: because }) => ({
        column: column.index,
        field,
        confidence: score >= 2.5 ? 3 : score >= 1.5 ? 2 : 1,
        why: because,
      })),
    collisions: best.collisions,
    constants,
    notes,
  };
}

function describeColumns(sample: Sample): Column[] {
  return sample.headers.map((header, index) => {
    const values = sample.rows.slice(0, 2_000).map((row) => row[index]!);
    const filledValues = values.filter((value) => !isNullWord(value));
    return {
      index,
      header,
      key: headerKey(header.replace(/ \(\d+\)$/, '')),
      values: filledValues,
      filled: filledValues.length,
      shape: shapeOf(filledValues),
      distinct: new Set(filledValues).size,
    };
  });
}

function shapeOf(values: readonly string[]): Column['shape'] {
  if (values.length === 0) return 'empty';
  const sample = values.slice(0, 300);
  const numbers = numberEvidence(sample);
  // A plain number may be a serial date of Excel, but nobody wants amounts read as dates.
  const dates = dateEvidence(sample.filter((value) => !/^\d+(\.\d+)?$/.test(value)));
  if (dates.dates >= sample.length * 0.8) return 'date';
  return numbers.numbers >= sample.length * 0.9 ? 'number' : 'text';
}

interface Assignment {
  readonly kind: Kind;
  readonly score: number;
  readonly chosen: readonly Candidate[];
  readonly collisions: readonly Collision[];
}

function assign(kind: Kind, columns: readonly Column[], partners: KnownPartners): Assignment {
  const candidates = columns
    .flatMap((column) => kind.fields.flatMap((field) => candidate(field, column, partners) ?? []))
    .sort((a, b) => b.score - a.score || a.column.index - b.column.index);
  const chosen: Candidate[] = [];
  for (const next of candidates) {
    if (chosen.some(({ field, column }) => field === next.field || column === next.column)) continue;
    chosen.push(next);
  }
  const collisions = findCollisions(kind, columns, chosen, partners);
  const kept = chosen.filter(({ column }) => !collisions.some((collision) => collision.column === column.index));
  const score = kept.reduce(
    (sum, { field, score: own }) => sum + own * (kind.telling.includes(field.field) ? 1 : 0.3),
    0,
  );
  return { kind, score: score * completeness(kind, kept), chosen: kept, collisions };
}

function completeness(kind: Kind, chosen: readonly Candidate[]): number {
  const met = kind.required.filter((group) => group.some((name) => chosen.some(({ field }) => field.field === name)));
  return 0.25 + 0.75 * (met.length / kind.required.length);
}

function candidate(field: IngestField, column: Column, partners: KnownPartners): Candidate | null {
  const place = field.aliases.indexOf(column.key);
  if (!fits(field, column)) return null;
  if (place >= 0) {
    // An alias further down its list is a less telling one.
    const score = 3 - Math.min(place, 20) * 0.03;
    return { column, field, score, why: `“${column.header}” is a header for ${field.label.toLowerCase()}.` };
  }
  if (field.unsure.includes(column.key) || field.field === 'partner_id') {
    const known = field.field === 'partner_id' ? partners.ids : field.field === 'partner_name' ? partners.names : null;
    const share = known ? shareIn(column, known) : 0;
    if (share >= 0.5 && column.shape === 'text') {
      return {
        column,
        field,
        // Less than a header that says so: “Parent Partner” holds ids of the roster too.
        score: field.unsure.includes(column.key) ? 2.9 : 2.4,
        why: `${Math.round(share * 100)} % of its values are partners on the roster.`,
      };
    }
  }
  return null;
}

function shareIn(column: Column, known: ReadonlySet<string>): number {
  if (known.size === 0 || column.filled === 0) return 0;
  return column.values.filter((value) => known.has(value.trim())).length / column.filled;
}

/** Whether values could be read as the field's type at all. */
function fits(field: IngestField, column: Column): boolean {
  if (column.shape === 'empty') return true;
  switch (field.type) {
    case 'money':
    case 'decimal':
    case 'integer':
      return column.shape === 'number';
    case 'date':
      return (
        column.shape === 'date' ||
        (column.shape === 'number' &&
          column.values.every((value) => /^\d{5}(\.\d+)?$|^\d{8}$|^1\d{9}(\d{3})?$/.test(value)))
      );
    case 'choice': {
      if (field.field === 'outcome') return true;
      const words = choiceWords(field.table, field.field, field.choices)!;
      const known = column.values.filter((value) => words.has(choiceKey(value))).length;
      return known >= column.filled * 0.3;
    }
    default:
      return column.shape !== 'date' || field.type === 'text';
  }
}

function findCollisions(
  kind: Kind,
  columns: readonly Column[],
  chosen: readonly Candidate[],
  partners: KnownPartners,
): Collision[] {
  const taken = new Set(chosen.map(({ field }) => field.field));
  return columns.flatMap((column) => {
    if (chosen.some((other) => other.column === column)) return [];
    const fields = kind.fields.filter(
      (field) =>
        field.unsure.includes(column.key) &&
        !taken.has(field.field) &&
        fits(field, column) &&
        !(field.field === 'partner_id' && shareIn(column, partners.ids) > 0.5),
    );
    return fields.length > 0 ? [{ column: column.index, fields }] : [];
  });
}

function reason(best: Assignment, columns: readonly Column[]): string {
  const telling = best.chosen.filter(({ field }) => best.kind.telling.includes(field.field)).slice(0, 4);
  const headers = telling.map(({ column }) => `“${column.header}”`).join(', ');
  return `${telling.length} of ${columns.length} headers are those of ${best.kind.noun}: ${headers}.`;
}

function missingWords(best: Assignment): string {
  const missing = best.kind.required.filter(
    (group) => !group.some((name) => best.chosen.some(({ field }) => field.field === name)),
  );
  return `No column is clearly ${missing.map((group) => `“${group[0]}”`).join(' or ')}.`;
}

/** Fields that follow from what kind of export it is rather than from a column. */
function constantsFor(
  best: Assignment,
  columns: readonly Column[],
): { constants: Record<string, string>; notes: string[] } {
  const has = (name: string) => best.chosen.find(({ field }) => field.field === name);
  if (best.kind.as === 'deals' && !has('outcome') && !has('stage')) {
    const ordered = [has('deal_id'), has('closed_on')].some((found) => found && /order|invoice/.test(found.column.key));
    if (ordered) return { constants: { outcome: 'won' }, notes: ['Orders and invoices are taken as won deals.'] };
  }
  const stage = has('stage');
  if (best.kind.as === 'deals' && stage && !has('outcome')) {
    return { constants: {}, notes: [`Whether a deal is won or lost is read from “${stage.column.header}”.`] };
  }
  if (best.kind.as === 'payouts' && !has('kind')) {
    const words = choiceWords('payout', 'kind', undefined) ?? new Map<string, string>();
    const kinds = [...new Set(words.values())].filter((word) => word !== 'other');
    const spoken = kinds.filter((word) => columns.some(({ key }) => key.includes(choiceKey(word))));
    if (spoken.length === 1) {
      return {
        constants: { kind: spoken[0]! },
        notes: [`Headers speak of ${spoken[0]}, so all payouts are taken as ${spoken[0]}.`],
      };
    }
  }
  return { constants: {}, notes: [] };
}
