/** Findings on the segmentation in force: figures by hand, silence without one, and the filters of the screen. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import { segmentation } from '../../../analytics/api/documents/segmentation.ts';
import type { Finding } from '../../../analytics/api/results.ts';
import { listFindings } from '../../../analytics/findings/list.ts';
import { parseAddress } from '../../../analytics/present/address.ts';
import {
  assignCommand,
  registerSegmentCommands,
  saveSegmentationCommand,
} from '../../../analytics/segments/store/commands.ts';
import { segmentsInForce } from '../../../analytics/segments/store/inForce.ts';
import { CommandBus } from '../../../analytics/workspace/bus.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';

const NOW = () => new Date('2026-11-22T10:00:00Z');
const YEAR = 'trailing-12-months';
const MATRIX = {
  x: { label: 'Sales', measure: { metric: 'won_amount', window: YEAR }, cut: { fixed: ['60'] } },
  y: {
    label: 'Means',
    profile: {
      id: 'means',
      name: 'Means',
      criteria: [{ id: 'people', weight: 1, by: { metric: 'certified_people', from: '0', to: '6' } }],
    },
    cut: { fixed: ['50'] },
  },
};
const CELLS = {
  '0,0': { id: 'tail', label: 'Tail', advice: 'let go' },
  '1,0': { id: 'core', label: 'Core', advice: 'keep' },
  '0,1': { id: 'idle', label: 'Idle', advice: 'develop' },
  '1,1': { id: 'sellers', label: 'Sellers', advice: 'invest' },
};

/** Sold in the year, and the segment a quarter ago and now. */
const PARTNERS: readonly (readonly [id: string, sold: number, before: string, now: string])[] = [
  ['I1', 50, 'idle', 'idle'],
  ['I2', 0, 'idle', 'idle'],
  ...[100, 200, 300, 400, 500].map((sold, at) => [`S${at}`, sold, 'sellers', 'sellers'] as const),
  ['T1', 40, 'core', 'tail'],
  ['T2', 10, 'tail', 'tail'],
];

const ROWS: Rows = {
  partner: PARTNERS.map(([id]) => ({
    partner_id: id,
    partner_name: id,
    region: id.startsWith('T') ? 'South' : 'North',
    agreement_start: '2020-01-01',
  })),
  deal: PARTNERS.filter(([, sold]) => sold > 0).map(([id, sold]) => ({
    deal_id: `D${id}`,
    partner_id: id,
    outcome: 'won',
    amount: String(sold),
    // Half of what is sold is margin: 800 in all, 25 of it through Tail.
    cost: String(sold / 2),
    closed_on: '2026-09-30',
  })),
  payout: [
    ['S0', '84'],
    ['T1', '16'],
  ].map(([partner, amount]) => ({
    payout_id: `P${partner}`,
    partner_id: partner!,
    kind: 'rebate',
    amount: amount!,
    status: 'paid',
    earned_on: '2026-09-30',
    paid_on: '2026-09-30',
  })),
};

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork(ROWS);
});
afterAll(() => net.close());
beforeEach(async () => {
  for (const table of ['journal', 'segmentation', 'segment_placement', 'segment_member', 'segment_move'])
    await net.engine.run(`DELETE FROM app.${table}`);
});

async function putInForce(matrix: object = MATRIX, cells: object = CELLS): Promise<void> {
  const bus = new CommandBus(net.engine, NOW);
  registerSegmentCommands(bus);
  const document = segmentation.parse({ id: 'm', name: 'Matrix', by: { matrix, cells } });
  const id = await bus.execute(saveSegmentationCommand(NOW), { name: 'Matrix', segmentation: document });
  const spans = PARTNERS.flatMap(([partner, , before, now]) => [
    { partner, segment: before, from: '2026-06-30', to: '2026-09-29' },
    { partner, segment: now, from: '2026-09-30', to: null },
  ]);
  const segments = Object.values(CELLS).map(({ id, label }) => ({ id, label }));
  const placed = { name: 'Matrix', version: 1, from: '2026-06-30', to: '2026-09-30', quarters: 2, segments, spans };
  await bus.execute(assignCommand(placed, NOW), { id });
}

