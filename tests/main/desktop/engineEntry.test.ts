import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEngineEntry } from '../../fixtures/engineEntry.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const ENTRY = join(import.meta.dirname, '../../../out/desktop/engine.js');

// Guards what the fake Electron cannot show: that the bundled entry loads, finds DuckDB and ends cleanly.
test('the built engine entry serves the contract, and closes its workspace before it ends', async () => {
  const engine = await startEngineEntry(ENTRY, [], folder.path);
  const path = folder.file('north.quarterdeck');
  const status = await engine.client.call('workspace.create', { path, name: 'North' });
  expect(status).toMatchObject({ path, name: 'North' });
  expect(await engine.close()).toBe(0);
  expect(existsSync(path)).toBe(true);
  // A write-ahead log that stays behind means that the database was not closed.
  expect(existsSync(`${path}.wal`)).toBe(false);
});

test('an unhandled rejection ends it: an engine in an unknown state must not answer', async () => {
  const engine = await startEngineEntry(ENTRY, [], folder.path);
  const ended = new Promise((resolve) => engine.child.once('exit', resolve));
  engine.child.send('reject');
  expect(await ended).toBe(1);
});
