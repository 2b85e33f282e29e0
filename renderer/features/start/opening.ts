/** The ways into a workspace, whoever asks: the start screen, a menu, the system. Each says in place why it failed. */
import type { WorkspaceStatus } from '../../../analytics/api/results.ts';
import { change } from '../../shell/location.ts';
import { queryClient } from '../../transport/calls.ts';
import { call } from '../../transport/connection.ts';

/** The page shows the new workspace from its first screen: the old filters are about other rows. */
async function enter(opening: Promise<WorkspaceStatus>, screen?: string): Promise<void> {
  const status = await opening;
  const { name } = status;
  change({
    screen: screen ?? (status.dataVersion > 0 ? '' : 'data'),
    item: null,
    period: null,
    compare: null,
    where: [],
    trace: null,
    extra: {},
  });
  document.title = name;
  await queryClient.resetQueries();
}

export const openPath = (path: string): Promise<void> => enter(call('workspace.open', { path }));

export const openSample = (): Promise<void> => enter(call('workspace.openSample', {}));

/** Creates a workspace where the engine suggests, or at `path`, ready to take files. */
export async function create(name: string, path?: string): Promise<void> {
  const target = path ?? (await call('workspace.suggest', { name })).path;
  await enter(call('workspace.create', { path: target, name }), 'data');
}

/** The desktop's open dialog; does nothing when the user thinks better of it. */
export async function openThroughDialog(): Promise<void> {
  const path = await window.quarterdeck?.openWorkspace();
  if (path) await openPath(path);
}

export async function createThroughDialog(name: string): Promise<void> {
  const path = await window.quarterdeck?.chooseNewWorkspace(name);
  if (path) await create(name, path);
}
