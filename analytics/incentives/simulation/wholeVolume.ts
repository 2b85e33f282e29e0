/** How much more a loser would have to sell to be paid as before: looked for on the pay function itself. */
import type { LabOptions } from '../../metrics/lab.ts';
import { Pace } from '../../metrics/pace.ts';
import { numbers } from '../../present/numbers.ts';
import { paySide } from '../paySide.ts';
import { amountText } from '../settle.ts';
import type { PayView } from './view.ts';

/** Nobody is told to sell more than three times as much. */
const MOST = 3;
/** Halvings of what is between enough and too little: to a two-thousandth. */
const HALVINGS = 12;

/**
 * By payee the smallest factor on its sales at which the plans pay as much as before; who is not named is not kept whole by
 * any. All payees are tried at once, each with a factor of its own. Pay that rises and falls again (a cap on growth, a pool)
 * may have a smaller factor than the one found.
 */
export async function volumesToKeepWhole(
  { desk, prepared, rated }: PayView,
  losers: readonly number[],
  options: LabOptions,
): Promise<ReadonlyMap<number, number>> {
  const { after: request } = prepared.sides;
  if (request === 'as-paid' || losers.length === 0) return new Map();
  const { pairs } = rated;
  const pace = new Pace(options, 'runs');
  const enough = async (factors: ReadonlyMap<number, number>): Promise<ReadonlySet<number>> => {
    const volume = new Map([...factors].map(([payee, factor]) => [pairs.payees[payee]!, factor]));
    const side = await paySide(desk, { ...request, record: false, volume }, { signal: options.signal });
    const pay = new Map(side.payees.map((id, place) => [id, side.pay[place]!]));
    return new Set([...factors.keys()].filter((payee) => (pay.get(pairs.payees[payee]!) ?? 0) >= pairs.before[payee]!));
  };
  const reachable = await enough(new Map(losers.map((payee) => [payee, MOST])));
  const low = new Map([...reachable].map((payee) => [payee, 1]));
  const high = new Map([...reachable].map((payee) => [payee, MOST]));
  for (let step = 0; step < HALVINGS; step++) {
    await pace.turn('Looking for what keeps losers whole', step, HALVINGS);
    const middle = new Map([...reachable].map((payee) => [payee, (low.get(payee)! + high.get(payee)!) / 2]));
    const kept = await enough(middle);
    for (const [payee, factor] of middle) (kept.has(payee) ? high : low).set(payee, factor);
  }
  return high;
}

/** `Bookings 12.4 % higher: 1,204,000 instead of 1,071,000.` */
export function wholeWords(factor: number, revenue: number, locale: string): string {
  const { percent, integer } = numbers(locale);
  const more = Math.ceil((factor - 1) * 1_000) / 1_000;
  const share = `Sales ${percent(more.toFixed(3), 1)} higher`;
  if (revenue <= 0) return `${share}.`;
  return `${share}: bookings of ${integer(amountText(Math.ceil(revenue * (1 + more))))} instead of ${integer(amountText(revenue))}.`;
}
