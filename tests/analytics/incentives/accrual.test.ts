/**
 * What is owed, month by month: each movement on its day, the identity on any ledger, and the sample by hand-written SQL on
 * its CSV file.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccrualRollForward, AccrualRow } from '../../../analytics/api/incentiveOutlook.ts';
import { accrualRollForward } from '../../../analytics/incentives/accrual.ts';
import { deskOn, resellerDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { runs } from '../../fixtures/properties.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';
import { type Rows, type TestNetwork, testNetwork, type Value } from '../metrics/network.ts';

const cents = (text: string | null) => Math.round(Number(text) * 100);
const MOVES = ['opening', 'earned', 'trueUp', 'paid', 'expired', 'clawback', 'closing'] as const;
type Payout = Readonly<Record<string, Value>>;

/** That the identity holds in each month, months follow each other, and ages come to what is owed at the end. */
function expectIdentity({ rows, ages }: AccrualRollForward): void {
  const books = new Map<string, AccrualRow[]>();
  for (const row of rows) {
    const { opening, earned, trueUp, paid, expired, clawback, closing } = Object.fromEntries(
      MOVES.map((name) => [name, cents(row[name])]),
    ) as Record<(typeof MOVES)[number], number>;
    expect(opening + earned + trueUp - paid - expired - clawback).toBe(closing);
    const key = `${row.program} ${row.kind} ${row.currency}`;
    books.set(key, [...(books.get(key) ?? []), row]);
  }
  for (const [key, book] of books) {
    for (const [index, row] of book.slice(1).entries()) expect(row.opening).toBe(book[index]!.closing);
    const age = ages.find(({ program, kind, currency }) => `${program} ${kind} ${currency}` === key)!;
    const owed = [age.notDue, age.to30, age.to60, age.to90, age.over90].reduce((sum, text) => sum + cents(text), 0);
    expect(owed).toBe(cents(book.at(-1)!.closing));
  }
}

