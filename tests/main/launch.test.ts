import { mkdir, rm, writeFile } from 'node:fs/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { findElectron } from '../../main/launch.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const electron = (name: string) => folder.file(`node_modules/electron/${name}`);

beforeEach(async () => {
  vi.unstubAllEnvs();
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined);
  await rm(folder.file('node_modules'), { recursive: true, force: true });
  await mkdir(electron('dist/Electron.app/Contents/MacOS'), { recursive: true });
  // What asking the package for its path would run: since Electron 42 that is a download.
  await writeFile(electron('index.js'), 'throw new Error("electron was required");');
});

test('there is no Electron where only its package is', async () => {
  expect(findElectron(folder.path)).toBeUndefined();
  await writeFile(electron('path.txt'), 'electron');
  expect(findElectron(folder.path)).toBeUndefined();
});

test('there is one where its binary is, under the name the package gives it', async () => {
  await writeFile(electron('dist/electron'), '');
  expect(findElectron(folder.path)).toBe(electron('dist/electron'));
  await writeFile(electron('path.txt'), 'Electron.app/Contents/MacOS/Electron');
  expect(findElectron(folder.path)).toBeUndefined();
  await writeFile(electron('dist/Electron.app/Contents/MacOS/Electron'), '');
  expect(findElectron(folder.path)).toBe(electron('dist/Electron.app/Contents/MacOS/Electron'));
});

test('one kept elsewhere is found by the variable Electron itself uses', async () => {
  await mkdir(folder.file('elsewhere'), { recursive: true });
  await writeFile(electron('path.txt'), 'electron');
  await writeFile(folder.file('elsewhere/electron'), '');
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder.file('elsewhere'));
  expect(findElectron(folder.path)).toBe(folder.file('elsewhere/electron'));
});
