/** Guards against answers that look whole where the data, or the program, does not reach the day. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TierCaseInput, tierCase } from '../../../analytics/api/documents/tierCase.ts';
import type { TierProgramInput } from '../../../analytics/api/documents/tierProgram.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { simulate } from '../../../analytics/tiers/simulate.ts';
import { tierBackTest } from '../../../analytics/tiers/tierBackTest.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({
    partner: ['A', 'B'].map((partner_id) => ({ partner_id, partner_name: partner_id, agreement_start: '2010-01-01' })),
    deal: [
      { deal_id: '1', partner_id: 'A', outcome: 'won', amount: '300', closed_on: '2012-02-10' },
      { deal_id: '2', partner_id: 'A', outcome: 'won', amount: '300', closed_on: '2013-11-29' },
      { deal_id: '3', partner_id: 'B', outcome: 'won', amount: '90', closed_on: '2013-05-29' },
    ],
  });
});
afterAll(() => net.close());

const GOLD = { metric: 'won_amount', window: 'trailing-12-months', value: 250 };
async function basis(asOf: string, more: Partial<TierProgramInput> = {}, request: Partial<TierCaseInput> = {}) {
  const program = { id: 'p', name: 'Main', levels: [{ id: 'Base' }, { id: 'Gold', requirement: GOLD }], ...more };
  const tiers = tierCase.parse({ program, asOf, run: 'date', against: { kind: 'in-force' }, ...request });
  return (await simulate(await net.context(), new Lab(), tiers, { exceptions: [], attestations: [] })).basis;
}

describe('a day that is not covered', () => {
  it.each([
    ['2030-12-31', /^The data ends on 29 Nov 2013: windows that run to 31 Dec 2030 find nothing/],
    ['2013-12-31', /^The data ends on 29 Nov 2013/],
    ['2012-12-31', /^The data begins on 10 Feb 2012, so not every window up to 31 Dec 2012 is whole .* 31 Jan 2013\.$/],
    ['2011-12-31', /^The data begins on 10 Feb 2012: windows that end on 31 Dec 2011 find nothing/],
  ])('%s is said', async (asOf, sentence) => {
    expect((await basis(asOf)).notes).toEqual([expect.stringMatching(sentence)]);
  });

  it.each(['2013-01-31', '2013-11-29'])('%s is covered', async (asOf) => {
    expect((await basis(asOf)).notes).toEqual([]);
  });

  it('is said of the other day that levels are compared with', async () => {
    const { notes } = await basis('2013-11-29', {}, { against: { kind: 'date', on: '2012-11-29' } });
    expect(notes).toEqual([expect.stringContaining('29 Nov 2012')]);
  });

  it('is said of the days that the program is for', async () => {
    const effective = { effectiveFrom: '2013-07-01', effectiveTo: '2013-09-30' };
    const notes = async (asOf: string) => (await basis(asOf, effective)).notes;
    expect(await notes('2013-06-30')).toEqual(['Main holds from 1 Jul 2013 on; 30 Jun 2013 is before it.']);
    expect(await notes('2013-09-30')).toEqual([]);
    expect(await notes('2013-10-01')).toEqual(['Main ended on 30 Sep 2013; 1 Oct 2013 is after it.']);
  });
});

describe('levels that are honoured', () => {
  const NOBODY = { exceptions: [], attestations: [] };
  const program = (more: object): TierProgramInput => ({
    id: 'p',
    name: 'Main',
    levels: [{ id: 'Base' }, { id: 'Gold', requirement: { ...GOLD, window: 'trailing-6-months' } }],
    review: { cadence: 'monthly' },
    ...more,
  });
  const honour = (more: object) => program({ grandfather: [{ id: 'honour', until: '2014-12-31', ...more }] });
  async function run(document: TierProgramInput, asOf: string, how: 'date' | 'review' | 'history') {
    const request = tierCase.parse({ program: document, asOf, run: how, against: { kind: 'in-force' } });
    const { levels, basis } = await simulate(await net.context(), new Lab(), request, NOBODY);
    return { gold: levels.find(({ id }) => id === 'Gold')!.after, notes: basis.notes };
  }

  // A sold 300 in February 2012: the review of 1 Aug 2012, the first one, gives Gold and that of September takes it.
  it('are those of the run where none is loaded for the day', async () => {
    expect((await run(program({}), '2013-06-30', 'history')).gold).toBe(0);
    const kept = await run(honour({ heldOn: '2012-08-15' }), '2013-06-30', 'history');
    expect(kept.gold).toBe(1);
    expect(kept.notes.join()).not.toMatch(/honour/);
    // Held on a day after Gold was lost, nothing is left to honour.
    expect((await run(honour({ heldOn: '2013-02-01' }), '2013-06-30', 'history')).gold).toBe(0);
    expect((await run(honour({ heldOn: '2012-08-15', until: '2013-06-30' }), '2013-06-30', 'history')).gold).toBe(0);
  });

  it('are missed aloud where no run knows them', async () => {
    const { gold, notes } = await run(honour({ heldOn: '2012-08-15' }), '2013-06-30', 'review');
    expect(gold).toBe(0);
    expect(notes.join('\n')).toMatch(/“honour” looks at levels held on 15 Aug 2012, but no level is known of that day/);
    const where = [{ dim: 'country' as const, values: ['Nowhere'] }];
    const nobody = await run({ ...honour({ heldOn: '2012-08-15' }), where }, '2013-06-30', 'review');
    expect(nobody.notes.join('\n')).not.toMatch(/no level is known/);
    const early = await run(honour({ heldOn: '2012-03-01' }), '2013-06-30', 'history');
    expect(early.notes.join('\n')).toMatch(/“honour” looks at levels held on 1 Mar 2012.* begin later/);
  });

  it('and floors say when their time has passed', async () => {
    const floors = { review: { floors: [{ level: 'Gold', floorUntil: '2012-12-31' }] } };
    const { notes } = await run(
      program({ ...floors, ...honour({ until: '2012-10-31' }), ...floors }),
      '2013-06-30',
      'date',
    );
    expect(notes).toEqual([
      '“honour” ended on 31 Oct 2012 and keeps nobody any more.',
      'The floor at Gold ended on 31 Dec 2012 and holds nobody any more.',
      expect.stringMatching(/^A floor keeps the level/),
    ]);
    // Of a rule that has ended nothing else is missed.
    const { notes: ended } = await run(honour({ heldOn: '2012-08-15', until: '2012-10-31' }), '2013-06-30', 'date');
    expect(ended).toEqual([expect.stringMatching(/ended on 31 Oct 2012/)]);
    const { notes: later } = await run(honour({ heldOn: '2014-01-01', keepLevel: 'Gold' }), '2013-06-30', 'date');
    expect(later).toEqual([expect.stringMatching(/still to come/)]);
  });
});

describe('a run of many reviews', () => {
  const program: TierProgramInput = {
    id: 'p',
    name: 'Main',
    levels: [{ id: 'Gold', requirement: { ...GOLD, window: 'trailing-3-months' } }],
    review: { cadence: 'quarterly' },
  };
  const asked = tierCase.parse({ program, asOf: '2013-09-30', against: { kind: 'in-force' } });
  const nothing = { exceptions: [], attestations: [] };

  it('says all days that it has looked at', async () => {
    const on = async (run: 'date' | 'history') => {
      const { basis } = await simulate(await net.context(), new Lab(), { ...asked, run }, nothing);
      return [basis.from, basis.to];
    };
    expect(await on('date')).toEqual(['2013-07-01', '2013-09-30']);
    // The first review with a whole window is that of 1 Jul 2012, which looks at April to June.
    expect(await on('history')).toEqual(['2012-04-01', '2013-09-30']);
  });

  it('says why a back-test has fewer than were asked for', async () => {
    const test = async (reviews: number) =>
      tierBackTest(await net.context(), new Lab(), { ...asked, reviews, withinReviews: 2 }, nothing);
    const few = await test(8);
    expect(few.reviews).toHaveLength(6);
    expect(few.basis.notes.at(-1)).toBe(
      '8 reviews were asked for and 6 are shown: the data begins on 10 Feb 2012, and no review before 1 Jul 2012 has whole windows.',
    );
    expect((await test(6)).basis.notes.join()).not.toMatch(/asked for/);
  });
});
