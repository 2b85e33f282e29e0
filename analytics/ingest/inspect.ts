/** What a file holds and how it would load, before anything is changed. */

import { type ColumnMap, columnMap, type FileKind } from '../api/documents/columnMap.ts';
import { type ErrorCode, QuarterdeckError } from '../api/errors.ts';
import type { ColumnInspection, FileInspection, InspectionQuestion } from '../api/results.ts';
import type { Executor, RunOptions } from '../engine/engine.ts';
import { MONTH_NAMES } from '../present/dates.ts';
import { stopIfCancelled } from './fileErrors.ts';
import { isNullWord } from './formats.ts';
import { findHeader } from './headers.ts';
import { type IngestField, KINDS } from './kinds.ts';
import { type LoadPlan, planLoad } from './plan.ts';
import { previewRows } from './preview.ts';
import { type Collision, type KnownPartners, type Proposal, type Recognition, recognize } from './recognize.ts';
import { readSample, type Sample } from './sample.ts';
import { stageTable } from './staging.ts';

export interface InspectContext {
  readonly engine: Executor;
  readonly stagingDir: string;
}

export interface InspectFile {
  readonly path: string;
  readonly name: string;
  readonly as?: FileKind | undefined;
  readonly map?: ColumnMap | undefined;
}

/** What a broken file is answered with instead of an error, so that the other files of a drop are still shown. */
const SHOWN: ReadonlySet<ErrorCode> = new Set(['file-missing', 'file-empty', 'file-unreadable', 'map-invalid']);

/**
 * Inspects files that were chosen together: partner files first, because they tell whose ids the others hold. A file that
 * cannot be read comes back with its `problem`.
 * @throws cancelled, disk-full
 */
export async function inspectFiles(
  context: InspectContext,
  files: readonly InspectFile[],
  options: RunOptions = {},
): Promise<FileInspection[]> {
  const roster = await knownPartners(context.engine);
  const samples = new Map<InspectFile, Sample | QuarterdeckError>();
  for (const file of files) {
    stopIfCancelled(options.signal);
    const sample = await readSample(context.engine, context.stagingDir, {
      path: file.path,
      name: file.name,
      sheet: file.map?.sheet,
    }).catch((thrown) => {
      if (thrown instanceof QuarterdeckError && SHOWN.has(thrown.code)) return thrown;
      throw thrown;
    });
    samples.set(file, sample);
    if (!(sample instanceof QuarterdeckError)) addPartners(roster, sample, file.as ?? file.map?.as);
  }
  const inspections: FileInspection[] = [];
  for (const file of files) {
    stopIfCancelled(options.signal);
    const sample = samples.get(file)!;
    inspections.push(
      sample instanceof QuarterdeckError
        ? unread(file, sample.message)
        : await inspectSample(context, file, sample, roster, options),
    );
  }
  return inspections;
}

async function knownPartners(engine: Executor): Promise<{ ids: Set<string>; names: Set<string> }> {
  const rows = await engine.rows<{ id: string; name: string | null }>(
    'SELECT partner_id AS id, partner_name AS name FROM net.partner LIMIT 200000',
  );
  return { ids: new Set(rows.map(({ id }) => id)), names: new Set(rows.flatMap(({ name }) => name ?? [])) };
}

function addPartners(roster: { ids: Set<string>; names: Set<string> }, sample: Sample, as: FileKind | undefined): void {
  const found = recognize(sample, as, { ids: new Set(), names: new Set() });
  if (found.kind?.as !== 'partners' || found.confidence < 2) return;
  for (const { field, column } of found.proposals) {
    const into = field.field === 'partner_id' ? roster.ids : field.field === 'partner_name' ? roster.names : null;
    if (into) for (const row of sample.rows) into.add(row[column]!.trim());
  }
}

async function inspectSample(
  context: InspectContext,
  file: InspectFile,
  sample: Sample,
  roster: KnownPartners,
  options: RunOptions,
): Promise<FileInspection> {
  const found = recognize(sample, file.map?.as ?? file.as, roster);
  const map = file.map ?? proposedMap(found, sample);
  const notes = [...sample.notes, ...(file.map ? [] : found.notes)];
  let problem: string | null = null;
  let plan: LoadPlan | null = null;
  if (!found.kind && !file.map)
    problem = `It is not clear what ${file.name} holds. Say what it is: ${Object.keys(KINDS).join(', ')}.`;
  else {
    try {
      plan = planLoad(map, sample);
    } catch (thrown) {
      if (!(thrown instanceof QuarterdeckError)) throw thrown;
      problem = thrown.message;
    }
  }
  const counted = await countRows(context, sample, options);
  if (counted === null) notes.push('Rows and filled values are counted in the first 20,000 rows.');
  return {
    path: file.path,
    name: file.name,
    bytes: sample.file.bytes,
    format: sample.file.format,
    reading: readingOf(sample, plan),
    rows: counted ?? sample.rows.length,
    as: file.map?.as ?? found.kind?.as ?? null,
    confidence: file.map ? 3 : found.confidence,
    why: file.map ? ['The saved map says so.'] : found.why,
    columns: columnsOf(sample, map, found, file.map !== undefined),
    map,
    questions: [...(file.map ? [] : collisionQuestions(found, sample)), ...formatQuestions(plan)],
    notes,
    problem,
    preview: plan ? await previewRows(context.engine, plan, sample, options) : [],
  };
}

