import { defineConfig } from 'vitest/config';

/** Suites with a place or a name of their own; all other tests are units. */
const APART = {
  contract: ['tests/contract/**/*.test.ts'],
  security: ['tests/security/**/*.test.ts'],
  architecture: ['tests/architecture/**/*.test.ts'],
  /** Need LibreOffice. */
  workbooks: ['tests/**/*.workbook.test.ts', 'tests/**/recalculated.test.ts'],
};

const project = (name: string, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude: ['**/node_modules/**', ...exclude] },
});

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A second, which is what polling has otherwise, is nothing on a machine that does other work too.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    setupFiles: ['tests/fixtures/everyProperty.ts'],
    // Outside Electron, plain `require('electron')` would try a download; with this it only answers a path.
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
    projects: [
      project('units', ['tests/**/*.test.{ts,tsx}'], Object.values(APART).flat()),
      ...Object.entries(APART).map(([name, include]) => project(name, include)),
    ],
  },
});
