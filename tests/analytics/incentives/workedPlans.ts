/**
 * The published and worked examples of incentive schemes as plans on rows of a store. Every reading must give them: the
 * record, the kernel, the rows, and the workbook that recalculates.
 */
import type { IncentivePlanInput } from '../../../analytics/api/documents/incentivePlan.ts';
import type { Rows } from '../metrics/network.ts';

export interface WorkedPlan {
  readonly name: string;
  readonly lines: readonly object[];
  readonly more?: Partial<IncentivePlanInput>;
  readonly rows: Rows;
  /** Earned by `payee period` of each line; what is not earned has no entry. */
  readonly earns: readonly Readonly<Record<string, string>>[];
  /** What a publisher printed, and is wrong. */
  readonly never?: string;
}

interface Sale {
  readonly amount: number;
  readonly on?: string;
  readonly partner?: string;
  readonly quantity?: number;
  readonly product?: string;
  readonly more?: object;
}

/** One deal each; P sells on 10 February 2026 unless it says otherwise. */
export function sales(list: readonly Sale[], more: Rows = {}): Rows {
  const ids = new Set(list.map(({ partner = 'P' }) => partner));
  return {
    partner: [...ids].map((id) => ({ partner_id: id })),
    product: [...new Set(list.flatMap(({ product }) => product ?? []))].map((id) => ({ product_id: id, family: id })),
    deal: list.map(({ amount, on = '2026-02-10', partner = 'P', quantity = 1, product = null, more = {} }, index) => ({
      deal_id: `D${String(index).padStart(2, '0')}`,
      partner_id: partner,
      outcome: 'won',
      amount,
      quantity,
      product_id: product,
      closed_on: on,
      ...more,
    })),
    ...more,
  };
}

const Q1 = 'P 2026-Q1';
/** One line on one partner and quarter, for each of several lists of amounts. */
const paid = (name: string, line: object, figures: readonly (readonly [readonly number[], string])[]): WorkedPlan[] =>
  figures.map(([amounts, earned]) => ({
    name: `${name}: ${amounts.join(' + ')}`,
    lines: [line],
    rows: sales(amounts.map((amount) => ({ amount }))),
    earns: [{ [Q1]: earned }],
  }));
const units = (name: string, rate: object, figures: readonly (readonly [number, string])[]): WorkedPlan[] =>
  figures.map(([quantity, earned]) => ({
    name: `${name}: ${quantity} units`,
    lines: [{ rate, on: { base: 'quantity' } }],
    rows: sales([{ amount: 0, quantity }]),
    earns: [{ [Q1]: earned }],
  }));
const bands = (how: string, ...edges: readonly (readonly [number, string | number])[]) => ({
  how,
  bands: edges.map(([from, rate]) => ({ from, rate })),
});

