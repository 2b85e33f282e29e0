import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './product.ts';

test.use({ opening: { sample: true } });

/** The sample has a segmentation in force; it opens first. */
async function open(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  await expect(scatter(page)).toBeVisible({ timeout: 60_000 });
  await expect(matrix(page).getByRole('button')).toHaveCount(9);
}

const scatter = (page: Page) => page.getByRole('img', { name: /partners by Performance and Potential/ });
const matrix = (page: Page) => page.getByRole('region', { name: /^Matrix/ });
const view = (page: Page, name: string) => page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name });
const menu = (page: Page) => page.getByRole('button', { name: 'Performance × potential', exact: true });

/** Partners of the cells of the matrix. */
async function counts(page: Page): Promise<number[]> {
  const cells = await matrix(page).getByRole('button').allTextContents();
  return cells.map((cell) => Number(/([\d,]+) partners/.exec(cell)?.[1]?.replaceAll(',', '')));
}

test('every partner is in one cell, and a cell leads to its partners and why they are there', async ({
  product: page,
}) => {
  await open(page);
  const placed = await counts(page);
  const all = Number(
    /^([\d,]+) partners/.exec((await scatter(page).getAttribute('aria-label'))!)![1]!.replaceAll(',', ''),
  );
  expect(placed.reduce((sum, count) => sum + count, 0)).toBe(all);
  await matrix(page)
    .getByRole('button', { name: /^Stars/ })
    .click();
  const list = page.getByRole('region', { name: /^Stars/ });
  await expect(list.getByRole('row').first()).toContainText(/potential/i);
  await page.getByRole('listitem').filter({ hasText: /^Core/ }).getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('region', { name: /^Side by side/ })).toContainText('Performance');
});

test('a cut is moved, taken back, and what makes no segmentation is refused with its place', async ({
  product: page,
}) => {
  await open(page);
  const before = await counts(page);
  const across = page.getByRole('radiogroup', { name: 'Across, cut' });
  await across.getByRole('radio', { name: 'Fixed' }).click();
  await page.getByRole('textbox', { name: 'Cut 2' }).fill('500000');
  await expect.poll(() => counts(page)).not.toEqual(before);
  await page.getByRole('button', { name: /^Take back/ }).click();
  await page.getByRole('button', { name: /^Take back/ }).click();
  await expect.poll(() => counts(page)).toEqual(before);
  await across.getByRole('radio', { name: 'Fixed' }).click();
  await page.getByRole('textbox', { name: 'Cut 2' }).fill('1');
  await expect(page.getByRole('alert')).toContainText('Not taken');
});

test('a cut line is dragged, and partners change cells with it', async ({ product: page }) => {
  await open(page);
  const before = await counts(page);
  const box = (await scatter(page).boundingBox())!;
  // The upper line across, found by where the cursor says that it can be taken.
  const spot = await scatter(page).evaluate((canvas) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    for (let x = width * 0.95; x > 60; x -= 1) {
      const at = { clientX: left + x, clientY: top + height * 0.6, bubbles: true };
      canvas.dispatchEvent(new PointerEvent('pointermove', at));
      if (canvas.style.cursor === 'move') return { x, y: height * 0.6 };
    }
    return null;
  });
  expect(spot).not.toBeNull();
  await page.mouse.move(box.x + spot!.x, box.y + spot!.y);
  await page.mouse.down();
  await page.mouse.move(box.x + spot!.x - 60, box.y + spot!.y, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => counts(page)).not.toEqual(before);
  await expect(
    page.getByRole('radiogroup', { name: 'Across, cut' }).getByRole('radio', { name: 'Fixed' }),
  ).toBeChecked();
  await page.getByRole('button', { name: /^Take back/ }).click();
  await expect.poll(() => counts(page)).toEqual(before);
});

test('a loop holds partners, and moves them by hand with a reason', async ({ product: page }) => {
  await open(page);
  const box = (await scatter(page).boundingBox())!;
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.7, 0.02));
  await page.mouse.down();
  for (const corner of [at(0.98, 0.02), at(0.98, 0.4), at(0.7, 0.4), at(0.7, 0.05)]) {
    await page.mouse.move(...corner, { steps: 4 });
  }
  await page.mouse.up();
  const held = page.getByRole('region', { name: /partners? held/ });
  await expect(held).toBeVisible();
  const before = await counts(page);
  await held.getByLabel('Belong to').first().click();
  await page.getByRole('option', { name: 'Core' }).click();
  await held.getByRole('textbox', { name: 'because' }).fill('Joint plan of the year');
  await held.getByRole('button', { name: 'Move' }).click();
  await expect(page.getByRole('region', { name: /moved by hand/ })).toContainText('Joint plan of the year');
  await expect.poll(() => counts(page)).not.toEqual(before);
});

test('segments are a dimension: scorecards are by them, and a segment is a filter', async ({ product: page }) => {
  await open(page);
  await page.evaluate(() => {
    window.location.hash = '/scorecards?by=segment';
  });
  await expect(page.getByText('Stars', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
});

test('movement, returns, fit and white space answer', async ({ product: page }) => {
  await open(page);
  await view(page, 'Movement').click();
  await expect(page.getByRole('region', { name: /partners moved in/ })).toBeVisible({ timeout: 60_000 });
  await view(page, 'Returns').click();
  await expect(page.getByRole('region', { name: /^Return by segment/ })).toContainText('Total', { timeout: 60_000 });
  const whatIf = page.getByRole('region', { name: /^What if/ });
  await whatIf.getByRole('radio', { name: 'Some leave' }).click();
  await whatIf.getByRole('button', { name: 'Reckon' }).click();
  await expect(whatIf.getByRole('table').first()).toContainText('Bookings', { timeout: 60_000 });
  await view(page, 'Fit').click();
  await expect(page.getByRole('region', { name: /profile/ }).first()).toContainText('rank correlation', {
    timeout: 60_000,
  });
  await view(page, 'White space').click();
  await expect(page.getByRole('region', { name: /^Coverage/ }).getByRole('table')).toBeVisible({ timeout: 60_000 });
});

test('another way begins from a template and is saved under a name', async ({ product: page }) => {
  await open(page);
  await menu(page).click();
  await page.getByRole('menuitem', { name: /frequency/ }).click();
  await expect(page.getByRole('region', { name: /^Scores/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Save as…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Journey RFM');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Journey RFM', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Put in force' }).click();
  await expect(page.getByText(/in force: filters and scorecards/)).toBeVisible({ timeout: 60_000 });
});

test('a figure of a rule is changed where it stands, and partners change segments with it', async ({
  product: page,
}) => {
  await open(page);
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Life stages' }).click();
  const core = page.getByRole('listitem').filter({ hasText: /^Core\d/ });
  await expect(core).toBeVisible({ timeout: 60_000 });
  const before = await core.textContent();
  await page.getByLabel(/^Bookings \(closed-won\), by/).fill('2000000');
  await expect.poll(() => core.textContent()).not.toBe(before);
});

for (const theme of ['light', 'dark'] as const) {
  test(`the picture can be used without seeing it, ${theme}`, async ({ product: page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page);
    await expect(page.getByRole('region', { name: /Performance and Potential/ })).toHaveAttribute('aria-busy', 'false');
    await expectAccessible(page);
  });
}
