/**
 * A score says something only where enough is known. Guards against a partner of whom one criterion is known standing first
 * with 100 points, and against criteria that a network cannot have holding back everybody.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentationInput } from '../../../../analytics/api/documents/segmentation.ts';
import { partnerProfile, segmentation } from '../../../../analytics/api/documents/segmentation.ts';
import { profileFit } from '../../../../analytics/segments/fit.ts';
import { placePartners } from '../../../../analytics/segments/place.ts';
import { runSegmentation } from '../../../../analytics/segments/run.ts';
import { segmentationTemplates } from '../../../../analytics/segments/templates/index.ts';
import { type ResellerDesk, resellerDesk } from '../../../fixtures/incentiveDesk.ts';
import { hasSharedData } from '../../../fixtures/sharedData.ts';
import { type TestNetwork, testNetwork } from '../../metrics/network.ts';
import { DAY, deskOf, documentBy } from '../desk.ts';

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
      '1 partner of whom nothing of potential is known. 1 partner with potential withheld: less than 50\u202f% of its weights is known of them.',
    );
  });

  it('leaves out what is known of nobody, and names it', async () => {
    const { notes, y } = await placePartners(await deskOf(net), documentBy(matrix()), { asOf: DAY, where: [] });
    expect(notes).toContain(
      'Not known of anybody, so no score counts it: City. Potential is made of Growth, Type, Country.',
    );
    // 6 of 10 points of weight; A knows all of it and B half.
    expect(y.grounds).toBe('3 of 4 criteria, 60\u202f% of the weights; 75\u202f% of that known on average');
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
