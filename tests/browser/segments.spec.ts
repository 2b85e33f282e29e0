import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './product.ts';
import { settled } from './settled.ts';

test.use({ opening: { sample: true }, at: 'segments' });

/** The sample has a segmentation in force; it opens first. */
async function open(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  await expect(scatter(page)).toBeVisible({ timeout: 60_000 });
  await expect(matrix(page).getByRole('button')).toHaveCount(9);
  await settled(page);
}

const scatter = (page: Page) => page.getByRole('img', { name: /partners by Performance and Potential/ });
const matrix = (page: Page) => page.getByRole('region', { name: /^Matrix/ });
const view = (page: Page, name: string) => page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name });
const menu = (page: Page) => page.getByRole('button', { name: 'Performance × potential', exact: true });

/** Figures in a sentence take effect on Enter. */
async function write(figure: Locator, text: string): Promise<void> {
  await figure.fill(text);
  await figure.press('Enter');
}

/** Chooses from the list under a word, by what is typed into its search. */
async function choose(page: Page, word: string, typed: string): Promise<void> {
  await page.getByRole('combobox', { name: word, exact: true }).press('Enter');
  await pickFound(page, typed);
}

async function pickFound(page: Page, typed: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Search: / }).fill(typed);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

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
  await expect(list.getByRole('row').nth(1)).toContainText(/potential/i);
  // Who cannot draw a loop holds partners here.
  await list
    .getByRole('checkbox', { name: /^Hold / })
    .first()
    .press('Space');
  await page.getByRole('region', { name: '1 partner held' }).getByRole('button', { name: 'Let go' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Stars, its partners' })).toBeFocused();
  await page.getByRole('combobox', { name: 'Compare Stars with' }).click();
  await page.getByRole('option', { name: 'Core' }).click();
  await expect(page.getByRole('region', { name: 'Side by side: Stars and Core' })).toContainText('Performance');
});

test('a cut is moved, taken back, and what makes no segmentation is refused with its place', async ({
  product: page,
}) => {
  await open(page);
  const before = await counts(page);
  const across = page.getByRole('radiogroup', { name: 'Across, cut' });
  await across.getByRole('radio', { name: 'Fixed' }).click();
  const cut = page.getByRole('textbox', { name: 'Across, cut 2' });
  await write(cut, '500k');
  await expect.poll(() => counts(page)).not.toEqual(before);
  await page.getByRole('button', { name: /^Take back: / }).click();
  await page.getByRole('button', { name: /^Take back: / }).click();
  await expect.poll(() => counts(page)).toEqual(before);
  await across.getByRole('radio', { name: 'Fixed' }).click();
  await write(cut, '1');
  await expect(page.getByRole('alert')).toContainText('Not taken');
});

test('a cut line is dragged, and partners change cells with it', async ({ product: page }) => {
  await open(page);
  const before = await counts(page);
  await scatter(page).hover();
  // The grip of the upper line across, found by where the cursor says that it can be taken.
  const spot = await scatter(page).evaluate((canvas) => {
    const { left, top, width } = canvas.getBoundingClientRect();
    for (let x = width * 0.95; x > 60; x -= 4) {
      const at = { clientX: left + x, clientY: top + 40, bubbles: true };
      canvas.dispatchEvent(new PointerEvent('pointermove', at));
      if (canvas.style.cursor === 'ew-resize') return { x: left + x, y: top + 40 };
    }
    return null;
  });
  expect(spot).not.toBeNull();
  await page.mouse.move(spot!.x, spot!.y);
  await page.mouse.down();
  await page.mouse.move(spot!.x - 60, spot!.y, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => counts(page)).not.toEqual(before);
  await expect(
    page.getByRole('radiogroup', { name: 'Across, cut' }).getByRole('radio', { name: 'Fixed' }),
  ).toBeChecked();
  await page.getByRole('button', { name: /^Take back: / }).click();
  await expect.poll(() => counts(page)).toEqual(before);
});

test('a loop holds partners, and moves them by hand with a reason', async ({ product: page }) => {
  await open(page);
  await scatter(page).hover();
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
  await held.getByRole('button', { name: 'Move' }).press('Enter');
  const moves = page.getByRole('region', { name: /moved by hand/ });
  await expect(moves).toContainText('Joint plan of the year');
  await expect.poll(() => counts(page)).not.toEqual(before);
  // The form is gone: the keyboard goes on where it was.
  await expect(held).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(matrix(page).getByRole('button').first()).toBeFocused();
});

test('segments are a dimension: scorecards are by them, and a segment is a filter', async ({ product: page }) => {
  await open(page);
  await page.evaluate(() => {
    window.location.hash = '/scorecards?by=segment';
  });
  const bySegment = page.getByRole('region', { name: /by segment$/ });
  await expect(bySegment.getByText('Stars', { exact: true }).first()).toBeVisible();
});

