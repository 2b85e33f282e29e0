import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TierProgramInput, tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import {
  addExceptionsCommand,
  registerTierCommands,
  removeExceptionCommand,
  saveAttestationCommand,
  saveExceptionCommand,
} from '../../../analytics/tiers/store/commands.ts';
import {
  attestations,
  PROGRAMS,
  registeredExceptions,
  savedProgram,
  savedPrograms,
} from '../../../analytics/tiers/store.ts';
import { readRows } from '../../../analytics/workspace/keptRows.ts';
import { WorkspaceRegistry } from '../../../analytics/workspace/registry.ts';
import {
  promoteVersionCommand,
  removeVersionCommand,
  saveVersionCommand,
} from '../../../analytics/workspace/versionCommands.ts';
import type { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const registry = new WorkspaceRegistry({
  now: () => new Date('2026-10-05T08:00:00Z'),
  register: registerTierCommands,
});
const TODAY = '2026-10-05';
let workspace: Workspace;
let count = 0;

function program(gold: number, id = 'main', changes: Partial<TierProgramInput> = {}) {
  return tierProgram.parse({
    id,
    name: 'Main',
    levels: [
      { id: 'Silver' },
      { id: 'Gold', requirement: { metric: 'won_amount', window: 'trailing-12-months', value: gold } },
    ],
    ...changes,
  });
}

const save = (name: string, gold: number, more: { id?: number; baseline?: number | null; program?: string } = {}) =>
  workspace.bus.execute(saveVersionCommand(PROGRAMS, workspace.now), {
    name,
    id: more.id,
    baseline: more.baseline,
    document: program(gold, more.program),
  });
const promote = (id: number, effectiveFrom: string) =>
  workspace.bus.execute(promoteVersionCommand(PROGRAMS, workspace.now), {
    id,
    approver: 'R. Vance',
    reason: 'Fiscal year 2027',
    effectiveFrom,
  });
const list = async () =>
  Object.fromEntries((await savedPrograms(workspace.engine, TODAY)).map((saved) => [saved.name, saved]));
const everything = async () => [
  await readRows(workspace.engine, PROGRAMS.table),
  await registeredExceptions(workspace.engine, TODAY),
  await attestations(workspace.engine),
];

beforeEach(async () => {
  workspace = await registry.create(folder.file(`w${++count}.quarterdeck`), 'Network');
  await workspace.engine.run(
    "INSERT INTO store.partner (partner_id, partner_name, from_load) VALUES ('P1', 'Adler', 1), ('P2', 'Brandt', 1)",
  );
});
afterEach(() => registry.closeAll());

describe('saved programs', () => {
  it('are saved, written over and removed; versions of one program count up', async () => {
    const first = await save('FY26', 500_000);
    const second = await save('FY27', 650_000, { baseline: first });
    await save('Practice', 1, { program: 'practice' });
    expect(await list()).toMatchObject({
      FY26: { kind: 'program', state: 'draft', version: 1, baseline: null, changes: 0 },
      FY27: { kind: 'scenario', state: 'draft', version: 2, baseline: first, changes: 1 },
      Practice: { version: 1 },
    });
    await save('FY27 softer', 600_000, { id: second });
    expect(await list()).toMatchObject({ 'FY27 softer': { id: second, version: 2, baseline: first } });
    expect((await savedProgram(workspace.engine, second, TODAY)).program).toMatchObject({
      version: 2,
      levels: [{}, { requirement: { value: '600000' } }],
    });
    await workspace.bus.execute(removeVersionCommand(PROGRAMS), { id: second });
    expect(Object.keys(await list()).sort()).toEqual(['FY26', 'Practice']);
    await expect(save('Gone', 1, { id: second })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that were promoted are frozen: saving makes a copy, removing is refused', async () => {
    const first = await save('FY26', 500_000);
    await promote(first, '2025-10-01');
    const copy = await save('FY26', 550_000, { id: first });
    expect(copy).not.toBe(first);
    const { saved, program: kept } = await savedProgram(workspace.engine, first, TODAY);
    expect(saved).toMatchObject({
      state: 'in force',
      promoted: { approver: 'R. Vance', on: TODAY, reason: 'Fiscal year 2027', effectiveFrom: '2025-10-01' },
    });
    expect(kept).toMatchObject({ effectiveFrom: '2025-10-01', levels: [{}, { requirement: { value: '500000' } }] });
    expect((await savedProgram(workspace.engine, copy, TODAY)).saved).toMatchObject({
      state: 'draft',
      version: 2,
      baseline: first,
      // The threshold; the day that the promotion gave the other is no rule.
      changes: 1,
    });
    await expect(workspace.bus.execute(removeVersionCommand(PROGRAMS), { id: first })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('R. Vance'),
    });
    await expect(promote(first, '2026-10-01')).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('are in force from their day on, each program for itself', async () => {
    const old = await save('old', 1);
    const now = await save('now', 2);
    const coming = await save('coming', 3);
    const other = await save('other', 4, { program: 'practice' });
    for (const [id, from] of [
      [old, '2025-10-01'],
      [now, TODAY],
      [coming, '2026-10-06'],
      [other, '2020-01-01'],
    ] as const)
      await promote(id, from);
    expect(Object.values(await list()).map(({ name, state }) => [name, state])).toEqual(
      expect.arrayContaining([
        ['old', 'frozen'],
        ['now', 'in force'],
        ['coming', 'frozen'],
        ['other', 'in force'],
      ]),
    );
  });

  it('cannot be in force after their own end', async () => {
    const id = await workspace.bus.execute(saveVersionCommand(PROGRAMS, workspace.now), {
      name: 'Short',
      document: program(1, 'short', { effectiveTo: '2026-09-30' }),
    });
    await expect(promote(id, '2026-10-01')).rejects.toMatchObject({
      code: 'program-invalid',
      message: expect.stringContaining('ends before it begins'),
    });
  });

  // Guards against a removed number that comes back as something else under a scenario that names it.
  it('never give a number twice', async () => {
    const first = await save('first', 1);
    await workspace.bus.execute(removeVersionCommand(PROGRAMS), { id: first });
    expect(await save('second', 1)).not.toBe(first);
  });
});

describe('exceptions and attestations', () => {
  const hold = {
    partner: 'P1',
    effect: 'hold' as const,
    level: 'Gold',
    from: '2026-10-01',
    to: '2026-12-31',
    reason: 'Merger',
    approver: 'R. Vance',
    enabled: true,
  };

  it('are registered, changed and removed', async () => {
    const id = await workspace.bus.execute(saveExceptionCommand, { exception: hold });
    expect(await registeredExceptions(workspace.engine, TODAY)).toEqual([{ ...hold, id, name: 'Adler', daysLeft: 87 }]);
    const waive = { ...hold, level: undefined, effect: 'waive' as const, requirement: 'won_amount' };
    await workspace.bus.execute(saveExceptionCommand, { id, exception: waive });
    const [changed] = await registeredExceptions(workspace.engine, TODAY);
    expect(changed).toMatchObject({ id, effect: 'waive', requirement: 'won_amount' });
    expect(changed).not.toHaveProperty('level');
    await workspace.bus.execute(removeExceptionCommand, { id });
    expect(await registeredExceptions(workspace.engine, TODAY)).toEqual([]);
    await expect(workspace.bus.execute(removeExceptionCommand, { id })).rejects.toMatchObject({ code: 'not-found' });
  });

  // Fifty partners held by one click are one decision: fifty undo steps would take back half of it.
  it('are added together, and taken back and brought again together', async () => {
    const exceptions = [hold, { ...hold, level: 'Silver' }];
    expect(await workspace.bus.execute(addExceptionsCommand, { exceptions })).toBe(2);
    const added = await registeredExceptions(workspace.engine, TODAY);
    expect(added.map(({ level }) => level)).toEqual(['Gold', 'Silver']);
    await workspace.bus.undo();
    expect(await registeredExceptions(workspace.engine, TODAY)).toEqual([]);
    await workspace.bus.redo();
    expect(await registeredExceptions(workspace.engine, TODAY)).toEqual(added);
    await workspace.bus.undo();
    const refused = workspace.bus.execute(addExceptionsCommand, {
      exceptions: [hold, { ...hold, partner: 'Nobody' }],
    });
    await expect(refused).rejects.toMatchObject({ code: 'not-found' });
    expect(await registeredExceptions(workspace.engine, TODAY)).toEqual([]);
  });

  it('are for partners of the roster', async () => {
    const exception = { ...hold, partner: 'Nobody' };
    await expect(workspace.bus.execute(saveExceptionCommand, { exception })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('Nobody'),
    });
  });

  it('keep an open end open', async () => {
    const attestation = { partner: 'P2', flag: 'audited', from: '2026-01-01', by: 'Q. Lind' };
    await workspace.bus.execute(saveAttestationCommand, { attestation });
    expect(await attestations(workspace.engine)).toEqual([{ id: expect.any(Number), ...attestation }]);
  });
});

// Guards against a change whose inverse forgets a column: the tables must be the same after undo, and after redo.
it('every change is undone and redone to the letter', async () => {
  const states: unknown[] = [await everything()];
  const steps = async (step: () => Promise<unknown>) => {
    await step();
    states.push(await everything());
  };
  const exception = {
    partner: 'P1',
    effect: 'place' as const,
    level: 'Gold',
    from: TODAY,
    to: '2027-01-01',
    reason: 'Pilot',
    approver: 'R. Vance',
    enabled: false,
  };
  let first = 0;
  let entry = 0;
  await steps(async () => {
    first = await save('FY26', 500_000);
  });
  await steps(() => save('FY26 again', 510_000, { id: first }));
  await steps(() => promote(first, '2026-10-01'));
  await steps(() => save('Copy', 520_000, { id: first }));
  await steps(async () => {
    const copy = (await list()).Copy!;
    await workspace.bus.execute(removeVersionCommand(PROGRAMS), { id: copy.id });
  });
  await steps(async () => {
    entry = await workspace.bus.execute(saveExceptionCommand, { exception });
  });
  await steps(() =>
    workspace.bus.execute(saveExceptionCommand, { id: entry, exception: { ...exception, enabled: true } }),
  );
  await steps(() => workspace.bus.execute(removeExceptionCommand, { id: entry }));
  await steps(() =>
    workspace.bus.execute(saveAttestationCommand, {
      attestation: { partner: 'P2', flag: 'audited', from: TODAY, to: '2027-01-01', by: 'Q. Lind' },
    }),
  );
  for (let i = states.length - 2; i >= 0; i--) {
    await workspace.bus.undo();
    expect(await everything()).toEqual(states[i]);
  }
  for (const state of states.slice(1)) {
    await workspace.bus.redo();
    expect(await everything()).toEqual(state);
  }
});
