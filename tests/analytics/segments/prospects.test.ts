/** Prospects are scored by what is known of them: those of the roster, or rows of a pasted table. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partnerProfile } from '../../../analytics/api/documents/segmentation.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { scoreProspects } from '../../../analytics/segments/prospects.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const YEAR = 'trailing-12-months';
const written = {
  id: 'ideal',
  name: 'Ideal partner',
  criteria: [
    { id: 'people', label: 'Certified people', weight: 2, by: { metric: 'certified_people', from: 0, to: 10 } },
    { id: 'bookings', weight: 2, by: { metric: 'won_amount', window: YEAR, from: 0, to: 1_000_000 } },
    { id: 'certified share', weight: 1, by: { metric: 'won_count', window: YEAR, from: 0, to: 1 } },
    { id: 'kind', weight: 1, by: { attribute: 'type', worth: { MSP: 1, Reseller: 0.5 }, otherwise: 0.1 } },
  ],
};
/** As little as anything gives a score here, so that what was read of each can be seen. */
const profile = partnerProfile.parse({ ...written, leastKnown: 0 });

let net: TestNetwork;
let desk: SegmentDesk;
beforeAll(async () => {
  net = await testNetwork({
    partner: [
      {
        partner_id: 'E',
        partner_name: 'Enrolled',
        type: 'MSP',
        prospect_on: '2019-05-01',
        agreement_start: '2020-01-01',
      },
      { partner_id: 'P1', partner_name: 'Pine', type: 'MSP', status: 'Prospect' },
      { partner_id: 'P2', partner_name: 'Poplar', status: 'Applicant', applied_on: '2026-08-01' },
      { partner_id: 'P3', partner_name: 'Plane', type: 'ISV', prospect_on: '2026-06-01' },
      {
        partner_id: 'P4',
        partner_name: 'Later',
        type: 'Reseller',
        prospect_on: '2026-06-01',
        agreement_start: '2027-01-01',
      },
      { partner_id: 'X', partner_name: 'Refused', type: 'MSP', status: 'Rejected', applied_on: '2025-01-01' },
      { partner_id: 'N', partner_name: 'No day at all', type: 'MSP' },
    ],
    deal: [
      { deal_id: '1', partner_id: 'E', outcome: 'won', closed_on: '2024-01-05', amount: 10, has_lines: false },
      { deal_id: '2', partner_id: 'E', outcome: 'won', closed_on: '2026-09-30', amount: 10, has_lines: false },
    ],
    certification: [
      { partner_id: 'P3', person: 'a', certification: 'pro', earned_on: '2026-05-01' },
      { partner_id: 'P3', person: 'b', certification: 'pro', earned_on: '2026-05-01' },
    ],
  });
  desk = { context: await net.context(), lab: new Lab() };
});
afterAll(() => net.close());

const pasted = (list: string) => scoreProspects(desk, { profile, list });
const brief = ({ prospects }: Awaited<ReturnType<typeof pasted>>) =>
  prospects.map(({ name, partner, score, coverage }) => [name, partner, score, Math.round(coverage * 6)]);

