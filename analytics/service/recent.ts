import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const entry = z.object({ path: z.string(), name: z.string(), openedAt: z.string() });
const list = z.array(entry);
export type RecentWorkspace = z.infer<typeof entry>;

/** How many are remembered. */
const KEPT = 12;

/** The workspaces opened last, newest first, in a small file of the user's. */
export class RecentWorkspaces {
  private readonly file: string | undefined;
  /** The last of the additions: they follow one another, or one would be lost and another's file moved away. */
  private adding: Promise<void> = Promise.resolve();

  constructor(home: string | undefined) {
    this.file = home === undefined ? undefined : join(home, 'recent.json');
  }

  async list(): Promise<RecentWorkspace[]> {
    if (!this.file) return [];
    try {
      return list.parse(JSON.parse(await readFile(this.file, 'utf8')));
    } catch {
      // Missing or damaged: the list is a convenience, and opening must not fail for it.
      return [];
    }
  }

  /** Puts a workspace first. Where the list cannot be written it stays as it was: that is no reason to open nothing. */
  add(opened: RecentWorkspace): Promise<void> {
    const { file } = this;
    if (file) this.adding = this.adding.then(() => this.write(file, opened)).catch(() => undefined);
    return this.adding;
  }

  private async write(file: string, opened: RecentWorkspace): Promise<void> {
    const others = (await this.list()).filter(({ path }) => path !== opened.path);
    await mkdir(dirname(file), { recursive: true });
    // Another process, or another engine of this one, may write at the same time.
    const fresh = `${file}.${randomUUID()}.new`;
    try {
      await writeFile(fresh, JSON.stringify([opened, ...others].slice(0, KEPT), null, 2));
      await rename(fresh, file);
    } finally {
      await rm(fresh, { force: true });
    }
  }
}
