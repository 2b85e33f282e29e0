/**
 * Published programs of the field as programs here, on rows whose levels are worked out by hand. Every example is read by
 * the kernel and by SQL, and both must give what the publication says.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Requirement, TierProgramInput } from '../../../analytics/api/documents/tierProgram.ts';
import { inCurrency } from '../../../analytics/network/currency.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';
import { plain, type ReadOptions, readings } from './readings.ts';

const DAY = '2026-09-30';
const YEAR = 'trailing-12-months';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const bookings = (value: unknown, more: object = {}) =>
  ({ metric: 'won_amount', window: YEAR, value, ...more }) as unknown as Requirement;
const people = (value: number, more: object = {}) =>
  ({ metric: 'certified_people', value, ...more }) as unknown as Requirement;
const wins = (value: number, more: object = {}) =>
  ({ metric: 'won_count', window: YEAR, value, ...more }) as unknown as Requirement;
const program = (levels: TierProgramInput['levels'], more: Partial<TierProgramInput> = {}): TierProgramInput => ({
  id: 'p',
  name: 'Program',
  levels,
  ...more,
});

interface DealRow {
  readonly amount: number | string;
  readonly closed_on?: string;
  readonly [field: string]: unknown;
}
interface PersonRow {
  readonly level?: string;
  readonly earned_on?: string;
  readonly expires_on?: string;
}
interface PartnerRows {
  readonly deals?: readonly DealRow[];
  readonly people?: readonly PersonRow[];
  readonly country?: string;
  readonly level?: string;
}

const times = <T>(count: number, row: T): T[] => Array.from({ length: count }, () => row);

/** A network of these partners; every deal is won within the year unless it says otherwise. */
function network(partners: Readonly<Record<string, PartnerRows>>, more: Rows = {}): Rows {
  const entries = Object.entries(partners);
  return {
    partner: entries.map(([partner_id, { country = 'DE', level = null }]) => ({
      partner_id,
      partner_name: partner_id,
      country,
      level,
      agreement_start: '2015-01-01',
    })),
    deal: entries.flatMap(([partner_id, { deals = [] }]) =>
      deals.map((deal, index) => ({
        outcome: 'won',
        closed_on: '2026-05-01',
        ...(deal as Record<string, string>),
        deal_id: `${partner_id} ${index}`,
        partner_id,
        amount: String(deal.amount),
      })),
    ),
    certification: entries.flatMap(([partner_id, { people = [] }]) =>
      people.map((person, index) => ({
        certification: 'Architect',
        earned_on: '2025-12-01',
        expires_on: '2027-12-01',
        ...person,
        partner_id,
        person: `Person ${index}`,
      })),
    ),
    ...more,
  };
}

/** The level of each partner on each day, agreed by both readings. */
async function levels(rows: Rows, input: TierProgramInput, options: Partial<ReadOptions> = {}) {
  await net.replace(rows);
  const read = await readings(await net.context(), input, { asOfs: [DAY], ...options });
  expect(plain(read.kernel)).toEqual(plain(read.record));
  return read;
}
async function levelsOf(rows: Rows, input: TierProgramInput, options: Partial<ReadOptions> = {}) {
  const read = await levels(rows, input, options);
  return read.levelsOf(read.kernel.entry);
}

describe('bands', () => {
  it('give 249 points Base, 250 Ridge, 749 Crest and 750 Summit', async () => {
    const points = (value: number) => ({ score: 'points', value });
    const of = (amount: number | string) => ({ deals: [{ amount }] });
    const found = await levelsOf(
      network({ a: of(249), b: of('249.9999'), c: of(250), d: of(749), e: of(750), f: of(2_000) }),
      program(
        [
          { id: 'Base' },
          { id: 'Ridge', requirement: points(250) },
          { id: 'Crest', requirement: points(500) },
          { id: 'Summit', requirement: points(750) },
        ],
        {
          scores: [
            {
              id: 'points',
              cap: 1_000,
              terms: [{ id: 'sales', measure: { metric: 'won_amount', window: YEAR }, points: { each: 1 } }],
            },
          ],
        },
      ),
    );
    expect(found).toEqual({ a: 'Base', b: 'Base', c: 'Ridge', d: 'Crest', e: 'Summit', f: 'Summit' });
  });
});

