/** The values of a plan that a search may move, and the figures that each may take. */
import type { PlanWish } from '../../api/documents/incentiveCase.ts';
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { PlanUnit } from '../../api/incentivePlans.ts';
import type { Network } from '../../network/network.ts';
import { decimalText, parseDecimal, rescale } from '../../present/decimal.ts';
import { type Path, valueAt } from '../../rules/documents/edit.ts';
import { pathOf, placeOf } from '../../rules/documents/places.ts';
import { sellable } from '../../rules/sellable.ts';
import { PlanWords } from '../changes/words.ts';
import { bandsOf, compareFigures, rateFigures } from '../planFigures.ts';
import { unitAt } from '../planUnits.ts';

export interface PlanLever {
  readonly place: string;
  readonly path: Path;
  readonly label: string;
  readonly unit: PlanUnit;
  /** Ascending; the present one among them unless the range that was asked for leaves it out. */
  readonly values: readonly string[];
  readonly from: string;
  /** The present value's place, or that of its nearest. */
  readonly at: number;
}

/** What is tried where nobody says: half as much to half as much again. */
const USUAL = { low: 0.5, high: 1.5 };
/** Figures of one lever. A range that holds more takes a wider step. */
const MOST_VALUES = 400;

/**
 * The levers asked for, or all rates, thresholds and caps of the plan.
 * @throws QuarterdeckError `bad-request` for a place without a movable figure, or a range without one.
 */
export function leversOf(plan: IncentivePlan, asked: PlanWish['levers'], network: Network): PlanLever[] {
  const movable = movablePaths(plan);
  const words = new PlanWords(plan, network);
  const lever = (path: Path, range: PlanWish['levers'][number] | null): PlanLever => {
    const from = String(valueAt(plan, path));
    const label = leverLabel(words, path);
    const unit = unitAt(plan, path, network);
    const whole = unit === 'quantity' || unit === 'count';
    const values = range ? rangeValues(range, { from, label, whole }) : usualValues(from, whole);
    return { place: placeOf(path), path, label, unit, values, from, at: nearestTo(values, from) };
  };
  if (asked.length === 0) {
    const levers = movable.map((path) => lever(path, null));
    if (levers.length > 0) return levers;
    throw new QuarterdeckError('bad-request', 'The plan has no rate, threshold or cap above 0 that could move.');
  }
  return asked.map((range) => {
    const path = pathOf(plan, range.place);
    if (movable.some((other) => placeOf(other) === range.place) || isFigureAt(plan, path)) return lever(path, range);
    throw new QuarterdeckError(
      'bad-request',
      `There is no figure at “${range.place}”. Figures that can move: ${movable.map(placeOf).join(', ') || 'none'}.`,
    );
  });
}

/** The plan with these values in place of its own, one for each lever. */
export function valuesAt(levers: readonly PlanLever[], choice: ArrayLike<number>): string[] {
  return levers.map(({ values }, index) => values[choice[index]!]!);
}

/** `Volume rebate, threshold 400,000` for the edge of a band, which a list of changes tells by both figures. */
function leverLabel(words: PlanWords, path: Path): string {
  if (path.at(-3) !== 'bands' || path.at(-1) !== 'from') return words.labelOf(path);
  return `${words.labelOf(path.slice(0, 2))}, threshold ${words.written(path)}`;
}

/** Rates, thresholds and caps above 0. What is 0 says that there is none. */
function movablePaths(plan: IncentivePlan): Path[] {
  const paths = plan.lines.flatMap((line, index) => linePaths(line, index));
  if (plan.pool) paths.push(['pool', 'cap']);
  if (plan.partnerCap?.cap !== undefined) paths.push(['partnerCap', 'cap']);
  if (plan.partnerCap?.share) paths.push(['partnerCap', 'share', 'share']);
  return paths.filter((path) => isFigureAt(plan, path) && compareFigures(String(valueAt(plan, path)), '0') > 0);
}

function linePaths(line: PlanLine, index: number): Path[] {
  const { rate, limits } = line;
  const home = ['lines', index, 'rate'];
  const edges = bandsOf(rate).map((_, band): Path => [...home, 'bands', band, 'from']);
  const targets = 'linear' in rate ? rate.linear.map((_, point): Path => [...home, 'linear', point, 'at']) : [];
  const reaches = ['atLeast', 'above', 'payFrom'].filter((key) => key in rate).map((key): Path => [...home, key]);
  const caps = ['floor', 'capBase', 'capRate', 'capDeal', 'capPartner', 'capYear']
    .filter((key) => limits[key as keyof typeof limits] !== undefined)
    .map((key): Path => ['lines', index, 'limits', key]);
  return [...edges, ...targets, ...reaches, ...rateFigures(line, index).map(({ path }) => path), ...caps];
}

function isFigureAt(plan: IncentivePlan, path: Path): boolean {
  const value = valueAt(plan, path);
  return typeof value === 'string' && parseDecimal(value) !== null;
}

function usualValues(from: string, whole: boolean): string[] {
  const now = Number(from);
  return sorted([...sellableBetween(now * USUAL.low, now * USUAL.high, whole), from]);
}

function rangeValues(
  { low, high, step }: PlanWish['levers'][number],
  { from, label, whole }: { readonly from: string; readonly label: string; readonly whole: boolean },
): string[] {
  if (compareFigures(low, high) > 0) {
    throw new QuarterdeckError(
      'bad-request',
      `The range of “${label}” goes from ${low} down to ${high}. Write the lower end first.`,
    );
  }
  const inside = (value: string) => compareFigures(value, low) >= 0 && compareFigures(value, high) <= 0;
  const values = step
    ? stepped(low, high, step)
    : [...sellableBetween(Number(low), Number(high), whole), withoutZeros(low), withoutZeros(high)];
  return sorted([...values.filter(inside), ...(inside(from) ? [from] : [])]);
}

/** Figures of the grid that can be said aloud; its steps are never narrower than 2 % of the figure. */
function sellableBetween(low: number, high: number, whole: boolean): string[] {
  const found = new Set<string>();
  const [least, most] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
  for (let value = Math.max(least, most / 1_000); value <= most * 1.02 && most > 0; value *= 1.01) {
    const figure = sellable(value, { whole });
    if (Number(figure) >= least && Number(figure) <= most) found.add(low < 0 && high <= 0 ? `-${figure}` : figure);
  }
  return [...found];
}

function stepped(low: string, high: string, step: string): string[] {
  const scale = Math.max(...[low, high, step].map((text) => parseDecimal(text)!.scale));
  const [first, last, asked] = [low, high, step].map((text) => rescale(parseDecimal(text)!, scale).units) as [
    bigint,
    bigint,
    bigint,
  ];
  // A whole number of the steps asked for, so that the figures are still those of somebody's grid.
  const wider = (last - first) / asked / BigInt(MOST_VALUES) + 1n;
  const values: string[] = [];
  for (let units = first; units <= last; units += asked * wider)
    values.push(withoutZeros(decimalText({ units, scale })));
  return values;
}

function sorted(values: readonly string[]): string[] {
  const once = new Map(values.map((value) => [Number(value), value]));
  return [...once.values()].sort(compareFigures);
}

/** The place of the value that is nearest; the first of several. */
export function nearestTo(values: readonly string[], from: string): number {
  const now = Number(from);
  return values.reduce(
    (best, value, at) => (Math.abs(Number(value) - now) < Math.abs(Number(values[best]!) - now) ? at : best),
    0,
  );
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