describe('prospects of the roster', () => {
  it('are who has no agreement yet and is called a prospect, or has a day of first contact', async () => {
    // Nobody of them sells yet, so that bookings of 0 are not known rather than poor. P3: (2 × 0.2 + 1 × 0.1) ÷ 3.
    expect(brief(await scoreProspects(desk, { profile }))).toEqual([
      ['Pine', 'P1', 100, 1],
      ['Later', 'P4', 50, 1],
      ['Plane', 'P3', expect.closeTo(50 / 3, 9), 3],
      ['Poplar', 'P2', null, 0],
    ]);
  });

  it('come with why they score so, and with how far the profile is to be trusted', async () => {
    const { prospects, verdict } = await scoreProspects(desk, { profile });
    expect(prospects[2]!.why).toBe(
      'Certified people 2: 13.3 of 66.7 points; Bookings is not known; Deals won is not known; Type ISV: 3.3 of 33.3 points; 50\u202f% of the score known',
    );
    expect(verdict).toMatch(
      /too few to judge by; 25 are needed\. Of 1 of 4 prospects too little is known for a score: nothing, or less than 0\u202f% of the weights\.$/,
    );
  });

  it('have no score where less is known than the profile asks for, however good that little is', async () => {
    const { prospects, verdict } = await scoreProspects(desk, { profile: partnerProfile.parse(written) });
    // Pine is an MSP and nothing else: 1 of 6.
    expect(prospects.map(({ name, score }) => [name, score === null])).toEqual([
      ['Plane', false],
      ['Later', true],
      ['Pine', true],
      ['Poplar', true],
    ]);
    expect(prospects[2]!.why).toBe(
      'withheld: 17\u202f% of the score known, and 50\u202f% are needed; Certified people is not known; Bookings is not known; Deals won is not known; Type MSP',
    );
    expect(verdict).toContain(
      'Of 3 of 4 prospects too little is known for a score: nothing, or less than 50\u202f% of the weights.',
    );
  });
});

describe('a pasted list', () => {
  it('is read by ids, labels and attributes, in any order and case, empty cells not known', async () => {
    const list =
      'Type\tCERTIFIED PEOPLE\tName\tbookings\nmsp\t5\tAlpha\t€ 250k\n\t\tBeta\t1,000,000\nVAR\tn/a\tGamma\t-\n\t\tDelta\t';
    const found = await pasted(list);
    expect(found.faults).toEqual([]);
    // Alpha: (2 × 0.5 + 2 × 0.25 + 1 × 1) ÷ 5.
    expect(brief(found)).toEqual([
      ['Beta', null, 100, 2],
      ['Alpha', null, 50, 5],
      ['Gamma', null, expect.closeTo(10, 9), 1],
      ['Delta', null, null, 0],
    ]);
  });

  it('knows who is in the network already', async () => {
    expect(brief(await pasted('name;type\nPINE;MSP\nNew one;MSP'))).toEqual([
      ['New one', null, 100, 1],
      ['PINE', 'P1', 100, 1],
    ]);
  });

  it('tells what could not be read, where, and takes it as not known', async () => {
    const list = 'name\tpeople\tbookings\tPhone\nA\tabout 5\t$ 400,000\t1\nB\t-3\t(200)\t2\n\t9\t9\t3';
    const found = await pasted(list);
    expect(found.faults.map(({ where, sentence }) => `${where}: ${sentence}`)).toEqual([
      'name: 1 row without a name left out.',
      'people: “about 5” is no single figure (A): taken as not known. Write a number, for instance 250000 or 25 %.',
      'bookings: “$ 400,000” is not in EUR (A): taken as not known. Write a number, for instance 250000 or 25 %.',
      'Phone: The profile has no criterion “Phone”: the column is not used. Criteria without a column: “certified share”, “kind”.',
    ]);
    // What is below zero is worth nothing, and known.
    expect(brief(found)).toEqual([
      ['B', null, 0, 4],
      ['A', null, null, 0],
    ]);
  });

  it('with decimal commas reads them so, and says when marks speak against each other', async () => {
    expect(brief(await pasted('name\tpeople\nA\t2,5\nB\t7,25'))).toEqual([
      ['B', null, 72.5, 2],
      ['A', null, 25, 2],
    ]);
    expect((await pasted('name\tpeople\nA\t2,5\nB\t7.25')).faults[0]!.sentence).toContain('a point was taken');
  });

  it.each([
    // Commas between figures may be decimal marks.
    ['company,people,deals\nA,3,5', 'The first row is one cell. Part the columns by tabs or semicolons'],
    ['Firm\tpeople\nA\t3', 'The first row has no column “name”.'],
    ['name\tpeople', 'There is no row below the heads'],
    ['\n\n', 'The first row has no column “name”.'],
  ])('that is no table of prospects says what to do: %j', async (list, sentence) => {
    const { prospects, faults } = await pasted(list);
    expect(prospects).toEqual([]);
    expect(faults.map((fault) => fault.sentence).join()).toContain(sentence);
  });
});
