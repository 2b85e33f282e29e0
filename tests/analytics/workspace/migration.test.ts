/** Workspaces of earlier schemas, made by the statements of their day, open with all that they held. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { incentiveScenario } from '../../../analytics/api/documents/incentiveCase.ts';
import { policy } from '../../../analytics/api/documents/policy.ts';
import { segmentation } from '../../../analytics/api/documents/segmentation.ts';
import { tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { Engine } from '../../../analytics/engine/engine.ts';
import { PLANS, savedPlans } from '../../../analytics/incentives/store.ts';
import { saveSegmentationCommand } from '../../../analytics/segments/store/commands.ts';
import { savedSegmentations } from '../../../analytics/segments/store.ts';
import { savedPrograms } from '../../../analytics/tiers/store.ts';
import { MIGRATIONS, migrate } from '../../../analytics/workspace/migrate.ts';
import { schemaStatements } from '../../../analytics/workspace/schema.ts';
import { saveVersionCommand } from '../../../analytics/workspace/versionCommands.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const SCHEMA_1 = readFileSync(join(import.meta.dirname, '../../fixtures/schema-1.sql'), 'utf8');

const document = (networkName: string) => JSON.stringify(policy.parse({ networkName }));
const invocation = (networkName: string) =>
  JSON.stringify({ command: 'policy.set', args: { policy: policy.parse({ networkName }) } });

/** Two policies with the journal entry of the second, one load, a deal in two versions. */
async function writeVersion1(path: string): Promise<void> {
  const engine = await Engine.open({ path, directory: folder.path, temp: folder.file('temp') });
  await engine.run(SCHEMA_1);
  await engine.run("INSERT INTO app.meta VALUES ('schema_version', '1'), ('id', 'first')");
  for (const [version, name] of [
    [1, 'Before'],
    [2, 'After'],
  ] as const) {
    await engine.run("INSERT INTO app.policy VALUES ($version, DATE '2026-01-01', TIMESTAMP '2026-01-01', $document)", {
      version,
      document: document(name),
    });
  }
  await engine.run(
    "INSERT INTO app.journal VALUES (1, TIMESTAMP '2026-01-02 10:00:00', 'Change policy', 'done', $forward, $inverse)",
    { forward: invocation('After'), inverse: invocation('Before') },
  );
  await engine.run(
    "INSERT INTO app.load VALUES (1, 'deals.csv', 'deals', 'hash', 10, '{}', TIMESTAMP '2026-01-02', 2, 1, 1, 0, 0, 0, '[]', false)",
  );
  await engine.run(`INSERT INTO store.deal (deal_id, outcome, amount, currency, closed_on, from_load, to_load, source_row)
    VALUES ('D1', 'open', 10.0001, 'EUR', DATE '2026-01-01', 0, 1, 1), ('D1', 'won', 12.3456, 'EUR', DATE '2026-01-03', 1, NULL, 1)`);
  await engine.close();
}

/** The same after its first migration, with a tier program in force. */
async function writeVersion2(path: string): Promise<void> {
  await writeVersion1(path);
  const engine = await Engine.open({ path, directory: folder.path, temp: folder.file('temp') });
  await migrate(engine, path, MIGRATIONS, 2);
  await engine.run(
    `INSERT INTO app.tier_program VALUES (nextval('app.tier_id'), 'FY26', 1, NULL, $document, TIMESTAMP '2026-01-02',
       'R. Vance', DATE '2026-01-02', 'New year', DATE '2026-01-01')`,
    { document: JSON.stringify(tierProgram.parse({ id: 'main', name: 'Main', levels: [{ id: 'Gold' }] })) },
  );
  await engine.close();
}

/** The same after its second migration, with an incentive plan saved. */
async function writeVersion3(path: string): Promise<void> {
  await writeVersion2(path);
  const engine = await Engine.open({ path, directory: folder.path, temp: folder.file('temp') });
  await migrate(engine, path, MIGRATIONS, 3);
  const plan = { id: 'rebate', name: 'Rebate', lines: [{ id: 'base', kind: 'rebate', rate: { flat: '0.05' } }] };
  await engine.run(
    `INSERT INTO app.incentive_plan VALUES (nextval('app.incentive_plan_id'), 'FY27', 1, NULL, $document,
       TIMESTAMP '2026-01-03', NULL, NULL, NULL, NULL)`,
    { document: JSON.stringify(incentiveScenario.parse({ plan })) },
  );
  await engine.close();
}

