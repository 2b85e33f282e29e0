import { setImmediate } from 'node:timers/promises';
import { QuarterdeckError } from '../api/errors.ts';
import type { Session } from './session.ts';

const newest = new WeakMap<Session, Map<string, symbol>>();

/**
 * Lets in what arrived meanwhile, then goes on only when it was neither a cancel nor a newer call of the same `drag`: a
 * hand sends more events than can be computed, and only the last one will be seen.
 * @throws QuarterdeckError `cancelled`
 */
export async function onlyNewest(session: Session, drag: string | undefined, signal: AbortSignal): Promise<void> {
  const own = Symbol();
  const drags = newest.get(session) ?? new Map<string, symbol>();
  newest.set(session, drags);
  if (drag !== undefined) drags.set(drag, own);
  await setImmediate();
  if (signal.aborted) throw new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.');
  if (drag === undefined) return;
  if (drags.get(drag) !== own) throw new QuarterdeckError('cancelled', 'Stopped: a newer question took its place.');
  drags.delete(drag);
}