test('movement, returns, fit and white space answer', async ({ product: page }) => {
  await open(page);
  await view(page, 'Movement').click();
  await expect(page.getByRole('region', { name: /partners moved in/ })).toBeVisible({ timeout: 60_000 });
  const flow = page
    .getByRole('region', { name: /^Into / })
    .getByRole('button')
    .first();
  const [, count, way] = /^(\d+) (from .+)$/.exec((await flow.getAttribute('aria-label'))!)!;
  await flow.click();
  const moved = page.getByRole('region', { name: new RegExp(`^${count} partners? moved ${way} in `) });
  await expect(moved.getByRole('row')).toHaveCount(Number(count) + 1);
  await page.getByRole('radiogroup', { name: 'Movement of' }).getByRole('radio', { name: 'Bookings' }).click();
  await expect(
    page
      .getByRole('region', { name: /^Sizes/ })
      .getByRole('row')
      .nth(1),
  ).toContainText(/\d\s?[kM]/);
  await view(page, 'Returns').click();
  await expect(page.getByRole('region', { name: /^Return by segment/ })).toContainText('Total', { timeout: 60_000 });
  const whatIf = page.getByRole('region', { name: /^What if/ });
  await whatIf.getByRole('radio', { name: 'Some leave' }).click();
  await whatIf.getByRole('button', { name: 'Calculate' }).click();
  await expect(whatIf.getByRole('table').first()).toContainText('Bookings', { timeout: 60_000 });
  await view(page, 'Fit').click();
  await expect(page.getByRole('region', { name: /profile/ }).first()).toContainText('rank correlation', {
    timeout: 60_000,
  });
  await view(page, 'White space').click();
  await expect(page.getByRole('region', { name: /^Coverage/ }).getByRole('table')).toBeVisible({ timeout: 60_000 });
});

test('the quarter that is looked at comes back with the address, and a segmentation that is not there is named', async ({
  product: page,
}) => {
  await open(page);
  await view(page, 'Movement').click();
  const sizes = page.getByRole('region', { name: /^Sizes/ });
  await expect(sizes).toBeVisible({ timeout: 60_000 });
  const earlier = sizes.getByRole('columnheader').getByRole('button').nth(-2);
  const name = (await earlier.textContent())!;
  await earlier.click();
  const moved = page.getByRole('region', { name: new RegExp(`partners? moved in ${name}`) });
  await expect(moved).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(moved).toBeVisible({ timeout: 60_000 });
  await page.evaluate(() => {
    location.hash = '#/segments/nope';
  });
  await expect(page.getByText('There is no segmentation “nope”')).toBeVisible();
});

test('another way begins from a template and is saved under a name', async ({ product: page }) => {
  await open(page);
  await menu(page).click();
  await page.getByRole('menuitem', { name: /frequency/ }).click();
  await expect(page.getByRole('region', { name: /^Scores/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Save as…' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Journey RFM');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Journey RFM', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Put in force' }).click();
  await expect(page.getByText(/in force to /)).toBeVisible({ timeout: 60_000 });
});

test('a figure of a rule is changed where it stands, and partners change segments with it', async ({
  product: page,
}) => {
  await open(page);
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Life stages' }).click();
  // There is a Core in the matrix too.
  await expect(page.getByRole('button', { name: 'Life stages', exact: true })).toBeVisible();
  const core = page.getByRole('listitem').filter({ hasText: /^Core\d/ });
  await expect(core).toBeVisible({ timeout: 60_000 });
  await settled(page);
  const before = await core.textContent();
  await write(page.getByRole('textbox', { name: 'Figure of Core, condition 1' }), '2M');
  await expect.poll(() => core.textContent()).not.toBe(before);

  // A part of the measure that stands in no list of metrics: said in the sentence, changed there, and taken away.
  const few = await core.textContent();
  await page.getByRole('button', { name: 'Say more of Core, condition 1' }).click();
  await page.getByRole('option', { name: 'only deals from a size on' }).click();
  await write(page.getByRole('textbox', { name: 'Deals from, of Core, condition 1' }), '10M');
  await expect(core).toHaveText(/^Core0/);
  await page.getByRole('button', { name: 'Take away: deals from of Core, condition 1' }).click();
  await expect.poll(() => core.textContent()).toBe(few);
});

/** The network on the day of the picture, by hand from the files that the sample was made of. */
const BY_HAND = `
  WITH roster AS (
    SELECT "Partner ID" AS id, "Partner Type" AS type, "Agreement Start" AS since FROM read_csv('{csv}/partners.csv')
    WHERE "Agreement Start" <= DATE '2026-09-30' AND coalesce("Agreement End", DATE '9999-12-31') >= DATE '2026-09-30'),
  people AS (
    SELECT "Partner ID" AS id, count(DISTINCT "Person") AS certified FROM read_csv('{csv}/certifications.csv')
    WHERE "Earned On" <= DATE '2026-09-30' AND coalesce("Expires On", DATE '9999-12-31') >= DATE '2026-09-30' GROUP BY 1)
  SELECT
    count(*) FILTER (type = 'MSP' OR since > DATE '2024-09-30')::INTEGER AS young_or_msp,
    count(*) FILTER (type = 'MSP' AND since > DATE '2024-09-30')::INTEGER AS young_and_msp,
    count(*) FILTER (since > DATE '2024-09-30')::INTEGER AS young,
    count(*) FILTER (certified >= 3 AND NOT (type = 'MSP' OR since > DATE '2024-09-30'))::INTEGER AS other_certified,
    count(*) FILTER (certified >= 3)::INTEGER AS certified
  FROM roster LEFT JOIN people USING (id)`;

