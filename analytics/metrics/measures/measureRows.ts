/** Batches of a measure statement, gathered to the columns of a table. */
import type { Table } from 'apache-arrow';
import { QuarterdeckError } from '../../api/errors.ts';
import { capital } from '../../present/capital.ts';
import type { MeasureTable, PlannedMeasure } from './measureTable.ts';

type Finished = Omit<MeasureTable, 'asOfs' | 'partners'>;

/** One row per day and partner, each at its place. */
export class DenseRows {
  private readonly columns: ReadonlyMap<string, Float64Array>;
  private readonly rows: number;

  constructor(measures: readonly PlannedMeasure[], rows: number) {
    this.rows = rows;
    this.columns = new Map(measures.map(({ key }) => [key, new Float64Array(rows).fill(Number.NaN)]));
  }

  /** Figures of some measures; `from` is the place of the first row that they are about. */
  take(batch: Table, measures: readonly PlannedMeasure[], from: number): void {
    const places = integers(batch, 'place');
    measures.forEach((measure, index) => {
      const values = this.columns.get(measure.key)!;
      const read = figures(batch, index, measure);
      for (let row = 0; row < read.length; row++) values[from + places[row]!] = read[row]!;
    });
  }

  finish(): Finished {
    return {
      rows: this.rows,
      partnerOf: null,
      dayOf: null,
      valueOf: null,
      sliceValues: [],
      column: (key) => columnOf(this.columns, key),
      bytes: this.columns.size * this.rows * 8,
    };
  }
}

/** One row per day, partner and value of the sliced dimension, in that order. */
export class SlicedRows {
  private readonly measures: readonly PlannedMeasure[];
  private readonly chunks: { p: Int32Array; d: Int32Array; value: Int32Array; columns: Float64Array[] }[] = [];
  private readonly values = new Map<string | null, number>();

  constructor(measures: readonly PlannedMeasure[]) {
    this.measures = measures;
  }

  take(batch: Table): void {
    const vector = batch.getChild('value')!;
    const value = Int32Array.from({ length: batch.numRows }, (_, row) => {
      const found = vector.get(row) as string | null;
      const index = this.values.get(found) ?? this.values.size;
      this.values.set(found, index);
      return index;
    });
    const columns = this.measures.map((measure, index) => figures(batch, index, measure));
    this.chunks.push({ p: integers(batch, 'p'), d: integers(batch, 'd'), value, columns });
  }

  finish(): Finished {
    const { chunks } = this;
    const rows = chunks.reduce((sum, { p }) => sum + p.length, 0);
    const joined = <T extends Int32Array | Float64Array>(target: T, parts: readonly T[]): T => {
      let at = 0;
      for (const part of parts) {
        target.set(part, at);
        at += part.length;
      }
      return target;
    };
    const byKey = new Map(
      this.measures.map(({ key }, index) => [
        key,
        joined(
          new Float64Array(rows),
          chunks.map(({ columns }) => columns[index]!),
        ),
      ]),
    );
    const places = (name: 'p' | 'd' | 'value') =>
      joined(
        new Int32Array(rows),
        chunks.map((chunk) => chunk[name]),
      );
    return {
      rows,
      partnerOf: places('p'),
      dayOf: places('d'),
      valueOf: places('value'),
      sliceValues: [...this.values.keys()],
      column: (key) => columnOf(byKey, key),
      bytes: rows * (this.measures.length * 8 + 12),
    };
  }
}

function columnOf(columns: ReadonlyMap<string, Float64Array>, key: string): Float64Array {
  const column = columns.get(key);
  if (!column) throw new Error(`The measure ${key} was not read`);
  return column;
}

function integers(batch: Table, name: string): Int32Array {
  return batch.getChild(name)!.toArray() as Int32Array;
}

/** Decimals arrive as 128-bit integers of 10^-4, which are the whole numbers asked for. */
function figures(batch: Table, index: number, { words }: PlannedMeasure): Float64Array {
  const [data] = batch.getChild(`m${index}`)!.data;
  const parts = data!.values as Uint32Array;
  const figure = new Float64Array(batch.numRows);
  for (let row = 0; row < figure.length; row++) {
    if (!data!.getValid(row)) figure[row] = Number.NaN;
    else {
      const high = parts[row * 4 + 1]! | 0;
      const whole = high * 2 ** 32 + parts[row * 4]!;
      // The upper half only repeats the sign of a number that fits.
      if (parts[row * 4 + 2]! !== (high >> 31) >>> 0 || Math.abs(whole) > Number.MAX_SAFE_INTEGER)
        throw tooLarge(words);
      figure[row] = whole;
    }
  }
  return figure;
}

function tooLarge(words: string): QuarterdeckError {
  return new QuarterdeckError(
    'bad-request',
    `${capital(words)}: a partner has more than 900 billion, which rules do not compute with exactly. Check the amounts of the deals, or give the program a currency with larger units.`,
  );
}
