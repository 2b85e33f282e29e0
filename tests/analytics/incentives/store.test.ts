import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { incentiveScenario } from '../../../analytics/api/documents/incentiveCase.ts';
import {
  PLANS,
  promotedPlans,
  registerPlanCommands,
  savedPlan,
  savedPlans,
} from '../../../analytics/incentives/store.ts';
import { WorkspaceRegistry } from '../../../analytics/workspace/registry.ts';
import {
  promoteVersionCommand,
  removeVersionCommand,
  saveVersionCommand,
} from '../../../analytics/workspace/versionCommands.ts';
import type { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const TODAY = '2026-10-05';
const registry = new WorkspaceRegistry({ now: () => new Date(`${TODAY}T08:00:00Z`), register: registerPlanCommands });
let workspace: Workspace;
let count = 0;

interface Terms {
  readonly plan?: string;
  readonly effectiveTo?: string;
  readonly elasticity?: string;
  readonly tierProgram?: number;
}

function scenario(rate: string, { plan = 'rebate', effectiveTo, elasticity, tierProgram }: Terms = {}) {
  return incentiveScenario.parse({
    plan: {
      id: plan,
      name: 'Rebate',
      ...(effectiveTo && { effectiveTo }),
      lines: [
        { id: 'base', kind: 'rebate', rate: { flat: rate } },
        { id: 'cloud', kind: 'spiff', rate: { perUnit: '20' } },
      ],
    },
    ...(elasticity && { assumptions: { response: { elasticity } } }),
    ...(tierProgram && { tierProgram }),
  });
}

const save = (
  name: string,
  rate: string,
  { id, baseline, ...terms }: Terms & { id?: number; baseline?: number } = {},
) =>
  workspace.bus.execute(saveVersionCommand(PLANS, workspace.now), {
    name,
    id,
    baseline,
    document: scenario(rate, terms),
  });
const promote = (id: number, effectiveFrom: string) =>
  workspace.bus.execute(promoteVersionCommand(PLANS, workspace.now), {
    id,
    approver: 'R. Vance',
    reason: 'Fiscal year 2027',
    effectiveFrom,
  });
const list = async () =>
  Object.fromEntries((await savedPlans(workspace.engine, TODAY)).map((saved) => [saved.name, saved]));
const spans = async () =>
  (await promotedPlans(workspace.engine)).map(({ plan, effectiveFrom, effectiveTo }) => [
    plan.id,
    plan.version,
    effectiveFrom,
    effectiveTo,
  ]);

beforeEach(async () => {
  workspace = await registry.create(folder.file(`w${++count}.quarterdeck`), 'Network');
});
afterEach(() => registry.closeAll());

describe('saved plans', () => {
  it('keep the plan with its assumptions and the levels it pays by, and count what differs from their baseline', async () => {
    const first = await save('FY26', '0.05');
    const second = await save('FY27', '0.04', { baseline: first, elasticity: '0.4', tierProgram: 3 });
    expect(await list()).toMatchObject({
      FY26: { planId: 'rebate', kinds: ['rebate', 'spiff'], state: 'draft', version: 1, baseline: null, changes: 0 },
      // The rate, the response, and whose levels.
      FY27: { version: 2, baseline: first, changes: 3 },
    });
    const { scenario: opened } = await savedPlan(workspace.engine, second, TODAY);
    expect(opened).toMatchObject({
      plan: { version: 2, lines: [{ rate: { flat: '0.04' } }, {}] },
      assumptions: { response: { elasticity: '0.4' } },
      tierProgram: 3,
    });
    await expect(savedPlan(workspace.engine, 99, TODAY)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('no saved plan 99'),
    });
  });

  it('are frozen by a promotion, which dates the plan and not the assumptions around it', async () => {
    const id = await save('FY26', '0.05', { elasticity: '0.4' });
    await promote(id, '2025-10-01');
    const { saved, scenario: kept } = await savedPlan(workspace.engine, id, TODAY);
    expect(saved).toMatchObject({ state: 'in force', promoted: { approver: 'R. Vance', on: TODAY } });
    expect(kept).toMatchObject({
      plan: { effectiveFrom: '2025-10-01' },
      assumptions: { response: { elasticity: '0.4' } },
    });
    const copy = await save('FY26', '0.06', { id });
    expect((await savedPlan(workspace.engine, copy, TODAY)).saved).toMatchObject({ version: 2, baseline: id });
    await expect(workspace.bus.execute(removeVersionCommand(PLANS), { id })).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  it('refuse to be in force after their own end', async () => {
    const id = await save('Short', '0.05', { effectiveTo: '2026-09-30' });
    await expect(promote(id, '2026-10-01')).rejects.toMatchObject({
      code: 'plan-invalid',
      message: expect.stringContaining('ends before it begins'),
    });
  });

  it('are removed, promoted and brought back by undo and redo, one step each', async () => {
    const id = await save('FY26', '0.05');
    await promote(id, '2026-10-01');
    await workspace.bus.undo();
    expect(await list()).toMatchObject({ FY26: { state: 'draft', promoted: null } });
    await workspace.bus.redo();
    expect(await list()).toMatchObject({ FY26: { state: 'in force' } });
    await workspace.bus.undo();
    await workspace.bus.execute(removeVersionCommand(PLANS), { id });
    expect(await list()).toEqual({});
    await workspace.bus.undo();
    expect(await list()).toMatchObject({ FY26: { id } });
  });
});

// Payouts of past periods are audited against what was in force then, not against what is in force now.
describe('promoted plans', () => {
  it('stand until the day before the next version, or until their own end', async () => {
    const third = await save('c', '0.07');
    const first = await save('a', '0.05');
    const second = await save('b', '0.06', { effectiveTo: '2026-03-31' });
    const other = await save('other', '1', { plan: 'spiff' });
    await save('draft', '0.09');
    await promote(third, '2026-10-01');
    await promote(other, '2026-01-01');
    await promote(first, '2025-01-01');
    await promote(second, '2025-10-01');
    expect(await spans()).toEqual([
      ['rebate', 2, '2025-01-01', '2025-09-30'],
      ['rebate', 3, '2025-10-01', '2026-03-31'],
      ['spiff', 1, '2026-01-01', null],
      ['rebate', 1, '2026-10-01', null],
    ]);
  });

  it('give way to one that was promoted later for the same day', async () => {
    await promote(await save('slip', '0.5'), '2026-01-01');
    await promote(await save('mended', '0.05'), '2026-01-01');
    expect(await spans()).toEqual([['rebate', 2, '2026-01-01', null]]);
    expect(await list()).toMatchObject({ slip: { state: 'frozen' }, mended: { state: 'in force' } });
  });
});
