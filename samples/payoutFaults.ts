import { HISTORY, workday } from './calendar.ts';
import { type LevelHistory, levelOn } from './levels.ts';
import { atRate } from './money.ts';
import type { Payout } from './payouts.ts';
import { LEVEL_REBATE, LEVELS, rank, VOLUME_BANDS, volumeBand } from './program.ts';
import type { Random } from './random.ts';

export interface PayoutFaults {
  /** Level rebates paid at the old, higher level after the partner had fallen. */
  readonly wrongLevel: readonly Payout[];
  /** Volume rebates paid at the next band although the quarter's bookings stayed under its edge. */
  readonly wrongBand: readonly Payout[];
  /** Earnings paid a second time, with the payout they repeat. */
  readonly paidTwice: readonly { readonly again: Payout; readonly first: Payout }[];
  /** Rebates of refunded deals that were never taken back. */
  readonly notTakenBack: readonly Payout[];
}

const WRONG_LEVEL = 23;
const WRONG_BAND = 9;
const PAID_TWICE = 14;
const NOT_TAKEN_BACK = 8;

/** Days after a fall in which somebody still worked with the old level. */
const STALE_DAYS = 75;

/** Breaks a few payouts in place: changes rates, adds repetitions, removes clawbacks. */
export function plantPayoutFaults(random: Random, payouts: Payout[], levels: LevelHistory): PayoutFaults {
  const replace = (old: Payout, rate: number): Payout => {
    const changed = { ...old, rate, amount: atRate(old.base!, rate) };
    payouts[payouts.indexOf(old)] = changed;
    return changed;
  };

  const stale = payouts.filter((payout) => {
    if (payout.program !== 'Level rebate' || payout.paidOn === null || payout.deal!.refunds !== null) return false;
    const before = levelOn(levels, payout.partner, payout.earnedOn! - STALE_DAYS);
    const then = levelOn(levels, payout.partner, payout.earnedOn!);
    return before !== null && then !== null && rank(before) === rank(then) + 1;
  });
  const wrongLevel = random.sample(stale, WRONG_LEVEL).map((payout) => {
    const level = levelOn(levels, payout.partner, payout.earnedOn!)!;
    return replace(payout, LEVEL_REBATE[LEVELS[rank(level) + 1]!]);
  });

  const under = payouts.filter((payout) => {
    if (payout.program !== 'Volume rebate' || payout.paidOn === null) return false;
    const next = VOLUME_BANDS[volumeBand(payout.base! / 100) + 1];
    return next !== undefined && payout.base! / 100 > next.from * 0.8;
  });
  const wrongBand = random.sample(under, WRONG_BAND).map((payout) => {
    return replace(payout, VOLUME_BANDS[volumeBand(payout.base! / 100) + 1]!.rate);
  });

  const settled = payouts.filter((payout) => {
    const deal = payout.kind === 'rebate' || payout.kind === 'spiff' || payout.kind === 'commission';
    const sound = !wrongLevel.includes(payout) && !wrongBand.includes(payout);
    return deal && sound && payout.amount > 50_00 && payout.paidOn !== null && payout.paidOn < HISTORY.to - 60;
  });
  const paidTwice = random.sample(settled, PAID_TWICE).map((first) => {
    const again = { ...first, paidOn: workday(first.paidOn! + random.int(6, 45)) };
    payouts.push(again);
    return { again, first };
  });

  const clawbacks = payouts.filter((payout) => payout.program === 'Level rebate' && payout.amount < 0);
  const notTakenBack = random.sample(clawbacks, NOT_TAKEN_BACK);
  for (const payout of notTakenBack) payouts.splice(payouts.indexOf(payout), 1);
  return { wrongLevel, wrongBand, paidTwice, notTakenBack };
}
