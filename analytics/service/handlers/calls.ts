import type { Handlers } from '../session.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `call.${string}` | `cursor.${string}`>>;

export const callHandlers: Area = {
  async 'call.cancel'({ session }, { id }) {
    return { found: session.cancel(id) };
  },

  async 'cursor.next'({ session }, { cursor }) {
    return session.cursors.next(cursor);
  },

  async 'cursor.close'({ session }, { cursor }) {
    session.cursors.close(cursor);
    return null;
  },
};
