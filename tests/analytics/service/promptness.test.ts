/**
 * Guards that commands, and short questions, are answered while readings go on: they used to wait until a thread was free. And that
 * what was read while something changed is not taken for the state before.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { channelPair } from '../../../analytics/api/channel.ts';
import { connect } from '../../../analytics/api/client.ts';
import { Service } from '../../../analytics/service/service.ts';
import type { Session } from '../../../analytics/service/session.ts';
import { loadLines } from '../../contract/network.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const ENDLESS = 'SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE (a.range * b.range) % 7 = 3';
const folder = temporaryFolder();
const service = new Service();
let session: Session;
let api: ReturnType<typeof connect>;

beforeAll(async () => {
  const [near, far] = channelPair();
  session = service.connect(far);
  api = connect(near);
  await api.call('workspace.create', { path: folder.file('prompt.quarterdeck'), name: 'Prompt' });
  await loadLines(api, folder, {
    deals: ['deal_id,outcome,amount,currency,closed_on', 'D1,won,100,EUR,2026-01-15'],
  });
  // The network is read once.
  await api.call('query.run', { spec: { metrics: ['won_count'] } });
});
afterAll(() => service.close());

/** Does `work` while so many statements run or wait, of one call or of one each; none of them may have ended before. */
async function during(statements: number, { ofOneCall }: { ofOneCall: boolean }, work: () => Promise<void>) {
  const calls = Array.from({ length: statements }, () => new AbortController());
  let ended = 0;
  const readings = calls.map((own) =>
    session
      .needWorkspace()
      .engine.rows(ENDLESS, {}, { signal: (ofOneCall ? calls[0]! : own).signal })
      .catch(() => ended++),
  );
  try {
    await work();
    expect(ended).toBe(0);
  } finally {
    for (const own of calls) own.abort();
    await Promise.all(readings);
  }
}

it('saves, lists and takes back while every turn is taken by readings', async () => {
  const plan = { id: 'p', name: 'P', currency: 'EUR', lines: [{ id: 'l', kind: 'rebate', rate: { flat: 0.1 } }] };
  await during(8, { ofOneCall: false }, async () => {
    const { id } = await api.call('incentive.save', { name: 'Plan', scenario: { plan } });
    expect((await api.call('incentive.saved', {})).map((saved) => saved.id)).toEqual([id]);
    await api.call('history.undo', {});
    expect(await api.call('incentive.saved', {})).toEqual([]);
  });
});

it('answers a short question while one call has many statements on their way', async () => {
  await during(8, { ofOneCall: true }, async () => {
    const { rows } = await api.call('query.run', { spec: { metrics: ['lost_count'] } });
    expect(rows).toBe(1);
  });
});

it('does not keep an answer that was read while a load came, for when the load is taken back', async () => {
  const { engine } = session.needWorkspace();
  const won = async () => (await api.call('query.run', { spec: { metrics: ['won_amount'] } })).total;
  const stream = vi.spyOn(engine, 'cursor');
  let asked: ReturnType<typeof won> | undefined;
  await during(8, { ofOneCall: false }, async () => {
    asked = won();
    // It knows its versions, and waits for its turn.
    await expect.poll(() => stream.mock.calls.length, { timeout: 20_000 }).toBe(1);
    await engine.transaction(async (transaction) => {
      await transaction.run(
        `INSERT INTO store.deal (deal_id, outcome, amount, currency, closed_on, from_load, source_row)
         SELECT 'D2', outcome, amount, currency, closed_on, 2, source_row FROM store.deal`,
      );
      await transaction.run('INSERT INTO app.load SELECT * REPLACE (2 AS load_id) FROM app.load');
    });
  });
  stream.mockRestore();
  expect(await asked).toEqual({ won_amount: '200.0000' });
  await api.call('dataset.undo', { loadId: 2 });
  expect(await won()).toEqual({ won_amount: '100.0000' });
});
