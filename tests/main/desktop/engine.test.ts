import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ENGINE_LOST_CHANNEL, ENGINE_PORT_CHANNEL } from '../../../main/desktop/channels.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const { app, FakePort, record } = await import('../../fakes/electron.ts');
const { send, startDesktop } = await import('../../fixtures/desktop.ts');
const { portChannel } = await import('../../../main/desktop/portChannel.ts');

type Page = Awaited<ReturnType<typeof startDesktop>>['webContents'];
let page: Page;

beforeEach(async () => {
  ({ webContents: page } = await startDesktop());
});

describe('the engine process', () => {
  test('starts before the page asks, which then gets one end of a pair', async () => {
    expect(record.utilities).toHaveLength(1);
    expect(await send(page, 'connectEngine')).toEqual({ ok: true, value: null });
    const [utility] = record.utilities;
    expect(utility?.file).toBe('/installation/out/desktop/engine.js');
    const [[message, [engineEnd]]] = utility!.messages as [[unknown, InstanceType<typeof FakePort>[]]];
    const [[channel, [pageEnd]]] = page.ports as [[string, InstanceType<typeof FakePort>[]]];
    expect(message).toEqual({ kind: 'connect' });
    expect(channel).toBe(ENGINE_PORT_CHANNEL);
    expect(engineEnd?.peer).toBe(pageEnd);
  });

  test('serves a page that connects again from the same process', async () => {
    await send(page, 'connectEngine');
    await send(page, 'connectEngine');
    expect(record.utilities).toHaveLength(1);
    expect(page.ports).toHaveLength(2);
  });

  test('that dies is told of, and the next request starts another', async () => {
    await send(page, 'connectEngine');
    record.utilities[0]!.emit('exit', 11);
    expect(page.sent).toEqual([[ENGINE_LOST_CHANNEL, 'Its process ended unexpectedly (code 11).']]);
    await send(page, 'connectEngine');
    expect(record.utilities).toHaveLength(2);
  });

  test('closes its workspaces before the application ends, and then lets it end', async () => {
    await send(page, 'connectEngine');
    const [utility] = record.utilities;
    const preventDefault = vi.fn();
    app.emit('will-quit', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(utility!.messages.at(-1)).toEqual([{ kind: 'close' }, []]);
    expect(record.quits).toBe(0);

    utility!.emit('exit', 0);
    await expect.poll(() => record.quits).toBe(1);
    // Its end was asked for: nobody is told that it was lost.
    expect(page.sent).toEqual([]);
    const second = vi.fn();
    app.emit('will-quit', { preventDefault: second });
    expect(second).not.toHaveBeenCalled();
  });

  test('that does not close in time is stopped', async () => {
    vi.useFakeTimers();
    try {
      await send(page, 'connectEngine');
      app.emit('will-quit', { preventDefault: vi.fn() });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(record.utilities[0]!.killed).toBe(true);
      expect(record.quits).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a workspace the system asks to open', () => {
  const opening = () => record.utilities[0]?.messages.map(([message]) => message);

  test('by the command line is opened while the page loads; it is open in the first session, and in no later one', async () => {
    ({ webContents: page } = await startDesktop('/data/north.quarterdeck'));
    expect(opening()).toEqual([{ kind: 'warm', opening: { workspace: '/data/north.quarterdeck' } }]);
    await send(page, 'connectEngine');
    await send(page, 'connectEngine');
    expect(opening()?.slice(1)).toEqual([
      { kind: 'connect', opening: { workspace: '/data/north.quarterdeck' } },
      { kind: 'connect' },
    ]);
  });

  test('is the sample on request', async () => {
    ({ webContents: page } = await startDesktop('--sample'));
    await send(page, 'connectEngine');
    expect(opening()?.at(-1)).toEqual({ kind: 'connect', opening: { sample: true } });
  });

  test('before the page is there (macOS) is open in the first session', async () => {
    const preventDefault = vi.fn();
    app.emit('open-file', { preventDefault }, '/data/south.quarterdeck');
    await send(page, 'connectEngine');
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(opening()).toEqual([{ kind: 'connect', opening: { workspace: '/data/south.quarterdeck' } }]);
  });

  test.each([
    ['an export', '/data/deals.csv'],
    ['a switch', '--inspect=x.quarterdeck'],
  ])('is a workspace, not %s', async (_what, argument) => {
    ({ webContents: page } = await startDesktop(argument));
    await send(page, 'connectEngine');
    expect(opening()).toEqual([{ kind: 'connect' }]);
  });
});

describe('a port', () => {
  test('sends exactly the message, as a copy: a transferred buffer would lose it', () => {
    const port = new FakePort();
    const large = new Uint8Array(1_000);
    portChannel(port as never).send(large.subarray(10, 13));
    const [sent] = port.posted as [Uint8Array];
    expect([sent.byteLength, sent.buffer.byteLength]).toEqual([3, 3]);
  });

  test('is started by listening, and passes nothing on that is not bytes', () => {
    const port = new FakePort();
    const heard: Uint8Array[] = [];
    portChannel(port as never).onMessage((message) => heard.push(message));
    expect(port.started).toBe(true);
    port.emit('message', { data: 'text', ports: [] });
    port.emit('message', { data: Uint8Array.of(1), ports: [] });
    expect(heard).toEqual([Uint8Array.of(1)]);
  });
});
