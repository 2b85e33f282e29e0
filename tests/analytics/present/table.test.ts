import {
  DateDay,
  Decimal,
  Field,
  Float64,
  Int64,
  makeData,
  makeVector,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import type { ColumnInfo } from '../../../analytics/api/results.ts';
import { decodeTable } from '../../../analytics/present/table.ts';

/** 128-bit two's complement words, least significant first, as Arrow lays decimals out. */
function decimals(units: readonly (bigint | null)[]) {
  const data = new Uint32Array(units.length * 4);
  const valid = new Uint8Array(Math.ceil(units.length / 8));
  for (const [index, value] of units.entries()) {
    if (value === null) continue;
    valid[index >> 3]! |= 1 << (index & 7);
    const bits = BigInt.asUintN(128, value);
    for (let word = 0; word < 4; word += 1) data[index * 4 + word] = Number((bits >> BigInt(word * 32)) & 0xffffffffn);
  }
  const nullCount = units.filter((value) => value === null).length;
  return makeVector(
    makeData({ type: new Decimal(4, 38, 128), data, nullBitmap: valid, nullCount, length: units.length }),
  );
}

function batch(columns: Record<string, { vector: ReturnType<typeof makeVector>; type: Field['type'] }>): Uint8Array {
  const fields = Object.entries(columns).map(([name, { type }]) => new Field(name, type, true));
  const data = Object.values(columns).map(({ vector }) => vector.data[0]!);
  const length = Object.values(columns)[0]!.vector.length;
  const schema = new Schema(fields);
  const rows = new RecordBatch(schema, makeData({ type: new Struct(fields), length, children: data }));
  return RecordBatchStreamWriter.writeAll([rows]).toUint8Array(true);
}

const info = (key: string, unit: ColumnInfo['unit']): ColumnInfo => ({ key, label: key, role: 'metric', unit });

describe('decoding batches', () => {
  const units = [123_456_789_012_345_678_901_234_500n, -1n, null, 280_600_000_000n] as const;
  const bytes = batch({ amount: { vector: decimals(units) as never, type: new Decimal(4, 38, 128) } });

  it('keeps money to the last of 38 digits, with its sign and its nulls', () => {
    const table = decodeTable([info('amount', 'money')], [bytes]);
    expect(Array.from({ length: table.rows }, (_, row) => table.cell('amount', row))).toEqual([
      '12345678901234567890123.4500',
      '-0.0001',
      null,
      '28060000.0000',
    ]);
    expect(table.column('amount')?.number(3)).toBe(28_060_000);
  });

  it('reads several batches of a cursor as one table', () => {
    const table = decodeTable([info('amount', 'money')], [bytes, bytes]);
    expect(table.rows).toBe(8);
    expect(table.cell('amount', 5)).toBe('-0.0001');
    expect(table.cell('amount', 7)).toBe('28060000.0000');
  });

  it('reads dates without a time zone, counts as numbers, names as text', () => {
    const columns = {
      day: { vector: vectorFromArray([new Date('2026-09-30')], new DateDay()) as never, type: new DateDay() },
      count: { vector: vectorFromArray([18_930n], new Int64()) as never, type: new Int64() },
      name: { vector: vectorFromArray(['Nordlicht'], new Utf8()) as never, type: new Utf8() },
      rate: { vector: vectorFromArray([0.325], new Float64()) as never, type: new Float64() },
    };
    const table = decodeTable(
      [info('day', 'date'), info('count', 'count'), info('name', 'text'), info('rate', 'ratio'), info('gone', 'text')],
      [batch(columns)],
    );
    expect(['day', 'count', 'name', 'rate', 'gone'].map((key) => table.cell(key, 0))).toEqual([
      '2026-09-30',
      18_930,
      'Nordlicht',
      0.325,
      null,
    ]);
  });
});
