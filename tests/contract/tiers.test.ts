/** Tier programs over every transport: simulating, saving, taking back, and what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsApi, Events } from '../../analytics/api/methods.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { loadLines, serveNew } from './network.ts';
import { type Served, TRANSPORTS } from './transports.ts';

const folder = temporaryFolder();

const program = (gold: number) => ({
  id: 'main',
  name: 'Main program',
  levels: [
    { id: 'Silver' },
    { id: 'Gold', requirement: { metric: 'won_amount', window: 'trailing-12-months', value: gold } },
  ],
});
/** Silver and Gold swapped: the level named last is the higher one, whatever it is called. */
const BROKEN = { ...program(1), levels: [{ id: 'Gold', requirement: { metric: 'planet', value: 1 } }] };
const ON_THE_DAY = { asOf: '2026-03-31', run: 'date', against: { kind: 'in-force' } } as const;

/** P1 has 300.30 and is Gold, P2 300.30 and Silver, P3 0.01 and Gold. */
function load(api: AnalyticsApi): Promise<void> {
  return loadLines(api, folder, {
    partners: ['partner_id,partner_name,level', 'P1,Adler,Gold', 'P2,Brandt,Silver', 'P3,Calder,Gold'],
    deals: [
      'deal_id,partner_id,outcome,amount,currency,closed_on',
      'D1,P1,won,100.10,EUR,2026-01-15',
      'D2,P1,won,200.20,EUR,2026-02-15',
      'D3,P2,won,300.30,EUR,2026-03-31',
      'D4,P3,won,0.01,EUR,2026-03-31',
    ],
  });
}

