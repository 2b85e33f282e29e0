import type { LoadRecord } from '../api/results.ts';
import type { Executor } from '../engine/engine.ts';
import { undoLoad } from '../ingest/undo.ts';
import type { Command, Invocation } from '../workspace/bus.ts';
import { adoptCurrency } from './adoptCurrency.ts';

const UNDO_LOADS = 'dataset.undoLoads';

/**
 * The last step of a load as a command: `work` writes what was read and checked. Its inverse undoes the loads it made.
 * It cannot be done again from the journal, which keeps no files: the user loads them once more.
 */
export function loadCommand<T>(
  work: (transaction: Executor) => Promise<T>,
  now: () => Date,
  note: (sentence: string) => void,
): Command<{ files: readonly string[] }, T> {
  return {
    name: 'dataset.load',
    label: ({ files }) => (files.length === 1 ? `Load ${files[0]}` : `Load ${files.length} files`),
    async apply(transaction) {
      const [before] = await transaction.rows<{ last: number }>(
        'SELECT coalesce(max(load_id), 0) AS last FROM app.load',
      );
      const last = before?.last ?? 0;
      const result = await work(transaction);
      const made = await transaction.rows<{ id: number }>(
        'SELECT load_id AS id FROM app.load WHERE load_id > $last ORDER BY load_id',
        { last },
      );
      const adopted = last === 0 ? await adoptCurrency(transaction, now()) : null;
      if (adopted) note(adopted);
      return { result, inverse: { command: UNDO_LOADS, args: { loadIds: made.map(({ id }) => id) } } };
    },
  };
}

/**
 * Takes loads back, the last first. What it removes is gone from the file, so it has no inverse; journal entries that
 * would take back the same loads a second time lose that offer.
 */
export const undoLoadsCommand: Command<{ loadIds: readonly number[] }, LoadRecord[]> = {
  name: UNDO_LOADS,
  final: 'Files that were loaded have to be loaded again.',
  label: ({ loadIds }) => `Undo load ${loadIds.join(', ')}`,
  async apply(transaction, { loadIds }) {
    const undone: LoadRecord[] = [];
    for (const loadId of [...loadIds].sort((a, b) => b - a)) undone.push(await undoLoad(transaction, loadId));
    await forget(transaction, new Set(loadIds));
    return { result: undone, inverse: null };
  },
};

async function forget(transaction: Executor, gone: ReadonlySet<number>): Promise<void> {
  const entries = await transaction.rows<{ sequence: number; inverse: string }>(
    'SELECT sequence, inverse FROM app.journal WHERE inverse IS NOT NULL',
  );
  for (const { sequence, inverse } of entries) {
    const invocation = JSON.parse(inverse) as Invocation;
    if (invocation.command !== UNDO_LOADS) continue;
    const { loadIds } = invocation.args as { loadIds: readonly number[] };
    const left = loadIds.filter((id) => !gone.has(id));
    if (left.length === loadIds.length) continue;
    await transaction.run('UPDATE app.journal SET inverse = $inverse WHERE sequence = $sequence', {
      sequence,
      inverse: left.length > 0 ? JSON.stringify({ command: UNDO_LOADS, args: { loadIds: left } }) : null,
    });
  }
}
