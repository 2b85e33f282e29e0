import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** How a child process ended: its exit code, or the signal that ended it. */
export type Exit = number | string;

export interface RunOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

/** Runs a program in the project's folder with its output shown. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Exit> {
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...options.environment },
    ...(options.timeoutMs !== undefined && { timeout: options.timeoutMs }),
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? signal ?? 1));
  });
}

/** The script behind a command of an installed package, for `node`: the same on systems without shebangs. */
export function scriptOf(packageName: string, command: string): string {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command “${command}”.`);
  return join(folder, script);
}
