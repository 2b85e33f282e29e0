import type { LabOptions } from '../../metrics/lab.ts';
import { adviseOnData } from '../../tiers/check/data.ts';
import { checkProgram, needProgram } from '../../tiers/check.ts';
import { tierDistributions } from '../../tiers/distributions.ts';
import { inferProgram } from '../../tiers/infer.ts';
import { pasteProgram } from '../../tiers/paste.ts';
import { checkPlacement } from '../../tiers/placement.ts';
import { rollProgram } from '../../tiers/roll.ts';
import { searchThresholds } from '../../tiers/search.ts';
import { simulate } from '../../tiers/simulate.ts';
import {
  addExceptionsCommand,
  promoteProgramCommand,
  removeAttestationCommand,
  removeExceptionCommand,
  removeProgramCommand,
  saveAttestationCommand,
  saveExceptionCommand,
  saveProgramCommand,
} from '../../tiers/store/commands.ts';
import { attestations, registeredExceptions, savedProgram, savedPrograms } from '../../tiers/store.ts';
import { programTemplates } from '../../tiers/templates/index.ts';
import { tierBackTest } from '../../tiers/tierBackTest.ts';
import { tierExplain } from '../../tiers/tierExplain.ts';
import { tierExport } from '../../tiers/tierExport.ts';
import { tierRows } from '../../tiers/tierRows.ts';
import type { Command } from '../../workspace/bus.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { tellChanged } from '../changes.ts';
import { queryContext } from '../context.ts';
import { joinDrag } from '../newest.ts';
import type { CallContext, Handlers } from '../session.ts';
import { type TierDesk, tierDesk, today } from '../tierDesk.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `tier.${string}`>>;

export const tierHandlers: Area = {
  async 'tier.templates'() {
    return programTemplates();
  },

  async 'tier.check'(call, { program }) {
    const { context, lab } = await tierDesk(call.session.needWorkspace());
    const check = checkProgram(program, context.network);
    if (!check.program) return check;
    const advice = await adviseOnData(context, lab, check.program, optionsOf(call));
    return { ...check, advice: [...check.advice, ...advice] };
  },

  async 'tier.paste'(_, { text }) {
    return pasteProgram(text);
  },

  async 'tier.infer'(call, asked) {
    return kept(call, 'infer', asked, ({ context }, options) => inferProgram(context, asked, options));
  },

  async 'tier.placement'(call, asked) {
    return kept(call, 'placement', asked, ({ context }, options) => checkPlacement(context, asked, options));
  },

  async 'tier.simulate'(call, { drag, ...asked }) {
    const turn = joinDrag(call.session, drag, call.signal);
    const desk = await tierDesk(call.session.needWorkspace());
    await turn();
    return simulate(desk.context, desk.lab, asked, desk.registers, optionsOf(call));
  },

  async 'tier.rows'(call, asked) {
    return kept(call, 'rows', asked, ({ context, lab, registers }, options) =>
      tierRows(context, lab, asked, registers, options),
    );
  },

  async 'tier.distributions'(call, asked) {
    return kept(call, 'distributions', asked, ({ context, lab, registers }, options) =>
      tierDistributions(context, lab, asked, registers, options),
    );
  },

  async 'tier.explain'(call, asked) {
    const { context, lab, registers } = await tierDesk(call.session.needWorkspace());
    return tierExplain(context, lab, asked, registers, optionsOf(call));
  },

  async 'tier.search'(call, asked) {
    return kept(call, 'search', asked, ({ context, lab, registers }, options) =>
      searchThresholds(context, lab, asked, registers, options),
    );
  },

  async 'tier.backtest'(call, asked) {
    return kept(call, 'backtest', asked, ({ context, lab, registers }, options) =>
      tierBackTest(context, lab, asked, registers, options),
    );
  },

  async 'tier.export'(call, asked) {
    const { context, lab, registers } = await tierDesk(call.session.needWorkspace());
    return tierExport(context, lab, asked, registers, optionsOf(call));
  },

  async 'tier.roll'({ session }, { program, ...roll }) {
    const { network } = await queryContext(session.needWorkspace());
    return rollProgram(needProgram(program, network), roll, network);
  },

  async 'tier.saved'({ session }) {
    const workspace = session.needWorkspace();
    return savedPrograms(workspace.engine, today(workspace));
  },

  async 'tier.program'({ session }, { id }) {
    const workspace = session.needWorkspace();
    return savedProgram(workspace.engine, id, today(workspace));
  },

  async 'tier.save'(call, { program, ...entry }) {
    const { network } = await queryContext(call.session.needWorkspace());
    const { workspace, result } = await execute(call, saveProgramCommand(call.session.needWorkspace().now), {
      ...entry,
      program: needProgram(program, network),
    });
    return (await savedProgram(workspace.engine, result, today(workspace))).saved;
  },

  async 'tier.remove'(call, { id }) {
    await execute(call, removeProgramCommand, { id });
    return null;
  },

  async 'tier.promote'(call, promotion) {
    const { workspace } = await execute(call, promoteProgramCommand(call.session.needWorkspace().now), promotion);
    return (await savedProgram(workspace.engine, promotion.id, today(workspace))).saved;
  },

  async 'tier.exceptions'({ session }) {
    const workspace = session.needWorkspace();
    return registeredExceptions(workspace.engine, today(workspace));
  },

  async 'tier.saveException'(call, entry) {
    const { workspace, result } = await execute(call, saveExceptionCommand, entry);
    const entries = await registeredExceptions(workspace.engine, today(workspace));
    return entries.find(({ id }) => id === result)!;
  },

  async 'tier.addExceptions'(call, { exceptions }) {
    const { result } = await execute(call, addExceptionsCommand, { exceptions });
    return { added: result };
  },

  async 'tier.removeException'(call, { id }) {
    await execute(call, removeExceptionCommand, { id });
    return null;
  },

  async 'tier.attestations'({ session }) {
    return attestations(session.needWorkspace().engine);
  },

  async 'tier.saveAttestation'(call, entry) {
    await execute(call, saveAttestationCommand, entry);
    return null;
  },

  async 'tier.removeAttestation'(call, { id }) {
    await execute(call, removeAttestationCommand, { id });
    return null;
  },
};

/**
 * Answers are kept like those of queries, by what decides them: beside the versions of data and policy the registers, and
 * the day, from which exceptions are counted.
 */
async function kept<T extends object>(
  call: CallContext,
  question: string,
  asked: object,
  work: (desk: TierDesk, options: LabOptions) => Promise<T>,
): Promise<T> {
  const { cache } = call.service;
  const workspace = call.session.needWorkspace();
  const desk = await tierDesk(workspace);
  const { dataVersion, policyVersion } = desk.context;
  const versions = [workspace.path, dataVersion, policyVersion, today(workspace), desk.registers];
  const key = JSON.stringify(['tiers', question, versions, asked]);
  const known = cache.get(key);
  if (known) return known as T;
  const answer = await work(desk, optionsOf(call));
  cache.set(key, answer, JSON.stringify(answer).length);
  return answer;
}

function optionsOf({ signal, progress }: CallContext): LabOptions {
  return { signal, progress };
}

/** Runs a command on the open workspace and tells every client of it. */
async function execute<A, R>(
  { service, session, signal }: CallContext,
  command: Command<A, R>,
  args: A,
): Promise<{ readonly workspace: Workspace; readonly result: R }> {
  const workspace = session.needWorkspace();
  const result = await workspace.bus.execute(command, args, { signal });
  await tellChanged(service, workspace, 'tiers');
  return { workspace, result };
}
