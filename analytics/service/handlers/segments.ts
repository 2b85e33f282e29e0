import type { Checked, Result } from '../../api/methods.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { placeHistory } from '../../segments/assign.ts';
import { capacity } from '../../segments/capacity.ts';
import { needDocument, segmentCheck } from '../../segments/check.ts';
import { compareSegments } from '../../segments/compare.ts';
import { coverage } from '../../segments/coverage.ts';
import type { SegmentDesk } from '../../segments/desk.ts';
import { exportSegments } from '../../segments/exportSegments.ts';
import { profileFit } from '../../segments/fit.ts';
import { segmentMembers } from '../../segments/members.ts';
import { segmentMovement } from '../../segments/movement.ts';
import { scoreProspects } from '../../segments/prospects.ts';
import { segmentReturns } from '../../segments/returns.ts';
import { runSegmentation } from '../../segments/run.ts';
import {
  assignCommand,
  moveCommand,
  removeSegmentationCommand,
  saveSegmentationCommand,
  takeBackCommand,
} from '../../segments/store/commands.ts';
import { manualMoves, openSegmentation, savedSegmentations } from '../../segments/store.ts';
import { segmentationTemplates } from '../../segments/templates/index.ts';
import { segmentWhatIf } from '../../segments/whatIf.ts';
import { whiteSpace } from '../../segments/whitespace.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { execute, keptAnswer, optionsOf } from '../answers.ts';
import { queryContext } from '../context.ts';
import { joinDrag } from '../newest.ts';
import { segmentDesk } from '../segmentDesk.ts';
import type { Handler, Handlers } from '../session.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `segment.${string}`>>;

/** What clients are told has changed. */
const SEGMENTS = 'segments';

export const segmentHandlers: Area = {
  async 'segment.templates'() {
    return segmentationTemplates();
  },

  async 'segment.check'(call, asked) {
    return segmentCheck(await segmentDesk(call.session.needWorkspace()), asked, optionsOf(call));
  },

  async 'segment.run'(call, { drag, ...asked }) {
    const turn = joinDrag(call.session, drag, call.signal);
    const desk = await segmentDesk(call.session.needWorkspace());
    await turn();
    return runSegmentation(desk, asked, optionsOf(call));
  },

  'segment.members': answering('segment.members', segmentMembers),
  'segment.compare': answering('segment.compare', compareSegments),
  'segment.movement': answering('segment.movement', segmentMovement),
  'segment.returns': answering('segment.returns', segmentReturns),
  'segment.whatIf': answering('segment.whatIf', segmentWhatIf),
  'segment.fit': answering('segment.fit', profileFit),
  'segment.prospects': answering('segment.prospects', scoreProspects),
  'segment.whitespace': answering('segment.whitespace', whiteSpace),
  'segment.capacity': answering('segment.capacity', capacity),
  'segment.coverage': answering('segment.coverage', coverage),

  async 'segment.export'(call, asked) {
    return exportSegments(await segmentDesk(call.session.needWorkspace()), asked, optionsOf(call));
  },

  async 'segment.saved'({ session }) {
    return savedSegmentations(session.needWorkspace().records);
  },

  async 'segment.open'({ session }, { id }) {
    return openSegmentation(session.needWorkspace().records, id);
  },

  async 'segment.save'(call, { segmentation, ...entry }) {
    const open = call.session.needWorkspace();
    const { network } = await queryContext(open);
    const { workspace, result } = await execute(call, SEGMENTS, saveSegmentationCommand(open.now), {
      ...entry,
      segmentation: needDocument(segmentation, network),
    });
    return (await openSegmentation(workspace.records, result)).saved;
  },

  async 'segment.remove'(call, { id }) {
    await execute(call, SEGMENTS, removeSegmentationCommand, { id });
    return null;
  },

  async 'segment.assign'(call, { id }) {
    const open = call.session.needWorkspace();
    const { segmentation } = await openSegmentation(open.records, id);
    const placed = await placeHistory(await segmentDesk(open), segmentation, optionsOf(call));
    const { workspace } = await execute(call, SEGMENTS, assignCommand(placed, open.now), { id });
    return (await openSegmentation(workspace.records, id)).saved;
  },

  async 'segment.moves'({ session }, { id }) {
    return manualMoves(session.needWorkspace().records, id);
  },

  async 'segment.move'(call, move) {
    const { result } = await execute(call, SEGMENTS, moveCommand, move);
    return { moved: result };
  },

  async 'segment.unmove'(call, { id }) {
    await execute(call, SEGMENTS, takeBackCommand, { id });
    return null;
  },
};

type Question = keyof Area;
type Answering<M extends Question> = (
  desk: SegmentDesk,
  asked: Checked<M>,
  options: LabOptions,
) => Promise<Result<M> & object>;

/** Answers are kept. What somebody moved by hand in a saved segmentation decides them too. */
function answering<M extends Question>(question: M, work: Answering<M>): Handler<M> {
  return async (call, asked) => {
    const workspace = call.session.needWorkspace();
    const desk = await segmentDesk(workspace);
    const decidedBy = [question, asked, await handMoves(workspace, asked)];
    return keptAnswer(call.service.cache, workspace, desk.context, decidedBy, () => work(desk, asked, optionsOf(call)));
  };
}

async function handMoves({ records }: Workspace, asked: object): Promise<object> {
  return 'saved' in asked && typeof asked.saved === 'number' ? manualMoves(records, asked.saved) : [];
}
