/**
 * Reads the sheets of an .xlsx as records of text, streamed: the ZIP directory gives each part directly, so looking at
 * the first rows of a large workbook costs nothing, and nothing is unpacked to a temporary folder outside our own.
 * Numbers keep the digits of the cell; dates become ISO text as the cell shows them, whatever the time zone.
 */

import { close, open as openFd } from 'node:fs';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type SaxesAttributePlain, SaxesParser } from 'saxes';
import { type Entry, fromFd, type ZipFile } from 'yauzl';
import { QuarterdeckError } from '../api/errors.ts';
import { cancelled, fileError, unreadable } from './fileErrors.ts';
import { nearestName } from './headers.ts';

export interface SheetHead {
  readonly sheet: string;
  readonly sheets: number;
  readonly rows: string[][];
  /** The sheet has no more rows than these. */
  readonly whole: boolean;
}

/** Takes one record; when it gives a promise back, reading waits for it. */
export type TakeRecord = (record: string[]) => Promise<void> | undefined;

/**
 * The first rows of a sheet: the one asked for, else the one that holds most in its first rows.
 * @throws file-unreadable; map-invalid when the sheet asked for is not there
 */
export async function workbookHead(
  path: string,
  name: string,
  sheet: string | undefined,
  limit: number,
): Promise<SheetHead> {
  return withWorkbook(path, name, async (book) => {
    const sheets = sheet === undefined ? book.sheets.filter(({ hidden }) => !hidden) : [book.find(sheet)];
    let best: SheetHead | null = null;
    let bestFill = -1;
    const trial = sheets.length > 1 ? 200 : limit;
    for (const part of sheets) {
      const head = await book.head(part, trial);
      const fill = head.rows.reduce((sum, row) => sum + row.filter((cell) => cell !== '').length, 0);
      if (fill > bestFill) {
        best = { sheet: part.name, sheets: book.sheets.length, ...head };
        bestFill = fill;
      }
    }
    if (!best || bestFill === 0)
      throw new QuarterdeckError('file-empty', `${name} has no filled cells. Export it again.`);
    if (best.whole || trial === limit) return best;
    return { ...best, ...(await book.head(book.find(best.sheet), limit)) };
  });
}

/** Every row of a sheet, in order. */
export async function writeSheet(
  path: string,
  name: string,
  sheet: string,
  take: TakeRecord,
  signal: AbortSignal | undefined,
): Promise<void> {
  await withWorkbook(path, name, (book) => book.read(book.find(sheet), take, signal));
}

interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

const open = promisify(openFd);
const closeFd = promisify(close);

async function withWorkbook<T>(path: string, name: string, work: (book: Workbook) => Promise<T>): Promise<T> {
  const fd = await open(path, 'r').catch((thrown) => {
    throw fileError(thrown, path);
  });
  try {
    return await work(await Workbook.open(fd, name));
  } catch (thrown) {
    if (thrown instanceof QuarterdeckError) throw thrown;
    throw unreadable(
      `${name} cannot be read as an Excel workbook; it may be cut off or protected. Save it again as .xlsx.`,
      thrown,
    );
  } finally {
    await closeFd(fd);
  }
}

class Workbook {
  readonly sheets: readonly Sheet[];
  private readonly zip: ZipParts;
  private readonly name: string;
  private readonly strings: readonly string[];
  private readonly dateStyles: readonly boolean[];
  private readonly date1904: boolean;

  private constructor(parts: {
    zip: ZipParts;
    name: string;
    sheets: readonly Sheet[];
    strings: readonly string[];
    dateStyles: readonly boolean[];
    date1904: boolean;
  }) {
    this.zip = parts.zip;
    this.name = parts.name;
    this.sheets = parts.sheets;
    this.strings = parts.strings;
    this.dateStyles = parts.dateStyles;
    this.date1904 = parts.date1904;
  }

