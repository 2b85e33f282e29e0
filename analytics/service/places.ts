import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the installation, whether a module runs from source or from a bundle in out/: shipped files are found
 * from here and never relative to a chunk, whose place the bundler decides.
 */
export function installationRoot(from: string): string {
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

/** Where a user's own copies and the list of recent workspaces go, after the habits of each system. */
export function userHome(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = environment.QUARTERDECK_HOME;
  if (chosen) return chosen;
  if (platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Quarterdeck');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Quarterdeck');
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'quarterdeck');
}

/** The sample workspace that ships with the product, made by `npm run prepare`; undefined when it is not there. */
export function sampleWorkspace(root: string): string | undefined {
  const file = join(root, 'samples', 'out', 'tidewater.quarterdeck');
  return existsSync(file) ? file : undefined;
}
