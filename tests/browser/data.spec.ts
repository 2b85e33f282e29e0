import { appendFileSync, copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { choose, drop } from './files.ts';
import { expect, test } from './product.ts';

const SAMPLE = resolve(import.meta.dirname, '../../samples/out/csv');

test('three exports become a network: recognised, shown, loaded, and what was refused is told', async ({
  product: page,
  folder,
}) => {
  const payouts = join(folder, 'payouts.csv');
  copyFileSync(join(SAMPLE, 'payouts.csv'), payouts);
  // No amount can be read here, so the row must be kept aside and not counted.
  appendFileSync(payouts, 'PO-999999,P-1014,,,Bonus,rebate,,,a lot,EUR,paid,2026-01-05,,,,,,,,,,,none\n');

  await drop(page.getByText(/^CSV, Excel, Parquet/), [join(SAMPLE, 'partners.csv'), payouts]);
  const arrived = page.getByRole('article');
  await expect(arrived).toHaveCount(2);
  await choose(page, page.getByRole('button', { name: 'Add files' }), [join(SAMPLE, 'deals.csv')]);
  await expect(arrived).toHaveCount(3);
  await expect(arrived.filter({ hasText: 'partners.csv' })).toContainText('Partners');
  await expect(arrived.filter({ hasText: 'deals.csv' })).toContainText('Deals');
  await expect(arrived.filter({ hasText: 'payouts.csv' })).toContainText('Payouts');

  await arrived.filter({ hasText: 'deals.csv' }).getByRole('button', { name: 'deals.csv', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Columns of deals.csv' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Opportunity ID is taken for' })).toHaveValue(/Deal/);

  await page.getByRole('button', { name: /^Load [\d,.\s]+ rows$/ }).click();
  const history = page.getByRole('row');
  await expect(history.filter({ hasText: 'deals.csv' })).toBeVisible({ timeout: 60_000 });
  await expect(history.filter({ hasText: 'partners.csv' })).toBeVisible();

  await history.filter({ hasText: 'payouts.csv' }).getByRole('button', { name: 'payouts.csv' }).click();
  const refused = page.getByRole('region', { name: 'Refused rows' });
  await expect(refused).toContainText('a lot');

  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByRole('region', { name: 'Findings' }).getByRole('listitem').first()).toBeVisible();
});
