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
import type { CallContext, Handlers } from '../session.ts';

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

  async 'incentive.rows'(call, asked) {
    return kept(call, 'rows', asked, payList);
  },

  async 'incentive.explain'(call, asked) {
    return kept(call, 'explain', asked, explainPay);
  },

  async 'incentive.bridge'(call, asked) {
    return kept(call, 'bridge', asked, payBridge);
  },

  async 'incentive.outlook'(call, asked) {
    return kept(call, 'outlook', asked, payOutlook);
  },

  async 'incentive.search'(call, asked) {
    return kept(call, 'search', asked, searchPlans);
  },

  async 'incentive.gaming'(call, asked) {
    return kept(call, 'gaming', asked, gamingReport);
  },

  async 'incentive.payCurve'(call, asked) {
    return kept(call, 'payCurve', asked, payCurveOf);
  },

  async 'incentive.deals'(call, asked) {
    return kept(call, 'deals', asked, dealCosts);
  },

  async 'incentive.export'(call, asked) {
    const desk = await incentiveDesk(call.session.needWorkspace());
    return exportPay(desk, asked, optionsOf(call));
  },

  async 'incentive.audit'(call, asked) {
    return payoutAudit(call.service.cache, call.session.needWorkspace(), asked, optionsOf(call));
  },

  async 'incentive.accrual'(call, asked) {
    return kept(call, 'accrual', asked, accrualRollForward);
  },

  async 'incentive.experiment'(call, asked) {
    return kept(call, 'experiment', asked, payExperiment);
  },

  async 'incentive.saved'({ session }) {
    const workspace = session.needWorkspace();
    return savedPlans(workspace.engine, today(workspace));
  },

  async 'incentive.plan'({ session }, { id }) {
    const workspace = session.needWorkspace();
    return savedPlan(workspace.engine, id, today(workspace));
  },

  async 'incentive.save'(call, { scenario, ...entry }) {
    const open = call.session.needWorkspace();
    const { network } = await queryContext(open);
    if (scenario.tierProgram !== undefined) await savedProgram(open.engine, scenario.tierProgram, today(open));
    const { workspace, result } = await execute(call, INCENTIVES, saveVersionCommand(PLANS, open.now), {
      ...entry,
      document: { ...scenario, plan: needPlan(scenario.plan, network) },
    });
    return (await savedPlan(workspace.engine, result, today(workspace))).saved;
  },

  async 'incentive.remove'(call, { id }) {
    await execute(call, INCENTIVES, removeVersionCommand(PLANS), { id });
    return null;
  },

  async 'incentive.promote'(call, promotion) {
    const { now } = call.session.needWorkspace();
    const { workspace } = await execute(call, INCENTIVES, promoteVersionCommand(PLANS, now), promotion);
    return (await savedPlan(workspace.engine, promotion.id, today(workspace))).saved;
  },
};

/** What was promoted decides answers too: audits and what is owed are of the rules in force. */
async function kept<A extends object, T extends object>(
  call: CallContext,
  question: string,
  asked: A,
  work: (desk: IncentiveDesk, asked: A, options: LabOptions) => Promise<T>,
): Promise<T> {
  const workspace = call.session.needWorkspace();
  const desk = await incentiveDesk(workspace);
  const decidedBy = ['incentives', question, desk.promoted, desk.exceptions, asked];
  return keptAnswer(call.service.cache, workspace, desk.context, decidedBy, () => work(desk, asked, optionsOf(call)));
}
