import { copyFile } from 'node:fs/promises';
import { QuarterdeckError } from '../api/errors.ts';
import type { Engine, Executor } from '../engine/engine.ts';
import { incentiveStatements, SCHEMA_VERSION, segmentStatements, tierStatements } from './schema.ts';

export interface Migration {
  /** The schema version that it makes from the one before. */
  readonly to: number;
  apply(transaction: Executor): Promise<void>;
}

/** Oldest first. A later version that changes what one of these made keeps the old statements here, word for word. */
export const MIGRATIONS: readonly Migration[] = [
  adding(2, tierStatements),
  adding(3, incentiveStatements),
  adding(4, segmentStatements),
];

/** A version that adds to what is there, and changes nothing of it. */
function adding(to: number, statements: () => readonly string[]): Migration {
  return {
    to,
    async apply(transaction) {
      for (const statement of statements()) await transaction.run(statement);
    },
  };
}

export async function schemaVersion(executor: Executor): Promise<number> {
  const [row] = await executor.rows<{ value: string }>("SELECT value FROM app.meta WHERE key = 'schema_version'");
  return Number(row?.value ?? Number.NaN);
}

/**
 * Brings an older workspace up to date, in one transaction after the file has been copied aside. Returns the copy's
 * path, or null when nothing was to do. A workspace from a newer Quarterdeck is refused and left alone.
 */
export async function migrate(
  engine: Engine,
  path: string,
  migrations: readonly Migration[] = MIGRATIONS,
  target: number = SCHEMA_VERSION,
): Promise<string | null> {
  const version = await schemaVersion(engine);
  if (version === target) return null;
  if (!(version < target)) {
    throw new QuarterdeckError(
      'workspace-newer',
      `This workspace was written by a newer Quarterdeck (schema ${version}, this one reads up to ${target}). Update Quarterdeck to open it.`,
    );
  }
  const copy = `${path}.before-schema-${target}`;
  await engine.run('CHECKPOINT');
  await copyFile(path, copy);
  await engine.transaction(async (transaction) => {
    for (const migration of migrations.filter(({ to }) => to > version && to <= target))
      await migration.apply(transaction);
    await transaction.run("UPDATE app.meta SET value = $version WHERE key = 'schema_version'", {
      version: String(target),
    });
  });
  return copy;
}
