/** Segmentations over every transport: placing partners, saving, assigning, moving by hand, and what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsApi, Events, Params } from '../../analytics/api/methods.ts';
import { decodeTable } from '../../analytics/present/table.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { loadLines, serveNew } from './network.ts';
import { type Served, TRANSPORTS } from './transports.ts';

const folder = temporaryFolder();

const YEAR = 'trailing-12-months';
/** Two cells a side, cut where nobody lies. */
const matrix = (cut = 100) => ({
  id: 'sides',
  name: 'Sides',
  by: {
    matrix: {
      x: { measure: { metric: 'won_amount', window: YEAR }, cut: { fixed: [String(cut)] } },
      y: { measure: { metric: 'won_count', window: YEAR }, cut: { fixed: ['1.5'] } },
    },
    cells: {
      '0,0': { id: 'small', label: 'Small' },
      '1,0': { id: 'lucky', label: 'Lucky' },
      '0,1': { id: 'busy', label: 'Busy' },
      '1,1': { id: 'star', label: 'Stars', advice: 'invest' },
    },
  },
});
const BROKEN = { id: 'sides', name: 'Sides', by: { matrix: { x: { cut: { median: true } } } } };
const PROFILE = {
  id: 'fit',
  name: 'Fit',
  criteria: [{ id: 'deals', weight: 3, by: { metric: 'won_count', window: YEAR, from: '0', to: '4' } }],
};
const AS_OF = { asOf: '2026-03-31' };

/** Adler wins twice and much, Brandt once and much, Calder once and next to nothing, Dorn never. */
function load(api: AnalyticsApi): Promise<void> {
  return loadLines(api, folder, {
    partners: [
      'partner_id,partner_name,type,region,country,agreement_start',
      'P1,Adler,reseller,North,DE,2020-01-01',
      'P2,Brandt,reseller,North,DE,2020-01-01',
      'P3,Calder,MSP,South,IT,2020-01-01',
      'P4,Dorn,MSP,South,IT,2020-01-01',
    ],
    deals: [
      'deal_id,partner_id,outcome,amount,currency,created_on,closed_on,product_id,family',
      'D1,P1,won,100.10,EUR,2025-11-01,2025-12-15,A,Cloud',
      'D2,P1,won,200.20,EUR,2025-12-01,2026-02-15,B,Backup',
      'D3,P2,won,200.00,EUR,2025-12-01,2026-03-31,A,Cloud',
      'D4,P3,won,0.01,EUR,2025-12-01,2026-03-31,A,Cloud',
      // Of the year before.
      'D5,P2,won,50.00,EUR,2025-01-01,2025-02-01,A,Cloud',
    ],
  });
}

