import { CHANGING } from './changing.ts';
import type { ByteChannel } from './channel.ts';
import { decodeFrame, encodeFrame } from './codec.ts';
import { fromEnvelope, QuarterdeckError } from './errors.ts';
import type { AnalyticsApi, CallOptions, EventName, Events, MethodName, Params, Result } from './methods.ts';

interface Pending {
  readonly settle: (result: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly onProgress: CallOptions['onProgress'];
}

/**
 * The contract over a channel. Aborting a call's signal sends a cancel and rejects at once, but for a call that changes
 * something: that one ends as the engine says, for it may have been done already. When the channel closes, every pending
 * and later call is rejected with `engine-lost`, so that nothing hangs.
 */
export function connect(channel: ByteChannel): AnalyticsApi & { onLost(listen: (reason: string) => void): void } {
  const pending = new Map<number, Pending>();
  const listeners = new Map<EventName, Set<(data: never) => void>>();
  let lastId = 0;
  let lost: QuarterdeckError | null = null;
  let tellLost: (reason: string) => void = () => {};

  function lose(reason: string): void {
    if (lost) return;
    lost = new QuarterdeckError(
      'engine-lost',
      'The engine has stopped. Saved work is safe; open the workspace again to go on.',
      reason,
    );
    for (const call of pending.values()) call.fail(lost);
    pending.clear();
    tellLost(reason);
  }

  channel.onClose(lose);
  channel.onMessage((bytes) => {
    const frame = decodeFrame(bytes);
    switch (frame.kind) {
      case 'ok':
        pending.get(frame.id)?.settle(frame.result);
        pending.delete(frame.id);
        return;
      case 'error':
        pending.get(frame.id)?.fail(fromEnvelope(frame.error));
        pending.delete(frame.id);
        return;
      case 'event': {
        if (frame.event === 'progress') {
          const progress = frame.data as Events['progress'];
          pending.get(progress.callId)?.onProgress?.(progress);
        }
        for (const listen of listeners.get(frame.event as EventName) ?? []) listen(frame.data as never);
        return;
      }
      case 'call':
        return; // Only the engine answers calls.
    }
  });

  function call<M extends MethodName>(method: M, params: Params<M>, options: CallOptions = {}): Promise<Result<M>> {
    const { signal, onProgress } = options;
    if (lost) return Promise.reject(lost);
    if (signal?.aborted) return Promise.reject(new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.'));
    const id = ++lastId;
    return new Promise<Result<M>>((resolve, reject) => {
      const cancel = () => {
        if (!pending.has(id)) return;
        send({ kind: 'call', id: ++lastId, method: 'call.cancel', params: { id } });
        if (CHANGING.has(method)) return;
        pending.delete(id);
        reject(new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.'));
      };
      const done = () => signal?.removeEventListener('abort', cancel);
      signal?.addEventListener('abort', cancel);
      pending.set(id, {
        settle: (result) => {
          done();
          resolve(result as Result<M>);
        },
        fail: (error) => {
          done();
          reject(error);
        },
        onProgress,
      });
      try {
        send({ kind: 'call', id, method, params });
      } catch (thrown) {
        pending.delete(id);
        done();
        reject(thrown);
      }
    });
  }

  function send(frame: Parameters<typeof encodeFrame>[0]): void {
    channel.send(encodeFrame(frame));
  }

  return {
    call,
    on<E extends EventName>(event: E, listen: (data: Events[E]) => void) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listen as (data: never) => void);
      return () => set.delete(listen as (data: never) => void);
    },
    close() {
      lose('closed by the client');
      channel.close();
    },
    onLost(listen) {
      tellLost = listen;
      if (lost) listen(String(lost.cause));
    },
  };
}
