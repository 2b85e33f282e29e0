/** What each line costs, beside what the same line paid before. */
import type { LineCost, LostTo } from '../../api/incentives.ts';
import { amountText } from '../settle.ts';
import type { SideLine } from '../side.ts';
import { type LinePair, total } from './paidLines.ts';

export function lineCosts(pairs: readonly LinePair[], lostOf: (line: SideLine) => readonly LostTo[]): LineCost[] {
  return pairs.map(({ before, after }) => {
    const { plan, line, label, kind, pay, base, of } = (after ?? before)!;
    return {
      plan,
      line,
      label,
      kind,
      before: before && amountText(total(before)),
      after: amountText(after ? total(after) : 0),
      base: base === null ? null : amountText(base),
      payees: pay.reduce((count, amount) => count + Number(amount !== 0), 0),
      lost: after && of ? lostOf(of) : [],
    };
  });
}
