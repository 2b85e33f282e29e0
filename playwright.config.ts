import { defineConfig } from '@playwright/test';
import { chromiumOptions, findChromium } from './tests/fixtures/chromium.ts';

/** The journeys: on the real page in Chromium, and on the desktop where an Electron binary is. */
export default defineConfig({
  outputDir: 'test-results',
  // A journey opens a workspace and draws charts; two side by side are what two cores carry.
  workers: 2,
  fullyParallel: false,
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
        trace: 'retain-on-failure',
      },
    },
    { name: 'desktop', testDir: 'tests/desktop' },
  ],
});
