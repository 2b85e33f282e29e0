import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { reasonToBuild } from '../../scripts/freshness.js';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();

/** Writes a file as if so many seconds after the others. */
async function write(path: string, second = 0): Promise<void> {
  await mkdir(dirname(folder.file(path)), { recursive: true });
  await writeFile(folder.file(path), '');
  await utimes(folder.file(path), 1_000 + second, 1_000 + second);
}

const SOURCES = ['analytics/a.ts', 'main/a.ts', 'preload/a.ts', 'renderer/parts/a.tsx', 'samples/a.ts', 'scripts/a.ts'];
const BUILT = ['out/node/terminal.js', 'out/renderer/index.html', 'samples/out/stamp.txt'];

beforeEach(async () => {
  for (const path of [...SOURCES, 'package-lock.json']) await write(path);
  for (const path of BUILT) await write(path, 10);
});

test('what was built after its sources is fresh, and the sample is none of them', async () => {
  await write('samples/out/csv/deals.csv', 20);
  expect(reasonToBuild(folder.path)).toBeNull();
});

// Guards “git pull && npm start” showing what was there before the pull.
test.each([...SOURCES, 'package-lock.json'])('a newer %s is a reason to build', async (path) => {
  await write(path, 20);
  expect(reasonToBuild(folder.path)).toBe('a source is newer than the build');
});

// Guards “npm ci --ignore-scripts”, and a build that was cut off.
test.each(BUILT)('a missing %s is a reason to build', async (path) => {
  await rm(folder.file(path));
  expect(reasonToBuild(folder.path)).toBe('Quarterdeck is not built yet');
});
