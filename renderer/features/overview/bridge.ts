/**
 * What moved a sum from one period to the next, by what happened to each partner: it came, it went, it grew, it shrank.
 * Exact: the steps add up to the difference of the totals to the last digit.
 */
import type { Cell } from '../../../analytics/api/results.ts';
import { type Decimal, decimalText, parseDecimal, rescale, subtract } from '../../../analytics/present/decimal.ts';
import { isRoster } from './roster.ts';

export interface PartnerMove {
  /** The partner's id, or the name in brackets of what belongs to no partner. */
  readonly partner: string | null;
  readonly now: Cell;
  readonly prior: Cell;
}

export type StepId = 'new' | 'lost' | 'grew' | 'shrank' | 'outside' | 'shared';

export interface BridgeStep {
  readonly id: StepId;
  /** Signed decimal text. */
  readonly amount: string;
  readonly partners: number;
}

export interface Bridge {
  readonly start: string;
  readonly steps: readonly BridgeStep[];
  readonly end: string;
}

const ROSTER_STEPS = ['new', 'lost', 'grew', 'shrank'] as const;

/**
 * `outside` holds what belongs to no partner (direct, unassigned); `shared` takes back what was credited to more than
 * one partner. Both are left out when there is nothing in them.
 */
export function bridgeOf(moves: readonly PartnerMove[], total: { readonly now: Cell; readonly prior: Cell }): Bridge {
  const start = decimalOf(total.prior);
  const end = decimalOf(total.now);
  const sums = new Map<StepId, { sum: Decimal; partners: number }>();
  let credited: Decimal = ZERO;
  for (const { partner, now, prior } of moves) {
    const after = decimalOf(now);
    const before = decimalOf(prior);
    const difference = subtract(after, before);
    credited = add(credited, difference);
    const step = isRoster(partner) ? stepOf(before, after) : 'outside';
    if (step === null) continue;
    const { sum, partners } = sums.get(step) ?? { sum: ZERO, partners: 0 };
    sums.set(step, { sum: add(sum, difference), partners: partners + 1 });
  }
  const steps: BridgeStep[] = ROSTER_STEPS.map((id) => {
    const { sum, partners } = sums.get(id) ?? { sum: ZERO, partners: 0 };
    return { id, amount: decimalText(sum), partners };
  });
  const outside = sums.get('outside');
  if (outside && outside.sum.units !== 0n) {
    steps.push({ id: 'outside', amount: decimalText(outside.sum), partners: 0 });
  }
  const shared = subtract(subtract(end, start), credited);
  if (shared.units !== 0n) steps.push({ id: 'shared', amount: decimalText(shared), partners: 0 });
  return { start: decimalText(start), steps, end: decimalText(end) };
}

export interface Mover {
  readonly partner: string;
  readonly now: string;
  readonly prior: string;
  readonly change: string;
}

/** The partners that gained and lost most, by amount; `most` of each, none that stood still. */
export function moversOf(moves: readonly PartnerMove[], most: number): { up: Mover[]; down: Mover[] } {
  const changed = moves.flatMap(({ partner, now, prior }) => {
    if (!isRoster(partner)) return [];
    const [after, before] = [decimalOf(now), decimalOf(prior)];
    const difference = subtract(after, before);
    if (difference.units === 0n) return [];
    const mover = { partner, now: decimalText(after), prior: decimalText(before), change: decimalText(difference) };
    return [{ mover, size: Number(mover.change) }];
  });
  changed.sort((a, b) => b.size - a.size);
  return {
    up: changed
      .filter(({ size }) => size > 0)
      .slice(0, most)
      .map(({ mover }) => mover),
    down: changed
      .filter(({ size }) => size < 0)
      .reverse()
      .slice(0, most)
      .map(({ mover }) => mover),
  };
}

function stepOf(before: Decimal, after: Decimal): (typeof ROSTER_STEPS)[number] | null {
  if (before.units === 0n) return after.units === 0n ? null : 'new';
  if (after.units === 0n) return 'lost';
  const difference = subtract(after, before).units;
  if (difference === 0n) return null;
  return difference > 0n ? 'grew' : 'shrank';
}

const ZERO: Decimal = { units: 0n, scale: 0 };

function decimalOf(value: Cell): Decimal {
  return (value === null || typeof value === 'boolean' ? null : parseDecimal(String(value))) ?? ZERO;
}

function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: rescale(a, scale).units + rescale(b, scale).units, scale };
}
