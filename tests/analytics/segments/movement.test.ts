/** Why partners moved, on a handful of them: guards against a cause that is not the one, such as a line that moved. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentationInput } from '../../../analytics/api/documents/segmentation.ts';
import type { SegmentMovement } from '../../../analytics/api/segments.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { segmentMovement } from '../../../analytics/segments/movement.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const QUARTER = { kind: 'trailing' as const, count: 1, unit: 'quarter' as const };

/** Bookings of the second and third quarter of 2026, in hundreds. */
const SOLD: Readonly<Record<string, readonly [number, number]>> = {
  rises: [1, 90],
  falls: [80, 2],
  overtaken: [30, 30],
  steadyHigh: [60, 95],
  steadyLow: [3, 3],
  climbs: [2, 88],
  newcomer: [0, 99],
  leaver: [50, 0],
};

let net: TestNetwork;

beforeAll(async () => {
  net = await testNetwork({
    partner: Object.keys(SOLD).map((id) => ({
      partner_id: id,
      partner_name: id,
      agreement_start: id === 'newcomer' ? '2026-08-15' : '2020-01-01',
      agreement_end: id === 'leaver' ? '2026-08-31' : null,
    })),
    deal: Object.entries(SOLD).flatMap(([partner_id, amounts]) =>
      amounts.map((hundreds, index) => ({
        deal_id: `${partner_id}-${index}`,
        partner_id,
        amount: hundreds * 100,
        outcome: 'won',
        created_on: '2026-04-01',
        closed_on: index === 0 ? '2026-06-15' : '2026-09-30',
      })),
    ),
  });
});
afterAll(() => net.close());

async function movement(by: SegmentationInput['by'], more: object = {}): Promise<SegmentMovement> {
  const desk = { context: await net.context(), lab: new Lab() };
  return segmentMovement(desk, { segmentation: { id: 'test', name: 'Test', by }, where: [], quarters: 2, ...more });
}

const told = ({ movers }: SegmentMovement) =>
  Object.fromEntries(movers.map(({ partner, from, to, why }) => [partner, `${from} > ${to}: ${why}`]));

describe('movement', () => {
  it('of a matrix names the axis that crossed its line, or the line that moved', async () => {
    const axis = { measure: { metric: 'won_amount', window: QUARTER } };
    const moved = await movement({
      matrix: {
        x: { ...axis, cut: { median: true } },
        y: { measure: { metric: 'won_count', window: QUARTER }, cut: { fixed: ['0'] } },
      },
      cells: { '0,1': { id: 'low' }, '1,1': { id: 'high' } },
    });
    const why = told(moved);
    // The median of 1, 2, 3, 30, 50, 60, 80 is 30; that of 2, 3, 30, 88, 90, 95, 99 is 88.
    expect(why.rises).toMatch(/^low > high: bookings .* rose from 100 to 9\.00\sk, now at or over 8\.80\sk$/);
    expect(why.climbs).toMatch(/^low > high: bookings .* rose from 200 to 8\.80\sk, now at or over 8\.80\sk$/);
    expect(why.falls).toMatch(/^high > low: bookings .* fell from 8\.00\sk to 200, now under 8\.80\sk$/);
    expect(why.overtaken).toMatch(
      /^high > low: the line of bookings .* rose from 3\.00\sk to 8\.80\sk: 3\.00\sk is now under it$/,
    );
    expect(why.newcomer).toMatch(/^null > high: joined on .*15.*; bookings/);
    expect(why.leaver).toMatch(/^high > null: no longer among the partners on /);
    expect(Object.keys(why).sort()).toEqual(['climbs', 'falls', 'leaver', 'newcomer', 'overtaken', 'rises']);
    expect(moved.moverCount).toBe(6);
    const [, last] = moved.quarters;
    expect(last!.flows.reduce((sum, { partners }) => sum + partners, 0)).toBe(8);
  });

  it('of rules says what it met before and what it meets now', async () => {
    const when = { metric: 'won_amount', window: QUARTER, value: '4000' };
    const why = told(await movement({ rules: [{ id: 'large', when }], otherwise: { id: 'small' } }));
    expect(why.rises).toMatch(/^small > large: before meets none of the rules .*; now /);
    expect(why.falls).toMatch(/^large > small: before .*; now meets none of the rules/);
  });

  it('of recency, frequency and money names the scores', async () => {
    const why = told(
      await movement({
        rfm: {
          window: QUARTER,
          scores: {
            recency: ['10', '20', '30', '40'],
            frequency: ['1', '2', '3', '4'],
            money: ['1000', '3000', '6000', '9000'],
          },
        },
        patterns: [{ id: 'big', money: [4, 5] }],
        otherwise: { id: 'rest' },
      }),
    );
    expect(why.rises).toMatch(/^rest > big: .*money score rose from 1 to 5/);
    expect(why.falls).toMatch(/money score fell from 4 to 1/);
  });

  it('tells who moved in any quarter asked for, with the one before it, however few are shown', async () => {
    const when = { metric: 'won_amount', window: QUARTER, value: '4000' };
    const by = { rules: [{ id: 'large', when }], otherwise: { id: 'small' } };
    // The agreement of the newcomer begins after Q2, so that only the others are there on both days.
    const last = await movement(by, { asOf: '2026-12-31', quarters: 2 });
    expect([last.quarter, last.quarters.length]).toEqual(['2026-Q4', 2]);
    const third = await movement(by, { asOf: '2026-12-31', quarters: 2, quarter: '2026-q3' });
    expect(third.quarter).toBe('2026-Q3');
    expect(third.quarters.map(({ label }) => label)).toEqual(['2026-Q2', '2026-Q3', '2026-Q4']);
    expect(told(third)).toEqual(told(await movement(by, { asOf: '2026-09-30' })));
    expect(third.basis.asOf).toBe('2026-12-31');
    const first = await movement(by, { asOf: '2026-12-31', quarter: '2026-Q2' });
    expect(first).toMatchObject({ quarter: '2026-Q2', movers: [], moverCount: 0 });
    await expect(movement(by, { quarter: '2024-Q1' })).rejects.toThrow(
      'Partners are not placed in a quarter “2024-Q1”. Choose one from 2026-Q2 to 2026-Q3, written so.',
    );
  });

  it('writes a figure and the line it crossed with the digits that tell them apart', async () => {
    const axis = { measure: { metric: 'won_amount', window: QUARTER } };
    const { rises } = told(
      await movement({
        matrix: {
          x: { ...axis, cut: { fixed: ['8999'] } },
          y: { measure: { metric: 'won_count', window: QUARTER }, cut: { fixed: ['0'] } },
        },
        cells: { '0,1': { id: 'low' }, '1,1': { id: 'high' } },
      }),
    );
    expect(rises).toMatch(/rose from 100 to 9,000\.00, now at or over 8,999\.00$/);
  });

  it('of one quarter says that nobody can have moved', async () => {
    const when = { metric: 'won_amount', window: QUARTER, value: '4000' };
    const by = { rules: [{ id: 'large', when }], otherwise: { id: 'small' } };
    const first = await movement(by, { asOf: '2026-06-30' });
    expect(first.quarters.map(({ asOf, label }) => [asOf, label])).toEqual([['2026-06-30', '2026-Q2']]);
    expect(first).toMatchObject({ movers: [], moverCount: 0 });
    expect(first.basis.notes).toContain('The data reach one quarter’s end, so nobody can have moved.');
    const within = await movement(by, { asOf: '2026-08-31' });
    expect(within.quarters.map(({ label }) => label)).toEqual(['2026-Q2', '2026-08-31']);
  });
});
