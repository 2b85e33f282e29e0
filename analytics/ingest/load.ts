/**
 * Loads files into the workspace: everything of a call, or nothing. Reading, typing and checking happen in tables beside
 * the network's own (prepare.ts); only the last step, in one transaction, touches what the workspace shows (commit.ts).
 */
import type { LoadRecord } from '../api/results.ts';
import { commitLoad, storeTargets } from './commit.ts';
import { stopIfCancelled } from './fileErrors.ts';
import { LOAD_ORDER } from './kinds.ts';
import { resolvePayoutDeals } from './links.ts';
import { type LoadContext, type LoadFile, type LoadOptions, type Prepared, prepare } from './prepare.ts';
import { Roster } from './roster.ts';
import { dropLeftovers } from './stage.ts';

export type { LoadContext, LoadFile, LoadOptions } from './prepare.ts';

/**
 * Loads the files of one call in one transaction.
 * @throws file-missing, file-empty, file-unreadable, map-invalid, load-refused, disk-full, cancelled; the workspace is
 * then as it was.
 */
export async function loadFiles(
  context: LoadContext,
  files: readonly LoadFile[],
  options: LoadOptions = {},
): Promise<LoadRecord[]> {
  const { engine } = context;
  const { signal } = options;
  const ordered = [...files].sort((a, b) => LOAD_ORDER.indexOf(a.map.as) - LOAD_ORDER.indexOf(b.map.as));
  await dropLeftovers(engine);
  try {
    const [last] = await engine.rows<{ id: number }>('SELECT coalesce(max(load_id), 0) AS id FROM app.load');
    const roster = new Roster();
    const prepared: Prepared[] = [];
    for (const file of ordered) {
      stopIfCancelled(signal);
      prepared.push(await prepare(context, file, (last?.id ?? 0) + 1 + prepared.length, roster, options));
    }
    for (const load of prepared) await storeTargets(engine, load);
    const commit = options.commit ?? ((work) => engine.transaction(work, { signal }));
    const records = await commit(async (transaction) => {
      const done: LoadRecord[] = [];
      for (const load of prepared) {
        options.onProgress?.({
          stage: 'load',
          file: load.file.name,
          done: done.length,
          total: prepared.length,
          unit: 'files',
        });
        done.push(await commitLoad(transaction, load, context, signal));
      }
      await resolvePayoutDeals(transaction, { signal });
      stopIfCancelled(signal);
      return done;
    });
    options.onProgress?.({
      stage: 'load',
      file: ordered.at(-1)?.name ?? '',
      done: prepared.length,
      total: prepared.length,
      unit: 'files',
    });
    // Callers get the records in the order they gave the files.
    return files.map((file) => records[ordered.indexOf(file)]!);
  } finally {
    await dropLeftovers(engine);
  }
}
