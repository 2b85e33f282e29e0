import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { quoteName, quoteText } from '../engine/sql.ts';
import { CsvRecords, csvLine } from './csvRecords.ts';
import { type Encoding, toUtf8 } from './encoding.ts';
import { cancelled, fileError, unreadable } from './fileErrors.ts';
import { footerRows, isComment, isFooter, isLone, type Layout, newline } from './layout.ts';
import { copyOrLink } from './link.ts';
import type { Sample } from './sample.ts';
import { writeSheet } from './xlsx.ts';

/** A file where SQL can read it, as a table of text columns `c0`, `c1` … */
export interface StagedTable {
  /** The table function that yields the columns, without names of the file. */
  readonly relation: string;
  /** SQL type of each column; null for text. */
  readonly types: readonly (string | null)[];
  /** A column with the number of values of a record that has more than the header; null when there can be none. */
  readonly surplus: string | null;
  /** Rows left out because they are no data, and characters repaired while decoding. */
  readonly dropped: {
    readonly footers: number;
    readonly comments: number;
    readonly short: number;
    readonly repaired: number;
  };
  /** Rewritten record by record, so that nothing in it can surprise the reader. */
  readonly rewritten: boolean;
  remove(): Promise<void>;
}

export interface StagingOptions {
  readonly signal?: AbortSignal | undefined;
  /** Rewrite the file record by record although it looked clean. */
  readonly rewrite?: boolean;
}

/** Makes a sampled file readable by SQL inside the staging folder. The caller removes it. */
export async function stageTable(sample: Sample, stagingDir: string, options: StagingOptions): Promise<StagedTable> {
  const extension = { csv: 'csv', jsonl: 'json', parquet: 'parquet', xlsx: 'csv' }[sample.file.format];
  const staged = join(stagingDir, `${randomUUID()}.${extension}${directGzip(sample, options) ? '.gz' : ''}`);
  const remove = () => rm(staged, { force: true });
  try {
    const parts = await fill(sample, staged, options);
    return { types: sample.types, surplus: null, dropped: NOTHING_DROPPED, rewritten: false, remove, ...parts };
  } catch (thrown) {
    await remove();
    if (options.signal?.aborted) throw cancelled(thrown);
    throw fileError(thrown, sample.path);
  }
}

/** More rows than this are no footer, and need not be held in memory. */
const MOST_FOOTERS = 10_000;

const NOTHING_DROPPED = { footers: 0, comments: 0, short: 0, repaired: 0 } as const;

function directGzip(sample: Sample, options: StagingOptions): boolean {
  return sample.file.gzip && sample.clean && !options.rewrite;
}

async function fill(
  sample: Sample,
  staged: string,
  options: StagingOptions,
): Promise<Pick<StagedTable, 'relation'> & Partial<StagedTable>> {
  const { file, layout } = sample;
  switch (file.format) {
    case 'parquet':
      await copyOrLink(sample.path, staged);
      return { relation: parquetRelation(staged, sample.headers) };
    case 'jsonl':
      if (file.encoding === 'utf-8' && !file.gzip) await copyOrLink(sample.path, staged);
      else await decode(sample, staged, options.signal);
      return { relation: jsonRelation(staged, sample) };
    case 'xlsx': {
      const rewriter = new TableRewriter(staged, layout!);
      await rewriter.run((push) => writeSheet(sample.path, sample.name, sample.sheetRead!, push, options.signal));
      return { ...rewriter.table(), rewritten: true };
    }
    case 'csv': {
      if (sample.clean && !options.rewrite) {
        await copyOrLink(sample.path, staged);
        return { relation: cleanCsvRelation(staged, sample) };
      }
      const rewriter = new TableRewriter(staged, layout!);
      await rewriter.decode(sample, options.signal);
      return { ...rewriter.table(), rewritten: true };
    }
  }
}

function textColumns(width: number): string {
  return `{${Array.from({ length: width }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ')}}`;
}

function cleanCsvRelation(path: string, sample: Sample): string {
  const { dialect, width } = sample.layout!;
  const lineEnd = newline(sample.file.text) === '\r\n' ? "'\\r\\n'" : "'\\n'";
  return `read_csv(${quoteText(path)}, auto_detect = false, header = false, skip = 1, delim = ${quoteText(dialect.delimiter)},
    quote = '"', escape = '"', new_line = ${lineEnd}, columns = ${textColumns(width)}, max_line_size = 16777216${
      sample.file.gzip ? ", compression = 'gzip'" : ''
    })`;
}

function parquetRelation(path: string, headers: readonly string[]): string {
  return `(SELECT ${headers.map((header, i) => `${quoteName(header)} AS c${i}`).join(', ')} FROM read_parquet(${quoteText(path)}))`;
}

function jsonRelation(path: string, sample: Sample): string {
  const format = sample.file.text.trimStart().startsWith('[') ? 'array' : 'newline_delimited';
  const columns = sample.headers.map((header) => `${quoteName(header)}: 'VARCHAR'`).join(', ');
  return `(SELECT ${sample.headers.map((header, i) => `${quoteName(header)} AS c${i}`).join(', ')}
    FROM read_json(${quoteText(path)}, format = '${format}', columns = {${columns}}, maximum_object_size = 67108864))`;
}

