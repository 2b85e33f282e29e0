import { defineConfig } from 'vitest/config';

/** Suites with a place or a name of their own; all other tests are units. */
const APART = {
  contract: ['tests/contract/**/*.test.ts'],
  security: ['tests/security/**/*.test.ts'],
  architecture: ['tests/architecture/**/*.test.ts'],
  /** Need LibreOffice. */
  workbooks: ['tests/**/*.workbook.test.ts', 'tests/**/recalculated.test.ts'],
};

const project = (name: string, include: string[], more: { exclude?: string[]; test?: object } = {}) => ({
  extends: true as const,
  test: { name, include, ...more.test, exclude: ['**/node_modules/**', ...(more.exclude ?? [])] },
});

/** One LibreOffice at a time, and the patience of `convert` in tests/fixtures/libreoffice.ts. */
const OFFICE = { fileParallelism: false, testTimeout: 240_000 };

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A second, which is what polling has otherwise, is nothing on a machine that does other work too.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // By itself Vitest leaves one core idle, which is half of a machine with two.
    maxWorkers: '100%',
    setupFiles: ['tests/fixtures/everyProperty.ts'],
    // Outside Electron, plain `require('electron')` would try a download; with this it only answers a path.
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
    projects: [
      project('units', ['tests/**/*.test.{ts,tsx}'], { exclude: Object.values(APART).flat() }),
      ...Object.entries(APART).map(([name, include]) =>
        project(name, include, name === 'workbooks' ? { test: OFFICE } : {}),
      ),
    ],
  },
});
