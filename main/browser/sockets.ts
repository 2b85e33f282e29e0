import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { ByteChannel } from '../../analytics/api/channel.ts';
import type { Access } from './access.ts';
import { approachOf } from './approach.ts';
import { socketChannel } from './socketChannel.ts';

export interface SocketSetup {
  readonly access: Access;
  readonly sockets: WebSocketServer;
  /** A channel to a new session of the engine. */
  readonly connect: () => ByteChannel;
}

/**
 * The listener for upgrades: `api` becomes a channel to the engine, for our own page only. The same-origin policy does
 * not cover WebSockets, so this check is the only one there is.
 */
export function acceptSockets({ access, sockets, connect }: SocketSetup) {
  return (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const approach = approachOf(request.headers);
    // A peer that goes away during the handshake is no failure of ours.
    stream.on('error', () => stream.destroy());
    if (request.url !== `${access.base}api`) refuse(stream, '404 Not Found');
    else if (!access.isFromOwnPage(approach) || !access.isAdmitted(approach)) refuse(stream, '403 Forbidden');
    else sockets.handleUpgrade(request, stream, head, (socket) => join(socket, connect()));
  };
}

function join(socket: WebSocket, engine: ByteChannel): void {
  const page = socketChannel(socket);
  page.onMessage((message) => engine.send(message));
  engine.onMessage((message) => page.send(message));
  page.onClose(() => engine.close());
  // 1011: the server met a condition that keeps it from going on.
  engine.onClose((reason) => socket.close(1011, reason));
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
