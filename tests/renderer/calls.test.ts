import { QueryObserver } from '@tanstack/react-query';
import { beforeEach, expect, it, vi } from 'vitest';
import { DRAFTS } from '../../analytics/api/changing.ts';
import { channelPair } from '../../analytics/api/channel.ts';
import { decodeFrame, encodeFrame } from '../../analytics/api/codec.ts';

/** What the page asked, and the end of the engine it asked. */
const asked: string[] = [];
let tells = true;

vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
vi.mock('../../renderer/transport/channel.ts', () => ({
  engineChannel: async () => {
    const [page, engine] = channelPair();
    engine.onMessage((bytes) => {
      const frame = decodeFrame(bytes);
      if (frame.kind !== 'call') return;
      asked.push(frame.method);
      // As the engine does: everybody hears of a change, and then the one who made it has an answer.
      const what = { 'policy.set': 'policy', 'incentive.save': DRAFTS }[frame.method];
      if (what !== undefined && tells) {
        const data = { path: '/w/network.quarterdeck', dataVersion: 1, policyVersion: 2, what };
        engine.send(encodeFrame({ kind: 'event', event: 'changed', data }));
      }
      engine.send(encodeFrame({ kind: 'ok', id: frame.id, result: asked.length }));
    });
    return page;
  },
}));

const { askAhead, change, queryClient } = await import('../../renderer/transport/calls.ts');
const { call } = await import('../../renderer/transport/connection.ts');

/** Shows the answer of a method, as a part of a screen does. */
function show(method: 'metric.list' | 'dimension.list' | 'incentive.saved', meta: Record<string, unknown> = {}) {
  const observer = new QueryObserver<unknown>(queryClient, {
    queryKey: [method, {}],
    queryFn: ({ signal }) => call(method, {}, { signal }),
    meta,
  });
  return { answer: () => observer.getCurrentResult().data, hide: observer.subscribe(() => undefined) };
}

const times = (method: string): number => asked.filter((name) => name === method).length;

beforeEach(() => {
  queryClient.clear();
  asked.length = 0;
  tells = true;
});

it.each([
  ['the engine tells of', true],
  ['it does not tell of', false],
])(
  'what is shown is read again once after a change that %s, and is there when the change is done',
  async (_, telling) => {
    tells = telling;
    const metrics = show('metric.list');
    const dimensions = show('dimension.list');
    await expect.poll(() => metrics.answer() !== undefined && dimensions.answer() !== undefined).toBe(true);
    asked.length = 0;

    await change('policy.set', {} as never);
    expect([metrics.answer(), dimensions.answer()]).toEqual([2, 3]);
    // A second reading would have gone out with the first.
    expect(asked).toEqual(['policy.set', 'metric.list', 'dimension.list']);
    metrics.hide();
    dimensions.hide();
  },
);

// Guards a forecast that was called off and begun anew whenever a draft was saved.
it('after a change of drafts only what shows them is read again', async () => {
  const metrics = show('metric.list');
  const plans = show('incentive.saved');
  await expect.poll(() => metrics.answer() !== undefined && plans.answer() !== undefined).toBe(true);
  asked.length = 0;
  await change('incentive.save', {} as never);
  expect(asked).toEqual(['incentive.save', 'incentive.saved']);
  expect(plans.answer()).toBe(2);
  metrics.hide();
  plans.hide();
});

// Guards figures by the levels of a draft that has been saved anew under the same id.
it('after a change of drafts an answer that read one on its way is read again', async () => {
  const figures = show('metric.list', { readsDrafts: true });
  await expect.poll(() => figures.answer() !== undefined).toBe(true);
  asked.length = 0;
  await change('incentive.save', {} as never);
  expect(asked).toEqual(['incentive.save', 'metric.list']);
  figures.hide();
});

it('what is asked ahead is not asked again by who shows it', async () => {
  askAhead(['metric.list']);
  const metrics = show('metric.list');
  await expect.poll(metrics.answer).toBe(1);
  expect(times('metric.list')).toBe(1);
  metrics.hide();
});