function unread(file: InspectFile, problem: string): FileInspection {
  return {
    path: file.path,
    name: file.name,
    bytes: 0,
    format: 'csv',
    reading: '',
    rows: 0,
    as: file.map?.as ?? file.as ?? null,
    confidence: 0,
    why: [],
    columns: [],
    map: file.map ?? columnMap.parse({ as: file.as ?? 'deals' }),
    questions: [],
    notes: [],
    problem,
    preview: [],
  };
}

/** The map as it would be saved: canonical field → header. */
function proposedMap(found: Recognition, sample: Sample): ColumnMap {
  const columns = Object.fromEntries(
    found.proposals.map(({ field, column }) => [field.field, sample.headers[column]!]),
  );
  return columnMap.parse({ as: found.kind?.as ?? 'deals', columns, constants: found.constants });
}

/** All rows of the file where DuckDB can count them in passing; null where only the sample is known. */
async function countRows(context: InspectContext, sample: Sample, options: RunOptions): Promise<number | null> {
  if (sample.rowCount !== null) return sample.rowCount;
  if (!sample.clean) return null;
  const table = await stageTable(sample, context.stagingDir, { signal: options.signal });
  try {
    const [counted] = await context.engine.rows<{ n: number }>(
      `SELECT count(*) AS n FROM ${table.relation}`,
      undefined,
      options,
    );
    return counted?.n ?? null;
  } catch (thrown) {
    if (thrown instanceof QuarterdeckError) throw thrown;
    // Not as clean as its beginning; loading will read it record by record.
    return null;
  } finally {
    await table.remove();
  }
}

function readingOf(sample: Sample, plan: LoadPlan | null): string {
  const comma = plan?.fields.some(({ format }) => format.kind === 'number' && format.decimal === ',');
  const order = plan?.fields.flatMap(({ format }) =>
    format.kind === 'date' && format.order !== 'iso' && !format.plain ? [format.order] : [],
  )[0];
  return [sample.reading, comma ? 'decimal comma' : '', order ? `${order} dates` : ''].filter(Boolean).join(', ');
}

function columnsOf(sample: Sample, map: ColumnMap, found: Recognition, saved: boolean): ColumnInspection[] {
  const fieldsOf = new Map<number, string>();
  for (const [field, header] of Object.entries(map.columns)) {
    const column = findHeader(sample.headers, header);
    if (!fieldsOf.has(column)) fieldsOf.set(column, field);
  }
  return sample.headers.map((header, column) => {
    const field = fieldsOf.get(column) ?? null;
    const proposal = found.proposals.find((known) => known.column === column);
    const collision = found.collisions.find((known) => known.column === column);
    const values = sample.rows.map((row) => row[column]!).filter((value) => !isNullWord(value));
    return {
      header,
      samples: [...new Set(values)].slice(0, 5),
      field,
      confidence: saved ? (field ? 3 : 0) : (proposal?.confidence ?? 0),
      why: whyOf(saved, field, proposal, collision, values.length),
      filled: values.length,
    };
  });
}

function whyOf(
  saved: boolean,
  field: string | null,
  proposal: Proposal | undefined,
  collision: Collision | undefined,
  filled: number,
): string {
  if (saved) return field ? 'The saved map says so.' : 'The saved map does not use it.';
  if (proposal) return proposal.why;
  if (collision) return `It may be ${collision.fields.map(({ label }) => label.toLowerCase()).join(' or ')}.`;
  return filled === 0 ? 'It is empty.' : 'No field is known for this header.';
}

function collisionQuestions(found: Recognition, sample: Sample): InspectionQuestion[] {
  return found.collisions.map(({ column, fields }) => {
    const header = sample.headers[column]!;
    const samples = [...new Set(sample.rows.map((row) => row[column]!).filter((value) => !isNullWord(value)))].slice(
      0,
      3,
    );
    return {
      id: `column:${header}`,
      text: `What does “${header}” hold?`,
      detail: `For instance ${samples.map((value) => `“${value}”`).join(', ')}.`,
      options: [...fields.map(fieldOption), { value: '', label: 'Something else', detail: 'The column is not used.' }],
    };
  });
}

function fieldOption({ field, label, meaning }: IngestField): InspectionQuestion['options'][number] {
  return { value: field, label, detail: meaning };
}

function formatQuestions(plan: LoadPlan | null): InspectionQuestion[] {
  const questions: InspectionQuestion[] = [];
  for (const { what, header, example } of plan?.unsettled ?? []) {
    if (questions.some(({ id }) => id === what)) continue;
    questions.push(what === 'dates' ? dateQuestion(header, example) : decimalQuestion(header, example));
  }
  return questions;
}

function dateQuestion(header: string, example: string): InspectionQuestion {
  const [a, b, year] = example.split(/[-/. ,]/);
  const say = (day: string | undefined, month: string | undefined) =>
    `${example} is ${Number(day)} ${MONTH_NAMES[Number(month) - 1]} ${year}.`;
  return {
    id: 'dates',
    text: `Are the dates in “${header}” written day-first or month-first?`,
    detail: 'No value in the file tells.',
    options: [
      { value: 'day-first', label: 'Day first', detail: say(a, b) },
      { value: 'month-first', label: 'Month first', detail: say(b, a) },
    ],
  };
}

function decimalQuestion(header: string, example: string): InspectionQuestion {
  const plain = (group: string, decimal: string) => example.replaceAll(group, '').replace(decimal, '.');
  return {
    id: 'decimal',
    text: `Which sign is the decimal one in “${header}”?`,
    detail: 'No value in the file tells.',
    options: [
      { value: '.', label: 'Point', detail: `${example} is ${plain(',', '.')}.` },
      { value: ',', label: 'Comma', detail: `${example} is ${plain('.', ',')}.` },
    ],
  };
}
