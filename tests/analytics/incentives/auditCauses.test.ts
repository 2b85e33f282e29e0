/** Causes that the sample does not have, each on a ledger of a few rows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TierException } from '../../../analytics/api/documents/tierProgram.ts';
import { auditPayouts } from '../../../analytics/incentives/audit.ts';
import { deskOn } from '../../fixtures/incentiveDesk.ts';
import { type Rows, type TestNetwork, testNetwork, type Value } from '../metrics/network.ts';
import { type LineInput, plan } from './readings.ts';

type Row = Readonly<Record<string, Value>>;

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const deal = (deal_id: string, amount: number, closed_on: string, more: Row = {}): Row => {
  return { deal_id, amount, closed_on, partner_id: 'P', outcome: 'won', ...more };
};
const payout = (payout_id: string, amount: number, more: Row = {}): Row => {
  return {
    payout_id,
    amount,
    partner_id: 'P',
    kind: 'rebate',
    program: 'Rebate',
    status: 'paid',
    earned_on: '2026-02-10',
    ...more,
  };
};
/** Keeps the ledger open until the end of September, so that all that is tested is long due. */
const LATER = deal('LATER', 1, '2026-09-30', { outcome: 'lost' });

const flat: Partial<LineInput> = { label: 'Rebate', scope: 'deal', rate: { flat: 0.1 } };

interface Case {
  readonly lines?: readonly Partial<LineInput>[];
  readonly deals: readonly Row[];
  readonly payouts: readonly Row[];
  readonly more?: Rows;
  readonly exceptions?: readonly TierException[];
  readonly from?: string;
}

async function audit({ lines = [flat], deals, payouts, more, exceptions = [], from = '2026-01-01' }: Case) {
  await net.replace({
    partner: [{ partner_id: 'P', partner_name: 'Pier' }],
    deal: [...deals, LATER],
    payout: payouts,
    ...more,
  });
  const document = plan(lines);
  const promoted = [{ plan: document, effectiveFrom: from, effectiveTo: null }];
  return auditPayouts(deskOn(await net.context(), { promoted, exceptions }), { period: undefined, where: [] });
}

const causes = async (of: Case) => {
  const { findings } = await audit(of);
  return findings.map(({ payout: id, deal: on, cause, paid, right }) => [id ?? on, cause, Number(paid), Number(right)]);
};

