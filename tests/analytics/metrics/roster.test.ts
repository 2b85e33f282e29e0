/** Guards who is in a tier run and from which level each one starts: a day off moves partners without a reason. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { levelsInForce, readRoster } from '../../../analytics/metrics/roster.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork({
    partner: [
      { partner_id: 'B', partner_name: 'Bolt', country: 'DE', level: 'Bronze', agreement_start: '2025-10-01' },
      { partner_id: 'A', partner_name: 'Acme', country: 'FR', level: 'Silver', onboarded_on: '2024-01-01' },
      { partner_id: 'C', country: 'DE', level: 'Gold', agreement_start: '2026-07-01' },
      { partner_id: 'D', country: 'DE', level: 'Gold', status: 'Terminated' },
      { partner_id: 'E', country: null, agreement_end: '2026-03-31' },
    ],
  });
});
afterAll(() => net.close());

const ids = async (on: string, where: Parameters<typeof readRoster>[1]['where'] = []) =>
  (await readRoster(await net.context(), { on, where })).map(({ id }) => id);

describe('readRoster', () => {
  it('holds those enrolled on the day, by id', async () => {
    expect(await ids('2026-06-30')).toEqual(['A', 'B']);
    expect(await ids('2026-07-01')).toEqual(['A', 'B', 'C']);
    expect(await ids('2026-03-31')).toEqual(['A', 'B', 'E']);
    expect(await ids('2025-09-30')).toEqual(['A', 'E']);
  });

  it('says who they are', async () => {
    const [first] = await readRoster(await net.context(), { on: '2026-06-30', where: [] });
    expect(first).toEqual({
      id: 'A',
      name: 'Acme',
      type: null,
      country: 'FR',
      region: null,
      owner: null,
      agreementStart: '2024-01-01',
    });
  });

  it('keeps those that match the filters', async () => {
    expect(await ids('2026-07-01', [{ dim: 'country', values: ['DE'] }])).toEqual(['B', 'C']);
    expect(await ids('2026-03-31', [{ dim: 'country', values: ['DE'], not: true }])).toEqual(['A', 'E']);
    expect(await ids('2026-03-31', [{ dim: 'country', values: [null, 'FR'] }])).toEqual(['A', 'E']);
    expect(await ids('2026-07-01', [{ dim: 'level', values: ['Silver', 'Gold'] }])).toEqual(['A', 'C']);
  });

  it('refuses what is not a property of a partner', async () => {
    await expect(ids('2026-07-01', [{ dim: 'motion', values: ['new'] }])).rejects.toThrow(
      /not a property of a partner/,
    );
  });
});

describe('levelsInForce', () => {
  const partners = ['B', 'nobody', 'A', 'E'];

  it('is the loaded level without history', async () => {
    expect(await levelsInForce(await net.context(), { on: '2020-01-01', partners })).toEqual([
      'Bronze',
      null,
      'Silver',
      null,
    ]);
  });

  it('is the level of the main program on the day, and the loaded one of who has no history', async () => {
    await net.insert({
      enrollment: [
        { partner_id: 'B', program: 'main', level: 'Silver', from_on: '2025-10-01' },
        { partner_id: 'B', program: 'main', level: 'Gold', from_on: '2026-04-01', to_on: '2026-05-31' },
        { partner_id: 'B', program: 'cloud', level: 'Elite', from_on: '2025-10-01' },
      ],
    });
    const on = async (day: string) => (await levelsInForce(await net.context(), { on: day, partners }))[0];
    expect(await on('2025-09-30')).toBeNull();
    expect(await on('2026-03-31')).toBe('Silver');
    expect(await on('2026-04-01')).toBe('Gold');
    expect(await on('2026-06-01')).toBeNull();
    expect((await levelsInForce(await net.context(), { on: '2026-04-01', partners }))[2]).toBe('Silver');
  });
});
