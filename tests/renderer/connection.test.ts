import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type ByteChannel, channelPair } from '../../analytics/api/channel.ts';
import { decodeFrame, encodeFrame, type Frame } from '../../analytics/api/codec.ts';

/** Engines the page was given, newest last: each records its calls and answers `workspace.*` with a status. */
const engines: { channel: ByteChannel; calls: Extract<Frame, { kind: 'call' }>[] }[] = [];

vi.mock('../../renderer/transport/channel.ts', () => ({
  engineChannel: async () => {
    const [page, engine] = channelPair();
    const calls: Extract<Frame, { kind: 'call' }>[] = [];
    engine.onMessage((bytes) => {
      const frame = decodeFrame(bytes);
      if (frame.kind !== 'call') return;
      calls.push(frame);
      if (!frame.method.startsWith('workspace.')) return;
      const result = { path: '/w/network.quarterdeck', schemaVersion: 1 };
      engine.send(encodeFrame({ kind: 'ok', id: frame.id, result }));
    });
    engines.push({ channel: engine, calls });
    return page;
  },
}));

/** What one tab remembers over reloads. */
const remembered = new Map<string, string>();
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => remembered.get(key) ?? null,
  setItem: (key: string, value: string) => remembered.set(key, value),
  removeItem: (key: string) => remembered.delete(key),
});

async function freshConnection() {
  vi.resetModules();
  engines.length = 0;
  return import('../../renderer/transport/connection.ts');
}

describe('losing the engine', () => {
  let connection: Awaited<ReturnType<typeof freshConnection>>;
  beforeEach(async () => {
    remembered.clear();
    connection = await freshConnection();
    await connection.call('workspace.open', { path: '/w/network.quarterdeck' });
  });

  /** What a call is refused with, once it is. */
  async function refused(): Promise<unknown> {
    let reason: unknown;
    await expect
      .poll(async () => {
        await connection.call('metric.list', {}).catch((error: unknown) => {
          reason = error;
        });
        return reason;
      })
      .toBeDefined();
    return reason;
  }

  it('rejects what is pending, so that nothing waits for ever', async () => {
    const pending = connection.call('metric.list', {});
    await expect.poll(() => engines[0]?.calls).toHaveLength(2);
    engines[0]?.channel.close();
    await expect(pending).rejects.toMatchObject({ code: 'engine-lost' });
  });

  it('refuses later calls instead of quietly starting another engine on no workspace', async () => {
    engines[0]?.channel.close();
    expect(await refused()).toMatchObject({ code: 'engine-lost' });
    expect(engines).toHaveLength(1);
  });

  it('comes back to the same workspace', async () => {
    engines[0]?.channel.close();
    await refused();
    await connection.reopen();
    expect(engines[1]?.calls.map(({ method, params }) => [method, params])).toEqual([
      ['workspace.open', { path: '/w/network.quarterdeck' }],
    ]);
  });

  it('hears events of the new engine without listening again', async () => {
    const heard = vi.fn();
    connection.onEvent('changed', heard);
    engines[0]?.channel.close();
    await refused();
    await connection.reopen();
    const data = { path: '/w/network.quarterdeck', dataVersion: 2, policyVersion: 1, what: 'load' };
    engines[1]?.channel.send(encodeFrame({ kind: 'event', event: 'changed', data }));
    await expect.poll(() => heard.mock.calls).toEqual([[data]]);
  });

  it('opens the same workspace after a reload, before anything else is asked', async () => {
    const reloaded = await freshConnection();
    await reloaded.call('workspace.status', {});
    expect(engines[0]?.calls.map(({ method }) => method)).toEqual(['workspace.open', 'workspace.status']);
  });

  it('starts afresh after the workspace was closed', async () => {
    await connection.call('workspace.close', {});
    const reloaded = await freshConnection();
    await reloaded.call('workspace.status', {});
    expect(engines[0]?.calls.map(({ method }) => method)).toEqual(['workspace.status']);
  });
});
