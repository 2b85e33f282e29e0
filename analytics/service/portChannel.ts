import type { MessagePort } from 'node:worker_threads';
import type { ByteChannel } from '../api/channel.ts';

/** A worker_threads port as a ByteChannel. */
export function portChannel(port: MessagePort): ByteChannel {
  return {
    send(message) {
      // A view is cloned with the whole buffer behind it, and a transferred buffer is lost to the sender, who may be
      // sending it to others too: so an exact copy goes, and is moved. (Not `slice`: on a Buffer that is a view.)
      const copy = new Uint8Array(message);
      port.postMessage(copy, [copy.buffer]);
    },
    onMessage(receive) {
      // Listening starts the port; until then it keeps what arrives.
      port.on('message', receive);
    },
    onClose(closed) {
      port.on('close', () => closed('the engine closed the connection'));
    },
    close() {
      port.close();
    },
  };
}
