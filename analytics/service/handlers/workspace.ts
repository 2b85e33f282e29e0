import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { QuarterdeckError } from '../../api/errors.ts';
import type { WorkspaceStatus } from '../../api/results.ts';
import { dataRange } from '../../network/history.ts';
import { TABLE_NAMES } from '../../network/model.ts';
import { periodChoices } from '../../network/period.ts';
import { schemaVersion } from '../../workspace/migrate.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Opening } from '../hosting.ts';
import type { Service } from '../service.ts';
import type { Handlers, Session } from '../session.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `workspace.${string}`>>;

export const workspaceHandlers: Area = {
  async 'workspace.create'({ service, session }, { path, name }) {
    const workspace = await service.registry.create(path, name ?? nameFromPath(path));
    return show(service, session, workspace);
  },

  async 'workspace.open'({ service, session }, { path }) {
    return show(service, session, await service.registry.open(path));
  },

  async 'workspace.openSample'({ service, session }) {
    return show(service, session, await openSample(service));
  },

  async 'workspace.status'({ session }) {
    return session.workspace ? workspaceStatus(session.workspace) : null;
  },

  async 'workspace.close'({ session }) {
    await session.closeWorkspace();
    return null;
  },

  async 'workspace.recent'({ service }) {
    return service.recent.list();
  },

  async 'workspace.suggest'({ service }, { name }) {
    const home = needHome(service);
    await mkdir(home, { recursive: true });
    const taken = new Set(await readdir(home));
    const stem = name.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim() || 'Network';
    let file = `${stem}.quarterdeck`;
    for (let n = 2; taken.has(file); n++) file = `${stem} ${n}.quarterdeck`;
    return { path: join(home, file) };
  },

  async 'workspace.periods'({ session }) {
    const workspace = session.needWorkspace();
    const { policy } = await workspace.policy();
    return periodChoices(policy, await dataRange(workspace.engine));
  },
};

/** Opens what the host was asked to have open, before the page's first call. */
export async function openAtStart(service: Service, session: Session, opening: Opening): Promise<void> {
  await show(service, session, await openFor(service, opening));
  await service.cool();
}

export function openFor(service: Service, opening: Opening): Promise<Workspace> {
  return 'sample' in opening ? openSample(service) : service.registry.open(opening.workspace);
}

/** What the status line and the Start screen tell of a workspace. */
export async function workspaceStatus(workspace: Workspace): Promise<WorkspaceStatus> {
  const { engine } = workspace;
  const [{ version, policy }, dataVersion, schema, history, offers, rows, loads] = await Promise.all([
    workspace.policy(),
    workspace.dataVersion(),
    schemaVersion(engine),
    dataRange(engine),
    workspace.bus.offers(),
    engine.rows<{ name: string; rows: number }>(
      TABLE_NAMES.map((table) => `SELECT '${table}' AS name, count(*) AS rows FROM net.${table}`).join(' UNION ALL '),
    ),
    engine.rows<{ loadId: number; at: string }>(
      `SELECT load_id AS "loadId", strftime(loaded_at, '%Y-%m-%dT%H:%M:%SZ') AS "at" FROM app.load WHERE NOT undone ORDER BY load_id DESC LIMIT 1`,
    ),
  ]);
  return {
    path: workspace.path,
    name: policy.networkName,
    schemaVersion: schema,
    dataVersion,
    policyVersion: version,
    policy,
    rows: Object.fromEntries(rows.map((row) => [row.name, row.rows])),
    lastLoad: loads[0] ?? null,
    history,
    ...offers,
  };
}

async function show(service: Service, session: Session, workspace: Workspace): Promise<WorkspaceStatus> {
  await session.lookAt(workspace);
  const status = await workspaceStatus(workspace);
  await service.recent.add({ path: workspace.path, name: status.name, openedAt: workspace.now().toISOString() });
  return status;
}

async function openSample(service: Service): Promise<Workspace> {
  if (!service.sample) {
    throw new QuarterdeckError(
      'not-found',
      'This installation has no sample network. Run “npm run prepare” in the project to make it.',
    );
  }
  const { registry } = service;
  return registry.open(await service.sample.path((path) => registry.isOpen(path)));
}

function needHome(service: Service): string {
  const { home } = service.options;
  if (!home)
    throw new QuarterdeckError('bad-request', 'Say where the workspace goes: this host has no folder of its own.');
  return home;
}

function nameFromPath(path: string): string {
  return basename(path).replace(/\.quarterdeck$/i, '') || 'Partner network';
}
