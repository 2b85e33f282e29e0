import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { HIGH_WATER, socketChannel } from '../../../main/browser/socketChannel.ts';

let server: WebSocketServer;

beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
});

afterAll(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

async function pair(): Promise<{ page: WebSocket; host: WebSocket }> {
  const page = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[host]] = await Promise.all([once(server, 'connection') as Promise<[WebSocket]>, once(page, 'open')]);
  return { page, host };
}

test('a page that does not read its answers is not listened to until it does, and then loses nothing', async () => {
  const { page, host } = await pair();
  const channel = socketChannel(host);
  const batch = new Uint8Array(4 * 1024 * 1024);
  const count = (2 * HIGH_WATER) / batch.byteLength;
  let received = 0;
  page.on('message', () => received++);
  page.pause();
  for (let sent = 0; sent < count; sent++) channel.send(batch);
  expect(host.isPaused).toBe(true);

  page.resume();
  await expect.poll(() => received).toBe(count);
  // The host hears that the last one is out a moment after the page has it.
  await expect.poll(() => host.isPaused).toBe(false);
  const heard = new Promise<Uint8Array>((resolve) => channel.onMessage(resolve));
  page.send(Buffer.from('next'));
  expect(Buffer.from(await heard).toString()).toBe('next');
});

test('messages that come before anyone listens are kept, in order', async () => {
  const { page, host } = await pair();
  const channel = socketChannel(host);
  page.send(Buffer.from('a'));
  page.send(Buffer.from('b'));
  await once(host, 'message');
  const heard: string[] = [];
  channel.onMessage((message) => heard.push(Buffer.from(message).toString()));
  page.send(Buffer.from('c'));
  await expect.poll(() => heard).toEqual(['a', 'b', 'c']);
});

test('sending to a page that has gone is nothing', async () => {
  const { page, host } = await pair();
  const channel = socketChannel(host);
  const gone = new Promise<string>((resolve) => channel.onClose(resolve));
  page.close(1000, 'tab closed');
  expect(await gone).toBe('tab closed');
  expect(() => channel.send(new Uint8Array(3))).not.toThrow();
});
