/**
 * A score says something only where enough is known. Guards against a partner of whom one criterion is known standing first
 * with 100 points, and against criteria that a network cannot have holding back everybody.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentationInput } from '../../../../analytics/api/documents/segmentation.ts';
import { partnerProfile, segmentation } from '../../../../analytics/api/documents/segmentation.ts';
import { profileFit } from '../../../../analytics/segments/fit.ts';
import { segmentMovement } from '../../../../analytics/segments/movement.ts';
import { placePartners } from '../../../../analytics/segments/place.ts';
import { runSegmentation } from '../../../../analytics/segments/run.ts';
import { segmentationTemplates } from '../../../../analytics/segments/templates/index.ts';
import { type ResellerDesk, resellerDesk } from '../../../fixtures/incentiveDesk.ts';
import { hasSharedData } from '../../../fixtures/sharedData.ts';
import { type TestNetwork, testNetwork } from '../../metrics/network.ts';
import { DAY, deskOf, documentBy, textBy } from '../desk.ts';

const YEAR = 'trailing-12-months';
/** Nobody has a city or a certificate; growth is known of A alone, the type of A and B. */
const POTENTIAL = {
  id: 'potential',
  name: 'Potential',
  criteria: [
    { id: 'city', weight: 4, by: { attribute: 'city', worth: { Oslo: 1 } } },
    { id: 'growth', label: 'Growth', weight: 3, by: { metric: 'growth', window: YEAR, from: 0, to: 1 } },
    { id: 'type', weight: 2, by: { attribute: 'type', worth: { MSP: 1 } } },
    { id: 'country', weight: 1, by: { attribute: 'country', worth: { NO: 1 } } },
  ],
} as const;

let net: TestNetwork;
beforeAll(async () => {
  const partner = (id: string, more: object) => ({ partner_id: id, agreement_start: '2020-01-01', ...more });
  const won = (id: string, partner: string, on: string, amount: number) => ({
    ...{ deal_id: id, partner_id: partner, outcome: 'won', closed_on: on, amount },
  });
  net = await testNetwork({
    partner: [
      partner('A', { type: 'MSP', country: 'NO' }),
      partner('B', { type: 'MSP', country: 'NO' }),
      partner('C', { country: 'NO' }),
      partner('D', {}),
    ],
    deal: [
      won('1', 'A', '2025-01-05', 100),
      won('2', 'A', '2026-01-05', 150),
      won('3', 'B', '2026-02-05', 900),
      won('4', 'C', '2026-03-05', 944),
    ],
  });
});
afterAll(() => net.close());

const matrix = (leastKnown?: number): SegmentationInput['by'] => ({
  matrix: {
    x: { measure: { metric: 'won_amount', window: YEAR }, cut: { median: true } },
    y: {
      label: 'Potential',
      profile: { ...POTENTIAL, criteria: [...POTENTIAL.criteria], ...(leastKnown === undefined ? {} : { leastKnown }) },
      cut: { fixed: ['50'] },
    },
  },
});

