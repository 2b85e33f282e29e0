/**
 * White space worked out by hand. Guards against partners that are their own peers, medians of too few, and a potential
 * where there is nobody to compare with.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../../analytics/api/methods.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { whiteSpace } from '../../../analytics/segments/whitespace.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { DAY, deskOf } from './desk.ts';
import { won } from './tinyNetwork.ts';

const SOLD: readonly (readonly [partner: string, family: string | null, amount: number])[] = [
  ['P1', 'Cloud', 100],
  ['P2', 'Cloud', 200],
  ['P2', 'Edge', 50],
  ['P3', 'Cloud', 300],
  ['P3', 'Edge', 70],
  ['P4', 'Cloud', 400],
  ['P4', 'Edge', 90],
  ['Q1', 'Cloud', 10],
  ['R1', 'Cloud', 10],
  ['P1', null, 7],
];

const reseller = (partner_id: string) => ({ partner_id, type: 'Reseller', region: 'X', country: 'Germany' });

let net: TestNetwork;
let desk: SegmentDesk;

function ask(more: object = {}, own = desk) {
  return whiteSpace(own, METHODS['segment.whitespace'].params.parse({ asOf: DAY, ...more }));
}

beforeAll(async () => {
  net = await testNetwork({
    partner: [
      ...['P1', 'P2', 'P3', 'P4', 'P5'].map(reseller),
      { ...reseller('Q1'), type: 'MSP' },
      { ...reseller('R1'), region: null },
    ],
    product: [
      { product_id: 'cloud', family: 'Cloud', category: 'Software' },
      { product_id: 'edge', family: 'Edge', category: 'Hardware' },
    ],
    deal: SOLD.map(([partner, family, amount], index) =>
      won(`d${index}`, partner, amount, '2026-03-01', {
        country: index % 2 === 0 ? 'France' : 'Spain',
        ...(family === null ? {} : { product_id: family.toLowerCase() }),
      }),
    ),
  });
  desk = await deskOf(net);
});
afterAll(() => net.close());

describe('white space by family', () => {
  it('is what is missing to the median of the peers who sell it, the partner itself left out', async () => {
    const { rows, total, totalRows, values } = await ask();
    // Of Cloud: P1 beside 200, 300, 400; P2 beside 100, 300, 400; P3 beside 100, 200, 400 has more. Of Edge: P1 beside 50, 70,
    // 90. P1 lacks 200 and 70 and booked 107: 200 × 107/270 and 70 × 107/270.
    expect(
      rows.map(({ partner, value, peers, sells, peersSell, gap }) => [partner, value, peers, sells, peersSell, gap]),
    ).toEqual([
      ['P2', 'Cloud', 3, '200.0000', '300.0000', '100.0000'],
      ['P1', 'Cloud', 3, '100.0000', '300.0000', '79.2593'],
      ['P1', 'Edge', 3, '0.0000', '70.0000', '27.7407'],
    ]);
    expect([total, totalRows]).toEqual(['207.0000', 3]);
    expect(values).toEqual([
      { value: 'Cloud', partners: 2, amount: '179.2593' },
      { value: 'Edge', partners: 1, amount: '27.7407' },
    ]);
    expect(rows[2]!.why).toBe(
      '3 of its 3 peers (Reseller, X) sell Edge, 70.00 at the median; it sold none. Cut from 70.00, so that all its gaps together are no more than it booked.',
    );
  });

  it('says that it is no forecast, and who is left out', async () => {
    const notes = (await ask()).basis.notes.join(' ');
    expect(notes).toContain('A potential and not a forecast');
    expect(notes).toContain('1 partner without bookings in the year left out');
    expect(notes).toContain('2 partners left out: fewer than 3 others with the same type and region');
    expect(notes).toContain('Bookings of 7.00 without a product family');
  });

  it('another quantile asks for more; a limit leaves the total alone', async () => {
    const { rows, total, totalRows } = await ask({ reach: 0.75, limit: 1 });
    // P1 350 − 100 and 80 − 0, P2 350 − 200, P3 300 − 300.
    // P1 booked 107.
    expect(rows.map(({ partner, gap }) => [partner, gap])).toEqual([['P2', '150.0000']]);
    expect([total, totalRows]).toEqual(['257.0000', 3]);
    expect(rows[0]!.why).toContain('at the 75th percentile');
  });

  it('a filter chooses whom to look at and not who is a peer', async () => {
    const { rows, basis } = await ask({ where: [{ dim: 'partner', values: ['P2'] }] });
    expect(rows.map(({ partner, gap }) => [partner, gap])).toEqual([['P2', '100.0000']]);
    expect(basis.population).toBe(1);
  });

  it('by country of the customer and by other peers', async () => {
    const { rows } = await ask({ by: 'deal_country', peers: ['country'] });
    const of = (id: string, country: string) => rows.find(({ partner, value }) => partner === id && value === country);
    // In France others sold 100, 50, 70, 90 and 10; in Spain 200, 300, 400, 10 and 7.
    expect(of('Q1', 'France')).toMatchObject({ peers: 5, peersSell: '70.0000', sells: '0.0000' });
    expect(of('R1', 'Spain')).toMatchObject({ peers: 5, peersSell: '200.0000' });
    expect(of('R1', 'Spain')!.why).toMatch(/5 of its 5 peers \(Germany\) sell in Spain/);
  });
});

describe('peers of like size', () => {
  let sized: TestNetwork;
  let own: SegmentDesk;
  // 18 resellers that book 100, 200 … 1,800 of Cloud. Of the upper nine (from 1,000) four sell Edge too, of the lower one.
  const edge = new Map([
    [9, 40],
    [15, 400],
    [16, 500],
    [17, 600],
    [18, 800],
  ]);
  beforeAll(async () => {
    const partners = Array.from({ length: 18 }, (_, index) => index + 1);
    sized = await testNetwork({
      partner: [
        ...partners.map((place) => reseller(`S${place}`)),
        ...['T1', 'T2'].map((id) => ({ ...reseller(id), type: 'MSP' })),
        reseller('asleep'),
      ],
      product: [
        { product_id: 'cloud', family: 'Cloud' },
        { product_id: 'edge', family: 'Edge' },
        { product_id: 'rare', family: 'Rare' },
      ],
      deal: [
        ...partners.map((place) => won(`c${place}`, `S${place}`, place * 100, '2026-03-01', { product_id: 'cloud' })),
        ...[...edge].map(([place, amount]) =>
          won(`e${place}`, `S${place}`, amount, '2026-03-01', { product_id: 'edge' }),
        ),
        ...[12, 13, 14].map((place) => won(`r${place}`, `S${place}`, 1, '2026-03-01', { product_id: 'rare' })),
        won('bare', 'T1', 1_000, '2026-03-01'),
      ],
    });
    own = await deskOf(sized);
  });
  afterAll(() => sized.close());

  it('are the half of the group that books as much, and what few of them sell counts for little', async () => {
    const { rows } = await ask({}, own);
    // S10 does not sell Edge: 4 of the 8 others of the upper half do, 550 at the median.
    const gap = rows.find(({ partner, value }) => partner === 'S10' && value === 'Edge')!;
    expect(gap).toMatchObject({ peers: 4, of: 8, peersSell: '550.0000', gap: '275.0000' });
    expect(gap.why).toBe(
      '4 of its 8 peers (Reseller, X, upper half by bookings) sell Edge, 550 at the median; it sold none, so 50\u202f% of that counts.',
    );
    // Of the lower half one sells Edge, which says nothing of the others.
    expect(rows.filter(({ partner, value }) => partner === 'S3' && value === 'Edge')).toEqual([]);
    // S1 books 100 beside 200 … 900, 550 at the median: no more than as much again.
    expect(rows.find(({ partner }) => partner === 'S1')).toMatchObject({ value: 'Cloud', gap: '100.0000' });
  });

  it('leave out what most of them do without', async () => {
    // 3 of the 8 others of the upper half sell Rare.
    const { rows } = await ask({}, own);
    expect(rows.filter(({ value }) => value === 'Rare').map(({ partner, gap }) => [partner, gap])).toEqual([]);
  });

  it('no partner has more open than it booked', async () => {
    const { rows } = await ask({ reach: 0.9 }, own);
    for (const place of Array.from({ length: 18 }, (_, index) => index + 1)) {
      const open = rows.filter(({ partner }) => partner === `S${place}`).reduce((sum, { gap }) => sum + Number(gap), 0);
      expect(open).toBeLessThanOrEqual(place * 100 + (edge.get(place) ?? 0) + 1e-6);
    }
  });

  it('tells who booked nothing from who booked without a product family', async () => {
    const notes = (await ask({}, own)).basis.notes.join(' ');
    expect(notes).toContain('2 partners without bookings in the year left out: activate them first.');
    expect(notes).toContain('1 partner left out: none of its bookings has a product family.');
  });
});

it('a network without products or bookings has no white space and says why', async () => {
  const other = await testNetwork({ partner: [reseller('A')], deal: [won('d', 'A', 5, DAY)] });
  try {
    const answer = await ask({}, await deskOf(other));
    expect(answer).toMatchObject({ total: '0.0000', totalRows: 0, rows: [], values: [] });
    // Nobody falls short where nobody is compared: that would be praise for nothing.
    expect(answer.nothing).toBe('Nobody can be compared with peers, so nothing is known of gaps.');
    expect(answer.basis.notes.join(' ')).toContain('without a product family');
  } finally {
    other.close();
  }
});
