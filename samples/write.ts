import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvText, mapOf } from './csv.ts';
import { type Export, exportsOf } from './exports.ts';
import type { SampleNetwork } from './generate.ts';

/** A CSV of the sample and the MAP.json that loads it. */
export interface WrittenFile {
  readonly export: Export;
  readonly csv: string;
  readonly map: string;
}

/** Writes `csv/`, `maps/` and `stories.json` under `out`. Takes well under five seconds, generation included. */
export async function writeCsv(network: SampleNetwork, out: string): Promise<WrittenFile[]> {
  await Promise.all(['csv', 'maps'].map((folder) => mkdir(join(out, folder), { recursive: true })));
  await writeFile(join(out, 'stories.json'), json(network.stories));
  return Promise.all(
    exportsOf(network).map(async (one) => {
      const csv = join(out, 'csv', `${one.name}.csv`);
      const map = join(out, 'maps', `${one.name}.json`);
      await writeFile(csv, csvText(one));
      await writeFile(map, json(mapOf(one)));
      return { export: one, csv, map };
    }),
  );
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
