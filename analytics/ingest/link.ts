import { copyFile, link, realpath } from 'node:fs/promises';
import { fileError } from './fileErrors.ts';

/** Puts a chosen file under a name of ours: a hard link where the system allows it, else a copy. */
export async function copyOrLink(path: string, staged: string): Promise<void> {
  try {
    // A link to a symbolic link would lead SQL out of the staging folder.
    const real = await realpath(path);
    try {
      await link(real, staged);
    } catch {
      await copyFile(real, staged);
    }
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}
