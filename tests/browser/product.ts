/** Journeys on the real page: its own host and its own user's folder for each test, and a watch on what the page does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { Opening } from '../../analytics/service/hosting.ts';
import { startHost } from '../../main/browser/index.ts';
import { watchPages } from '../fixtures/chromium.ts';
import { answerLate } from './late.ts';

/** Milliseconds that answers may be late by; see late.ts. */
const LATE = Number(process.env.LATE ?? 0);

interface Product {
  /** What the page has open at first; the start screen when undefined. */
  opening: Opening | undefined;
  /** The screen that the page is opened on, as its address has it; where a workspace opens by itself when undefined. */
  at: string | undefined;
  /** A folder of the test's own: the user's home, and whatever the test writes. */
  folder: string;
  /** The page as somebody sees it who has just opened Quarterdeck. */
  product: Page;
}

export const test = base.extend<Product>({
  opening: [undefined, { option: true }],
  at: [undefined, { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-journey-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },

  product: async ({ context, page, folder, opening, at }, use) => {
    process.env.QUARTERDECK_HOME = join(folder, 'home');
    const host = await startHost({ open: false, ...(opening && { opening }) });
    try {
      const watch = watchPages(context);
      if (LATE > 0) await answerLate(page, LATE);
      await page.goto(at === undefined ? host.url : `${host.url}#/${at}`);
      await use(page);
      watch.assertNone();
    } finally {
      await page.close();
      await host.close();
    }
  },
});

export { expect };