describe('the roll-forward', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    net = await testNetwork();
  });
  afterAll(() => net.close());

  const roll = async (payouts: readonly Payout[], more: Rows = {}, period?: string) => {
    // A late deal carries the data to the end of June, whatever the payouts are.
    const deal = [{ deal_id: 'D', outcome: 'won', amount: 1, closed_on: '2026-06-30' }];
    await net.replace({
      partner: [{ partner_id: 'P' }, { partner_id: 'Q', region: 'North' }],
      deal,
      payout: payouts.map((one, index) => ({
        payout_id: `PO-${index}`,
        partner_id: 'P',
        kind: 'rebate',
        program: 'R',
        status: 'paid',
        ...one,
      })),
      ...more,
    });
    return accrualRollForward(deskOn(await net.context()), { period, where: [] });
  };
  const short = ({ rows }: AccrualRollForward) =>
    Object.fromEntries(
      rows
        .filter((row) => MOVES.slice(1, 6).some((move) => cents(row[move]) !== 0))
        .map((row) => [row.month, MOVES.map((move) => cents(row[move]) / 100)]),
    );

  it('earns, pays and owes on the days of the payout', async () => {
    const rolled = await roll([
      { amount: 100, earned_on: '2026-01-15', due_on: '2026-02-28', paid_on: '2026-03-02' },
      { amount: 40, earned_on: '2026-02-01', due_on: '2026-03-15', status: 'approved' },
    ]);
    expect(short(rolled)).toEqual({
      '2026-01': [0, 100, 0, 0, 0, 0, 100],
      '2026-02': [100, 40, 0, 0, 0, 0, 140],
      '2026-03': [140, 0, 0, 100, 0, 0, 40],
    });
    expect(rolled.rows.at(-1)).toMatchObject({ month: '2026-06', opening: '40.0000', closing: '40.0000' });
    expect(rolled.ages).toEqual([expect.objectContaining({ notDue: '0.0000', over90: '40.0000' })]);
    expect(rolled.tie).toEqual([{ currency: 'EUR', payouts: 1, paid: '100.0000', ledger: '100.0000', tied: true }]);
    expectIdentity(rolled);
  });

  it('tells corrections from what returns took back', async () => {
    const rolled = await roll([
      { amount: 100, earned_on: '2026-01-15', paid_on: '2026-01-31' },
      { amount: -30, earned_on: '2026-02-10', paid_on: '2026-02-28', reason: 'Clawback: refund of D-1' },
      { amount: -5, earned_on: '2026-02-11', paid_on: '2026-02-28', reason: 'Correction of the rate' },
      { amount: 8, earned_on: '2026-02-12', paid_on: '2026-03-31', reason: 'True-up FY26-Q1' },
    ]);
    expect(short(rolled)).toEqual({
      '2026-01': [0, 100, 0, 100, 0, 0, 0],
      '2026-02': [0, 0, 3, -35, 0, 30, 8],
      '2026-03': [8, 0, 0, 8, 0, 0, 0],
    });
  });

  it('owes a request from its approval on, trues it up with its claims, and lets it lapse with its fund', async () => {
    const request = {
      kind: 'mdf',
      program: 'MDF FY26',
      request_id: 'MR-1',
      approved_on: '2026-01-10',
      approved_amount: 500,
    };
    const rolled = await roll(
      [
        { ...request, amount: 200, earned_on: '2026-03-05', paid_on: '2026-04-01' },
        { ...request, amount: 250, earned_on: '2026-04-05', paid_on: '2026-05-01' },
        { ...request, request_id: 'MR-2', approved_amount: 70, amount: 0, status: 'expired' },
        { ...request, request_id: 'MR-3', approved_amount: 90, amount: 0, status: 'approved' },
        { ...request, request_id: 'MR-4', approved_on: null, approved_amount: null, amount: 0, status: 'refused' },
      ],
      { fund: [{ fund_id: 'F', partner_id: 'P', program: 'MDF FY26', allotted: 1_000, expires_on: '2026-05-31' }] },
    );
    expect(short(rolled)).toEqual({
      '2026-01': [0, 660, 0, 0, 0, 0, 660],
      '2026-04': [660, 0, -50, 200, 0, 0, 410],
      '2026-05': [410, 0, 0, 250, 70, 0, 90],
    });
    expect(rolled.ages).toEqual([expect.objectContaining({ notDue: '90.0000' })]);
    expectIdentity(rolled);
  });

  // Exports of payouts often have neither: all that was ever earned would look like a debt of years.
  it('says nothing of a debt where no payout tells whether it was paid, and ties nothing', async () => {
    const silent = { status: null, amount: 100 };
    const rolled = await roll([
      { ...silent, earned_on: '2026-01-15' },
      { ...silent, earned_on: '2026-03-15' },
    ]);
    expect(rolled.withheld).toBe(
      'None of the 2 payouts has a day of payment or a status, so what is still owed is not known: what was earned is shown, what is owed is not. Load an export with paid dates or statuses.',
    );
    expect(rolled).toMatchObject({ ages: [], tie: [] });
    expect(rolled.rows.map(({ month, opening, earned, closing }) => [month, opening, earned, closing])).toEqual([
      ['2026-01', null, '100.0000', null],
      ['2026-03', null, '100.0000', null],
    ]);
    // One that says so is enough: the others then are what is not paid yet.
    const told = await roll([
      { ...silent, earned_on: '2026-01-15', status: 'approved' },
      { ...silent, earned_on: '2026-03-15' },
    ]);
    expect(told).toMatchObject({ withheld: null, ages: [{ kind: 'rebate' }], tie: [] });
  });

  it('leaves out what was refused, and says when it was paid all the same', async () => {
    const rolled = await roll([
      { amount: 10, earned_on: '2026-01-15', status: 'refused' },
      { amount: 20, earned_on: '2026-01-15', paid_on: '2026-02-01', status: 'rejected' },
      { amount: 30, earned_on: '2026-01-15', paid_on: '2026-02-02' },
    ]);
    expect(rolled.tie).toEqual([{ currency: 'EUR', payouts: 2, paid: '30.0000', ledger: '50.0000', tied: false }]);
    expect(rolled.basis.notes.join(' ')).toMatch(/Payments in EUR do not tie.*refused, cancelled or lapsed: 1 payout/);
  });

  it('opens a period with what was owed before it, and closes it on its last day', async () => {
    const payouts = [
      { amount: 100, earned_on: '2026-01-15', paid_on: '2026-05-02' },
      { amount: 60, earned_on: '2026-03-20', due_on: '2026-03-25', paid_on: '2026-04-20' },
    ];
    const rolled = await roll(payouts, {}, '2026-03-01..2026-04-15');
    expect(rolled.rows.map(({ month }) => month)).toEqual(['2026-03', '2026-04']);
    expect(short(rolled)).toEqual({ '2026-03': [100, 60, 0, 0, 0, 0, 160] });
    // The policy gives rebates 45 days: due on 1 March.
    expect(rolled.ages).toEqual([expect.objectContaining({ to30: '60.0000', to60: '100.0000' })]);
    // Nothing was paid in it: a check of nothing would be a tick for nothing.
    expect(rolled.tie).toEqual([]);
  });

  it('holds its identity, its chain of months and its tie on any ledger', async () => {
    const day = fc
      .integer({ min: 0, max: 180 })
      .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));
    const amount = fc.integer({ min: -99_999, max: 99_999 }).map((value) => value / 100);
    const payout = fc.record({
      partner_id: fc.constantFrom('P', 'Q'),
      program: fc.constantFrom('R', 'S', null),
      kind: fc.constantFrom('rebate', 'mdf', 'co-op'),
      amount,
      currency: fc.constantFrom('EUR', 'GBP', null),
      status: fc.constantFrom('paid', 'approved', 'accrued', 'expired', 'refused', 'reversed', null),
      earned_on: fc.option(day),
      due_on: fc.option(day),
      paid_on: fc.option(day),
      reason: fc.constantFrom(null, 'Refund', 'Adjusted', 'true up'),
      request_id: fc.constantFrom(null, 'MR-1', 'MR-2'),
      approved_on: fc.option(day),
      approved_amount: fc.option(amount),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(payout, { maxLength: 12 }),
        fc.constantFrom(undefined, '2026-02', '2026-Q2'),
        async (payouts, period) => {
          const rolled = await roll(payouts, {}, period);
          expectIdentity(rolled);
          const span =
            period === '2026-02' ? ['2026-02-01', '2026-02-28'] : period ? ['2026-04-01', '2026-06-30'] : ['0', '9'];
          for (const { currency, paid, ledger } of rolled.tie) {
            const within = payouts.filter(
              (one) =>
                (one.currency ?? 'EUR') === currency &&
                one.paid_on !== null &&
                one.paid_on >= span[0]! &&
                one.paid_on <= span[1]!,
            );
            expect(cents(ledger)).toBe(within.reduce((sum, one) => sum + Math.round(one.amount * 100), 0));
            const months = rolled.rows.filter((row) => row.currency === currency);
            expect(cents(paid)).toBe(months.reduce((sum, row) => sum + cents(row.paid), 0));
          }
        },
      ),
      runs(40),
    );
  });
});