  static async open(fd: number, name: string): Promise<Workbook> {
    const zip = await ZipParts.open(fd);
    if (!zip.has('xl/workbook.xml')) {
      throw unreadable(`${name} is a ZIP archive but no Excel workbook. Unpack it and choose the file inside.`);
    }
    const targets = new Map<string, string>();
    await zip.parse('xl/_rels/workbook.xml.rels', {
      open: (tag, attributes) => {
        if (tag === 'Relationship') targets.set(attributes.Id!, partName(attributes.Target!));
      },
    });
    const sheets: Sheet[] = [];
    let date1904 = false;
    await zip.parse('xl/workbook.xml', {
      open: (tag, attributes) => {
        if (tag === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
        if (tag !== 'sheet') return;
        const part = targets.get(attributes['r:id'] ?? '') ?? '';
        if (zip.has(part)) {
          sheets.push({ name: attributes.name ?? '', part, hidden: (attributes.state ?? 'visible') !== 'visible' });
        }
      },
    });
    return new Workbook({
      zip,
      name,
      sheets,
      date1904,
      dateStyles: await readDateStyles(zip),
      strings: await readSharedStrings(zip),
    });
  }

  find(wanted: string): Sheet {
    const loose = (text: string) => text.trim().toLowerCase();
    const sheet =
      this.sheets.find(({ name }) => name === wanted) ?? this.sheets.find(({ name }) => loose(name) === loose(wanted));
    if (sheet) return sheet;
    const near = nearestName(
      this.sheets.map(({ name }) => name),
      wanted,
    );
    throw new QuarterdeckError(
      'map-invalid',
      `The map's “sheet” names “${wanted}”, but ${this.name} has no such sheet. ${
        near ? `The nearest is “${near}”.` : `It has ${this.sheets.map(({ name }) => `“${name}”`).join(', ')}.`
      }`,
    );
  }

  async head(sheet: Sheet, limit: number): Promise<{ rows: string[][]; whole: boolean }> {
    const rows: string[][] = [];
    const stop = new AbortController();
    await this.read(
      sheet,
      (record) => {
        if (rows.length < limit) rows.push(record);
        else stop.abort();
        return undefined;
      },
      stop.signal,
    ).catch((thrown) => {
      if (!stop.signal.aborted) throw thrown;
    });
    return { rows, whole: !stop.signal.aborted };
  }

  async read(sheet: Sheet, take: TakeRecord, signal: AbortSignal | undefined): Promise<void> {
    let row: string[] = [];
    let rows: string[][] = [];
    let column = -1;
    let type = 'n';
    let style = 0;
    let text = '';
    let collecting = false;
    await this.zip.parse(
      sheet.part,
      {
        open: (tag, attributes) => {
          if (tag === 'row') {
            row = [];
            column = -1;
          } else if (tag === 'c') {
            column = attributes.r ? columnIndex(attributes.r) : column + 1;
            type = attributes.t ?? 'n';
            style = Number(attributes.s ?? 0);
            text = '';
          } else if (tag === 'v' || tag === 't') collecting = true;
        },
        text: (piece) => {
          if (collecting) text += piece;
        },
        close: (tag) => {
          if (tag === 'v' || tag === 't') collecting = false;
          else if (tag === 'c') {
            while (row.length < column) row.push('');
            row[column] = this.cell(type, style, text);
          } else if (tag === 'row' && row.some((cell) => cell !== '')) rows.push(row);
        },
      },
      async () => {
        if (signal?.aborted) throw cancelled();
        const ready = rows;
        rows = [];
        for (const record of ready) await take(record);
      },
    );
  }

  private cell(type: string, style: number, text: string): string {
    switch (type) {
      case 's':
        return this.strings[Number(text)] ?? '';
      case 'b':
        return text === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return '';
      case 'n':
        if (text === '') return '';
        return this.dateStyles[style] ? serialDate(Number(text), this.date1904) : plainNumber(text);
      default:
        return text;
    }
  }
}

/** Excel stores 1.1 as `1.1000000000000001`: 17 digits of a binary float, of which the shortest text is what the cell says. */
function plainNumber(text: string): string {
  return text.replace(/\D/g, '').length > 15 ? String(Number(text)) : text;
}

/** A serial number of Excel as ISO text. Day 60 of the 1900 system is a day that never was. */
export function serialDate(serial: number, date1904: boolean): string {
  if (!Number.isFinite(serial)) return '';
  const days = date1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const moment = new Date(Math.round((days - 25_569) * 86_400) * 1000);
  if (Number.isNaN(moment.getTime())) return '';
  const text = moment.toISOString();
  if (serial > 0 && serial < 1) return text.slice(11, 19);
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

function columnIndex(reference: string): number {
  let index = 0;
  for (const c of reference) {
    const code = c.charCodeAt(0);
    if (code < 65 || code > 90) break;
    index = index * 26 + code - 64;
  }
  return index - 1;
}

function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

async function readSharedStrings(zip: ZipParts): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let collecting = false;
  let phonetic = false;
  await zip.parse('xl/sharedStrings.xml', {
    open: (tag) => {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') phonetic = true;
      else if (tag === 't') collecting = !phonetic;
    },
    text: (piece) => {
      if (collecting) text += piece;
    },
    close: (tag) => {
      if (tag === 't') collecting = false;
      else if (tag === 'rPh') phonetic = false;
      else if (tag === 'si') strings.push(text);
    },
  });
  return strings;
}

/** Which cell styles show a number as a date or time. */
async function readDateStyles(zip: ZipParts): Promise<boolean[]> {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await zip.parse('xl/styles.xml', {
    open: (tag, attributes) => {
      if (tag === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (tag === 'cellXfs') inCellFormats = true;
      else if (tag === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        const format = formats.get(id);
        styles.push(format === undefined ? isBuiltInDate(id) : isDateFormat(format));
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** Quoted text, colours and conditions aside, a date format has a year, month, day, hour or second in it. */
export function isDateFormat(format: string): boolean {
  const bare = (format.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare);
}

interface XmlEvents {
  readonly open?: (tag: string, attributes: Readonly<Record<string, string | undefined>>) => void;
  readonly text?: (piece: string) => void;
  readonly close?: (tag: string) => void;
}

/** The parts of a ZIP by name. */
class ZipParts {
  private readonly zip: ZipFile;
  private readonly entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.zip = zip;
    this.entries = entries;
  }

  static open(fd: number): Promise<ZipParts> {
    return new Promise((resolve, reject) => {
      fromFd(fd, { lazyEntries: true, autoClose: false }, (failure, zip) => {
        if (failure || !zip) return reject(failure);
        const entries = new Map<string, Entry>();
        zip.on('entry', (entry: Entry) => {
          entries.set(entry.fileName, entry);
          zip.readEntry();
        });
        zip.once('error', reject);
        zip.once('end', () => resolve(new ZipParts(zip, entries)));
        zip.readEntry();
      });
    });
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Parses a part; one that is not there has no events. `between` runs after each piece and may slow the reading down. */
  async parse(name: string, events: XmlEvents, between?: () => Promise<void>): Promise<void> {
    const entry = this.entries.get(name);
    if (!entry) return;
    const parser = new SaxesParser({ xmlns: false });
    let failure: Error | undefined;
    parser.on('error', (error) => {
      failure ??= error;
    });
    parser.on('opentag', (tag) =>
      events.open?.(local(tag.name), tag.attributes as Record<string, SaxesAttributePlain & string>),
    );
    parser.on('text', (piece) => events.text?.(piece));
    parser.on('closetag', (tag) => events.close?.(local(tag.name)));
    const stream = await this.stream(entry);
    stream.setEncoding('utf8');
    try {
      for await (const chunk of stream) {
        parser.write(chunk as string);
        if (failure) throw failure;
        if (between) await between();
      }
      parser.close();
      if (failure) throw failure;
    } finally {
      stream.destroy();
    }
    if (between) await between();
  }

  private stream(entry: Entry): Promise<Readable> {
    return new Promise((resolve, reject) => {
      this.zip.openReadStream(entry, (failure, stream) => (failure || !stream ? reject(failure) : resolve(stream)));
    });
  }
}

/** Some writers put every tag into a prefix: `x:row`. */
function local(tag: string): string {
  const colon = tag.indexOf(':');
  return colon < 0 ? tag : tag.slice(colon + 1);
}
