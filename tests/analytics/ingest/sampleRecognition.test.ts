/** The importer must read the sample's exports by itself as their maps say: guards an alias that steals another's column. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileInspection } from '../../../analytics/api/results.ts';
import { inspectFiles } from '../../../analytics/ingest/inspect.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const SAMPLE = join(import.meta.dirname, '../../../samples/out');
const NAMES = readdirSync(join(SAMPLE, 'csv'));
let workspace: Workspace;
let inspections: FileInspection[];

beforeAll(async () => {
  workspace = await Workspace.create(folder.file('w.quarterdeck'), 'Sample');
  inspections = await inspectFiles(
    { engine: workspace.engine, stagingDir: workspace.stagingDirectory },
    NAMES.map((name) => ({ path: join(SAMPLE, 'csv', name), name })),
  );
});
afterAll(() => workspace.close());

describe.each(NAMES)('%s', (name) => {
  const map = JSON.parse(readFileSync(join(SAMPLE, 'maps', `${basename(name, '.csv')}.json`), 'utf8'));
  const found = () => inspections[NAMES.indexOf(name)]!;

  it('is taken for what it is, surely and without questions', () => {
    expect({
      as: found().as,
      confidence: found().confidence,
      problem: found().problem,
      questions: found().questions,
    }).toEqual({
      as: map.as,
      confidence: 3,
      problem: null,
      questions: [],
    });
  });

  it('is mapped as its map says', () => {
    expect(found().map.columns).toEqual(map.columns);
  });
});
