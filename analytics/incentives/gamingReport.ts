/** How a plan is played: patterns around its thresholds, the ends of quarters and the sizes of deals. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { GamingReport } from '../api/incentiveSearch.ts';
import type { Checked } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { IncentiveDesk } from './desk.ts';
import { readDeals, readQuarterEnds, readWonDeals } from './gaming/deals.ts';
import { levelZones } from './gaming/levelZones.ts';
import { bunchingOf, stretchesOf } from './gaming/lineReport.ts';
import { type LineUnits, readLineUnits } from './gaming/lineUnits.ts';
import { plansInForce } from './gaming/plansInForce.ts';
import { likeSplits, sizeLimits, splitsOf } from './gaming/splits.ts';
import { reviewPullForward, tierBunching } from './gaming/tierEdges.ts';
import { GamingWords } from './gaming/words.ts';
import { payRoster } from './lab/payRoster.ts';
import { prepareCase } from './prepareCase.ts';

const NO_THRESHOLDS =
  'No plan is given and none is in force in the period, so there are no thresholds to look around. Give a plan, or promote the one that was paid by.';
const IN_FORCE = 'No plan is given: thresholds are those of the plans in force in the period.';
const OF_THEN =
  'Payees can only aim at thresholds that they knew. Of a plan that was not in force in the period, a pattern shows chance.';
const WITHOUT_POOL =
  'Dead zones and cliffs are those of the rates and caps of a line; pools and caps of the year or over all lines come after them.';

/**
 * @throws QuarterdeckError what `prepareCase` throws, `cancelled` when the signal fires.
 */
export async function gamingReport(
  desk: IncentiveDesk,
  asked: Checked<'incentive.gaming'>,
  options: LabOptions = {},
): Promise<GamingReport> {
  const prepared = await prepareCase(desk, asked, options);
  const { period, where, basis } = prepared;
  const { after } = prepared.sides;
  const levels = after === 'as-paid' ? undefined : after.levels;
  const plans = prepared.plans.length > 0 ? prepared.plans : plansInForce(desk, period);
  const words = new GamingWords(desk.context.network.policy.locale);
  const { byId } = await payRoster(desk, period.to, levels, options);
  const nameOf = (id: string) => byId.get(id)?.name ?? id;

  const lines: LineUnits[] = [];
  for (const plan of plans) {
    for (const index of plan.lines.keys()) {
      options.progress?.('Reading what payees reached', lines.length, countLines(plans), 'lines');
      lines.push(await readLineUnits(desk, plan, index, { period, where, levels }, options));
    }
  }
  const stretches = lines.map((line) => stretchesOf(line, words, nameOf));
  const splits: GamingReport['splitDeals'][number][] = [];
  for (const line of lines) {
    const limits = sizeLimits(line);
    if (limits.length === 0) continue;
    options.progress?.('Comparing deals', splits.length, countLines(plans), 'lines');
    splits.push(...splitsOf(await readDeals(desk, line, { where, levels }, options), limits, words, nameOf));
  }
  options.progress?.('Looking at tiers', 0, 1, 'programs');
  const tiers = await tierBunching(desk, { period, where }, words, options);
  const reviewEnds = await reviewPullForward(desk, { period, where }, words, options);
  const zones = await levelZones(desk, { where }, words, options);
  const series = likeSplits(await readWonDeals(desk, { period, where }, options), splits, words, nameOf);
  const pulled = await readQuarterEnds(desk, { period, where }, options);
  const { days, rush, hole, expected, moved, verdict } = pulled;
  const payees = new Set(lines.flatMap((line) => line.chosen.map((unit) => line.payeeAt(unit))));
  return {
    basis: {
      ...basis,
      plans: plans.map(({ id, name, version }) => ({ id, name, version })),
      payees: payees.size,
      notes: [...basis.notes, ...notesOf(prepared.plans, plans)],
    },
    bunching: [...lines.flatMap((line) => bunchingOf(line, words, nameOf)), ...tiers],
    pullForward: { days, rush, hole, expected, moved, verdict, sentence: words.pullForward(pulled) },
    reviewEnds,
    splitDeals: [...splits, ...series],
    deadZones: stretches.flatMap(({ deadZones }) => deadZones),
    levelZones: zones,
    cliffs: stretches.flatMap(({ cliffs }) => cliffs),
  };
}

function notesOf(asked: readonly IncentivePlan[], plans: readonly IncentivePlan[]): string[] {
  if (plans.length === 0) return [NO_THRESHOLDS];
  const limited = plans.some(
    ({ pool, partnerCap, lines }) =>
      pool !== undefined || partnerCap !== undefined || lines.some(({ limits }) => limits.capYear !== undefined),
  );
  return [asked.length === 0 ? IN_FORCE : OF_THEN, ...(limited ? [WITHOUT_POOL] : [])];
}

function countLines(plans: readonly IncentivePlan[]): number {
  return plans.reduce((sum, { lines }) => sum + lines.length, 0);
}