async function byHand(): Promise<Record<string, number>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    const csv = resolve(import.meta.dirname, join('..', '..', 'samples', 'out', 'csv'));
    const reader = await connection.runAndReadAll(BY_HAND.replaceAll('{csv}', csv));
    return reader.getRowObjects()[0] as Record<string, number>;
  } finally {
    connection.closeSync();
  }
}

test('rules are built from nothing by form, with the counts that a query by hand has', async ({ product: page }) => {
  const network = await byHand();
  await open(page);
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Rules of your own' }).click();
  const rules = page.getByRole('region', { name: /^Rules/ });
  const partners = (name: string) =>
    rules
      .getByRole('listitem')
      .filter({ has: page.getByRole('textbox', { name: `Name of ${name}`, exact: true }) })
      .getByTitle(/ partners?$/);
  await expect(partners('Segment 1')).toBeVisible({ timeout: 60_000 });

  await choose(page, 'Metric of Segment 1, condition 1', 'recruited');
  // The figure of another unit would say nothing: it begins anew.
  await expect(page.getByRole('textbox', { name: 'Figure of Segment 1, condition 1' })).toHaveValue('1');
  await write(page.getByRole('textbox', { name: 'Length of the window of Segment 1, condition 1' }), '24');
  await expect(partners('Segment 1')).toHaveText(String(network.young));

  await page.getByRole('button', { name: 'Add a condition to Segment 1' }).click();
  await pickFound(page, 'type');
  await page.getByRole('combobox', { name: 'Comparison of Segment 1, condition 2' }).click();
  await page.getByRole('option', { name: 'is one of' }).click();
  await page.getByRole('checkbox', { name: /^MSP/ }).check();
  await page.getByRole('button', { name: 'Take these' }).click();
  await expect(partners('Segment 1')).toHaveText(String(network.young_and_msp));
  await page.getByRole('combobox', { name: 'How many conditions of Segment 1' }).click();
  await page.getByRole('option', { name: 'any of' }).click();
  await expect(partners('Segment 1')).toHaveText(String(network.young_or_msp));

  await rules.getByRole('button', { name: 'Add a segment' }).click();
  await pickFound(page, 'people certified');
  await write(page.getByRole('textbox', { name: 'Figure of Segment 2, condition 1' }), '3');
  await write(page.getByRole('textbox', { name: 'Name of Segment 2', exact: true }), 'Certified');
  await expect(partners('Certified')).toHaveText(String(network.other_certified));
  await page.getByRole('button', { name: 'Ask Certified earlier' }).click();
  await expect(partners('Certified')).toHaveText(String(network.certified));
  await page.getByRole('button', { name: /^Take back: Certified asked earlier/ }).click();
  await expect(partners('Certified')).toHaveText(String(network.other_certified));

  // A window that ends before it begins: said, and what was good stays.
  await page.getByRole('combobox', { name: 'Window of Segment 1, condition 1', exact: true }).click();
  await page.getByRole('option', { name: 'between two days' }).click();
  const last = page.getByLabel('Last day of Segment 1, condition 1');
  const good = await last.inputValue();
  await last.fill('2001-01-01');
  await last.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The window ends before it starts.');
  await expect(last).toHaveValue(good);
  await expectAccessible(page);
});

test('a group inside of a rule, and none of it', async ({ product: page }) => {
  await open(page);
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Life stages' }).click();
  // There is a Core in the matrix too.
  await expect(page.getByRole('button', { name: 'Life stages', exact: true })).toBeVisible();
  const core = page.getByRole('listitem').filter({ hasText: /^Core\d/ });
  await expect(core).toBeVisible({ timeout: 60_000 });
  await settled(page);
  const before = await core.textContent();
  await page.getByRole('button', { name: 'Add a group of conditions to Core' }).click();
  await pickFound(page, 'region');
  await page.getByRole('combobox', { name: 'How many conditions of Core, condition 2' }).click();
  await page.getByRole('option', { name: 'none of' }).click();
  // None of those whose region is known: nobody is left.
  await expect(core).toHaveText(/^Core0/);
  await page.getByRole('button', { name: 'Take Core, condition 2.1 away' }).click();
  await expect.poll(() => core.textContent()).toBe(before);
});

for (const theme of ['light', 'dark'] as const) {
  test(`the picture can be used without seeing it, ${theme}`, async ({ product: page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page);
    await matrix(page)
      .getByRole('button', { name: /^Stars/ })
      .click();
    await expect(page.getByRole('region', { name: 'Stars, its partners' }).getByRole('checkbox').first()).toBeVisible();
    await expectAccessible(page);
  });
}
