/**
 * Saving, assigning and moving by hand, with undo: guards against a segment that is lost or comes back wrong, and against
 * a dimension `segment` that counts a partner twice or not at all.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { querySpec } from '../../../analytics/api/documents/query.ts';
import { type Segmentation, segmentation } from '../../../analytics/api/documents/segmentation.ts';
import { compileQuery } from '../../../analytics/metrics/compile.ts';
import { runQuery } from '../../../analytics/metrics/run.ts';
import { resolvePeriod } from '../../../analytics/network/period.ts';
import {
  assignCommand,
  moveCommand,
  type PlacedHistory,
  registerSegmentCommands,
  removeSegmentationCommand,
  saveSegmentationCommand,
  takeBackCommand,
} from '../../../analytics/segments/store/commands.ts';
import { segmentsInForce } from '../../../analytics/segments/store/inForce.ts';
import { manualMoves, openSegmentation, placedByHand, savedSegmentations } from '../../../analytics/segments/store.ts';
import { CommandBus } from '../../../analytics/workspace/bus.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const NOW = () => new Date('2026-11-22T10:00:00Z');
const document = (changed: object = {}): Segmentation =>
  segmentation.parse({
    id: 'size',
    name: 'By size',
    by: {
      rules: [
        { id: 'large', label: 'Large', when: { metric: 'won_amount', window: 'trailing-12-months', value: '100' } },
      ],
      otherwise: { id: 'small', label: 'Small' },
    },
    ...changed,
  });

/** P1 grew into the large ones, P2 left after the second quarter, P3 is not placed. */
const PLACED: PlacedHistory = {
  name: 'By size',
  version: 1,
  from: '2026-03-31',
  to: '2026-09-30',
  quarters: 3,
  segments: [
    { id: 'large', label: 'Large' },
    { id: 'small', label: 'Small' },
  ],
  spans: [
    { partner: 'P1', segment: 'small', from: '2026-03-31', to: '2026-06-29' },
    { partner: 'P1', segment: 'large', from: '2026-06-30', to: null },
    { partner: 'P2', segment: 'small', from: '2026-03-31', to: '2026-09-29' },
  ],
};

let net: TestNetwork;
let bus: CommandBus;

beforeAll(async () => {
  net = await testNetwork({
    partner: ['P1', 'P2', 'P3'].map((id) => ({ partner_id: id, partner_name: `Name ${id}`, type: 'reseller' })),
    deal: [
      ['D1', 'P1', 100],
      ['D2', 'P2', 20],
      ['D3', 'P3', 3],
      ['D4', null, 0.5],
    ].map(([deal_id, partner_id, amount]) => ({
      deal_id: deal_id as string,
      partner_id: partner_id as string | null,
      amount: amount as number,
      outcome: 'won',
      closed_on: '2026-09-30',
      created_on: '2026-01-01',
    })),
  });
});
afterAll(() => net.close());
beforeEach(async () => {
  for (const table of ['journal', 'segmentation', 'segment_placement', 'segment_member', 'segment_move'])
    await net.engine.run(`DELETE FROM app.${table}`);
  bus = new CommandBus(net.engine, NOW);
  registerSegmentCommands(bus);
});

const save = (changed?: object, id?: number) =>
  bus.execute(saveSegmentationCommand(NOW), { id, name: 'By size', segmentation: document(changed) });
const assign = (id: number, placed: Partial<PlacedHistory> = {}) =>
  bus.execute(assignCommand({ ...PLACED, ...placed }, NOW), { id });

async function network() {
  const inForce = await segmentsInForce(net.engine);
  const context = await net.context();
  return { ...context, network: inForce ? { ...context.network, segments: inForce.segments } : context.network };
}

async function bySegment(period: string, where: object[] = []) {
  const context = await network();
  const spec = querySpec.parse({ metrics: ['won_amount'], by: ['segment'], where, period });
  const { cursor, basis } = await runQuery(context, spec);
  cursor.close();
  const { calendar, horizon } = context.network;
  const asked = { network: context.network, spec, period: resolvePeriod(period, calendar, horizon), comparison: null };
  const { sql, bindings } = compileQuery(asked);
  const rows = await net.engine.rows<Record<string, string | null>>(sql, bindings);
  return {
    rows: Object.fromEntries(rows.map((row) => [`${row.segment}`, row.won_amount])),
    names: Object.fromEntries(rows.map((row) => [`${row.segment}`, row.segment_name])),
    notes: basis.notes,
  };
}

