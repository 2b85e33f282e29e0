/**
 * `npm run dev`: builds, starts, and builds again what is saved. The page is reloaded by hand; the application starts
 * anew when code outside the page changes. It runs under the same policy as the product, so what works here works there.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { context as nodeContext, type Plugin } from 'esbuild';
import { build as buildPage } from 'vite';
import desktop from '../electron.vite.config.ts';
import './build.ts';
import { NODE_BUILD, ROOT } from './targets.ts';

let running: ChildProcess | undefined;

async function stop(): Promise<void> {
  if (!running || running.exitCode !== null) return;
  const ended = once(running, 'exit');
  running.kill('SIGTERM');
  await ended;
}

async function restart(): Promise<void> {
  await stop();
  running = spawn(process.execPath, [resolve(ROOT, 'bin/quarterdeck.js'), 'open', ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().then(() => process.exit(0)));

const restartAfterBuild: Plugin = {
  name: 'restart',
  setup: (build) => build.onEnd(async ({ errors }) => void (errors.length === 0 && (await restart()))),
};

await buildPage({
  ...desktop.renderer,
  configFile: false,
  base: './',
  logLevel: 'warn',
  build: { ...desktop.renderer?.build, watch: {} },
});
await (await nodeContext({ ...NODE_BUILD, plugins: [restartAfterBuild] })).watch();
