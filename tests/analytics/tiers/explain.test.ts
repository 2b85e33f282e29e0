import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tierCase } from '../../../analytics/api/documents/tierCase.ts';
import type { TierProgramInput } from '../../../analytics/api/documents/tierProgram.ts';
import type { ExplainedRequirement, TierExplanation } from '../../../analytics/api/tiers.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { queryContext } from '../../../analytics/service/context.ts';
import { sampleWorkspace } from '../../../analytics/service/places.ts';
import { tierExplain } from '../../../analytics/tiers/tierExplain.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const YEAR = 'trailing-12-months';
const NARROW = '\u202f';
/** A sentence as it is typed: figures and their units stand a narrow space apart. */
const said = (text: string) => text.replaceAll(NARROW, ' ');

let net: TestNetwork;
beforeAll(async () => {
  const deal = (deal_id: string, partner_id: string, amount: string, more: object = {}) => ({
    deal_id,
    partner_id,
    outcome: 'won',
    amount,
    closed_on: '2026-05-01',
    ...more,
  });
  const people = (partner_id: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      partner_id,
      person: `Person ${index}`,
      certification: 'Architect',
      earned_on: '2025-12-01',
      expires_on: '2027-12-01',
    }));
  net = await testNetwork({
    partner: ['Alder', 'Birch', 'Cedar', 'Dogwood'].map((partner_id) => ({
      partner_id,
      partner_name: `${partner_id} IT`,
      country: partner_id === 'Dogwood' ? 'PL' : 'DE',
      level: partner_id === 'Birch' ? 'Gold' : null,
      agreement_start: '2020-01-01',
    })),
    deal: [
      deal('1', 'Alder', '1500000', { country: 'DE' }),
      deal('2', 'Birch', '631000', { country: 'FR' }),
      deal('3', 'Cedar', '22000', { country: 'US' }),
      deal('4', 'Cedar', '9000', { country: 'DE' }),
    ],
    certification: [...people('Alder', 8), ...people('Birch', 3)],
  });
});
afterAll(() => net.close());

const bookings = (value: unknown, more: object = {}) => ({ metric: 'won_amount', window: YEAR, value, ...more });
const people = (value: number, more: object = {}) => ({ metric: 'certified_people', value, ...more });

async function explain(
  partner: string,
  program: Partial<TierProgramInput>,
  registers = {},
  run: 'date' | 'review' = 'date',
): Promise<TierExplanation> {
  const context = await net.context();
  const asked = tierCase.parse({ program: { id: 'p', name: 'FY27', ...program }, asOf: '2026-09-30', run });
  return tierExplain(context, new Lab(), { ...asked, partner }, { exceptions: [], attestations: [], ...registers });
}

const testsOf = (requirement: ExplainedRequirement | null): string[] =>
  requirement === null
    ? []
    : [...(requirement.test ? [said(requirement.test.sentence)] : []), ...(requirement.of ?? []).flatMap(testsOf)];

const ladder = {
  levels: [
    { id: 'Base' },
    { id: 'Gold', requirement: { all: [bookings(650_000, { exitValue: 500_000 }), people(4)] } },
    { id: 'Platinum', requirement: { all: [bookings(1_500_000), people(8)] } },
  ],
};

