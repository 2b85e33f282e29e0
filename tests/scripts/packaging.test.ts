import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkBinding, PACKAGING } from '../../scripts/packaging.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();

async function packedWith(...bindings: string[]): Promise<string> {
  const resources = folder.file(`resources-${bindings.join('+') || 'none'}`);
  const modules = join(resources, 'app.asar.unpacked/node_modules/@duckdb');
  await Promise.all(
    ['node-api', 'node-bindings', ...bindings].map((name) => mkdir(join(modules, name), { recursive: true })),
  );
  return resources;
}

// The failure that shipped Electron applications with native modules have had again and again.
test('a packed application with the binding of its target passes', async () => {
  await expect(checkBinding(await packedWith('node-bindings-win32-x64'), 'win32', 'x64')).resolves.toBeUndefined();
});

test.each([
  ['the building machine’s binding', ['node-bindings-linux-x64']],
  ['a second binding', ['node-bindings-win32-x64', 'node-bindings-linux-x64']],
  ['another processor’s binding', ['node-bindings-win32-arm64']],
  ['no binding', []],
])('one with %s does not', async (_what, bindings) => {
  await expect(checkBinding(await packedWith(...bindings), 'win32', 'x64')).rejects.toThrow(
    /needs exactly node-bindings-win32-x64\. Install it first: npm ci --os=win32 --cpu=x64/,
  );
});

test('a binary can be turned into nothing but the application', () => {
  expect(PACKAGING.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
  });
});

test('what native code reads lies outside the archive, and nothing is looked for on a server', () => {
  expect(PACKAGING.asarUnpack).toEqual(['**/node_modules/@duckdb/**']);
  expect(PACKAGING.extraResources).toEqual([{ from: 'samples/out', to: 'samples', filter: ['tidewater.quarterdeck'] }]);
  expect(PACKAGING.publish).toBeNull();
});
