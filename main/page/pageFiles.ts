import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { getMimeType } from 'hono/utils/mime';

export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/**
 * The file below `root` that a URL path names, or undefined when the path is malformed or leads out of `root`. The path
 * is decoded exactly once, and containment is judged on the finished path: a test on the text of the URL is what
 * encoded and backslashed traversals get around.
 */
export function locatePageFile(root: string, urlPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const path = join(root, decoded === '/' ? 'index.html' : decoded);
  const inside = relative(root, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  return path;
}

/** Reads what a URL path names below `root`; undefined when there is no such file or it is not to be had. */
export async function readPageFile(root: string, urlPath: string): Promise<PageFile | undefined> {
  const path = locatePageFile(root, urlPath);
  if (path === undefined) return undefined;
  try {
    return { bytes: await readFile(path), type: getMimeType(path) ?? 'application/octet-stream' };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(error.code))
  );
}
