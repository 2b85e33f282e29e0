/** Guards the lists that leave the product: names that a spreadsheet would run, lines that break, owners that are mixed up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tierCase } from '../../../analytics/api/documents/tierCase.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { tierExport } from '../../../analytics/tiers/tierExport.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const partner = (partner_id: string, partner_name: string, owner: string | null, level: string | null) => ({
  partner_id,
  partner_name,
  owner,
  level,
  region: 'North',
});
const deal = (partner_id: string, amount: number) => ({
  deal_id: `D-${partner_id}`,
  partner_id,
  amount,
  outcome: 'won',
  closed_on: '2026-05-01',
});
const bookings = (value: number) => ({ metric: 'won_amount', window: 'trailing-12-months', value });

describe('lists of a simulation', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    net = await testNetwork({
      partner: [
        partner('P1', '=HYPERLINK("http://x")', '+1 Owner', 'Gold'),
        partner('P2', 'Smith, "Sons"\nLtd', null, 'Silver'),
        partner('P3', 'Plain', 'Ann', 'Silver'),
        partner('P4', 'Steady', 'Ann', 'Silver'),
      ],
      deal: [deal('P1', 300), deal('P2', 990), deal('P3', 1_200), deal('P4', 400)],
    });
  });
  afterAll(() => net.close());

  const list = async (which: 'levels' | 'calls') => {
    const program = {
      id: 'p',
      name: 'Früh & Spät 2027 / Entwurf',
      levels: [
        { id: 'Silver', requirement: bookings(200) },
        { id: 'Gold', requirement: bookings(1_000) },
      ],
    };
    const request = { ...tierCase.parse({ program, asOf: '2026-09-30' }), list: which };
    return tierExport(await net.context(), new Lab(), request, { exceptions: [], attestations: [] });
  };

  it('give text that a spreadsheet does not run, whole lines and a name for every file system', async () => {
    const { fileName, text, rows } = await list('levels');
    expect(fileName).toBe('fruh-spat-2027-entwurf-levels-2026-09-30.csv');
    expect(rows).toBe(4);
    const [header, first, second] = text.split('\r\n');
    expect(header).toBe(
      'Partner ID,Partner,Owner,Region,"Level before (In force, 30 Sep 2026)",New level,Move,Bookings 2025-10-01 to 2026-09-30 (EUR),Reason',
    );
    expect(first).toBe(
      `P1,"'=HYPERLINK(""http://x"")",'+1 Owner,North,Gold,Silver,falls,300.0000,bookings 300 under 1.00\u202fk`,
    );
    expect(second).toBe('P2,"Smith, ""Sons""\nLtd",,North,Silver,Silver,stays,990.0000,meets Silver');
  });

  it('name whom to call, once each, by owner, with what to say', async () => {
    const { text } = await list('calls');
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',North')[0]!.replace(/\u202f/g, ' '))).toEqual([
      `'+1 Owner,P1,"'=HYPERLINK(""http://x"")",falls,Gold,Silver,Gold,300.0000,bookings 300 under 1.00 k,To keep Gold: 700 more bookings`,
      'Ann,P3,Plain,rises,Silver,Gold,Gold,1200.0000,"bookings 1.20 k, needs 1.00 k",Welcome to Gold',
      ',P2,"Smith, ""Sons""\nLtd",near the next level,Silver,Silver,Gold,990.0000,bookings 990 under 1.00 k,To reach Gold: 10.00 more bookings',
    ]);
  });
});
