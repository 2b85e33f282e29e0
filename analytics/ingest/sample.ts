import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { QuarterdeckError } from '../api/errors.ts';
import type { Executor } from '../engine/engine.ts';
import { quoteName, quoteText } from '../engine/sql.ts';
import { csvRecords } from './csvRecords.ts';
import { ENCODING_LABELS } from './encoding.ts';
import { unreadable } from './fileErrors.ts';
import { jsonHead, jsonText } from './jsonRecords.ts';
import {
  delimiterWord,
  findLayout,
  footerRows,
  isFooter,
  isLone,
  type Layout,
  newline,
  sniffDialect,
} from './layout.ts';
import { copyOrLink } from './link.ts';
import { type Sniffed, sniffFile } from './sniff.ts';
import { count } from './words.ts';
import { workbookHead } from './xlsx.ts';

/** How many records are looked at before a file is loaded. */
export const SAMPLE_ROWS = 20_000;

export interface SampleRequest {
  readonly path: string;
  /** The name people know the file by; a staged upload has another path. */
  readonly name: string;
  readonly sheet?: string | undefined;
}

/** The beginning of a file as a table of text, with how it is written. */
export interface Sample extends SampleRequest {
  readonly file: Sniffed;
  readonly headers: readonly string[];
  /** Types of the columns where the format has them (Parquet); null for text. */
  readonly types: readonly (string | null)[];
  /** Text of each record, '' for nothing. */
  readonly rows: readonly (readonly string[])[];
  /** `rows` is the whole table. */
  readonly whole: boolean;
  /** `UTF-8, comma`. */
  readonly reading: string;
  readonly layout: Layout | null;
  /** Sheet that was read. */
  readonly sheetRead: string | null;
  /** DuckDB can read the file as it is, as far as the sample tells. */
  readonly clean: boolean;
  /** Records known without reading everything; null when only a scan can tell. */
  readonly rowCount: number | null;
  readonly notes: readonly string[];
}

/**
 * Reads the beginning of a file.
 * @throws file-missing, file-empty, file-unreadable, map-invalid (a sheet that is not there)
 */
export async function readSample(executor: Executor, stagingDir: string, request: SampleRequest): Promise<Sample> {
  const file = await sniffFile(request.path, request.name);
  switch (file.format) {
    case 'csv':
      return csvSample(request, file);
    case 'jsonl':
      return jsonSample(request, file);
    case 'xlsx':
      return workbookSample(request, file);
    case 'parquet':
      return parquetSample(executor, stagingDir, request, file);
  }
}

function csvSample(request: SampleRequest, file: Sniffed): Sample {
  const dialect = sniffDialect(file.text);
  const records = csvRecords(file.text, dialect);
  // The sample may end inside a record.
  if (!file.whole && records.length > 1) records.pop();
  return tableSample(request, file, records, dialect);
}

function tableSample(
  request: SampleRequest,
  file: Sniffed,
  records: string[][],
  dialect: ReturnType<typeof sniffDialect>,
): Sample {
  const layout = findLayout(records, dialect);
  const notes: string[] = [];
  const body = records.slice(layout.preamble + (layout.hasHeader ? 1 : 0));
  const ragged = body.filter((record) => record.length !== layout.width).length;
  const end = body.length - (file.whole ? footerRows(body) : 0);
  const rows = body.slice(0, Math.min(end, SAMPLE_ROWS));
  if (rows.length === 0) {
    throw new QuarterdeckError('file-empty', `${request.name} has a header but no rows. Export it again.`);
  }
  if (layout.preamble > 0) notes.push(`${count(layout.preamble, 'line')} above the header skipped.`);
  if (!layout.hasHeader) notes.push('The file has no header row; its columns are numbered.');
  if (end < body.length) notes.push(`${count(body.length - end, 'row')} below the data left out (totals and notices).`);
  const tailRecords = csvRecords(file.tail, dialect).slice(-4);
  const clean =
    file.encoding === 'utf-8' &&
    layout.preamble === 0 &&
    layout.hasHeader &&
    dialect.quote === '"' &&
    dialect.escape === '"' &&
    layout.width > 1 &&
    ragged === 0 &&
    end === body.length &&
    records[0]?.length === layout.width &&
    !/[\r\n]/.test((records[0] ?? []).join('')) &&
    newline(file.text) !== null &&
    !tailRecords.some((record) => isFooter(record) || isLone(record) || record.length < layout.width);
  const encoding = ENCODING_LABELS[file.encoding];
  return {
    ...request,
    file,
    headers: layout.headers,
    types: layout.headers.map(() => null),
    rows: rows.map((record) => layout.headers.map((_, i) => record[i] ?? '')),
    whole: file.whole && end <= SAMPLE_ROWS,
    reading: [file.gzip ? 'gzip' : '', encoding, delimiterWord(dialect.delimiter)].filter(Boolean).join(', '),
    layout,
    sheetRead: null,
    clean,
    rowCount: file.whole ? end : null,
    notes,
  };
}

