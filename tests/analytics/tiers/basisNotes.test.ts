/** Guards against answers that look whole where the data, or the program, does not reach the day. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TierCaseInput, tierCase } from '../../../analytics/api/documents/tierCase.ts';
import type { TierProgramInput } from '../../../analytics/api/documents/tierProgram.ts';
import { TierLab } from '../../../analytics/tiers/lab.ts';
import { simulate } from '../../../analytics/tiers/simulate.ts';
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
  return (await simulate(await net.context(), new TierLab(), tiers, { exceptions: [], attestations: [] })).basis;
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
