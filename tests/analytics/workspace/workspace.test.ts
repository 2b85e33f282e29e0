import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { policy as policySchema } from '../../../analytics/api/documents/policy.ts';
import { setPolicyCommand } from '../../../analytics/workspace/policyStore.ts';
import { WorkspaceRegistry } from '../../../analytics/workspace/registry.ts';
import { SCHEMA_VERSION } from '../../../analytics/workspace/schema.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { DuckDbHolder } from '../../fixtures/duckDbHolder.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const registry = new WorkspaceRegistry();
let count = 0;
const fresh = () => folder.file(`w${++count}.quarterdeck`);

afterEach(() => registry.closeAll());

describe('the registry', () => {
  // Guards against two DuckDB instances on one file in one process, which silently diverge.
  it('gives one workspace for one file, whatever it is called', async () => {
    const path = fresh();
    const first = await registry.create(path, 'A');
    symlinkSync(path, folder.file('link.quarterdeck'));
    const second = await registry.open(folder.file('link.quarterdeck'));
    expect(second).toBe(first);
    await registry.release(first);
    expect((await second.policy()).policy.networkName).toBe('A'); // still open for the other user
  });

  // DuckDB names a catalog after its file; these names would make `net.deal` or `store.deal` ambiguous.
  it.each(['net', 'store', 'app', 'main', 'temp', "Ann's network"])('opens a workspace called %s', async (name) => {
    const path = folder.file(`${name}.quarterdeck`);
    await registry.release(await registry.create(path, name));
    const workspace = await registry.open(path);
    expect(await workspace.engine.rows('SELECT count(*) AS n FROM net.deal, store.deal')).toEqual([{ n: 0 }]);
  });

  it('opens a file again after its last user left', async () => {
    const path = fresh();
    await registry.release(await registry.create(path, 'A'));
    const again = await registry.open(path);
    expect((await again.policy()).policy.networkName).toBe('A');
  });

  // Guards against a host that ends its engine's thread while the last statement is still on its way, which ends the process.
  it('waits, when all are closed, for one that its last user has just left', async () => {
    const path = fresh();
    const workspace = await registry.create(path, 'A');
    const left = registry.release(workspace);
    await registry.closeAll();
    await expect(workspace.engine.rows('SELECT 1')).rejects.toMatchObject({ code: 'no-workspace' });
    await left;
  });

  it('says which process holds a file', async () => {
    const path = fresh();
    await registry.release(await registry.create(path, 'A'));
    const holder = await DuckDbHolder.open(path);
    try {
      await expect(registry.open(path)).rejects.toMatchObject({
        code: 'workspace-held',
        message: expect.stringContaining(String(holder.pid)),
      });
    } finally {
      await holder.close();
    }
    await registry.open(path);
  });
});

describe('opening what is not a workspace', () => {
  it('refuses a missing file', async () => {
    await expect(registry.open(folder.file('nowhere.quarterdeck'))).rejects.toMatchObject({ code: 'file-missing' });
  });

  it('refuses a text file and leaves it alone', async () => {
    const path = folder.file('letter.quarterdeck');
    writeFileSync(path, 'Dear partner, this is a letter.');
    await expect(registry.open(path)).rejects.toMatchObject({ code: 'workspace-not-a-database' });
    expect(readFileSync(path, 'utf8')).toBe('Dear partner, this is a letter.');
  });

  it('refuses an empty file instead of making it a database', async () => {
    const path = folder.file('empty.quarterdeck');
    writeFileSync(path, '');
    await expect(registry.open(path)).rejects.toMatchObject({ code: 'workspace-not-a-database' });
    expect(readFileSync(path)).toHaveLength(0);
  });

  it('refuses a database with the right magic and a damaged body', async () => {
    const path = folder.file('damaged.quarterdeck');
    const bytes = Buffer.alloc(8192, 7);
    bytes.write('DUCK', 8);
    writeFileSync(path, bytes);
    await expect(registry.open(path)).rejects.toMatchObject({ code: 'workspace-not-a-database' });
  });

  it('does not write over a workspace that exists', async () => {
    const path = fresh();
    await registry.release(await registry.create(path, 'A'));
    await expect(registry.create(path, 'B')).rejects.toMatchObject({ code: 'workspace-exists' });
  });
});