function byteSource(
  sample: Sample,
  signal: AbortSignal | undefined,
): [ReturnType<typeof createReadStream>, ...NodeJS.ReadWriteStream[]] {
  const read = createReadStream(sample.path, {
    highWaterMark: 1 << 20,
    start: sample.file.gzip ? 0 : sample.file.bom,
    ...(signal ? { signal } : {}),
  });
  return sample.file.gzip ? [read, createGunzip()] : [read];
}

async function decode(sample: Sample, staged: string, signal: AbortSignal | undefined): Promise<void> {
  await pipeline([...byteSource(sample, signal), toUtf8(sample.file.encoding as Encoding), createWriteStream(staged)]);
}

/**
 * Writes any table as clean CSV without a header, every record as wide as the header. One more column says how many
 * values a record had when that is more than the header has names for. Footers are rows at the end only, so rows that
 * could be one are held back until a row of data follows.
 */
class TableRewriter {
  private readonly path: string;
  private readonly layout: Layout;
  private skip: number;
  private readonly held: string[][] = [];
  private lines = '';
  private readonly count = { footers: 0, comments: 0, short: 0, repaired: 0 };

  constructor(path: string, layout: Layout) {
    this.path = path;
    this.layout = layout;
    this.skip = layout.preamble + (layout.hasHeader ? 1 : 0);
  }

  /** `produce` pushes records; the promise it gets back is to be awaited, so that the disk can keep up. */
  async run(produce: (push: (record: string[]) => Promise<void> | undefined) => Promise<void>): Promise<void> {
    const out = createWriteStream(this.path, { highWaterMark: 1 << 20 });
    const failed = new Promise<never>((_, reject) => out.once('error', reject));
    failed.catch(() => undefined);
    const flush = async () => {
      const lines = this.lines;
      this.lines = '';
      if (lines && !out.write(lines)) {
        await Promise.race([new Promise<void>((resolve) => out.once('drain', resolve)), failed]);
      }
    };
    try {
      await produce((record) => {
        this.take(record);
        return this.lines.length > 1 << 20 ? flush() : undefined;
      });
      this.count.footers = footerRows(this.held);
      this.release(this.held.length - this.count.footers);
      await flush();
      await Promise.race([new Promise<void>((resolve) => out.end(resolve)), failed]);
    } finally {
      out.destroy();
    }
  }

  async decode(sample: Sample, signal: AbortSignal | undefined): Promise<void> {
    const bytes = toUtf8(sample.file.encoding);
    await this.run(async (push) => {
      let waiting: Promise<void> | undefined;
      const records = new CsvRecords(this.layout.dialect, (record) => {
        waiting = push(record) ?? waiting;
      });
      const split = new Writable({
        decodeStrings: true,
        write(chunk: Buffer, _encoding, done) {
          records.push(chunk.toString('utf8'));
          if (!waiting) return done();
          waiting.then(() => done(), done);
          waiting = undefined;
        },
        final(done) {
          records.end();
          done();
        },
      });
      await pipeline([...byteSource(sample, signal), bytes, split]).catch((thrown) => {
        if ((thrown as NodeJS.ErrnoException).code?.startsWith('Z_')) {
          throw unreadable(`${sample.name} cannot be unpacked: the gzip data is damaged or cut off.`, thrown);
        }
        throw thrown;
      });
    });
    this.count.repaired = bytes.chunks.repaired;
  }

  table(): Pick<StagedTable, 'relation' | 'surplus' | 'dropped'> {
    const { width } = this.layout;
    return {
      relation: `read_csv(${quoteText(this.path)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
        new_line = '\\n', columns = ${textColumns(width + 1)}, max_line_size = 16777216)`,
      surplus: `c${width}`,
      dropped: this.count,
    };
  }

  private take(record: string[]): void {
    if (this.skip > 0) {
      this.skip--;
      return;
    }
    if (isComment(record)) {
      this.count.comments++;
      return;
    }
    if (isFooter(record) || isLone(record)) {
      this.held.push(record);
      if (this.held.length > MOST_FOOTERS) this.release(this.held.length);
      return;
    }
    this.release(this.held.length);
    this.write(record);
  }

  private release(held: number): void {
    for (const record of this.held.splice(0, held)) this.write(record);
  }

  private write(record: string[]): void {
    const { width } = this.layout;
    if (record.length < width) this.count.short++;
    const surplus = record.slice(width).some((cell) => cell.trim() !== '') ? String(record.length) : '';
    const cells = record.slice(0, width);
    while (cells.length < width) cells.push('');
    // The last column keeps a record of blanks from being an empty line, which readers skip.
    this.lines += csvLine([...cells, surplus]);
  }
}

/** The SHA-256 of a file, read once beside the load. */
export async function hashFile(
  path: string,
  signal: AbortSignal | undefined,
  onBytes: (done: number) => void,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, ...(signal ? { signal } : {}) })) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      onBytes(bytes);
    }
    return { sha256: hash.digest('hex'), bytes };
  } catch (thrown) {
    if (signal?.aborted) throw cancelled(thrown);
    throw fileError(thrown, path);
  }
}

export async function modifiedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}
