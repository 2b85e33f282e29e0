/** Claims on development funds: each fault alone, several at once, and what only looks like one. */
import { describe, expect, it } from 'vitest';
import { type Claim, judgeClaims } from '../../../analytics/incentives/audit/claims.ts';
import { Words } from '../../../analytics/incentives/audit/words.ts';

const words = new Words('en-GB');
const TODAY = '2026-09-30';

interface ClaimInput extends Partial<Omit<Claim, 'payout'>> {
  readonly id?: string;
  readonly amount?: number;
  readonly paidOn?: string | null;
}

/** A claim of 500.00 without a fault, but for what the test changes. */
function claim({ id = 'PO-1', amount = 500, paidOn = '2026-04-20', ...more }: ClaimInput = {}): Claim {
  return {
    payout: {
      id,
      payee: 'P',
      deal: null,
      line: null,
      base: null,
      rate: null,
      amount: amount * 10_000,
      currency: 'EUR',
      earnedOn: '2026-04-01',
      paidOn,
      written: { amount: amount * 10_000, currency: 'EUR' },
    },
    program: 'MDF',
    request: `MR-${id}`,
    approvedOn: '2026-02-01',
    approved: 5_000_000,
    activityOn: '2026-03-01',
    claimedOn: '2026-04-01',
    proof: `proof ${id}`,
    nextDeal: { deal: 'D-1', on: '2026-03-20' },
    claimDays: 60,
    ...more,
  };
}

const judged = (...claims: Claim[]) =>
  judgeClaims(claims, TODAY, words).map(({ verdict: { payout, right, cause, error } }) => [
    payout!.id,
    cause,
    right / 10_000,
    error,
  ]);

describe('a claim', () => {
  it('is right as it was approved, proved and claimed in time', () => {
    expect(judged(claim())).toEqual([]);
  });

  it.each([
    [{ amount: 500.01 }, 'claim over approval', 500],
    [{ proof: null }, 'proof missing', 0],
    [{ claimedOn: '2026-05-01' }, 'claimed late', 0],
    [{ approvedOn: '2026-03-02' }, 'activity before approval', 0],
  ] as const)('with %o has the fault “%s”', (change, cause, right) => {
    expect(judged(claim(change))).toEqual([['PO-1', cause, right, true]]);
  });

  it('stands on the edges of its terms', () => {
    expect(judged(claim({ amount: 500 }))).toEqual([]);
    expect(judged(claim({ claimedOn: '2026-04-30' }))).toEqual([]);
    expect(judged(claim({ approvedOn: '2026-03-01' }))).toEqual([]);
    expect(judged(claim({ nextDeal: { deal: 'D-1', on: '2026-05-30' } }))).toEqual([]);
  });

  it('may still bring its proof before it is paid, and is late for no terms that nobody knows', () => {
    expect(judged(claim({ proof: null, paidOn: null }))).toEqual([]);
    expect(judged(claim({ claimedOn: '2026-08-01', claimDays: null }))).toEqual([]);
  });

  it('with several faults is one finding that tells them all', () => {
    const faulty = claim({ amount: 800, proof: null, claimedOn: '2026-06-01' });
    expect(judged(faulty)).toEqual([['PO-1', 'proof missing', 0, true]]);
    const [{ verdict }] = judgeClaims([faulty], TODAY, words) as [ReturnType<typeof judgeClaims>[0]];
    expect(verdict.sentence).toBe(
      'Paid without a proof of the activity. Claimed on 1 Jun 2026, 92 days after the activity of 1 Mar 2026; the terms allow 60. 800.00 paid of 500.00 approved.',
    );
  });

  it('uses a proof twice when another request used it before, whichever comes first in the list', () => {
    const first = claim({ id: 'PO-2', proof: 'X', claimedOn: '2026-03-10' });
    const again = claim({ id: 'PO-1', proof: 'X', claimedOn: '2026-03-15' });
    const finding = ['PO-1', 'proof used twice', 0, true];
    expect(judged(first, again)).toEqual([finding]);
    expect(judged(again, first)).toEqual([finding]);
    expect(judged(first, { ...again, request: first.request })).toEqual([]);
  });

  it('that brought no deal in 90 days is told and no error', () => {
    const late = claim({ nextDeal: { deal: 'D-7', on: '2026-06-15' } });
    expect(judged(late)).toEqual([['PO-1', 'no pipeline after', 500, false]]);
    expect(judgeClaims([late], TODAY, words)[0]!.verdict.sentence).toBe(
      'No deal was opened or registered in the 90 days after the activity of 1 Mar 2026; the next one, D-7, came on 15 Jun 2026.',
    );
    expect(judgeClaims([claim({ nextDeal: null })], '2026-05-29', words)).toEqual([]);
  });

  it('that was never paid anything is not looked at', () => {
    expect(judged(claim({ amount: 0, proof: null, claimedOn: null }))).toEqual([]);
  });
});