/** Guards the spans, which are cut at every change, against what holds on each day by itself. */
async function expectSameOverTime(): Promise<void> {
  const { segments } = (await segmentsInForce(net.engine))!;
  const days = [
    '2026-03-30',
    '2026-03-31',
    '2026-06-29',
    '2026-06-30',
    '2026-09-29',
    '2026-09-30',
    '2026-12-31',
    '2027-01-01',
  ];
  for (const day of days) {
    const spans = `SELECT partner_id, segment FROM ${segments.spans} AS s WHERE DATE '${day}' BETWEEN from_on AND to_on`;
    const [onDay, overTime] = await Promise.all(
      [`SELECT * FROM ${segments.on(`DATE '${day}'`)} AS m`, spans].map((sql) =>
        net.engine.rows(`SELECT * FROM (${sql}) AS members ORDER BY ALL`),
      ),
    );
    expect([day, overTime]).toEqual([day, onDay]);
  }
}

describe('saving', () => {
  it('counts a version up when something changed, and undo has the one before', async () => {
    const id = await save();
    await save({}, id);
    expect((await openSegmentation(net.engine, id)).saved.version).toBe(1);
    await save({ name: 'By turnover' }, id);
    expect(await openSegmentation(net.engine, id)).toMatchObject({
      saved: { version: 2, method: 'rules', segments: 2, history: 0, inForce: false, placed: null },
      segmentation: { name: 'By turnover', version: 2 },
    });
    await bus.undo();
    expect((await openSegmentation(net.engine, id)).segmentation).toMatchObject({ name: 'By size', version: 1 });
    await bus.redo();
    expect((await openSegmentation(net.engine, id)).segmentation.version).toBe(2);
  });

  it('is refused for what is not there', async () => {
    await expect(save({}, 4711)).rejects.toThrow('There is no saved segmentation 4711');
  });
});

describe('assigning', () => {
  it('puts one in force instead of another, and undo puts the other back with its history', async () => {
    const [first, second] = [await save(), await save()];
    await assign(first);
    await assign(second, { spans: [{ partner: 'P3', segment: 'large', from: '2026-09-30', to: null }], quarters: 1 });
    const inForce = async () => (await savedSegmentations(net.engine)).filter((one) => one.inForce);
    expect(await inForce()).toMatchObject([{ id: second, history: 1 }]);
    expect((await bySegment('2026-09')).rows).toMatchObject({ large: '3.0000' });
    await bus.undo();
    expect(await inForce()).toMatchObject([
      { id: first, history: 3, placed: { from: '2026-03-31', to: '2026-09-30' } },
    ]);
    expect((await bySegment('2026-09')).rows).toMatchObject({ large: '100.0000' });
    await bus.redo();
    expect((await bySegment('2026-09')).rows).toMatchObject({ large: '3.0000' });
  });

  it('is refused when the document changed while it was placed', async () => {
    const id = await save();
    await save({ name: 'Changed' }, id);
    await expect(assign(id)).rejects.toThrow('Assign it once more');
    expect(await segmentsInForce(net.engine)).toBeNull();
  });

  it('takes names from the saved document', async () => {
    const id = await save();
    await assign(id);
    const before = (await segmentsInForce(net.engine))!.version;
    const { by } = document();
    await save({ by: { ...by, otherwise: { id: 'small', label: 'The rest' } } }, id);
    const after = (await segmentsInForce(net.engine))!;
    expect(after.segments.segments).toEqual([
      { id: 'large', label: 'Large' },
      { id: 'small', label: 'The rest' },
    ]);
    expect(after.version).not.toBe(before);
  });

  it('ends with the segmentation, and undo has it back', async () => {
    const id = await save();
    await assign(id);
    await bus.execute(removeSegmentationCommand, { id });
    expect(await segmentsInForce(net.engine)).toBeNull();
    await bus.undo();
    expect((await bySegment('2026-09')).rows).toMatchObject({ large: '100.0000' });
  });
});

