/** Incentive plans over every transport: what they would have cost, saving, taking back, and what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsApi, Events, Params } from '../../analytics/api/methods.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { loadLines, serveNew } from './network.ts';
import { type Served, TRANSPORTS } from './transports.ts';

const folder = temporaryFolder();

/** A share of each quarter's bookings, and 20 a unit of what is cloud. */
const plan = (share: number, more: object = {}) => ({
  id: 'rebate',
  name: 'Rebate',
  currency: 'EUR',
  lines: [{ id: 'base', label: 'Base rebate', kind: 'rebate', rate: { flat: share }, ...more }],
});
const FLOORED = { limits: { floor: 100 } };
const BROKEN = plan(0.05, { rate: { bands: [{ from: 100, rate: 0.02 }], how: 'sideways' } });
const QUARTER = { period: '2026-Q1' };

/** P1 has 300.30 in the quarter and was paid 15.02, P2 has 200.00 and was paid 12.00, P3 has 0.01 and nothing. */
function load(api: AnalyticsApi): Promise<void> {
  return loadLines(api, folder, {
    partners: [
      'partner_id,partner_name,level,agreement_start',
      'P1,Adler,Gold,2020-01-01',
      'P2,Brandt,Silver,2020-01-01',
      'P3,Calder,Gold,2020-01-01',
    ],
    deals: [
      'deal_id,partner_id,outcome,amount,currency,closed_on',
      'D1,P1,won,100.10,EUR,2026-01-15',
      'D2,P1,won,200.20,EUR,2026-02-15',
      'D3,P2,won,200.00,EUR,2026-03-31',
      'D4,P3,won,0.01,EUR,2026-03-31',
      'D5,P2,open,500,EUR,',
    ],
    payouts: [
      'payout_id,partner_id,program,kind,amount,currency,status,earned_on,paid_on',
      'O1,P1,Base rebate,rebate,15.02,EUR,paid,2026-03-31,2026-04-20',
      'O2,P2,Base rebate,rebate,12.00,EUR,paid,2026-03-31,2026-04-20',
    ],
  });
}