describe('a matrix by a profile', () => {
  it('does not place whom less is known of than the profile asks for, and says how much that is', async () => {
    const placed = await placePartners(await deskOf(net), documentBy(matrix()), { asOf: DAY, where: [] });
    // City is known of nobody and left out: of 3 + 2 + 1, A has all, B 3, C 1 and D nothing.
    expect([...placed.segment].map((segment) => segment >= 0)).toEqual([true, true, false, false]);
    expect([...placed.y.values]).toEqual([75, 100, Number.NaN, Number.NaN]);
    expect(placed.why(1)).toContain(
      '(Growth is not known; Type MSP: 66.7 of 66.7 points; Country NO: 33.3 of 33.3 points; 50\u202f% of the score known)',
    );
    expect(placed.why(2)).toBe(
      'not placed: potential withheld: 17\u202f% of the score known, and 50\u202f% are needed; Growth is not known; Type is not known; Country NO',
    );
    expect(placed.unplaced).toBe(
      '1 partner of whom nothing of potential is known. 1 partner with potential withheld: less than 50\u202f% of its weights is known of them. What is missing most is Growth, of 1 partner.',
    );
  });

  it('leaves out what is known of nobody, and names it', async () => {
    const { notes, y } = await placePartners(await deskOf(net), documentBy(matrix()), { asOf: DAY, where: [] });
    expect(notes).toContain(
      'Not known of anybody, so no score counts it: City. Potential is made of Growth, Type, Country.',
    );
    // 6 of 10 points of weight; A knows all of it and B half.
    expect(y.grounds!.words).toBe(
      '3 of 4 criteria, 60\u202f% of the weights, and 75\u202f% of those, on average of the partners',
    );
  });

  it('asks for as much as the profile says', async () => {
    const placed = await placePartners(await deskOf(net), documentBy(matrix(0.1)), { asOf: DAY, where: [] });
    expect([...placed.y.values]).toEqual([75, 100, 100, Number.NaN]);
    const all = await placePartners(await deskOf(net), documentBy(matrix(1)), { asOf: DAY, where: [] });
    expect([...all.y.values]).toEqual([75, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('says when what is left of the profile is less than it asks of a partner', async () => {
    const { notes } = await placePartners(await deskOf(net), documentBy(matrix(0.7)), { asOf: DAY, where: [] });
    expect(notes.join()).toContain('That is 60\u202f% of the weights: read it as those figures and no more');
  });
});

const asked = (criteria: readonly object[], more: object = {}, cut: object = { median: true }) =>
  ({
    matrix: {
      x: { measure: { metric: 'won_amount', window: YEAR }, cut: { median: true } },
      y: { profile: { id: 'p', name: 'Potential', criteria, ...more }, cut },
    },
  }) as unknown as SegmentationInput['by'];

describe('a network that knows too little of a profile', () => {
  const [city, , type, country] = POTENTIAL.criteria;
  const placed = async (by: SegmentationInput['by']) =>
    placePartners(await deskOf(net), documentBy(by), { asOf: DAY, where: [] });

  // Of two criteria one is known of anybody: by the country alone, whoever is in Norway would be a star.
  it('has no scores by one criterion of several, and says what to do', async () => {
    const { y, notes, unplaced, why } = await placed(asked([city, { ...country, weight: 4 }]));
    expect([...y.values].every(Number.isNaN)).toBe(true);
    expect(notes).toContain(
      'Not known of anybody: City. What is left, Country, is 50\u202f% of the weights: too little for a potential, so nobody has one. Load what is missing, give the profile criteria that this network has, or ask for less to be known.',
    );
    expect(unplaced).toBe(
      '1 partner of whom nothing of potential is known. 3 partners with potential withheld: too little of its profile is known of anybody.',
    );
    expect(why(0)).toBe('not placed: potential withheld: too little of the profile is known of anybody; Country NO');
  });

  it('has none by several that weigh less than half of what is asked of a partner', async () => {
    // Type and country are 1.6 of 6.6, 24 % of the weights.
    const criteria = [
      { ...city, weight: 5 },
      { ...type, weight: 1 },
      { ...country, weight: 0.6 },
    ];
    expect((await placed(asked(criteria))).notes.join()).toContain('is 24\u202f% of the weights: too little');
    const { y } = await placed(asked(criteria, { leastKnown: 0.4 }));
    expect([...y.values]).toEqual([100, 100, Number.NaN, Number.NaN]);
  });

  it('has them by one where the profile is that one, and where nothing is asked', async () => {
    expect((await placed(asked([country!]))).y.values[2]).toBe(100);
    expect((await placed(asked([city!, country!], { leastKnown: 0 }))).y.values[2]).toBe(100);
  });
});

describe('over a history', () => {
  // Growth needs a year before the year: until then it is known of nobody, and who moves when it is has done nothing.
  it('each quarter says what its scores rest on, and a mover what became known', async () => {
    const years = ['2024-06-05', '2025-06-05', '2026-06-05'];
    const own = await testNetwork({
      partner: ['A', 'B'].map((id) => ({
        partner_id: id,
        type: id === 'A' ? 'MSP' : 'Reseller',
        country: 'NO',
        agreement_start: '2020-01-01',
      })),
      deal: years.flatMap((closed_on, year) =>
        ['A', 'B'].map((id, place) => ({
          deal_id: `${id} ${year}`,
          partner_id: id,
          outcome: 'won',
          closed_on,
          amount: 100 * (place + 1),
        })),
      ),
    });
    try {
      const by = asked(
        [
          { id: 'growth', label: 'Growth', weight: 1, by: { metric: 'growth', window: YEAR, from: -1, to: 1 } },
          { id: 'type', weight: 1, by: { attribute: 'type', worth: { MSP: 1 } } },
          { id: 'country', weight: 1, by: { attribute: 'country', worth: { SE: 1 } } },
        ],
        {},
        { fixed: ['10'] },
      );
      const terms = { segmentation: textBy(by), asOf: '2026-06-30', where: [], quarters: 9, quarter: '2025-Q2' };
      const { quarters, movers, basis } = await segmentMovement(await deskOf(own), terms);
      expect(quarters.map(({ label, grounds }) => [label, grounds])).toEqual([
        ...['2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1'].map((label) => [label, 'potential without Growth']),
        ...['2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2'].map((label) => [label, null]),
      ]);
      expect(basis.notes).toContain(
        'Each quarter is placed by what was known then, and some rest on other criteria than 2026-Q2 (2024-Q2 to 2025-Q1: potential without Growth). Who moved from there may have moved because other things are known.',
      );
      // B: 0 of 2 before, half of one of three after.
      expect(movers.map(({ partner, why }) => [partner, why])).toEqual([
        ['B', 'potential rose from 0.00 to 16.7, now at or over 10 (Growth not known before)'],
      ]);
    } finally {
      own.close();
    }
  });
});

describe.skipIf(!hasSharedData)('on a network without certificates and registrations', () => {
  let open: ResellerDesk;
  beforeAll(async () => {
    open = await resellerDesk();
  });
  afterAll(() => open.close());
  const [template] = segmentationTemplates();
  const profile = () => {
    const { by } = segmentation.parse(template!.segmentation);
    if (!('matrix' in by)) throw new Error('The first template is no matrix');
    return partnerProfile.parse(by.matrix.y.profile);
  };

  it('no partner is a star by one criterion', async () => {
    const run = await runSegmentation(open.desk, {
      segmentation: { ...template!.segmentation },
      where: [],
      limit: 50_000,
    });
    const points = run.members.y.filter((score) => score !== null);
    expect(points.length).toBeGreaterThan(100);
    expect(run.basis.notes.join(' ')).toContain('Certified people, Certificates earned');
    expect(run.y.grounds).toMatch(/^2 of 6 criteria, 37\u202f% of the weights/);
    expect(run.unplaced!.why).toContain('with potential withheld: less than 50\u202f% of its weights is known of them');
  });

  it('nobody is ranked by a score of less than half of what can be known', async () => {
    const { partners, basis } = await profileFit(open.desk, { profile: profile(), where: [] });
    expect(partners.length).toBeGreaterThan(100);
    expect(Math.min(...partners.map(({ coverage }) => coverage))).toBeGreaterThanOrEqual(0.5);
    expect(basis.notes.join(' ')).toContain('with the score withheld');
  });
});
