import { describe, expect, it } from 'vitest';
import type { ByteChannel } from '../../../analytics/api/channel.ts';
import { connect } from '../../../analytics/api/client.ts';
import { decodeFrame, encodeFrame } from '../../../analytics/api/codec.ts';

type Frame = ReturnType<typeof decodeFrame>;

/** A client whose engine is this test: what it sent, and a way to answer. */
function client() {
  const sent: Frame[] = [];
  let receive: (bytes: Uint8Array) => void = () => {};
  const channel: ByteChannel = {
    send: (bytes) => sent.push(decodeFrame(bytes)),
    onMessage: (listen) => {
      receive = listen;
    },
    onClose: () => {},
    close: () => {},
  };
  return { api: connect(channel), sent, answer: (frame: Frame) => receive(encodeFrame(frame)) };
}

describe('a call that is stopped', () => {
  const stopped = () => {
    const stop = new AbortController();
    return { signal: stop.signal, stop: () => stop.abort() };
  };

  // Guards a page that goes on waiting for an answer nobody wants any more.
  it('ends at once when it only asked', async () => {
    const { api, sent } = client();
    const { signal, stop } = stopped();
    const asked = api.call('metric.list', {}, { signal });
    stop();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(sent.at(-1)).toMatchObject({ method: 'call.cancel', params: { id: 1 } });
  });

  // Guards the sentence “Nothing was changed” where the engine had just finished.
  it('is done when the engine had done it before it heard', async () => {
    const { api, sent, answer } = client();
    const { signal, stop } = stopped();
    const asked = api.call('history.undo', {}, { signal });
    stop();
    expect(sent.at(-1)).toMatchObject({ method: 'call.cancel', params: { id: 1 } });
    answer({ kind: 'ok', id: 1, result: { label: 'Load' } });
    expect(await asked).toEqual({ label: 'Load' });
  });

  it('ends as the engine says when it was in time', async () => {
    const { api, answer } = client();
    const { signal, stop } = stopped();
    const asked = api.call('history.undo', {}, { signal });
    stop();
    answer({ kind: 'error', id: 1, error: { code: 'cancelled', message: 'Stopped. Nothing was changed.' } });
    await expect(asked).rejects.toMatchObject({ code: 'cancelled', message: 'Stopped. Nothing was changed.' });
  });
});