describe.each(TRANSPORTS)('over $name', (transport) => {
  let served: Served;
  let api: Awaited<ReturnType<Served['client']>>;
  let workspace: string;

  beforeAll(async () => {
    ({ served, api, workspace } = await serveNew(transport, folder, 'Incentives'));
    await load(api);
  });
  afterAll(() => served.close());

  const names = async () => (await api.call('incentive.saved', {})).map(({ name }) => name).sort();

  it('rates a plan beside what was paid, tells how far it is, and a rate that moves moves the cost', async () => {
    const asked = { ...QUARTER, plans: [plan(0.06)] };
    const first = await api.call('incentive.simulate', asked);
    // 300.30 × 6 % = 18.018, 200.00 × 6 % = 12.00, 0.01 × 6 % is nothing.
    expect([Number(first.before), Number(first.after)]).toEqual([27.02, 30.02]);
    expect([first.wins.payees, first.loses.payees, Number(first.wins.amount)]).toEqual([1, 0, 3]);
    expect(first.basis).toMatchObject({ against: 'As paid', currency: 'EUR', kinds: ['rebate'] });
    const moved = await api.call('incentive.simulate', { ...asked, plans: [plan(0.03)] });
    expect(Number(moved.after)).toBe(15.01);
    const against = { kind: 'plans' as const, plans: [plan(0.06)] };
    const beside = await api.call('incentive.simulate', { ...QUARTER, plans: [plan(0.03)], against });
    expect([Number(beside.before), Number(beside.after)]).toEqual([30.02, 15.01]);
  });

  // Guards against two implementations of one rule: what is dragged and what is exported must be the same.
  it('answers by SQL what it answers by the kernel', async () => {
    const asked = { ...QUARTER, plans: [plan(0.0555, FLOORED)] };
    const kernel = await api.call('incentive.simulate', asked);
    expect(await api.call('incentive.simulate', { ...asked, record: true })).toEqual(kernel);
    expect(await api.call('incentive.rows', { ...asked, record: true })).toEqual(
      await api.call('incentive.rows', asked),
    );
  });

  it('shows what was paid without any plan', async () => {
    const paid = await api.call('incentive.simulate', { ...QUARTER, plans: [] });
    expect([Number(paid.after), paid.basis.payees]).toEqual([27.02, 2]);
  });

  it('lists payees, explains one, takes the difference apart, and exports what to pay', async () => {
    const asked = { ...QUARTER, plans: [plan(0.06)] };
    const wins = await api.call('incentive.rows', { ...asked, select: { direction: 'wins' } });
    expect([wins.total, wins.rows.map(({ partner }) => partner)]).toEqual([1, ['P1']]);
    const why = await api.call('incentive.explain', { ...asked, partner: 'adler' });
    expect(why).toMatchObject({ partner: 'P1', name: 'Adler' });
    expect([Number(why.before), Number(why.after)]).toEqual([15.02, 18.02]);
    expect(why.lines[0]!.periods[0]!.rows.map(({ deal }) => deal)).toEqual(['D1', 'D2']);
    const bridge = await api.call('incentive.bridge', asked);
    const steps = bridge.factors.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 10_000), 0);
    expect(steps).toBe(30_000);
    const file = await api.call('incentive.export', { ...asked, list: 'payouts' });
    expect(file.rows).toBe(2);
    for (const part of ['P1', '18.02', 'P2', '12.00']) expect(file.text).toContain(part);
  });

  // Guards against an answer that cannot cross the wire: typed arrays, big integers, maps.
  it('answers everything else that a designer asks', async () => {
    const asked = { ...QUARTER, plans: [plan(0.06, FLOORED)] };
    const templates = await api.call('incentive.templates', {});
    expect(templates.length).toBeGreaterThan(5);
    const pasted = await api.call('incentive.paste', { text: 'Quarterly revenue\tRebate\n100\t2%\n250\t3%\n' });
    expect(pasted.plan?.lines).toHaveLength(1);
    const [sentence] = await api.call('incentive.sentences', { plan: plan(0.06) });
    expect(sentence).toMatchObject({ place: 'lines.0', label: 'Base rebate' });
    const changes = await api.call('incentive.differences', { from: plan(0.06), to: plan(0.03) });
    expect(changes).toMatchObject([{ place: 'lines.0.rate.flat', from: '0.06', to: '0.03' }]);
    const terms = { draws: 200, seed: 1, quarters: 1 } as const;
    const outlook = await api.call('incentive.outlook', { ...asked, terms });
    expect(await api.call('incentive.outlook', { ...asked, terms })).toEqual(outlook);
    expect([outlook.draws, outlook.seed]).toEqual([200, 1]);
    const found = await api.call('incentive.search', { ...asked, wish: { maxCost: '20', plans: 5 } });
    expect(found.plans.length).toBeGreaterThan(0);
    expect((await api.call('incentive.gaming', asked)).cliffs).toBeInstanceOf(Array);
    const curve = await api.call('incentive.payCurve', { ...asked, partner: 'P1', line: 'base' });
    expect(curve).toMatchObject({ partner: 'P1', line: 'base' });
    expect((await api.call('incentive.deals', asked)).deals.map(({ deal }) => deal)).toContain('D1');
    expect((await api.call('incentive.accrual', QUARTER)).rows.length).toBeGreaterThan(0);
    expect((await api.call('incentive.experiment', {})).effect).toBeNull();
  });

  it('computes only the newest of a drag', async () => {
    const ask = (share: number) => api.call('incentive.simulate', { ...QUARTER, plans: [plan(share)], drag: 'rate' });
    const settled = await Promise.allSettled([0.01, 0.02, 0.1].map(ask));
    const last = settled.at(-1)!;
    expect(last.status === 'fulfilled' && Number(last.value.after)).toBe(50.03);
    for (const one of settled.slice(0, -1))
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'cancelled' });
  });

  it('pays by the levels that a tier program would have given', async () => {
    const byLevel = plan(0, { rate: { byLevel: { Gold: 0.1, Silver: 0 } } });
    const tiers = (gold: number) => ({
      id: 'main',
      name: 'Main',
      levels: [
        { id: 'Silver' },
        { id: 'Gold', requirement: { metric: 'won_amount', window: 'trailing-12-months', value: gold } },
      ],
    });
    const asked = { ...QUARTER, plans: [byLevel] };
    const paid = async (more: Partial<Params<'incentive.rows'>>) =>
      (await api.call('incentive.rows', { ...asked, ...more })).rows.flatMap(({ partner, after }) =>
        Number(after) === 0 ? [] : [[partner, Number(after)]],
      );
    expect(await paid({})).toEqual([['P1', 30.03]]);
    // Brandt is Silver in force and reaches 200; nobody reaches 500.
    expect(await paid({ tiers: tiers(200) })).toEqual([
      ['P1', 30.03],
      ['P2', 20],
    ]);
    expect(await paid({ tiers: tiers(500) })).toEqual([]);
    // A program may leave partners without a level: the one that was loaded stands for nothing then.
    const { levels, ...program } = tiers(250);
    expect(await paid({ tiers: { ...program, levels: levels.slice(1) } })).toEqual([['P1', 30.03]]);
    const byLoaded = plan(0, { rate: { byLevel: { Silver: 0.1 } } });
    expect(await paid({ plans: [byLoaded], tiers: { ...program, levels: levels.slice(1) } })).toEqual([]);
    await expect(api.call('incentive.simulate', { ...asked, tiers: { id: 'x' } })).rejects.toMatchObject({
      code: 'program-invalid',
    });
  });

  it('saves, takes back and does again, and tells every client', async () => {
    const other = await served.client();
    await other.call('workspace.open', { path: workspace });
    const heard = new Promise<Events['changed']>((resolve) => other.on('changed', resolve));
    const saved = await api.call('incentive.save', { name: 'FY26', scenario: { plan: plan(0.05) } });
    expect(saved).toMatchObject({ name: 'FY26', planId: 'rebate', kinds: ['rebate'], state: 'draft', version: 1 });
    expect(await heard).toMatchObject({ path: workspace, what: 'drafts' });
    other.close();
    await api.call('history.undo', {});
    expect(await names()).toEqual([]);
    await api.call('history.redo', {});
    expect(await names()).toEqual(['FY26']);
    const scenario = { plan: plan(0.04), assumptions: { response: { elasticity: '0.4' } } };
    const copy = await api.call('incentive.save', { name: 'FY27', baseline: saved.id, scenario });
    expect(copy).toMatchObject({ baseline: saved.id, version: 2, changes: 2 });
    expect((await api.call('incentive.plan', { id: copy.id })).scenario).toMatchObject({
      plan: { lines: [{ rate: { flat: '0.04' } }] },
      assumptions: { response: { elasticity: '0.4' } },
    });
  });

  it('refuses a plan with a fault, says where, and keeps the last good one', async () => {
    const before = (await api.call('incentive.saved', {})).find(({ name }) => name === 'FY27')!;
    const save = (scenario: Params<'incentive.save'>['scenario']) =>
      api.call('incentive.save', { id: before.id, name: 'FY27', scenario });
    await expect(save({ plan: BROKEN })).rejects.toMatchObject({
      code: 'plan-invalid',
      message: expect.stringContaining('how'),
    });
    await expect(save({ plan: plan(0.05), tierProgram: 99 })).rejects.toMatchObject({ code: 'not-found' });
    expect((await api.call('incentive.plan', { id: before.id })).saved).toEqual(before);
    await expect(api.call('incentive.simulate', { plans: [BROKEN] })).rejects.toMatchObject({ code: 'plan-invalid' });
    const { plan: none, faults } = await api.call('incentive.check', { plan: BROKEN });
    expect(none).toBeNull();
    expect(faults).toMatchObject([{ place: expect.stringContaining('lines.0.rate') }]);
  });

  it('advises on names that the data does not have', async () => {
    const { advice } = await api.call('incentive.check', {
      plan: plan(0.05, {
        where: [{ dim: 'level', values: ['Goldd'] }],
        on: { filter: [{ dim: 'motion', values: ['nwe'] }] },
      }),
    });
    const said = advice.map(({ place, sentence }) => `${place} ${sentence}`).join('\n');
    expect(said).toMatch(/lines\.0\.where\.0\.values\.0 .*Goldd.*“Gold”/);
    expect(said).toMatch(/lines\.0\.on\.filter\.0\.values\.0 .*nwe/);
  });

  it('promotes a version, holds payouts against it, and finds what differs', async () => {
    const draft = (await api.call('incentive.saved', {})).find(({ name }) => name === 'FY26')!;
    const decision = { id: draft.id, approver: 'R. Vance', reason: 'Council', effectiveFrom: '2026-01-01' };
    await expect(api.call('incentive.promote', { ...decision, approver: ' ' })).rejects.toMatchObject({
      code: 'bad-request',
    });
    const promoted = await api.call('incentive.promote', decision);
    expect(promoted).toMatchObject({ state: 'in force', promoted: { approver: 'R. Vance' } });
    await expect(api.call('incentive.remove', { id: draft.id })).rejects.toMatchObject({ code: 'bad-request' });
    // 5 % of 300.30 and of 200.00: O1 is right, O2 is 2.00 too much.
    const audit = await api.call('incentive.audit', QUARTER);
    expect(audit.findings).toMatchObject([{ payout: 'O2', partner: 'P2', error: true }]);
    expect([Number(audit.over), Number(audit.under)]).toEqual([2, 0]);
    const found = await api.call('finding.list', { where: [] });
    expect(found.find(({ id }) => id === 'payouts:rules')).toMatchObject({ rows: { count: 1, noun: 'payout' } });
    await api.call('history.undo', {});
    expect((await api.call('incentive.audit', QUARTER)).findings).toEqual([]);
    expect((await api.call('finding.list', { where: [] })).some(({ id }) => id === 'payouts:rules')).toBe(false);
  });
});
