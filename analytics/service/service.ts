import type { ByteChannel } from '../api/channel.ts';
import type { EventName, Events } from '../api/methods.ts';
import { snoozeFinding, wakeFinding } from '../findings/snooze.ts';
import { registerPlanCommands } from '../incentives/store.ts';
import { dropLeftovers } from '../ingest/stage.ts';
import { registerSegmentCommands } from '../segments/store/commands.ts';
import { registerTierCommands } from '../tiers/store/commands.ts';
import { WorkspaceRegistry } from '../workspace/registry.ts';
import { removeWorkspaceFiles, type Workspace, type WorkspaceOptions } from '../workspace/workspace.ts';
import { ResultCache } from './cache.ts';
import { queryContext } from './context.ts';
import { openFor } from './handlers/workspace.ts';
import type { Opening } from './hosting.ts';
import { undoLoadsCommand } from './loadCommands.ts';
import { RecentWorkspaces } from './recent.ts';
import { SampleCopy } from './sampleCopy.ts';
import { Session } from './session.ts';

export interface ServiceOptions {
  readonly workspace?: WorkspaceOptions;
  /** Where the list of recent workspaces and copies of the sample live; none are kept when left out. */
  readonly home?: string;
  /** The ready sample workspace that ships with the product. */
  readonly sample?: string;
  /** Bytes of answers kept for asking again. */
  readonly cacheBytes?: number;
}

/**
 * The product behind the contract. It serves any number of clients; clients of one workspace share its engine and are
 * all told what changed.
 */
export class Service {
  readonly registry: WorkspaceRegistry;
  readonly cache: ResultCache;
  readonly recent: RecentWorkspaces;
  readonly options: ServiceOptions;
  /** None where no sample ships, or where the host has no folder of its own. */
  readonly sample: SampleCopy | null;
  private readonly sessions = new Set<Session>();
  /** Ends of sessions whose clients have gone. */
  private readonly leaving = new Set<Promise<void>>();
  private warmed: Promise<Workspace | null> = Promise.resolve(null);

  constructor(options: ServiceOptions = {}) {
    this.options = options;
    this.registry = new WorkspaceRegistry({
      tidy: dropLeftovers,
      register: (bus) => {
        bus.register(undoLoadsCommand);
        bus.register(snoozeFinding);
        bus.register(wakeFinding);
        registerTierCommands(bus);
        registerPlanCommands(bus);
        registerSegmentCommands(bus);
      },
      ...options.workspace,
    });
    this.cache = new ResultCache(options.cacheBytes ?? 64 * 1024 * 1024);
    this.recent = new RecentWorkspaces(options.home);
    this.sample = options.sample && options.home ? new SampleCopy(options.sample, options.home) : null;
  }

  /** Serves one client until its channel closes. */
  connect(channel: ByteChannel, opening?: Opening): Session {
    const session = new Session(this, channel, opening);
    this.sessions.add(session);
    channel.onClose(() => {
      this.sessions.delete(session);
      const left = session.end().finally(() => this.leaving.delete(left));
      this.leaving.add(left);
    });
    return session;
  }

  /**
   * Opens what the first page will ask for while its browser is still starting. Held until that page has it open; what
   * cannot be opened is told to the page, not here.
   */
  async warm(opening: Opening): Promise<void> {
    this.warmed = openFor(this, opening).catch(() => null);
    const workspace = await this.warmed;
    if (workspace) await queryContext(workspace);
  }

  /** Lets go of what `warm` holds. */
  async cool(): Promise<void> {
    const { warmed } = this;
    this.warmed = Promise.resolve(null);
    const workspace = await warmed;
    if (workspace) await this.registry.release(workspace);
  }

  /** Tells every client of the workspace. */
  broadcast<E extends EventName>(workspace: Workspace, event: E, data: Events[E]): void {
    for (const session of this.sessions) if (session.workspace === workspace) session.emit(event, data);
  }

  /** Removes a workspace that an import made and could not fill, with everything beside it. It must not be open. */
  async discard(path: string): Promise<void> {
    await removeWorkspaceFiles(path);
  }

  async close(): Promise<void> {
    const sessions = [...this.sessions];
    this.sessions.clear();
    await Promise.all([...this.leaving, ...sessions.map((session) => session.end())]);
    await this.registry.closeAll();
  }
}
