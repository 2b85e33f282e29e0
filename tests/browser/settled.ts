import type { Page } from '@playwright/test';
import { expect } from './product.ts';

/** A picture that is being renewed, and the frame of one that is still to come. */
const ON_ITS_WAY = '[aria-busy=true], [role=status][aria-label=Coming]';

/**
 * Until nothing on the page is on its way. Both signs are looked for at once: what has come may ask for more, so that one
 * after the other each may be missed.
 */
export async function settled(page: Page, { timeout = 90_000 } = {}): Promise<void> {
  // An empty page has nothing on its way either.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator(ON_ITS_WAY)).toHaveCount(0, { timeout });
}