/** R1 to R13: figures that publishers print. */
const PUBLISHED: readonly WorkedPlan[] = [
  ...paid('R1 marginal bands', { rate: bands('marginal', [0, '0.05'], [10_000, '0.10']) }, [
    [[6_000], '300.00'],
    [[8_000], '400.00'],
    [[15_000, 5_000], '1500.00'],
  ]),
  ...units('R2 marginal amounts a unit', { ...bands('marginal', [0, 1], [100, 2]), pays: 'perUnit' }, [
    [20, '20.00'],
    [80, '80.00'],
    [120, '140.00'],
  ]),
  ...paid('R5 a lump at a target', { rate: { lump: 1_000, atLeast: 100_000 } }, [
    [[110_000], '1000.00'],
    [[90_000], '0.00'],
  ]),
  ...(
    [
      [600, '600.00'],
      [499, '0.00'],
    ] as const
  ).map(([quantity, earned]) => ({
    name: `R6 a share of the money for ${quantity} units`,
    lines: [{ rate: { ...bands('retroactive', [500, '0.05']), on: { metric: 'quantity', window: 'fiscal-quarter' } } }],
    rows: sales([{ amount: 12_000, quantity }]),
    earns: [{ [Q1]: earned }],
  })),
  ...paid('R7 flat', { rate: { flat: '0.05' } }, [[[100_000], '5000.00']]),
  ...units('R7 an amount a unit', { perUnit: 2 }, [
    [5_000, '10000.00'],
    [10_000, '20000.00'],
  ]),
  {
    name: 'R7 a year apportioned to quarters',
    lines: [{ rate: { apportion: 40_000, over: 4 } }],
    rows: sales(['2026-01-05', '2026-04-05', '2026-07-05', '2026-10-05'].map((on) => ({ amount: 1, on }))),
    earns: [Object.fromEntries([1, 2, 3, 4].map((quarter) => [`P 2026-Q${quarter}`, '10000.00']))],
  },
  {
    name: 'parts that do not divide add up to the year',
    lines: [{ rate: { apportion: 100, over: 3 } }],
    rows: sales(['2026-01-05', '2026-04-05', '2026-07-05'].map((on) => ({ amount: 1, on }))),
    earns: [{ 'P 2026-Q1': '33.33', 'P 2026-Q2': '33.34', 'P 2026-Q3': '33.33' }],
  },
  ...paid('R7 a lump from a million on', { rate: { lump: 100_000, atLeast: 1_000_000 } }, [
    [[999_999.99], '0.00'],
    [[1_000_000], '100000.00'],
  ]),
  ...paid('R8 first-dollar', { rate: bands('retroactive', [1_000_000, '0.05']) }, [
    [[700_000, 500_000], '60000.00'],
    [[999_999.99], '0.00'],
  ]),
  ...spiffs(),
  ...paid('R11 three points', { rate: { points: 3, per: 100 } }, [[[1_000], '30.00']]),
  ...paid('R11 five points', { rate: { points: 5, per: 100 } }, [[[1_000], '50.00']]),
  {
    name: 'R11 what extends an old sale still earns its points',
    lines: [
      { rate: { points: 3, per: 100 }, on: { to: '2025-12-31', lockTerms: true } },
      { rate: { points: 5, per: 100 }, on: { from: '2026-01-01', lockTerms: true } },
    ],
    rows: sales([
      { amount: 1_000, on: '2025-11-10', more: { deal_id: 'OLD' } },
      { amount: 1_000, more: { deal_id: 'MORE', renews_deal_id: 'OLD', motion: 'expansion' } },
      { amount: 1_000, on: '2026-05-10', more: { renews_deal_id: 'MORE', motion: 'renewal' } },
      { amount: 1_000, on: '2026-05-11' },
    ]),
    earns: [{ 'P 2025-Q4': '30.00', 'P 2026-Q1': '30.00', 'P 2026-Q2': '30.00' }, { 'P 2026-Q2': '50.00' }],
  },
  {
    name: 'R13 days of grace belong to the month before',
    lines: [{ period: 'month', terms: { graceDays: 5, calculateDays: 10 }, rate: { flat: '1' } }],
    more: { effectiveFrom: '2026-01-01' },
    rows: sales(['2026-01-01', '2026-01-31', '2026-02-05', '2026-02-06'].map((on, at) => ({ amount: 10 ** at, on }))),
    earns: [{ 'P 2026-01': '111.00', 'P 2026-02': '1000.00' }],
  },
];

/** R10: 200 a unit of deals that were registered, and claimed within 60 days. */
function spiffs(): WorkedPlan[] {
  const line = {
    kind: 'spiff',
    program: 'Unit SPIFF',
    rate: { perUnit: 200 },
    on: { base: 'quantity', registered: true },
    terms: { claimWithinDays: 60 },
  };
  const registered = { registered_on: '2026-01-10', approved: true };
  const case_ = (name: string, more: object, claimed: string | null, earns: Record<string, string>): WorkedPlan => ({
    name: `R10 a SPIFF ${name}`,
    lines: [line],
    rows: sales([{ amount: 1, quantity: 8, more }], {
      payout: [
        { payout_id: '1', partner_id: 'P', deal_id: 'D00', program: 'Unit SPIFF', kind: 'spiff', claimed_on: claimed },
        {
          payout_id: '2',
          partner_id: 'P',
          deal_id: 'X',
          program: 'Unit SPIFF',
          kind: 'spiff',
          claimed_on: '2026-01-01',
        },
      ],
    }),
    earns: [earns],
  });
  return [
    case_('registered and claimed on the 60th day', registered, '2026-04-11', { [Q1]: '1600.00' }),
    case_('claimed a day later', registered, '2026-04-12', { [Q1]: '0.00' }),
    case_('never claimed', registered, null, { [Q1]: '0.00' }),
    case_('claimed and not registered', {}, '2026-03-01', {}),
  ];
}

