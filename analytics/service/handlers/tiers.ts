import { DRAFTS } from '../../api/changing.ts';
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
  removeAttestationCommand,
  removeExceptionCommand,
  saveAttestationCommand,
  saveExceptionCommand,
} from '../../tiers/store/commands.ts';
import { attestations, PROGRAMS, registeredExceptions, savedProgram, savedPrograms } from '../../tiers/store.ts';
import { programTemplates } from '../../tiers/templates/index.ts';
import { tierBackTest } from '../../tiers/tierBackTest.ts';
import { tierExplain } from '../../tiers/tierExplain.ts';
import { tierExport } from '../../tiers/tierExport.ts';
import { tierRows } from '../../tiers/tierRows.ts';
import { promoteVersionCommand, removeVersionCommand, saveVersionCommand } from '../../workspace/versionCommands.ts';
import { execute, keptAnswer, optionsOf } from '../answers.ts';
import { queryContext, today } from '../context.ts';
import { joinDrag } from '../newest.ts';
import type { CallContext, Handlers } from '../session.ts';
import { type TierDesk, tierDesk } from '../tierDesk.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `tier.${string}`>>;

/** What clients are told has changed. */
const TIERS = 'tiers';

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
    return savedPrograms(workspace.records, today(workspace));
  },

  async 'tier.program'({ session }, { id }) {
    const workspace = session.needWorkspace();
    return savedProgram(workspace.records, id, today(workspace));
  },

  async 'tier.save'(call, { program, ...entry }) {
    const { network } = await queryContext(call.session.needWorkspace());
    const { workspace, result } = await execute(
      call,
      DRAFTS,
      saveVersionCommand(PROGRAMS, call.session.needWorkspace().now),
      {
        ...entry,
        document: needProgram(program, network),
      },
    );
    return (await savedProgram(workspace.records, result, today(workspace))).saved;
  },

  async 'tier.remove'(call, { id }) {
    await execute(call, DRAFTS, removeVersionCommand(PROGRAMS), { id });
    return null;
  },

  async 'tier.promote'(call, promotion) {
    const { workspace } = await execute(
      call,
      TIERS,
      promoteVersionCommand(PROGRAMS, call.session.needWorkspace().now),
      promotion,
    );
    return (await savedProgram(workspace.records, promotion.id, today(workspace))).saved;
  },

  async 'tier.exceptions'({ session }) {
    const workspace = session.needWorkspace();
    return registeredExceptions(workspace.records, today(workspace));
  },

  async 'tier.saveException'(call, entry) {
    const { workspace, result } = await execute(call, TIERS, saveExceptionCommand, entry);
    const entries = await registeredExceptions(workspace.records, today(workspace));
    return entries.find(({ id }) => id === result)!;
  },

  async 'tier.addExceptions'(call, { exceptions }) {
    const { result } = await execute(call, TIERS, addExceptionsCommand, { exceptions });
    return { added: result };
  },

  async 'tier.removeException'(call, { id }) {
    await execute(call, TIERS, removeExceptionCommand, { id });
    return null;
  },

  async 'tier.attestations'({ session }) {
    return attestations(session.needWorkspace().records);
  },

  async 'tier.saveAttestation'(call, entry) {
    await execute(call, TIERS, saveAttestationCommand, entry);
    return null;
  },

  async 'tier.removeAttestation'(call, { id }) {
    await execute(call, TIERS, removeAttestationCommand, { id });
    return null;
  },
};

async function kept<T extends object>(
  call: CallContext,
  question: string,
  asked: object,
  work: (desk: TierDesk, options: LabOptions) => Promise<T>,
): Promise<T> {
  const workspace = call.session.needWorkspace();
  const desk = await tierDesk(workspace);
  const decidedBy = ['tiers', question, desk.registers, asked];
  return keptAnswer(call.service.cache, workspace, desk.context, decidedBy, () => work(desk, optionsOf(call)));
}
