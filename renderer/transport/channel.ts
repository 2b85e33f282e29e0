/** How the page reaches its engine: a WebSocket of the host that served it, or the port the desktop hands in. */
import { ENGINE_PORT_MESSAGE } from '../../analytics/api/bridge.ts';
import type { ByteChannel } from '../../analytics/api/channel.ts';

/** A fresh channel to a running engine. Rejects with an Error whose message is a sentence. */
export function engineChannel(): Promise<ByteChannel> {
  return window.quarterdeck ? desktopChannel(window.quarterdeck) : socketChannel(socketUrl(window.location.href));
}

/** The host serves the page, and answers its engine, in a folder of its own: addresses are relative to the page. */
function socketUrl(page: string): string {
  const url = new URL('api', page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function socketChannel(url: string): Promise<ByteChannel> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    const early: Uint8Array[] = [];
    let receive: ((message: Uint8Array) => void) | undefined;
    let tellClosed: ((reason: string) => void) | undefined;
    let closedBecause: string | undefined;

    const refused = (): void =>
      reject(
        new Error('Quarterdeck does not answer on this address any more. Start it again and use the link it prints.'),
      );
    socket.addEventListener('error', refused);
    socket.addEventListener('open', () => {
      socket.removeEventListener('error', refused);
      resolve({
        send(message) {
          if (socket.readyState === WebSocket.OPEN) socket.send(message as Uint8Array<ArrayBuffer>);
        },
        onMessage(listen) {
          receive = listen;
          for (const message of early.splice(0)) listen(message);
        },
        onClose(listen) {
          tellClosed = listen;
          if (closedBecause !== undefined) listen(closedBecause);
        },
        close: () => socket.close(1000),
      });
    });
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      const message = new Uint8Array(data);
      if (receive) receive(message);
      else early.push(message);
    });
    socket.addEventListener('close', ({ reason }) => {
      refused();
      closedBecause = reason || 'The connection to Quarterdeck was closed.';
      tellClosed?.(closedBecause);
    });
  });
}

function desktopChannel(bridge: NonNullable<Window['quarterdeck']>): Promise<ByteChannel> {
  return new Promise((resolve, reject) => {
    const take = (event: MessageEvent): void => {
      const port = event.ports[0];
      // Only our own preload speaks from this very window.
      if (event.source !== window || event.data !== ENGINE_PORT_MESSAGE || !port) return;
      window.removeEventListener('message', take);
      resolve(portChannel(port, bridge));
    };
    window.addEventListener('message', take);
    bridge.connectEngine().catch((thrown: unknown) => {
      window.removeEventListener('message', take);
      reject(thrown);
    });
  });
}

/** A MessagePort says nothing when its far process dies, so the bridge does. */
function portChannel(port: MessagePort, bridge: NonNullable<Window['quarterdeck']>): ByteChannel {
  let tellClosed: ((reason: string) => void) | undefined;
  const stopListening = bridge.onEngineLost((reason) => {
    stopListening();
    port.close();
    tellClosed?.(reason);
  });
  return {
    send: (message) => port.postMessage(message),
    onMessage(listen) {
      // Setting the handler starts the port; messages that came before are delivered then.
      port.onmessage = ({ data }: MessageEvent<Uint8Array>) => listen(data);
    },
    onClose(listen) {
      tellClosed = listen;
    },
    close() {
      stopListening();
      port.close();
    },
  };
}