describe('a designation of 70 points with something in every metric', () => {
  const added = (at: number, size: object) => ({
    id: 'added',
    measure: { metric: 'won_count', window: YEAR, filter: [{ dim: 'motion' as const, values: ['new'] }], ...size },
    points: { full: 20, at },
  });
  const others = [
    {
      id: 'intermediate',
      measure: { metric: 'certified_people', filter: [{ dim: 'certification_level' as const, values: ['Associate'] }] },
      points: { full: 10, at: 2 },
    },
    {
      id: 'advanced',
      measure: { metric: 'certified_people', filter: [{ dim: 'certification_level' as const, values: ['Expert'] }] },
      points: { full: 15, at: 1 },
    },
    {
      id: 'growth',
      measure: { metric: 'won_amount', window: YEAR, filter: [{ dim: 'motion' as const, values: ['expansion'] }] },
      points: { full: 30, at: 5_000 },
    },
    {
      id: 'deployments',
      measure: { metric: 'won_count', window: YEAR, filter: [{ dim: 'motion' as const, values: ['renewal'] }] },
      points: { full: 25, at: 4 },
    },
  ];
  const small = [added(10, { dealBelow: 300 }), ...others];
  const large = [added(5, { dealFrom: 300 }), ...others];
  const capped = (adds: number, deployments: number, size = 100): PartnerRows => ({
    people: [...times(2, { level: 'Associate' }), { level: 'Expert' }],
    deals: [
      ...times(adds, { amount: size, motion: 'new' }),
      { amount: 9_000, motion: 'expansion' },
      ...times(deployments, { amount: 10, motion: 'renewal' }),
    ],
  });

  it('passes 94, fails 69 and a zero metric, fails 80 with nothing added', async () => {
    const read = await levels(
      network({ a: capped(7, 4), b: capped(7, 0), c: capped(0, 4) }),
      program(
        [
          { id: 'Enrolled' },
          { id: 'By points', requirement: { score: 'points', value: 70 } },
          { id: 'Designated', requirement: { score: 'gated', value: 70 } },
        ],
        {
          scores: [
            { id: 'points', terms: small },
            { id: 'gated', terms: small, requireAllPositive: true },
          ],
        },
      ),
    );
    expect([...read.kernel.score('points')].map((points) => points / 10_000)).toEqual([94, 69, 80]);
    expect([...read.kernel.score('gated')].map((points) => points / 10_000)).toEqual([94, 0, 0]);
    expect(read.levelsOf(read.kernel.entry)).toEqual({ a: 'Designated', b: 'Enrolled', c: 'By points' });
  });

  it('scores both tracks and keeps the better one', async () => {
    const read = await levels(
      network({ a: capped(7, 4), b: capped(5, 4, 400), c: capped(2, 4, 400) }),
      program([{ id: 'Enrolled' }, { id: 'Designated', requirement: { score: 'best', value: 95 } }], {
        scores: [
          { id: 'small', terms: small },
          { id: 'large', terms: large },
          { id: 'best', bestOf: ['small', 'large'] },
        ],
      }),
    );
    expect([...read.kernel.score('best')].map((points) => points / 10_000)).toEqual([94, 100, 88]);
    expect(read.levelsOf(read.kernel.entry)).toEqual({ a: 'Enrolled', b: 'Designated', c: 'Enrolled' });
  });

  it('gives nothing for certificates before the mandatory ones are there', async () => {
    const associates = (count: number, mandatory: number): PartnerRows => ({
      people: [...times(count, { level: 'Associate' }), ...times(mandatory, { level: 'Foundation' })],
    });
    const read = await levels(
      network({ a: associates(5, 0), b: associates(1, 1), c: associates(5, 1) }),
      program([{ id: 'Enrolled' }, { id: 'Gold', requirement: { score: 's', value: 10 } }], {
        scores: [
          {
            id: 's',
            terms: [
              {
                ...others[0]!,
                gate: people(1, { filter: [{ dim: 'certification_level', values: ['Foundation'] }] }),
              },
            ],
          },
        ],
      }),
    );
    expect([...read.kernel.score('s')].map((points) => points / 10_000)).toEqual([0, 5, 10]);
  });
});

