import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngineEntry } from '../fixtures/engineEntry.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const resources = join(folder.path, 'packed', 'linux-unpacked', 'resources');

// The layout of a packed application differs by system; what goes into it does not.
describe.runIf(process.platform === 'linux')('the packed application', () => {
  beforeAll(() => {
    const program = join(import.meta.dirname, '../fixtures/packDryRun.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, folder.path], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`Packing ended with ${status}:\n${stdout}${stderr}`);
  }, 180_000);

  test('holds the application, the preload and the page, and no source', () => {
    const files = listPackage(join(resources, 'app.asar'), { isPack: false });
    for (const file of ['main.js', 'engine.js']) expect(files).toContain(join('/out/desktop', file));
    expect(files).toContain('/out/preload/index.cjs');
    expect(files).toContain('/out/renderer/index.html');
    const ours = files.filter((file) => !file.startsWith('/node_modules') && !file.startsWith('/out'));
    expect(ours).toEqual(['/package.json']);
  });

  test('leaves out what only the page needs, because the built page holds it', () => {
    const files = listPackage(join(resources, 'app.asar'), { isPack: false });
    for (const name of ['react-dom', '@mantine', 'ag-grid-community', '@tabler', 'electron']) {
      expect(files.filter((file) => file.startsWith(`/node_modules/${name}/`))).toEqual([]);
    }
  });

  test('has the binding and its library side by side, outside the archive', () => {
    const binding = join(
      resources,
      'app.asar.unpacked/node_modules/@duckdb',
      `node-bindings-${process.platform}-${process.arch}`,
    );
    expect(readdirSync(binding)).toEqual(expect.arrayContaining(['duckdb.node', 'libduckdb.so']));
  });

  test('brings the sample as a real file', () => {
    expect(existsSync(join(resources, 'samples', 'tidewater.quarterdeck'))).toBe(true);
  });

  test('holds every package that its engine loads', async () => {
    // Elsewhere than the project, whose own node_modules would fill the gaps.
    const unpacked = folder.file('unpacked');
    extractAll(join(resources, 'app.asar'), unpacked);
    const engine = await startEngineEntry(join(unpacked, 'out/desktop/engine.js'), [], folder.path);
    const path = folder.file('packed.quarterdeck');
    expect(await engine.client.call('workspace.create', { path, name: 'Packed' })).toMatchObject({ name: 'Packed' });
    expect(await engine.close()).toBe(0);
  });
});
