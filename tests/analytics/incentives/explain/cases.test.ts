/** Payouts explained, rule by rule. Guards the words and figures of what is rare: limits, overlays, settlement, silence. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PayExplanation, PayStep } from '../../../../analytics/api/incentives.ts';
import { explainPay } from '../../../../analytics/incentives/explain.ts';
import { caseOf, deskOn } from '../../../fixtures/incentiveDesk.ts';
import { type TestNetwork, testNetwork } from '../../metrics/network.ts';
import { type LineInput, plan } from '../readings.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork({
    partner: [
      { partner_id: 'P', partner_name: 'Adler', type: 'reseller', region: 'EMEA', parent: 'G' },
      { partner_id: 'G', partner_name: 'Adler Group' },
      { partner_id: 'Z', partner_name: 'Zeller' },
    ],
    product: [
      { product_id: 'C', product_name: 'Cloud One', family: 'Cloud' },
      { product_id: 'S', product_name: 'Shield', family: 'Security' },
    ],
    target: [
      {
        scope: 'partner',
        scope_value: 'P',
        metric: 'won_amount',
        value: 1_000,
        period_start: '2026-07-01',
        period_end: '2026-09-30',
      },
    ],
    deal: [
      { deal_id: 'D0', partner_id: 'P', outcome: 'won', amount: 20, product_id: 'C', closed_on: '2026-05-01' },
      { deal_id: 'D1', partner_id: 'P', outcome: 'won', amount: 1_000, product_id: 'C', closed_on: '2026-07-10' },
      { deal_id: 'D2', partner_id: 'P', outcome: 'won', amount: 200.5, product_id: 'S', closed_on: '2026-08-10' },
    ],
  });
});
afterAll(() => store.close());

type Line = Partial<LineInput>;

async function explain(lines: readonly Line[], more: object = {}, partner = 'Adler', period = '2026-Q3') {
  const named = lines.map((line, at) => ({ label: `Line ${at + 1}`, ...line }));
  return explainPay(deskOn(await store.context()), {
    ...caseOf({ plans: [plan(named, more) as unknown as Record<string, unknown>], period }),
    partner,
    deals: 50,
  });
}

const plainly = (text: string) => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');
function shown(answer: PayExplanation, of: PayStep['of'], line = 0): (string | null)[][] {
  const period = answer.lines[line]!.periods.at(-1)!;
  return period.steps
    .filter((step) => step.of === of)
    .map(({ label, figures, amount }) => [plainly(label), plainly(figures), amount]);
}
const silent = async (line: Line, partner?: string) => (await explain([line], {}, partner)).lines[0]!.silent;

it('a multiplier, a surcharge and a cap on the rate', async () => {
  const line: Line = {
    rate: { flat: '0.05' },
    multipliers: [{ id: 'cloud', label: 'Cloud', filter: [{ dim: 'family', values: ['Cloud'] }], factor: '1.5' }],
    surcharges: [{ id: 'region', label: 'Security', filter: [{ dim: 'family', values: ['Security'] }], rate: '0.02' }],
    limits: { capRate: '0.04', capPartner: '60' },
  };
  expect(shown(await explain([line]), 'earned')).toEqual([
    ['Line 1', '1,200.50 × 5.0 %', '60.03'],
    ['Security', '200.50 × 2.0 %', '4.01'],
    ['Cloud', '50.00 × (1.5 - 1)', '25.00'],
    ['At most 4 %', '89.035 → 68.02', '-21.02'],
    ['At most 60 a period', '68.02 → 60.00', '-8.02'],
  ]);
});

it('an accelerator with the target that it is held against', async () => {
  const accelerator = {
    measure: { metric: 'won_amount', window: 'trailing-3-months' as const },
    target: { metric: 'won_amount' },
    bands: [
      { from: '0', factor: '0.5' },
      { from: '1.2', factor: '1.1' },
    ],
  };
  const answer = await explain([{ rate: { flat: '0.05' }, accelerator } as Line]);
  expect(shown(answer, 'earned').slice(0, 2)).toEqual([
    ['Line 1', '1,200.50 × 5.0 %', '60.03'],
    ['Accelerator, from 120 %', '60.025 × (1.1 - 1)', '6.00'],
  ]);
  const said = answer.lines[0]!.periods[0]!.steps.find(({ label }) => label.startsWith('Accelerator'))!.sentence;
  expect(said).toContain('1,200.50 against a target of 1,000.00');
});

it('what an earlier line paid comes off the base first', async () => {
  const answer = await explain([
    { rate: { flat: '0.1' } },
    { rate: { flat: '0.05' }, on: { less: ['line 0'] } as never },
  ]);
  expect(shown(answer, 'base', 1)).toEqual([
    ['Bookings', '1,200.50', null],
    ['Less Line 1', '1,200.50 - 120.05 = 1,080.45', null],
  ]);
  expect(shown(answer, 'earned', 1)[0]).toEqual(['Line 2', '1,080.45 × 5.0 %', '54.02']);
});

it('rows that are rounded one by one', async () => {
  const answer = await explain([{ rate: { flat: '0.0333' } }], { rounding: { when: 'row' } });
  // 33.30 and 6.67665, which is 6.68: nothing but rounding makes the difference.
  expect(shown(answer, 'earned')).toEqual([
    ['Line 1', '1,200.50 × 3.33 %', '39.98'],
    ['Rounding of rows', '39.97665 → 39.98', '0.00'],
  ]);
});

it('deals that are capped one by one, in bands of their own', async () => {
  const bands = [
    { from: '0', rate: '0.02' },
    { from: '500', rate: '0.1' },
  ];
  const answer = await explain([
    { scope: 'deal', rate: { how: 'retroactive', bands }, limits: { capDeal: '80', floor: '100' } },
  ]);
  expect(shown(answer, 'base')[1]).toEqual(['Nothing below 100', '0 of 2 under 100', null]);
  expect(shown(answer, 'earned').slice(0, 3)).toEqual([
    ['Line 1, band 1, from 0 to 500', '200.50 × 2.0 %', '4.01'],
    ['Line 1, band 2, from 500 on', '1,000.00 × 10.0 %', '100.00'],
    ['At most 80 a deal', '104.01 → 84.01', '-20.00'],
  ]);
});

it('hold-back, the fund and the smallest payment, until what is due', async () => {
  const line: Line = {
    rate: { flat: '0.1' },
    limits: { minimumPayment: '50', capYear: '110' },
    terms: { holdBack: { share: '0.1', days: 60 }, cashShare: '0.5' },
  };
  const answer = await explain([line], { pool: { cap: '100', period: 'year' } });
  expect(shown(answer, 'due')).toEqual([
    ['At most 110 a year', '120.05 → 108.00', '-12.0500'],
    ['Pool', '108.00 → 98.18', '-9.8200'],
    ['Held back', '98.18 × 10 %', '-9.8200'],
    ['To the co-op fund', '88.36 less 50 % in cash', '-44.1800'],
    ['Carried from the period before', '', '0.8200'],
    ['Carried to the next period', '45.00 under 50', '-45.0000'],
    ['Nothing due', '0.00', null],
  ]);
  expect(answer.lines[0]!.periods[0]).toMatchObject({ due: '0.0000', dueOn: null });
});

it('parts of a year, points and steps', async () => {
  const answer = await explain([
    { rate: { apportion: '1000', over: 3 } },
    { rate: { points: '3', per: '100', worth: '0.5' } },
    { rate: { every: '500', pays: '20', above: '100' } },
  ]);
  expect(shown(answer, 'earned', 0)).toEqual([['Line 1', 'part 3 of 3 of 1,000', '333.33']]);
  expect(shown(answer, 'earned', 1)[0]).toEqual(['Line 2', '36.015 × 0.50', '18.01']);
  expect(shown(answer, 'earned', 2)).toEqual([['Line 3', '2 × 20.00', '40.00']]);
});

it('says which condition left nothing, the first that did', async () => {
  const rate = { flat: '0.05' };
  expect(await silent({ rate }, 'Zeller')).toBe('No won deal of the partner was closed in 2026-Q3.');
  expect(await silent({ rate, where: [{ dim: 'type', values: ['distributor'] }] } as Line)).toBe(
    'The line is for partners of type distributor, and this one is not.',
  );
  expect(await silent({ rate, on: { roles: ['referral'] } as never })).toBe(
    'In none of 2 deals of 2026-Q3 was it in the role of referral.',
  );
  expect(await silent({ rate, on: { registered: true } as never })).toBe(
    'None of 2 deals of 2026-Q3 was registered and approved.',
  );
  expect(await silent({ rate, on: { dealFrom: '5000' } as never })).toBe(
    'None of 2 deals of 2026-Q3 has a size from 5,000.',
  );
  expect(await silent({ rate, limits: { floor: '2000' } })).toBe('1,200.50 of bookings stay under the floor of 2,000.');
  expect(await silent({ rate: { byLevel: { Gold: '0.05' } } })).toBe(
    'Bookings 1,200.50 were closed at levels without a rate.',
  );
  expect(await silent({ rate, on: { from: '2026-09-01' } as never })).toBe(
    'None of 2 deals of 2026-Q3 lies in the days of the line, from 1 Sep 2026 on.',
  );
  expect(await silent({ rate, on: { to: '2026-06-30' } as never })).toBe(
    'The line counts until 30 Jun 2026, which is not in 2026-Q3.',
  );
  expect(await silent({ rate, payee: 'group' })).toBe('Deals of this partner are paid to its group, Adler Group.');
});

it('returns that change earlier periods, and claims that were missed', async () => {
  const own = await testNetwork({
    partner: [{ partner_id: 'P', partner_name: 'Adler' }],
    deal: [
      { deal_id: 'D-1', partner_id: 'P', outcome: 'won', amount: 1_000, closed_on: '2026-05-10' },
      { deal_id: 'D-2', partner_id: 'P', outcome: 'won', amount: 300, closed_on: '2026-08-10' },
      {
        deal_id: 'X',
        deal_name: 'Credit note for D-1',
        partner_id: 'P',
        outcome: 'won',
        amount: -400,
        closed_on: '2026-08-20',
      },
    ],
    payout: [
      {
        payout_id: 'C',
        partner_id: 'P',
        deal_id: 'D-2',
        program: 'Line',
        kind: 'rebate',
        claimed_on: '2026-08-20',
        earned_on: '2026-08-10',
        amount: 1,
      },
    ],
  });
  try {
    const ask = async (line: Line) =>
      explainPay(deskOn(await own.context()), {
        ...caseOf({
          plans: [plan([{ label: 'Line', ...line }]) as unknown as Record<string, unknown>],
          period: '2026-Q3',
        }),
        partner: 'Adler',
        deals: 5,
      });
    const bands = [
      { from: '0', rate: '0.05' },
      { from: '1000', rate: '0.1' },
    ];
    // Without the 400 the second quarter earns 5 % of 600 instead of 10 % of 1,000: 70 are taken back.
    const trueUp = await ask({ rate: { how: 'retroactive', bands }, terms: { trueUp: true } as never });
    expect(shown(trueUp, 'earned')).toEqual([
      ['Line, band 1, from 0 to 1,000', '300.00 × 5.0 %', '15.00'],
      ['True-up of earlier periods', '-70.00', '-70.00'],
    ]);
    expect(trueUp.after).toBe('-55.0000');
    const claimed = await ask({ rate: { flat: '0.1' }, terms: { claimWithinDays: 30 } as never });
    expect(shown(claimed, 'base')[1]).toEqual(['Less not claimed', '-100.00 - -400.00 = 300.00', null]);
    expect(shown(claimed, 'earned')).toEqual([['Line', '300.00 × 10.0 %', '30.00']]);
  } finally {
    own.close();
  }
});

it('explains what was paid where there is no plan, and refuses where no payouts are loaded', async () => {
  const asked = { ...caseOf({ plans: [], period: '2026-Q3' }), partner: 'Adler', deals: 5 };
  await expect(explainPay(deskOn(await store.context()), asked)).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('what was paid is not known'),
  });
  const paid = await testNetwork({
    partner: [{ partner_id: 'P', partner_name: 'Adler' }],
    deal: [{ deal_id: 'D', partner_id: 'P', outcome: 'won', amount: 20, closed_on: '2026-08-01' }],
    payout: [{ payout_id: 'PO', partner_id: 'Z', kind: 'rebate', amount: 5, earned_on: '2026-08-01' }],
  });
  try {
    const answer = await explainPay(deskOn(await paid.context()), asked);
    expect([answer.lines, answer.sentences]).toEqual([[], ['Adler was paid nothing for 2026-Q3.']]);
  } finally {
    paid.close();
  }
});