describe('an explanation', () => {
  it('gives every test its figure, threshold, window, verdict and words', async () => {
    const { levels, sentence, name } = await explain('birch it', ladder);
    expect(name).toBe('Birch IT');
    const gold = levels[1]!;
    expect(gold).toMatchObject({ reached: false, kept: false, requirement: { kind: 'all', met: false, count: 2 } });
    expect(gold.requirement!.of![0]!.test).toEqual({
      place: 'levels.1.requirement.all.0',
      label: 'Bookings',
      unit: 'money',
      value: '631000.0000',
      sign: '>=',
      needs: '650000.0000',
      met: false,
      window: '1 Oct 2025 – 30 Sep 2026',
      sentence: expect.anything(),
    });
    expect(testsOf(gold.requirement)).toEqual([
      'bookings 631 k under 650 k (stays from 500 k on)',
      '3 certified people, needs 4',
    ]);
    expect(said(sentence)).toBe(
      'The requirements give Base, which asks for nothing. Gold misses: bookings 631 k under 650 k (stays from 500 k on); 3 certified people, needs 4.',
    );
  });

  it('says what the level reached rests on', async () => {
    const { levels, sentence } = await explain('Alder', ladder);
    expect(levels.map(({ reached }) => reached)).toEqual([true, true, true]);
    expect(testsOf(levels[2]!.requirement)).toEqual(['bookings 1.50 M, needs 1.50 M', '8 certified people of 8']);
    expect(sentence).toBe('The requirements give Platinum: both tests met.');
  });

  it('names the way that is closest, what is confirmed by people, and what an exception waives', async () => {
    const program = {
      levels: [
        { id: 'Base' },
        {
          id: 'Gold',
          requirement: {
            all: [
              { any: [{ all: [bookings(50_000), people(2)] }, people(1)] },
              { attested: 'audit', label: 'Audit passed' },
              { not: bookings(30_000), label: 'No more than a starter' },
            ],
          },
        },
      ],
    };
    const { levels, sentence } = await explain('Cedar', program);
    expect(testsOf(levels[1]!.requirement)).toEqual([
      'bookings 31.0 k under 50.0 k',
      '0 certified people, needs 2',
      '0 certified people, needs 1',
      'Audit passed: no',
      'bookings 31.0 k over 30.0 k',
    ]);
    expect(said(sentence)).toBe(
      'The requirements give Base, which asks for nothing. Gold misses: 0 certified people, needs 1; Audit passed: no; No more than a starter: bookings 31.0 k over 30.0 k.',
    );
    const waiver = {
      id: 1,
      name: null,
      daysLeft: 1,
      partner: 'Cedar',
      effect: 'waive',
      requirement: 'certified_people',
      from: '2026-01-01',
      to: '2026-12-31',
      reason: 'r',
      approver: 'a',
      enabled: true,
    };
    const waived = await explain('Cedar', program, { exceptions: [waiver] });
    expect(testsOf(waived.levels[1]!.requirement)).toContain(
      '0 certified people, needs 1 (counts as met by exception)',
    );
  });

  it('shows the best region, and the terms of a score', async () => {
    const { levels } = await explain('Cedar', {
      scores: [
        {
          id: 'points',
          label: 'Points',
          terms: [
            {
              id: 'sales',
              label: 'Sales',
              measure: { metric: 'won_amount', window: YEAR },
              points: { full: 20, at: 44_000 },
            },
          ],
        },
      ],
      levels: [
        { id: 'Base' },
        { id: 'Ridge', requirement: { inAny: 'deal_country', requirement: { score: 'points', value: 11 } } },
        { id: 'Crest', requirement: { score: 'points', value: 15 } },
      ],
    });
    expect(testsOf(levels[1]!.requirement)).toEqual([
      'In at least one country of customers: no (best: US)',
      '10 points, needs 11',
    ]);
    expect(testsOf(levels[2]!.requirement)).toEqual(['14.1 points, needs 15', 'Sales: 14.1 of 20 points for 31.0 k']);
  });

  it('says so when there is no threshold for the region, and when nothing is known', async () => {
    const { levels } = await explain('Dogwood', {
      regionGroups: { core: { values: ['DE'] } },
      levels: [
        { id: 'Base' },
        {
          id: 'Gold',
          requirement: {
            all: [
              { metric: 'won_amount', window: YEAR, valueByRegion: { core: 1 } },
              { metric: 'avg_deal', window: YEAR, value: 5 },
            ],
          },
        },
      ],
    });
    expect(testsOf(levels[1]!.requirement)).toEqual([
      'no threshold for bookings in the partner’s region',
      expect.stringMatching(/^no data for average deal/),
    ]);
  });

  // Guards a share of 190 that a reader takes for one of 420. Nobody without deals has an average; no bookings are 0.
  it('says among how many a place is', async () => {
    const placed = async (metric: string) => {
      const requirement = { rank: { metric, window: YEAR }, topShare: 0.3 } as const;
      const { levels } = await explain('Birch', { levels: [{ id: 'Base' }, { id: 'Gold', requirement }] });
      return testsOf(levels[1]!.requirement);
    };
    expect(await placed('won_amount')).toEqual(['place by bookings 2 of 4 with a figure, needs 2 or better']);
    // Of three the best 30 % are one place: shares round up.
    expect(await placed('avg_deal')).toEqual([
      expect.stringMatching(/^place by average deal.* 2 of 3 with a figure, needs 1 or better$/),
    ]);
  });

  // The number of peers is not known either where a partner is ranked by what it has no figure of.
  it('says that there is no place without a figure, not that a threshold is missing', async () => {
    const rank = { rank: { metric: 'avg_deal', window: 'trailing-3-months' }, notBottomShare: 0.25 } as const;
    const { levels } = await explain('Dogwood', { levels: [{ id: 'Base' }, { id: 'Gold', requirement: rank }] });
    expect(testsOf(levels[1]!.requirement)).toEqual([expect.stringMatching(/^no place by .+: there is no data$/)]);
  });

  it('tells a level that is kept from one that is reached', async () => {
    const program = {
      levels: [{ id: 'Base' }, { id: 'Gold', requirement: bookings(650_000, { exitValue: 500_000 }) }],
      review: { cadence: 'quarterly' as const },
    };
    const { before, after, levels, sentence, reviews } = await explain('Birch', program, {}, 'review');
    expect([before, after]).toEqual(['Gold', 'Gold']);
    expect(levels[1]).toMatchObject({ reached: false, kept: true });
    expect(reviews).toMatchObject([{ on: '2026-10-01', from: 'Gold', to: 'Gold', reached: 'Base' }]);
    expect(said(sentence)).toBe(
      'Gold is kept: what it asks to stay is met. The requirements give Base, which asks for nothing. Gold misses: bookings 631 k under 650 k (stays from 500 k on).',
    );
  });

  it('lists the levels below, the invitation and the track that is for the partner', async () => {
    const { levels } = await explain('Alder', {
      requireLower: true,
      levels: [
        { id: 'Base' },
        { id: 'Gold', requirement: people(3), keep: bookings(1) },
        { id: 'Elite', requirement: { all: [bookings(100), people(9)] }, invitation: 'elite' },
      ],
      tracks: [
        { id: 'de', label: 'Germany', where: [{ dim: 'country', values: ['DE'] }], requirements: { Elite: people(5) } },
        { id: 'fr', label: 'France', where: [{ dim: 'country', values: ['FR'] }], requirements: { Elite: people(1) } },
      ],
    });
    expect(testsOf(levels[1]!.requirement)).toEqual(['8 certified people of 3']);
    expect(levels[1]!.keep).toMatchObject({ met: true, test: { place: 'levels.1.keep' } });
    const elite = levels[2]!.requirement!;
    expect(elite.of!.map(({ label, met }) => [label, met])).toEqual([
      ['Meets Gold', true],
      ['elite', false],
      ['One of the ways', true],
    ]);
    expect(elite.of![2]!.of!.map(({ label, met }) => [label, met])).toEqual([
      ['All of', false],
      ['Germany: People certified', true],
    ]);
  });

  it('refuses a partner that the program is not for', async () => {
    const program = { ...ladder, where: [{ dim: 'country' as const, values: ['DE'] }] };
    await expect(explain('Dogwood', program)).rejects.toThrow(
      '“Dogwood” is not among the partners that FY27 is for on 30 Sep 2026',
    );
  });
});

