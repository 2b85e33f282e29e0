import type { MessagePortMain } from 'electron';
import type { ByteChannel } from '../../analytics/api/channel.ts';

/**
 * The utility process's end of a channel to the page. Bytes are cloned: a buffer cannot be moved between processes, and
 * asking for it loses the message without a word.
 */
export function portChannel(port: MessagePortMain): ByteChannel {
  return {
    send(message) {
      // A view is cloned with the whole buffer behind it.
      port.postMessage(message.byteLength === message.buffer.byteLength ? message : new Uint8Array(message));
    },
    onMessage(receive) {
      port.on('message', ({ data }) => {
        if (data instanceof Uint8Array) receive(data);
      });
      port.start();
    },
    onClose(closed) {
      port.on('close', () => closed('the page closed the connection'));
    },
    close() {
      port.close();
    },
  };
}