describe('a workspace of schema 3', () => {
  it('keeps its incentive plans, and takes segmentations', async () => {
    const path = folder.file('third.quarterdeck');
    await writeVersion3(path);
    const workspace = await Workspace.open(path);
    try {
      expect(await savedPrograms(workspace.engine, '2026-06-30')).toMatchObject([{ name: 'FY26', state: 'in force' }]);
      expect(await savedPlans(workspace.engine, '2026-06-30')).toMatchObject([{ name: 'FY27', state: 'draft' }]);
      expect(await savedSegmentations(workspace.engine)).toEqual([]);
      const document = segmentation.parse({
        id: 'size',
        name: 'By size',
        by: { rules: [{ id: 'Resellers', when: { is: 'type', values: ['reseller'] } }], otherwise: { id: 'Others' } },
      });
      await workspace.bus.execute(saveSegmentationCommand(workspace.now), { name: 'By size', segmentation: document });
      expect(await savedSegmentations(workspace.engine)).toMatchObject([{ name: 'By size', inForce: false }]);
    } finally {
      await workspace.close();
    }
    expect(existsSync(`${path}.before-schema-4`)).toBe(true);
  });
});

describe('a workspace of schema 2', () => {
  it('keeps its tier programs, and takes incentive plans', async () => {
    const path = folder.file('second.quarterdeck');
    await writeVersion2(path);
    const workspace = await Workspace.open(path);
    try {
      const [program] = await savedPrograms(workspace.engine, '2026-06-30');
      expect(program).toMatchObject({ name: 'FY26', state: 'in force', promoted: { reason: 'New year' } });
      expect(await savedPlans(workspace.engine, '2026-06-30')).toEqual([]);
      const document = incentiveScenario.parse({
        plan: { id: 'rebate', name: 'Rebate', lines: [{ id: 'base', kind: 'rebate', rate: { flat: '0.05' } }] },
      });
      await workspace.bus.execute(saveVersionCommand(PLANS, workspace.now), { name: 'FY27', document });
      expect(await savedPlans(workspace.engine, '2026-06-30')).toMatchObject([{ name: 'FY27', state: 'draft' }]);
    } finally {
      await workspace.close();
    }
    expect(existsSync(`${path}.before-schema-4`)).toBe(true);
  });
});

describe('a workspace of schema 1', () => {
  it('opens at today’s schema with its data, its policy and its journal, and a copy of it stays', async () => {
    const path = folder.file('old.quarterdeck');
    await writeVersion1(path);
    const workspace = await Workspace.open(path);
    try {
      expect(await workspace.engine.rows('SELECT deal_id, outcome, amount FROM net.deal')).toEqual([
        { deal_id: 'D1', outcome: 'won', amount: '12.3456' },
      ]);
      expect(await workspace.dataVersion()).toBe(1);
      expect((await workspace.policy()).policy.networkName).toBe('After');
      expect(await workspace.bus.offers()).toEqual({ undo: 'Change policy', redo: null });
      await workspace.bus.undo();
      expect((await workspace.policy()).policy.networkName).toBe('Before');
    } finally {
      await workspace.close();
    }
    const copy = `${path}.before-schema-4`;
    expect(existsSync(copy)).toBe(true);
    const before = await Engine.open({ path: copy, directory: folder.path, temp: folder.file('temp') });
    expect(await before.rows("SELECT value FROM app.meta WHERE key = 'schema_version'")).toEqual([{ value: '1' }]);
    await before.close();
  });

  // Guards against a migration that was forgotten: a new workspace would have what an old one lacks.
  it('has the tables of a new one', async () => {
    const path = folder.file('same.quarterdeck');
    await writeVersion1(path);
    const migrated = await Workspace.open(path);
    const fresh = await Engine.open({ path: ':memory:', directory: folder.path, temp: folder.file('temp') });
    try {
      for (const statement of schemaStatements()) await fresh.run(statement);
      const columns = `SELECT table_schema, table_name, column_name, data_type, is_nullable FROM information_schema.columns
        WHERE table_schema IN ('app', 'store', 'net') ORDER BY ALL`;
      expect(await migrated.engine.rows(columns)).toEqual(await fresh.rows(columns));
    } finally {
      await fresh.close();
      await migrated.close();
    }
  });
});
