/**
 * The audit on the sample: every planted fault is found with its cause and its amounts, and nothing else is accused; the same
 * payouts with the faults mended raise no alarm.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditCause, AuditFinding, PayoutAudit } from '../../../analytics/api/payoutAudit.ts';
import { auditPayouts } from '../../../analytics/incentives/audit.ts';
import type { IncentiveDesk } from '../../../analytics/incentives/desk.ts';
import { promotedPlans } from '../../../analytics/incentives/store.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import type { Stories } from '../../../samples/stories.ts';
import { resellerDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';

const everything = { period: undefined, where: [] };

describe.skipIf(sampleFile === undefined)('the audit of the sample', () => {
  let open: Awaited<ReturnType<typeof sampleDesk>>;
  let desk: IncentiveDesk;
  let audit: PayoutAudit;
  let stories: Stories;
  beforeAll(async () => {
    open = await sampleDesk();
    desk = { ...open.desk, promoted: await promotedPlans(open.workspace.engine) };
    stories = JSON.parse(readFileSync(join(dirname(sampleFile!), 'stories.json'), 'utf8'));
    audit = await auditPayouts(desk, everything);
  });
  afterAll(() => open?.close());

  const found = (cause: AuditCause): AuditFinding[] => audit.findings.filter((finding) => finding.cause === cause);
  const ids = (cause: AuditCause) => found(cause).map(({ payout }) => payout);
  const cents = (text: string) => Math.round(Number(text) * 100);

  /** Ids with what was paid and what is right, in cents. */
  function sums(cause: AuditCause): Record<string, readonly [number, number]> {
    return Object.fromEntries(found(cause).map(({ payout, paid, right }) => [payout!, [cents(paid), cents(right)]]));
  }

  async function amounts(payouts: readonly string[], column = 'amount'): Promise<Record<string, number>> {
    const rows = await desk.context.reader.rows<{ id: string; amount: string }>(
      `SELECT payout_id AS id, ${column} AS amount FROM net.payout WHERE payout_id IN ('${payouts.join("','")}')`,
    );
    return Object.fromEntries(rows.map(({ id, amount }) => [id, cents(amount)]));
  }

  it('finds every rebate at the rate of a level that was lost or left behind, with both amounts', () => {
    expect(sums('wrong level')).toEqual(
      Object.fromEntries(
        [...stories.wrongLevelRate, ...stories.formerLevelRate].map((one) => [
          one.payout,
          [cents(one.paidAmount), cents(one.rightAmount)],
        ]),
      ),
    );
    const [risen] = stories.formerLevelRate;
    expect(found('wrong level').find(({ payout }) => payout === risen!.payout)!.sentence).toMatch(
      /^Paid 2\.5\u202f%, the rate of Silver, which it held until .* Gold was in force on /,
    );
    const [first] = stories.wrongLevelRate;
    const { sentence, partner } = found('wrong level').find(({ payout }) => payout === first!.payout)!;
    expect(partner).toBe(first!.partner);
    expect(sentence).toMatch(
      /^Paid 4\.5\u202f%, the rate of Platinum, which it held until .* Gold was in force on .*: 107,878\.88 × 3\.5\u202f% = 3,775\.76\.$/,
    );
  });

  it('finds every rebate at the rate of a band that was not reached, or was passed', () => {
    const expected = Object.fromEntries([...stories.wrongBand, ...stories.missedBand].map((one) => [one.payout, one]));
    expect(ids('wrong band').sort()).toEqual(Object.keys(expected).sort());
    for (const { payout, paid, right } of found('wrong band')) {
      expect(cents(paid)).toBe(cents(expected[payout!]!.paidAmount));
      // The sample adds deals that were converted to whole cents.
      expect(Math.abs(cents(right) - cents(expected[payout!]!.rightAmount))).toBeLessThanOrEqual(1);
    }
    const missed = found('wrong band').filter(({ difference }) => difference.startsWith('-'));
    expect(missed).toHaveLength(stories.missedBand.length);
    expect(found('wrong band').find(({ difference }) => !difference.startsWith('-'))!.sentence).toMatch(
      /^Paid 1\.5\u202f%, the rate from 400,000\. .* reach the band from 150,000: .* first-dollar\.$/,
    );
  });

  it('finds every repetition, and names the payout that it repeats', () => {
    expect(sums('paid twice')).toEqual(
      Object.fromEntries(stories.paidTwice.map(({ payout, amount }) => [payout, [cents(amount), 0]])),
    );
    const repeated = new Map(stories.paidTwice.map(({ payout, repeats }) => [payout, repeats]));
    for (const { payout, sentence } of found('paid twice'))
      expect(sentence).toContain(`Repeats ${repeated.get(payout!)}, `);
  });

  it('finds every rebate that was kept when its deal was taken back', () => {
    const expected = stories.notTakenBack.map(({ creditNote, amount }) => [creditNote, 0, -cents(amount)]);
    expect(
      found('not taken back')
        .map(({ deal, paid, right }) => [deal, cents(paid), cents(right)])
        .sort(),
    ).toEqual(expected.sort());
    const origin = new Map(stories.notTakenBack.map(({ creditNote, deal }) => [creditNote, deal]));
    for (const { deal, sentence } of found('not taken back'))
      expect(sentence).toContain(` of ${origin.get(deal!)} back on `);
  });

  it('finds every rebate on a part of its deal, and says how much of it was left out', () => {
    expect(sums('other base')).toEqual(
      Object.fromEntries(
        stories.partOfDeal.map((one) => [one.payout, [cents(one.paidAmount), cents(one.rightAmount)]]),
      ),
    );
    const [first] = stories.partOfDeal;
    const { exact } = numbers('en');
    expect(found('other base').find(({ payout }) => payout === first!.payout)!.sentence).toBe(
      `Paid on a base of ${exact(first!.paidBase)}; the rule counts ${exact(first!.rightBase)}, which earn ${exact(first!.rightAmount)}.`,
    );
  });

  it('finds every payout of the right figure in the wrong currency', async () => {
    const expected = Object.fromEntries(stories.wrongCurrency.map((one) => [one.payout, one]));
    expect(ids('wrong currency').sort()).toEqual(Object.keys(expected).sort());
    for (const { payout, paid, right, currency, earnedOn, inBase } of found('wrong currency')) {
      const { amount, owedIn } = expected[payout!]!;
      expect([cents(right), currency]).toEqual([cents(amount), owedIn]);
      const [plan] = await desk.context.reader.rows<{ rate: string }>(
        `SELECT rate FROM net.fx_rate WHERE kind = 'plan' AND from_currency = $owedIn AND on_date <= CAST($earnedOn AS DATE)
         ORDER BY on_date DESC LIMIT 1`,
        { owedIn, earnedOn },
      );
      expect(Number(paid)).toBeCloseTo(Number(amount) / Number(plan!.rate), 3);
      expect(Number(inBase)).toBeCloseTo(Number(amount) * (1 - Number(plan!.rate)), 3);
    }
    const [first] = stories.wrongCurrency;
    expect(found('wrong currency').find(({ payout }) => payout === first!.payout)!.sentence).toMatch(
      /^Paid 910\.22 EUR, and 910\.22 GBP were earned: the figure is right and the currency is not\. In GBP that is \d{3}\.\d\d\.$/,
    );
  });

  it('finds every earning for which nothing was paid: of deals, and of a whole quarter', () => {
    expect(
      found('not paid')
        .map(({ partner, program, deal, earnedOn, paid, right }) =>
          [partner, program, deal, earnedOn, cents(paid), cents(right)].join(),
        )
        .sort(),
    ).toEqual(
      stories.notPaid
        .map((one) => [one.partner, one.program, one.deal, one.earnedOn, 0, cents(one.amount)].join())
        .sort(),
    );
    expect(found('not paid').filter(({ deal }) => deal === null)).toHaveLength(2);
  });

  it('finds every claim above its approval, and the part above it', async () => {
    const paid = await amounts(stories.mdfOverApproval);
    const approved = await amounts(stories.mdfOverApproval, 'approved_amount');
    expect(sums('claim over approval')).toEqual(
      Object.fromEntries(stories.mdfOverApproval.map((id) => [id, [paid[id], approved[id]]])),
    );
  });

  it.each([
    ['proof missing', () => stories.mdfMissingProof],
    ['proof used twice', () => stories.mdfReusedProof.map(({ payout }) => payout)],
    ['claimed late', () => stories.mdfLateClaim],
    ['activity before approval', () => stories.mdfActivityBeforeApproval],
  ] as const)('finds every claim with the fault: %s', async (cause, planted) => {
    const paid = await amounts(planted());
    expect(sums(cause)).toEqual(Object.fromEntries(planted().map((id) => [id, [paid[id], 0]])));
  });

  it('accuses nothing else, and adds up', async () => {
    const planted =
      23 +
      9 +
      14 +
      8 +
      stories.formerLevelRate.length +
      6 +
      7 +
      5 +
      12 +
      stories.mdfOverApproval.length +
      stories.mdfMissingProof.length +
      stories.mdfReusedProof.length +
      stories.mdfLateClaim.length +
      stories.mdfActivityBeforeApproval.length;
    const errors = audit.findings.filter(({ error }) => error);
    expect(errors).toHaveLength(planted);
    expect(audit.findings.slice(0, planted)).toEqual(errors);
    expect(Number(audit.under)).toBeGreaterThan(10_000);
    const sizes = errors.map(({ inBase }) => Math.abs(Number(inBase)));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    const sum = (list: readonly AuditFinding[]) => list.reduce((total, { inBase }) => total + Number(inBase), 0);
    expect(Number(audit.over) - Number(audit.under)).toBeCloseTo(sum(errors), 4);
    expect(audit.sums.reduce((total, { findings }) => total + findings, 0)).toBe(audit.findings.length);
    const [ledger] = await desk.context.reader.rows<{ payouts: number; other: number }>(
      `SELECT CAST(count(*) FILTER (WHERE kind <> 'other') AS INTEGER) AS payouts, CAST(count(*) FILTER (WHERE kind = 'other') AS INTEGER) AS other
       FROM net.payout WHERE status NOT IN ('refused', 'expired') AND earned_on IS NOT NULL`,
    );
    expect(audit.checked).toBe(ledger!.payouts);
    expect(audit.unruled).toEqual([
      expect.objectContaining({ program: 'Certification reimbursement', kind: 'other', payouts: ledger!.other }),
    ]);
    const wrong = sizes.reduce((total, size) => total + size, 0);
    const { numerator, denominator } = audit.accuracy!;
    expect(Number(denominator) - Number(numerator)).toBeCloseTo(wrong, 4);
    expect(Number(numerator) / Number(denominator)).toBeGreaterThan(0.98);
  });

  it('converts a difference at the rate of its day', async () => {
    const foreign = audit.findings.find(({ error, currency }) => error && currency !== 'EUR')!;
    const [rate] = await desk.context.reader.rows<{ rate: string }>(
      `SELECT rate FROM net.fx_rate WHERE kind = 'plan' AND from_currency = $currency AND on_date <= CAST($day AS DATE)
       ORDER BY on_date DESC LIMIT 1`,
      { currency: foreign.currency, day: foreign.earnedOn },
    );
    expect(Number(foreign.inBase)).toBeCloseTo(Number(foreign.difference) * Number(rate!.rate), 3);
  });

  it('keeps to the period and the partners that are asked for', async () => {
    const where = [{ dim: 'region' as const, values: ['DACH'], not: false }];
    const part = await auditPayouts(desk, { period: 'FY25', where });
    const names = await desk.context.reader.rows<{ id: string }>(
      `SELECT partner_id AS id FROM net.partner WHERE region = 'DACH'`,
    );
    const region = new Set(names.map(({ id }) => id));
    const inside = ({ earnedOn, partner }: AuditFinding) =>
      region.has(partner) && earnedOn >= '2024-10-01' && earnedOn <= '2025-09-30';
    expect(part.findings.length).toBeGreaterThan(5);
    expect(part.findings).toEqual(audit.findings.filter(inside));
  });

  it('takes a level of another day for approved where an exception covers it', async () => {
    const [wrong] = found('wrong level');
    const exception = {
      partner: wrong!.partner,
      effect: 'hold' as const,
      level: /the rate of (\w+)/.exec(wrong!.sentence)![1]!,
      from: wrong!.earnedOn,
      to: wrong!.earnedOn,
      reason: 'Merger',
      approver: 'Channel council',
      enabled: true,
    };
    const again = await auditPayouts({ ...desk, exceptions: [exception] }, everything);
    const approved = again.findings.find(({ payout }) => payout === wrong!.payout)!;
    expect(approved).toMatchObject({
      cause: 'approved exception',
      error: false,
      paid: wrong!.paid,
      right: wrong!.right,
    });
    expect(approved.sentence).toContain('approved by Channel council');
    const off = await auditPayouts({ ...desk, exceptions: [{ ...exception, enabled: false }] }, everything);
    expect(off.findings).toEqual(audit.findings);
  });

  it('says of plans that were never promoted that nothing but claims can be held against them', async () => {
    const bare = await auditPayouts({ ...desk, promoted: [] }, everything);
    expect(bare.notes[0]).toMatch(/^No plan has been in force/);
    // Without terms nobody knows when a claim is late.
    expect(new Set(bare.findings.filter(({ error }) => error).map(({ cause }) => cause))).toEqual(
      new Set(['claim over approval', 'proof missing', 'proof used twice', 'activity before approval']),
    );
    expect(bare.unruled.map(({ program }) => program)).toContain('Level rebate');
  });
});

