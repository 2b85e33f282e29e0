import type { Checked, Result } from '../api/methods.ts';
import { auditPayouts } from '../incentives/audit.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { keptAnswer } from './answers.ts';
import type { ResultCache } from './cache.ts';
import { incentiveDesk } from './incentiveDesk.ts';

/** One audit serves the screen that shows it and the findings that lead there. What was promoted decides it too. */
export async function payoutAudit(
  cache: ResultCache,
  workspace: Workspace,
  asked: Checked<'incentive.audit'>,
  options: LabOptions,
): Promise<Result<'incentive.audit'>> {
  const desk = await incentiveDesk(workspace);
  const decidedBy = ['audit', desk.promoted, desk.exceptions, asked];
  return keptAnswer(cache, workspace, desk.context, decidedBy, () => auditPayouts(desk, asked, options));
}
