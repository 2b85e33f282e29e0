import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { missingPlatformPackages } from '../../scripts/platformPackages.ts';

// Guards `npm ci` on a new machine: it refuses a lock file that lacks packages of other platforms. `npm run lock` mends it.
it('the lock file holds the packages of every platform', () => {
  const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8'));
  expect(Object.keys(missingPlatformPackages(lock.packages))).toEqual([]);
});

it('a package that two others need in different versions gets a place for each', () => {
  const one = { version: '1.0.0', optionalDependencies: { 'tool-linux-x64-musl': '1.0.0' } };
  const two = { version: '2.0.0', dev: true, optionalDependencies: { 'tool-linux-x64-musl': '2.0.0' } };
  const platform = { optional: true, os: ['linux'], cpu: ['x64'] };
  expect(missingPlatformPackages({ 'node_modules/one': one, 'node_modules/two': two })).toEqual({
    'node_modules/tool-linux-x64-musl': { version: '1.0.0', ...platform },
    'node_modules/two/node_modules/tool-linux-x64-musl': { version: '2.0.0', dev: true, ...platform },
  });
});
