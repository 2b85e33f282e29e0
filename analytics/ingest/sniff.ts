import { open } from 'node:fs/promises';
import { gunzipSync, constants as zlib } from 'node:zlib';
import { QuarterdeckError } from '../api/errors.ts';
import { type Encoding, sniffEncoding, TextChunks } from './encoding.ts';
import { fileError, unreadable } from './fileErrors.ts';

/** Enough for 20,000 records of an ordinary export. */
const HEAD_BYTES = 4 * 1024 * 1024;

export type FileFormat = 'csv' | 'parquet' | 'jsonl' | 'xlsx';

/** What the first bytes of a file say. */
export interface Sniffed {
  readonly format: FileFormat;
  readonly bytes: number;
  readonly gzip: boolean;
  readonly encoding: Encoding;
  readonly bom: number;
  /** Decoded beginning; empty for Parquet and workbooks. */
  readonly text: string;
  /** Decoded end of a plain file, for footers; the beginning is not repeated. */
  readonly tail: string;
  /** `text` is the whole file. */
  readonly whole: boolean;
}

/**
 * Tells the format by bytes, never by the name: exports are often named wrongly.
 * @throws file-missing, file-empty, file-unreadable
 */
export async function sniffFile(path: string, name: string): Promise<Sniffed> {
  const { bytes, head, tail } = await ends(path);
  if (bytes === 0) throw new QuarterdeckError('file-empty', `${name} is empty. Export it again.`);
  const fixed = { bytes, gzip: false, encoding: 'utf-8', bom: 0, text: '', tail: '', whole: false } as const;
  const magic = head.toString('latin1', 0, 8);
  if (magic.startsWith('PAR1')) return { ...fixed, format: 'parquet' };
  if (magic.startsWith('PK\u0003\u0004')) {
    if (/\.zip$/i.test(name)) throw unreadable(`${name} is a ZIP archive. Unpack it and choose the file inside.`);
    return { ...fixed, format: 'xlsx' };
  }
  if (magic.startsWith('\u00d0\u00cf\u0011\u00e0')) {
    throw unreadable(
      `${name} is a workbook of Excel 97–2003 (.xls), which Quarterdeck does not read. Save it as .xlsx or CSV.`,
    );
  }
  if (magic.startsWith('\u001f\u008b')) {
    const inner = unzipHead(head, name);
    const whole = bytes <= head.length && inner.length < HEAD_BYTES;
    return sniffText(inner.subarray(0, HEAD_BYTES), Buffer.alloc(0), whole, { bytes, gzip: true, name });
  }
  return sniffText(head, tail, bytes <= head.length, { bytes, gzip: false, name });
}

function sniffText(
  head: Buffer,
  tail: Buffer,
  whole: boolean,
  file: { bytes: number; gzip: boolean; name: string },
): Sniffed {
  const { encoding, bom } = sniffEncoding(head, whole);
  if (/\.xlsx$/i.test(file.name)) {
    throw unreadable(`${file.name} is named like a workbook but is none (it is no ZIP archive). Export it again.`);
  }
  if (isBinary(head, encoding)) {
    throw unreadable(
      `${file.name} holds binary data, not a table in text. Choose a CSV, Excel, Parquet or JSON export.`,
    );
  }
  const decode = (bytes: Buffer) => {
    const chunks = new TextChunks(encoding);
    return chunks.push(bytes) + (whole ? chunks.end() : '');
  };
  const text = decode(head).replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new QuarterdeckError('file-empty', `${file.name} is empty. Export it again.`);
  const even = encoding.startsWith('utf-16') && (file.bytes - tail.length) % 2 === 1 ? tail.subarray(1) : tail;
  return {
    format: looksLikeJson(text) ? 'jsonl' : 'csv',
    bytes: file.bytes,
    gzip: file.gzip,
    encoding,
    bom,
    text,
    tail: decode(even),
    whole,
  };
}

async function ends(path: string): Promise<{ bytes: number; head: Buffer; tail: Buffer }> {
  try {
    const handle = await open(path, 'r');
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw unreadable(`${path} is not a file. Choose the files in the folder.`);
      const head = await readAt(handle, 0, Math.min(stats.size, HEAD_BYTES));
      const tailBytes = Math.min(stats.size - head.length, 65_536);
      return { bytes: stats.size, head, tail: await readAt(handle, stats.size - tailBytes, tailBytes) };
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

async function readAt(handle: Awaited<ReturnType<typeof open>>, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function unzipHead(head: Buffer, name: string): Buffer {
  try {
    return gunzipSync(head, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: 1_000_000_000 });
  } catch (thrown) {
    throw unreadable(`${name} cannot be unpacked: the gzip data is damaged. Export it again.`, thrown);
  }
}

function isBinary(head: Buffer, encoding: Encoding): boolean {
  if (encoding.startsWith('utf-16')) return false;
  const sample = head.subarray(0, 65_536);
  let control = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) control++;
  }
  return control > sample.length / 100;
}

function looksLikeJson(text: string): boolean {
  const start = text.trimStart();
  return /^\[\s*(\{|\])/.test(start) || /^\{\s*("|\})/.test(start);
}
