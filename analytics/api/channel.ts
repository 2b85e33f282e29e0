/**
 * The one seam between a client and the engine: a duplex channel of whole byte messages. MessagePort, worker port,
 * WebSocket and the in-process pair below all look like this.
 */
export interface ByteChannel {
  send(message: Uint8Array): void;
  /** At most one receiver; messages that arrive earlier wait for it. */
  onMessage(receive: (message: Uint8Array) => void): void;
  /** Called once when the other end is gone. */
  onClose(closed: (reason: string) => void): void;
  close(): void;
}

/** Two ends in one process. Delivery is asynchronous, as on every other transport, so that order bugs show here too. */
export function channelPair(): [ByteChannel, ByteChannel] {
  const a = new PairEnd();
  const b = new PairEnd();
  a.peer = b;
  b.peer = a;
  return [a, b];
}

class PairEnd implements ByteChannel {
  peer: PairEnd | undefined;
  private readonly waiting: Uint8Array[] = [];
  private receive: ((message: Uint8Array) => void) | undefined;
  private closed: ((reason: string) => void) | undefined;

  send(message: Uint8Array): void {
    const { peer } = this;
    if (!peer) return;
    queueMicrotask(() => peer.deliver(message));
  }

  onMessage(receive: (message: Uint8Array) => void): void {
    this.receive = receive;
    for (const message of this.waiting.splice(0)) receive(message);
  }

  onClose(closed: (reason: string) => void): void {
    this.closed = closed;
  }

  close(): void {
    const { peer } = this;
    this.peer = undefined;
    if (!peer) return;
    peer.peer = undefined;
    queueMicrotask(() => peer.closed?.('the other end closed the channel'));
  }

  private deliver(message: Uint8Array): void {
    if (this.receive) this.receive(message);
    else this.waiting.push(message);
  }
}
