import type { WebSocket } from 'ws';
import type { ByteChannel } from '../../analytics/api/channel.ts';

/** Past this many unsent bytes the page is no longer listened to: every answer is to a call, so no calls, no growth. */
export const HIGH_WATER = 64 * 1024 * 1024;

/** A WebSocket as a ByteChannel: one binary message each. Text is a protocol error (1003). */
export function socketChannel(socket: WebSocket): ByteChannel {
  const early: Uint8Array[] = [];
  let receive: ((message: Uint8Array) => void) | undefined;
  let closed: ((reason: string) => void) | undefined;
  socket.binaryType = 'nodebuffer';
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) {
      socket.close(1003, 'binary messages only');
      return;
    }
    if (receive) receive(data);
    else early.push(data);
  });
  socket.on('close', (_code, reason) => closed?.(reason.toString() || 'the connection was closed'));
  // The close event follows and tells the rest.
  socket.on('error', () => undefined);
  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(message, { binary: true }, () => {
        if (socket.isPaused && socket.bufferedAmount < HIGH_WATER / 2) socket.resume();
      });
      if (socket.bufferedAmount > HIGH_WATER) socket.pause();
    },
    onMessage(take) {
      receive = take;
      for (const message of early.splice(0)) take(message);
    },
    onClose(tell) {
      closed = tell;
    },
    close() {
      socket.close(1000);
    },
  };
}
