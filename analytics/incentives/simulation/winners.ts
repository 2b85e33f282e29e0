/** Who wins and who loses between two sides. */
import type { PayDot, Side } from '../../api/incentives.ts';
import { amountText } from '../settle.ts';
import { inPopulation, type PayView } from './view.ts';

/** Dots that a picture can show; the smallest differences are left out. */
const MOST_DOTS = 1_500;

export interface Winners {
  readonly wins: Side;
  readonly loses: Side;
  readonly same: number;
  readonly dots: readonly PayDot[];
  readonly growingLosers: number;
}

export function winnersOf(view: PayView): Winners {
  const { rated, payees, revenue } = view;
  const { pairs } = rated;
  const changed: number[] = [];
  const sides = { wins: { payees: 0, amount: 0 }, loses: { payees: 0, amount: 0 } };
  let growingLosers = 0;
  payees.forEach(({ id }, payee) => {
    const difference = pairs.after[payee]! - pairs.before[payee]!;
    if (difference === 0) return;
    changed.push(payee);
    const side = difference > 0 ? sides.wins : sides.loses;
    side.payees++;
    side.amount += difference;
    if (difference < 0 && (revenue.now.get(id) ?? 0) > (revenue.earlier.get(id) ?? 0)) growingLosers++;
  });
  const difference = (payee: number) => Math.abs(pairs.after[payee]! - pairs.before[payee]!);
  changed.sort((a, b) => difference(b) - difference(a) || a - b);
  return {
    wins: { payees: sides.wins.payees, amount: amountText(sides.wins.amount) },
    loses: { payees: sides.loses.payees, amount: amountText(sides.loses.amount) },
    same: payees.length + inPopulation(view).length - changed.length,
    dots: changed.slice(0, MOST_DOTS).map((payee) => {
      const { id, name, level } = payees[payee]!;
      return {
        partner: id,
        name,
        level,
        before: amountText(pairs.before[payee]!),
        after: amountText(pairs.after[payee]!),
      };
    }),
    growingLosers,
  };
}
