import { type CsvDialect, csvRecords } from './csvRecords.ts';
import { nameHeaders } from './headers.ts';

/** Where the table is inside a delimited text. */
export interface Layout {
  readonly dialect: CsvDialect;
  /** Records before the header: titles, filters, comments, blank rows. */
  readonly preamble: number;
  readonly hasHeader: boolean;
  readonly headers: readonly string[];
  /** Columns of the file, blank trailing ones included. */
  readonly width: number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const DELIMITER_WORDS: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' };

export function delimiterWord(delimiter: string): string {
  return DELIMITER_WORDS[delimiter] ?? `“${delimiter}”`;
}

/** The dialect whose reading of the sample is the most even: many records of the same width, wider before narrower. */
export function sniffDialect(sample: string): CsvDialect {
  const declared = /^sep=(.)\r?\n/i.exec(sample);
  const text = sample.slice(0, 262_144);
  const quote = /(^|[,;\t|\n] ?)'[^'\n]*'([,;\t|\r\n])/.test(text) && !text.includes('"') ? "'" : '"';
  const backslashed = new RegExp(`\\\\${quote}`, 'g');
  const escaping = backslashed.test(text) && !text.replace(backslashed, '').includes(quote + quote) ? '\\' : quote;
  const candidates = declared ? [declared[1]!] : DELIMITERS;
  let best: CsvDialect = { delimiter: ',', quote, escape: escaping };
  let bestScore = -1;
  for (const delimiter of candidates) {
    const dialect = { delimiter, quote, escape: escaping };
    const records = csvRecords(text, dialect).slice(0, 500);
    const score = evenness(records);
    if (score > bestScore) {
      best = dialect;
      bestScore = score;
    }
  }
  return best;
}

function evenness(records: readonly string[][]): number {
  const widths = new Map<number, number>();
  for (const { length } of records) widths.set(length, (widths.get(length) ?? 0) + 1);
  let score = 0;
  for (const [width, count] of widths) {
    if (width < 2) continue;
    score = Math.max(score, (count / records.length) * (1 + Math.log2(width)));
  }
  return score;
}

/** Finds the header among the first records. */
export function findLayout(records: readonly (readonly string[])[], dialect: CsvDialect): Layout {
  const width = usualWidth(records);
  let headerAt = -1;
  const filled = records.map((record) => record.filter((cell) => cell.trim() !== '').length);
  const usualFill = median(filled.slice(0, 200).filter((count) => count > 1)) || 1;
  for (let i = 0; i < Math.min(records.length, 60); i++) {
    const record = records[i]!;
    if (isComment(record) || /^sep=.$/i.test(record.join(dialect.delimiter))) continue;
    // A title or filter line fills one or two cells of a wide table.
    const enough =
      width <= 2 ? filled[i]! >= Math.min(width, 1) : filled[i]! >= Math.max(2, Math.min(usualFill * 0.6, width * 0.5));
    if (enough && record.length >= Math.min(width, usualFill)) {
      headerAt = i;
      break;
    }
  }
  if (headerAt < 0) headerAt = 0;
  const candidate = records[headerAt] ?? [];
  const body = records.slice(headerAt + 1, headerAt + 201).filter((record) => record.length > 1 || width <= 1);
  const hasHeader = looksLikeHeader(candidate, body);
  const columns = Math.max(width, candidate.length);
  const names = Array.from({ length: columns }, (_, i) => (hasHeader ? (candidate[i] ?? '') : ''));
  return { dialect, preamble: headerAt, hasHeader, headers: nameHeaders(names), width: columns };
}

function usualWidth(records: readonly (readonly string[])[]): number {
  const widths = new Map<number, number>();
  for (const record of records) widths.set(record.length, (widths.get(record.length) ?? 0) + 1);
  let width = 1;
  let most = 0;
  for (const [length, count] of widths) {
    if (count > most || (count === most && length > width)) {
      width = length;
      most = count;
    }
  }
  return width;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

export function isComment(record: readonly string[]): boolean {
  return (record[0] ?? '').trimStart().startsWith('#') && record.slice(1).every((cell) => cell.trim() === '');
}

type Shape = 'blank' | 'number' | 'date' | 'text';

function shapeOf(cell: string): Shape {
  const text = cell.trim();
  if (text === '') return 'blank';
  if (/^[-+(]?[$€£¥]?\s?\d[\d.,\s]*%?\)?$/.test(text)) return 'number';
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(text)) return 'date';
  return 'text';
}

/** A first record is data, not names, when some column holds only numbers or dates and the first record goes along. */
function looksLikeHeader(candidate: readonly string[], body: readonly (readonly string[])[]): boolean {
  let against = 0;
  let inFavour = 0;
  candidate.forEach((cell, column) => {
    const shapes = body.map((record) => shapeOf(record[column] ?? '')).filter((shape) => shape !== 'blank');
    const own = shapeOf(cell);
    if (shapes.length === 0 || own === 'blank') return;
    const same = shapes.filter((shape) => shape === own).length / shapes.length;
    if (own === 'text' && same < 0.5) inFavour++;
    if (own !== 'text') same > 0.8 ? against++ : inFavour++;
  });
  return against === 0 || inFavour > against;
}

/** Rows that reports add below the data. The first cells say it (field report formats of Salesforce and others). */
export function isFooter(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return true;
  const first = filled[0]!.trim();
  if (/^(grand |sub)?totals?\b/i.test(first)) return filled.length <= Math.max(2, cells.length / 2);
  if (filled.length > 2) return false;
  return (
    /^confidential information\b/i.test(first) ||
    /^(copyright\b|©|\(c\) )/i.test(first) ||
    /^(generated|exported|printed|run) (by|on|at)\b/i.test(first) ||
    /^(report (name|generated)|as of|filtered by|end of (report|file))\b/i.test(first)
  );
}

/** How many records at the end are no data: blank rows, totals, notices, and a lone sentence below a blank row. */
export function footerRows(records: readonly (readonly string[])[]): number {
  let end = records.length;
  let footers = 0;
  while (end > 0) {
    const record = records[end - 1]!;
    if (isFooter(record) || (isLone(record) && end > 1 && isBlank(records[end - 2]!)))
      footers = records.length - end + 1;
    else if (!isLone(record)) break;
    end--;
  }
  return footers;
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** One filled cell in a table of three columns or more. */
export function isLone(cells: readonly string[]): boolean {
  return cells.length >= 3 && cells.filter((cell) => cell.trim() !== '').length === 1;
}

/** The line end of a text; null when it is not the same everywhere outside quotes. */
export function newline(text: string): '\n' | '\r\n' | null {
  const bare = text.includes('"') ? text.replace(/"[^"]*"/g, '') : text;
  const crlf = bare.split('\r\n').length - 1;
  const lf = bare.split('\n').length - 1;
  const cr = bare.split('\r').length - 1;
  if (cr === 0) return '\n';
  return crlf === lf && crlf === cr ? '\r\n' : null;
}
