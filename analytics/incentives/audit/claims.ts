/**
 * Claims on development funds. They are not earned by a formula: what is right is what was approved, for an activity that took
 * place after its approval, proved, and claimed in time. Pure.
 */
import type { AuditCause } from '../../api/payoutAudit.ts';
import { addDays, dayNumber } from '../../network/dates.ts';
import type { Verdict } from './judge.ts';
import type { LedgerPayout } from './ledger.ts';
import type { Words } from './words.ts';

export interface Claim {
  readonly payout: LedgerPayout;
  readonly program: string;
  readonly request: string;
  readonly approvedOn: string | null;
  readonly approved: number | null;
  readonly activityOn: string | null;
  readonly claimedOn: string | null;
  readonly proof: string | null;
  /** The first deal that the partner registered or opened from the day of the activity on. */
  readonly nextDeal: { readonly deal: string; readonly on: string } | null;
  /** Days from the activity within which the terms in force want a claim. */
  readonly claimDays: number | null;
}

export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: Verdict;
}

/** Days after an activity in which it should have brought a deal. */
const PIPELINE_DAYS = 90;

/** Every fault and every warning; a claim with several faults is one finding, whose cause is the first of them. */
export function judgeClaims(claims: readonly Claim[], today: string, words: Words): JudgedClaim[] {
  const firstUse = firstUses(claims);
  return claims.flatMap((claim): JudgedClaim[] => {
    const { payout, approved } = claim;
    if (payout.amount <= 0) return [];
    const voiding = [missing(claim), used(claim, firstUse, words), late(claim, words), early(claim, words)].filter(
      (one) => one !== null,
    );
    const over = excess(claim, words);
    const faults = over === null ? voiding : [...voiding, over];
    const [first] = faults;
    if (first) {
      const right = voiding.length > 0 ? 0 : approved!;
      const sentence = faults.map((one) => one.sentence).join(' ');
      return [{ claim, verdict: { payout, paid: payout.amount, right, cause: first.cause, error: true, sentence } }];
    }
    const nothing = withoutPipeline(claim, today, words);
    if (nothing === null) return [];
    return [{ claim, verdict: { payout, paid: payout.amount, right: payout.amount, error: false, ...nothing } }];
  });
}

type Fault = { readonly cause: AuditCause; readonly sentence: string };

function missing({ payout, proof }: Claim): Fault | null {
  if (proof !== null || payout.paidOn === null) return null;
  return { cause: 'proof missing', sentence: 'Paid without a proof of the activity.' };
}

/** The claim that used each proof first, by the day it was claimed. */
function firstUses(claims: readonly Claim[]): ReadonlyMap<string, Claim> {
  const first = new Map<string, Claim>();
  const order = ({ claimedOn, payout }: Claim) => `${claimedOn ?? payout.earnedOn} ${payout.id}`;
  for (const claim of claims.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))) {
    if (claim.proof !== null && !first.has(claim.proof)) first.set(claim.proof, claim);
  }
  return first;
}

function used({ proof, request }: Claim, first: ReadonlyMap<string, Claim>, words: Words): Fault | null {
  const earlier = proof === null ? undefined : first.get(proof);
  // Instalments of one request share its proof.
  if (!earlier || earlier.request === request) return null;
  const { payout, claimedOn } = earlier;
  return {
    cause: 'proof used twice',
    sentence: `Proof ${proof} was used for ${earlier.request} (${payout.id}) on ${words.day(claimedOn ?? payout.earnedOn)}.`,
  };
}

function late({ claimedOn, activityOn, claimDays }: Claim, words: Words): Fault | null {
  if (claimedOn === null || activityOn === null || claimDays === null) return null;
  const days = dayNumber(claimedOn) - dayNumber(activityOn);
  if (days <= claimDays) return null;
  return {
    cause: 'claimed late',
    sentence: `Claimed on ${words.day(claimedOn)}, ${words.days(days)} after the activity of ${words.day(activityOn)}; the terms allow ${claimDays}.`,
  };
}

function early({ activityOn, approvedOn }: Claim, words: Words): Fault | null {
  if (activityOn === null || approvedOn === null || activityOn >= approvedOn) return null;
  return {
    cause: 'activity before approval',
    sentence: `The activity took place on ${words.day(activityOn)}, before its approval on ${words.day(approvedOn)}.`,
  };
}

function excess({ payout, approved }: Claim, words: Words): Fault | null {
  if (approved === null || payout.amount <= approved) return null;
  return {
    cause: 'claim over approval',
    sentence: `${words.money(payout.amount)} paid of ${words.money(approved)} approved.`,
  };
}

function withoutPipeline({ activityOn, nextDeal }: Claim, today: string, words: Words): Fault | null {
  if (activityOn === null) return null;
  const last = addDays(activityOn, PIPELINE_DAYS);
  if (last > today || (nextDeal !== null && nextDeal.on <= last)) return null;
  const next = nextDeal === null ? '' : `; the next one, ${nextDeal.deal}, came on ${words.day(nextDeal.on)}`;
  return {
    cause: 'no pipeline after',
    sentence: `No deal was opened or registered in the ${PIPELINE_DAYS} days after the activity of ${words.day(activityOn)}${next}.`,
  };
}
