import { HISTORY, quarterEnd, quarterOf } from './calendar.ts';
import { type LevelHistory, levelOn } from './levels.ts';
import { atRate } from './money.ts';
import type { PayoutFaults } from './payoutFaults.ts';
import type { Payout } from './payouts.ts';
import { LEVEL_REBATE, rank, VOLUME_BANDS, volumeBand } from './program.ts';
import type { Random } from './random.ts';

/** What partners were owed and did not get. */
export interface Underpayments {
  /** Level rebates of the first quarter after a rise, still at the rate of the level before it. */
  readonly formerLevel: readonly Payout[];
  /** Volume rebates at the band below the one that the quarter's bookings had just reached. */
  readonly missedBand: readonly Payout[];
  /** Level rebates on the first line of a deal of several. */
  readonly partOfDeal: readonly Payout[];
  /** Rebates and fees on deals in pounds or francs, of which the same figure was paid in euros. */
  readonly wrongCurrency: readonly Payout[];
  /** Earnings for which no payout was made; they are not among the payouts. */
  readonly leftOut: readonly Payout[];
}

const RISEN_PARTNERS = 3;
const MISSED_BAND = 6;
const PART_OF_DEAL = 7;
const WRONG_CURRENCY = 5;
const LEFT_OUT = { 'Level rebate': 6, 'Volume rebate': 2, 'Referral fee': 3, 'Co-sell fee': 1 } as const;

/** Bookings this far above the edge of a band were still taken for those below it: a late deal was not counted. */
const JUST_ABOVE = 1.15;
/** The first line of a deal is a part of it that somebody may take for the whole. */
const PART = { from: 0.3, to: 0.85 } as const;
/** Smaller sums would not be missed by anybody. */
const FEWEST_CENTS = 150_00;
/** Days before the end of the history by which everything was due. */
const LONG_DUE = 90;

/**
 * Breaks a few payouts in place and takes some away. Called when payouts have their ids, so that no other payout changes;
 * those of `faults` stay as they are, and so do deals of which something was taken back.
 */
export function plantUnderpayments(
  random: Random,
  payouts: Payout[],
  levels: LevelHistory,
  faults: PayoutFaults,
): Underpayments {
  const touched = new Set<Payout>([
    ...faults.wrongLevel,
    ...faults.wrongBand,
    ...faults.paidTwice.flatMap(({ again, first }) => [again, first]),
  ]);
  const takenBack = new Set(payouts.flatMap(({ deal }) => deal?.refunds ?? []));
  for (const { deal } of faults.notTakenBack) takenBack.add(deal!.refunds!);

  const sound = (program: string): Payout[] =>
    payouts.filter((payout) => {
      const { deal, paidOn, earnedOn } = payout;
      const plain = deal === null || (deal.refunds === null && !takenBack.has(deal));
      const settled = paidOn !== null && earnedOn! < HISTORY.to - LONG_DUE;
      return payout.program === program && plain && settled && !touched.has(payout);
    });
  const replace = (old: Payout, change: Partial<Payout>): Payout => {
    const changed = { ...old, ...change };
    payouts[payouts.indexOf(old)] = changed;
    touched.add(changed);
    return changed;
  };
  const large = ({ amount }: Payout): boolean => amount >= FEWEST_CENTS;

  const formerLevel = atFormerLevel(random, sound('Level rebate'), levels).map(({ payout, rate }) =>
    replace(payout, { rate, amount: atRate(payout.base!, rate) }),
  );

  const justAbove = sound('Volume rebate').filter(({ base }) => {
    const band = volumeBand(base! / 100);
    return band > 0 && base! / 100 < VOLUME_BANDS[band]!.from * JUST_ABOVE;
  });
  const missedBand = random.sample(justAbove, MISSED_BAND).map((payout) => {
    const { rate } = VOLUME_BANDS[volumeBand(payout.base! / 100) - 1]!;
    return replace(payout, { rate, amount: atRate(payout.base!, rate) });
  });

  const severalLines = sound('Level rebate').filter(({ deal, base }) => {
    const part = deal!.lines[0]!.amount / base!;
    return deal!.lines.length > 1 && part > PART.from && part < PART.to;
  });
  const partOfDeal = random.sample(severalLines.filter(large), PART_OF_DEAL).map((payout) => {
    const base = payout.deal!.lines[0]!.amount;
    return replace(payout, { base, amount: atRate(base, payout.rate!) });
  });

  const foreign = [...sound('Level rebate'), ...sound('Referral fee')].filter(
    ({ currency }) => currency === 'GBP' || currency === 'CHF',
  );
  const wrongCurrency = random
    .sample(foreign.filter(large), WRONG_CURRENCY)
    .map((payout) => replace(payout, { currency: 'EUR' }));

  const leftOut = Object.entries(LEFT_OUT).flatMap(([program, count]) =>
    random.sample(sound(program).filter(large), count),
  );
  for (const payout of leftOut) payouts.splice(payouts.indexOf(payout), 1);
  return { formerLevel, missedBand, partOfDeal, wrongCurrency, leftOut };
}

/** All level rebates of a few partners for the quarter that began with their rise, each with the rate of the level before. */
function atFormerLevel(
  random: Random,
  rebates: readonly Payout[],
  levels: LevelHistory,
): { readonly payout: Payout; readonly rate: number }[] {
  const rises = [...levels].flatMap(([partner, spans]) =>
    spans.flatMap(({ level, from }, index) => {
      const before = spans[index - 1]?.level;
      const rose = before !== undefined && rank(before) < rank(level) && LEVEL_REBATE[before] > 0;
      if (!rose || levelOn(levels, partner, from - 1) !== before) return [];
      const until = quarterEnd(quarterOf(from));
      const own = rebates.filter((one) => one.partner === partner && one.earnedOn! >= from && one.earnedOn! <= until);
      return own.length < 2 ? [] : [own.map((payout) => ({ payout, rate: LEVEL_REBATE[before] }))];
    }),
  );
  return random.sample(rises, RISEN_PARTNERS).flat();
}