describe.skipIf(sampleFile === undefined)('the roll-forward of the sample', () => {
  let open: Awaited<ReturnType<typeof sampleDesk>>;
  let rolled: AccrualRollForward;
  beforeAll(async () => {
    open = await sampleDesk();
    rolled = await accrualRollForward(open.desk, { period: undefined, where: [] });
  });
  afterAll(() => open?.close());

  it('ties in every currency', () => {
    expect(rolled.tie.length).toBe(9);
    expect(rolled.tie.filter(({ tied }) => !tied)).toEqual([]);
    expect(rolled.basis.notes).toEqual([]);
    expectIdentity(rolled);
  });

  it('moves as the ledger does, counted by hand', async () => {
    const by = (move: keyof AccrualRow) => {
      const sums: Record<string, number> = {};
      for (const row of rolled.rows) {
        const key = `${row.program} ${row.currency} ${row.month}`;
        if (cents(row[move]) !== 0) sums[key] = cents(row[move]);
      }
      return sums;
    };
    const counted = async (day: string, amount: string, where: string) => {
      const rows = await open.workspace.engine.rows<{ key: string; amount: string }>(
        `SELECT program || ' ' || currency || ' ' || strftime(${day}, '%Y-%m') AS key, CAST(sum(${amount}) AS DECIMAL(38,2)) AS amount
         FROM store.payout WHERE to_load IS NULL AND ${where} GROUP BY 1 HAVING sum(${amount}) <> 0`,
      );
      return Object.fromEntries(rows.map((row) => [row.key, cents(row.amount)]));
    };
    expect(by('paid')).toEqual(await counted('paid_on', 'amount', 'paid_on IS NOT NULL'));
    expect(by('clawback')).toEqual(await counted('earned_on', '-amount', 'amount < 0'));
    const earned = {
      ...(await counted('earned_on', 'amount', "kind <> 'mdf' AND amount > 0")),
      ...(await counted(
        'least(approved_on, coalesce(earned_on, approved_on))',
        'approved_amount',
        "kind = 'mdf' AND status <> 'refused'",
      )),
    };
    expect(by('earned')).toEqual(earned);
    expect(by('trueUp')).toEqual(
      await counted('earned_on', 'amount - approved_amount', "kind = 'mdf' AND earned_on IS NOT NULL"),
    );
    expect(by('expired')).toEqual(
      await counted(
        "CASE program WHEN 'MDF FY24' THEN DATE '2024-10-31' ELSE DATE '2025-10-31' END",
        'approved_amount',
        "status = 'expired'",
      ),
    );
  });

  it('owes at the end what is not paid, and what was approved and not claimed', async () => {
    const [open_] = await open.workspace.engine.rows<{ owed: string }>(
      `SELECT CAST(sum(CASE WHEN earned_on IS NULL THEN approved_amount ELSE amount END) AS DECIMAL(38,2)) AS owed
       FROM store.payout WHERE to_load IS NULL AND currency = 'EUR' AND paid_on IS NULL AND status IN ('accrued', 'approved')`,
    );
    const last = rolled.rows.filter(({ month, currency }) => month === '2026-09' && currency === 'EUR');
    expect(last.reduce((sum, { closing }) => sum + cents(closing), 0)).toBe(cents(open_!.owed));
  });
});

describe.skipIf(!hasSharedData)('the roll-forward of a network without payouts', () => {
  it('says that there are none', async () => {
    const { desk, close } = await resellerDesk();
    try {
      const rolled = await accrualRollForward(desk, { period: undefined, where: [] });
      expect(rolled).toMatchObject({ withheld: null, rows: [], ages: [], tie: [] });
      expect(rolled.basis.notes).toEqual([expect.stringMatching(/^The network holds no payouts/)]);
    } finally {
      await close();
    }
  });
});