describe('the dimension segment', () => {
  it('is as of the end of the period, and adds up to the network', async () => {
    await assign(await save());
    const now = await bySegment('2026-09');
    expect(now.rows).toEqual({ large: '100.0000', null: '23.0000', '(unassigned)': '0.5000' });
    expect(now.names).toMatchObject({ large: 'Large' });
    expect(now.notes).toEqual([]);
    const context = await network();
    const on = (day: string) =>
      net.engine.rows(`SELECT * FROM ${context.network.segments!.on(`DATE '${day}'`)} AS members ORDER BY partner_id`);
    expect(await on('2026-03-30')).toEqual([]);
    expect(await on('2026-06-29')).toEqual([
      { partner_id: 'P1', segment: 'small' },
      { partner_id: 'P2', segment: 'small' },
    ]);
    expect(await on('2027-01-01')).toEqual([{ partner_id: 'P1', segment: 'large' }]);
  });

  it('chooses partners', async () => {
    await assign(await save());
    expect((await bySegment('2026-09', [{ dim: 'segment', values: ['large'] }])).rows).toEqual({ large: '100.0000' });
    expect((await bySegment('2026-09', [{ dim: 'segment', values: [null] }])).rows).toEqual({ null: '23.0000' });
  });

  it('says in a sentence that none is in force', async () => {
    await save();
    const { rows, notes } = await bySegment('2026-09');
    expect(rows).toEqual({ null: '123.0000', '(unassigned)': '0.5000' });
    expect(notes).toEqual([expect.stringContaining('no segmentation is in force')]);
  });
});

describe('a move by hand', () => {
  it('stands above what was placed, from its day on and until its end, and undo takes it back', async () => {
    const id = await save();
    await assign(id);
    const move = { id, partners: ['P1', 'P3'], segment: 'small', reason: 'Merger', by: 'R. Vance' };
    expect(await bus.execute(moveCommand, move)).toBe(2);
    expect((await bySegment('2026-09')).rows).toMatchObject({ small: '103.0000' });
    const later = { id, partners: ['P1'], segment: 'large', reason: 'Back', from: '2026-10-01', until: '2026-12-31' };
    await bus.execute(moveCommand, later);
    const placed = async (day: string) => (await placedByHand(net.engine, id, day)).get('P1')?.segment;
    expect(await Promise.all(['2026-09-29', '2026-09-30', '2026-12-31', '2027-01-01'].map(placed))).toEqual([
      undefined,
      'small',
      'large',
      'small',
    ]);
    expect(await manualMoves(net.engine, id)).toMatchObject([
      { partner: 'P1', segment: 'large', by: null, until: '2026-12-31' },
      { partner: 'P3', name: 'Name P3', segment: 'small', by: 'R. Vance', from: '2026-09-30', until: null },
      { partner: 'P1', name: 'Name P1', reason: 'Merger' },
    ]);
    await expectSameOverTime();
    await bus.undo();
    await bus.undo();
    expect((await bySegment('2026-09')).rows).toMatchObject({ large: '100.0000' });
    await bus.redo();
    const [first] = await manualMoves(net.engine, id);
    await bus.execute(takeBackCommand, { id: first!.id });
    expect(await manualMoves(net.engine, id)).toHaveLength(1);
    await bus.undo();
    expect(await manualMoves(net.engine, id)).toHaveLength(2);
  });

  it('is refused as a whole for a stranger, a segment that is none, and an end before the beginning', async () => {
    const id = await save();
    await assign(id);
    const move = { id, partners: ['P1'], segment: 'small', reason: 'Merger' };
    await expect(bus.execute(moveCommand, { ...move, partners: ['P1', 'P9'] })).rejects.toThrow('id “P9”');
    await expect(bus.execute(moveCommand, { ...move, segment: 'tiny' })).rejects.toThrow('It has “large”, “small”.');
    await expect(bus.execute(moveCommand, { ...move, until: '2026-01-01' })).rejects.toThrow('before it begins');
    expect(await manualMoves(net.engine, id)).toEqual([]);
  });
});
