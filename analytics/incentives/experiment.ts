/** What history can prove of the effect of pay. */
import type { PayExperiment } from '../api/incentiveOutlook.ts';
import type { Checked } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { IncentiveDesk } from './desk.ts';
import { judgePanel } from './experiment/judge.ts';
import { readPanel } from './experiment/readPanel.ts';

/** Resamples are drawn with the seed that forecasts start from, so that the same data give the same interval. */
const SEED = 7;

/**
 * Partners whose pay changed beside matched peers whose pay did not (difference-in-differences). `effect` is null, with the
 * reasons in `notes`, where the design is too weak for a figure.
 * @throws QuarterdeckError `period-invalid`, `dimension-unknown`, `cancelled` when the signal fires.
 */
export async function payExperiment(
  desk: IncentiveDesk,
  asked: Checked<'incentive.experiment'>,
  options: LabOptions = {},
): Promise<PayExperiment> {
  const panel = await readPanel(desk.context, asked, options);
  return judgePanel(panel, SEED, desk.context.network.policy.locale);
}
