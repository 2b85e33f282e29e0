import { type Day, fiscalYearOf, HISTORY, QUARTERS, quarterEnd, quarterOf, quarterStart, workday } from './calendar.ts';
import { amountOf, type Deal, type Line } from './deals.ts';
import { type LevelHistory, levelOn } from './levels.ts';
import { atRate, type Cents } from './money.ts';
import type { Partner } from './partners.ts';
import type { Currency, Region } from './places.ts';
import { CLOUD } from './products.ts';
import {
  CERTIFICATIONS,
  CLOUD_SPIFF,
  CO_OP,
  COSELL_FEE,
  DUE_DAYS,
  LEVEL_REBATE,
  type PayoutKind,
  REFERRAL_FEE,
  REGISTRATION_DISCOUNT,
  rank,
  VOLUME_BANDS,
  volumeBand,
} from './program.ts';
import type { Random } from './random.ts';
import { inEuro } from './rates.ts';

/** What only MDF payouts have. */
export interface MdfClaim {
  readonly requestId: string;
  readonly requestedOn: Day;
  approvedOn: Day | null;
  approvedAmount: Cents | null;
  activityOn: Day;
  proofRef: string | null;
}

export interface Payout {
  id: string;
  readonly partner: string;
  readonly deal: Deal | null;
  readonly line: Line | null;
  readonly program: string;
  readonly kind: PayoutKind;
  readonly base: Cents | null;
  /** Basis points; null for fixed sums and MDF. */
  readonly rate: number | null;
  readonly amount: Cents;
  readonly currency: Currency;
  readonly status: 'accrued' | 'approved' | 'paid' | 'refused' | 'expired';
  readonly earnedOn: Day | null;
  readonly dueOn: Day | null;
  readonly claimedOn: Day | null;
  readonly paidOn: Day | null;
  readonly reason: string | null;
  readonly mdf: MdfClaim | null;
  readonly dispute: 'none' | 'open' | 'upheld' | 'rejected';
}

export const LATE_REGION: Region = 'Southern Europe';
/** From the third fiscal year on the late region waits about twice as long as agreed. */
export const LATE_FROM = quarterStart(8);

/** What a payout is made of before its payment is settled. */
export type Earning = Pick<Payout, 'partner' | 'program' | 'kind' | 'amount' | 'currency'> &
  Partial<Pick<Payout, 'deal' | 'line' | 'base' | 'rate' | 'claimedOn' | 'reason' | 'mdf'>> & {
    readonly earnedOn: Day;
  };

/** Turns an earning into a payout with due and payment dates, as far as the history goes. */
export class Treasury {
  readonly #random: Random;
  readonly #regions: ReadonlyMap<string, Region>;

  constructor(random: Random, partners: readonly Partner[]) {
    this.#random = random;
    this.#regions = new Map(partners.map((partner) => [partner.id, partner.country.region]));
  }

  pay(earning: Earning): Payout {
    const { kind, earnedOn } = earning;
    const dueOn = earnedOn + DUE_DAYS[kind];
    const paidOn = kind === 'discount' ? earnedOn : workday(earnedOn + this.#lag(earning));
    const paid = paidOn <= HISTORY.to;
    const overdue = dueOn <= HISTORY.to;
    return {
      deal: null,
      line: null,
      base: null,
      rate: null,
      claimedOn: null,
      reason: null,
      mdf: null,
      ...earning,
      id: '',
      dueOn,
      paidOn: paid ? paidOn : null,
      status: paid ? 'paid' : overdue || earnedOn < HISTORY.to - 20 ? 'approved' : 'accrued',
      dispute: kind !== 'discount' && this.#random.chance(0.02) ? this.#random.pick(DISPUTES) : 'none',
    };
  }

  /** Days from earning to payment: mostly in time, a seventh late, one region late as a rule. */
  #lag({ partner, kind, earnedOn }: Earning): number {
    const term = DUE_DAYS[kind];
    if (this.#regions.get(partner) === LATE_REGION && earnedOn >= LATE_FROM) {
      return this.#random.chance(0.1) ? this.#random.int(term - 12, term) : term + this.#random.int(18, 74);
    }
    return this.#random.chance(0.87) ? this.#random.int(term - 16, term) : term + this.#random.int(1, 32);
  }
}

const DISPUTES = ['open', 'upheld', 'rejected', 'rejected'] as const;

/** Everything the program pays by rule, MDF apart, in the order of earning. */
export function makePayouts(treasury: Treasury, deals: readonly Deal[], levels: LevelHistory): Payout[] {
  const won = deals.filter((deal) => deal.outcome === 'won' && onRoster(levels, deal));
  return [...won.flatMap((deal) => dealEarnings(deal, levels)), ...quarterEarnings(won, levels)].map((earning) =>
    treasury.pay(earning),
  );
}

