import { expectAccessible } from './axe.ts';
import { expect, test } from './product.ts';
import { settled } from './settled.ts';

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
      await page
        .getByRole('button', { name: /^\d+\.\d+\sM$/ })
        .first()
        .click();
      await expect(page.getByRole('heading', { name: 'Formula, filled in' })).toBeVisible();
      await settled(page);
      await expectAccessible(page);
    });

    test('one partner’s page can be used with assistive technology', async ({ product: page }) => {
      await page.getByRole('link', { name: 'Partners', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Partners', exact: true })).toBeVisible();
      // Columns that come later push the rows, and the second click of two would meet another one.
      await settled(page);
      await page.locator('[role=row][row-index="3"] [col-id=type]').dblclick();
      await expect(page).toHaveURL(/#\/partners\/./);
      await expect(page.getByRole('heading', { level: 1, name: 'Partners', exact: true })).toHaveCount(0);
      await settled(page);
      await expectAccessible(page);
    });
  });
}
