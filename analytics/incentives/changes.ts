/** What differs between two incentive plans, and a plan with some of the differences made. */
import type { IncentiveScenario } from '../api/documents/incentiveCase.ts';
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import type { PlanChange, PlanUnit } from '../api/incentivePlans.ts';
import type { Cell } from '../api/results.ts';
import type { Network } from '../network/network.ts';
import { type Difference, ruleDifferences, same, withDifferences } from '../rules/documents/differences.ts';
import { placeOf } from '../rules/documents/places.ts';
import { PLAN_NAMING } from './changes/naming.ts';
import { PlanWords } from './changes/words.ts';
import { compareFigures } from './planFigures.ts';
import { unitAt, valueText } from './planUnits.ts';

/** One change for people, and the same for making it. */
export interface PlanDifference {
  readonly change: PlanChange;
  readonly difference: Difference;
}

/**
 * The differences between two checked plans, in the order of the later one. Lines, surcharges and multipliers are matched
 * by id, bands by their lower edge: a moved edge is one changed band. Places are those of the later plan, of what was
 * removed those of the earlier one. Each difference can be made alone, but not every plan that comes of it stands: check it.
 */
export function planDifferences(before: IncentivePlan, after: IncentivePlan, network: Network): PlanDifference[] {
  const words = { before: new PlanWords(before, network), after: new PlanWords(after, network) };
  const { locale } = network.policy;
  return ruleDifferences(before, after, PLAN_NAMING).map((difference) => {
    const { kind, place, from, to } = difference;
    const gone = kind === 'removed';
    const [plan, say] = gone ? [before, words.before] : [after, words.after];
    const unit = unitAt(plan, place, network);
    const label = kind === 'moved' ? 'Order of lines' : say.labelOf(place);
    const cells = {
      from: words.before.cell(from, place),
      to: words.after.cell(to, place),
    };
    const sentence = `${label}: ${sentenceOf(kind, cells, (cell) => cellText(cell, unit, locale))}`;
    return { change: { place: placeOf(place), label, ...cells, unit, sentence }, difference };
  });
}

/** How much differs between two scenarios: rules of the plan, assumptions, whose levels it pays by. Without the words. */
export function countScenarioDifferences(before: IncentiveScenario, after: IncentiveScenario): number {
  const [was, is] = [around(before), around(after)];
  const assumed = Object.keys({ ...was, ...is }).filter((key) => !same(was[key], is[key]));
  return ruleDifferences(before.plan, after.plan, PLAN_NAMING).length + assumed.length;
}

/** What a scenario holds beside its plan. The name of the assumptions is none of them. */
function around({ assumptions: { name: _, ...assumed }, tierProgram }: IncentiveScenario): Record<string, unknown> {
  return { ...assumed, tierProgram };
}

/** The plan with these differences made: all of those to another plan, some of them, or one. */
export function withPlanChanges(
  plan: IncentivePlan,
  made: readonly Pick<PlanDifference, 'difference'>[],
): IncentivePlan {
  const changed = withDifferences(
    plan,
    made.map(({ difference }) => difference),
    PLAN_NAMING,
  );
  return { ...changed, lines: changed.lines.map(inOrder) };
}

/** A band whose edge moved stands where it stood before: bands go from the lowest up. */
function inOrder(line: PlanLine): PlanLine {
  const { rate, accelerator } = line;
  return {
    ...line,
    rate: 'bands' in rate && rate.bands ? { ...rate, bands: ascending(rate.bands) } : rate,
    ...(accelerator ? { accelerator: { ...accelerator, bands: ascending(accelerator.bands) } } : {}),
  };
}

function ascending<T extends { readonly from: string }>(bands: readonly T[]): T[] {
  return [...bands].sort((a, b) => compareFigures(a.from, b.from));
}

function sentenceOf(
  kind: Difference['kind'],
  { from, to }: { readonly from: Cell; readonly to: Cell },
  text: (cell: Cell) => string,
): string {
  if (kind === 'added') return `new, ${text(to)}`;
  if (kind === 'removed') return `removed, was ${text(from)}`;
  return `${text(from)} → ${text(to)}`;
}

function cellText(cell: Cell, unit: PlanUnit, locale: string): string {
  if (cell === null) return 'none';
  // A figure may replace a word, such as an amount to grow from: each is written as what it is.
  const figure = typeof cell !== 'string' || unit === 'text' || /^-?\d+(\.\d+)?$/.test(cell);
  return figure ? valueText(cell, unit, locale) : cell;
}
