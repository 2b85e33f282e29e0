/** What kind of change a difference between two plans is, so that changes of one kind make one step of a bridge. */
import type { PlanDifference } from '../changes.ts';

export type Category =
  | 'line'
  | 'rate'
  | 'threshold'
  | 'cap'
  | 'multiplier'
  | 'rows'
  | 'currency'
  | 'pool'
  | 'partner cap'
  | 'order'
  | 'plan';

/** Differences of a line that change nothing of what is paid for a period: names, and when it is paid. */
const PAYS_THE_SAME: readonly (readonly string[])[] = [
  ['label'],
  ['program'],
  ['limits', 'minimumPayment'],
  ['terms', 'dueDays'],
  ['terms', 'calculateDays'],
  ['terms', 'holdBack'],
  ['terms', 'cashShare'],
  ['terms', 'expiry'],
];

/** The id of the line that is changed; null for what is of the whole plan. */
export function lineOf({ difference: { path } }: PlanDifference): string | null {
  return path[0] === 'lines' && path.length > 1 ? path[1]! : null;
}

/** Null for what has no part in pay. */
export function categoryOf({ difference }: PlanDifference): Category | null {
  const { path, kind } = difference;
  const [root, , part, key] = path;
  if (root === 'pool') return 'pool';
  if (root === 'partnerCap') return 'partner cap';
  if (root === 'currency' || root === 'fxTable' || root === 'fxDate') return 'currency';
  if (root !== 'lines') return 'plan';
  if (path.length === 1) return kind === 'moved' ? 'order' : 'plan';
  if (path.length === 2) return 'line';
  const own = path.slice(2);
  if (PAYS_THE_SAME.some((silent) => silent.every((name, at) => own[at] === name))) return null;
  if (part === 'limits') return key === 'floor' ? 'threshold' : 'cap';
  if (part === 'multipliers' || part === 'combine' || part === 'accelerator') return 'multiplier';
  if (part === 'surcharges') return 'rate';
  if (part !== 'rate') return 'rows';
  return isThreshold(difference) ? 'threshold' : 'rate';
}

const EDGES: ReadonlySet<string> = new Set(['from', 'atLeast', 'payFrom', 'above', 'every', 'at', 'per', 'growth']);

/** A band that came or went, or whose edge moved, is a threshold; one of another rate is a rate. */
function isThreshold({ path, kind, from, to }: PlanDifference['difference']): boolean {
  if (EDGES.has(path.at(-1)!)) return true;
  if (path.at(-2) !== 'bands') return false;
  return kind !== 'changed' || rateOf(from) === rateOf(to);
}

function rateOf(band: unknown): unknown {
  return typeof band === 'object' && band !== null && 'rate' in band ? band.rate : undefined;
}
