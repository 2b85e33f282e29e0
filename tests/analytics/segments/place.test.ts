/**
 * Partners placed on networks that a reader can follow by hand: guards against a partner in two segments or none, a missing
 * figure read as zero, and segments that depend on who else is looked at.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SegmentationInput, segmentation } from '../../../analytics/api/documents/segmentation.ts';
import type { Placement } from '../../../analytics/segments/place/placement.ts';
import { placePartners } from '../../../analytics/segments/place.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';
import { DAY, deskOf, documentBy } from './desk.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const YEAR = 'trailing-12-months';
const BOOKINGS = { metric: 'won_amount', window: YEAR } as const;

interface Deal {
  readonly amount: number;
  readonly on: string;
  readonly outcome?: 'won' | 'lost';
}
/** A network of partners with deals of their own. */
function rowsOf(
  partners: Readonly<Record<string, readonly Deal[]>>,
  attributes: Readonly<Record<string, object>> = {},
): Rows {
  return {
    partner: Object.keys(partners).map((id) => ({ partner_id: id, agreement_start: '2020-01-01', ...attributes[id] })),
    deal: Object.entries(partners).flatMap(([id, deals]) =>
      deals.map(({ amount, on, outcome = 'won' }, index) => ({
        deal_id: `${id}-${index}`,
        partner_id: id,
        outcome,
        amount,
        closed_on: on,
      })),
    ),
  };
}
const won = (amount: number, on = '2026-06-01'): Deal => ({ amount, on });

async function place(
  by: SegmentationInput['by'],
  where: readonly { dim: 'country' | 'partner'; values: string[] }[] = [],
  own: SegmentationInput['where'] = [],
): Promise<Placement> {
  return placePartners(await deskOf(net), documentBy(by, own), { asOf: DAY, where });
}

/** The label of each partner's segment, null for none. */
function labels({ partners, segment, segments }: Placement): Record<string, string | null> {
  return Object.fromEntries(partners.map((id, index) => [id, segments[segment[index]!]?.label ?? null]));
}