describe('points per 100 of sales by what the partner did', () => {
  const growth = { filter: [{ dim: 'deal_country' as const, values: ['BR', 'PL'] }], factor: 2 };
  const term = (metric: string, each: number) => ({
    id: metric,
    measure: { metric, window: YEAR as 'trailing-12-months' },
    points: { each, per: 100, multipliers: [growth] },
  });
  const scores = [
    { id: 'sourced', terms: [term('sourced_amount', 5)] },
    { id: 'total', terms: [term('sourced_amount', 5), term('influenced_amount', 3)] },
  ];

  it('gives 1,000 sourced in a growth market 100 points, and asks for a minimum of sourced ones', async () => {
    const deal = (amount: number, role: string, country: string) => ({ amount, role, country });
    const read = await levels(
      network({
        a: { deals: [deal(1_000, 'sourced', 'PL')] },
        b: { deals: [deal(1_000, 'sourced', 'US')] },
        c: { deals: [deal(5_000, 'influenced', 'US')] },
      }),
      program(
        [
          { id: 'Provider' },
          {
            id: 'Gold',
            requirement: {
              all: [
                { score: 'total', value: 50 },
                { score: 'sourced', value: 40 },
              ],
            },
          },
        ],
        { scores },
      ),
    );
    expect([...read.kernel.score('sourced')].map((points) => points / 10_000)).toEqual([100, 50, 0]);
    expect(read.levelsOf(read.kernel.entry)).toEqual({ a: 'Gold', b: 'Gold', c: 'Provider' });
  });

  it('counts foreign sales at the rates that the program fixes and not at those of the day', async () => {
    await net.replace(
      network(
        { a: { deals: [{ amount: 800, currency: 'GBP', role: 'sourced', country: 'GB' }] } },
        {
          fx_rate: [
            { on_date: '2025-01-01', from_currency: 'GBP', to_currency: 'USD', kind: 'plan', rate: '1.25' },
            { on_date: '2026-05-01', from_currency: 'GBP', to_currency: 'USD', kind: 'dated', rate: '1.5' },
          ],
        },
      ),
    );
    const context = await net.context({ baseCurrency: 'USD' });
    const input = program([{ id: 'Provider' }, { id: 'Gold', requirement: { score: 'sourced', value: 1 } }], {
      scores: scores.slice(0, 1),
      currency: 'USD',
      fxTable: 'plan',
    });
    const fixed = { ...context, network: inCurrency(context.network, 'USD', 'plan') };
    const spot = { ...context, network: inCurrency(context.network, 'USD', 'dated') };
    expect((await readings(fixed, input, { asOfs: [DAY] })).kernel.score('sourced')[0]).toBe(50 * 10_000);
    expect((await readings(spot, input, { asOfs: [DAY] })).kernel.score('sourced')[0]).toBe(60 * 10_000);
  });
});

