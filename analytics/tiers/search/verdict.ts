/** Whether a wish can be reached, what stands in the way, and how that is said. */
import type { SearchResult } from '../../api/tiers.ts';
import { decimalText } from '../../present/decimal.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import type { NamedLevel } from '../simulation/standing.ts';
import { dataLimit } from './dataLimit.ts';
import { type BestFits, mostDemoted } from './frontier.ts';
import type { Shape } from './problem.ts';
import type { Reach } from './reach.ts';

type ShownPlan = SearchResult['plans'][number];

export interface Judged {
  readonly shape: Shape;
  readonly levels: readonly NamedLevel[];
  readonly partners: number;
  readonly fits: BestFits;
  readonly reach: Reach;
  readonly locale: string;
}

/** Which wishes a plan misses, limits first. Cost is compared in the whole numbers it is counted in. */
export function missesOf(
  { shape, levels, partners, locale }: Judged,
  { shares, demoted, cost }: { readonly shares: readonly number[]; readonly demoted: number; readonly cost: bigint },
): string[] {
  const { percent, compact } = numbers(locale);
  const { maxDemoted, maxCost, tolerance } = shape;
  const misses: string[] = [];
  if (maxDemoted !== null && demoted > mostDemoted(maxDemoted, partners)) {
    misses.push(`demoted ${percent(demoted / partners)}, at most ${roundPercent(maxDemoted, locale)}`);
  }
  if (maxCost !== null && cost > BigInt(maxCost)) {
    misses.push(`benefits ${compact(costText(cost))} a year, at most ${compact(costText(maxCost))}`);
  }
  for (const [level, { label }] of levels.entries()) {
    const wished = shape.shares[level] ?? null;
    if (wished === null || Math.abs(shares[level]! - wished) <= tolerance + CLOSE) continue;
    misses.push(`${label} ${percent(shares[level]!)}, wished ${roundPercent(wished, locale)}`);
  }
  return misses;
}

/** What keeps the best plan from coming closer: what no thresholds can change, the limits, or both; null for nothing. */
export function bindingOf(judged: Judged): string | null {
  const causes = [beyondLimits(judged) ? dataLimit(judged).short : null, bindingLimit(judged)];
  return causes.filter((cause) => cause !== null).join('; and ') || null;
}

/** Whether the shape is out of reach without any limit. */
function beyondLimits({ fits, shape }: Judged): boolean {
  return fits.free > shape.tolerance + CLOSE;
}

/** The limit without which a plan would come closer: the one that is worth most by itself. */
function bindingLimit({ shape, fits, locale }: Judged): string | null {
  const { compact } = numbers(locale);
  const demoted = shape.maxDemoted === null ? '' : `at most ${roundPercent(shape.maxDemoted, locale)} demoted`;
  const cost = shape.maxCost === null ? '' : `benefits of at most ${compact(costText(shape.maxCost))} a year`;
  // A fit that no plan has is worse than any that one has.
  const known = (miss: number) => Math.min(miss, NO_FIT);
  const best = known(fits.both);
  const [byDemoted, byCost] = [best - known(fits.withoutDemoted), best - known(fits.withoutCost)];
  if (Math.max(byDemoted, byCost) > CLOSE) return byDemoted >= byCost ? demoted : cost;
  // Together they bind, though neither does so alone.
  return best - known(fits.free) > CLOSE ? `${demoted} and ${cost}` : null;
}

export function verdict(judged: Judged, best: ShownPlan | undefined, met: boolean): string {
  const { shape, fits, locale } = judged;
  const { percent, compact } = numbers(locale);
  if (!best) {
    return 'No combination of figures that can be said aloud asks for more of every measure at each higher level.';
  }
  const falling = `${countWords(best.demoted, 'partner', locale)} ${best.demoted === 1 ? 'falls' : 'fall'}`;
  const price = `${falling}, benefits come to ${compact(best.cost)} a year`;
  if (met && shape.shares.every((share) => share === null)) return `Reached: ${price}.`;
  if (met) return `Reached: no level is further than ${percent(best.miss)} of the partners from its wish; ${price}.`;
  const limited = shape.maxDemoted !== null || shape.maxCost !== null;
  const beyond = beyondLimits(judged);
  const off = best.miss > shape.tolerance + CLOSE ? `${worstLevel(judged, best)}; ` : '';
  const limit = bindingLimit(judged);
  return [
    beyond && limited ? 'Not reachable, with limits or without.' : 'Not reachable.',
    `In the closest plan ${off}${price}.`,
    ...(beyond ? [`What stands in the way: ${dataLimit(judged).whole}.`] : []),
    ...(limit === null ? [] : [limitSentence(judged, limit, beyond)]),
    ...(limit === null && limited && beyond ? ['Without limits no plan comes closer.'] : []),
    ...(shape.maxDemoted !== null && !Number.isFinite(fits.withoutCost) ? [tooManyFall(judged, shape.maxDemoted)] : []),
    ...(shape.maxCost !== null && !Number.isFinite(fits.withoutDemoted)
      ? [`Every plan tried costs more than ${compact(costText(shape.maxCost))}.`]
      : []),
  ].join(' ');
}

function limitSentence({ fits, locale }: Judged, limit: string, beyond: boolean): string {
  const { percent } = numbers(locale);
  if (!beyond) {
    return `What stands in the way: ${limit}. Without limits the shape is reached to within ${percent(fits.free)} of the partners.`;
  }
  const within = Number.isFinite(fits.both) ? `${percent(fits.both)} of the partners off` : 'no plan tried keeps it';
  return `The limit makes it worse (${limit}): ${within}, ${percent(fits.free)} off without limits.`;
}

function tooManyFall({ reach: { falling }, partners, locale }: Judged, maxDemoted: number): string {
  const most = roundPercent(maxDemoted, locale);
  if (falling <= mostDemoted(maxDemoted, partners)) return `Every plan tried demotes more than ${most}.`;
  const fall = falling === 1 ? 'falls' : 'fall';
  return `${countWords(falling, 'partner', locale)} ${fall} whatever the thresholds, more than ${most}.`;
}

/** The level that is furthest from its wish. */
function worstLevel({ shape, levels, locale }: Judged, { shares }: ShownPlan): string {
  const { percent } = numbers(locale);
  const away = (level: number) => Math.abs(shares[level]! - (shape.shares[level] ?? shares[level]!));
  const worst = [...levels.keys()].reduce((most, level) => (away(level) > away(most) ? level : most), 0);
  const wished = shape.shares[worst] ?? 0;
  return `${levels[worst]!.label} has ${percent(shares[worst]!)} of the partners instead of ${roundPercent(wished, locale)}`;
}

/** Shares are compared as floats. */
const CLOSE = 1e-9;
const NO_FIT = 2;

/** A share that somebody typed, in as few digits as it has. */
function roundPercent(share: number, locale: string): string {
  const digits = [0, 1, 2].find((many) => Math.abs(share * 100 - Number((share * 100).toFixed(many))) < CLOSE) ?? 3;
  return numbers(locale).percent(share, digits);
}

function costText(units: number | bigint): string {
  return decimalText({ units: BigInt(Math.round(Number(units))), scale: 4 });
}
