import { DRAFTS } from '../../api/changing.ts';
import type { Checked, Result } from '../../api/methods.ts';
import { accrualRollForward } from '../../incentives/accrual.ts';
import { planDifferences } from '../../incentives/changes.ts';
import { checkPlanOnData } from '../../incentives/check/data.ts';
import { needPlan } from '../../incentives/check.ts';
import { dealCosts } from '../../incentives/dealCosts.ts';
import type { IncentiveDesk } from '../../incentives/desk.ts';
import { payExperiment } from '../../incentives/experiment.ts';
import { explainPay } from '../../incentives/explain.ts';
import { exportPay } from '../../incentives/exportPay.ts';
import { gamingReport } from '../../incentives/gamingReport.ts';
import { payOutlook } from '../../incentives/outlook.ts';
import { pastePlan } from '../../incentives/paste.ts';
import { payBridge } from '../../incentives/payBridge.ts';
import { payCurveOf } from '../../incentives/payCurveOf.ts';
import { payList } from '../../incentives/payList.ts';
import { searchPlans } from '../../incentives/searchPlans.ts';
import { lineSentence } from '../../incentives/sentence/lineSentence.ts';
import { simulatePay } from '../../incentives/simulate.ts';
import { PLANS, savedPlan, savedPlans } from '../../incentives/store.ts';
import { planTemplates } from '../../incentives/templates/index.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { savedProgram } from '../../tiers/store.ts';
import { promoteVersionCommand, removeVersionCommand, saveVersionCommand } from '../../workspace/versionCommands.ts';
import { execute, keptAnswer, optionsOf } from '../answers.ts';
import { queryContext, today } from '../context.ts';
import { incentiveDesk } from '../incentiveDesk.ts';
import { joinDrag } from '../newest.ts';
import { payoutAudit } from '../payoutAudit.ts';
import type { Handler, Handlers } from '../session.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `incentive.${string}`>>;

/** What clients are told has changed. */
const INCENTIVES = 'incentives';

export const incentiveHandlers: Area = {
  async 'incentive.templates'() {
    return planTemplates();
  },

  async 'incentive.check'(call, { plan }) {
    const { context, lab } = await incentiveDesk(call.session.needWorkspace());
    return checkPlanOnData(context, lab, plan, optionsOf(call));
  },

  async 'incentive.paste'(_, { text }) {
    return pastePlan(text);
  },

  async 'incentive.sentences'({ session }, { plan }) {
    const { network } = await queryContext(session.needWorkspace());
    const checked = needPlan(plan, network);
    return checked.lines.map((_, index) => lineSentence(checked, index, network));
  },

  async 'incentive.differences'({ session }, { from, to }) {
    const { network } = await queryContext(session.needWorkspace());
    return planDifferences(needPlan(from, network), needPlan(to, network), network).map(({ change }) => change);
  },

  async 'incentive.simulate'(call, { drag, ...asked }) {
    const turn = joinDrag(call.session, drag, call.signal);
    const desk = await incentiveDesk(call.session.needWorkspace());
    await turn();
    return simulatePay(desk, asked, optionsOf(call));
  },

  'incentive.rows': answering('incentive.rows', payList),
  'incentive.explain': answering('incentive.explain', explainPay),
  'incentive.bridge': answering('incentive.bridge', payBridge),
  'incentive.outlook': answering('incentive.outlook', payOutlook),
  'incentive.search': answering('incentive.search', searchPlans),
  'incentive.gaming': answering('incentive.gaming', gamingReport),
  'incentive.payCurve': answering('incentive.payCurve', payCurveOf),
  'incentive.deals': answering('incentive.deals', dealCosts),

  async 'incentive.export'(call, asked) {
    const desk = await incentiveDesk(call.session.needWorkspace());
    return exportPay(desk, asked, optionsOf(call));
  },

  async 'incentive.audit'(call, asked) {
    return payoutAudit(call.session.needWorkspace(), asked, optionsOf(call));
  },

  'incentive.accrual': answering('incentive.accrual', accrualRollForward),
  'incentive.experiment': answering('incentive.experiment', payExperiment),

  async 'incentive.saved'({ session }) {
    const workspace = session.needWorkspace();
    return savedPlans(workspace.records, today(workspace));
  },

  async 'incentive.plan'({ session }, { id }) {
    const workspace = session.needWorkspace();
    return savedPlan(workspace.records, id, today(workspace));
  },

  async 'incentive.save'(call, { scenario, ...entry }) {
    const open = call.session.needWorkspace();
    const { network } = await queryContext(open);
    if (scenario.tierProgram !== undefined) await savedProgram(open.records, scenario.tierProgram, today(open));
    const { workspace, result } = await execute(call, DRAFTS, saveVersionCommand(PLANS, open.now), {
      ...entry,
      document: { ...scenario, plan: needPlan(scenario.plan, network) },
    });
    return (await savedPlan(workspace.records, result, today(workspace))).saved;
  },

  async 'incentive.remove'(call, { id }) {
    await execute(call, DRAFTS, removeVersionCommand(PLANS), { id });
    return null;
  },

  async 'incentive.promote'(call, promotion) {
    const { now } = call.session.needWorkspace();
    const { workspace } = await execute(call, INCENTIVES, promoteVersionCommand(PLANS, now), promotion);
    return (await savedPlan(workspace.records, promotion.id, today(workspace))).saved;
  },
};

type Question = keyof Area;
type Answering<M extends Question> = (
  desk: IncentiveDesk,
  asked: Checked<M>,
  options: LabOptions,
) => Promise<Result<M> & object>;

/** Answers are kept. What was promoted decides them too: audits and what is owed are of the rules in force. */
function answering<M extends Question>(question: M, work: Answering<M>): Handler<M> {
  return async (call, asked) => {
    const workspace = call.session.needWorkspace();
    const desk = await incentiveDesk(workspace);
    const decidedBy = [question, desk.promoted, desk.exceptions, asked];
    return keptAnswer(call.service.cache, workspace, desk.context, decidedBy, () => work(desk, asked, optionsOf(call)));
  };
}
