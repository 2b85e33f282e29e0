/** Whether a wish can be reached, what stands in the way, and how that is said. */
import type { SearchResult } from '../../api/tiers.ts';
import { decimalText } from '../../present/decimal.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import type { NamedLevel } from '../simulation/standing.ts';
import { type BestFits, mostDemoted } from './frontier.ts';
import type { Shape } from './problem.ts';

type ShownPlan = SearchResult['plans'][number];

export interface Judged {
  readonly shape: Shape;
  readonly levels: readonly NamedLevel[];
  readonly partners: number;
  readonly fits: BestFits;
  /** By level, the partners who meet it when every threshold that moves is as easy as can be. */
  readonly open: readonly number[];
  readonly locale: string;
}

/** Whether a plan is as wished. Cost is compared in the whole numbers it is counted in. */
export function meets({ shape, partners }: Judged, plan: { miss: number; demoted: number }, cost: bigint): boolean {
  if (plan.miss > shape.tolerance + CLOSE) return false;
  if (plan.demoted > mostDemoted(shape.maxDemoted, partners)) return false;
  return shape.maxCost === null || cost <= BigInt(shape.maxCost);
}

/** The limit without which a plan would come closer: the one that is worth most by itself. */
export function bindingLimit(judged: Judged): string | null {
  const { shape, fits, locale } = judged;
  const { percent, compact } = numbers(locale);
  const demoted = shape.maxDemoted === null ? '' : `at most ${percent(shape.maxDemoted)} demoted`;
  const cost = shape.maxCost === null ? '' : `benefits of at most ${compact(costText(shape.maxCost))} a year`;
  // A fit that no plan has is worse than any that one has.
  const known = (miss: number) => Math.min(miss, NO_FIT);
  const best = known(fits.both);
  const [byDemoted, byCost] = [best - known(fits.withoutDemoted), best - known(fits.withoutCost)];
  if (Math.max(byDemoted, byCost) > CLOSE) return byDemoted >= byCost ? demoted : cost;
  // Together they bind, though neither does so alone.
  if (best - known(fits.free) > CLOSE) return `${demoted} and ${cost}`;
  return best > shape.tolerance + CLOSE ? 'what the moving thresholds can take' : null;
}

export function verdict(judged: Judged, best: ShownPlan | undefined, met: boolean, binding: string | null): string {
  const { shape, fits, locale } = judged;
  const { percent, compact } = numbers(locale);
  if (!best)
    return 'No combination of figures that can be said aloud asks for more of every measure at each higher level.';
  const falling = `${countWords(best.demoted, 'partner', locale)} ${best.demoted === 1 ? 'falls' : 'fall'}`;
  const price = `${falling}, benefits come to ${compact(best.cost)} a year`;
  if (met && shape.shares.every((share) => share === null)) return `Reached: ${price}.`;
  if (met) return `Reached: no level is further than ${percent(best.miss)} of the partners from its wish; ${price}.`;
  const sentences = [`Not reachable. In the closest plan ${worstLevel(judged, best)}; ${price}.`];
  if (binding !== null) sentences.push(`What stands in the way: ${binding}.`);
  if (shape.maxDemoted !== null && !Number.isFinite(fits.withoutCost)) {
    sentences.push(`Every plan demotes more than ${percent(shape.maxDemoted)}.`);
  }
  if (shape.maxCost !== null && !Number.isFinite(fits.withoutDemoted)) {
    sentences.push(`Every plan costs more than ${compact(costText(shape.maxCost))}.`);
  }
  if (fits.free <= shape.tolerance + CLOSE) {
    sentences.push(`Without limits the shape is reached to within ${percent(fits.free)} of the partners.`);
  }
  return sentences.join(' ');
}

/** The level that is furthest from its wish, and why where no threshold that moves can mend it. */
function worstLevel({ shape, levels, partners, open, locale }: Judged, { shares }: ShownPlan): string {
  const { percent, integer } = numbers(locale);
  const away = (level: number) => Math.abs(shares[level]! - (shape.shares[level] ?? shares[level]!));
  const worst = [...levels.keys()].reduce((most, level) => (away(level) > away(most) ? level : most), 0);
  const wished = shape.shares[worst] ?? 0;
  const text = `${levels[worst]!.label} has ${percent(shares[worst]!)} of the partners instead of ${percent(wished)}`;
  if (shares[worst]! >= wished || open[worst]! >= wished * partners) return text;
  const few = open[worst] === 0 ? 'nobody meets' : `only ${integer(open[worst]!)} meet`;
  return `${text} (${few} what of it does not move)`;
}

/** Shares are compared as floats. */
const CLOSE = 1e-9;
const NO_FIT = 2;

export function costText(units: number | bigint): string {
  return decimalText({ units: BigInt(Math.round(Number(units))), scale: 4 });
}