describe.each(TRANSPORTS)('over $name', (transport) => {
  let served: Served;
  let api: Awaited<ReturnType<Served['client']>>;
  let workspace: string;

  beforeAll(async () => {
    ({ served, api, workspace } = await serveNew(transport, folder, 'Tiers'));
    await load(api);
  });
  afterAll(() => served.close());

  const names = async () => (await api.call('tier.saved', {})).map(({ name }) => name).sort();

  it('simulates a program, tells how far it is, and a threshold that moves moves partners', async () => {
    const stages: string[] = [];
    const first = await api.call(
      'tier.simulate',
      { program: program(300.3), ...ON_THE_DAY },
      { onProgress: ({ stage }) => stages.push(stage) },
    );
    expect(stages.length).toBeGreaterThan(0);
    expect(first.levels).toMatchObject([
      { id: 'Silver', before: 1, after: 1 },
      { id: 'Gold', before: 2, after: 2 },
    ]);
    expect([first.up, first.down, first.stay]).toEqual([1, 1, 1]);
    expect(first.matrix).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(first.movers.map(({ partner }) => partner).sort()).toEqual(['P2', 'P3']);
    const moved = await api.call('tier.simulate', { program: program(300.31), ...ON_THE_DAY });
    expect(moved.levels.map(({ after }) => after)).toEqual([3, 0]);
  });

  // Guards against two implementations of one rule: what is dragged and what is exported must be the same.
  it('answers by SQL what it answers by the kernel', async () => {
    const asked = { program: program(300.3), ...ON_THE_DAY };
    const kernel = await api.call('tier.simulate', asked);
    expect(await api.call('tier.simulate', { ...asked, record: true })).toEqual(kernel);
    expect(await api.call('tier.rows', { ...asked, record: true })).toEqual(await api.call('tier.rows', asked));
  });

  it('lists the partners behind a cell, explains one, and exports the levels', async () => {
    const asked = { program: program(300.3), ...ON_THE_DAY };
    const cell = await api.call('tier.rows', { ...asked, select: { from: 'Gold', to: 'Silver' } });
    expect([cell.total, cell.rows.map(({ partner }) => partner)]).toEqual([1, ['P3']]);
    const why = await api.call('tier.explain', { ...asked, partner: 'Calder' });
    expect(why).toMatchObject({ partner: 'P3', before: 'Gold', after: 'Silver' });
    const file = await api.call('tier.export', { ...asked, list: 'levels' });
    expect(file.rows).toBe(3);
    for (const partner of ['P1', 'P2', 'P3']) expect(file.text).toContain(partner);
  });

  // Guards against an answer that cannot cross the wire: typed arrays, big integers, maps.
  it('answers everything else that a designer asks', async () => {
    const asked = { program: program(300.3), asOf: '2026-03-31' };
    expect((await api.call('tier.templates', {})).length).toBeGreaterThan(3);
    const pasted = await api.call('tier.paste', { text: '\tSilver\tGold\nBookings, trailing 12 months\t100\t250\n' });
    expect(pasted.program?.levels).toMatchObject([
      { id: 'Silver', requirement: { value: '100' } },
      { id: 'Gold', requirement: { value: '250' } },
    ]);
    const distributions = await api.call('tier.distributions', asked);
    const counted = distributions[0]!.counts.reduce((sum, count) => sum + count, 0);
    expect([distributions.length, counted + distributions[0]!.below + distributions[0]!.above]).toEqual([1, 3]);
    const inferred = await api.call('tier.infer', { asOf: '2026-03-31' });
    expect(inferred.of).toBe(3);
    expect((await api.call('tier.check', { program: inferred.program })).faults).toEqual([]);
    expect((await api.call('tier.placement', { asOf: '2026-03-31' })).of).toBe(3);
    const found = await api.call('tier.search', {
      ...asked,
      run: 'date',
      wish: { shares: { Gold: 2 / 3 }, tolerance: 0 },
    });
    expect(found.met).toBe(true);
    expect(found.plans[0]!.counts).toEqual([1, 2]);
    const past = await api.call('tier.backtest', { ...asked, reviews: 2 });
    expect(past.reviews.length).toBeGreaterThan(0);
    const next = await api.call('tier.roll', { program: program(300), effectiveFrom: '2027-01-01', factor: 1.1 });
    expect(next).toMatchObject({ effectiveFrom: '2027-01-01', levels: [{}, { requirement: { value: '330' } }] });
  });

  it('computes only the newest of a drag, and leaves other questions alone', async () => {
    const ask = (gold: number, drag?: string) =>
      api.call('tier.simulate', { program: program(gold), ...ON_THE_DAY, ...(drag && { drag }) });
    const other = ask(1_000);
    const settled = await Promise.allSettled([310, 305, 300].map((gold) => ask(gold, 'threshold')));
    const last = settled.at(-1)!;
    expect(last.status === 'fulfilled' && last.value.levels.map(({ after }) => after)).toEqual([1, 2]);
    for (const one of settled.slice(0, -1))
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'cancelled' });
    expect((await other).levels.map(({ after }) => after)).toEqual([3, 0]);
  });

  it('saves, takes back and does again, and tells every client', async () => {
    const other = await served.client();
    await other.call('workspace.open', { path: workspace });
    const heard = new Promise<Events['changed']>((resolve) => other.on('changed', resolve));
    const saved = await api.call('tier.save', { name: 'FY26', program: program(300) });
    expect(saved).toMatchObject({ name: 'FY26', kind: 'program', state: 'draft', version: 1 });
    expect((await heard).path).toBe(workspace);
    other.close();
    await api.call('history.undo', {});
    expect(await names()).toEqual([]);
    await api.call('history.redo', {});
    expect(await names()).toEqual(['FY26']);
    const scenario = await api.call('tier.save', { name: 'FY27', baseline: saved.id, program: program(350) });
    expect(scenario).toMatchObject({ kind: 'scenario', baseline: saved.id, changes: 1 });
  });

  it('refuses a program with a fault, says where, and keeps the last good one', async () => {
    const before = (await api.call('tier.saved', {})).find(({ name }) => name === 'FY27')!;
    await expect(api.call('tier.save', { id: before.id, name: 'FY27', program: BROKEN })).rejects.toMatchObject({
      code: 'program-invalid',
      message: expect.stringContaining('planet'),
    });
    expect(await api.call('tier.program', { id: before.id })).toMatchObject({
      saved: before,
      program: { levels: [{ id: 'Silver' }, { requirement: { value: '350' } }] },
    });
    await expect(api.call('tier.simulate', { program: BROKEN })).rejects.toMatchObject({ code: 'program-invalid' });
    const { program: none, faults } = await api.call('tier.check', { program: BROKEN });
    expect(none).toBeNull();
    expect(faults).toMatchObject([{ place: expect.stringContaining('levels.0.requirement') }]);
  });

  // A record of who decided is worth nothing when blanks pass for a name.
  it('takes no blanks for who answers, or why', async () => {
    const { id } = (await api.call('tier.saved', {})).find(({ name }) => name === 'FY26')!;
    const decision = { id, approver: 'R. Vance', reason: 'Council', effectiveFrom: '2020-01-01' };
    const hold = { partner: 'P3', effect: 'hold', level: 'Gold', from: '2026-01-01', to: '2026-12-31' } as const;
    const exception = { ...hold, reason: 'Merger', approver: 'R. Vance' };
    for (const blank of [{ approver: '  ' }, { reason: '\t' }]) {
      await expect(api.call('tier.promote', { ...decision, ...blank })).rejects.toMatchObject({ code: 'bad-request' });
      await expect(api.call('tier.saveException', { exception: { ...exception, ...blank } })).rejects.toMatchObject({
        code: 'bad-request',
      });
    }
    const attestation = { partner: 'P3', flag: 'council', from: '2026-01-01', by: ' ' };
    await expect(api.call('tier.saveAttestation', { attestation })).rejects.toThrow('Name who confirms it.');
  });

  it('promotes a version, which is then frozen', async () => {
    const draft = (await api.call('tier.saved', {})).find(({ name }) => name === 'FY26')!;
    const promoted = await api.call('tier.promote', {
      id: draft.id,
      approver: 'R. Vance',
      reason: 'Approved by the council',
      effectiveFrom: '2020-01-01',
    });
    expect(promoted).toMatchObject({
      state: 'in force',
      promoted: { approver: 'R. Vance', effectiveFrom: '2020-01-01' },
    });
    const copy = await api.call('tier.save', { id: draft.id, name: 'FY26 copy', program: program(310) });
    expect(copy).toMatchObject({ state: 'draft', version: 3, baseline: draft.id });
    await expect(api.call('tier.remove', { id: draft.id })).rejects.toMatchObject({ code: 'bad-request' });
    // Levels of partners are facts: promoting writes none.
    expect((await api.call('workspace.status', {}))!.rows.enrollment).toBe(0);
    await api.call('tier.remove', { id: copy.id });
    await api.call('history.undo', {});
    expect(await names()).toEqual(['FY26', 'FY26 copy', 'FY27']);
  });

  it('registers exceptions that then hold', async () => {
    const { id } = await api.call('tier.saveException', {
      exception: {
        partner: 'P3',
        effect: 'hold',
        level: 'Gold',
        from: '2026-01-01',
        to: '2026-12-31',
        reason: 'Merger',
        approver: 'R. Vance',
      },
    });
    expect(await api.call('tier.exceptions', {})).toMatchObject([{ id, name: 'Calder', effect: 'hold' }]);
    const asked = { program: program(300.3), asOf: '2026-03-31', run: 'review' as const };
    const held = await api.call('tier.simulate', asked);
    expect([held.down, held.exceptions.applied]).toEqual([0, 1]);
    expect((await api.call('tier.simulate', { ...asked, exceptions: false })).down).toBe(1);
    await api.call('tier.removeException', { id });
    expect((await api.call('tier.simulate', asked)).down).toBe(1);
    await api.call('history.undo', {});
    expect((await api.call('tier.simulate', asked)).down).toBe(0);
  });
});
