import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../../analytics/api/results.ts';
import { listFindings } from '../../../analytics/findings/list.ts';
import { snoozeFinding, wakeFinding } from '../../../analytics/findings/snooze.ts';
import { parseAddress } from '../../../analytics/present/address.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
beforeEach(() => net.engine.run('DELETE FROM app.snooze'));
afterAll(() => net.close());

const quiet: Rows = {
  partner: [{ partner_id: 'Z', partner_name: 'Zelkova', region: 'North', agreement_start: '2024-01-01' }],
  deal: [{ deal_id: 'Z1', partner_id: 'Z', outcome: 'won', amount: '1', closed_on: '2026-09-30' }],
};

async function found(kind: Finding['kind'], rows: Rows, period?: string): Promise<Finding[]> {
  const merged = Object.fromEntries(
    [...new Set([...Object.keys(quiet), ...Object.keys(rows)])].map((table) => [
      table,
      [...(quiet[table as keyof Rows] ?? []), ...(rows[table as keyof Rows] ?? [])],
    ]),
  );
  await net.replace(merged);
  const all = await listFindings(await net.context(), { period, where: [] });
  for (const finding of all) expect(finding.rows.count).toBeGreaterThan(0);
  return all.filter((finding) => finding.kind === kind);
}

const text = (finding: Finding | undefined) => finding?.words.map((word) => word.text).join('');

