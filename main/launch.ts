import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Opening } from '../analytics/service/hosting.ts';
import { installationRoot } from '../analytics/service/places.ts';
import { startHost } from './browser/index.ts';

export interface LaunchOptions {
  readonly opening?: Opening;
  /** Open the default browser when it comes to that. Default true. */
  readonly open?: boolean;
  readonly port?: number;
}

/** How Quarterdeck was opened. */
export interface Launched {
  /** Which way and why, for the user. */
  readonly sentence: string;
  /** The exit code, when the desktop application ends; a browser host runs until `close`. */
  readonly ended: Promise<number>;
  close(): Promise<void>;
}

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
      sentence: `Quarterdeck opens on the desktop, because Electron is at ${electron}.`,
      ended,
      async close() {
        child.kill();
        await ended;
      },
    };
  }
  const host = await startHost(options);
  let resolveEnded: (code: number) => void;
  const ended = new Promise<number>((resolve) => {
    resolveEnded = resolve;
  });
  return {
    sentence: `Quarterdeck opens in the browser, because no Electron binary is installed here: ${host.url}`,
    ended,
    async close() {
      await host.close();
      resolveEnded(0);
    },
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
