/** Plans to start from: the shapes of published ones with their figures, every figure editable. */
import { incentivePlan } from '../../api/documents/incentivePlan.ts';
import type { PlanTemplate } from '../../api/incentivePlans.ts';
import { coopFund } from './coopFund.ts';
import { developmentFund } from './developmentFund.ts';
import { growthRebate } from './growthRebate.ts';
import { referralCommission } from './referralCommission.ts';
import { registrationDiscount } from './registrationDiscount.ts';
import { steppedRebate } from './steppedRebate.ts';
import { READ_ON, type TemplateSource } from './template.ts';
import { unitSpiff } from './unitSpiff.ts';
import { volumeRebate } from './volumeRebate.ts';

const SOURCES: readonly TemplateSource[] = [
  volumeRebate,
  steppedRebate,
  growthRebate,
  unitSpiff,
  developmentFund,
  coopFund,
  registrationDiscount,
  referralCommission,
];

/** The plainest first. Each is a whole plan marked as an example, with its source and the day it was read. */
export function planTemplates(): readonly PlanTemplate[] {
  return SOURCES.map(({ id, name, shape, source, plan }) => ({
    id,
    name,
    shape,
    source,
    on: READ_ON,
    plan: incentivePlan.parse({ ...plan, id, name, source: { text: source, on: READ_ON }, example: true }),
  }));
}