describe('counts with minima inside, confirmed by people', () => {
  const professional = { filter: [{ dim: 'certification_level', values: ['Professional'] }] };
  const input = program(
    [
      { id: 'Registered' },
      { id: 'Select', requirement: { all: [people(4), wins(3), bookings(1_500)] } },
      {
        id: 'Advanced',
        requirement: { all: [people(8), people(3, professional), wins(20), bookings(10_000)] },
      },
      {
        id: 'Premier',
        requirement: {
          all: [
            people(20),
            people(10, professional),
            wins(50),
            bookings(50_000),
            { any: [{ attested: 'managed-services' }, { attested: 'migration' }] },
            { atLeast: 2, of: [{ attested: 'security' }, { attested: 'data' }, { attested: 'migration' }] },
          ],
        },
      },
    ],
    { requireLower: true },
  );
  const partner = (count: number, experts: number, deals: number, each: number): PartnerRows => ({
    people: [...times(count - experts, { level: 'Foundation' }), ...times(experts, { level: 'Professional' })],
    deals: times(deals, { amount: each }),
  });
  const attested = (partner: string, flag: string, more: object = {}) => ({
    partner,
    flag,
    from: '2026-01-01',
    by: 'Program office',
    ...more,
  });

  it('asks for number and sum together, for the minimum inside, and for a set of validations', async () => {
    const found = await levelsOf(
      network({
        few: partner(4, 0, 2, 5_000),
        poor: partner(4, 0, 3, 499),
        select: partner(4, 0, 3, 500),
        shallow: partner(8, 2, 20, 500),
        advanced: partner(8, 3, 20, 500),
        premier: partner(20, 10, 50, 1_000),
        lapsed: partner(20, 10, 50, 1_000),
        oneOnly: partner(20, 10, 50, 1_000),
      }),
      input,
      {
        attestations: [
          ...['premier', 'lapsed'].map((id) => attested(id, 'migration')),
          attested('premier', 'data', { to: DAY }),
          attested('lapsed', 'data', { to: '2026-09-29' }),
          attested('oneOnly', 'migration'),
        ],
      },
    );
    expect(found).toEqual({
      few: 'Registered',
      poor: 'Registered',
      select: 'Select',
      shallow: 'Select',
      advanced: 'Advanced',
      premier: 'Premier',
      lapsed: 'Advanced',
      oneOnly: 'Advanced',
    });
  });
});

describe('two ways up', () => {
  const services = (value: number) => bookings(value, { filter: [{ dim: 'category', values: ['Services'] }] });
  const way = (total: number, minimum: number, trained: number) => ({
    all: [bookings(total), services(minimum), people(trained)],
  });
  const input = program([
    { id: 'Authorised' },
    { id: 'Gold', requirement: { any: [way(3_000_000, 400_000, 2), way(500_000, 60_000, 10)] } },
    { id: 'Platinum', requirement: { any: [way(15_000_000, 1_600_000, 4), way(3_000_000, 600_000, 20)] } },
  ]);
  const products = {
    product: [
      { product_id: 'S', product_name: 'Services', category: 'Services' },
      { product_id: 'H', product_name: 'Servers', category: 'Hardware' },
    ],
  };
  const partner = (hardware: number, serviced: number, trained: number): PartnerRows => ({
    deals: [
      { amount: hardware, product_id: 'H' },
      { amount: serviced, product_id: 'S' },
    ],
    people: times(trained, {}),
  });

  it('takes revenue or training, each with its minimum of services, and never a mixture', async () => {
    const found = await levelsOf(
      network(
        {
          revenue: partner(2_600_000, 400_000, 2),
          noServices: partner(2_600_001, 399_999, 2),
          training: partner(440_000, 60_000, 10),
          // Revenue of the one way and training of the other way's higher level: Gold by revenue, not Platinum.
          mixture: partner(2_500_000, 599_999, 20),
          both: partner(2_400_000, 600_000, 20),
        },
        products,
      ),
      input,
    );
    expect(found).toEqual({
      revenue: 'Gold',
      noServices: 'Authorised',
      training: 'Gold',
      mixture: 'Gold',
      both: 'Platinum',
    });
  });

  it('counts the best track of those that are for the partner', async () => {
    const found = await levelsOf(
      network({
        a: { deals: [{ amount: 500 }] },
        b: { people: times(5, {}), country: 'FR' },
        c: { people: times(5, {}) },
      }),
      program([{ id: 'Base' }, { id: 'Gold', requirement: bookings(500) }], {
        tracks: [{ id: 'skills', where: [{ dim: 'country', values: ['FR'] }], requirements: { Gold: people(5) } }],
      }),
    );
    expect(found).toEqual({ a: 'Gold', b: 'Gold', c: 'Base' });
  });

  it('takes any of a set of specialisations', async () => {
    const set = ['foundation', 'collaboration', 'security'].map((attested) => ({ attested }));
    const found = await levelsOf(
      network({ a: {}, b: {} }),
      program([{ id: 'Select' }, { id: 'Premier', requirement: { any: set } }]),
      { attestations: [{ partner: 'b', flag: 'collaboration', from: '2020-01-01', by: 'me' }] },
    );
    expect(found).toEqual({ a: 'Select', b: 'Premier' });
  });
});

