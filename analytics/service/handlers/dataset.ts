import { QuarterdeckError } from '../../api/errors.ts';
import { inspectFiles } from '../../ingest/inspect.ts';
import { kindFields } from '../../ingest/kinds.ts';
import { loadFiles } from '../../ingest/load.ts';
import { listLoads } from '../../ingest/undo.ts';
import { tellChanged } from '../changes.ts';
import { loadCommand, undoLoadsCommand } from '../loadCommands.ts';
import type { Handlers } from '../session.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `dataset.${string}`>>;

export const datasetHandlers: Area = {
  async 'dataset.inspect'({ session, signal }, { files }) {
    const { engine, stagingDirectory } = session.needWorkspace();
    const chosen = files.map(({ path, name, as, map }) => ({
      path,
      name: name ?? nameOf(path),
      ...(as && { as }),
      ...(map && { map }),
    }));
    return inspectFiles({ engine, stagingDir: stagingDirectory }, chosen, { signal });
  },

  async 'dataset.fields'(_, { as }) {
    return kindFields(as);
  },

  async 'dataset.load'({ service, session, signal, progress }, { files }) {
    const workspace = session.needWorkspace();
    const { policy } = await workspace.policy();
    const named = files.map(({ path, name, map }) => ({ path, name: name ?? nameOf(path), map }));
    const notes: string[] = [];
    const records = await loadFiles(
      {
        engine: workspace.engine,
        stagingDir: workspace.stagingDirectory,
        baseCurrency: policy.baseCurrency,
        now: workspace.now,
      },
      named,
      {
        signal,
        onProgress: ({ stage, file, done, total, unit }) => progress(`${stage} ${file}`, done, total, unit),
        commit: (work) =>
          workspace.bus.execute(
            loadCommand(work, workspace.now, (sentence) => notes.push(sentence)),
            { files: named.map(({ name }) => name) },
            { signal },
          ),
      },
    );
    await tellChanged(service, workspace, 'data');
    return { loads: records, dataVersion: await workspace.dataVersion(), notes };
  },

  async 'dataset.loads'({ session }) {
    return listLoads(session.needWorkspace().engine);
  },

  async 'dataset.refused'({ session, signal }, { loadId }) {
    const { engine } = session.needWorkspace();
    const loads = await listLoads(engine);
    if (!loads.some((load) => load.loadId === loadId)) {
      throw new QuarterdeckError(
        'not-found',
        `There is no load ${loadId}. See the history of loads for those that are.`,
      );
    }
    const cursor = await engine.cursor(
      `SELECT source_row, column_name, value, reason FROM app.refused WHERE load_id = ${loadId} ORDER BY source_row, column_name`,
      undefined,
      { signal },
    );
    const columns = [
      { key: 'source_row', label: 'Row of the file', role: 'field', unit: 'count' },
      { key: 'column_name', label: 'Column', role: 'field', unit: 'text' },
      { key: 'value', label: 'Value', role: 'field', unit: 'text' },
      { key: 'reason', label: 'Why it was refused', role: 'field', unit: 'text' },
    ] as const;
    return { columns, ...(await session.cursors.first(cursor)) };
  },

  async 'dataset.undo'({ service, session, signal }, { loadId }) {
    const workspace = session.needWorkspace();
    const loads = await workspace.bus.execute(undoLoadsCommand, { loadIds: [loadId] }, { signal });
    await tellChanged(service, workspace, 'data');
    return { loads, dataVersion: await workspace.dataVersion(), notes: [] };
  },
};

/** The last part of a path of any system. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
