/** `npm run lock`, after a dependency changed: completes package-lock.json, see platformPackages.ts. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missingPlatformPackages, type Packages } from './platformPackages.ts';
import { ROOT } from './targets.ts';

const file = join(ROOT, 'package-lock.json');
const lock = JSON.parse(await readFile(file, 'utf8')) as { packages: Packages };
const missing = missingPlatformPackages(lock.packages);
const packages = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1));
await writeFile(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);

const added = Object.keys(missing).map((place) => place.replace(/^.*node_modules\//, ''));
process.stdout.write(added.length === 0 ? 'The lock file was complete.\n' : `Added ${added.join(', ')}\n`);
