import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { fling, hold } from './hand.ts';
import { expect, test } from './product.ts';
import { settled } from './settled.ts';

test.use({ opening: { sample: true }, at: 'tiers' });

/** `39 fall, 20 rise, 361 stay` */
const HEADLINE = /^([\d,]+) fall, ([\d,]+) rise, ([\d,]+) stay$/;

async function openTiers(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Tiers', exact: true }).click();
  await expect(page.getByRole('heading', { name: HEADLINE })).toBeVisible({ timeout: 30_000 });
  await settled(page);
}

const headline = async (page: Page): Promise<string> =>
  (await page.getByRole('heading', { name: HEADLINE }).textContent()) ?? '';
const figure = (text: string | null | undefined): number => Number((text ?? '').replace(/[^\d]/g, '') || '0');

async function matrix(page: Page): Promise<{ cells: number[][]; rows: number[]; columns: number[]; total: number }> {
  const table = page.getByRole('region', { name: 'Migration matrix' }).getByRole('table');
  const lines = await table
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')));
  const counts = lines.map((line) => line.slice(0, -1).map(figure));
  const last = counts.pop() ?? [];
  return {
    cells: counts.map((line) => line.slice(0, -1)),
    rows: counts.map((line) => line.at(-1) ?? 0),
    columns: last.slice(0, -1),
    total: last.at(-1) ?? 0,
  };
}

const bookingsOfGold = (page: Page) => page.getByRole('slider', { name: 'Gold, bookings' });

/** By so many pixels, in steps as a hand moves. */
async function drag(page: Page, pixels: number): Promise<void> {
  const [x, y] = await hold(page, bookingsOfGold(page));
  for (let step = 1; step <= 10; step += 1) await page.mouse.move(x + (pixels * step) / 10, y);
}

test('a threshold is dragged: counts, picture, matrix and list follow, and the roster stays whole', async ({
  product: page,
}) => {
  await openTiers(page);
  const before = await headline(page);
  const whole = (await matrix(page)).total;
  expect(whole).toBeGreaterThan(100);
  const flows = page.getByRole('group', { name: /^Flows from/ });
  const picture = await flows.getAttribute('aria-label');
  const value = await bookingsOfGold(page).getAttribute('aria-valuetext');

  await drag(page, 30);
  // While the hand still holds it.
  await expect(page.getByRole('heading', { name: HEADLINE })).not.toHaveText(before);
  await page.mouse.up();
  await settled(page);
  await expect(bookingsOfGold(page)).not.toHaveAttribute('aria-valuetext', value!);
  await expect(flows).not.toHaveAttribute('aria-label', picture!);

  const { cells, rows, columns, total } = await matrix(page);
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
  expect(total).toBe(whole);
  expect(sum(rows)).toBe(total);
  expect(sum(columns)).toBe(total);
  expect(cells.map(sum)).toEqual(rows);
  const [, fall, rise, stay] = HEADLINE.exec(await headline(page))!;
  expect(figure(fall) + figure(rise) + figure(stay)).toBe(total);

  const change = page.getByRole('region', { name: 'Changes' }).getByRole('listitem');
  await expect(change).toHaveCount(1);
  await expect(change).toContainText(/Gold, bookings\s*500\sk/);
  await expect(change).toContainText(/▼.*\d/);
  await expect(page.getByRole('region', { name: 'Movers' }).getByRole('listitem').first()).toContainText(/bookings/);
});

test('every step is taken back and made again, by button and by key', async ({ product: page }) => {
  await openTiers(page);
  const before = await headline(page);
  await drag(page, 30);
  await page.mouse.up();
  await expect(page.getByRole('heading', { name: HEADLINE })).not.toHaveText(before);
  // On a slow machine the headline is still that of a place which the hand only passed.
  await expect(page.getByRole('button', { name: /^Take back: Gold, bookings/ })).toBeEnabled();
  await settled(page);
  const after = await headline(page);

  await page.getByRole('button', { name: /^Take back: Gold, bookings/ }).click();
  await expect(page.getByRole('heading', { name: HEADLINE })).toHaveText(before);
  await page.getByRole('button', { name: /^Make again: Gold, bookings/ }).click();
  await expect(page.getByRole('heading', { name: HEADLINE })).toHaveText(after);
  // Wherever the focus is: the keys must not reach what was saved while the draft has steps of its own.
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('heading', { name: HEADLINE })).toHaveText(before);
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByRole('heading', { name: HEADLINE })).toHaveText(after);
});

// It stayed at a place that the hand had only passed: the last one which the page had drawn.
test('a handle that is let go in full swing is where it was let go', async ({ product: page }) => {
  await openTiers(page);
  const handle = bookingsOfGold(page);
  await drag(page, 30);
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^Take back: Gold, bookings/ })).toBeEnabled();
  const slowly = (await handle.getAttribute('aria-valuenow'))!;
  await page.getByRole('button', { name: /^Take back: Gold, bookings/ }).click();
  await expect(handle).toHaveAttribute('aria-valuenow', '500000');
  await settled(page);

  const [x, y] = await hold(page, handle);
  await fling(page, x + 30, y);
  await expect(handle).toHaveAttribute('aria-valuenow', slowly);
});