describe('rules', () => {
  const rules: SegmentationInput['by'] = {
    rules: [
      { id: 'Dormant', when: { metric: 'won_count', window: YEAR, op: '<', value: 1 } },
      {
        id: 'German and able',
        when: {
          all: [
            { is: 'country', values: ['DE'] },
            { metric: 'win_rate', window: YEAR, value: 0.5 },
          ],
        },
      },
      { id: 'Large', when: { any: [{ ...BOOKINGS, value: 500 }, { not: { is: 'country', values: ['DE', 'AT'] } }] } },
    ],
    otherwise: { id: 'Rest' },
  };

  beforeEach(() =>
    net.replace(
      rowsOf(
        {
          A: [],
          B: [won(100)],
          C: [won(100), { ...won(50), outcome: 'lost' }, { ...won(50), outcome: 'lost' }],
          D: [won(600)],
          E: [won(10)],
          F: [won(499.9999)],
        },
        {
          B: { country: 'DE' },
          C: { country: 'DE' },
          D: { country: 'AT' },
          E: { country: 'FR' },
          F: { country: 'AT' },
        },
      ),
    ),
  );

  it('place by the first that holds, and everybody else in what is left', async () => {
    expect(labels(await place(rules))).toEqual({
      A: 'Dormant',
      B: 'German and able',
      C: 'Rest',
      D: 'Large',
      E: 'Large',
      F: 'Rest',
    });
  });

  it('say why in words', async () => {
    const placement = await place(rules);
    expect(placement.why(0)).toBe('deals won of the trailing 12 months 0 under 1');
    expect(placement.why(1)).toMatch(/^2 of 2 hold, all needed: country DE; win rate .* 100.% at or over 50/);
    expect(placement.why(5)).toMatch(/^meets none of the rules \(Dormant: .*; German and able: .*; Large: /);
    expect(placement.segments.map(({ meaning }) => meaning)[0]).toBe(
      'Partners with deals won of the trailing 12 months under 1.',
    );
  });

  it('take a missing figure for a condition that is not met, and not for zero', async () => {
    const low = (op: '<' | '>='): SegmentationInput['by'] => ({
      rules: [{ id: 'Met', when: { metric: 'win_rate', window: YEAR, op, value: 0.5 } }],
      otherwise: { id: 'Not met' },
    });
    expect(labels(await place(low('<'))).A).toBe('Not met');
    expect(labels(await place(low('>='))).A).toBe('Not met');
  });
});

describe('recency, frequency and money', () => {
  const rfm = (scores: 'rank' | object): SegmentationInput['by'] => ({
    rfm: { window: YEAR, scores: scores as 'rank' },
    patterns: [
      { id: 'Best', recency: [4, 5], frequency: [4, 5], money: [4, 5] },
      { id: 'Quiet', recency: [1, 2] },
    ],
    otherwise: { id: 'Others' },
  });
  const deals = (count: number, amount: number, last: string) => [
    won(amount, last),
    ...Array.from({ length: count - 1 }, () => won(amount, '2025-11-01')),
  ];

  beforeEach(() =>
    net.replace(
      rowsOf({
        A: deals(9, 900, '2026-09-30'),
        B: deals(5, 500, '2026-09-01'),
        C: deals(5, 400, '2026-09-01'),
        D: deals(2, 50, '2026-03-01'),
        E: [won(9_000, '2024-01-15')],
        F: [],
        G: [{ amount: 70, on: '2026-09-15', outcome: 'lost' }],
      }),
    ),
  );

  it('score by rank with equal figures together; who never won is not placed', async () => {
    const placement = await place(rfm('rank'));
    const scores = placement.features.slice(3).map(({ values }) => [...values].slice(0, 5));
    // Days 0, 29, 29, 213, 989: ranks from the longest 0.9, 0.6, 0.6, 0.3, 0.1.
    expect(scores[0]).toEqual([5, 4, 4, 2, 1]);
    // Deals of the year 9, 5, 5, 2, 0: the last has none, so it is the lowest score whatever its rank.
    expect(scores[1]).toEqual([5, 4, 4, 2, 1]);
    // Bookings 8,100, 2,500, 2,000, 100, 0.
    expect(scores[2]).toEqual([5, 4, 3, 2, 1]);
    expect(labels(placement)).toEqual({ A: 'Best', B: 'Best', C: 'Others', D: 'Quiet', E: 'Quiet', F: null, G: null });
    expect(placement.unplaced).toMatch(/never won a deal/);
    expect(placement.why(6)).toBe('not placed: no deal was ever won');
    expect(placement.why(4)).toMatch(/^last win 989 days ago \(R 1\), .* 0 \(F 1\), .* 0 \(M 1\): fits R 1–2$/);
  });

  it('say that ranks of few partners are coarse', async () => {
    expect((await place(rfm('rank'))).notes.join()).toMatch(/Only 5 partners to rank/);
    const breaks = { recency: [7, 30, 90, 365], frequency: [1, 3, 5, 8], money: [1, 500, 2_500, 5_000] };
    expect((await place(rfm(breaks))).notes).toEqual([]);
  });

  it('score by fixed breaks: days up to a break, deals and money from it on', async () => {
    const breaks = { recency: [0, 29, 90, 365], frequency: [1, 3, 5, 9], money: [1, 500, 2_500, 5_000] };
    const placement = await place(rfm(breaks));
    const scores = placement.features.slice(3).map(({ values }) => [...values].slice(0, 5));
    expect(scores).toEqual([
      [5, 4, 4, 2, 1],
      [5, 4, 4, 2, 1],
      [5, 4, 3, 2, 1],
    ]);
    expect(placement.x.cuts).toEqual(['0', '29', '90', '365']);
  });
});

describe('a matrix', () => {
  const matrix = (cut: object): SegmentationInput['by'] => ({
    matrix: {
      x: { measure: BOOKINGS, cut: cut as { median: true } },
      y: { label: 'Win rate', measure: { metric: 'win_rate', window: YEAR }, cut: { fixed: [0.5] } },
    },
    cells: { '1,1': { id: 'Best', label: 'High performers' } },
  });
  const lost = (count: number) => Array.from({ length: count }, () => ({ ...won(1), outcome: 'lost' as const }));

  beforeEach(() =>
    net.replace(
      rowsOf({
        A: [won(1_000)],
        B: [won(400), ...lost(3)],
        C: [won(300), ...lost(1)],
        D: [won(200), ...lost(1)],
        E: [],
      }),
    ),
  );

  it('puts a figure at a line over it, and names the cells that have no name', async () => {
    const placement = await place(matrix({ fixed: [300] }));
    expect(labels(placement)).toEqual({
      A: 'High performers',
      B: 'High bookings, low win rate',
      C: 'High performers',
      D: 'Low bookings, high win rate',
      E: null,
    });
    expect(placement.why(2)).toMatch(/^bookings .* 300, at or over the cut 300; win rate .* at or over the cut/);
    expect(placement.segments.map(({ cell }) => cell)).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    expect(new Set(placement.segments.map(({ colour }) => colour)).size).toBe(4);
  });

  it('does not place who lacks a figure, and says of how many and why', async () => {
    const placement = await place(matrix({ median: true }));
    expect(labels(placement).E).toBeNull();
    expect(placement.why(4)).toBe('not placed: no figure for win rate of the trailing 12 months');
    expect(placement.unplaced).toBe('1 partner without a figure for win rate of the trailing 12 months.');
  });

  it('cuts at the median of all partners that have a figure', async () => {
    // Bookings 0, 200, 300, 400, 1,000.
    expect((await place(matrix({ median: true }))).x.cuts).toEqual(['300']);
  });
});

describe('whoever is looked at', () => {
  const by: SegmentationInput['by'] = {
    matrix: {
      x: { measure: BOOKINGS, cut: { median: true } },
      y: { measure: BOOKINGS, cut: { quantiles: [0.25, 0.75] } },
    },
  };
  const partners = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`P${index + 10}`, [won(100 * (index % 5))]]),
  );

  beforeEach(() => net.replace(rowsOf(partners, { P13: { country: 'DE' }, P19: { country: 'DE' } })));

  it('partners are where they are among all: a filter narrows the answer and moves no cut', async () => {
    const all = labels(await place(by));
    const some = await place(by, [{ dim: 'country', values: ['DE'] }]);
    expect(labels(some)).toEqual({ P13: all.P13, P19: all.P19 });
    expect(some.why(0)).toMatch(/300/);
    expect(some.x.values).toEqual(Float64Array.of(300, 400));
  });

  it('a filter of the segmentation makes a population of its own', async () => {
    const own = await place(by, [], [{ dim: 'country', values: ['DE'] }]);
    expect(own.partners).toEqual(['P13', 'P19']);
    expect(own.x.cuts).toEqual(['350']);
  });

  it('their order in the data does not matter', async () => {
    const before = labels(await place(by));
    await net.replace(rowsOf(Object.fromEntries(Object.entries(partners).reverse())));
    expect(labels(await place(by))).toEqual(before);
  });
});

