import { defineConfig } from '@playwright/test';
import { chromiumOptions, findChromium } from './tests/fixtures/chromium.ts';

/** The journeys: on the real page in Chromium, and on the desktop where an Electron binary is. */
export default defineConfig({
  outputDir: 'test-results',
  // A journey opens a workspace and draws charts; two side by side are what two cores carry.
  workers: 2,
  // Each journey has a host and a folder of its own, so any of them may be the next one of either.
  fullyParallel: true,
  timeout: 180_000,
  // Of a machine that does other work too: a journey fails on what is wrong, not on what is slow.
  expect: { timeout: 30_000 },
  forbidOnly: true,
  projects: [
    {
      name: 'browser',
      testDir: 'tests/browser',
      use: {
        // Without Chromium the runner says so; the desktop project needs none.
        launchOptions: findChromium() === undefined ? {} : chromiumOptions(),
        locale: 'en-GB',
        timezoneId: 'UTC',
        viewport: { width: 1440, height: 900 },
        // What the page was tells more than pictures of it, which take a sixth of the time of all journeys.
        trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
      },
    },
    { name: 'desktop', testDir: 'tests/desktop' },
  ],
});
