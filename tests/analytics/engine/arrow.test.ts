import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../../analytics/engine/engine.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
let engine: Engine;

beforeAll(async () => {
  engine = await Engine.open({ path: ':memory:', directory: folder.path, temp: folder.path });
});
afterAll(() => engine.close());

async function column(sql: string) {
  const cursor = await engine.cursor(`SELECT ${sql} AS v`);
  const { bytes } = await cursor.next();
  return tableFromIPC(bytes).getChild('v')!;
}

/** The exact text of an Arrow decimal, by BigInt arithmetic of our own. */
function decimalText(words: Uint32Array, scale: number): string {
  let value = 0n;
  for (let i = 3; i >= 0; i--) value = (value << 32n) | BigInt(words[i]!);
  value = BigInt.asIntN(128, value);
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return value < 0n ? `-${text}` : text;
}

describe('Arrow from column vectors', () => {
  // Guards exact money: each physical width of DECIMAL (2, 4, 8 and 16 bytes) has its own way into 128 bits.
  it.each([
    ['DECIMAL(4,2)', '-12.34', 2],
    ['DECIMAL(9,4)', '-12345.6789', 4],
    ['DECIMAL(18,4)', '-12345678901234.5678', 4],
    ['DECIMAL(18,4)', '99999999999999.9999', 4],
    ['DECIMAL(38,4)', '-1234567890123456789012345678901234.5678', 4],
    ['HUGEINT', '-170141183460469231731687303715884105727', 0],
  ])('keeps %s %s exact', async (type, text, scale) => {
    const vector = await column(`'${text}'::${type}`);
    expect(decimalText(vector.get(0) as Uint32Array, scale)).toBe(text);
  });

  // Guards the validity bitmap across chunk borders (2,048 rows) and odd lengths.
  it('keeps nulls in place over several chunks', async () => {
    const cursor = await engine.cursor(
      `SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE i END::INTEGER AS n,
              CASE WHEN i % 5 = 0 THEN NULL ELSE 'p' || (i % 7) END AS t,
              CASE WHEN i % 7 = 0 THEN NULL ELSE i % 2 = 0 END AS b,
              CASE WHEN i % 11 = 0 THEN NULL ELSE (i / 100)::DECIMAL(18,4) END AS m
       FROM range(5001) r(i) ORDER BY i`,
    );
    const { bytes, rows, last } = await cursor.next();
    expect([rows, last]).toEqual([5001, true]);
    const table = tableFromIPC(bytes);
    for (let i = 0; i < 5001; i++) {
      const row = table.get(i)!;
      if (i % 3 === 0) expect(row.n).toBeNull();
      else expect(row.n).toBe(i);
      expect(row.t).toBe(i % 5 === 0 ? null : `p${i % 7}`);
      expect(row.b).toBe(i % 7 === 0 ? null : i % 2 === 0);
      expect(row.m === null).toBe(i % 11 === 0);
    }
  });

  // Guards the batch limit: a large result must come in several self-contained batches, all rows once.
  it('splits a large result into batches', async () => {
    const cursor = await engine.cursor('SELECT i FROM range(150000) r(i)');
    const counts: number[] = [];
    let sum = 0n;
    for (;;) {
      const batch = await cursor.next();
      counts.push(batch.rows);
      for (const value of tableFromIPC(batch.bytes).getChild('i')!) sum += value as bigint;
      if (batch.last) break;
    }
    expect(counts.length).toBeGreaterThan(2);
    expect(counts.every((rows) => rows <= 65_536)).toBe(true);
    expect(sum).toBe((150000n * 149999n) / 2n);
  });

  it('gives a schema for an empty result', async () => {
    const cursor = await engine.cursor("SELECT 1 AS a, 'x' AS b WHERE false");
    const { bytes, rows, last } = await cursor.next();
    expect([rows, last]).toEqual([0, true]);
    expect(tableFromIPC(bytes).schema.names).toEqual(['a', 'b']);
  });

  it('carries dates, timestamps and doubles', async () => {
    expect(new Date((await column("DATE '2026-09-30'")).get(0) as number).toISOString().slice(0, 10)).toBe(
      '2026-09-30',
    );
    expect((await column('0.1::DOUBLE')).get(0)).toBe(0.1);
    expect(Number((await column("TIMESTAMP '2026-09-30 12:00:00'")).get(0))).toBe(Date.UTC(2026, 8, 30, 12));
  });
});
