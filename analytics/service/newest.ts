import { setImmediate } from 'node:timers/promises';
import { QuarterdeckError } from '../api/errors.ts';
import type { Session } from './session.ts';

const newest = new WeakMap<Session, Map<string, symbol>>();

/**
 * Lets the calls that arrived meanwhile in, and goes on only when none of them is of the same `run`: dragging sends more
 * events than can be computed, and only the last one will be seen. Calls of other runs are left alone.
 * @throws QuarterdeckError `cancelled`
 */
export async function onlyNewest(session: Session, run: string): Promise<void> {
  const own = Symbol();
  const runs = newest.get(session) ?? new Map<string, symbol>();
  newest.set(session, runs);
  runs.set(run, own);
  await setImmediate();
  if (runs.get(run) !== own) throw new QuarterdeckError('cancelled', 'Stopped: a newer question took its place.');
  runs.delete(run);
}
