import { HISTORY, iso, monthStart } from './calendar.ts';
import { amountOf, type Deal } from './deals.ts';
import type { Planted, SampleNetwork } from './generate.ts';
import { type Bookings, type LevelHistory, levelOn } from './levels.ts';
import { atRate, moneyText } from './money.ts';
import { AGREEMENT_ENDS } from './partners.ts';
import { LATE_FROM, LATE_REGION, type Payout } from './payouts.ts';
import { LEVEL_REBATE, THRESHOLDS, VOLUME_BANDS, volumeBand } from './program.ts';
import type { Stories, WrongRate } from './stories.ts';
import type { Underpayments } from './underpayments.ts';

/** Days after the history within which a registration counts as about to expire. */
const EXPIRING_DAYS = 31;

/** The planted stories by id. Called last, when every deal and payout has its number. */
export function tellStories(network: Omit<SampleNetwork, 'stories'>, planted: Planted, bookings: Bookings): Stories {
  const { partners, deals, levels } = network;
  const falling = partners.find((partner) => partner.collapse !== null)!;
  const ending = partners.find((partner) => partner.agreementEnd === AGREEMENT_ENDS)!;
  const half = (months: number): [number, number] => [
    monthStart(HISTORY.to, months),
    monthStart(HISTORY.to, months + 9) - 1,
  ];
  return {
    justUnderLevel: planted.justUnder.map(({ partner, level }) => ({
      partner,
      level,
      threshold: THRESHOLDS[level],
      bookings: moneyText(bookings.lastYear(partner)),
    })),
    paidLate: { region: LATE_REGION, from: iso(LATE_FROM) },
    wrongLevelRate: planted.payouts.wrongLevel.map((payout) => wrongRate(payout, rightLevelRate(payout, levels))),
    wrongBand: planted.payouts.wrongBand.map((payout) => wrongRate(payout, rightBandRate(payout))),
    paidTwice: planted.payouts.paidTwice.map(({ again, first }) => ({
      payout: again.id,
      repeats: first.id,
      amount: moneyText(again.amount),
    })),
    notTakenBack: planted.payouts.notTakenBack.map(({ deal, amount }) => ({
      deal: deal!.refunds!.id,
      creditNote: deal!.id,
      amount: moneyText(-amount),
    })),
    ...toldUnderpayments(planted.underpayments, levels),
    refunds: planted.refunds.map((deal) => ({ creditNote: deal.id, deal: deal.refunds!.id })),
    mdfOverApproval: ids(planted.mdf.overApproval),
    mdfMissingProof: ids(planted.mdf.missingProof),
    mdfReusedProof: planted.mdf.reusedProof.map(({ id, mdf }) => ({ payout: id, proof: mdf!.proofRef! })),
    mdfLateClaim: ids(planted.mdf.lateClaim),
    mdfActivityBeforeApproval: ids(planted.mdf.activityBeforeApproval),
    mdfUnclaimed: { payouts: ids(planted.mdf.unclaimed), lapsesOn: iso(HISTORY.to + 31) },
    registrationConflicts: planted.conflicts.map(({ first, second, bothApproved }) => ({
      customer: first.customer,
      product: first.lines[0]!.product.id,
      deals: [first.id, second.id],
      bothApproved,
    })),
    waitingRegistrations: ids(planted.waiting),
    expiringRegistrations: ids(deals.filter(expiring)),
    dormantPartners: ids(partners.filter((partner) => partner.temper === 'dormant')),
    agreementEnding: { partner: ending.id, agreementEnd: iso(ending.agreementEnd) },
    goldAtTheMinimum: planted.enablement.atTheMinimum.map((margin) => ({
      ...margin,
      expiresOn: iso(margin.expiresOn),
    })),
    steepDecline: {
      partner: falling.id,
      from: iso(falling.collapse!.on),
      before: moneyText(bookings.of(falling.id, ...half(-20))),
      after: moneyText(bookings.of(falling.id, ...half(-8))),
    },
    unassignedDeals: ids(planted.unassigned),
    spellings: partners
      .filter(({ aliases }) => aliases.length > 0)
      .map(({ id, aliases }) => ({ partner: id, aliases })),
  };
}

function toldUnderpayments(
  { formerLevel, missedBand, partOfDeal, wrongCurrency, leftOut }: Underpayments,
  levels: LevelHistory,
): Pick<Stories, 'formerLevelRate' | 'missedBand' | 'partOfDeal' | 'wrongCurrency' | 'notPaid'> {
  return {
    formerLevelRate: formerLevel.map((payout) => wrongRate(payout, rightLevelRate(payout, levels))),
    missedBand: missedBand.map((payout) => wrongRate(payout, rightBandRate(payout))),
    partOfDeal: partOfDeal.map(({ id, deal, base, rate, amount }) => ({
      payout: id,
      paidBase: moneyText(base!),
      rightBase: moneyText(amountOf(deal!)),
      paidAmount: moneyText(amount),
      rightAmount: moneyText(atRate(amountOf(deal!), rate!)),
    })),
    wrongCurrency: wrongCurrency.map(({ id, deal, amount, currency }) => ({
      payout: id,
      deal: deal!.id,
      amount: moneyText(amount),
      paidIn: currency,
      owedIn: deal!.currency,
    })),
    notPaid: leftOut.map(({ partner, program, deal, earnedOn, amount }) => ({
      partner,
      program,
      deal: deal?.id ?? null,
      earnedOn: iso(earnedOn!),
      amount: moneyText(amount),
    })),
  };
}

const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

function expiring({ outcome, registration }: Deal): boolean {
  const ends = registration?.expiresOn ?? null;
  return outcome === 'open' && ends !== null && ends > HISTORY.to && ends <= HISTORY.to + EXPIRING_DAYS;
}

function wrongRate(payout: Payout, right: number): WrongRate {
  return {
    payout: payout.id,
    partner: payout.partner,
    paidRate: rateText(payout.rate!),
    rightRate: rateText(right),
    paidAmount: moneyText(payout.amount),
    rightAmount: moneyText(atRate(payout.base!, right)),
  };
}

const rightLevelRate = (payout: Payout, levels: LevelHistory): number =>
  LEVEL_REBATE[levelOn(levels, payout.partner, payout.earnedOn!)!];

const rightBandRate = (payout: Payout): number => VOLUME_BANDS[volumeBand(payout.base! / 100)]!.rate;

/** Basis points as a decimal: 350 is `0.0350`. */
export function rateText(basisPoints: number): string {
  return (basisPoints / 10_000).toFixed(4);
}
