import { setImmediate } from 'node:timers/promises';
import { QuarterdeckError } from '../api/errors.ts';
import type { Session } from './session.ts';

const newest = new WeakMap<Session, Map<string, symbol>>();

/**
 * Makes a call the newest of its `drag`, if it has one: a hand sends more events than can be computed, and only the last one
 * will be seen. To be called on arrival; the function it answers is called before the work, lets in what arrived meanwhile,
 * and throws `cancelled` when that was a newer call of the drag, or a cancel.
 */
export function joinDrag(session: Session, drag: string | undefined, signal: AbortSignal): () => Promise<void> {
  const own = Symbol();
  const drags = newest.get(session) ?? new Map<string, symbol>();
  newest.set(session, drags);
  if (drag !== undefined) drags.set(drag, own);
  return async () => {
    await setImmediate();
    if (signal.aborted) throw new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.');
    if (drag === undefined) return;
    if (drags.get(drag) !== own) throw new QuarterdeckError('cancelled', 'Stopped: a newer question took its place.');
    drags.delete(drag);
  };
}
