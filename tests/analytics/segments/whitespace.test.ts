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
    // Of Cloud: P1 beside 200, 300, 400; P2 beside 100, 300, 400; P3 beside 100, 200, 400 has more. Of Edge: P1 beside 50, 70, 90.
    expect(
      rows.map(({ partner, value, peers, sells, peersSell, gap }) => [partner, value, peers, sells, peersSell, gap]),
    ).toEqual([
      ['P1', 'Cloud', 3, '100.0000', '300.0000', '200.0000'],
      ['P2', 'Cloud', 3, '200.0000', '300.0000', '100.0000'],
      ['P1', 'Edge', 3, '0.0000', '70.0000', '70.0000'],
    ]);
    expect([total, totalRows]).toEqual(['370.0000', 3]);
    expect(values).toEqual([
      { value: 'Cloud', partners: 2, amount: '300.0000' },
      { value: 'Edge', partners: 1, amount: '70.0000' },
    ]);
    expect(rows[2]!.why).toBe('3 of its 4 peers (Reseller, X) sell Edge, 70.00 at the median; it sold none.');
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
    expect(rows.map(({ partner, gap }) => [partner, gap])).toEqual([['P1', '250.0000']]);
    expect([total, totalRows]).toEqual(['480.0000', 3]);
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
    expect(of('R1', 'Spain')!.why).toMatch(/5 of its 6 peers \(Germany\) sell in Spain/);
  });
});

it('a network without products or bookings has no white space and says why', async () => {
  const other = await testNetwork({ partner: [reseller('A')], deal: [won('d', 'A', 5, DAY)] });
  try {
    const answer = await ask({}, await deskOf(other));
    expect(answer).toMatchObject({ total: '0.0000', totalRows: 0, rows: [], values: [] });
    expect(answer.basis.notes.join(' ')).toContain('without a product family');
  } finally {
    other.close();
  }
});
