/**
 * Frames on the wire. MessagePack, because it carries bytes (an Arrow batch, a workbook) as bytes next to plain data,
 * and its decoder needs no eval under the page's CSP.
 */
import { decode, encode } from '@msgpack/msgpack';
import type { ErrorEnvelope } from './errors.ts';
import { QuarterdeckError } from './errors.ts';
import { LIMITS } from './limits.ts';

export type Frame =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'ok'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorEnvelope }
  | { readonly kind: 'event'; readonly event: string; readonly data: unknown };

/** The decoder refuses this key, and with it the whole message: whoever waits for the answer would wait for ever. */
const REFUSED_KEY = '__proto__';

/** Throws a `bad-request` error on what no message can carry. */
export function encodeFrame(frame: Frame): Uint8Array {
  const bytes = encoded(frame);
  if (bytes.byteLength > LIMITS.frameBytes) {
    throw new QuarterdeckError(
      'bad-request',
      `A message of ${Math.round(bytes.byteLength / 1e6)} MB is larger than the ${LIMITS.frameBytes / 1024 / 1024} MB that fit in one; ask for less at a time.`,
    );
  }
  return bytes;
}

function encoded(frame: Frame): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = encode(frame, { ignoreUndefined: true });
  } catch (cause) {
    throw new QuarterdeckError(
      'bad-request',
      'What is sent is nested too deep, or holds something that is no plain data. Nest it less than 90 deep.',
      cause,
    );
  }
  // Only calls carry what people wrote. Encoding went well, so the walk ends.
  if (frame.kind === 'call' && holdsKey(frame.params, REFUSED_KEY)) {
    throw new QuarterdeckError('bad-request', `Nothing may be named “${REFUSED_KEY}”. Take another name.`);
  }
  return bytes;
}

function holdsKey(value: unknown, key: string): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  return Object.hasOwn(value, key) || Object.values(value).some((part) => holdsKey(part, key));
}

/** Throws a `bad-request` error on bytes that are not a frame. */
export function decodeFrame(bytes: Uint8Array): Frame {
  let frame: unknown;
  try {
    frame = decode(bytes);
  } catch (cause) {
    throw new QuarterdeckError(
      'bad-request',
      'A message could not be read; the page and the engine may be of different versions. Reload the page.',
      cause,
    );
  }
  if (typeof frame !== 'object' || frame === null || !('kind' in frame)) {
    throw new QuarterdeckError(
      'bad-request',
      'A message has no kind; the page and the engine may be of different versions. Reload the page.',
    );
  }
  return frame as Frame;
}
