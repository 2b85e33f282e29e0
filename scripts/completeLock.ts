/**
 * `npm run lock`, after a dependency changed: adds to package-lock.json the optional packages of other platforms that
 * the registry in use does not offer. npm leaves them out then, and `npm ci` refuses a lock file without them, although
 * it would never install them here.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './targets.ts';

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Packages = Record<string, Locked & Readonly<Record<string, unknown>>>;

const file = join(ROOT, 'package-lock.json');
const lock = JSON.parse(await readFile(file, 'utf8')) as { packages: Packages };
const added: string[] = [];

for (const [parent, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    if (platform === undefined || isResolved(parent, name, version)) continue;
    const topmost = `node_modules/${name}`;
    const place = topmost in lock.packages ? `${parent}/${topmost}` : topmost;
    lock.packages[place] = { version, ...(dev && { dev }), optional: true, ...platform };
    added.push(`${name}@${version}`);
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(added.length === 0 ? 'The lock file is complete.\n' : `Added ${added.join(', ')}\n`);

/** Is the package found from `parent`, in its own node_modules or in that of a folder above, and of the right version? */
function isResolved(parent: string, name: string, version: string): boolean {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    // A range was resolved by npm itself; only exact versions can be added here.
    if (found) return found.version === version || !/^\d/.test(version);
    if (folder === '') return false;
  }
}

/** What `npm` would have read from the package's own manifest: `binding-linux-x64-musl` runs on linux, x64. */
function platformOf(name: string): { readonly os: string[]; readonly cpu: string[] } | undefined {
  const [, os, cpu] =
    /-(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)(?:-|$)/.exec(
      name,
    ) ?? [];
  return os === undefined || cpu === undefined ? undefined : { os: [os], cpu: [cpu] };
}
