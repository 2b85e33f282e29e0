// @ts-check
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the build reads. */
const SOURCES = ['analytics', 'main', 'preload', 'renderer', 'samples', 'scripts', 'package-lock.json'];

/** What it leaves last. The sample keeps a stamp of its own, which the build looks at; here it only has to be there. */
const BUILT = ['out/node/terminal.js', 'out/renderer/index.html'];
const SAMPLE = 'samples/out/stamp.txt';

/**
 * Why the project must be built before it can run; null when all that is built is newer than its sources.
 *
 * @param {string} root the project's folder
 * @returns {string | null} a sentence without its full stop
 */
export function reasonToBuild(root) {
  if ([...BUILT, SAMPLE].some((path) => !existsSync(join(root, path)))) return 'Quarterdeck is not built yet';
  const oldest = Math.min(...BUILT.map((path) => statSync(join(root, path)).mtimeMs));
  const newest = Math.max(...SOURCES.map((source) => newestIn(join(root, source))));
  return newest > oldest ? 'a source is newer than the build' : null;
}

/**
 * @param {string} path
 * @returns {number} when the file, or the newest file below the folder, was written
 */
function newestIn(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const sources = readdirSync(path).filter((name) => name !== 'out');
  return Math.max(0, ...sources.map((name) => newestIn(join(path, name))));
}
