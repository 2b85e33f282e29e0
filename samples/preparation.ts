import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { installationRoot } from '../analytics/service/places.ts';
import { generate, SEED } from './generate.ts';
import { writeParquet } from './parquet.ts';
import { makeWorkspace } from './workspace.ts';
import { writeCsv } from './write.ts';
import { writeXlsx } from './xlsx.ts';

export interface Preparation {
  /** False when everything was there already. */
  readonly made: boolean;
  readonly out: string;
}

export const WORKSPACE_FILE = 'tidewater.quarterdeck';
export const WORKBOOK_FILE = 'tidewater.xlsx';
const STAMP = 'stamp.txt';

/** Sources whose change can change what is in `out`: the generator, everything a load goes through, and what places partners. */
const SOURCES = [
  'samples',
  ...['api', 'engine', 'ingest', 'metrics', 'network', 'rules', 'segments', 'service', 'workspace'].map((part) =>
    join('analytics', part),
  ),
];

/**
 * Makes `samples/out`: CSV, maps, XLSX, Parquet, stories and the ready workspace. Does nothing when they are there and
 * neither the seed nor a source has changed since; the stamp that says so is written last, so that work which was cut
 * off is done again.
 */
export async function prepareSamples(options: { force?: boolean; out?: string } = {}): Promise<Preparation> {
  const root = installationRoot(import.meta.url);
  const out = options.out ?? join(root, 'samples', 'out');
  const stamp = join(out, STAMP);
  const fingerprint = await fingerprintOf(root);
  const complete = [WORKSPACE_FILE, WORKBOOK_FILE, 'csv', 'maps', 'parquet'].every((name) =>
    existsSync(join(out, name)),
  );
  if (!options.force && complete && existsSync(stamp) && (await readFile(stamp, 'utf8')) === fingerprint) {
    return { made: false, out };
  }
  await mkdir(out, { recursive: true });
  await rm(stamp, { force: true });
  const files = await writeCsv(generate(), out);
  await writeParquet(files, out);
  await makeWorkspace(files, out, WORKSPACE_FILE);
  await writeXlsx(
    files.map((file) => file.export),
    join(out, WORKBOOK_FILE),
  );
  await writeFile(stamp, fingerprint);
  return { made: true, out };
}

async function fingerprintOf(root: string): Promise<string> {
  const hash = createHash('sha256').update(SEED);
  for (const folder of SOURCES) {
    const names = (await readdir(join(root, folder), { recursive: true }))
      .filter((name) => name.endsWith('.ts'))
      .sort();
    for (const name of names.filter((one) => !one.startsWith(`out${sep}`))) {
      hash.update(`${name}\n`).update(await readFile(join(root, folder, name)));
    }
  }
  return `${hash.digest('hex')}\n`;
}
