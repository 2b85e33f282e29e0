import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { QuarterdeckError } from '../../analytics/api/errors.ts';

/**
 * Writes a file whole or not at all: beside its place, to the disk, and only then under its name, so that neither a full
 * disk nor a crash leaves half a file or harms the one that was there.
 */
export async function saveFile(path: string, bytes: Uint8Array): Promise<void> {
  const part = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`);
  try {
    const file = await open(part, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw explain(path, cause);
  }
}

function explain(path: string, cause: unknown): QuarterdeckError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new QuarterdeckError(
      'disk-full',
      `There is no room on the disk for ${basename(path)}; free some space and save again.`,
      cause,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EBUSY') {
    return new QuarterdeckError(
      'file-unreadable',
      `${basename(path)} could not be written in ${dirname(path)}: the folder or the file does not allow it, or another program has it open. Save it elsewhere, or close the other program.`,
      cause,
    );
  }
  return new QuarterdeckError(
    'internal',
    `${basename(path)} could not be written in ${dirname(path)}. Save it elsewhere.`,
    cause,
  );
}