test('a handle is stepped, typed and called off from the keyboard', async ({ product: page }) => {
  await openTiers(page);
  const handle = bookingsOfGold(page);
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await expect(handle).toHaveAttribute('aria-valuenow', '510000');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(handle).toHaveAttribute('aria-valuenow', '610000');
  await page.keyboard.press('Escape');
  await expect(handle).toHaveAttribute('aria-valuenow', '500000');

  await page.keyboard.press('6');
  const input = page.getByRole('textbox', { name: 'Gold, bookings, value' });
  await input.pressSequentially('50x');
  await expect(page.getByRole('alert')).toContainText('is no value');
  await input.fill('650 k');
  await page.keyboard.press('Enter');
  await expect(handle).toHaveAttribute('aria-valuenow', '650000');
  await expect(handle).toBeFocused();

  await page.keyboard.press('7');
  await page.keyboard.press('Escape');
  await expect(handle).toHaveAttribute('aria-valuenow', '650000');
});

test('a change that makes no program is not taken, and the last good picture stays', async ({ product: page }) => {
  await openTiers(page);
  const before = await headline(page);
  const handle = page.getByRole('slider', { name: 'Gold, bookings' });
  // Silver asks for 2 certified people and Gold for 3: with both alike, more bookings for Silver than for Gold is no order.
  await page.getByRole('slider', { name: 'Gold, people certified' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('heading', { name: HEADLINE })).not.toHaveText(before);
  await settled(page);
  const good = await headline(page);
  await handle.focus();
  await page.keyboard.press('1');
  await page.getByRole('textbox', { name: 'Gold, bookings, value' }).fill('150 k');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(/^Not taken\. Gold/);
  await expect(page.getByRole('heading', { name: HEADLINE })).toHaveText(good);
  await expect(handle).toHaveAttribute('aria-valuenow', '500000');
  await expect(page.getByRole('region', { name: 'Changes' }).getByRole('listitem')).toHaveCount(1);
});

test('a flow and a cell list their partners, each of them once', async ({ product: page }) => {
  await openTiers(page);
  const flow = page.getByRole('button', { name: /^\d+ partners fall from Silver to Bronze$/ });
  const count = figure(await flow.getAttribute('aria-label'));
  await flow.focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('region', { name: 'Silver to Bronze' });
  await expect(list.getByRole('listitem')).toHaveCount(count);
  await expect(flow).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/from=Silver/);

  const cell = page.getByRole('button', { name: `Silver to Bronze: ${count} partners` });
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
  await list.getByRole('button', { name: 'Back to movers' }).click();
  await expect(page.getByRole('region', { name: 'Movers' })).toBeVisible();
  await page.getByRole('button', { name: 'All, by owner' }).click();
  const all = page.getByRole('region', { name: 'All movers' });
  const [, fall, rise] = HEADLINE.exec(await headline(page))!;
  await expect(all.getByRole('listitem')).toHaveCount(figure(fall) + figure(rise));
});

test('work that is not saved outlives a reload, and is saved as a scenario beside the program', async ({
  product: page,
}) => {
  await openTiers(page);
  await drag(page, 30);
  await page.mouse.up();
  await settled(page);
  await expect(page.getByText('Unsaved, kept in this window.')).toBeVisible();
  const after = await headline(page);
  const value = await bookingsOfGold(page).getAttribute('aria-valuenow');

  await page.reload();
  await expect(page.getByRole('heading', { name: HEADLINE })).toHaveText(after, { timeout: 30_000 });
  await expect(bookingsOfGold(page)).toHaveAttribute('aria-valuenow', value!);

  await page.getByRole('button', { name: 'Save as…' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Gold, harder');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Program: Gold, harder' })).toBeVisible();
  await expect(page.getByText(/Beside .* \(baseline\)/)).toBeVisible();
  await expect(page.getByRole('heading', { name: HEADLINE })).toHaveText(after);
  await expect(bookingsOfGold(page)).toHaveAttribute('aria-valuenow', value!);
});

test('the review is switched beside the picture', async ({ product: page }) => {
  await openTiers(page);
  const before = await headline(page);
  await page.getByRole('switch', { name: 'Fall at most' }).click();
  await expect(page.getByRole('region', { name: 'Changes' }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('switch', { name: 'Fall at most' }).click();
  await expect(page.getByRole('heading', { name: HEADLINE })).toHaveText(before);
  await expect(page.getByRole('region', { name: 'Changes' }).getByRole('listitem')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('a changed program can be used with assistive technology', async ({ product: page }) => {
      await openTiers(page);
      await bookingsOfGold(page).focus();
      await page.keyboard.press('Shift+ArrowRight');
      await page.getByRole('button', { name: /^Silver to Bronze: / }).click();
      await expect(page.getByRole('region', { name: 'Silver to Bronze' })).toBeVisible();
      await settled(page);
      await expectAccessible(page);
    });
  });
}
