import { describe, expect, it } from 'vitest';
import { joinDrag } from '../../../analytics/service/newest.ts';
import type { Session } from '../../../analytics/service/session.ts';

const session = () => ({}) as Session;
const { signal } = new AbortController();
const outcomes = async (turns: readonly (() => Promise<void>)[]) =>
  (await Promise.allSettled(turns.map((turn) => turn()))).map(({ status }) => status);

describe('a drag', () => {
  it('leaves its newest call only, in the order of arrival and not of waiting', async () => {
    const one = session();
    const turns = [1, 2, 3].map(() => joinDrag(one, 'Gold', signal));
    expect(await outcomes([turns[2]!, turns[0]!, turns[1]!])).toEqual(['fulfilled', 'rejected', 'rejected']);
    // What comes after it has been computed is a new run.
    expect(await outcomes([joinDrag(one, 'Gold', signal)])).toEqual(['fulfilled']);
  });

  it('is of one session, and of one name; calls without a name are no drag', async () => {
    const one = session();
    const turns = [
      joinDrag(one, 'Gold', signal),
      joinDrag(session(), 'Gold', signal),
      joinDrag(one, 'Silver', signal),
      joinDrag(one, undefined, signal),
      joinDrag(one, undefined, signal),
    ];
    expect(await outcomes(turns)).toEqual(turns.map(() => 'fulfilled'));
  });

  it('lets a cancel in that came while it waited', async () => {
    const stop = new AbortController();
    const turn = joinDrag(session(), undefined, stop.signal);
    const waiting = turn();
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });
});
