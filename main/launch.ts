import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Opening } from '../analytics/service/hosting.ts';
import { installationRoot } from '../analytics/service/places.ts';
import { type Host, startHost } from './browser/index.ts';

export interface LaunchOptions {
  readonly opening?: Opening;
  /** Open the default browser when it comes to that. Default true. */
  readonly open?: boolean;
  readonly port?: number;
}

/**
 * How Quarterdeck was opened, with one sentence that says which way and why. `ended` resolves when the desktop
 * application is closed; a browser host runs until `close`.
 */
export type Launched =
  | { readonly kind: 'desktop'; readonly sentence: string; readonly ended: Promise<number> }
  | ({ readonly kind: 'browser'; readonly sentence: string } & Host);

/** Opens the desktop application where Electron is there, and the browser host elsewhere. */
export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const root = installationRoot(import.meta.url);
  const electron = findElectron(root);
  if (electron !== undefined) {
    const child = spawn(electron, [root, ...openingArguments(options.opening)], { stdio: 'inherit' });
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
    return {
      kind: 'desktop',
      sentence: `Quarterdeck opens on the desktop, because Electron is at ${electron}.`,
      ended,
    };
  }
  const host = await startHost(options);
  return {
    kind: 'browser',
    sentence: `Quarterdeck opens in the browser, because no Electron binary is installed here: ${host.url}`,
    ...host,
  };
}

/**
 * Electron's binary, looked up on disk. Requiring the `electron` package to ask for its path would make it try a
 * download when the binary is missing.
 */
export function findElectron(root: string = installationRoot(import.meta.url)): string | undefined {
  const packageFolder = join(root, 'node_modules', 'electron');
  const pathFile = join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist'), name);
  return existsSync(binary) ? binary : undefined;
}

function openingArguments(opening: Opening | undefined): string[] {
  if (opening === undefined) return [];
  return 'sample' in opening ? ['--sample'] : [opening.workspace];
}