function jsonSample(request: SampleRequest, file: Sniffed): Sample {
  let records: Record<string, unknown>[];
  try {
    records = jsonHead(file.text, SAMPLE_ROWS);
  } catch (thrown) {
    throw unreadable(`${request.name} looks like JSON but cannot be read: ${(thrown as Error).message}.`, thrown);
  }
  if (records.length === 0) {
    throw new QuarterdeckError('file-empty', `${request.name} holds no records. Export it again.`);
  }
  const keys = new Set<string>();
  for (const record of records) for (const name of Object.keys(record)) keys.add(name);
  const headers = [...keys];
  return {
    ...request,
    file,
    headers,
    types: headers.map(() => null),
    rows: records.map((record) => headers.map((name) => jsonText(record[name]))),
    whole: file.whole && records.length < SAMPLE_ROWS,
    reading: file.text.trimStart().startsWith('[') ? 'JSON array' : 'JSON lines',
    layout: null,
    sheetRead: null,
    clean: file.encoding === 'utf-8',
    rowCount: file.whole && records.length < SAMPLE_ROWS ? records.length : null,
    notes: [],
  };
}

async function workbookSample(request: SampleRequest, file: Sniffed): Promise<Sample> {
  const head = await workbookHead(request.path, request.name, request.sheet, SAMPLE_ROWS);
  const dialect = { delimiter: ',', quote: '"', escape: '"' };
  const sample = tableSample(request, { ...file, whole: head.whole }, head.rows, dialect);
  return {
    ...sample,
    reading: head.sheets > 1 ? `sheet ${head.sheet} of ${head.sheets}` : `sheet ${head.sheet}`,
    sheetRead: head.sheet,
    clean: false,
    rowCount: head.whole ? sample.rowCount : null,
    // Text in a workbook is text; what its cells hold as numbers and dates is already plain.
    notes: sample.notes,
  };
}

async function parquetSample(
  executor: Executor,
  stagingDir: string,
  request: SampleRequest,
  file: Sniffed,
): Promise<Sample> {
  const staged = join(stagingDir, `${randomUUID()}.parquet`);
  try {
    await copyOrLink(request.path, staged);
    const relation = `read_parquet(${quoteText(staged)})`;
    const described = await executor.rows<{ column_name: string; column_type: string }>(`DESCRIBE FROM ${relation}`);
    const [counted] = await executor.rows<{ n: number }>(`SELECT count(*) AS n FROM ${relation}`);
    if (!counted?.n)
      throw new QuarterdeckError('file-empty', `${request.name} has columns but no rows. Export it again.`);
    const rows = await executor.rows<Record<string, string | null>>(
      `SELECT ${described.map(({ column_name }, i) => `coalesce(${quoteName(column_name)}::VARCHAR, '') AS c${i}`).join(', ')}
       FROM ${relation} LIMIT ${SAMPLE_ROWS}`,
    );
    return {
      ...request,
      file,
      headers: described.map(({ column_name }) => column_name),
      types: described.map(({ column_type }) => (column_type === 'VARCHAR' ? null : column_type)),
      rows: rows.map((row) => described.map((_, i) => row[`c${i}`] ?? '')),
      whole: counted.n <= SAMPLE_ROWS,
      reading: 'Parquet',
      layout: null,
      sheetRead: null,
      clean: true,
      rowCount: counted.n,
      notes: [],
    };
  } catch (thrown) {
    if (thrown instanceof QuarterdeckError) throw thrown;
    throw unreadable(`${request.name} cannot be read as Parquet; it may be cut off. Export it again.`, thrown);
  } finally {
    await rm(staged, { force: true });
  }
}
