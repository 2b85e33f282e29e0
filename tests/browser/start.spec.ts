import { expectAccessible } from './axe.ts';
import { expect, test } from './product.ts';

test('the start screen offers to begin with exports, the sample, or a workspace', async ({ product: page }) => {
  await expect(page.getByRole('heading', { name: 'Open a partner network' })).toBeVisible();
  await expectAccessible(page);
});

test('a workspace that is not there is refused with a sentence', async ({ product: page, folder }) => {
  await page.getByLabel('Path of a workspace').fill(`${folder}/missing.quarterdeck`);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('The workspace could not be opened')).toBeVisible();
  await expect(page.getByText('missing.quarterdeck').first()).toBeVisible();
});

test.describe('asked at the start for a workspace that is gone', () => {
  test.use({ opening: { workspace: '/nowhere/gone.quarterdeck' } });

  // The page once showed the start as if nobody had asked for anything.
  test('the start says so, and another one can be opened', async ({ product: page }) => {
    await expect(page.getByText('The workspace could not be opened')).toBeVisible();
    await expect(page.getByText('gone.quarterdeck').first()).toBeVisible();
    await page.getByRole('button', { name: 'Open the sample network' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  });
});