/** D1 to D10: figures that follow from a published rule. */
const DERIVED: readonly WorkedPlan[] = [
  ...paid('D1 cliffs', { rate: bands('retroactive', [2e6, '0.03'], [4e6, '0.05'], [6e6, '0.07']) }, [
    [[3_999_999], '119999.97'],
    [[4_000_000], '200000.00'],
    [[5_900_000], '295000.00'],
    [[6_000_000], '420000.00'],
  ]),
  ...(
    [
      [7_499, '224.97'],
      [7_500, '300.00'],
      [24_999, '999.96'],
      [25_000, '1250.00'],
    ] as const
  ).map(([amount, earned]) => ({
    name: `D2 co-op on ${amount} of a year`,
    lines: [
      { kind: 'co-op', period: 'year', rate: bands('retroactive', [0, '0.03'], [7_500, '0.04'], [25_000, '0.05']) },
    ],
    rows: sales([{ amount }]),
    earns: [{ 'P 2026': earned }],
  })),
  ...paid('D5 the rate of the second level', { rate: bands('retroactive', [0, '0.1'], [100, '0.15']) }, [
    [[75, 50], '18.75'],
  ]),
  ...(
    [
      [true, '0.05', '23761.24'],
      [false, '0.05', '148008.84'],
      [false, '0.2', '0.00'],
    ] as const
  ).map(([payOnlyGrowth, atLeast, earned]) => ({
    name: `D8 growth of 19.12 %, ${payOnlyGrowth ? 'paid alone' : 'paid on all'} from ${atLeast} on`,
    lines: [{ rate: { growth: 'year-ago', rate: '0.2', atLeast, payOnlyGrowth } }],
    rows: sales([{ amount: 621_238, on: '2025-02-10' }, { amount: 740_044.18 }]),
    earns: [{ 'P 2025-Q1': '0.00', [Q1]: earned }],
    // What a page prints for 20 % of 740,044.18.
    never: '127850.96',
  })),
  {
    name: 'D9 the second registrant of a customer gets half the discount, the next customer’s first all of it',
    lines: [
      {
        kind: 'discount',
        scope: 'deal',
        rate: { flat: '0.10' },
        on: { registered: true },
        multipliers: [{ id: 'second', registrant: 'later', factor: '0.5' }],
      },
      { kind: 'discount', scope: 'deal', rate: { flat: '0.10' }, on: { registrant: 'first' } },
    ],
    rows: sales([
      { amount: 1_000, partner: 'P', more: { customer: 'c', registered_on: '2026-01-01', approved: true } },
      { amount: 1_000, partner: 'Q', more: { customer: 'c', registered_on: '2026-01-20', approved: true } },
      { amount: 1_000, partner: 'R', more: { customer: 'd', registered_on: '2026-01-20', approved: true } },
      // Refused, so that the next one is the first.
      { amount: 1_000, partner: 'S', more: { customer: 'e', registered_on: '2026-01-01', approved: false } },
      { amount: 1_000, partner: 'T', more: { customer: 'e', registered_on: '2026-01-20', approved: true } },
      // Long after the protection of the first one.
      {
        amount: 1_000,
        partner: 'U',
        more: { customer: 'c', registered_on: '2026-09-01', approved: true, closed_on: '2026-10-20' },
      },
    ]),
    earns: [
      {
        'P 2026-Q1': '100.00',
        'Q 2026-Q1': '50.00',
        'R 2026-Q1': '100.00',
        'T 2026-Q1': '100.00',
        'U 2026-Q4': '100.00',
      },
      {
        'P 2026-Q1': '100.00',
        'R 2026-Q1': '100.00',
        'S 2026-Q1': '100.00',
        'T 2026-Q1': '100.00',
        'U 2026-Q4': '100.00',
      },
    ],
  },
  {
    name: 'D9 the second of two partners that brought one deal gets half the discount, and is no first registrant',
    lines: [
      {
        kind: 'discount',
        scope: 'deal',
        rate: { flat: '0.10' },
        multipliers: [{ id: 'second', registrant: 'later', factor: '0.5' }],
      },
      { kind: 'discount', scope: 'deal', rate: { flat: '0.10' }, on: { registrant: 'first' } },
      { kind: 'discount', scope: 'deal', rate: { flat: '0.05' }, on: { registrant: 'later' } },
    ],
    rows: {
      ...sales([
        { amount: 1_000, partner: 'P', more: { customer: 'c', registered_on: '2026-01-10', approved: true } },
        { amount: 2_000, partner: 'P', more: { customer: 'd', registered_on: '2026-01-20', approved: true } },
      ]),
      partner: ['P', 'Q', 'R', 'S'].map((id) => ({ partner_id: id })),
      deal_party: [
        // After the deal's own partner, before it, on the same day as it, and who only helped.
        { deal_id: 'D00', partner_id: 'Q', role: 'sourced', event_on: '2026-01-12' },
        { deal_id: 'D01', partner_id: 'Q', role: 'sourced', event_on: '2026-01-15' },
        { deal_id: 'D01', partner_id: 'R', role: 'sourced', event_on: '2026-01-20' },
        { deal_id: 'D00', partner_id: 'S', role: 'co-sell', event_on: '2026-01-01' },
      ],
    },
    earns: [
      { 'P 2026-Q1': '200.00', 'Q 2026-Q1': '250.00', 'R 2026-Q1': '100.00', 'S 2026-Q1': '100.00' },
      { 'P 2026-Q1': '100.00', 'Q 2026-Q1': '200.00', 'S 2026-Q1': '100.00' },
      { 'P 2026-Q1': '100.00', 'Q 2026-Q1': '50.00', 'R 2026-Q1': '100.00' },
    ],
  },
  ...paid('D10 half up', { rate: { flat: '0.04' } }, [
    [[21.99], '0.88'],
    [[19.27], '0.77'],
    [[16.29], '0.65'],
  ]),
];

