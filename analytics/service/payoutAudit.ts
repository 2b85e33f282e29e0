import type { Checked, Result } from '../api/methods.ts';
import { auditPayouts } from '../incentives/audit.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { incentiveDesk } from './incentiveDesk.ts';

/**
 * One audit serves the screen that shows it and the findings that lead there, also while it is being made. What was promoted
 * decides it too.
 */
export async function payoutAudit(
  workspace: Workspace,
  asked: Checked<'incentive.audit'>,
  options: LabOptions,
): Promise<Result<'incentive.audit'>> {
  const desk = await incentiveDesk(workspace);
  const key = `audit ${JSON.stringify([desk.promoted, desk.exceptions, asked])}`;
  return desk.lab.keep(desk.context, key, options.signal, async () => {
    const value = await auditPayouts(desk, asked, options);
    return { value, bytes: JSON.stringify(value).length };
  });
}