const onRoster = (levels: LevelHistory, deal: Deal): boolean => deal.partner === null || levels.has(deal.partner);

/** Level rebate, registration discount, SPIFF and fees of one won deal; negative ones for a credit note. */
function dealEarnings(deal: Deal, levels: LevelHistory): Earning[] {
  // A refund is settled at the terms of the deal it takes back.
  const origin = deal.refunds ?? deal;
  const taken = deal.refunds !== null;
  const amount = amountOf(deal);
  const common = {
    deal,
    currency: deal.currency,
    earnedOn: deal.closedOn,
    ...(taken ? { reason: `Clawback: refund of ${origin.id}` } : {}),
  };
  const earning = (partner: string, program: string, kind: PayoutKind, base: Cents, rate: number): Earning => {
    return { ...common, partner, program, kind, base, rate, amount: atRate(base, rate) };
  };
  const earnings: Earning[] = [];
  if (deal.partner !== null && deal.partnerRole === 'Fulfilment') {
    const level = levelOn(levels, deal.partner, origin.closedOn) ?? 'Registered';
    if (LEVEL_REBATE[level] > 0) {
      earnings.push(earning(deal.partner, 'Level rebate', 'rebate', amount, LEVEL_REBATE[level]));
    }
    if (!taken && deal.registration?.approved === true) {
      earnings.push(earning(deal.partner, 'Registration discount', 'discount', amount, REGISTRATION_DISCOUNT));
    }
    if (deal.motion === 'new' && rank(level) >= rank('Bronze')) {
      for (const line of deal.lines.filter(({ product }) => product.family === CLOUD)) {
        earnings.push({ ...earning(deal.partner, 'Cloud SPIFF', 'spiff', line.amount, CLOUD_SPIFF), line });
      }
    }
  }
  const referrer = deal.partnerRole === 'Referral' ? deal.partner : deal.referredBy;
  if (referrer !== null) earnings.push(earning(referrer, 'Referral fee', 'commission', amount, REFERRAL_FEE));
  if (deal.cosoldBy !== null) earnings.push(earning(deal.cosoldBy, 'Co-sell fee', 'commission', amount, COSELL_FEE));
  return earnings;
}

/** EUR that a partner fulfilled in a fiscal quarter, refunds taken off. */
export function fulfilledByQuarter(won: readonly Deal[]): ReadonlyMap<string, readonly Cents[]> {
  const totals = new Map<string, Cents[]>();
  for (const deal of won) {
    if (deal.partner === null || deal.partnerRole !== 'Fulfilment') continue;
    const quarters = totals.get(deal.partner) ?? Array<Cents>(QUARTERS).fill(0);
    quarters[quarterOf(deal.closedOn)]! += inEuro(amountOf(deal), deal.currency, deal.closedOn);
    totals.set(deal.partner, quarters);
  }
  return totals;
}

/** Volume rebate and co-op, earned on the last day of each quarter. */
function quarterEarnings(won: readonly Deal[], levels: LevelHistory): Earning[] {
  const earnings: Earning[] = [];
  for (const [partner, quarters] of fulfilledByQuarter(won)) {
    quarters.forEach((base, quarter) => {
      const common = { partner, currency: 'EUR', earnedOn: quarterEnd(quarter), base } as const;
      const band = VOLUME_BANDS[volumeBand(base / 100)];
      if (band !== undefined) {
        const amount = atRate(base, band.rate);
        earnings.push({ ...common, program: 'Volume rebate', kind: 'rebate', rate: band.rate, amount });
      }
      const level = levelOn(levels, partner, quarterEnd(quarter));
      if (base > 0 && level !== null && rank(level) >= rank('Gold')) {
        const program = `Co-op FY${fiscalYearOf(quarterEnd(quarter)) % 100}`;
        earnings.push({ ...common, program, kind: 'co-op', rate: CO_OP, amount: atRate(base, CO_OP) });
      }
    });
  }
  return earnings;
}

/** The fixed sum for a certificate, for partners that are Silver or above on the day it was earned. */
export function reimbursements(
  treasury: Treasury,
  certificates: readonly { readonly partner: string; readonly name: string; readonly earnedOn: Day }[],
  levels: LevelHistory,
): Payout[] {
  return certificates
    .filter(({ partner, name, earnedOn }) => {
      if (reimbursementOf(name) === 0) return false;
      const level = earnedOn < HISTORY.from ? null : levelOn(levels, partner, earnedOn);
      return level !== null && rank(level) >= rank('Silver');
    })
    .map(({ partner, name, earnedOn }) => {
      const amount = reimbursementOf(name) * 100;
      const program = 'Certification reimbursement';
      return treasury.pay({ partner, program, kind: 'other', amount, currency: 'EUR', earnedOn });
    });
}

const reimbursementOf = (name: string): number =>
  CERTIFICATIONS.find((certification) => certification.name === name)!.reimbursement;
