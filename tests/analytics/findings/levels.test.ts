import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import { listFindings } from '../../../analytics/findings/list.ts';
import { parseAddress } from '../../../analytics/present/address.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

/** Seven Silver partners around 100, seven Gold ones around 1,000; and one Silver partner who sells like Gold. */
async function ladder(): Promise<void> {
  const partners = [
    ...Array.from({ length: 7 }, (_, index) => ({ id: `S${index}`, level: 'Silver', amount: 100 + index })),
    ...Array.from({ length: 7 }, (_, index) => ({ id: `G${index}`, level: 'Gold', amount: 1_000 + index })),
    { id: 'X', level: 'Silver', amount: 1_003 },
  ];
  await net.replace({
    partner: partners.map(({ id, level }) => ({
      partner_id: id,
      level,
      region: id === 'X' ? 'South' : 'North',
      agreement_start: '2020-01-01',
    })),
    deal: partners.map(({ id, amount }) => ({
      deal_id: `D${id}`,
      partner_id: id,
      outcome: 'won',
      amount: String(amount),
      closed_on: '2026-09-30',
    })),
  });
}

async function levelFindings(where: Filter[] = []) {
  const all = await listFindings(await net.context(), { where });
  return all.filter(({ kind }) => kind === 'Levels');
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('findings on levels', () => {
  it('count the partners who bring what is usual for another level, and lead to the check', async () => {
    await ladder();
    const [finding, ...others] = await levelFindings();
    expect(others).toEqual([]);
    expect(finding?.words.map(({ text }) => text).join('')).toBe(
      '1 partner brings the results of another level, 1 of a higher, 0 of a lower one',
    );
    expect(finding).toMatchObject({ amount: '1003.0000', rows: { count: 1, noun: 'partner' } });
    expect(parseAddress(finding!.action.address)).toMatchObject({ screen: 'tiers', extra: { view: 'start' } });
  });

  // A finding must be about the partners of the screen, not about others.
  it('keep to the filters of the screen', async () => {
    await ladder();
    expect(await levelFindings([{ dim: 'region', values: ['North'] }])).toEqual([]);
    expect(await levelFindings([{ dim: 'region', values: ['South'] }])).toHaveLength(1);
  });

  it('tell of exceptions that end within sixty days, and of no others', async () => {
    await ladder();
    const exception = (id: number, partner: string, to: string, enabled: boolean) =>
      net.engine.run(
        `INSERT INTO app.tier_exception VALUES (${id}, '${partner}', 'hold', 'Gold', NULL, DATE '2020-01-01', DATE '${to}', 'r', 'a', ${enabled})`,
      );
    await exception(1, 'S1', inDays(20), true);
    await exception(2, 'S2', inDays(200), true);
    await exception(3, 'S3', inDays(20), false);
    await exception(4, 'S4', inDays(-3), true);
    const finding = (await levelFindings()).find(({ id }) => id === 'levels:exceptions-ending');
    expect(finding?.words.map(({ text }) => text).join('')).toMatch(
      /^1 exception to the tier rules end within 60 days, the first in (19|20) days$/,
    );
    expect(finding).toMatchObject({ amount: '101.0000', rows: { count: 1, noun: 'exception' } });
    await net.engine.run('DELETE FROM app.tier_exception');
  });
});
