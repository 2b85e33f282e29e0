/**
 * The experiment on loaded rows: quarters, levels and rates must be read as they are. Partners of two levels whose sales are
 * known to the cent, so that the effect is a quotient that can be worked out beforehand.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payExperiment } from '../../../../analytics/incentives/experiment.ts';
import { caseOf, deskOn, sampleDesk, sampleFile } from '../../../fixtures/incentiveDesk.ts';
import { type Rows, type TestNetwork, testNetwork } from '../../metrics/network.ts';

const QUARTERS = [
  '2023-02-15',
  '2023-05-15',
  '2023-08-15',
  '2023-11-15',
  '2024-02-15',
  '2024-05-15',
  '2024-08-15',
  '2024-11-15',
];
/** From 2024 on. */
const EFFECT = 0.3;
const { where } = caseOf({ plans: [] });

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

/** Twenty rise from Silver (2 %) to Gold (4 %) on the first day of 2024, twenty stay. */
function network(withLevels: boolean): Rows {
  const ids = Array.from({ length: 40 }, (_, n) => `P${String(n).padStart(2, '0')}`);
  const rises = (n: number) => n < 20;
  const sold = (n: number, quarter: number) => {
    const size = 10_000 + (n % 20) * 500;
    // Sales of partners shake by different amounts.
    const shaken = 1 + 0.01 * (((n * 3 + quarter * 5) % 11) - 5);
    return Math.round(size * shaken * (rises(n) && quarter >= 4 ? 1 + EFFECT : 1));
  };
  return {
    partner: ids.map((id) => ({ partner_id: id, type: 'MSP', region: 'DACH' })),
    deal: [
      ...ids.flatMap((id, n) =>
        QUARTERS.map((day, quarter) => ({
          deal_id: `${id} ${quarter}`,
          partner_id: id,
          outcome: 'won',
          amount: sold(n, quarter),
          closed_on: day,
        })),
      ),
      // The first and the last quarter are whole.
      ...['2023-01-01', '2024-12-31'].map((day) => ({
        deal_id: day,
        outcome: 'won',
        amount: 1,
        route: 'direct',
        closed_on: day,
      })),
    ],
    payout: ids.flatMap((id, n) =>
      QUARTERS.map((day, quarter) => ({
        payout_id: `${id} ${quarter}`,
        partner_id: id,
        kind: 'rebate',
        amount: sold(n, quarter) * (rises(n) && quarter >= 4 ? 0.04 : 0.02),
        earned_on: day,
      })),
    ),
    ...(withLevels && {
      enrollment: ids.flatMap((id, n) =>
        rises(n)
          ? [
              { partner_id: id, program: 'main', level: 'Silver', from_on: '2022-01-01', to_on: '2023-12-31' },
              { partner_id: id, program: 'main', level: 'Gold', from_on: '2024-01-01' },
            ]
          : [{ partner_id: id, program: 'main', level: 'Silver', from_on: '2022-01-01' }],
      ),
    }),
  };
}

describe('an experiment on loaded rows', () => {
  it('finds the rise of a level with its rate and effect', async () => {
    await store.replace(network(true));
    const found = await payExperiment(deskOn(await store.context()), { where });
    expect(found.design).toBe('The rate of the partner’s level rose by 0.50\u202fpp or more on 1 Jan 2024');
    expect(found.treated).toBe(20);
    expect(found.effect!.low).toBeLessThan(EFFECT);
    expect(found.effect!.high).toBeGreaterThan(EFFECT);
    expect(found.effect!.share).toBeCloseTo(EFFECT, 1);
    expect(found.evidence).toBe('own history, weak');
    // Gold is paid 4 % and Silver 2 %: two points.
    expect(found.semiElasticity).toBeCloseTo(Math.log(1 + found.effect!.share) / 0.02, 1);
    expect(found.quarters.map(({ label }) => label)).toEqual([
      '2023-Q1',
      '2023-Q2',
      '2023-Q3',
      '2023-Q4',
      '2024-Q1',
      '2024-Q2',
      '2024-Q3',
      '2024-Q4',
    ]);
  });

  it('agrees with the sums of the rows, added up by hand', async () => {
    await store.replace(network(false));
    const found = await payExperiment(deskOn(await store.context()), { where });
    expect(found.design).toContain('The rate paid to the partner rose');
    const [sums] = await store.engine.rows<Record<string, number>>(
      `SELECT CAST(sum(amount) FILTER (WHERE partner_id < 'P20' AND closed_on >= DATE '2024-01-01') AS DOUBLE) AS treated_after,
         CAST(sum(amount) FILTER (WHERE partner_id < 'P20' AND closed_on < DATE '2024-01-01') AS DOUBLE) AS treated_before,
         CAST(sum(amount) FILTER (WHERE partner_id >= 'P20' AND closed_on >= DATE '2024-01-01') AS DOUBLE) AS peers_after,
         CAST(sum(amount) FILTER (WHERE partner_id >= 'P20' AND closed_on < DATE '2024-01-01') AS DOUBLE) AS peers_before
       FROM store.deal WHERE partner_id IS NOT NULL`,
    );
    const byHand = sums!.treated_after! / sums!.treated_before! / (sums!.peers_after! / sums!.peers_before!) - 1;
    expect(found.treated).toBe(20);
    expect(found.effect!.share).toBeCloseTo(byHand, 9);
  });

  it('looks at all history up to the period, and says so when that is too little', async () => {
    await store.replace(network(true));
    const found = await payExperiment(deskOn(await store.context()), { where, period: '2023' });
    expect(found.effect).toBeNull();
    expect(found.notes[0]).toContain('History has 4 complete quarters');
    const later = await payExperiment(deskOn(await store.context()), { where, period: '2024-Q4' });
    expect(later.treated).toBe(20);
  });

  it.skipIf(sampleFile === undefined)('gives the sample a figure only with what speaks against it', async () => {
    const open = await sampleDesk();
    try {
      const found = await payExperiment(open.desk, { where });
      expect(found.notes.join(' ')).toContain('regression to the mean');
      expect(['assumed', 'own history, weak']).toContain(found.evidence);
    } finally {
      await open.close();
    }
  });
});
