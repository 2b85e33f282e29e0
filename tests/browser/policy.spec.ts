import { expect, test } from './product.ts';

test('a change of policy makes a new version, and undo brings the old one back', async ({ product: page }) => {
  await page.getByLabel('Name of a new workspace').fill('Harbour');
  await page.getByRole('button', { name: 'New, empty' }).click();
  await page.getByRole('link', { name: 'Policy' }).click();
  await expect(page.getByRole('heading', { name: 'Policy' })).toBeVisible();
  await expect(page.getByText('Policy 1', { exact: true })).toBeVisible();

  await page.getByRole('textbox', { name: 'Active in the last' }).fill('6');
  await page.getByRole('textbox', { name: 'Transacting from' }).fill('2');
  await expect(page.getByText('was 12')).toBeVisible();
  await page.getByRole('button', { name: 'Save 2 changes' }).click();
  await expect(page.getByText('Policy 2', { exact: true })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Active in the last' })).toHaveValue('6');

  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(page.getByRole('textbox', { name: 'Active in the last' })).toHaveValue('12');
  await page.getByRole('button', { name: /^Redo: / }).click();
  await expect(page.getByRole('textbox', { name: 'Active in the last' })).toHaveValue('6');
});
