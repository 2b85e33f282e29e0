import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the project, whether this module runs from source (tests, development) or from the bundle in out/node:
 * built files are found from here and never relative to a chunk, whose place the bundler decides.
 */
export function projectRoot(from: string = import.meta.url): string {
  let folder = dirname(fileURLToPath(from));
  for (;;) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'quarterdeck') return folder;
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('The Quarterdeck installation is incomplete: its package.json is missing. Install it again.');
    folder = parent;
  }
}
