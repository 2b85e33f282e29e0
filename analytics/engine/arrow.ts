/**
 * Arrow batches from DuckDB column vectors. The client has no Arrow output, and row objects cost many times as much
 * as columns to read and to clone, so the vectors' own memory is copied wherever both layouts agree: validity bits,
 * integers, doubles, dates and 128-bit decimals do.
 */
import { type DuckDBDataChunk, type DuckDBDecimalType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import {
  Bool,
  type Data,
  type DataType,
  DateDay,
  Decimal,
  Dictionary,
  Field,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';

export interface ResultColumn {
  readonly name: string;
  readonly type: DuckDBType;
}

/** One self-contained Arrow IPC stream (schema, dictionaries, one batch) from chunks of one result. */
export function encodeBatch(columns: readonly ResultColumn[], chunks: readonly DuckDBDataChunk[]): Uint8Array {
  const length = chunks.reduce((rows, chunk) => rows + chunk.rowCount, 0);
  const data = columns.map((column, index) => columnData(column.type, chunks, index, length));
  const schema = new Schema(columns.map((column, index) => new Field(column.name, data[index]!.type, true)));
  const struct = makeData({ type: new Struct(schema.fields), length, nullCount: 0, children: data });
  const writer = new RecordBatchStreamWriter();
  writer.write(new RecordBatch(schema, struct));
  writer.finish();
  return writer.toUint8Array(true);
}

function columnData(
  type: DuckDBType,
  chunks: readonly DuckDBDataChunk[],
  index: number,
  length: number,
): Data<DataType> {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return booleans(chunks, index, length);
    case DuckDBTypeId.INTEGER:
      return fixed(chunks, index, length, 4, (data, nullBitmap, nullCount) =>
        makeData({ type: new Int32(), length, nullCount, nullBitmap, data: new Int32Array(data.buffer) }),
      );
    case DuckDBTypeId.BIGINT:
      return fixed(chunks, index, length, 8, (data, nullBitmap, nullCount) =>
        makeData({ type: new Int64(), length, nullCount, nullBitmap, data: new BigInt64Array(data.buffer) }),
      );
    case DuckDBTypeId.DOUBLE:
      return fixed(chunks, index, length, 8, (data, nullBitmap, nullCount) =>
        makeData({ type: new Float64(), length, nullCount, nullBitmap, data: new Float64Array(data.buffer) }),
      );
    case DuckDBTypeId.DATE:
      return fixed(chunks, index, length, 4, (data, nullBitmap, nullCount) =>
        makeData({ type: new DateDay(), length, nullCount, nullBitmap, data: new Int32Array(data.buffer) }),
      );
    case DuckDBTypeId.TIMESTAMP:
      return fixed(chunks, index, length, 8, (data, nullBitmap, nullCount) =>
        makeData({
          type: new TimestampMicrosecond(),
          length,
          nullCount,
          nullBitmap,
          data: new BigInt64Array(data.buffer),
        }),
      );
    case DuckDBTypeId.HUGEINT:
      return decimals(chunks, index, length, 38, 0, 16);
    case DuckDBTypeId.DECIMAL: {
      const { width, scale } = type as DuckDBDecimalType;
      return decimals(chunks, index, length, width, scale, physicalBytes(width));
    }
    default:
      return texts(chunks, index, length);
  }
}

/** How many bytes DuckDB keeps a decimal of this width in. */
function physicalBytes(width: number): 2 | 4 | 8 | 16 {
  if (width <= 4) return 2;
  if (width <= 9) return 4;
  return width <= 18 ? 8 : 16;
}

/** The vectors' own bytes, chunk after chunk, and their validity as one bitmap. */
function gather(chunks: readonly DuckDBDataChunk[], index: number, length: number, width: number) {
  const data = new Uint8Array(length * width);
  const validity = new Validity(length);
  let row = 0;
  for (const chunk of chunks) {
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
    data.set(duckdb.vector_get_data(vector, chunk.rowCount * width), row * width);
    validity.append(vector, chunk.rowCount);
    row += chunk.rowCount;
  }
  return { data, validity };
}

function fixed(
  chunks: readonly DuckDBDataChunk[],
  index: number,
  length: number,
  width: number,
  make: (data: Uint8Array<ArrayBuffer>, nullBitmap: Uint8Array | null, nullCount: number) => Data<DataType>,
): Data<DataType> {
  const { data, validity } = gather(chunks, index, length, width);
  return make(data, validity.bitmap, validity.nullCount);
}

function booleans(chunks: readonly DuckDBDataChunk[], index: number, length: number): Data<DataType> {
  const { data, validity } = gather(chunks, index, length, 1);
  const bits = new Uint8Array((length + 7) >> 3);
  for (let i = 0; i < length; i++) if (data[i]) bits[i >> 3]! |= 1 << (i & 7);
  return makeData({ type: new Bool(), length, nullCount: validity.nullCount, nullBitmap: validity.bitmap, data: bits });
}

/** Decimals leave as 128-bit integers with their scale, so that no cent passes through a binary float. */
function decimals(
  chunks: readonly DuckDBDataChunk[],
  index: number,
  length: number,
  precision: number,
  scale: number,
  bytes: 2 | 4 | 8 | 16,
): Data<DataType> {
  const { data, validity } = gather(chunks, index, length, bytes);
  const words = bytes === 16 ? new Uint32Array(data.buffer) : widen(data, length, bytes);
  return makeData({
    type: new Decimal(scale, precision, 128),
    length,
    nullCount: validity.nullCount,
    nullBitmap: validity.bitmap,
    data: words,
  });
}

function widen(data: Uint8Array<ArrayBuffer>, length: number, bytes: 2 | 4 | 8): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(length * 4);
  const low =
    bytes === 2 ? new Int16Array(data.buffer) : bytes === 4 ? new Int32Array(data.buffer) : new Int32Array(data.buffer);
  const step = bytes === 8 ? 2 : 1;
  for (let i = 0; i < length; i++) {
    const first = low[i * step]!;
    const second = bytes === 8 ? low[i * 2 + 1]! : first < 0 ? -1 : 0;
    const sign = second < 0 ? -1 : 0;
    words[i * 4] = first;
    words[i * 4 + 1] = second;
    words[i * 4 + 2] = sign;
    words[i * 4 + 3] = sign;
  }
  return words;
}

