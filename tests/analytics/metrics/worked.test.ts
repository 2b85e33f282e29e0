/** Worked examples of the field, counted by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rows, type TestNetwork, testNetwork, type Value } from './network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const won = (id: string, partner: string | null, amount: number, more: Record<string, Value> = {}) => ({
  deal_id: id,
  partner_id: partner,
  outcome: 'won',
  amount: String(amount),
  closed_on: '2026-03-31',
  ...more,
});
const roster = (...ids: string[]) => ids.map((partner_id) => ({ partner_id }));

async function figures(rows: Rows, metrics: string[], more: object = {}, settings: object = {}) {
  await net.replace(rows);
  return net.total({ metrics, ...more }, settings);
}

describe('concentration', () => {
  const over = (amounts: number[]): Rows => ({
    partner: roster(...amounts.map((_, index) => `P${index}`)),
    deal: amounts.map((amount, index) => won(`D${index}`, `P${index}`, amount)),
  });

  it.each([
    [[1, 1, 1, 1], 0],
    [[0, 0, 0, 1], 0.75],
    [[1, 2, 3, 4], 0.25],
    [[10, 10, 20, 60], 0.4],
  ])('Gini of %j is %d', async (amounts, gini) => {
    expect((await figures(over(amounts), ['gini'])).gini).toBeCloseTo(gini, 12);
  });

  it('HHI of 30/30/20/20 is 2,600', async () => {
    expect((await figures(over([30, 30, 20, 20]), ['hhi'])).hhi).toBeCloseTo(2600, 8);
  });

  it('counts the fewest partners that make 80 %', async () => {
    const found = await figures(over([10, 10, 20, 60]), ['pareto_share', 'top10_share']);
    expect(found).toMatchObject({ pareto_share: 0.5, pareto_share__numerator: 2, pareto_share__denominator: 4 });
    expect(found.top10_share).toBe(1);
  });

  it('leaves direct and unknown partners out', async () => {
    const rows = over([30, 30, 20, 20]);
    const deal = [...rows.deal!, won('X', null, 1_000, { route: 'direct' }), won('Y', 'nobody', 1_000)];
    expect((await figures({ ...rows, deal }, ['hhi'])).hhi).toBeCloseTo(2600, 8);
  });
});

describe('sales', () => {
  // 50 open deals, 20 % won, average 10,000, 30 days: 50 · 10,000 · 0.20 ÷ 30 = 3,333.33 a day.
  it.each([
    [10_000, 5, 30, '3333.3333'],
    [25_000, 4, 60, '5208.3333'],
  ])('velocity with deals of %d, one in %d won, %d days', async (amount, oneIn, days, expected) => {
    const created = new Date(Date.UTC(2026, 2, 31) - days * 86_400_000).toISOString().slice(0, 10);
    const deal = [
      ...Array.from({ length: 50 }, (_, index) => ({ deal_id: `O${index}`, outcome: 'open', amount: '7' })),
      won('W', null, amount, { created_on: created }),
      ...Array.from({ length: oneIn - 1 }, (_, index) => ({
        deal_id: `L${index}`,
        outcome: 'lost',
        amount: '3',
        closed_on: '2026-03-31',
      })),
    ];
    expect((await figures({ deal }, ['velocity'])).velocity).toBe(expected);
  });

  it('rounds an average half up on exact decimals', async () => {
    const deal = [won('A', null, 1.0001), won('B', null, 1.0002), won('C', null, 1.0002), won('D', null, 1.0001)];
    expect((await figures({ deal }, ['avg_deal', 'median_deal'])).avg_deal).toBe('1.0002');
  });

  it('counts a customer as new once, in the period of the first deal', async () => {
    const deal = [
      won('A', null, 1, { customer: 'Acme', closed_on: '2025-05-01' }),
      won('B', null, 1, { customer: 'Acme' }),
      won('C', null, 1, { customer: 'Bolt' }),
      won('D', null, 1, { customer: 'Bolt' }),
    ];
    expect((await figures({ deal }, ['new_logo_count'], { period: '2026' })).new_logo_count).toBe(1);
  });

  it('counts recurring amounts by the year, and each customer once', async () => {
    const deal = [
      won('A', null, 1, { customer: 'Acme', recurring_amount: '100', recurring_unit: 'month' }),
      won('B', null, 1, { customer: 'Acme', recurring_amount: '50', recurring_unit: 'year' }),
      won('C', null, 1, { customer: 'Bolt' }),
      won('D', null, 1),
      { ...won('E', null, 1, { customer: 'Cord', recurring_amount: '9' }), outcome: 'lost' },
    ];
    const found = await figures({ deal }, ['recurring_amount', 'customer_count'], { period: '2026' });
    expect(found).toMatchObject({ recurring_amount: '1250.0000', customer_count: 2 });
    const bare = await figures({ deal: [won('C', null, 1)] }, ['recurring_amount'], { period: '2026' });
    expect(bare.recurring_amount).toBeNull();
  });

  it('keeps bases apart', async () => {
    const deal = [won('A', null, 5, { basis: 'bookings' }), won('B', null, 7, { basis: 'sell-in' }), won('C', null, 2)];
    expect((await figures({ deal }, ['won_amount'])).won_amount).toBe('7.0000');
    expect((await figures({ deal }, ['won_amount'], {}, { revenueBasis: 'sell-in' })).won_amount).toBe('9.0000');
    expect(await net.query({ metrics: ['won_amount'], by: ['basis'] })).toEqual([
      { basis: 'sell-in', won_amount: '7.0000' },
      { basis: 'bookings', won_amount: '5.0000' },
      { basis: null, won_amount: '2.0000' },
    ]);
    await expect(
      net.total({ metrics: ['won_amount'], where: [{ dim: 'basis', values: ['bookings', 'sell-in'] }] }),
    ).rejects.toThrow('never add up');
  });

  it('finds growth against the same elapsed part of the year before', async () => {
    const deal = [
      won('A', null, 130, { closed_on: '2026-02-10' }),
      won('B', null, 100, { closed_on: '2025-02-10' }),
      won('C', null, 900, { closed_on: '2025-11-01' }),
    ];
    expect((await figures({ deal }, ['growth'], { period: '2026' })).growth).toBeCloseTo(0.3, 12);
  });
});

describe('retention', () => {
  const contract = (id: string, customer: string, amount: number, from: string, to: string | null) =>
    won(id, null, amount, { customer, recurring_amount: String(amount), term_start: from, term_end: to });

  // Start 100: one grows by 15, one shrinks by 3, one of 5 leaves; a new customer does not count.
  it('NRR of 100 + 15 − 3 − 5 is 107 %', async () => {
    const deal = [
      contract('A', 'Grows', 50, '2025-01-01', null),
      contract('A2', 'Grows', 15, '2026-03-01', null),
      contract('B', 'Shrinks', 45, '2025-01-01', '2026-02-28'),
      contract('B2', 'Shrinks', 42, '2026-03-01', null),
      contract('C', 'Leaves', 5, '2025-01-01', '2026-02-28'),
      contract('N', 'New', 40, '2026-02-01', null),
    ];
    const found = await figures({ deal }, ['nrr', 'grr'], { period: '2026-01-01..2026-03-31' });
    expect(found).toMatchObject({ nrr: 1.07, nrr__numerator: '107.0000', nrr__denominator: '100.0000', grr: 0.92 });
  });

  it('takes a monthly amount twelve times', async () => {
    const monthly = { recurring_unit: 'month', recurring_amount: '2250' };
    const deal = [
      { ...contract('A', 'One', 1, '2025-01-01', '2026-01-31'), ...monthly },
      contract('B', 'One', 30_000, '2026-02-01', null),
    ];
    const found = await figures({ deal }, ['nrr'], { period: '2026-01-01..2026-03-31' });
    expect(found.nrr).toBeCloseTo(30_000 / 27_000, 12);
  });

  it('is unknown, not zero, when no recurring amounts are loaded', async () => {
    expect((await figures({ deal: [won('A', null, 1)] }, ['nrr'], { period: '2026' })).nrr).toBeNull();
  });

  it('says which contracts were renewed and which are due', async () => {
    const deal = [
      won('A', null, 1, { closed_on: '2025-01-01', term_end: '2026-01-31' }),
      won('A2', null, 1, { closed_on: '2026-01-20', renews_deal_id: 'A', term_end: '2027-01-31' }),
      won('B', null, 1, { closed_on: '2025-01-01', term_end: '2026-02-28' }),
      won('C', null, 1, { closed_on: '2025-01-01', term_end: '2026-05-01' }),
      won('D', null, 1, { closed_on: '2026-03-31', term_end: '2026-08-01' }),
    ];
    const found = await figures({ deal }, ['renewal_rate', 'renewals_due_90'], { period: '2026-Q1' });
    expect(found).toMatchObject({ renewal_rate: 0.5, renewals_due_90: 1 });
  });
});

describe('partners', () => {
  const partner = [
    { partner_id: 'P1', agreement_start: '2025-01-01', status: 'Active' },
    { partner_id: 'P2', agreement_start: '2026-01-01', status: 'Active' },
    { partner_id: 'P3', agreement_start: '2026-01-01', status: 'Terminated' },
    { partner_id: 'P4', agreement_start: '2025-01-01', agreement_end: '2026-01-31' },
    { partner_id: 'P5', agreement_start: '2026-02-01' },
  ];

  it('are enrolled while their agreement and status say so, and active by the policy’s events', async () => {
    const deal = [
      won('A', 'P1', 1, { closed_on: '2025-02-01' }),
      won('B', 'P2', 1, { closed_on: '2026-02-01' }),
      won('C', 'P4', 1, { closed_on: '2025-06-01' }),
      won('Z', 'P3', 1, { closed_on: '2026-03-31' }),
    ];
    const rows = { partner, deal };
    expect(await figures(rows, ['enrolled_partners', 'active_partners'], { period: '2026-Q1' })).toEqual({
      enrolled_partners: 3,
      active_partners: 1,
    });
    // The day before the quarter P1 and P4 were active: P1's deal is more than a year old by its end, P4 has left.
    expect((await figures(rows, ['attrition_rate'], { period: '2026-Q1' })).attrition_rate).toBe(1);
    expect((await figures(rows, ['transacting_partners'], { period: '2026-Q1' })).transacting_partners).toBe(2);
    const two = { transacting: { deals: 2 } };
    expect((await figures(rows, ['transacting_partners'], { period: '2026-Q1' }, two)).transacting_partners).toBe(0);
  });

  // Deals after 10 and 20 days; two partners have waited 90 and 60 days without. S(10) = 3/4, S(20) = 1/2.
  it('wait for their first deal as Kaplan and Meier count it', async () => {
    const deal = [won('A', 'P2', 1, { closed_on: '2026-01-11' }), won('B', 'P3', 1, { closed_on: '2026-01-21' })];
    const recruits = [
      { partner_id: 'P2', agreement_start: '2026-01-01' },
      { partner_id: 'P3', agreement_start: '2026-01-01' },
      { partner_id: 'P6', agreement_start: '2026-01-01' },
      { partner_id: 'P7', agreement_start: '2026-01-31' },
      { partner_id: 'P8', agreement_start: '2020-01-31' },
    ];
    const activity = { period: '2026-Q1' };
    const found = await figures(
      { partner: recruits, deal: [...deal, won('Z', null, 1)] },
      ['time_to_first_deal', 'activation_rate'],
      activity,
    );
    expect(found).toMatchObject({ time_to_first_deal: 20, activation_rate: 0.5 });
  });

  it('stand at the level of their history at the end of the period, and at the event', async () => {
    const rows = {
      partner: [
        { partner_id: 'P1', level: 'loaded' },
        { partner_id: 'P2', level: 'Silver' },
      ],
      enrollment: [
        { partner_id: 'P1', program: 'main', from_on: '2025-01-01', level: 'Silver', to_on: null },
        { partner_id: 'P1', program: 'main', from_on: '2026-02-01', level: 'Gold' },
      ],
      deal: [
        won('A', 'P1', 1, { closed_on: '2026-01-15' }),
        won('B', 'P1', 2, { closed_on: '2026-02-15' }),
        won('C', 'P2', 4, { closed_on: '2026-02-15' }),
      ],
    };
    await net.replace(rows);
    const by = async (dim: 'level' | 'level_at_event', period: string) =>
      Object.fromEntries(
        (await net.query({ metrics: ['won_amount'], by: [dim], period })).map((row) => [row[dim], row.won_amount]),
      );
    expect(await by('level', '2026-Q1')).toEqual({ Gold: '3.0000', Silver: '4.0000' });
    expect(await by('level', '2026-01')).toEqual({ Silver: '1.0000' });
    expect(await by('level_at_event', '2026-Q1')).toEqual({ Gold: '2.0000', Silver: '5.0000' });
  });
});

describe('certificates', () => {
  it('are valid from the day they are earned to the day they end, one by one and by person', async () => {
    const held = (person: string, certification: string, earned_on: string, expires_on: string | null) => ({
      partner_id: 'P',
      person,
      certification,
      earned_on,
      expires_on,
    });
    const certification = [
      held('Ann', 'Sales', '2024-01-01', '2026-03-31'),
      held('Ann', 'Cloud', '2026-03-31', null),
      held('Bob', 'Sales', '2024-01-01', '2026-03-30'),
      held('Bob', 'Cloud', '2026-04-01', null),
    ];
    const rows: Rows = { partner: roster('P'), deal: [won('A', 'P', 1)], certification };
    const metrics = ['valid_certificates', 'certified_people', 'certificates_earned'];
    expect(await figures(rows, metrics, { period: '2026-01-01..2026-03-31' })).toEqual({
      valid_certificates: 2,
      certified_people: 1,
      certificates_earned: 1,
    });
  });
});

describe('credit', () => {
  const rows = {
    partner: roster('P1', 'P2'),
    deal: [
      won('A', 'P1', 100, { role: 'sourced' }),
      won('B', 'P1', 50, { role: 'fulfilment', closed_on: '2026-03-31' }),
      won('C', null, 30, { route: 'direct' }),
      won('D', 'P1', 8, { approved: true, registered_on: '2026-02-01' }),
      won('E', 'P1', 4, { approved: true, registered_on: '2025-02-01' }),
    ],
    deal_party: [
      { deal_id: 'A', partner_id: 'P2', role: 'influenced' },
      { deal_id: 'B', partner_id: 'P2', role: 'influenced', event_on: '2026-01-01' },
      { deal_id: 'C', partner_id: 'P2', role: 'co-sell', event_on: '2024-01-01' },
    ],
  };

  // Sourced: A by role, D by its approved registration under protection (E closed after it ran out).
  // Influenced: B only. A is sourced, C was touched too long before.
  it('tells sourced from influenced without counting a deal in both', async () => {
    const found = await figures(rows, ['sourced_amount', 'influenced_amount', 'channel_share']);
    expect(found).toMatchObject({ sourced_amount: '108.0000', influenced_amount: '50.0000' });
    expect(found.channel_share).toBeCloseTo(108 / 192, 12);
    const each = await net.query({ metrics: ['sourced_amount', 'influenced_amount'], by: ['partner'] });
    expect(each).toContainEqual({
      partner: 'P1',
      partner_name: 'P1',
      sourced_amount: '108.0000',
      influenced_amount: '0.0000',
    });
    expect(each).toContainEqual({
      partner: 'P2',
      partner_name: 'P2',
      sourced_amount: '0.0000',
      influenced_amount: '50.0000',
    });
  });
});

describe('payouts', () => {
  const payout = (id: string, amount: number, more: Record<string, Value> = {}) => ({
    payout_id: id,
    partner_id: 'P1',
    amount: String(amount),
    kind: 'rebate',
    earned_on: '2026-01-01',
    ...more,
  });
  const rows = {
    partner: roster('P1'),
    deal: [won('A', 'P1', 1_000), won('B', null, 9_000, { route: 'direct' })],
    payout: [
      payout('1', 40, { paid_on: '2026-01-31' }),
      payout('2', 20, { paid_on: '2026-03-01', kind: 'mdf' }),
      payout('3', 70, { status: 'Refused' }),
      payout('4', -10, { status: 'reversed', paid_on: '2026-01-11' }),
      payout('5', 5, { status: 'reversed' }),
    ],
  };

  it('leave refused and reversed ones out, and measure the rate on partner revenue', async () => {
    const found = await figures(rows, ['payout_amount', 'payout_rate', 'payout_lag_days', 'on_time_share'], {
      period: '2026-Q1',
    });
    // Due after 45 days (rebate) and 30 days (MDF): one of three is late.
    expect(found).toMatchObject({ payout_amount: '50.0000', payout_rate: 0.05, payout_lag_days: 30 });
    expect(found.on_time_share).toBeCloseTo(2 / 3, 12);
  });

  it('do not call everything late when no payment dates are loaded', async () => {
    const unpaid = { ...rows, payout: [payout('1', 40)] };
    expect((await figures(unpaid, ['on_time_share', 'payout_lag_days'])).on_time_share).toBeNull();
  });
});

describe('currencies', () => {
  const rates = (kind: string, list: [string, string, string, number][]) =>
    list.map(([on_date, from_currency, to_currency, rate]) => ({
      on_date,
      from_currency,
      to_currency,
      rate: String(rate),
      kind,
    }));
  const deal = [
    won('A', null, 100, { currency: 'EUR' }),
    won('B', null, 100, { currency: 'USD', closed_on: '2026-01-10' }),
    won('C', null, 100, { currency: 'USD', closed_on: '2026-02-10' }),
    won('D', null, 100, { currency: 'GBP' }),
  ];
  const amount = async (kind: string, list: [string, string, string, number][]) =>
    (await figures({ deal, fx_rate: rates(kind, list) }, ['won_amount'], {}, { rates: kind })).won_amount;

  it('use the dated rate of the day and leave out rows without one', async () => {
    const list: [string, string, string, number][] = [
      ['2026-01-15', 'USD', 'EUR', 0.5],
      ['2026-02-01', 'USD', 'EUR', 0.9],
    ];
    expect(await amount('dated', list)).toBe('190.0000');
    expect(await net.total({ metrics: ['won_amount'] }, { rates: 'dated' })).toMatchObject({ __unrated: 2 });
  });

  it('let the first plan rate reach back, and a constant rate everywhere', async () => {
    const list: [string, string, string, number][] = [
      ['2026-01-15', 'USD', 'EUR', 0.5],
      ['2026-02-01', 'USD', 'EUR', 0.9],
    ];
    expect(await amount('plan', list)).toBe('240.0000');
    expect(await amount('constant', list)).toBe('280.0000');
  });

  it('turn a rate round at 8 decimals', async () => {
    expect(await amount('plan', [['2026-01-01', 'EUR', 'USD', 1.08]])).toBe('285.1852');
  });
});