describe.each(TRANSPORTS)('over $name', (transport) => {
  let served: Served;
  let api: Awaited<ReturnType<Served['client']>>;
  let workspace: string;

  beforeAll(async () => {
    ({ served, api, workspace } = await serveNew(transport, folder, 'Segments'));
    await load(api);
  });
  afterAll(() => served.close());

  const asked = (cut?: number) => ({ ...AS_OF, segmentation: matrix(cut) });
  const placed = async (more: Partial<Params<'segment.members'>> = {}) =>
    Object.fromEntries(
      (await api.call('segment.members', { ...asked(), ...more })).rows.map(({ partner, segment }) => [
        partner,
        segment,
      ]),
    );

  it('places partners, tells why, and a cut that moves moves them', async () => {
    const run = await api.call('segment.run', asked());
    expect(run.basis).toMatchObject({ method: 'matrix', population: 4, currency: 'EUR', asOf: '2026-03-31' });
    expect(run.segments.map(({ id, partners, amount }) => [id, partners, Number(amount)])).toEqual([
      ['small', 2, 0.01],
      ['lucky', 1, 200],
      ['busy', 0, 0],
      ['star', 1, 300.3],
    ]);
    expect(run.members.partners).toEqual(['P1', 'P2', 'P3', 'P4']);
    expect(run.members.segment).toEqual([3, 1, 0, 0]);
    expect(run.x).toMatchObject({ cuts: ['100'] });
    expect(await placed()).toEqual({ P1: 'star', P2: 'lucky', P3: 'small', P4: 'small' });
    expect(await placed({ segmentation: matrix(250) })).toMatchObject({ P1: 'star', P2: 'small' });
    expect(await placed({ where: [{ dim: 'region', values: ['South'] }] })).toEqual({ P3: 'small', P4: 'small' });
    const stars = await api.call('segment.members', { ...asked(), segment: 'star' });
    expect([stars.total, stars.rows[0]]).toMatchObject([1, { partner: 'P1', name: 'Adler', amount: '300.3000' }]);
    expect(stars.rows[0]!.why).toContain('300');
  });

  // Guards against an answer that cannot cross the wire: typed arrays, big integers, maps.
  it.each([
    [
      'rules',
      { rules: [{ id: 'a', when: { metric: 'won_count', window: YEAR, value: '1' } }], otherwise: { id: 'b' } },
    ],
    ['rfm', { rfm: {}, patterns: [{ id: 'a', recency: [4, 5] }], otherwise: { id: 'b' } }],
    ['kmeans', { kmeans: { features: [{ metric: 'won_amount', window: YEAR }], k: 2 } }],
  ])('places by %s', async (method, by) => {
    const run = await api.call('segment.run', { ...AS_OF, segmentation: { id: 'x', name: 'X', by } });
    expect(run.basis.method).toBe(method);
    const partners = run.segments.reduce((sum, one) => sum + one.partners, run.unplaced?.partners ?? 0);
    expect(partners).toBe(4);
  });

  it('answers everything else that a channel lead asks', async () => {
    const templates = await api.call('segment.templates', {});
    expect(new Set(templates.flatMap(({ segmentation: { by } }) => Object.keys(by)))).toEqual(
      new Set(['matrix', 'cells', 'rules', 'otherwise', 'rfm', 'patterns', 'kmeans', 'names']),
    );
    const comparison = await api.call('segment.compare', { ...asked(), a: 'star', b: 'small' });
    expect([comparison.a.id, comparison.b.id]).toEqual(['star', 'small']);
    const movement = await api.call('segment.movement', { ...asked(), quarters: 2 });
    expect(movement.quarters.map(({ sizes }) => sizes.reduce((sum, size) => sum + size, 0))).toEqual([4, 4]);
    const returns = await api.call('segment.returns', asked());
    expect(Number(returns.total.bookings)).toBe(500.31);
    const change = { kind: 'prune', partners: 1 } as const;
    const whatIf = await api.call('segment.whatIf', { ...asked(), change });
    expect(whatIf.effects.map(({ metric }) => metric)).toContain('won_amount');
    const file = await api.call('segment.export', asked());
    expect(file.rows).toBe(4);
    for (const part of ['P1', 'Stars', '300.3000']) expect(file.text).toContain(part);
    const fit = await api.call('segment.fit', { ...AS_OF, profile: PROFILE });
    expect(fit.verdict).toBe('too little data');
    const prospects = await api.call('segment.prospects', { profile: PROFILE, list: 'Name\tDeals\nEibl\t4\n' });
    expect(prospects.prospects.map(({ name }) => name)).toEqual(['Eibl']);
    const space = await api.call('segment.whitespace', { ...AS_OF, peers: ['type'] });
    expect(space.rows.length).toBe(space.totalRows);
    const capacity = await api.call('segment.capacity', { ...AS_OF, plan: '1000' });
    expect(capacity.rows.map(({ value }) => value)).toContain('North');
    const coverage = await api.call('segment.coverage', AS_OF);
    expect(coverage.cells).toHaveLength(coverage.countries.length);
  });

  it('computes only the newest of a drag', async () => {
    const ask = (cut: number) => api.call('segment.run', { ...asked(cut), drag: 'x cut' });
    const settled = await Promise.allSettled([150, 180, 250].map(ask));
    const last = settled.at(-1)!;
    expect(last.status === 'fulfilled' && last.value.x.cuts).toEqual(['250']);
    for (const one of settled.slice(0, -1))
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'cancelled' });
  });

  it('refuses a segmentation with a fault and says where', async () => {
    for (const method of [
      'segment.run',
      'segment.members',
      'segment.movement',
      'segment.returns',
      'segment.export',
    ] as const)
      await expect(api.call(method, { segmentation: BROKEN })).rejects.toMatchObject({ code: 'segmentation-invalid' });
    await expect(api.call('segment.save', { name: 'Broken', segmentation: BROKEN })).rejects.toMatchObject({
      code: 'segmentation-invalid',
    });
    expect(await api.call('segment.saved', {})).toEqual([]);
    const { segmentation, faults } = await api.call('segment.check', { segmentation: BROKEN });
    expect(segmentation).toBeNull();
    expect(faults.map(({ place }) => place).join(' ')).toContain('by.matrix.y');
    await expect(api.call('segment.members', { ...asked(), segment: 'starr' })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('star'),
    });
    await expect(api.call('segment.run', { ...asked(), asOf: '2026-02-30' })).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  it('saves, takes back and does again, and tells every client', async () => {
    const names = async () => (await api.call('segment.saved', {})).map(({ name }) => name);
    const other = await served.client();
    await other.call('workspace.open', { path: workspace });
    const heard = new Promise<Events['changed']>((resolve) => other.on('changed', resolve));
    const saved = await api.call('segment.save', { name: 'FY26', segmentation: matrix() });
    expect(saved).toMatchObject({ name: 'FY26', method: 'matrix', version: 1, inForce: false, history: 0 });
    expect(await heard).toMatchObject({ path: workspace, what: 'segments' });
    other.close();
    await api.call('history.undo', {});
    expect(await names()).toEqual([]);
    await api.call('history.redo', {});
    expect(await names()).toEqual(['FY26']);
    const again = await api.call('segment.save', { id: saved.id, name: 'FY26', segmentation: matrix(90) });
    expect([again.id, again.version]).toEqual([saved.id, 2]);
    expect((await api.call('segment.open', { id: saved.id })).segmentation).toMatchObject({
      by: { matrix: { x: { cut: { fixed: ['90'] } } } },
    });
    await expect(api.call('segment.open', { id: 999 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('puts one in force: its segments are a dimension, with what was moved by hand, until all is taken back', async () => {
    const by = async () => {
      const spec = { metrics: ['won_amount'], by: ['segment' as const], period: '2026-Q1' };
      const reply = await api.call('query.run', { spec });
      const rows = decodeTable(reply.columns, [reply.batch]).records();
      return Object.fromEntries(rows.map((row) => [String(row.segment), Number(row.won_amount)]));
    };
    const [saved] = await api.call('segment.saved', {});
    const assigned = await api.call('segment.assign', { id: saved!.id });
    expect(assigned).toMatchObject({ inForce: true, segments: 4, placed: { version: 2 } });
    expect(assigned.history).toBeGreaterThan(3);
    expect(await by()).toEqual({ star: 200.2, lucky: 200, small: 0.01 });
    const move = { id: saved!.id, partners: ['P2'], segment: 'star', reason: 'Strategic', by: 'R. Vance' };
    expect(await api.call('segment.move', move)).toEqual({ moved: 1 });
    expect(await by()).toEqual({ star: 400.2, small: 0.01 });
    const held = { ...asked(), saved: saved!.id };
    const [brandt] = (await api.call('segment.members', held)).rows.filter(({ partner }) => partner === 'P2');
    expect(brandt).toMatchObject({ segment: 'star', moved: { by: 'R. Vance', reason: 'Strategic' } });
    const moves = await api.call('segment.moves', { id: saved!.id });
    expect(moves).toMatchObject([{ partner: 'P2', name: 'Brandt', segment: 'star', reason: 'Strategic' }]);
    await api.call('segment.unmove', { id: moves[0]!.id });
    expect(await by()).toEqual({ star: 200.2, lucky: 200, small: 0.01 });
    // Answers are kept: they must not outlive the move that decided them.
    expect(await placed({ saved: saved!.id })).toMatchObject({ P2: 'lucky' });
    await expect(api.call('segment.move', { ...move, segment: 'nowhere' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await api.call('segment.remove', { id: saved!.id });
    expect(await api.call('segment.saved', {})).toEqual([]);
    await api.call('history.undo', {});
    expect(await by()).toEqual({ star: 200.2, lucky: 200, small: 0.01 });
  });
});