describe('by deal', () => {
  it('tells another base from another rate', async () => {
    const deals = [deal('D-1', 1_000, '2026-02-10'), deal('D-2', 1_000, '2026-02-10')];
    const payouts = [
      payout('A', 90, { deal_id: 'D-1', base: 900, rate: 0.1 }),
      payout('B', 70, { deal_id: 'D-2', base: 1_000, rate: 0.07 }),
    ];
    expect(await causes({ deals, payouts })).toEqual([
      ['B', 'other rate', 70, 100],
      ['A', 'other base', 90, 100],
    ]);
  });

  it('finds what was paid on deals that earn nothing', async () => {
    const deals = [deal('D-1', 1_000, '2026-02-10', { outcome: 'lost' })];
    const payouts = [payout('A', 100, { deal_id: 'D-1' }), payout('B', 50, { deal_id: 'D-9' })];
    expect(await causes({ deals, payouts })).toEqual([
      ['A', 'not earned', 100, 0],
      ['B', 'not earned', 50, 0],
    ]);
  });

  it('misses no payout before it is due', async () => {
    const deals = [deal('D-1', 1_000, '2026-02-10'), deal('D-2', 500, '2026-07-10')];
    const payouts = [payout('A', 1, { deal_id: 'D-0', program: 'Other' })];
    expect(await causes({ deals, payouts, lines: [{ ...flat, terms: { dueDays: 45 } }] })).toEqual([
      ['D-1', 'not paid', 0, 100],
    ]);
  });

  it('adds up several payouts for one deal', async () => {
    const deals = [deal('D-1', 1_000, '2026-02-10')];
    const payouts = [
      payout('A', 40, { deal_id: 'D-1', paid_on: '2026-03-01' }),
      payout('B', 60, { deal_id: 'D-1', paid_on: '2026-04-01' }),
    ];
    expect(await causes({ deals, payouts })).toEqual([]);
    expect(
      await causes({ deals, payouts: [...payouts, payout('C', 60, { deal_id: 'D-1', paid_on: '2026-05-01' })] }),
    ).toEqual([['C', 'paid twice', 60, 0]]);
  });

  it('takes two equal halves for one sum', async () => {
    const deals = [deal('D-1', 1_000, '2026-02-10')];
    const halves = ['A', 'B'].map((id) => payout(id, 50, { deal_id: 'D-1' }));
    expect(await causes({ deals, payouts: halves })).toEqual([]);
  });

  it('finds what was taken back under the deal’s own id, and forgives what was taken back under neither', async () => {
    const deals = [
      deal('D-1', 1_000, '2026-02-10'),
      deal('CN-1', -400, '2026-03-10', { deal_name: 'Credit note for D-1' }),
    ];
    const first = payout('A', 100, { deal_id: 'D-1' });
    expect(
      await causes({ deals, payouts: [first, payout('B', -40, { deal_id: 'D-1', earned_on: '2026-03-10' })] }),
    ).toEqual([]);
    expect(
      await causes({ deals, payouts: [first, payout('B', -40, { deal_id: 'CN-1', earned_on: '2026-03-10' })] }),
    ).toEqual([]);
    // Paid after the return, net of it.
    expect(await causes({ deals, payouts: [payout('A', 60, { deal_id: 'D-1' })] })).toEqual([]);
    expect(await causes({ deals, payouts: [first] })).toEqual([['CN-1', 'not taken back', 0, -40]]);
  });

  it('owes a sale that was never paid net of what came back', async () => {
    const deals = [
      deal('D-1', 1_000, '2026-02-10'),
      deal('CN-1', -400, '2026-03-10', { deal_name: 'Credit note for D-1' }),
    ];
    const other = payout('A', 5, { program: 'Gift' });
    expect(await causes({ deals, payouts: [other] })).toEqual([['D-1', 'not paid', 0, 60]]);
    const late = [deal('D-2', 1_000, '2026-09-01'), deal('CN-2', -400, '2026-09-02', { deal_name: 'Back of D-2' })];
    expect(await causes({ deals: late, payouts: [other] })).toEqual([]);
  });

  it('takes nothing back that comes after the days of clawback', async () => {
    const lines = [{ ...flat, terms: { clawbackDays: 30 } }];
    const deals = [
      deal('D-1', 1_000, '2026-02-10'),
      deal('CN-1', -400, '2026-06-10', { deal_name: 'Credit note for D-1' }),
    ];
    expect(await causes({ lines, deals, payouts: [payout('A', 100, { deal_id: 'D-1' })] })).toEqual([]);
  });

  it('pays deals in their own currency where a line is a share of them', async () => {
    const deals = [deal('D-1', 1_000, '2026-02-10', { currency: 'GBP' })];
    const more: Rows = {
      fx_rate: [{ from_currency: 'GBP', to_currency: 'EUR', rate: 1.2, on_date: '2026-01-01', kind: 'plan' }],
    };
    const own = payout('A', 100, { deal_id: 'D-1', currency: 'GBP' });
    expect(await causes({ deals, payouts: [own], more })).toEqual([]);
    const wrong = await audit({ deals, payouts: [{ ...own, amount: 150 }], more });
    expect(wrong.findings[0]).toMatchObject({
      currency: 'GBP',
      right: '100.0000',
      difference: '50.0000',
      inBase: '60.0000',
    });
  });

  // Guards against one slip that has the whole program converted, and against equal figures taken for equal sums.
  it('finds the right figure in the wrong currency where deals are paid in their own', async () => {
    const more: Rows = {
      fx_rate: [{ from_currency: 'GBP', to_currency: 'EUR', rate: 1.25, on_date: '2026-01-01', kind: 'plan' }],
    };
    const usual = Array.from({ length: 27 }, (_, at) => `U-${at}`);
    const deals = [...usual, 'D-1', 'D-2', 'D-3'].map((id) =>
      deal(id, 1_000.1, '2026-02-10', { currency: id === 'D-2' ? 'EUR' : 'GBP' }),
    );
    const right = usual.map((id) => payout(`P-${id}`, 100.01, { deal_id: id, currency: 'GBP' }));
    const payouts = [
      ...right,
      payout('A', 100.01, { deal_id: 'D-1', currency: 'EUR' }),
      payout('B', 100.01, { deal_id: 'D-2', currency: 'GBP' }),
      // 100.01 pounds, rightly converted to 125.0125 euros.
      payout('C', 125.01, { deal_id: 'D-3', currency: 'EUR' }),
    ];
    const { findings } = await audit({ deals, payouts, more });
    const errors = findings.filter(({ error }) => error);
    expect(
      errors.map(({ payout: id, cause, currency, paid, right, inBase }) => [id, cause, currency, paid, right, inBase]),
    ).toEqual([
      ['A', 'wrong currency', 'GBP', '80.0080', '100.0100', '-25.0025'],
      ['B', 'wrong currency', 'EUR', '125.0125', '100.0100', '25.0025'],
    ]);
    expect(errors[0]!.sentence).toBe(
      'Paid 100.01 EUR, and 100.01 GBP were earned: the figure is right and the currency is not. In GBP that is 80.01.',
    );
    expect(findings.filter(({ error }) => !error).map(({ cause }) => cause)).toEqual(['rounding']);
  });

  it('converts payouts to the currency of a line with limits in money', async () => {
    const deals = [deal('D-1', 1_000, '2026-02-10', { currency: 'GBP' })];
    const more: Rows = {
      fx_rate: [{ from_currency: 'GBP', to_currency: 'EUR', rate: 1.2, on_date: '2026-01-01', kind: 'plan' }],
    };
    const lines = [{ ...flat, limits: { capDeal: 60 } }];
    expect(
      await causes({ lines, deals, payouts: [payout('A', 50, { deal_id: 'D-1', currency: 'GBP' })], more }),
    ).toEqual([]);
    expect(
      await causes({ lines, deals, payouts: [payout('A', 100, { deal_id: 'D-1', currency: 'GBP' })], more }),
    ).toEqual([['A', 'other rate', 120, 60]]);
  });

  it('knows nothing of payouts before the rules were in force, or of other programs', async () => {
    const deals = [deal('D-1', 1_000, '2026-02-10'), deal('D-2', 1_000, '2026-04-10')];
    const payouts = [
      payout('A', 7, { deal_id: 'D-1' }),
      payout('B', 100, { deal_id: 'D-2', earned_on: '2026-04-10' }),
      payout('C', 8, { program: 'Gift' }),
    ];
    const { findings, unruled, checked } = await audit({ deals, payouts, from: '2026-04-01' });
    expect(findings).toEqual([]);
    expect(checked).toBe(1);
    expect(unruled).toEqual([
      { program: 'Gift', kind: 'rebate', payouts: 1, amount: '8.0000' },
      { program: 'Rebate', kind: 'rebate', payouts: 1, amount: '7.0000' },
    ]);
  });
});

