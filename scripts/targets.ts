import { resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';

export const ROOT = resolve(import.meta.dirname, '..');

export const DESKTOP_CONFIG = resolve(ROOT, 'electron.vite.config.ts');

const NODE_ENTRIES = {
  terminal: 'main/terminal/index.ts',
  host: 'main/browser/index.ts',
  'engine-worker': 'analytics/worker.ts',
  samples: 'samples/prepare.ts',
};

/**
 * What stays in node_modules: the DuckDB binding, which loads its library from its own folder; `open`, which runs a script
 * that lies beside it; and what only some commands load, and load late.
 */
const KEPT_APART = ['@duckdb/node-bindings', '@duckdb/node-bindings-*', 'exceljs', 'excelize-wasm', 'jszip', 'open'];

/**
 * The terminal, the browser host, its engine thread and the sample maker, for plain Node. Other dependencies are part of
 * it: hundreds of small files take Node longer to find and to load than all that is in them.
 */
export const NODE_BUILD: BuildOptions = {
  absWorkingDir: ROOT,
  entryPoints: NODE_ENTRIES,
  outdir: 'out/node',
  bundle: true,
  external: KEPT_APART,
  // A bundled CommonJS package asks for Node's own modules by `require`, which a module does not have.
  banner: {
    js: "import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);",
  },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: 'linked',
  logLevel: 'warning',
};

/**
 * The thread that draws forecasts, as one file beside the bundles of the terminal and hosts and of the desktop: it is started
 * from its text, which has nobody to import from.
 */
export const DRAW_BUILDS: readonly BuildOptions[] = ['out/node', 'out/desktop'].map((folder) => ({
  absWorkingDir: ROOT,
  entryPoints: ['analytics/incentives/chance/drawWorker.ts'],
  outfile: `${folder}/draw-worker.cjs`,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
}));
