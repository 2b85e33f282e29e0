/** Both sides of a case, paid. */
import { QuarterdeckError } from '../api/errors.ts';
import type { IncentiveBasis } from '../api/incentives.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { asPaidSide } from './asPaid.ts';
import type { IncentiveDesk } from './desk.ts';
import { digest } from './lab/digest.ts';
import { paySide } from './paySide.ts';
import type { PreparedCase } from './prepareCase.ts';
import { type PayPairs, type PaySide, payPairs } from './side.ts';

export interface RatedCase {
  readonly basis: IncentiveBasis;
  readonly before: PaySide;
  readonly after: PaySide;
  /** Payees of both sides. */
  readonly pairs: PayPairs;
}

/**
 * @throws what `paySide` throws, and QuarterdeckError `not-found` where only what was paid is asked for and no payouts are
 * loaded: nothing paid and nothing known are two things.
 */
export async function rateCase(
  desk: IncentiveDesk,
  prepared: PreparedCase,
  options: LabOptions = {},
): Promise<RatedCase> {
  const { paidUnknown } = prepared.basis;
  if (paidUnknown !== null && prepared.sides.after === 'as-paid') throw new QuarterdeckError('not-found', paidUnknown);
  const pay = (side: PreparedCase['sides']['before']): Promise<PaySide> =>
    side === 'as-paid' ? asPaidSide(desk, prepared.asPaid, options) : paySide(desk, side, options);
  const { sides } = prepared;
  const { context, lab } = desk;
  // What plans are compared with stands still while they are moved.
  const before =
    sides.before === 'as-paid'
      ? await pay('as-paid')
      : await lab.keep(context, `pay side ${digest(sides.before)}`, options.signal, async () => {
          const value = await pay(sides.before);
          return { value, bytes: bytesOf(value) };
        });
  const after = sides.after === sides.before ? before : await pay(sides.after);
  const pairs = payPairs(before, after);
  let payees = 0;
  for (let at = 0; at < pairs.payees.length; at++) if (pairs.before[at] !== 0 || pairs.after[at] !== 0) payees++;
  return { basis: { ...prepared.basis, payees }, before, after, pairs };
}

function bytesOf({ payees, lines }: PaySide): number {
  return lines.reduce((sum, { payeeOf }) => sum + payeeOf.length * 64, payees.length * 48);
}
