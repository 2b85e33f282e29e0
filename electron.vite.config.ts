import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/**
 * Dependencies of the main and engine processes that are bundled: hundreds of small files take longer to find and to load
 * than all that is in them. The DuckDB binding stays apart, and so does what only packs load, late.
 */
const PART_OF_THE_BUILD = [
  '@duckdb/node-api',
  '@msgpack/msgpack',
  'apache-arrow',
  'hono',
  'lru-cache',
  'saxes',
  'yauzl',
  'zod',
] as const;

const at = (path: string) => resolve(import.meta.dirname, path);

/**
 * The page fetches the code of the screen that most open on together with its own, which would otherwise have to come and
 * run before it can ask for more.
 */
const firstScreen: Plugin = {
  name: 'first-screen',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const screen = Object.values(bundle).find(
        (made) => made.type === 'chunk' && made.facadeModuleId?.endsWith('/OverviewScreen.tsx'),
      );
      if (screen?.type !== 'chunk') throw new Error('The build has lost the chunk of its first screen.');
      const missing = [screen.fileName, ...screen.imports].filter((file) => !html.includes(file));
      return missing.map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
        injectTo: 'head',
      }));
    },
  },
};

export default defineConfig({
  main: {
    build: {
      outDir: at('out/desktop'),
      externalizeDeps: { exclude: [...PART_OF_THE_BUILD] },
      rolldownOptions: {
        input: { main: at('main/desktop/index.ts'), engine: at('main/desktop/engine.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      // A sandboxed preload can require little more than 'electron': everything else must be in the one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react(), firstScreen],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      // The page also runs in the default browser, which may be older than the Chromium inside Electron.
      target: 'es2022',
      minify: true,
      // An inlined font would be a data: URL, which the page's font-src 'self' refuses.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
});
