import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Workspace, type WorkspaceOptions } from './workspace.ts';

interface Entry {
  readonly opening: Promise<Workspace>;
  users: number;
}

/**
 * The one door to workspaces in a process. Two DuckDB instances on one file in one process silently diverge, so files
 * are known by their real path and shared by whoever opens them; the last user to leave closes the file.
 */
export class WorkspaceRegistry {
  private readonly entries = new Map<string, Entry>();
  private readonly closing = new Map<string, Promise<void>>();
  private readonly options: WorkspaceOptions;

  constructor(options: WorkspaceOptions = {}) {
    this.options = options;
  }

  open(path: string): Promise<Workspace> {
    return this.enter(path, (real) => Workspace.open(real, this.options));
  }

  /** Makes a new workspace and opens it. Refuses a path that exists. */
  create(path: string, name: string): Promise<Workspace> {
    return this.enter(path, (real) => Workspace.create(real, name, this.options), true);
  }

  async isOpen(path: string): Promise<boolean> {
    return this.entries.has(await realPath(path));
  }

  async release(workspace: Workspace): Promise<void> {
    const entry = this.entries.get(workspace.path);
    if (!entry) return;
    entry.users--;
    if (entry.users > 0) return;
    this.entries.delete(workspace.path);
    const closing = workspace.close().finally(() => this.closing.delete(workspace.path));
    this.closing.set(workspace.path, closing);
    await closing;
  }

  /** Those that somebody has just left are waited for too: a thread that ends under their last statement ends the process. */
  async closeAll(): Promise<void> {
    const entries = [...this.entries.values()];
    this.entries.clear();
    await Promise.all([
      ...this.closing.values(),
      ...entries.map(async ({ opening }) => {
        const workspace = await opening.catch(() => null);
        await workspace?.close();
      }),
    ]);
  }

  private async enter(path: string, open: (real: string) => Promise<Workspace>, fresh = false): Promise<Workspace> {
    const real = await realPath(path);
    await this.closing.get(real);
    const known = this.entries.get(real);
    if (known && !fresh) {
      known.users++;
      return known.opening;
    }
    const opening = open(real);
    if (known) return opening; // `create` on an open workspace: the file exists, so this rejects.
    this.entries.set(real, { opening, users: 1 });
    opening.catch(() => this.entries.delete(real));
    return opening;
  }
}

/** The path behind links, also for a file that does not exist yet. */
async function realPath(path: string): Promise<string> {
  const full = resolve(path);
  try {
    return await realpath(full);
  } catch {
    try {
      return join(await realpath(dirname(full)), basename(full));
    } catch {
      return full;
    }
  }
}
