/**
 * Returns of segments against a network worked out by hand. Guards against deals that count twice, discounts that are taken
 * off twice, costs that are lost while they are shared out, and assumed margins that look like known ones.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../../analytics/api/methods.ts';
import type { ReturnRow } from '../../../analytics/api/segments.ts';
import { runTable } from '../../../analytics/metrics/run.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { segmentReturns } from '../../../analytics/segments/returns.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { DAY, deskOf, textBy } from './desk.ts';
import { paid, TINY, won } from './tinyNetwork.ts';

const BY_SIZE = textBy({
  rules: [{ id: 'Big', when: { metric: 'won_amount', window: 'trailing-12-months', value: '1000' } }],
  otherwise: { id: 'Rest' },
});
const BY_TYPE = textBy({ rules: [{ id: 'MSPs', when: { is: 'type', values: ['MSP'] } }], otherwise: { id: 'Others' } });

let net: TestNetwork;
let desk: SegmentDesk;

function ask(segmentation: Record<string, unknown>, more: object = {}) {
  return segmentReturns(desk, METHODS['segment.returns'].params.parse({ segmentation, asOf: DAY, ...more }));
}

function figures({ bookings, margin, marginAssumed, discount, programCost, spend, contribution }: ReturnRow) {
  return { bookings, margin, marginAssumed, discount, programCost, spend, contribution };
}

beforeAll(async () => {
  net = await testNetwork(TINY);
  desk = await deskOf(net);
});
afterAll(() => net.close());

describe('returns of segments', () => {
  it('have columns that add up to spend and to what is left, and say what is not counted twice', async () => {
    const { segments, others, total, terms } = await ask(BY_SIZE);
    for (const row of [...segments, ...others, total]) {
      const paid = row.payouts.reduce((sum, { amount }) => sum + Number(amount), 0);
      expect(Number(row.discount) + paid + Number(row.programCost), row.label).toBeCloseTo(Number(row.spend), 4);
      expect(Number(row.margin) - paid - Number(row.programCost), row.label).toBeCloseTo(Number(row.contribution), 4);
    }
    expect(terms[0]).toBe(
      'Spend is the discount on list prices with other payouts and program cost. Payouts of the kind discount, 25.00 in all, are not added: they are what the discount on list prices counts already.',
    );
    expect(terms[1]).toContain('Left is the margin less payouts and program cost');
    expect(total.payouts.map(({ kind }) => kind)).not.toContain('discount');
  });

  it('are bookings, margin, spend and what is left, to the last digit', async () => {
    const { segments, others, total } = await ask(BY_SIZE);
    expect(segments.map(({ key, partners }) => [key, partners])).toEqual([
      ['Big', 1],
      ['Rest', 2],
    ]);
    // 1060 of margin on 2500 with a cost: 42.4 % assumed for the 500 of d2 and the 50 of d6.
    expect(figures(segments[0]!)).toEqual({
      bookings: '1500.0000',
      margin: '612.0000',
      marginAssumed: '212.0000',
      discount: '250.0000',
      // 120 × 1500 ÷ 2400 + 33 × 1500 ÷ 1900
      programCost: '101.0526',
      spend: '391.0526',
      contribution: '470.9474',
    });
    expect(segments[0]!.perUnit).toEqual({ numerator: '862.0000', denominator: '391.0526' });
    expect(segments[0]!.payouts).toEqual([{ kind: 'rebate', amount: '40.0000' }]);
    // Birch and Cedar share d3: it counts once in their segment.
    expect(figures(segments[1]!)).toEqual({
      bookings: '500.0000',
      margin: '160.0000',
      marginAssumed: '0.0000',
      discount: '0.0000',
      programCost: '45.2105',
      spend: '85.2105',
      contribution: '74.7895',
    });
    expect(others.map(({ key, bookings, spend }) => [key, bookings, spend])).toEqual([
      ['(outside)', '100.0000', '11.7369'],
      ['(unassigned)', '50.0000', '0.0000'],
      ['(direct)', '900.0000', '0.0000'],
    ]);
    expect(figures(total)).toEqual({
      bookings: '3050.0000',
      margin: '1293.2000',
      marginAssumed: '233.2000',
      discount: '250.0000',
      programCost: '153.0000',
      spend: '488.0000',
      contribution: '1055.2000',
    });
    // Margin and discount through partners: 1293.2 − 450 + 250.
    expect(total.perUnit).toEqual({ numerator: '1093.2000', denominator: '488.0000' });
  });

  it('totals are the metrics of the network', async () => {
    const { total } = await ask(BY_SIZE);
    const metrics = ['won_amount', 'payout_amount', 'cost_of_channel', 'margin'];
    const { total: known } = await runTable(desk.context, {
      metrics,
      by: [],
      where: [],
      period: '2025-10-01..2026-09-30',
    });
    expect(total.bookings).toBe(known.won_amount);
    expect(total.spend).toBe(known.cost_of_channel__numerator);
    expect(Number(total.margin) - Number(total.marginAssumed)).toBeCloseTo(Number(known.margin), 4);
    // 25 are paid as a discount, which the discount on list prices counts.
    expect(25 + total.payouts.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeCloseTo(
      Number(known.payout_amount),
      4,
    );
  });

  it('shares are of what comes through partners', async () => {
    const { segments, others, total } = await ask(BY_SIZE);
    expect(segments[0]!.shareOfSpend).toBeCloseTo(391.0526 / 488, 10);
    expect(segments[0]!.shareOfMargin).toBeCloseTo(612 / 843.2, 10);
    expect(others.find(({ key }) => key === '(direct)')!.shareOfMargin).toBeNull();
    expect([total.shareOfSpend, total.shareOfMargin]).toEqual([1, 1]);
  });

  it('a deal that two segments share counts in both, and the overlap is told', async () => {
    const { segments, overlap, basis, total } = await ask(BY_TYPE);
    expect(segments.map(({ bookings }) => bookings)).toEqual(['500.0000', '1800.0000']);
    expect(overlap).toBe('300.0000');
    expect(total.bookings).toBe('3050.0000');
    expect(basis.notes.join(' ')).toContain('share count in each');
  });

  it('lists partners with the most spend first, those that left with a part in the year too', async () => {
    const { partners, partnerCount } = await ask(BY_SIZE);
    expect(partners.map(({ key, segment, bookings, programCost }) => [key, segment, bookings, programCost])).toEqual([
      ['A', 'Big', '1500.0000', '101.0526'],
      ['B', 'Rest', '300.0000', '20.2105'],
      ['C', 'Rest', '500.0000', '25.0000'],
      ['D', null, '100.0000', '6.7369'],
    ]);
    expect(partnerCount).toBe(4);
    expect((await ask(BY_SIZE, { limit: 1 })).partners).toHaveLength(1);
  });

  it('a filter leaves the costs of the partners as they are', async () => {
    const { total, others, segments } = await ask(BY_SIZE, { where: [{ dim: 'region', values: ['Nordics'] }] });
    expect(segments.map(({ partners }) => partners)).toEqual([0, 1]);
    expect(others).toEqual([]);
    expect([total.bookings, total.programCost]).toEqual(['500.0000', '25.0000']);
  });

  it('takes lines without a cost to leave what somebody assumes, and says so', async () => {
    const { total, marginFrom, marginAssumedAt, marginRule } = await ask(BY_SIZE, { assumeMargin: '0.2' });
    // Lines of 3,050 − 2,500 have no cost.
    expect([total.marginAssumed, total.margin]).toEqual(['110.0000', '1170.0000']);
    expect([marginFrom, marginAssumedAt]).toEqual(['both', 0.2]);
    expect(marginRule).toContain('the rest is assumed at 20.0\u202f%, as you assume.');
    expect((await ask(BY_SIZE, { assumeMargin: '0' })).total.marginAssumed).toBe('0.0000');
    expect(() => METHODS['segment.returns'].params.parse({ segmentation: BY_SIZE, assumeMargin: '1.2' })).toThrow(
      /between 0 and 1/,
    );
  });

  it('says how costs are shared out and where margin comes from', async () => {
    const { allocation, marginFrom, marginRule } = await ask(BY_SIZE);
    expect(allocation).toBe(
      'Program costs of 153 are shared out: those for the whole network among all partners by their bookings of the year; those for a region (dach) among its partners by theirs.',
    );
    expect(marginFrom).toBe('both');
    expect(marginRule).toContain('42.4\u202f%');
  });
});

describe('returns of unusual networks', () => {
  async function of(rows: Parameters<typeof testNetwork>[0], more: object = {}) {
    const other = await testNetwork(rows);
    try {
      const asked = METHODS['segment.returns'].params.parse({ segmentation: BY_SIZE, asOf: DAY, ...more });
      return await segmentReturns(await deskOf(other), asked);
    } finally {
      other.close();
    }
  }

  it('without costs the margin is assumed, and said to be', async () => {
    const { total, marginFrom, marginRule } = await of({
      partner: [{ partner_id: 'A' }],
      deal: [won('d', 'A', 100, DAY)],
    });
    expect(marginFrom).toBe('assumed');
    expect([total.margin, total.marginAssumed]).toEqual(['30.0000', '30.0000']);
    expect(marginRule).toContain('assumed at 30.0\u202f%');
    const own = await of(
      { partner: [{ partner_id: 'A' }], deal: [won('d', 'A', 100, DAY)] },
      { assumeMargin: '0.125' },
    );
    expect([own.total.marginAssumed, own.marginAssumedAt]).toEqual(['12.5000', 0.125]);
    expect(own.marginRule).toBe(
      'Margin is assumed at 12.5\u202f% of bookings, as you assume: no costs are loaded for this year.',
    );
  });

  it('name the segments that cost more than they bring, and what stands for a discount without list prices', async () => {
    const { segments, terms } = await of({
      partner: [{ partner_id: 'A' }, { partner_id: 'B' }],
      deal: [won('d', 'A', 2_000, DAY, { cost: 1_990 }), won('e', 'B', 100, DAY, { cost: 40 })],
      payout: [paid('p', 'A', 'rebate', 50), paid('q', 'A', 'discount', 5)],
    });
    expect(segments[0]).toMatchObject({ spend: '55.0000', contribution: '-40.0000' });
    expect(terms).toEqual([
      'Spend is payouts and program cost. No list prices are loaded: payouts of the kind discount stand for the discount.',
      expect.stringContaining('Left is the margin less'),
      'Below zero is left of Big: payouts and program cost are more than the margin.',
    ]);
  });

  it('nobody booked anything: costs fall evenly on the partners, and nothing is divided by nothing', async () => {
    const { segments, total } = await of({
      partner: [{ partner_id: 'A' }, { partner_id: 'B' }, { partner_id: 'C' }],
      deal: [won('d', null, 1, '2020-01-01')],
      program_cost: [{ period_start: '2026-01-01', category: 'tools', scope: null, amount: 100, currency: 'EUR' }],
    });
    expect(segments[1]).toMatchObject({
      partners: 3,
      programCost: '100.0000',
      bookings: '0.0000',
      shareOfMargin: null,
    });
    expect(total.perUnit).toEqual({ numerator: '0.0000', denominator: '100.0000' });
  });

  it('costs for a place that nobody is in count for the whole network', async () => {
    const { total, basis } = await of({
      partner: [{ partner_id: 'A', region: 'DACH' }],
      deal: [won('d', 'A', 100, DAY)],
      program_cost: [{ period_start: '2026-01-01', category: 'tools', scope: 'LATAM', amount: 9, currency: 'EUR' }],
    });
    expect(total.programCost).toBe('9.0000');
    expect(basis.notes.join(' ')).toContain('Program costs for LATAM count for the whole network');
  });

  it('an empty network has empty rows', async () => {
    const { segments, partners, total, allocation } = await of({});
    expect(segments.every(({ partners: count }) => count === 0)).toBe(true);
    expect(partners).toEqual([]);
    expect(total).toMatchObject({ bookings: '0.0000', perUnit: null, shareOfSpend: null });
    expect(allocation).toContain('No program costs are loaded');
  });
});
