/** Small networks behind a transport, for contracts that need rows to speak about. */
import { writeFileSync } from 'node:fs';
import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import type { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import type { Transport } from './transports.ts';

type Folder = Pick<ReturnType<typeof temporaryFolder>, 'file'>;

/** An engine behind a transport, with a client that has a new workspace open. */
export async function serveNew(transport: Transport, folder: Folder, name: string) {
  const served = await transport.serve(folder.file('home'));
  const api = await served.client();
  const workspace = folder.file(`${transport.name.replace(' ', '-')}.quarterdeck`);
  await api.call('workspace.create', { path: workspace, name });
  return { served, api, workspace };
}

/** Loads files whose headers are the fields themselves: the lines of each table, its header first. */
export async function loadLines(
  api: AnalyticsApi,
  folder: Folder,
  tables: Readonly<Partial<Record<'partners' | 'deals' | 'payouts', readonly string[]>>>,
): Promise<void> {
  const files = Object.entries(tables).map(([table, lines]) => {
    const path = folder.file(`${table}.csv`);
    writeFileSync(path, `${lines.join('\n')}\n`);
    const columns = Object.fromEntries(lines[0]!.split(',').map((name) => [name, name]));
    return { path, map: { as: table as keyof typeof tables, columns } };
  });
  await api.call('dataset.load', { files });
}