const COMPOSED = {
  rate: { flat: '0.04' },
  multipliers: [{ id: 'focus', factor: '1.5', filter: [{ dim: 'family', values: ['F'] }] }],
  surcharges: [{ id: 'region', rate: '0.01' }],
};
const COMPOSED_SALES = sales([
  { amount: 300_000, product: 'G' },
  { amount: 200_000, product: 'F' },
]);
const BOTH = [
  { id: 'a', factor: '1.5' },
  { id: 'b', factor: '1.2' },
];

/** Compositions: arithmetic that anybody can repeat. */
const COMPOSITIONS: readonly WorkedPlan[] = [
  {
    name: 'a product multiplier and a point for the region on 4 %',
    lines: [COMPOSED],
    rows: COMPOSED_SALES,
    earns: [{ [Q1]: '29000.00' }],
  },
  {
    name: 'the same, capped',
    lines: [{ ...COMPOSED, limits: { capPartner: 25_000 } }],
    rows: COMPOSED_SALES,
    earns: [{ [Q1]: '25000.00' }],
  },
  ...paid('multipliers multiplied', { rate: { lump: 10_000 }, multipliers: BOTH }, [[[500], '18000.00']]),
  ...paid('multipliers added', { rate: { lump: 10_000 }, multipliers: BOTH, combine: 'add' }, [[[500], '17000.00']]),
  ...paid('summed, then rounded', { rate: { flat: '1' } }, [[[33.335, 33.335, 33.335], '100.01']]),
  {
    name: 'rounded, then summed',
    lines: [{ rate: { flat: '1' } }],
    more: { rounding: { when: 'row' } },
    rows: sales([{ amount: 33.335 }, { amount: 33.335 }, { amount: 33.335 }]),
    earns: [{ [Q1]: '100.02' }],
  },
  ...paid('a floor of growth', { rate: { growth: 1_000_000, rate: '0.03', atLeast: '0.05', payOnlyGrowth: true } }, [
    [[1_049_999.99], '0.00'],
    [[1_050_000], '1500.00'],
  ]),
];