/** Text, and every type without an Arrow twin as its text. Dictionary-encoded: names repeat, and strings are slow to read. */
function texts(chunks: readonly DuckDBDataChunk[], index: number, length: number): Data<DataType> {
  const codes = new Map<string, number>();
  const keys = new Int32Array(length);
  const bitmap = new Uint8Array((length + 7) >> 3);
  let nullCount = 0;
  let row = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(index);
    for (let i = 0; i < chunk.rowCount; i++, row++) {
      const item = vector.getItem(i);
      if (item === null) {
        nullCount++;
        continue;
      }
      const text = typeof item === 'string' ? item : String(item);
      let code = codes.get(text);
      if (code === undefined) {
        code = codes.size;
        codes.set(text, code);
      }
      keys[row] = code;
      bitmap[row >> 3]! |= 1 << (row & 7);
    }
  }
  const type = new Dictionary(new Utf8(), new Int32());
  const dictionary = vectorFromArray([...codes.keys()], new Utf8());
  return makeData({ type, length, nullCount, nullBitmap: nullCount === 0 ? null : bitmap, data: keys, dictionary });
}

/** Validity bits of several chunks in one bitmap. Both sides keep a set bit for a value, least significant first. */
class Validity {
  bitmap: Uint8Array | null = null;
  nullCount = 0;
  private readonly length: number;
  private row = 0;

  constructor(length: number) {
    this.length = length;
  }

  append(vector: duckdb.Vector, rows: number): void {
    const bits = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
    // A vector without nulls has no validity memory at all.
    if (bits) {
      for (let i = 0; i < rows; i++) {
        if (bits[i >> 3]! & (1 << (i & 7))) continue;
        this.bitmap ??= new Uint8Array((this.length + 7) >> 3).fill(0xff);
        const at = this.row + i;
        this.bitmap[at >> 3]! &= ~(1 << (at & 7));
        this.nullCount++;
      }
    }
    this.row += rows;
  }
}
