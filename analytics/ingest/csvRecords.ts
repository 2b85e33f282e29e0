/** How a delimited text is written. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Empty when nothing is quoted. */
  readonly quote: string;
  /** What makes a quote inside quotes plain: the quote itself, or a backslash. */
  readonly escape: string;
}

/**
 * Splits delimited text into records as it arrives, forgiving what real exports do: a quote inside an unquoted value is
 * plain text, text after a closing quote is kept, blank lines are not records. DuckDB reads clean files; this reads the
 * sample of every file and rewrites the ones that are not clean.
 */
export class CsvRecords {
  private readonly dialect: CsvDialect;
  private readonly onRecord: (cells: string[]) => void;
  private record: string[] = [];
  private value = '';
  private state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  /** A character whose meaning depends on the next one: an escape, or a carriage return. */
  private held = '';
  /** An opening quote that is never closed would swallow the file; records are cut off at this length. */
  private static readonly longestValue = 2_000_000;

  constructor(dialect: CsvDialect, onRecord: (cells: string[]) => void) {
    this.dialect = dialect;
    this.onRecord = onRecord;
  }

  push(chunk: string): void {
    const { delimiter, quote, escape: escaping } = this.dialect;
    let text = chunk;
    if (this.held) {
      text = this.held + chunk;
      this.held = '';
    }
    let i = 0;
    const last = text.length - 1;
    while (i <= last) {
      const c = text[i]!;
      if (this.state === 'quoted') {
        if (c === escaping && escaping !== quote) {
          if (i === last) {
            this.held = c;
            return;
          }
          this.value += text[i + 1] === quote || text[i + 1] === escaping ? text[i + 1] : c + text[i + 1]!;
          i += 2;
        } else if (c === quote) {
          if (escaping === quote && i === last) {
            this.held = c;
            return;
          }
          if (escaping === quote && text[i + 1] === quote) {
            this.value += quote;
            i += 2;
          } else {
            this.state = 'closed';
            i++;
          }
        } else {
          let end = i + 1;
          while (end <= last && text[end] !== quote && text[end] !== escaping) end++;
          this.value += text.slice(i, end);
          i = end;
          if (this.value.length > CsvRecords.longestValue) this.state = 'plain';
        }
        continue;
      }
      if (c === delimiter) {
        this.endValue();
        i++;
      } else if (c === '\n') {
        this.endRecord();
        i++;
      } else if (c === '\r') {
        if (i === last) {
          this.held = c;
          return;
        }
        if (text[i + 1] === '\n') i++;
        this.endRecord();
        i++;
      } else if (this.state === 'start' && c === quote && quote !== '') {
        this.state = 'quoted';
        i++;
      } else if (
        this.state === 'start' &&
        c === ' ' &&
        quote !== '' &&
        this.value.trim() === '' &&
        nextIs(text, i, quote)
      ) {
        // A space between delimiter and opening quote: `1, "Test"`.
        i++;
      } else {
        if (this.state === 'start') this.state = 'plain';
        let end = i + 1;
        while (end <= last && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
        this.value += text.slice(i, end);
        i = end;
      }
    }
  }

  /** The text is over: whatever is open becomes the last record. */
  end(): void {
    const held = this.held;
    this.held = '';
    if (held === this.dialect.quote && this.state === 'quoted') this.state = 'closed';
    else if (held && held !== '\r') this.value += held;
    if (this.record.length > 0 || this.value !== '' || this.state !== 'start') this.endRecord();
  }

  private endValue(): void {
    this.record.push(this.value);
    this.value = '';
    this.state = 'start';
  }

  private endRecord(): void {
    if (this.record.length === 0 && this.value === '' && this.state === 'start') return;
    this.endValue();
    const cells = this.record;
    this.record = [];
    this.onRecord(cells);
  }
}

function nextIs(text: string, from: number, quote: string): boolean {
  let i = from;
  while (text[i] === ' ') i++;
  return text[i] === quote;
}

/** All records of a text that is in memory. */
export function csvRecords(text: string, dialect: CsvDialect): string[][] {
  const records: string[][] = [];
  const reader = new CsvRecords(dialect, (cells) => records.push(cells));
  reader.push(text);
  reader.end();
  return records;
}

/** One record in the form every reader agrees on: commas, quotes where needed, quotes doubled. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(cell: string | null): string {
  if (cell === null || cell === '') return '';
  return /[",\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