describe('entering and staying', () => {
  const days = ['2026-03-31', DAY] as const;
  const fallen = network({
    a: { deals: [{ amount: 25_000, closed_on: '2025-06-01' }] },
    b: { deals: [{ amount: '24999.99', closed_on: '2025-06-01' }] },
    c: {
      deals: [
        { amount: 25_000, closed_on: '2025-06-01' },
        { amount: 20_000, closed_on: '2025-11-01' },
      ],
    },
  });
  const window = { kind: 'trailing', count: 365, unit: 'day' };

  it('asks for 25 k to enter and for nothing to stay', async () => {
    const { kernel, levelsOf } = await levels(
      fallen,
      program([{ id: 'Indirect' }, { id: 'Direct', requirement: bookings(25_000, { window, entryOnly: true }) }]),
      { asOfs: days },
    );
    expect(levelsOf(kernel.entry, 0)).toEqual({ a: 'Direct', b: 'Indirect', c: 'Direct' });
    expect(levelsOf(kernel.entry, 1)).toEqual({ a: 'Indirect', b: 'Indirect', c: 'Indirect' });
    expect(levelsOf(kernel.keep, 1)).toEqual({ a: 'Direct', b: 'Direct', c: 'Direct' });
  });

  it('asks for less to stay', async () => {
    const { kernel, levelsOf } = await levels(
      fallen,
      program([{ id: 'Indirect' }, { id: 'Direct', requirement: bookings(25_000, { window, exitValue: 20_000 }) }]),
      { asOfs: days },
    );
    expect(levelsOf(kernel.keep, 1)).toEqual({ a: 'Indirect', b: 'Indirect', c: 'Direct' });
  });

  it('keeps by another list, and reaches by invitation', async () => {
    const { kernel, levelsOf } = await levels(
      network({ a: { deals: [{ amount: 500 }] }, b: { deals: [{ amount: 500 }] }, c: { people: times(2, {}) } }),
      program([{ id: 'Base' }, { id: 'Elite', requirement: bookings(500), keep: people(2), invitation: 'elite' }]),
      { attestations: [{ partner: 'b', flag: 'elite', from: '2026-01-01', by: 'me' }] },
    );
    expect(levelsOf(kernel.entry)).toEqual({ a: 'Base', b: 'Elite', c: 'Base' });
    expect(levelsOf(kernel.keep)).toEqual({ a: 'Base', b: 'Base', c: 'Elite' });
  });
});

