import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../../analytics/engine/engine.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const outside = temporaryFolder();
const inside = temporaryFolder();
let engine: Engine;

beforeAll(async () => {
  writeFileSync(outside.file('secret.csv'), 'a,b\n1,2\n');
  writeFileSync(inside.file('chosen.csv'), 'a,b\n1,2\n');
  engine = await Engine.open({
    path: inside.file('w.quarterdeck'),
    directory: inside.path,
    temp: inside.file('spill'),
  });
});
afterAll(() => engine.close());

describe('the lock-down of an engine', () => {
  it('reads a file in its own folder', async () => {
    expect(await engine.rows(`SELECT a, b FROM read_csv('${inside.file('chosen.csv')}')`)).toEqual([{ a: 1, b: 2 }]);
  });

  // Each is a way out that was open in a default DuckDB.
  it.each([
    ['reading outside', () => `SELECT * FROM read_csv('${outside.file('secret.csv')}')`],
    ['climbing out', () => `SELECT * FROM read_csv('${inside.path}/../${outside.path.split('/').pop()}/secret.csv')`],
    ['reading text', () => `SELECT * FROM read_text('${outside.file('secret.csv')}')`],
    ['listing', () => `SELECT * FROM glob('${outside.path}/*')`],
    ['writing outside', () => `COPY (SELECT 1) TO '${outside.file('out.csv')}'`],
    ['attaching another database', () => `ATTACH '${outside.file('other.db')}'`],
    ['the network', () => "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')"],
    ['installing an extension', () => 'INSTALL httpfs'],
    ['loading an extension', () => "LOAD '/tmp/x.duckdb_extension'"],
    ['opening the lock', () => 'SET enable_external_access = true'],
    ['changing a setting', () => "SET memory_limit = '100GB'"],
  ])('refuses %s', async (_, sql) => {
    await expect(engine.run(sql())).rejects.toThrow();
  });
});

describe('cancelling', () => {
  it('stops a running query and says so', async () => {
    const stop = new AbortController();
    const running = engine.run(
      'SELECT count(*) FROM range(100000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3',
      {},
      { signal: stop.signal },
    );
    setTimeout(() => stop.abort(), 30);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await engine.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  // Guards half-written work: a transaction that fails must leave nothing.
  it('rolls a failed transaction back', async () => {
    await engine.run('CREATE TABLE t (a INTEGER)');
    await expect(
      engine.transaction(async (transaction) => {
        await transaction.run('INSERT INTO t VALUES (1)');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await engine.rows('SELECT count(*) AS n FROM t')).toEqual([{ n: 0 }]);
  });
});