describe('levels', () => {
  const byLevel: Partial<LineInput> = {
    label: 'Rebate',
    scope: 'deal',
    rate: { byLevel: { Silver: 0.02, Gold: 0.05, Top: 0.09 } },
  };
  const goldOnly: Partial<LineInput> = { ...flat, on: { filter: [{ dim: 'level', values: ['Gold'] }] } };
  const enrollment = [
    { partner_id: 'P', program: 'main', level: 'Gold', from_on: '2026-01-01', to_on: '2026-01-31' },
    { partner_id: 'P', program: 'main', level: 'Silver', from_on: '2026-02-01' },
  ];
  const deals = [deal('D-1', 1_000, '2026-02-10')];
  const exception: TierException = {
    partner: 'P',
    effect: 'place',
    level: 'Gold',
    from: '2026-02-01',
    to: '2026-02-28',
    reason: 'Audit under way',
    approver: 'Ada',
    enabled: true,
  };

  it('are wrong where another one that was held explains the rate, and another rate where it never was', async () => {
    const at = (amount: number) =>
      causes({ lines: [byLevel], deals, payouts: [payout('A', amount, { deal_id: 'D-1' })], more: { enrollment } });
    expect(await at(20)).toEqual([]);
    expect(await at(50)).toEqual([['A', 'wrong level', 50, 20]]);
    expect(await at(90)).toEqual([['A', 'other rate', 90, 20]]);
  });

  it('are approved by an exception of that level on that day', async () => {
    const paid = { lines: [byLevel], deals, payouts: [payout('A', 50, { deal_id: 'D-1' })], more: { enrollment } };
    const { findings } = await audit({ ...paid, exceptions: [exception] });
    expect(findings).toEqual([expect.objectContaining({ cause: 'approved exception', error: false })]);
    expect(findings[0]!.sentence).toContain('approved by Ada from 1 Feb 2026 to 28 Feb 2026: Audit under way');
    expect(await causes({ ...paid, exceptions: [{ ...exception, to: '2026-02-09' }] })).toEqual([
      ['A', 'wrong level', 50, 20],
    ]);
    expect(await causes({ ...paid, exceptions: [{ ...exception, level: 'Top' }] })).toEqual([
      ['A', 'wrong level', 50, 20],
    ]);
  });

  it('are wrong where a rule asks for one that is lost', async () => {
    const paid = { lines: [goldOnly], deals, payouts: [payout('A', 100, { deal_id: 'D-1' })], more: { enrollment } };
    const { findings } = await audit(paid);
    expect(findings).toEqual([expect.objectContaining({ cause: 'wrong level', paid: '100.0000', right: '0.0000' })]);
    expect(findings[0]!.sentence).toBe(
      'The rule asks for Gold; Silver was in force on 10 Feb 2026. It held Gold until 31 Jan 2026.',
    );
    expect((await audit({ ...paid, exceptions: [exception] })).findings[0]).toMatchObject({
      cause: 'approved exception',
      error: false,
    });
    const never = { ...paid, more: { enrollment: [enrollment[1]!] } };
    expect(await causes(never)).toEqual([['A', 'not earned', 100, 0]]);
  });
});

