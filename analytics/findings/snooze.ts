import { QuarterdeckError } from '../api/errors.ts';
import type { Executor } from '../engine/engine.ts';
import type { Command } from '../workspace/bus.ts';

interface Snooze {
  readonly id: string;
  readonly until: string;
  readonly reason: string;
}

/** Puts a finding aside until a day; its inverse is what was before: another snooze, or none. */
export const snoozeFinding: Command<Snooze, void> = {
  name: 'finding.snooze',
  label: () => 'Snooze finding',
  async apply(transaction, snooze) {
    const before = await take(transaction, snooze.id);
    await transaction.run('INSERT INTO app.snooze VALUES ($id, $until::DATE, $reason)', { ...snooze });
    return {
      result: undefined,
      inverse: before
        ? { command: 'finding.snooze', args: before }
        : { command: 'finding.wake', args: { id: snooze.id } },
    };
  },
};

/** Brings a snoozed finding back; refuses one that is not snoozed. */
export const wakeFinding: Command<{ readonly id: string }, void> = {
  name: 'finding.wake',
  label: () => 'Wake finding',
  async apply(transaction, { id }) {
    const before = await take(transaction, id);
    if (!before) throw new QuarterdeckError('not-found', 'This finding is not snoozed.');
    return { result: undefined, inverse: { command: 'finding.snooze', args: before } };
  },
};

/** Removes the snooze of a finding and answers what it was. */
async function take(transaction: Executor, id: string): Promise<Snooze | undefined> {
  const [before] = await transaction.rows<Snooze & Record<string, string>>(
    'SELECT finding_id AS id, until, reason FROM app.snooze WHERE finding_id = $id',
    { id },
  );
  await transaction.run('DELETE FROM app.snooze WHERE finding_id = $id', { id });
  return before;
}