/** Modes and scopes that no publisher gives figures for, by hand. */
const BY_HAND: readonly WorkedPlan[] = [
  ...paid('so much for every 10,000 above 50,000', { rate: { every: 10_000, pays: 150, above: 50_000 } }, [
    [[79_999.99], '300.00'],
    [[80_000], '450.00'],
  ]),
  // 2 % at 100,000 and 6 % at 200,000: 3 % at 125,000.
  ...paid(
    'a rate between two targets',
    {
      rate: {
        linear: [
          { at: 100_000, rate: '0.02' },
          { at: 200_000, rate: '0.06' },
        ],
      },
    },
    [
      [[50_000], '1000.00'],
      [[125_000], '3750.00'],
      [[300_000], '18000.00'],
    ],
  ),
  ...paid('only above a start', { rate: { ...bands('retroactive', [0, '0.02'], [1_000, '0.1']), payFrom: 500 } }, [
    [[900], '8.00'],
    [[1_500], '100.00'],
  ]),
  {
    // The group bought 1,500, so each partner is paid 5 % of its own; a payee of the group is paid on all of it.
    name: 'bands of the whole group, paid to its partners, and to the group',
    lines: [
      { scope: 'group', rate: bands('retroactive', [0, '0.01'], [1_000, '0.05']) },
      { payee: 'group', rate: bands('retroactive', [0, '0.01'], [1_000, '0.05']) },
      { scope: 'group', rate: bands('marginal', [0, '0.01'], [1_000, '0.05']) },
      { scope: 'group', rate: { lump: 300, atLeast: 1_500 }, limits: { floor: 1_200, capBase: 1_500 } },
    ],
    rows: {
      ...sales([
        { amount: 600, partner: 'P' },
        { amount: 900, partner: 'Q' },
        { amount: 900, partner: 'T' },
      ]),
      partner: [{ partner_id: 'P', parent: 'G' }, { partner_id: 'Q', parent: 'G' }, { partner_id: 'T' }],
    },
    earns: [
      { 'P 2026-Q1': '30.00', 'Q 2026-Q1': '45.00', 'T 2026-Q1': '9.00' },
      { 'G 2026-Q1': '75.00', 'T 2026-Q1': '9.00' },
      // 10 + 25 of the group, in proportion.
      { 'P 2026-Q1': '14.00', 'Q 2026-Q1': '21.00', 'T 2026-Q1': '9.00' },
      { 'P 2026-Q1': '120.00', 'Q 2026-Q1': '180.00', 'T 2026-Q1': '0.00' },
    ],
  },
  {
    name: 'growth of the whole group',
    lines: [{ scope: 'group', rate: { growth: 'year-ago', rate: '0.1', payOnlyGrowth: true } }],
    rows: {
      ...sales([
        { amount: 1_000, partner: 'P', on: '2025-02-10' },
        { amount: 600, partner: 'P' },
        { amount: 900, partner: 'Q' },
      ]),
      partner: [
        { partner_id: 'P', parent: 'G' },
        { partner_id: 'Q', parent: 'G' },
      ],
    },
    earns: [{ 'P 2025-Q1': '100.00', 'P 2026-Q1': '20.00', 'Q 2026-Q1': '30.00' }],
  },
  {
    name: 'a campaign is one period, its first and last day included',
    lines: [
      {
        period: 'campaign',
        on: { from: '2026-01-15', to: '2026-05-31' },
        rate: bands('retroactive', [0, '0.01'], [300, '0.1']),
      },
    ],
    rows: sales(
      ['2026-01-14', '2026-01-15', '2026-05-31', '2026-06-01'].map((on, at) => ({ amount: 100 * 2 ** at, on })),
    ),
    earns: [{ 'P campaign': '60.00' }],
  },
  {
    name: 'a distributor is paid for what its resellers sold, each line of a deal once',
    lines: [{ payee: 'distributor', rate: bands('marginal', [0, '0.01'], [1_000, '0.02']) }],
    rows: {
      ...sales([
        { amount: 800, partner: 'P' },
        { amount: 700, partner: 'Q' },
      ]),
      partner: [{ partner_id: 'P' }, { partner_id: 'Q' }, { partner_id: 'T', type: 'distributor' }],
      deal_party: [
        { deal_id: 'D00', partner_id: 'T', role: 'distributor' },
        { deal_id: 'D01', partner_id: 'T', role: 'distributor' },
      ],
    },
    earns: [{ 'T 2026-Q1': '20.00' }],
  },
  {
    // Both partners of the deal were paid 10 % of it, the distributor 5 %: 75 of 100 are left, for whoever is paid on it.
    name: 'what several payees were paid on a deal comes off it once',
    lines: [
      { id: 'rebate', rate: { flat: '0.1' } },
      { id: 'distribution', payee: 'distributor', rate: { flat: '0.05' } },
      { id: 'net', rate: { flat: '1' }, on: { less: ['rebate', 'distribution'] } },
      { id: 'shared', rate: { flat: '1' }, on: { less: ['rebate', 'distribution'], credit: 'share' } },
    ],
    rows: {
      ...sales([{ amount: 100, more: { credit_share: 0.6 } }]),
      partner: [{ partner_id: 'P' }, { partner_id: 'Q' }, { partner_id: 'T' }],
      deal_party: [
        { deal_id: 'D00', partner_id: 'Q', role: 'co-sell', credit_share: 0.4 },
        { deal_id: 'D00', partner_id: 'T', role: 'distributor' },
      ],
    },
    earns: [
      { 'P 2026-Q1': '10.00', 'Q 2026-Q1': '10.00' },
      { 'T 2026-Q1': '5.00' },
      { 'P 2026-Q1': '75.00', 'Q 2026-Q1': '75.00' },
      { 'P 2026-Q1': '45.00', 'Q 2026-Q1': '30.00' },
    ],
  },
  {
    // 3 % on account each quarter; the year reaches the band of 5 %, so that two points more are due on all of it at its end.
    name: 'a rate on account by quarter, and the rest of the rate that the year reaches',
    lines: [
      { rate: { flat: '0.03' } },
      { period: 'year', rate: bands('retroactive', [0, '0'], [1_000, '0.02'], [4_000, '0.04']) },
    ],
    rows: sales([{ amount: 900 }, { amount: 600, on: '2026-05-10' }]),
    earns: [{ 'P 2026-Q1': '27.00', 'P 2026-Q2': '18.00' }, { 'P 2026': '30.00' }],
  },
  {
    // Silver until June and Gold from July on: a year is paid by the level of its end, quarters by that of theirs.
    name: 'the level of a later review counts for the whole period that it ends',
    lines: [
      { period: 'year', rate: { byLevel: { Silver: '0.01', Gold: '0.03' } }, on: { levelDate: 'period-end' } },
      { rate: { byLevel: { Silver: '0.01', Gold: '0.03' } }, on: { levelDate: 'period-end' } },
      { period: 'year', rate: { byLevel: { Silver: '0.01', Gold: '0.03' } } },
    ],
    rows: {
      ...sales([{ amount: 1_000 }, { amount: 1_000, on: '2026-08-10' }]),
      enrollment: [
        { partner_id: 'P', program: 'main', level: 'Silver', from_on: '2025-01-01' },
        { partner_id: 'P', program: 'main', level: 'Gold', from_on: '2026-07-01' },
      ],
    },
    earns: [{ 'P 2026': '60.00' }, { 'P 2026-Q1': '10.00', 'P 2026-Q3': '30.00' }, { 'P 2026': '40.00' }],
  },
  {
    name: 'a return rates its period again, and the difference is paid where it comes',
    lines: [{ rate: bands('retroactive', [0, '0.03'], [1_000, '0.05']), terms: { trueUp: true } }],
    rows: sales([{ amount: 1_200 }, { amount: -400, on: '2026-05-10', more: { deal_name: 'Credit note for D00' } }]),
    earns: [{ 'P 2026-Q1': '60.00', 'P 2026-Q2': '-36.00' }],
  },
];

export const WORKED_PLANS: readonly WorkedPlan[] = [...PUBLISHED, ...DERIVED, ...COMPOSITIONS, ...BY_HAND];