async function found(where: Filter[] = []): Promise<Record<string, Finding>> {
  const context = await net.context();
  const inForce = await segmentsInForce(net.engine);
  const network = inForce ? { ...context.network, segments: inForce.segments } : context.network;
  const all = await listFindings({ ...context, network }, { where });
  return Object.fromEntries(all.filter(({ kind }) => kind === 'Segments').map((finding) => [finding.id, finding]));
}

const text = (finding: Finding | undefined) => finding?.words.map((word) => word.text).join('');

describe('findings on segments', () => {
  it('are none where no segmentation is in force', async () => {
    expect(await found()).toEqual({});
  });

  it('count a deal once that partners of a segment share', async () => {
    await net.replace({ ...ROWS, deal_party: [{ deal_id: 'DI1', partner_id: 'I2', role: 'influenced' }] });
    try {
      await putInForce();
      const finding = (await found())['segments:untapped'];
      expect(text(finding)).toContain('2 partners of high means book 50.00 together');
      // Each is credited with the 50, and lacks 250 to the median.
      expect(finding!.amount).toBe('500.0000');
    } finally {
      await net.replace({ ...ROWS, deal_party: [] });
    }
  });

  it('tell of means without sales, at what the middle one of their likes sells', async () => {
    await putInForce();
    const finding = (await found())['segments:untapped'];
    expect(text(finding)).toBe(
      '2 partners of high means book 50.00 together (Idle); one like them in Sellers books 300',
    );
    // 300 is the median of 100 to 500: one lacks 250 to it, the other 300.
    expect(finding).toMatchObject({ amount: '550.0000', rows: { count: 2, noun: 'partner' }, confidence: 1 });
    expect(parseAddress(finding!.action.address)).toMatchObject({ screen: 'segments', extra: { segment: 'idle' } });
  });

  it('find them in a matrix that lies on its side, and not in one without a score', async () => {
    const lying = { '0,0': CELLS['0,0'], '0,1': CELLS['1,0'], '1,0': CELLS['0,1'], '1,1': CELLS['1,1'] };
    await putInForce({ x: MATRIX.y, y: MATRIX.x }, lying);
    expect((await found())['segments:untapped']).toMatchObject({ amount: '550.0000' });
    const deals = { measure: { metric: 'won_count', window: YEAR }, cut: { median: true } };
    await putInForce({ x: MATRIX.x, y: deals });
    expect(Object.keys(await found()).sort()).toEqual(['segments:overspent', 'segments:slid']);
  });

  it('tell who slid within a quarter, with what they sell', async () => {
    await putInForce();
    const finding = (await found())['segments:slid'];
    expect(text(finding)).toMatch(/^1 partner slid within a quarter/);
    expect(finding).toMatchObject({ amount: '40.0000', rows: { count: 1 } });
    expect(parseAddress(finding!.action.address).extra).toEqual({ view: 'movement' });
  });

  it('tell what is paid beyond a share of margin, but not where somebody means to invest', async () => {
    await putInForce();
    const finding = (await found())['segments:overspent'];
    // 16 of 100 paid against 25 of 800 of margin: 12.875 beyond 3.125.
    expect(text(finding)).toBe(
      'Tail takes 16.0 % of what partners are paid and brings 3.13 % of their margin (2 partners)'.replaceAll(
        ' %',
        '\u202f%',
      ),
    );
    expect(finding).toMatchObject({ amount: '12.8750', rows: { count: 2 } });
    await putInForce(MATRIX, { ...CELLS, '0,0': { ...CELLS['0,0'], advice: 'invest' } });
    expect((await found())['segments:overspent']).toBeUndefined();
    await net.engine.run('UPDATE store.deal SET cost = NULL');
    await putInForce();
    expect(text((await found())['segments:overspent'])).toContain('of their bookings (2 partners)');
    await net.engine.run('UPDATE store.deal SET cost = amount / 2');
  });

  // A finding must be about the partners of the screen, not about others.
  it('keep to the filters of the screen', async () => {
    await putInForce();
    expect(Object.keys(await found([{ dim: 'region', values: ['North'] }]))).toEqual(['segments:untapped']);
    expect(Object.keys(await found([{ dim: 'region', values: ['South'] }]))).toEqual(['segments:slid']);
  });
});
