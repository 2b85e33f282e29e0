import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptTables, type WithTable } from '../../../../analytics/incentives/lab/keptTables.ts';
import type { QueryContext } from '../../../../analytics/metrics/context.ts';
import { Lab } from '../../../../analytics/metrics/lab.ts';
import { type TestNetwork, testNetwork } from '../../metrics/network.ts';

let net: TestNetwork;
let context: QueryContext;

beforeAll(async () => {
  net = await testNetwork();
  context = await net.context();
});
afterAll(() => net.close());

const NUMBERS = { sql: 'SELECT range AS number FROM range(10)', bindings: {} };
const SLOW = {
  sql: 'SELECT count(*) AS number FROM range(100000) a, range(1000000) b WHERE hash(a.range, b.range) = 1',
};

async function tablesOn(lab: Lab, dataVersion = 1): Promise<WithTable> {
  return (await keptTables({ context: { ...context, dataVersion }, lab }))!;
}

const sumOf = async (table: string) =>
  Number((await net.engine.rows<{ sum: number }>(`SELECT sum(number)::INTEGER AS sum FROM ${table}`))[0]!.sum);

async function tables(): Promise<string[]> {
  const found = await net.engine.rows<{ name: string }>(
    `SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() WHERE schema_name = 'kept'`,
  );
  return found.map(({ name }) => `memory.${name}`);
}

// Guards the reason to keep tables: two questions at once that read the same rows twice.
it('makes a table once for all who ask', async () => {
  const withTable = await tablesOn(new Lab());
  const names = await Promise.all(
    [1, 2, 3].map(() =>
      withTable(NUMBERS, {}, async (table) => {
        expect(await sumOf(table)).toBe(45);
        return table;
      }),
    ),
  );
  expect(new Set(names).size).toBe(1);
  const other = { sql: 'SELECT range AS number FROM range($n::INTEGER)', bindings: { n: '3' } };
  expect(await withTable(other, {}, sumOf)).toBe(3);
});

// Guards against figures of older data, memory that fills up, and a table that goes while somebody reads it.
it('lets go of tables of older data, once nobody reads them', async () => {
  const lab = new Lab();
  const [older, newer] = [await tablesOn(lab, 1), await tablesOn(lab, 2)];
  const former = await older(NUMBERS, {}, async (table) => {
    const next = await newer(NUMBERS, {}, async (name) => name);
    expect(next).not.toBe(table);
    expect(await sumOf(table)).toBe(45);
    expect(await tables()).toContain(table);
    return table;
  });
  await expect.poll(tables).not.toContain(former);
});

// Guards those who wait for a table that somebody else gave up.
it('makes the table anew when who asked first gives up', async () => {
  const withTable = await tablesOn(new Lab());
  const stop = new AbortController();
  const slow = { ...SLOW, bindings: {} };
  const first = withTable(slow, { signal: stop.signal }, async (name) => name);
  const giveUp = new AbortController();
  const second = withTable(slow, { signal: giveUp.signal }, async (name) => name);
  stop.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  giveUp.abort();
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
});

it('passes on what is wrong with a statement, every time', async () => {
  const withTable = await tablesOn(new Lab());
  const wrong = { sql: 'SELECT nothing FROM nowhere', bindings: {} };
  for (let time = 0; time < 2; time++) await expect(withTable(wrong, {}, sumOf)).rejects.toThrow();
});