describe('a place among peers', () => {
  it('leaves out the bottom quartile of eight, and of ten no more than a quarter', async () => {
    const ladder = program([
      { id: 'Not renewed' },
      {
        id: 'Renewed',
        requirement: {
          rank: { metric: 'won_amount', window: YEAR },
          notBottomShare: 0.25,
        } as unknown as Requirement,
      },
    ]);
    const rows = (amounts: readonly number[]) =>
      network(Object.fromEntries(amounts.map((amount, index) => [`p${index}`, { deals: [{ amount }] }])));
    const kept = async (amounts: readonly number[]) =>
      Object.values(await levelsOf(rows(amounts), ladder)).filter((level) => level === 'Renewed').length;
    expect(await kept([80, 70, 60, 50, 40, 30, 20, 10])).toBe(6);
    expect(await kept([100, 90, 80, 70, 60, 50, 40, 30, 20, 10])).toBe(8);
    // Partners with the same figure share the better place: nobody falls out by a draw.
    expect(await kept([80, 70, 60, 50, 40, 30, 30, 30])).toBe(8);
  });

  it('takes the best ones of each country', async () => {
    const of = (amount: number, country: string) => ({ deals: [{ amount }], country });
    const found = await levelsOf(
      network({ a: of(9, 'DE'), b: of(8, 'DE'), c: of(2, 'FR'), d: of(1, 'FR') }),
      program([
        { id: 'Base' },
        {
          id: 'Star',
          requirement: {
            rank: { metric: 'won_amount', window: YEAR },
            scope: 'country',
            top: 1,
          } as unknown as Requirement,
        },
      ]),
    );
    expect(found).toEqual({ a: 'Star', b: 'Base', c: 'Star', d: 'Base' });
  });
});

describe('rows other than the partner’s own', () => {
  it('takes the level of the best region', async () => {
    const sold = (amounts: Readonly<Record<string, number>>) => ({
      deals: Object.entries(amounts).map(([country, amount]) => ({ amount, country })),
    });
    const found = await levelsOf(
      network({ split: sold({ DE: 300, US: 300 }), one: sold({ DE: 20, US: 500 }), none: {} }),
      program([
        { id: 'Base' },
        { id: 'Ridge', requirement: { inAny: 'deal_country', requirement: bookings(250) } },
        { id: 'Crest', requirement: { inAny: 'deal_country', requirement: bookings(500) } },
      ]),
    );
    expect(found).toEqual({ split: 'Ridge', one: 'Crest', none: 'Base' });
  });

  it('does not take a region without anything for one with little', async () => {
    const small = { inAny: 'deal_country', requirement: bookings(100, { op: '<' }) } as const;
    const found = await levelsOf(
      network({
        big: {
          deals: [
            { amount: 500, country: 'DE' },
            { amount: 20, country: 'US', closed_on: '2020-01-01' },
          ],
        },
        small: { deals: [{ amount: 50, country: 'DE' }] },
        none: {},
      }),
      program([{ id: 'Base' }, { id: 'Niche', requirement: small }]),
    );
    expect(found).toEqual({ big: 'Base', small: 'Niche', none: 'Base' });
  });

  it('counts any day of the month and the five before it', async () => {
    // The first of these days is 1 April, and the month that ends on it begins on 2 March.
    const on = (closed_on: string) => ({ deals: [{ amount: 100, closed_on }] });
    const found = await levelsOf(
      network({ now: on('2026-09-30'), once: on('2026-03-02'), before: on('2026-03-01'), never: {} }),
      program([
        { id: 'Enrolled' },
        {
          id: 'Designated',
          requirement: {
            anyDay: bookings(100, { window: 'trailing-1-month' }),
            within: 'trailing-6-months',
          } as unknown as Requirement,
        },
      ]),
    );
    expect(found).toEqual({ now: 'Designated', once: 'Designated', before: 'Enrolled', never: 'Enrolled' });
  });

  it('counts a certificate that was valid on any of the days', async () => {
    const until = (expires_on: string) => ({ people: [{ expires_on }] });
    const found = await levelsOf(
      network({ now: until('2027-01-01'), once: until('2026-09-26'), before: until('2026-09-25') }),
      program([
        { id: 'Enrolled' },
        { id: 'Designated', requirement: { anyDay: people(1), within: 'trailing-5-days' } as unknown as Requirement },
      ]),
    );
    expect(found).toEqual({ now: 'Designated', once: 'Designated', before: 'Enrolled' });
  });
});