describe('long work', () => {
  const by: SegmentationInput['by'] = {
    matrix: { x: { measure: BOOKINGS, cut: { median: true } }, y: { measure: BOOKINGS, cut: { median: true } } },
  };

  it('is told about, can be stopped, and is done once for all who ask', async () => {
    await net.replace(rowsOf({ A: [won(5)], B: [won(7)] }));
    const desk = await deskOf(net);
    const stop = new AbortController();
    stop.abort();
    const request = { asOf: DAY, where: [] };
    await expect(placePartners(desk, documentBy(by), request, { signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const told: string[] = [];
    const options = { progress: (stage: string) => void told.push(stage) };
    const first = await placePartners(desk, documentBy(by), request, options);
    expect(await placePartners(desk, documentBy(by), request, options)).toBe(first);
    expect(told).toEqual(['Reading figures of partners']);
  });
});

describe('little or strange data', () => {
  const ways: Record<string, SegmentationInput['by']> = {
    rules: { rules: [{ id: 'Some', when: { ...BOOKINGS, value: 1 } }], otherwise: { id: 'None' } },
    rfm: { rfm: {}, patterns: [{ id: 'Recent', recency: [3, 5] }], otherwise: { id: 'Rest' } },
    matrix: {
      matrix: {
        x: { measure: BOOKINGS, cut: { quantiles: [1 / 3, 2 / 3] } },
        y: { measure: { metric: 'won_count', window: YEAR }, cut: { median: true } },
      },
    },
    'fixed matrix': {
      matrix: {
        x: { measure: BOOKINGS, cut: { fixed: [100] } },
        y: { measure: { metric: 'certified_people' }, cut: { fixed: [1] } },
      },
    },
    kmeans: { kmeans: { features: [BOOKINGS, { metric: 'won_count', window: YEAR }] } },
  };
  const networks: Record<string, Rows> = {
    'nobody at all': {},
    'one partner': rowsOf({ A: [won(100)] }),
    'one partner without a deal': rowsOf({ A: [] }),
    'all equal': rowsOf({ A: [won(5)], B: [won(5)], C: [won(5)], D: [won(5)] }),
    'nothing won': rowsOf({ A: [], B: [], C: [] }),
    'one giant': rowsOf({ A: [won(900_000_000)], B: [won(1)], C: [won(1)], D: [], E: [] }),
    'a negative year': rowsOf({ A: [won(-50)], B: [won(10)], C: [won(20)] }),
  };

  for (const [what, rows] of Object.entries(networks)) {
    for (const [way, by] of Object.entries(ways)) {
      it(`${what}, by ${way}: everybody is in one segment, or it says why not`, async () => {
        await net.replace(rows);
        const placement = await place(by);
        expect(placement.segment).toHaveLength(placement.partners.length);
        for (const [index, segment] of placement.segment.entries()) {
          expect(segment).toBeGreaterThanOrEqual(-1);
          expect(segment).toBeLessThan(placement.segments.length);
          if (segment === -1) expect(placement.unplaced).toMatch(/\.$/);
          const why = placement.why(index);
          expect(why).not.toMatch(/NaN|undefined|Infinity/);
          expect(why.length).toBeGreaterThan(10);
        }
        expect([...placement.notes, placement.unplaced].join()).not.toMatch(/NaN|undefined|Infinity/);
        for (const { meaning } of placement.segments) expect(meaning).not.toMatch(/NaN|undefined|Infinity/);
      });
    }
  }

  it('equal figures are not parted by a quantile: it says so and asks for fixed cuts', async () => {
    await net.replace(networks['all equal']!);
    const placement = await place(ways.matrix!);
    expect([...placement.segment]).toEqual([-1, -1, -1, -1]);
    expect(placement.unplaced).toMatch(/Everybody has the same bookings .* 5\.00: .* Give the axis fixed cuts\./);
  });

  it('a giant moves no quantile: the others are where they would be beside a partner of their size', async () => {
    const columns = async (size: number) => {
      await net.replace(rowsOf({ A: [won(size)], B: [won(2)], C: [won(1)], D: [], E: [] }));
      const placement = await place(ways.matrix!);
      return [placement.x.cuts, [...placement.segment]];
    };
    expect(await columns(900_000_000)).toEqual(await columns(3));
  });

  it('parses what the tests write', () => {
    for (const by of Object.values(ways)) expect(() => segmentation.parse({ id: 'x', name: 'X', by })).not.toThrow();
  });
});