describe('by period', () => {
  const bands: Partial<LineInput> = {
    label: 'Rebate',
    rate: {
      how: 'retroactive',
      bands: [
        { from: 1_000, rate: 0.01 },
        { from: 5_000, rate: 0.02 },
      ],
    },
  };
  const deals = [deal('D-1', 3_000, '2026-02-10'), deal('D-2', 1_500, '2026-03-20')];

  it('adds up what was earned in a period, and names the band that was reached', async () => {
    expect(await causes({ lines: [bands], deals, payouts: [payout('A', 45, { earned_on: '2026-03-31' })] })).toEqual(
      [],
    );
    const parts = ['A', 'B'].map((id, index) => payout(id, 30 + index, { earned_on: `2026-0${index + 2}-28` }));
    expect(await causes({ lines: [bands], deals, payouts: parts })).toEqual([['B', 'other rate', 61, 45]]);
    const { findings } = await audit({
      lines: [bands],
      deals,
      payouts: [payout('A', 90, { earned_on: '2026-03-31' })],
    });
    expect(findings[0]!.sentence).toBe(
      'Paid 2\u202f%, the rate from 5,000. 4,500.00 reach the band from 1,000: 4,500.00 × 1\u202f% = 45.00, first-dollar.',
    );
    expect(findings[0]).toMatchObject({
      cause: 'wrong band',
      partner: 'P',
      name: 'Pier',
      deal: null,
      earnedOn: '2026-03-31',
    });
  });

  it('tells a first-dollar payment of marginal bands', async () => {
    const parts = { ...bands, rate: { ...(bands.rate as object), how: 'marginal' } } as Partial<LineInput>;
    const { findings } = await audit({
      lines: [parts],
      deals: [...deals, deal('D-3', 1_500, '2026-03-30')],
      payouts: [payout('A', 120, { earned_on: '2026-03-31' })],
    });
    expect(findings[0]).toMatchObject({ cause: 'wrong band', right: '60.0000' });
    expect(findings[0]!.sentence).toBe(
      'Paid 2\u202f%, the rate from 5,000. 6,000.00 earn 60.00, each part at the rate of its own band.',
    );
  });

  it('finds a sum of the rules that was paid in another currency', async () => {
    const more: Rows = {
      fx_rate: [{ from_currency: 'GBP', to_currency: 'EUR', rate: 1.25, on_date: '2026-01-01', kind: 'plan' }],
    };
    const payouts = [payout('A', 45, { earned_on: '2026-03-31', currency: 'GBP' })];
    expect(await causes({ lines: [bands], deals, payouts, more })).toEqual([['A', 'wrong currency', 56.25, 45]]);
  });

  it('takes a cent for rounding', async () => {
    const { findings, accuracy, notes } = await audit({
      lines: [bands],
      deals,
      payouts: [payout('A', 45.01, { earned_on: '2026-03-31' })],
    });
    expect(notes).toContain('1 payout differs by a cent from rounding and is no error.');
    expect(findings).toEqual([expect.objectContaining({ cause: 'rounding', error: false, difference: '0.0100' })]);
    expect(accuracy!.numerator).toBe(accuracy!.denominator);
    expect(await causes({ lines: [bands], deals, payouts: [payout('A', 45.02, { earned_on: '2026-03-31' })] })).toEqual(
      [['A', 'other rate', 45.02, 45]],
    );
  });

  it('pays what was carried forward with the period that carries it', async () => {
    const lines = [{ ...flat, limits: { minimumPayment: 50 } }];
    const small = [deal('D-1', 300, '2026-02-10'), deal('D-2', 250, '2026-05-10')];
    expect(await causes({ lines, deals: small, payouts: [payout('A', 55, { earned_on: '2026-06-30' })] })).toEqual([]);
    expect(await causes({ lines, deals: small, payouts: [payout('A', 30, { deal_id: 'D-1' })] })).toEqual(
      [
        ['2026-Q2', 'not paid', 0, 55],
        ['A', 'not earned', 30, 0],
      ].map(([id, ...rest]) => [id === '2026-Q2' ? null : id, ...rest]),
    );
  });
});