describe.skipIf(sampleFile === undefined)('the audit of the sample with its faults mended', () => {
  it('raises no alarm', async () => {
    const { desk, workspace, close } = await sampleDesk();
    try {
      const stories: Stories = JSON.parse(readFileSync(join(dirname(sampleFile!), 'stories.json'), 'utf8'));
      const { engine } = workspace;
      const mend = (id: string, change: string) =>
        engine.run(`UPDATE store.payout SET ${change} WHERE payout_id = '${id}'`);
      const { wrongLevelRate, wrongBand, formerLevelRate, missedBand, partOfDeal } = stories;
      for (const one of [...wrongLevelRate, ...wrongBand, ...formerLevelRate, ...missedBand, ...partOfDeal]) {
        await mend(one.payout, `amount = ${one.rightAmount}`);
      }
      for (const { payout, owedIn } of stories.wrongCurrency) await mend(payout, `currency = '${owedIn}'`);
      for (const { partner, program, deal, earnedOn, amount } of stories.notPaid) {
        await engine.run(
          `INSERT INTO store.payout BY NAME SELECT * REPLACE ('late ${program} ${partner}' AS payout_id, '${partner}' AS partner_id,
             ${deal === null ? 'NULL' : `'${deal}'`} AS deal_id, DATE '${earnedOn}' AS earned_on, ${amount} AS amount,
             (SELECT currency FROM store.deal WHERE deal_id = '${deal}' AND to_load IS NULL) AS currency)
           FROM store.payout WHERE program = '${program}' AND to_load IS NULL LIMIT 1`,
        );
      }
      for (const { payout } of stories.paidTwice)
        await engine.run(`DELETE FROM store.payout WHERE payout_id = '${payout}'`);
      for (const { deal, creditNote, amount } of stories.notTakenBack) {
        await engine.run(
          `INSERT INTO store.payout BY NAME SELECT * REPLACE ('late ' || payout_id AS payout_id, '${creditNote}' AS deal_id, -${amount} AS amount)
           FROM store.payout WHERE deal_id = '${deal}' AND program = 'Level rebate' AND to_load IS NULL`,
        );
      }
      for (const id of stories.mdfOverApproval) await mend(id, 'amount = approved_amount');
      for (const id of stories.mdfMissingProof) await mend(id, "proof_ref = 'proof of ' || payout_id");
      for (const { payout } of stories.mdfReusedProof) await mend(payout, "proof_ref = 'proof of ' || payout_id");
      for (const id of stories.mdfLateClaim) await mend(id, 'claimed_on = activity_on + 60');
      for (const id of stories.mdfActivityBeforeApproval) await mend(id, 'approved_on = activity_on');
      const clean = await auditPayouts({ ...desk, promoted: await promotedPlans(engine) }, everything);
      expect(clean.findings.filter(({ error }) => error)).toEqual([]);
      expect(clean.accuracy!.numerator).toBe(clean.accuracy!.denominator);
      expect([clean.over, clean.under]).toEqual(['0.0000', '0.0000']);
    } finally {
      await close();
    }
  });
});

describe.skipIf(!hasSharedData)('the audit of a network without payouts', () => {
  it('says so', async () => {
    const { desk, close } = await resellerDesk();
    try {
      const audit = await auditPayouts(desk, everything);
      expect(audit).toMatchObject({ checked: 0, findings: [], accuracy: null });
      expect(audit.notes).toEqual([expect.stringMatching(/^The network holds no payouts/)]);
    } finally {
      await close();
    }
  });
});
