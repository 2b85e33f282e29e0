import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { channelPair } from '../analytics/api/channel.ts';
import { connect } from '../analytics/api/client.ts';
import { policy } from '../analytics/api/documents/policy.ts';
import { QuarterdeckError } from '../analytics/api/errors.ts';
import type { AnalyticsApi } from '../analytics/api/methods.ts';
import type { LoadReport } from '../analytics/api/results.ts';
import { Service } from '../analytics/service/service.ts';
import { FISCAL_START_MONTH } from './calendar.ts';
import { mapOf } from './csv.ts';
import { GROWTH_DRAFT, PLANS_IN_FORCE } from './incentivePlans.ts';
import { DECISION_DAYS, DUE_DAYS, PROTECTION_DAYS } from './program.ts';
import { councilSegmentation, MOVES_BY_HAND } from './segmentation.ts';
import { PLANNED_PROGRAM, PROGRAM_IN_FORCE } from './tierPrograms.ts';
import type { WrittenFile } from './write.ts';

const NETWORK_NAME = 'Tidewater partner network';

const { mdf, rebate, spiff, commission, other, discount } = DUE_DAYS;

/** The terms of the sample's program as the policy states them. */
const POLICY = policy.parse({
  networkName: NETWORK_NAME,
  baseCurrency: 'EUR',
  rates: 'plan',
  calendar: { startMonth: FISCAL_START_MONTH },
  approvalDays: DECISION_DAYS,
  protectionDays: PROTECTION_DAYS,
  paymentDays: {
    default: other,
    byKind: { mdf, rebate, spiff, commission, discount, 'co-op': DUE_DAYS['co-op'] },
  },
});

const APPROVAL = { approver: 'Channel council', reason: 'Terms of the program guide' };

/**
 * Loads the CSV files with their maps into a new workspace at `path` and saves tier programs, incentive plans and
 * segments, through the same calls a user makes. The file appears under its name only when it is complete. Refuses when a
 * single row was refused: the sample has none.
 */
export async function makeWorkspace(files: readonly WrittenFile[], out: string, name: string): Promise<LoadReport> {
  const making = join(out, `making-${name}`);
  await removeWorkspace(making);
  const service = new Service();
  const [near, far] = channelPair();
  service.connect(far);
  const api = connect(near);
  let report: LoadReport;
  try {
    await api.call('workspace.create', { path: making, name: NETWORK_NAME });
    await api.call('policy.set', { policy: POLICY });
    report = await api.call('dataset.load', {
      files: files.map(({ export: one, csv }) => ({ path: csv, name: basename(csv), map: mapOf(one) })),
    });
    await savePrograms(api);
    await savePlans(api);
    await saveSegments(api);
    await api.call('workspace.close', {});
  } finally {
    await service.close();
  }
  const refused = report.loads.filter((load) => load.refused > 0);
  if (refused.length > 0) {
    const list = refused.map((load) => `${load.refused} rows of ${load.file}`).join(', ');
    throw new QuarterdeckError('load-refused', `The sample network does not load: ${list} were refused.`);
  }
  await removeWorkspace(join(out, name));
  await rename(making, join(out, name));
  await removeWorkspace(making);
  return report;
}

/** The program in force, promoted, and the plan for the next year as a scenario that starts from it. */
async function savePrograms(api: AnalyticsApi): Promise<void> {
  const { id } = await api.call('tier.save', { name: PROGRAM_IN_FORCE.name, program: PROGRAM_IN_FORCE });
  await api.call('tier.promote', {
    id,
    ...APPROVAL,
    effectiveFrom: PROGRAM_IN_FORCE.effectiveFrom,
  });
  await api.call('tier.save', { name: PLANNED_PROGRAM.name, baseline: id, program: PLANNED_PROGRAM });
}

/** The plans that payouts were made by, each in force from its day on, and a proposal for the next year. */
async function savePlans(api: AnalyticsApi): Promise<void> {
  for (const plan of PLANS_IN_FORCE) {
    const { id } = await api.call('incentive.save', { name: plan.name, baseline: null, scenario: { plan } });
    await api.call('incentive.promote', { id, ...APPROVAL, effectiveFrom: plan.effectiveFrom });
  }
  await api.call('incentive.save', { name: GROWTH_DRAFT.name, baseline: null, scenario: { plan: GROWTH_DRAFT } });
}

/**
 * The segmentation that a planner would begin with, in force with who was in which segment at every quarter's end, and two
 * partners that were put elsewhere by hand.
 */
async function saveSegments(api: AnalyticsApi): Promise<void> {
  const [first] = await api.call('segment.templates', {});
  const segmentation = { ...councilSegmentation(first!.segmentation) };
  const { id } = await api.call('segment.save', { name: first!.name, segmentation });
  await api.call('segment.assign', { id });
  for (const { of, to, ...move } of MOVES_BY_HAND) {
    const { rows } = await api.call('segment.members', { segmentation, saved: id, segment: of, limit: 1 });
    const partners = rows.map(({ partner }) => partner);
    await api.call('segment.move', { id, partners, segment: to, ...move });
  }
}

/** A workspace file and what lies beside it while it is open. */
async function removeWorkspace(path: string): Promise<void> {
  await Promise.all(
    ['', '.wal', '.staging', '.tmp'].map((suffix) => rm(path + suffix, { recursive: true, force: true })),
  );
}
