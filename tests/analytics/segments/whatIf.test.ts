/**
 * What-ifs worked out by hand. Guards against revenue that vanishes although others keep it, effects by other formulas than
 * the dictionary’s, new partners that are judged too early, and changes that cannot be made but are computed anyway.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../../analytics/api/methods.ts';
import type { SegmentWhatIf } from '../../../analytics/api/segments.ts';
import { runTable } from '../../../analytics/metrics/run.ts';
import type { SegmentDesk } from '../../../analytics/segments/desk.ts';
import { segmentWhatIf } from '../../../analytics/segments/whatIf.ts';
import { whiteSpace } from '../../../analytics/segments/whitespace.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { DAY, deskOf, textBy } from './desk.ts';
import { paid, TINY, won } from './tinyNetwork.ts';

const BY_SIZE = textBy({
  rules: [{ id: 'Big', when: { metric: 'won_amount', window: 'trailing-12-months', value: '1000' } }],
  otherwise: { id: 'Rest' },
});
const ALL = textBy({ rules: [{ id: 'None', when: { is: 'type', values: ['no such'] } }], otherwise: { id: 'All' } });

function ask(desk: SegmentDesk, change: object, segmentation = BY_SIZE) {
  return segmentWhatIf(desk, METHODS['segment.whatIf'].params.parse({ segmentation, asOf: DAY, change }));
}

function effect({ effects }: SegmentWhatIf, metric: string) {
  return effects.find((one) => one.metric === metric)!;
}

function afterOf(answer: SegmentWhatIf, ...metrics: string[]) {
  return metrics.map((metric) => effect(answer, metric).after);
}

describe('on a network worked out by hand', () => {
  let net: TestNetwork;
  let desk: SegmentDesk;
  beforeAll(async () => {
    net = await testNetwork(TINY);
    desk = await deskOf(net);
  });
  afterAll(() => net.close());

  it('before is what the dictionary says', async () => {
    const { effects } = await ask(desk, { kind: 'prune', partners: 1, spareMonths: 0 });
    const metrics = effects.map(({ metric }) => metric).filter((metric) => metric !== 'contribution');
    const { total } = await runTable(desk.context, { metrics, by: [], where: [], period: '2025-10-01..2026-09-30' });
    for (const metric of metrics) {
      const before = effects.find((one) => one.metric === metric)!.before;
      if (typeof before === 'string') expect(before).toBe(total[metric]);
      else expect(before).toBeCloseTo(Number(total[metric]), 12);
    }
  });

  it('the weakest leaves: a deal that it shares stays with the other', async () => {
    const answer = await ask(desk, { kind: 'prune', partners: 1, spareMonths: 0 });
    expect(answer.partners.map(({ partner, before }) => [partner, before])).toEqual([['B', '300.0000']]);
    expect(answer.sentence).toContain('The weakest partner of the network by Bookings (closed-won) leaves');
    // Its MDF of 30 goes, its deal d3 stays with Cedar.
    expect(afterOf(answer, 'won_amount', 'payout_amount', 'contribution', 'enrolled_partners')).toEqual([
      '3050.0000',
      '80.0000',
      '1085.2000',
      2,
    ]);
  });

  it('what is left rests on the margin that somebody assumes, and the evidence says so', async () => {
    const change = { kind: 'prune', partners: 1, spareMonths: 0 };
    const asked = { segmentation: BY_SIZE, asOf: DAY, change, assumeMargin: '0.2' };
    const answer = await segmentWhatIf(desk, METHODS['segment.whatIf'].params.parse(asked));
    // As without it, but for 20 instead of 42.4 % of the 550 that have no cost.
    expect(afterOf(answer, 'won_amount', 'contribution')).toEqual(['3050.0000', '962.0000']);
    expect(answer.evidence).toContain('the rest is assumed at 20.0\u202f%, as you assume.');
  });

  it('others keep a part of what leaves, and are paid for it', async () => {
    const answer = await ask(desk, { kind: 'prune', partners: 2, segment: 'Rest', spareMonths: 0, kept: '0.5' });
    expect(answer.partners.map(({ partner }) => partner)).toEqual(['C', 'B']);
    // 500 go, 250 come back; 45 of payouts on 1650 of the others make 6.8182 on 250.
    expect(afterOf(answer, 'won_amount', 'payout_amount', 'contribution')).toEqual([
      '2800.0000',
      '80.6061',
      '1008.3818',
    ]);
    expect(effect(answer, 'cost_of_channel').after).toBeCloseTo(454.8182 / 1_900, 10);
    // Left: 1500 and 100.
    expect(afterOf(answer, 'gini', 'hhi', 'top10_share', 'pareto_share')).toEqual([0.4375, 8_828.125, 1, 0.5]);
  });

  it('a range of what is kept makes a range of effects', async () => {
    const kept = { low: '0', likely: '0.5', high: '1' };
    const answer = await ask(desk, { kind: 'prune', partners: 2, segment: 'Rest', spareMonths: 0, kept });
    expect(effect(answer, 'won_amount')).toMatchObject({ low: '2550.0000', after: '2800.0000', high: '3050.0000' });
    expect(effect(answer, 'gini')).toMatchObject({ low: null, high: null });
    expect(answer.evidence).toContain('50.0\u202f% (0.00\u202f% to 100\u202f%)');
  });

  it('spares those who have not had time', async () => {
    const answer = await ask(desk, { kind: 'prune', partners: 2, segment: 'Rest' });
    expect(answer.partners.map(({ partner }) => partner)).toEqual(['B']);
    expect(answer.notes.join(' ')).toContain('1 partner younger than 12 months spared');
    expect(answer.notes.join(' ')).toContain('Only 1 partner can leave');
  });

  it('spend that moves takes bookings there and brings them here', async () => {
    const response = { from: '2', to: { low: '1', likely: '3', high: '5' } };
    const change = { kind: 'shift', amount: '20', from: 'Big', to: 'Rest', response, spareMonths: 0 };
    const answer = await ask(desk, change);
    // Alder loses 40; of the 20, Birch gets 15 and Cedar 5, as they were paid 30 and 10.
    expect(answer.partners.map(({ partner, before, after: then }) => [partner, before, then])).toEqual([
      ['B', '300.0000', '345.0000'],
      ['A', '1500.0000', '1460.0000'],
      ['C', '500.0000', '515.0000'],
    ]);
    expect(effect(answer, 'won_amount')).toMatchObject({ after: '3070.0000', low: '3030.0000', high: '3110.0000' });
    // 40.8 % of margin lost on 40, 32 % won on 60: 1055.2 − 16.32 + 19.2.
    expect(afterOf(answer, 'payout_amount', 'contribution')).toEqual(['110.0000', '1058.0800']);
    expect(answer.evidence).toContain('each that is given brings 3 (1 to 5)');
  });

  it('more than is paid, nobody to move to, and no such segment are refused with what to do', async () => {
    const response = { from: '1', to: '1' };
    const shift = { kind: 'shift', from: 'Rest', to: 'Big', response };
    // Cedar is young, so only the 30 of Birch can move.
    await expect(ask(desk, { ...shift, amount: '31' })).rejects.toThrow(/were paid 30\.00 in the year/);
    await expect(ask(desk, { ...shift, amount: '30' })).resolves.toBeDefined();
    await expect(ask(desk, { ...shift, amount: '1', to: 'Rest' })).rejects.toThrow(/choose another one/);
    await expect(ask(desk, { ...shift, amount: '1', to: 'Nowhere' })).rejects.toThrow(
      /There is no segment “Nowhere”. The segments are “Big”, “Rest”/,
    );
    await expect(ask(desk, { kind: 'prune', partners: 1, kept: '2' })).rejects.toThrow(/between 0 and 1/);
    await expect(ask(desk, { kind: 'prune', partners: 1, by: 'gini' })).rejects.toThrow(/cannot be cut by partner/);
    await expect(ask(desk, { kind: 'grow', partners: 1 })).rejects.toThrow(/Nobody of the network is below/);
  });
});

describe('growth to the median of peers', () => {
  it('lifts those who are nearest to it', async () => {
    const amounts = [100, 200, 300, 400, 0];
    const rows = {
      partner: amounts.map((_, index) => ({ partner_id: `P${index + 1}`, type: 'Reseller', region: 'X' })),
      deal: amounts.flatMap((amount, index) => (amount > 0 ? [won(`d${index}`, `P${index + 1}`, amount, DAY)] : [])),
      payout: [paid('p', 'P4', 'rebate', 50)],
    };
    const net = await testNetwork(rows);
    try {
      const desk = await deskOf(net);
      const answer = await ask(desk, { kind: 'grow', partners: 2 }, ALL);
      // P2 has 200 of the 300 that its peers book at the median, P1 100 of 300; P5 is dormant.
      expect(answer.partners.map(({ partner, before, after: then }) => [partner, before, then])).toEqual([
        ['P1', '100.0000', '300.0000'],
        ['P2', '200.0000', '300.0000'],
      ]);
      expect(afterOf(answer, 'won_amount', 'payout_amount', 'contribution')).toEqual([
        '1300.0000',
        '65.0000',
        '325.0000',
      ]);
      // 300, 300, 300, 400: (300·1 + 300·2 + 300·3 + 400·4)·2 ÷ (4·1300) − 5 ÷ 4
      expect(effect(answer, 'gini').after).toBeCloseTo(6_800 / 5_200 - 1.25, 12);
      const all = await ask(desk, { kind: 'grow', partners: 9 }, ALL);
      expect(all.partners).toHaveLength(2);
      expect(all.partners[0]!.why).toBe('3 peers (Reseller, X) book 300 at the median');
      expect(all.notes).toEqual(
        expect.arrayContaining([
          'Only 2 partners can grow so, not 9: the others have reached the median, booked nothing or have too few peers.',
          '2 partners compared with peers of every size: too few share their type and region.',
          '1 partner without bookings in the year left out: activate them first.',
        ]),
      );
    } finally {
      await net.close();
    }
  });

  // Held against the giants of their region, small partners would be told to reach what they never could.
  it('is that of peers of like size, as white space has them', async () => {
    const numbers = Array.from({ length: 18 }, (_, index) => index + 1);
    const net = await testNetwork({
      partner: [
        ...numbers.map((number) => ({ partner_id: `S${number}`, type: 'Reseller', region: 'X' })),
        ...['T1', 'T2', 'T3'].map((partner_id) => ({ partner_id, type: 'MSP', region: 'X' })),
        { partner_id: 'unknown', type: 'MSP' },
      ],
      product: [{ product_id: 'cloud', family: 'Cloud' }],
      deal: [
        ...numbers.map((number) => won(`s${number}`, `S${number}`, number * 100, DAY, { product_id: 'cloud' })),
        ...['T1', 'T2', 'T3', 'unknown'].map((id) => won(id, id, 5_000, DAY, { product_id: 'cloud' })),
      ],
    });
    try {
      const desk = await deskOf(net);
      const answer = await ask(desk, { kind: 'grow', partners: 50 }, ALL);
      // Of the lower nine the fourth books 400 and the others 550 at the median (500 and 600); of the upper nine the second
      // 1,100 and the others 1,450.
      const after = Object.fromEntries(answer.partners.map((one) => [one.partner, one.after]));
      expect(after).toEqual({
        ...Object.fromEntries([1, 2, 3, 4].map((number) => [`S${number}`, '550.0000'])),
        ...Object.fromEntries([10, 11, 12, 13].map((number) => [`S${number}`, '1450.0000'])),
      });
      expect(answer.partners.find(({ partner }) => partner === 'S4')!.why).toMatch(
        /^8 peers \(Reseller, X, lower half by bookings\) book 550 at the median$/,
      );
      expect(answer.notes.join(' ')).toContain(
        '4 partners left out: fewer than 3 others of the same type and region and of like size booked anything.',
      );
      expect(answer.notes.join(' ')).not.toContain('every size');
      const terms = METHODS['segment.whitespace'].params.parse({ asOf: DAY });
      const gaps = await whiteSpace(desk, terms);
      // Whoever is listed, all of them grow and are counted.
      const listed = METHODS['segment.whatIf'].params.parse({
        segmentation: ALL,
        asOf: DAY,
        change: { kind: 'grow', partners: 50 },
        limit: 3,
      });
      const some = await segmentWhatIf(desk, listed);
      expect(some.partners).toEqual(answer.partners.slice(0, 3));
      expect([some.partnerCount, some.effects]).toEqual([8, answer.effects]);
      expect(gaps.rows.map(({ partner, peersSell }) => [partner, peersSell]).sort()).toEqual(
        Object.entries(after).sort(),
      );
    } finally {
      await net.close();
    }
  });

  it('says why nobody can grow', async () => {
    const partner = (partner_id: string) => ({ partner_id, type: 'Reseller', region: 'X' });
    const net = await testNetwork({
      partner: ['A', 'B', 'C', 'D', 'asleep'].map(partner),
      deal: ['A', 'B', 'C', 'D'].map((id) => won(id, id, 100, DAY)),
    });
    try {
      const few = (partners: readonly string[]) =>
        textBy({ rules: [{ id: 'Few', when: { is: 'partner', values: [...partners] } }], otherwise: { id: 'Rest' } });
      const desk = await deskOf(net);
      const change = { kind: 'grow', partners: 1, segment: 'Few' };
      await expect(ask(desk, change, few(['A']))).rejects.toThrow(/all have reached it/);
      await expect(ask(desk, change, few(['asleep']))).rejects.toThrow(/nobody booked anything in the year/);
    } finally {
      await net.close();
    }
  });
});

describe('without list prices', () => {
  // Payouts of the kind discount stand for the discount then: one money that must not go by two assumptions.
  it.each([
    { kind: 'prune', partners: 2, kept: '0.5', spareMonths: 0 },
    { kind: 'grow', partners: 2 },
    { kind: 'shift', amount: '10', from: 'Big', to: 'Rest', response: { from: '2', to: '3' }, spareMonths: 0 },
  ])('the cost of channel is what is paid ÷ what comes through partners: $kind', async (change) => {
    const amounts = [100, 200, 300, 1_400];
    const net = await testNetwork({
      partner: amounts.map((_, index) => ({ partner_id: `P${index + 1}`, type: 'Reseller', region: 'X' })),
      deal: amounts.map((amount, index) => won(`d${index}`, `P${index + 1}`, amount, DAY)),
      payout: [paid('a', 'P4', 'discount', 50), paid('b', 'P4', 'rebate', 20), paid('c', 'P1', 'discount', 30)],
    });
    try {
      const answer = await ask(await deskOf(net), change);
      for (const side of ['before', 'after'] as const) {
        const [cost, spent, sold] = ['cost_of_channel', 'payout_amount', 'won_amount'].map((metric) =>
          Number(effect(answer, metric)[side]),
        );
        expect(cost).toBeCloseTo(spent! / sold!, 6);
      }
    } finally {
      await net.close();
    }
  });
});

describe('what-ifs of unusual networks', () => {
  it('of equals some leave, and it is said that the figure did not choose them', async () => {
    const net = await testNetwork({
      partner: ['A', 'B', 'C', 'D', 'E'].map((partner_id) => ({ partner_id })),
      deal: [won('d1', 'A', 50, DAY), won('d2', 'E', 100, DAY)],
    });
    try {
      const desk = await deskOf(net);
      const leave = async (partners: number) => {
        const answer = await ask(desk, { kind: 'prune', partners }, ALL);
        return { why: answer.partners.map(({ why }) => why), notes: answer.notes.join(' ') };
      };
      const two = await leave(2);
      expect(new Set(two.why)).toEqual(new Set(['Bookings (closed-won) 0.00, lowest, like 2 others, of 5 partners']));
      expect(two.notes).toContain('3 partners have the same Bookings (closed-won), 0.00, and 2 of them leave');
      // All three and the one above them leave: nothing was left to the order of ids.
      const four = await leave(4);
      expect(four.why).toContain('Bookings (closed-won) 50.00, 4th lowest of 5 partners');
      expect(four.notes).not.toContain('have the same');
    } finally {
      await net.close();
    }
  });

  it('the only partner leaves: figures that have none left are unknown, not zero', async () => {
    const net = await testNetwork({ partner: [{ partner_id: 'A' }], deal: [won('d', 'A', 100, DAY)] });
    try {
      const answer = await ask(await deskOf(net), { kind: 'prune', partners: 5 }, ALL);
      expect(afterOf(answer, 'won_amount', 'cost_of_channel', 'gini', 'hhi', 'top10_share')).toEqual([
        '0.0000',
        null,
        null,
        null,
        null,
      ]);
    } finally {
      await net.close();
    }
  });

  it('an empty network has nobody to leave', async () => {
    const net = await testNetwork();
    try {
      await expect(ask(await deskOf(net), { kind: 'prune', partners: 1 }, ALL)).rejects.toThrow(
        /there are no partners/,
      );
    } finally {
      await net.close();
    }
  });
});
