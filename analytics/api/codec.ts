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

export function encodeFrame(frame: Frame): Uint8Array {
  const bytes = encode(frame, { ignoreUndefined: true });
  if (bytes.byteLength > LIMITS.frameBytes) {
    throw new QuarterdeckError(
      'bad-request',
      `A message of ${Math.round(bytes.byteLength / 1e6)} MB is larger than the ${LIMITS.frameBytes / 1024 / 1024} MB that fit in one; ask for less at a time.`,
    );
  }
  return bytes;
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