describe('findings', () => {
  it('are none where there is nothing to find', async () => {
    await net.replace(quiet);
    expect(await listFindings(await net.context(), { where: [] })).toEqual([]);
    await net.replace({});
    expect(await listFindings(await net.context(), { where: [] })).toEqual([]);
  });

  it('name a large partner whose agreement ends, unless a renewal is open', async () => {
    const partner = [{ partner_id: 'H', partner_name: 'Hanko', agreement_end: '2026-12-31' }];
    const deal = [{ deal_id: 'H1', partner_id: 'H', outcome: 'won', amount: '999', closed_on: '2026-09-01' }];
    const [finding] = await found('Concentration', { partner, deal });
    expect(text(finding)).toBe(
      'Hanko carries 99.9\u202f% of bookings; its agreement ends 31 Dec 2026, no renewal open',
    );
    expect(finding).toMatchObject({ amount: '999.0000', rows: { count: 1, noun: 'deal' } });
    expect(parseAddress(finding!.action.address)).toMatchObject({ screen: 'partners', item: 'H' });
    const open = { deal_id: 'H2', partner_id: 'H', outcome: 'open', amount: '9', motion: 'renewal' };
    expect(await found('Concentration', { partner, deal: [...deal, open] })).toEqual([]);
  });

  it('add up what large partners lost', async () => {
    const partner = [{ partner_id: 'A' }, { partner_id: 'B' }, { partner_id: 'C' }];
    const deals = (year: number, amounts: Record<string, number>) =>
      Object.entries(amounts).map(([id, amount]) => ({
        deal_id: `${id}${year}`,
        partner_id: id,
        outcome: 'won',
        amount: String(amount),
        closed_on: `${year}-08-01`,
      }));
    const deal = [...deals(2025, { A: 100, B: 60.5, C: 50 }), ...deals(2026, { A: 40, B: 0, C: 49 })];
    const [finding] = await found('Decline', { partner, deal }, '2026-Q3');
    expect(finding).toMatchObject({ amount: '120.5000', rows: { count: 2, noun: 'partner' } });
    expect(parseAddress(finding!.action.address).where).toEqual([{ dim: 'partner', values: ['A', 'B'] }]);
  });

  it('count registrations that wait and protections that end', async () => {
    const deal = (id: string, more: object) => ({
      deal_id: id,
      partner_id: 'Z',
      outcome: 'open',
      amount: '10',
      ...more,
    });
    const findings = await found('Pipeline', {
      deal: [
        deal('W1', { registered_on: '2026-09-01' }),
        deal('W2', { registered_on: '2026-09-28' }),
        deal('W3', { registered_on: '2026-09-01', approved: true, decided_on: '2026-09-03', expires_on: '2026-10-15' }),
        deal('W4', { registered_on: '2026-09-01', approved: true, decided_on: '2026-09-03', expires_on: '2026-12-15' }),
      ],
    });
    expect(findings.map(text)).toEqual([
      'Protection of 1 open deal ends within 30 days',
      '1 registration has waited more than 5 days for a decision',
    ]);
  });

  it('find payouts that come later than their terms, by region and kind', async () => {
    const payout = Array.from({ length: 8 }, (_, index) => ({
      payout_id: `X${index}`,
      partner_id: 'Z',
      kind: 'mdf',
      amount: '10',
      earned_on: '2026-07-01',
      paid_on: index < 5 ? '2026-08-30' : '2026-07-15',
    }));
    const [finding] = await found('Payouts', { payout }, '2026-Q3');
    expect(text(finding)).toBe('MDF in North: 5 of 8 payouts came later than their terms');
    expect(finding).toMatchObject({ amount: '50.0000', rows: { count: 5 } });
  });

  it('find partners who lose their last certificate, contracts that end, and partners asleep', async () => {
    const rows: Rows = {
      partner: [{ partner_id: 'S', partner_name: 'Sorbus', agreement_start: '2020-01-01' }],
      certification: [
        { partner_id: 'Z', person: 'a', certification: 'c', earned_on: '2025-01-01', expires_on: '2026-11-30' },
        { partner_id: 'S', person: 'b', certification: 'c', earned_on: '2024-01-01', expires_on: '2026-11-30' },
        { partner_id: 'S', person: 'b', certification: 'd', earned_on: '2024-01-01' },
      ],
      deal: [
        {
          deal_id: 'S1',
          partner_id: 'S',
          outcome: 'won',
          amount: '70',
          closed_on: '2024-01-01',
          term_end: '2026-11-01',
        },
        {
          deal_id: 'S2',
          partner_id: 'S',
          outcome: 'won',
          amount: '30',
          closed_on: '2024-01-01',
          term_end: '2026-11-01',
        },
        { deal_id: 'S3', partner_id: 'Z', outcome: 'open', amount: '30', renews_deal_id: 'S2' },
      ],
    };
    expect((await found('Enablement', rows)).map(text)).toEqual([
      '1 partner will have no valid certificate left in 90 days',
    ]);
    expect(await found('Renewals', rows)).toMatchObject([{ amount: '70.0000', rows: { count: 1, noun: 'contract' } }]);
    expect(await found('Dormant', rows)).toMatchObject([{ amount: '100.0000', rows: { count: 1, noun: 'partner' } }]);
  });

  it('keep quiet about what the filters of the screen do not reach', async () => {
    const where = [{ dim: 'category' as const, values: ['Iron'] }];
    expect(await listFindings(await net.context(), { where })).toEqual([]);
  });

  it('can be put aside and taken up again, and undone both ways', async () => {
    const rows = {
      deal: [{ deal_id: 'W', partner_id: 'Z', outcome: 'open', amount: '10', registered_on: '2026-09-01' }],
    };
    const snooze = { id: 'pipeline:waiting', until: '2999-01-01', reason: 'known' };
    const { inverse } = await net.engine.transaction((transaction) => snoozeFinding.apply(transaction, snooze));
    expect(await found('Pipeline', rows)).toMatchObject([{ snoozed: { until: '2999-01-01', reason: 'known' } }]);
    expect(inverse).toEqual({ command: 'finding.wake', args: { id: 'pipeline:waiting' } });
    const woken = await net.engine.transaction((transaction) => wakeFinding.apply(transaction, { id: snooze.id }));
    expect(woken.inverse).toEqual({ command: 'finding.snooze', args: snooze });
    expect((await found('Pipeline', rows))[0]?.snoozed).toBeNull();
    await expect(
      net.engine.transaction((transaction) => wakeFinding.apply(transaction, { id: snooze.id })),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
