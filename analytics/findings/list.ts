/** What nobody asked for and somebody should know, ranked by money at stake. Amounts of different kinds are not added. */
import type { Filter } from '../api/documents/query.ts';
import type { Finding } from '../api/results.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { QueryContext } from '../metrics/context.ts';
import { Ask, type Detector, type Draft, type PayoutAuditor } from './ask.ts';
import { concentration } from './concentration.ts';
import { decline } from './decline.ts';
import { dormant } from './dormant.ts';
import { enablement } from './enablement.ts';
import { lapsing } from './lapsing.ts';
import { levels } from './levels.ts';
import { payouts } from './payouts.ts';
import { pipeline } from './pipeline.ts';
import { renewals } from './renewals.ts';
import { rules } from './rules.ts';
import { segments } from './segments.ts';

const DETECTORS: readonly Detector[] = [
  concentration,
  decline,
  pipeline,
  payouts,
  enablement,
  renewals,
  dormant,
  levels,
  segments,
  rules,
  lapsing,
];

/**
 * All findings under a screen's period and filters, the largest first, snoozed ones marked. A finding always has rows.
 * @throws QuarterdeckError `period-invalid`
 */
export async function listFindings(
  context: QueryContext,
  scope: { readonly period?: string | undefined; readonly where: readonly Filter[] },
  options: RunOptions = {},
  audit?: PayoutAuditor,
): Promise<Finding[]> {
  const ask = new Ask({ context, period: scope.period, where: scope.where, options, audit });
  if (!context.network.profile.history) return [];
  const snoozes = await context.reader.rows<{ id: string; until: string; reason: string }>(
    'SELECT finding_id AS id, until, reason FROM app.snooze WHERE until >= $today::DATE',
    { today: new Date().toISOString().slice(0, 10) },
    options,
  );
  const found: Draft[] = [];
  // One after the other: all at once they would hold up the figures that the same screen asks for.
  for (const detect of DETECTORS) found.push(...(await detect(ask)));
  return found
    .filter(({ rows }) => rows.count > 0)
    .map((draft): Finding => {
      const snooze = snoozes.find(({ id }) => id === draft.id);
      return { ...draft, snoozed: snooze ? { until: snooze.until, reason: snooze.reason } : null };
    })
    .sort((a, b) => Math.abs(Number(b.amount)) - Math.abs(Number(a.amount)) || a.id.localeCompare(b.id));
}
