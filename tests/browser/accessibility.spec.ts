import { expectAccessible } from './axe.ts';
import { expect, test } from './product.ts';

test.use({ opening: { sample: true } });

const SCREENS = ['Overview', 'Scorecards', 'Partners', 'Tiers', 'Reviews', 'Data', 'Policy'];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    for (const name of SCREENS) {
      test(`${name} can be used with assistive technology`, async ({ product: page }) => {
        await page.getByRole('link', { name, exact: true }).click();
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
        await settled(page);
        await expectAccessible(page);
      });
    }

    test('the passport of a figure can be used with assistive technology', async ({ product: page }) => {
      await page.getByRole('button', { name: /^\d+\.\d+\sM$/ }).first().click();
      await expect(page.getByRole('heading', { name: 'Formula, filled in' })).toBeVisible();
      await settled(page);
      await expectAccessible(page);
    });

    test('one partner’s page can be used with assistive technology', async ({ product: page }) => {
      await page.getByRole('link', { name: 'Partners', exact: true }).click();
      await page.locator('.ag-center-cols-container [role=row], [role=row]').nth(3).dblclick();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await settled(page);
      await expectAccessible(page);
    });
  });
}

/** Until nothing on the page is on its way. */
async function settled(page: import('@playwright/test').Page): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByRole('status', { name: 'Coming' })).toHaveCount(0, { timeout: 60_000 });
}