describe('migration', () => {
  it('copies the file first, then applies what is missing', async () => {
    const path = fresh();
    await registry.release(await registry.create(path, 'A'));
    const old = await Workspace.open(path);
    await old.engine.run("UPDATE app.meta SET value = '0' WHERE key = 'schema_version'");
    await old.close();
    const migrated = await Workspace.open(path, {
      migrations: [
        { to: 1, apply: (transaction) => transaction.run("INSERT INTO app.meta VALUES ('migrated', 'yes')") },
      ],
    });
    expect(
      await migrated.engine.rows("SELECT value FROM app.meta WHERE key IN ('migrated', 'schema_version') ORDER BY key"),
    ).toEqual([{ value: 'yes' }, { value: String(SCHEMA_VERSION) }]);
    await migrated.close();
    expect(existsSync(`${path}.before-schema-${SCHEMA_VERSION}`)).toBe(true);
  });

  it('leaves a workspace of a newer Quarterdeck alone', async () => {
    const path = fresh();
    const newer = await registry.create(path, 'A');
    await newer.engine.run("UPDATE app.meta SET value = '99' WHERE key = 'schema_version'");
    await registry.release(newer);
    await expect(registry.open(path)).rejects.toMatchObject({ code: 'workspace-newer' });
  });
});

describe('the command bus', () => {
  const named = (networkName: string) => policySchema.parse({ networkName });
  const name = async (workspace: Workspace) => (await workspace.policy()).policy.networkName;

  it('undoes, redoes, and forgets what was undone when something new is done', async () => {
    const workspace = await registry.create(fresh(), 'A');
    const set = setPolicyCommand(workspace.now);
    await workspace.bus.execute(set, { policy: named('B') });
    await workspace.bus.execute(set, { policy: named('C') });
    expect(await workspace.bus.offers()).toEqual({ undo: 'Change policy', redo: null });
    await workspace.bus.undo();
    await workspace.bus.undo();
    expect(await name(workspace)).toBe('A');
    await workspace.bus.redo();
    expect(await name(workspace)).toBe('B');
    await workspace.bus.execute(set, { policy: named('D') });
    expect((await workspace.bus.offers()).redo).toBeNull();
    await expect(workspace.bus.redo()).rejects.toMatchObject({ code: 'nothing-to-undo' });
    await workspace.bus.undo();
    expect(await name(workspace)).toBe('B');
  });

  it('keeps its journal over closing', async () => {
    const path = fresh();
    const workspace = await registry.create(path, 'A');
    await workspace.bus.execute(setPolicyCommand(workspace.now), { policy: named('B') });
    await registry.release(workspace);
    const again = await registry.open(path);
    await again.bus.undo();
    expect(await name(again)).toBe('A');
  });

  it('journals nothing when the command fails', async () => {
    const workspace = await registry.create(fresh(), 'A');
    const failing = {
      name: 'failing',
      label: () => 'Fail',
      async apply(transaction: { run(sql: string): Promise<void> }): Promise<never> {
        await transaction.run("UPDATE app.meta SET value = 'touched' WHERE key = 'id'");
        throw new Error('no');
      },
    };
    await expect(workspace.bus.execute(failing, {})).rejects.toThrow('no');
    expect(await workspace.bus.history()).toEqual([]);
    expect(await workspace.engine.rows("SELECT count(*) AS n FROM app.meta WHERE value = 'touched'")).toEqual([
      { n: 0 },
    ]);
  });
});

describe('a killed process', () => {
  // Promise 5: committed work survives, uncommitted work leaves no trace.
  it('loses no committed work', async () => {
    const path = fresh();
    await registry.release(await registry.create(path, 'A'));
    const child = spawn(process.execPath, [
      '-e',
      `const { DuckDBInstance } = require('@duckdb/node-api');
       (async () => {
         const c = await (await DuckDBInstance.create(${JSON.stringify(path)})).connect();
         await c.run("INSERT INTO app.meta VALUES ('committed', 'yes')");
         await c.run("BEGIN; INSERT INTO app.meta VALUES ('uncommitted', 'yes')");
         process.stdout.write('ready');
         setInterval(() => {}, 1000);
       })();`,
    ]);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const workspace = await registry.open(path);
    expect(await workspace.engine.rows("SELECT key FROM app.meta WHERE key LIKE '%committed'")).toEqual([
      { key: 'committed' },
    ]);
  });
});
