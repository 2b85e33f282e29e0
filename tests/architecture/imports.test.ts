import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { findCycles } from './cycles.ts';
import { type Import, readImports } from './imports.ts';
import { JUDGED, RULES, violations } from './rules.ts';

describe('who may know whom', () => {
  let imports: Import[];
  beforeAll(() => {
    imports = readImports(resolve(import.meta.dirname, '../..'), JUDGED);
  });

  it.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    expect(violations(rule, imports).join('\n')).toBe('');
  });

  it('no file imports itself through others', () => {
    expect(findCycles(imports).map((cycle) => cycle.join(' → '))).toEqual([]);
  });
});

/** A file for each rule that breaks it, and the line on which it does. */
const PLANTED: readonly (readonly [rule: string, file: string, source: string, line: number])[] = [
  ['every import can be followed', 'main/a.ts', "\nconst name = 'x';\nawait import(name);", 3],
  ['every import can be followed', 'main/b.ts', "import './gone.ts';", 1],
  [
    'analytics/api imports zod',
    'analytics/api/a.ts',
    "import { z } from 'zod';\nexport * from '../network/model.ts';",
    2,
  ],
  ['analytics/api imports zod', 'analytics/api/b.ts', "export { default } from 'react';", 1],
  ['analytics/present imports the contract', 'analytics/present/a.ts', "import 'react';", 1],
  ['analytics/present imports the contract', 'analytics/present/charts/a.ts', "import 'd3';", 1],
  ['Plot is imported in', 'analytics/present/b.ts', "import { plot } from '@observablehq/plot';", 1],
  ['only the page runs', 'analytics/service/c.ts', "import { draw } from '../present/charts/draw.ts';", 1],
  [
    'import only parts of earlier layers',
    'analytics/network/a.ts',
    "import type { X } from '../service/service.ts';",
    1,
  ],
  ['import only parts of earlier layers', 'analytics/metrics/a.ts', "type T = import('../ingest/load.ts').T;", 1],
  ['every part of analytics has its layer', 'analytics/stray/a.ts', "import 'zod';", 1],
  ['analytics knows no host', 'analytics/service/a.ts', "\n\nimport '../../main/launch.ts';", 3],
  [
    'the page imports analytics/api',
    'renderer/a.tsx',
    "const load = () => import('../analytics/service/service.ts');",
    1,
  ],
  ['a host imports analytics/api', 'main/c.ts', "import type { E } from '../analytics/engine/engine.ts';", 1],
  ['preload imports electron', 'preload/a.ts', "import 'electron';\nimport 'node:fs';", 2],
  ['imports no test, script or sample', 'main/d.ts', "import '../tests/helper.ts';", 1],
  ['DuckDB is imported in', 'analytics/ingest/a.ts', "import { DuckDBInstance } from '@duckdb/node-api';", 1],
  ['exceljs is imported in', 'analytics/ingest/b.ts', "import type ExcelJS from 'exceljs';", 1],
  ['electron is imported in', 'main/browser/a.ts', "const { app } = require('electron');", 1],
  ['nothing of Node', 'renderer/b.ts', "import { join } from 'path';", 1],
  ['nothing of Node', 'analytics/rules/a.ts', "import { join } from 'node:path/posix';", 1],
  ['only the browser host', 'analytics/service/b.ts', "import { request } from 'node:https';", 1],
];

/** Files that planted imports lead to. */
const THERE = [
  'analytics/network/model.ts',
  'analytics/present/charts/draw.ts',
  'analytics/service/service.ts',
  'analytics/ingest/load.ts',
  'analytics/engine/engine.ts',
  'main/launch.ts',
  'tests/helper.ts',
];

// Guards the guards: a rule that never fires would hold nothing.
describe('a planted violation is found', () => {
  const folder = temporaryFolder();
  const write = (file: string, source: string) => {
    mkdirSync(dirname(folder.file(file)), { recursive: true });
    writeFileSync(folder.file(file), source);
  };
  let imports: Import[];
  beforeAll(() => {
    for (const file of THERE) write(file, 'export {};\n');
    for (const [, file, source] of PLANTED) write(file, source);
    write('analytics/packs/one.ts', "import { two } from './two.ts';\nexport const one = () => two;");
    write('analytics/packs/two.ts', "export * from './three.ts';\nexport const two = 2;");
    write('analytics/packs/three.ts', "import { one } from './one.ts';\nexport const three = one;");
    write(
      'analytics/packs/typed.ts',
      "import type { other } from './other.ts';\nexport const typed = {} as typeof other;",
    );
    write('analytics/packs/other.ts', "import { typed } from './typed.ts';\nexport const other = typed;");
    imports = readImports(folder.path, JUDGED);
  });

  it.each(PLANTED)('%s (%s)', (name, file, _source, line) => {
    const rules = RULES.filter((rule) => rule.name.includes(name));
    expect(rules).toHaveLength(1);
    const found = violations(rules[0]!, imports);
    expect(found.filter((violation) => violation.startsWith(`${file}:${line} `))).toHaveLength(1);
    expect(found.every((violation) => violation.endsWith(rules[0]!.mend))).toBe(true);
  });

  it('every rule has its planted violation', () => {
    const proved = RULES.filter((rule) => PLANTED.some(([name]) => rule.name.includes(name)));
    expect(proved).toEqual(RULES);
  });

  it('a ring of imports, and not a ring that only types close', () => {
    const cycles = findCycles(imports).map((cycle) => [...cycle].sort());
    expect(cycles).toEqual([['analytics/packs/one.ts', 'analytics/packs/three.ts', 'analytics/packs/two.ts']]);
  });
});