describe('thresholds by region and figures per something', () => {
  it('asks for half in growth markets', async () => {
    const of = (amount: number, country: string) => ({ deals: [{ amount }], country });
    const found = await levelsOf(
      network({ a: of(60, 'PL'), b: of(60, 'DE'), c: of(100, 'DE'), d: of(49, 'BR') }),
      program(
        [
          { id: 'Base' },
          { id: 'Gold', requirement: bookings(undefined, { valueByRegion: { growth: 50, else: 100 } }) },
        ],
        { regionGroups: { growth: { values: ['PL', 'BR'] } } },
      ),
    );
    expect(found).toEqual({ a: 'Gold', b: 'Base', c: 'Gold', d: 'Base' });
  });

  it('asks for certified people per 100 k, and for the median of the portfolio', async () => {
    const partner = (amounts: readonly number[], trained: number) => ({
      deals: amounts.map((amount) => ({ amount })),
      people: times(trained, {}),
    });
    const found = await levelsOf(
      network({
        a: partner([100_000, 100_000], 2),
        b: partner([100_000, 100_001], 2),
        c: partner([1, 2, 300_000], 9),
        none: partner([], 5),
      }),
      program([
        { id: 'Base' },
        {
          id: 'Gold',
          requirement: {
            all: [
              people(1, { per: { metric: 'won_amount', window: YEAR, times: 100_000 } }),
              bookings(5, { agg: 'median' }),
            ],
          },
        },
      ]),
    );
    // 2 per 200,001 is 0.99999…, which is 1.0000 with four digits: measures have four.
    expect(found).toEqual({ a: 'Gold', b: 'Gold', c: 'Base', none: 'Base' });
  });
});

describe('what a level is worth', () => {
  it('adds fixed sums by region, and a share of bookings once a gate of its own holds', async () => {
    const read = await levels(
      network({
        a: { deals: [{ amount: '1000.50' }], country: 'PL' },
        b: { deals: [{ amount: 400 }] },
      }),
      program(
        [
          {
            id: 'Base',
            benefits: [
              { id: 'fee', amountByRegion: { growth: -100, else: '-250.5' } },
              { id: 'rebate', rate: '0.0125', of: { metric: 'won_amount', window: YEAR }, requirement: bookings(500) },
            ],
          },
        ],
        { regionGroups: { growth: { values: ['PL'] } } },
      ),
    );
    const worth = read.compiled.benefits.map((_, index) =>
      [...read.kernel.benefit(index)].map((units) => units / 10_000),
    );
    expect(worth).toEqual([
      [-100, -250.5],
      [12.5063, 0],
    ]);
  });
});

describe('exceptions that waive', () => {
  it('count as met by name or metric, for one level or all, while they last', async () => {
    const waiver = { effect: 'waive', reason: 'r', approver: 'a', enabled: true } as const;
    const found = await levelsOf(
      network({
        a: { deals: [{ amount: 900 }] },
        b: { deals: [{ amount: 900 }] },
        c: { deals: [{ amount: 900 }] },
        d: {},
      }),
      program([
        { id: 'Base' },
        { id: 'Gold', requirement: { all: [bookings(500), people(2, { label: 'Trained people' })] } },
        { id: 'Platinum', requirement: { all: [bookings(800), people(4)] } },
      ]),
      {
        exceptions: [
          { ...waiver, partner: 'a', requirement: 'trained people', from: '2026-01-01', to: '2026-12-31' },
          { ...waiver, partner: 'b', requirement: 'certified_people', level: 'Platinum', from: '2026-01-01', to: DAY },
          { ...waiver, partner: 'c', requirement: 'certified_people', from: '2026-01-01', to: '2026-09-29' },
          { ...waiver, partner: 'd', requirement: 'certified_people', from: '2026-01-01', to: '2026-12-31' },
        ],
      },
    );
    expect(found).toEqual({ a: 'Gold', b: 'Platinum', c: 'Base', d: 'Base' });
  });
});
