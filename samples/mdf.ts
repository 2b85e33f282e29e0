import { type Day, fiscalYearOf, HISTORY, quarterStart, workday } from './calendar.ts';
import { type LevelHistory, levelOn } from './levels.ts';
import { type Cents, cents } from './money.ts';
import type { Partner } from './partners.ts';
import type { MdfClaim, Payout, Treasury } from './payouts.ts';
import { CLAIM_DAYS, FUND, type Level } from './program.ts';
import type { Random } from './random.ts';

/** A partner's market development budget for a fiscal year; it lapses a month after the year. */
export interface Fund {
  readonly id: string;
  readonly partner: string;
  readonly program: string;
  readonly allotted: Cents;
  readonly startsOn: Day;
  readonly expiresOn: Day;
}

export interface MdfLedger {
  readonly funds: readonly Fund[];
  readonly payouts: readonly Payout[];
  readonly faults: MdfFaults;
}

/** Planted faults in paid claims, and approved requests that nobody has claimed. */
export interface MdfFaults {
  readonly overApproval: Payout[];
  readonly missingProof: Payout[];
  readonly reusedProof: Payout[];
  readonly lateClaim: Payout[];
  readonly activityBeforeApproval: Payout[];
  readonly unclaimed: Payout[];
}

const REQUESTS: Readonly<Record<Level, number>> = { Registered: 0, Bronze: 0, Silver: 2, Gold: 4, Platinum: 8 };
const FAULTS = {
  overApproval: 12,
  missingProof: 15,
  reusedProof: 8,
  lateClaim: 14,
  activityBeforeApproval: 11,
} as const;
const REFUSALS = ['Outside the guidelines', 'Budget used up', 'No plan attached'] as const;

/** Funds of Silver partners and above, and the life of every request against them. */
export function makeMdf(
  random: Random,
  treasury: Treasury,
  partners: readonly Partner[],
  levels: LevelHistory,
): MdfLedger {
  const funds: Fund[] = [];
  const payouts: Payout[] = [];
  const faults: MdfFaults = {
    overApproval: [],
    missingProof: [],
    reusedProof: [],
    lateClaim: [],
    activityBeforeApproval: [],
    unclaimed: [],
  };
  let number = 0;
  for (let year = 0; year < 3; year++) {
    const startsOn = quarterStart(year * 4);
    for (const partner of partners) {
      const level = levelOn(levels, partner.id, startsOn + 10);
      if (level === null || FUND[level] === 0 || partner.temper !== 'producing') continue;
      const allotted = cents(Math.round((FUND[level] * random.between(0.75, 1.3)) / 250) * 250);
      const program = `MDF FY${fiscalYearOf(startsOn) % 100}`;
      const id = `F${fiscalYearOf(startsOn) % 100}-${partner.id.slice(2)}`;
      funds.push({ id, partner: partner.id, program, allotted, startsOn, expiresOn: quarterStart(year * 4 + 4) + 30 });
      const count = random.poisson(REQUESTS[level] * 0.95);
      for (let i = 0; i < count; i++) {
        const share = (allotted / 100 / (count + 0.6)) * random.between(0.55, 0.98);
        const requestedOn = workday(startsOn + random.int(4, 330));
        number++;
        const payout = request(
          random,
          treasury,
          partner,
          program,
          `MR-${10_000 + number}`,
          requestedOn,
          cents(Math.round(share / 50) * 50),
        );
        if (payout !== null) payouts.push(payout);
      }
    }
  }
  plantFaults(random, treasury, payouts, faults);
  faults.unclaimed.push(...payouts.filter((payout) => payout.status === 'approved' && payout.claimedOn === null));
  return { funds, payouts, faults };
}

