/**
 * Makes out/: the desktop application (electron-vite) and the Node side (esbuild), from one `npm run build`.
 * Needs no Electron binary.
 */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build as buildDesktop } from 'electron-vite';
import { build as buildNode } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '..');

const NODE_ENTRIES = {
  terminal: 'main/terminal/index.ts',
  host: 'main/browser/index.ts',
  'engine-worker': 'analytics/worker.ts',
  samples: 'samples/prepare.ts',
};

await rm(resolve(ROOT, 'out'), { recursive: true, force: true });
await Promise.all([
  buildDesktop({ root: ROOT, configFile: resolve(ROOT, 'electron.vite.config.ts'), logLevel: 'warn' }),
  buildNode({
    absWorkingDir: ROOT,
    entryPoints: NODE_ENTRIES,
    outdir: 'out/node',
    bundle: true,
    // Dependencies stay in node_modules: the DuckDB binding loads its library from its own folder.
    packages: 'external',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: 'linked',
    logLevel: 'warning',
  }),
]);