// Guards the cause of a full discount to the second of two partners that brought one deal: Q after P, and rightly half for R.
it('the second registrant of a deal paid as the first', async () => {
  const half = [{ id: 'second', registrant: 'later' as const, factor: '0.5' }];
  const more: Rows = {
    partner: ['P', 'Q', 'R'].map((id) => ({ partner_id: id })),
    deal_party: [
      { deal_id: 'A', partner_id: 'Q', role: 'sourced', event_on: '2026-01-20' },
      { deal_id: 'A', partner_id: 'R', role: 'sourced', event_on: '2026-01-21' },
    ],
  };
  const of = {
    lines: [{ ...flat, multipliers: half }],
    deals: [deal('A', 1_000, '2026-02-10', { registered_on: '2026-01-10', approved: true, customer: 'c' })],
    payouts: ['P', 'Q', 'R'].map((partner_id) =>
      payout(partner_id, partner_id === 'R' ? 50 : 100, { partner_id, deal_id: 'A' }),
    ),
    more,
  };
  expect(await causes(of)).toEqual([['Q', 'second registrant', 100, 50]]);
  const [finding] = (await audit(of)).findings;
  expect(finding!.sentence).toBe(
    'Paid 100.00 as to the first that registered A, and another partner registered or brought it before: “Rebate” gives 50.00 to the second.',
  );
});