/** A request until it is refused, lapses, waits, or is claimed and paid. Null when it is not decided yet. */
function request(
  random: Random,
  treasury: Treasury,
  partner: Partner,
  program: string,
  requestId: string,
  requestedOn: Day,
  asked: Cents,
): Payout | null {
  const decidedOn = workday(requestedOn + random.int(2, 12));
  if (decidedOn > HISTORY.to) return null;
  const activityOn = workday(decidedOn + random.int(14, 75));
  const base = { partner: partner.id, program, kind: 'mdf', currency: 'EUR' } as const;
  const mdf: MdfClaim = {
    requestId,
    requestedOn,
    approvedOn: decidedOn,
    approvedAmount: asked,
    activityOn,
    proofRef: null,
  };
  const idle = (status: 'approved' | 'refused' | 'expired', reason: string | null): Payout => ({
    ...treasury.pay({ ...base, amount: 0, earnedOn: decidedOn, mdf, reason }),
    status,
    earnedOn: null,
    dueOn: null,
    paidOn: null,
    dispute: 'none',
    ...(status === 'refused' ? { mdf: { ...mdf, approvedOn: null, approvedAmount: null } } : {}),
  });
  if (random.chance(0.07)) return idle('refused', random.pick(REFUSALS));
  const claimedOn = workday(activityOn + random.int(4, CLAIM_DAYS - 8));
  if (claimedOn > HISTORY.to) return idle('approved', null);
  if (random.chance(0.06)) {
    // The current year's fund is still open, so its unclaimed requests may yet be claimed.
    return requestedOn >= quarterStart(8)
      ? idle('approved', null)
      : idle('expired', 'Not claimed before the fund lapsed');
  }
  const amount = random.chance(0.7) ? asked : cents(Math.round((asked / 100) * random.between(0.7, 0.99)));
  return treasury.pay({
    ...base,
    amount,
    earnedOn: claimedOn,
    claimedOn,
    mdf: { ...mdf, proofRef: `POP-${requestId.slice(3)}-${random.int(100, 999)}` },
  });
}

/** Long enough ago that a claim moved to a later day is still paid within the history. */
const SETTLED = HISTORY.to - 210;

/** Breaks a rule in a few paid claims; a claim has one fault at most, so that each is found by its own check. */
function plantFaults(random: Random, treasury: Treasury, payouts: Payout[], faults: MdfFaults): void {
  const settled = payouts.flatMap((payout, index) =>
    payout.paidOn !== null && payout.paidOn < SETTLED ? [index] : [],
  );
  const all = Object.values(FAULTS).reduce((sum, count) => sum + count, 0);
  const shuffled = random.shuffled(settled);
  const chosen = shuffled.slice(0, all);
  const sound = shuffled.slice(all);
  const plant = (fault: keyof typeof FAULTS, change: (payout: Payout, mdf: MdfClaim) => Payout): void => {
    for (const index of chosen.splice(0, FAULTS[fault])) {
      const payout = payouts[index]!;
      const changed = change(payout, payout.mdf!);
      payouts[payouts.findIndex(({ mdf }) => mdf!.requestId === changed.mdf!.requestId)] = changed;
      faults[fault].push(changed);
    }
  };
  plant('overApproval', (payout, mdf) => {
    return { ...payout, amount: cents(Math.round((mdf.approvedAmount! / 100) * random.between(1.06, 1.4))) };
  });
  plant('missingProof', (payout, mdf) => ({ ...payout, mdf: { ...mdf, proofRef: null } }));
  plant('reusedProof', (payout) => {
    const index = sound.findIndex((other) => payouts[other]!.partner === payout.partner);
    // Taken out, so that no proof is used three times.
    const [donor] = sound.splice(Math.max(0, index), 1);
    const other = payouts[donor!]!;
    const [first, again] = other.claimedOn! <= payout.claimedOn! ? [other, payout] : [payout, other];
    return { ...again, mdf: { ...again.mdf!, proofRef: first.mdf!.proofRef } };
  });
  plant('lateClaim', ({ partner, program, kind, currency, amount }, mdf) => {
    const claimedOn = workday(mdf.activityOn + CLAIM_DAYS + random.int(4, 40));
    return treasury.pay({ partner, program, kind, currency, amount, claimedOn, earnedOn: claimedOn, mdf });
  });
  plant('activityBeforeApproval', (payout, mdf) => {
    const approvedOn = Math.min(payout.claimedOn!, mdf.activityOn + random.int(1, 12));
    return { ...payout, mdf: { ...mdf, approvedOn } };
  });
}