const sample = sampleWorkspace(process.cwd());
describe.skipIf(sample === undefined)('the sample network', () => {
  const folder = temporaryFolder();
  let workspace: Workspace;
  beforeAll(async () => {
    copyFileSync(sample!, folder.file('sample.quarterdeck'));
    workspace = await Workspace.open(folder.file('sample.quarterdeck'));
  });
  afterAll(() => workspace?.close());

  it('explains a review of a partner from the figures of its own rows', async () => {
    const context = await queryContext(workspace);
    const [row] = await context.reader.rows<{ id: string; amount: string }>(
      `SELECT partner_id AS id, CAST(sum(amount) AS VARCHAR) AS amount FROM ${context.network.table('deal')} AS deals
       WHERE outcome = 'won' AND currency = 'EUR' AND closed_on BETWEEN '2025-10-01' AND '2026-09-30' AND basis = 'bookings'
         AND partner_id NOT IN (SELECT partner_id FROM ${context.network.table('deal_party')} AS parties)
         AND partner_id NOT IN (SELECT partner_id FROM ${context.network.table('deal')} AS others WHERE currency <> 'EUR' AND partner_id IS NOT NULL)
       GROUP BY ALL ORDER BY sum(amount) DESC LIMIT 1`,
    );
    const asked = tierCase.parse({
      program: {
        id: 'p',
        name: 'Ladder',
        levels: [
          { id: 'Registered' },
          { id: 'Bronze', requirement: bookings(40_000) },
          { id: 'Silver', requirement: bookings(150_000) },
        ],
        review: { cadence: 'half-yearly', maxDropPerReview: 1 },
      },
      asOf: '2026-09-30',
    });
    const registers = { exceptions: [], attestations: [] };
    const explained = await tierExplain(context, new Lab(), { ...asked, partner: row!.id }, registers);
    expect(Number(explained.levels[1]!.requirement!.test!.value)).toBe(Number(row!.amount));
    expect(explained.reviews.map(({ on }) => on)).toEqual(['2026-10-01']);
    expect(explained.basis.run).toBe('review');
  }, 60_000);
});
