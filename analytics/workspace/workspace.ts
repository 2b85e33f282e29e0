import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { policy as policySchema } from '../api/documents/policy.ts';
import { QuarterdeckError } from '../api/errors.ts';
import { Engine, type EngineOptions, type Executor } from '../engine/engine.ts';
import { CommandBus } from './bus.ts';
import { type Migration, migrate } from './migrate.ts';
import { currentPolicy, type PolicyVersion, setPolicyCommand, writePolicy } from './policyStore.ts';
import { SCHEMA_VERSION, schemaStatements } from './schema.ts';

export interface WorkspaceOptions {
  readonly now?: () => Date;
  readonly engine?: Pick<EngineOptions, 'memoryLimit' | 'threads'>;
  readonly migrations?: readonly Migration[];
  /** Clears what work that was killed may have left in the file; run at each open. */
  readonly tidy?: (engine: Engine) => Promise<void>;
  /** Adds the commands of other rooms to the bus, so that a journal of an earlier day can be undone. */
  readonly register?: (bus: CommandBus) => void;
}

/** An open `.quarterdeck` file. Opened through the registry only: two engines on one file silently diverge. */
export class Workspace {
  readonly path: string;
  readonly engine: Engine;
  readonly bus: CommandBus;
  readonly now: () => Date;

  private constructor(path: string, engine: Engine, options: WorkspaceOptions) {
    this.path = path;
    this.engine = engine;
    this.now = options.now ?? (() => new Date());
    this.bus = new CommandBus(engine, this.now);
    this.bus.register(setPolicyCommand(this.now));
    options.register?.(this.bus);
  }

  /** Makes a new workspace file; refuses to touch one that exists. */
  static async create(path: string, name: string, options: WorkspaceOptions = {}): Promise<Workspace> {
    if (await exists(path)) {
      throw new QuarterdeckError('workspace-exists', `${path} exists already. Open it, or choose another name.`);
    }
    if (!(await exists(dirname(path)))) {
      throw new QuarterdeckError(
        'file-missing',
        `The folder ${dirname(path)} does not exist. Create it, or choose another place.`,
      );
    }
    const now = options.now ?? (() => new Date());
    const engine = await openEngine(path, options);
    try {
      await engine.transaction(async (transaction) => {
        for (const statement of schemaStatements()) await transaction.run(statement);
        for (const [key, value] of Object.entries({ schema_version: String(SCHEMA_VERSION), id: randomUUID() })) {
          await transaction.run('INSERT INTO app.meta VALUES ($key, $value)', { key, value });
        }
        await writePolicy(transaction, policySchema.parse({ networkName: name }), now());
      });
      return new Workspace(path, engine, options);
    } catch (thrown) {
      await engine.close();
      await removeWorkspaceFiles(path);
      throw thrown;
    }
  }

  static async open(path: string, options: WorkspaceOptions = {}): Promise<Workspace> {
    await assertDatabase(path);
    const engine = await openEngine(path, options);
    try {
      const [meta] = await engine.rows<{ found: number }>(
        "SELECT count(*) AS found FROM information_schema.tables WHERE table_schema = 'app' AND table_name = 'meta'",
      );
      if (!meta?.found) throw notAWorkspace(path, 'It is a database, but not one that Quarterdeck made.');
      await migrate(engine, path, options.migrations);
      await options.tidy?.(engine);
      return new Workspace(path, engine, options);
    } catch (thrown) {
      await engine.close();
      throw thrown;
    }
  }

  /** The only folder that SQL can read: a chosen file is linked or copied here and goes when the load ends. */
  get stagingDirectory(): string {
    return stagingDirectory(this.path);
  }

  /** Reads what the workspace keeps of its own, such as policy, plans and programs: small, and never behind other readings. */
  get records(): Executor {
    return this.engine.prompt;
  }

  policy(): Promise<PolicyVersion> {
    return currentPolicy(this.records);
  }

  /** The number of the newest load that stands; a figure's identity includes it. 0 before any data. */
  async dataVersion(): Promise<number> {
    const [row] = await this.records.rows<{ version: number }>(
      'SELECT coalesce(max(load_id) FILTER (NOT undone), 0) AS version FROM app.load',
    );
    return row?.version ?? 0;
  }

  /** Folds the log into the file and releases it. The staging and spill folders go with it. */
  async close(): Promise<void> {
    try {
      await this.engine.run('CHECKPOINT');
    } catch {
      // A failed checkpoint loses nothing: the write-ahead log is replayed at the next open.
    }
    await this.engine.close();
    await rm(stagingDirectory(this.path), { recursive: true, force: true });
    await rm(spillDirectory(this.path), { recursive: true, force: true });
  }
}

/** Removes a workspace and everything beside it that belongs to it. */
export async function removeWorkspaceFiles(path: string): Promise<void> {
  for (const file of [path, `${path}.wal`, stagingDirectory(path), spillDirectory(path)]) {
    await rm(file, { recursive: true, force: true });
  }
}

function stagingDirectory(path: string): string {
  return `${path}.staging`;
}

function spillDirectory(path: string): string {
  return `${path}.spill`;
}

async function openEngine(path: string, options: WorkspaceOptions): Promise<Engine> {
  // What a killed process left behind is never reused.
  await rm(stagingDirectory(path), { recursive: true, force: true });
  await mkdir(stagingDirectory(path), { recursive: true, mode: 0o700 });
  try {
    return await Engine.open({
      path,
      directory: stagingDirectory(path),
      temp: spillDirectory(path),
      ...options.engine,
    });
  } catch (thrown) {
    throw openFailure(path, thrown);
  }
}

function openFailure(path: string, thrown: unknown): unknown {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const holder = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(text);
  if (holder) {
    return new QuarterdeckError(
      'workspace-held',
      `${basename(path)} is open in another program (${holder[1]}, process ${holder[2]}). Close it there, then try again.`,
      thrown,
    );
  }
  if (/Could not set lock|being used by another process/i.test(text)) {
    return new QuarterdeckError(
      'workspace-held',
      `${basename(path)} is open in another program. Close it there, then try again.`,
      thrown,
    );
  }
  if (/Permission denied|read-only/i.test(text)) {
    return new QuarterdeckError(
      'file-unreadable',
      `${path} cannot be written. Check the permissions of the file and its folder.`,
      thrown,
    );
  }
  if (/not a valid DuckDB database|Serialization Error|corrupt/i.test(text)) {
    return notAWorkspace(path, 'The file is damaged or of another kind.', thrown);
  }
  return thrown;
}

/** DuckDB would make an empty file into a database and its error for others is long; the magic bytes tell sooner. */
async function assertDatabase(path: string): Promise<void> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, 'r');
  } catch (thrown) {
    throw new QuarterdeckError(
      'file-missing',
      `There is no workspace at ${path}. Check the name, or create it.`,
      thrown,
    );
  }
  try {
    const { buffer, bytesRead } = await handle
      .read(Buffer.alloc(12), 0, 12, 0)
      .catch(() => ({ buffer: Buffer.alloc(0), bytesRead: 0 }));
    if (bytesRead < 12 || buffer.toString('latin1', 8, 12) !== 'DUCK') {
      throw notAWorkspace(path, 'The file is of another kind.');
    }
  } finally {
    await handle.close();
  }
}

function notAWorkspace(path: string, why: string, cause?: unknown): QuarterdeckError {
  return new QuarterdeckError(
    'workspace-not-a-database',
    `${path} is not a Quarterdeck workspace. ${why} Choose a .quarterdeck file.`,
    cause,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
