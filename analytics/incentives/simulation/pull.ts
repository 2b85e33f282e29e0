/** How much more partners sell who are close below a threshold of the plans. */
import type { Assumptions } from '../../api/documents/assumptions.ts';
import { type ThresholdPull, thresholdPull } from '../response/curves.ts';
import { likely } from '../response/figure.ts';
import { tenThousandths } from '../settle.ts';
import type { PaySide, SideLine } from '../side.ts';

/**
 * Lift by payee over the period, 0.05 for five percent: of each line whose bands are asked of its base, the lifts of its
 * periods weighted by what was sold in them; the largest where several lines pull.
 */
export function pullOf({ payees, lines }: PaySide, pull: Assumptions['pull']): ReadonlyMap<string, number> {
  const lifts = new Map<string, number>();
  if (!pull) return lifts;
  const { within, power, coolOffPeriods } = pull;
  const terms = { gain: likely(pull.gain), within: Number(within), power: Number(power), coolOffPeriods };
  for (const line of lines) {
    const edges = edgesOf(line);
    if (edges.length === 0) continue;
    for (let from = 0, to = 0; from < line.payeeOf.length; from = to) {
      const payee = line.payeeOf[from]!;
      while (line.payeeOf[to] === payee) to++;
      const lift = liftOf(line, edges, terms, from, to);
      const id = payees[payee]!;
      if (lift > (lifts.get(id) ?? 0)) lifts.set(id, lift);
    }
  }
  return lifts;
}

/** Of the periods of one payee. */
function liftOf(
  { base, periodOf }: SideLine,
  edges: readonly number[],
  terms: ThresholdPull,
  from: number,
  to: number,
) {
  let [weighted, sold, stood] = [0, 0, -1];
  let crossed: number | null = null;
  for (let row = from; row < to; row++) {
    const own = Math.max(base[row]!, 0);
    const reached = edges.filter((edge) => own >= edge).length;
    if (stood >= 0 && reached > stood) crossed = periodOf[row]!;
    stood = reached;
    weighted +=
      own * thresholdPull(terms, own, edges[reached] ?? null, crossed === null ? null : periodOf[row]! - crossed);
    sold += own;
  }
  return sold === 0 ? 0 : weighted / sold;
}

function edgesOf({ compiled: { line, unit, needs } }: SideLine): number[] {
  const { rate } = line;
  if (unit !== 'payee' || needs.scope || !('how' in rate) || rate.on) return [];
  return rate.bands.map(({ from }) => tenThousandths(from)).filter((edge) => edge > 0);
}
