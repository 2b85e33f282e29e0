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
