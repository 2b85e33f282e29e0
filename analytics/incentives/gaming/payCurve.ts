/**
 * What a partner is paid for selling more: the curve of a pay function between its edges, where it jumps, where it lies flat,
 * and what the next step is worth from where he stands. Figures are whole numbers of 1/10,000.
 */

/** Pay on an amount. Between edges it is a straight line, as the pay of bands, floors and caps is. */
export type Pay = (amount: number) => number;

export interface PayJump {
  readonly at: number;
  /** Paid at the edge more than right below it; below 0 where reaching it costs money. */
  readonly by: number;
}

/** A stretch on which more sales bring no more pay. */
export interface DeadZone {
  readonly from: number;
  /** Up to, not with; null where it never ends. */
  readonly to: number | null;
  readonly pay: number;
}

export interface PayPoint {
  readonly amount: number;
  readonly pay: number;
  /** Pay for the next unit of sales, as a share of it: the slope to the right. */
  readonly marginal: number;
}

export interface PayCurve {
  /** At zero, the edges and the top, in order. */
  readonly points: readonly PayPoint[];
  readonly jumps: readonly PayJump[];
  readonly deadZones: readonly DeadZone[];
}

/**
 * @param edges thresholds, floors and amounts at which caps bind, in any order
 * @param top where the curve is cut off, above all edges that matter; a last flat stretch has no end
 */
export function payCurve(pay: Pay, edges: readonly number[], top: number): PayCurve {
  const starts = [...new Set([0, ...edges.filter((edge) => edge > 0 && edge < top)])].sort((a, b) => a - b);
  const points: PayPoint[] = [];
  const jumps: PayJump[] = [];
  const deadZones: DeadZone[] = [];
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1] ?? top;
    // The last unit before the next edge: the edge itself belongs to the band above.
    const last = to - 1;
    const [first, end] = [pay(from), pay(last)];
    if (index > 0) {
      const by = first - pay(from - 1);
      if (isJump(by, slopeOf(pay, starts[index - 1]!, from - 1), first)) jumps.push({ at: from, by });
    }
    points.push({ amount: from, pay: first, marginal: slopeOf(pay, from, last) });
    if (last > from && end <= first)
      addZone(deadZones, { from, to: index === starts.length - 1 ? null : to, pay: first });
  }
  const marginal = points.at(-1)!.marginal;
  points.push({ amount: top, pay: pay(top), marginal });
  return { points, jumps, deadZones };
}

function slopeOf(pay: Pay, from: number, to: number): number {
  return to > from ? (pay(to) - pay(from)) / (to - from) : 0;
}

/** Pay is rounded to cents: a step of one cent at an edge is rounding. */
const CENT = 100;

function isJump(by: number, slope: number, pay: number): boolean {
  return Math.abs(by - slope) > CENT + Math.abs(pay) * Number.EPSILON;
}

/** Two flat stretches of one height that touch are one. */
function addZone(zones: DeadZone[], zone: DeadZone): void {
  const before = zones.at(-1);
  if (before && before.to === zone.from && before.pay === zone.pay)
    zones[zones.length - 1] = { ...zone, from: before.from };
  else zones.push(zone);
}

export interface NextStep {
  readonly pay: number;
  /** Slope where he stands. */
  readonly marginal: number;
  readonly inDeadZone: boolean;
  /** The nearest jump above him; null above the last one. */
  readonly next: {
    readonly at: number;
    readonly distance: number;
    readonly gain: number;
    readonly rate: number;
  } | null;
}

/** What a partner who stands at an amount has before him. `rate` is the gain over the sales that it takes. */
export function nextStep(pay: Pay, { points, jumps, deadZones }: PayCurve, amount: number): NextStep {
  const own = pay(amount);
  const jump = jumps.find(({ at, by }) => at > amount && by > 0);
  const gain = jump ? pay(jump.at) - own : 0;
  return {
    pay: own,
    marginal: points.findLast((point) => point.amount <= amount)?.marginal ?? 0,
    inDeadZone: deadZones.some(({ from, to }) => amount >= from && (to === null || amount < to)),
    next: jump ? { at: jump.at, distance: jump.at - amount, gain, rate: gain / (jump.at - amount) } : null,
  };
}
