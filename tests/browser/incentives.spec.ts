import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { fling, hold } from './hand.ts';
import { expect, test } from './product.ts';
import { settled as everything } from './settled.ts';

test.use({ opening: { sample: true }, at: 'incentives' });

const cost = (page: Page) => page.getByRole('region', { name: /What does it cost/ });
/** The one figure of the answer: `9.11 M`. */
const total = (page: Page) => cost(page).locator('b').first();

const planMenu = (page: Page) => page.getByRole('button', { name: /^Plan: / });

/** The sample ships a draft, which is what opens first. */
async function openAsPaid(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Incentives', exact: true }).click();
  await planMenu(page).click();
  await page.getByRole('menuitem', { name: 'As paid' }).click();
  await expect(page.getByRole('button', { name: 'Plan: As paid' })).toBeVisible();
}

/** By its address: on the way there over the draft that opens first, all of history would be paid by it for nobody. */
async function openStart(page: Page, way: 'template' | 'json'): Promise<void> {
  await goTo(page, `/incentives?view=start&way=${way}`);
}

async function goTo(page: Page, place: string): Promise<void> {
  await expect(page.getByRole('link', { name: 'Incentives', exact: true })).toBeVisible();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
}

/** A draft of a template, open beside what was paid. */
async function beginWith(page: Page, template: string): Promise<void> {
  await openStart(page, 'template');
  await page
    .getByRole('listitem')
    .filter({ has: page.getByText(template, { exact: true }) })
    .getByRole('button', { name: 'Begin with this' })
    .click();
  await expect(page.getByRole('button', { name: `Plan: ${template}` })).toBeVisible();
  await settled(page);
}

/** Until what moves with the hand has come to rest; a forecast may still be drawn. */
async function settled(page: Page): Promise<void> {
  await expect(total(page)).toHaveText(/\d/, { timeout: 60_000 });
  await expect(cost(page)).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
}

const PLAN = {
  id: 'journey',
  name: 'Rates of the journey',
  lines: [
    {
      id: 'base',
      label: 'Base rebate',
      kind: 'rebate',
      period: 'quarter',
      rate: { byLevel: { Platinum: '0.05', Gold: '0.04', Silver: '0.03', Bronze: '0.02' } },
    },
    {
      id: 'growth',
      label: 'Growth rebate',
      kind: 'rebate',
      period: 'quarter',
      rate: {
        growth: 'year-ago',
        bands: [
          { from: '0.05', rate: '0.08' },
          { from: '0.25', rate: '0.14' },
        ],
        payOnlyGrowth: true,
      },
    },
  ],
};

async function beginWithJson(page: Page): Promise<void> {
  await openStart(page, 'json');
  await page.getByRole('textbox', { name: 'Plan as JSON' }).fill(JSON.stringify(PLAN));
  await page.getByRole('button', { name: `Begin with ${PLAN.name}` }).click();
  await expect(page.getByRole('article', { name: 'Growth rebate' })).toBeVisible();
  await settled(page);
}

const growth = (page: Page) => page.getByRole('article', { name: 'Growth rebate' });
const secondEdge = (page: Page) =>
  growth(page).getByRole('slider', { name: 'Growth rebate, band 2, from', exact: true });

test('what was paid needs no plan, and a rate card begins one', async ({ product: page }) => {
  await openAsPaid(page);
  await settled(page);
  const paid = await total(page).textContent();
  await expect(page.getByRole('region', { name: /Who wins/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Paste a rate card' }).click();
  await page
    .getByRole('textbox', { name: 'Rate card' })
    .fill('Annual purchases\tRebate, first-dollar\n2 M\t3 %\n4 M\t5 %\n6 M\t7 %');
  await expect(page.getByText('from 4\u202fM: 5\u202f%')).toBeVisible();
  // What is typed for one way stays while another is looked at.
  await page.getByRole('radio', { name: 'Template' }).click();
  await expect(page.getByRole('textbox', { name: 'Rate card' })).toBeHidden();
  await page.getByRole('radio', { name: 'Rate card' }).click();
  await page.getByRole('button', { name: /^Begin with/ }).click();
  const line = page.getByRole('article');
  await expect(line).toHaveCount(1);
  await expect(page.getByRole('main')).toBeFocused();
  await expect(line.getByRole('slider')).toHaveCount(6);
  await settled(page);
  await expect(total(page)).not.toHaveText(paid!);
  await expect(page.getByRole('region', { name: /Who wins/ })).toBeVisible();
  await planMenu(page).click();
  await page.getByRole('menuitem', { name: 'As paid' }).click();
  await expect(total(page)).toHaveText(paid!);
});

test('a value is typed where it stands, and each step is taken back and made again', async ({ product: page }) => {
  await beginWithJson(page);
  const before = (await total(page).textContent())!;
  const gold = page.getByRole('textbox', { name: 'Base rebate: Gold' });
  await gold.fill('4.5');
  await gold.press('Enter');
  await expect(total(page)).not.toHaveText(before);
  await settled(page);
  const after = (await total(page).textContent())!;
  await expect(page.getByRole('button', { name: '1 change' })).toBeVisible();
  await expect(gold).toHaveValue('4.5\u202f%');

  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  await expect(total(page)).toHaveText(before);
  await expect(gold).toHaveValue('4\u202f%');
  await page.keyboard.press('Control+Shift+z');
  await expect(total(page)).toHaveText(after);

  await gold.fill('lots');
  await expect(page.getByRole('alert').getByText('write a number')).toBeVisible();
  await gold.press('Escape');
  await expect(gold).toHaveValue('4.5\u202f%');
  await page.getByRole('button', { name: 'reset' }).click();
  await expect(total(page)).toHaveText(before);
  await expect(page.getByText('no changes')).toBeVisible();
});

test('a handle is dragged and stepped: cost and counts move with the hand, and it is one step', async ({
  product: page,
}) => {
  await beginWithJson(page);
  const before = (await total(page).textContent())!;
  await expect(secondEdge(page)).toHaveAttribute('aria-valuetext', /25\s%, \d+ partners?/);
  const counts = await secondEdge(page).getAttribute('aria-valuetext');
  const [x, y] = await hold(page, secondEdge(page));
  for (let step = 1; step <= 8; step += 1) await page.mouse.move(x + step * 6, y);
  // While the hand still holds it.
  await expect(total(page)).not.toHaveText(before);
  await expect(secondEdge(page)).not.toHaveAttribute('aria-valuetext', counts!);
  await page.mouse.up();
  await settled(page);
  const dragged = (await secondEdge(page).getAttribute('aria-valuenow'))!;
  await page.getByRole('button', { name: /^Take back: Growth rebate, band 2, from/ }).click();
  await expect(total(page)).toHaveText(before);
  await expect(page.getByRole('button', { name: 'No change to take back' })).toBeDisabled();

  const [again, level] = await hold(page, secondEdge(page));
  await fling(page, again + 8 * 6, level);
  await expect(secondEdge(page)).toHaveAttribute('aria-valuenow', dragged);
  await page.getByRole('button', { name: /^Take back: Growth rebate, band 2, from/ }).click();

  await secondEdge(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(secondEdge(page)).toHaveAttribute('aria-valuenow', '0.26');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(secondEdge(page)).toHaveAttribute('aria-valuenow', '0.36');
  await page.keyboard.press('Escape');
  await expect(secondEdge(page)).toHaveAttribute('aria-valuenow', '0.25');
  const rate = growth(page).getByRole('slider', { name: /^Growth rebate, band 1, .*rate$/ });
  await rate.focus();
  await page.keyboard.press('ArrowUp');
  await expect(rate).toHaveAttribute('aria-valuenow', '0.081');
  await page.keyboard.press('Enter');
  await expect(growth(page).locator('input:focus')).toHaveValue('8.1\u202f%');
});

test('a change that makes no plan is not taken: it is said at its place, and the last good picture stays', async ({
  product: page,
}) => {
  await beginWithJson(page);
  const before = (await total(page).textContent())!;
  const edge = growth(page).locator('[data-place="lines.1.rate.bands.1.from"] input');
  await edge.fill('3');
  await edge.press('Enter');
  await expect(growth(page).getByRole('alert')).toContainText(/Not taken\. Bands go from the lowest up/);
  await expect(edge).toHaveValue('25\u202f%');
  await expect(total(page)).toHaveText(before);
  await expect(page.getByText('no changes')).toBeVisible();
  await edge.fill('30');
  await edge.press('Enter');
  await expect(growth(page).getByRole('alert')).toHaveCount(0);
  await expect(total(page)).not.toHaveText(before);
});

/** Adds a part to a line, as the list of what it can have names it. */
async function add(page: Page, line: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Add to ${line}` }).click();
  await page.getByRole('option', { name: what, exact: true }).click();
}

async function fill(page: Page, field: RegExp | string, value: string): Promise<void> {
  const input = page.getByRole('textbox', { name: field });
  await input.fill(value);
  await input.press('Enter');
}

async function narrow(page: Page, values: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'is one of' }).fill(values);
  await page.keyboard.press('Enter');
  // The list of values lies over the button until the focus leaves it.
  await dialog.getByRole('button', { name: 'Count only these' }).press('Enter');
  await expect(dialog).toHaveCount(0);
}

const BY_FORM = {
  id: 'flat',
  label: 'Cloud rebate',
  kind: 'rebate',
  payee: 'partner',
  scope: 'partner',
  period: 'quarter',
  where: [],
  on: {
    base: 'amount',
    date: 'closed_on',
    filter: [{ dim: 'motion', values: ['new', 'renewal'] }],
    credit: 'full',
    less: [],
  },
  rate: { flat: '0.04' },
  surcharges: [],
  multipliers: [{ id: 'more', label: 'Cloud', filter: [{ dim: 'family', values: ['Cloud'] }], where: [], factor: '2' }],
  combine: 'multiply',
  limits: { capPartner: '20000' },
  terms: { dueDays: 30, graceDays: 0 },
};

test('a plan is built by form alone into the document that its parts make, and each part goes away again', async ({
  product: page,
}) => {
  await beginWith(page, 'Growth rebate');
  const begun = (await total(page).textContent())!;
  await page.getByRole('button', { name: 'Add a line' }).click();
  await page.getByRole('option', { name: 'A share of what counts' }).click();
  await fill(page, 'Name of A share of what counts', 'Cloud rebate');
  await page.getByRole('button', { name: 'More for Growth rebate' }).click();
  await page.getByRole('menuitem', { name: 'Remove it' }).click();
  const line = page.getByRole('article', { name: 'Cloud rebate' });
  await expect(page.getByRole('article')).toHaveCount(1);
  await fill(page, 'Cloud rebate: of bookings', '4');

  await add(page, 'Cloud rebate', 'At most so much per partner');
  // The hand goes on where it was added.
  await expect(line.locator('input:focus')).toHaveValue('50\u202fk');
  await fill(page, /^Cloud rebate: at most/, '20 k');
  await add(page, 'Cloud rebate', 'Only some sales…');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Rows by' }).click();
  await page.getByRole('option', { name: 'motion' }).click();
  await narrow(page, 'new');
  // Changed where it stands, and the keyboard stays there.
  await page.getByRole('button', { name: 'Change: motion new' }).click();
  await narrow(page, 'renewal');
  await expect(page.getByRole('button', { name: 'Change: motion new or renewal' })).toBeFocused();
  await add(page, 'Cloud rebate', 'A multiplier for some sales or partners');
  await fill(page, /^Cloud rebate: times/, '2');
  await fill(page, /^Cloud rebate: for$/, 'Cloud');
  await page.getByRole('button', { name: 'Count only some rows of sales of Cloud', exact: true }).click();
  await narrow(page, 'Cloud');
  await settled(page);
  const cost = (await total(page).textContent())!;
  expect(cost).not.toBe(begun);

  await page.getByRole('button', { name: 'Show' }).click();
  const text = page.getByRole('textbox', { name: 'Plan document' });
  expect(JSON.parse(await text.inputValue()).lines).toEqual([BY_FORM]);

  await add(page, 'Cloud rebate', 'Registered deals only');
  await expect(total(page)).not.toHaveText(cost);
  await line.getByRole('button', { name: 'Remove Cloud rebate: registered deals' }).click();
  await expect(total(page)).toHaveText(cost);
  await page.getByRole('button', { name: /^Take back: Cloud rebate without/ }).click();
  await expect(line).toContainText('registered deals');
});

test('a part that makes no plan is refused in a sentence, and what no form has is typed as the document', async ({
  product: page,
}) => {
  await beginWithJson(page);
  const before = (await total(page).textContent())!;
  await add(page, 'Base rebate', 'New customers only');
  await expect(page.getByRole('article', { name: 'Base rebate' })).toContainText('new customers');
  await expect(total(page)).not.toHaveText(before);
  // Units cannot be paid a share by level: the base stays.
  await page.getByRole('combobox', { name: 'Base rebate: what counts' }).selectOption('quantity');
  await expect(page.getByRole('article', { name: 'Base rebate' }).getByRole('alert')).toContainText('is no money');
  await expect(page.getByRole('combobox', { name: 'Base rebate: what counts' })).toHaveValue('amount');

  await fill(page, 'Paid in', 'euros');
  await expect(page.getByRole('alert').filter({ hasText: 'Write the ISO code of the currency' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Paid in' })).toHaveValue('');

  await page.getByRole('button', { name: 'Show' }).click();
  const text = page.getByRole('textbox', { name: 'Plan document' });
  const written = await text.inputValue();
  await text.fill(written.replace('"payOnlyGrowth": true', '"payOnlyGrowth": "perhaps"'));
  // What is typed stays, however wrong it is.
  await expect(page.getByRole('button', { name: 'Apply the document, once it makes a plan' })).toBeDisabled();
  await expect(page.getByRole('alert').filter({ hasText: 'payOnlyGrowth' })).toBeVisible();
  await expect(text).toHaveValue(/perhaps/);
  await text.fill(written.replace('"payOnlyGrowth": true', '"payOnlyGrowth": false'));
  await page.getByRole('button', { name: 'Apply the document', exact: true }).click();
  await expect(growth(page).getByRole('combobox', { name: 'Growth rebate: what is paid on' })).toHaveValue('false');
});

test('assumptions start at no response, are graded, and change what it brings and not what it costs', async ({
  product: page,
}) => {
  await beginWithJson(page);
  const before = (await total(page).textContent())!;
  const brings = page.getByRole('region', { name: /What would be better/ });
  await expect(brings).toContainText('Evidence: exact');
  await page.getByRole('combobox', { name: 'Response to pay' }).selectOption('semiElasticity');
  await expect(brings).toContainText('Evidence: assumed');
  await expect(total(page)).toHaveText(before);
  await page.getByRole('combobox', { name: 'What Response to rate rests on' }).selectOption('own history');
  const pulled = page.getByRole('textbox', { name: 'Pulled forward', exact: true });
  await pulled.fill('120');
  await pulled.press('Enter');
  await expect(page.getByRole('alert')).toContainText('This is a share');
  await expect(pulled).toHaveValue('10\u202f%');
});

test('a plan is worked on, saved, compared, promoted with who approved it, and paid out as a file', async ({
  product: page,
}) => {
  await beginWith(page, 'Growth rebate');
  await page
    .getByRole('textbox', { name: /^Growth rebate: / })
    .first()
    .press('ArrowUp');
  await expect(page.getByText('unsaved, kept in this window')).toBeVisible();
  await settled(page);
  const changed = (await total(page).textContent())!;
  await page.reload();
  await expect(total(page)).toHaveText(changed, { timeout: 60_000 });
  await fill(page, /^Name$/, 'Growth of FY27');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('unsaved, kept in this window')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Plan: Growth of FY27' })).toBeVisible();

  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Growth, again');
  await page.getByRole('dialog').getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Plan: Growth, again' })).toBeVisible();
  await page.getByRole('radio', { name: 'Scenarios' }).click();
  const table = page.getByRole('region', { name: 'Side by side' }).getByRole('table');
  await expect(table.getByRole('columnheader', { name: 'Growth, again' })).toBeVisible();
  const all = table.getByRole('row', { name: /^All payees/ });
  await expect(all).toContainText(/\d.*[+\u2212]\d/, { timeout: 60_000 });
  // A plan and its copy: held against the copy, what was paid is all that differs.
  await page.getByRole('combobox', { name: 'Compare with' }).click();
  await page.getByRole('option', { name: 'Growth, again' }).click();
  await expect(table.getByRole('columnheader', { name: 'Growth, again (compared with)' })).toBeVisible();
  await expect(all.getByRole('cell').nth(1)).toHaveText(/^\S+\s\S\s*$/);
  await page.getByRole('radio', { name: 'Answers' }).click();

  await page.getByRole('button', { name: 'Promote…' }).click();
  const form = page.getByRole('form', { name: 'Promotion' });
  await expect(form.getByRole('button', { name: 'Promote, with who approves it' })).toBeDisabled();
  const download = page.waitForEvent('download');
  await form.locator('..').getByRole('button', { name: 'Payout file' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file.split('\n').length).toBeGreaterThan(10);
  expect(file).toContain('Growth');

  await form.getByRole('textbox', { name: 'Approved by' }).fill('CFO');
  await form.getByRole('textbox', { name: 'Reason' }).fill('Growth before volume');
  await form.getByRole('button', { name: 'Promote', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Promoted by CFO' })).toBeVisible();

  // What is promoted is frozen: another change makes a copy.
  await page
    .getByRole('textbox', { name: /^Growth rebate: / })
    .first()
    .press('ArrowUp');
  await expect(page.getByRole('button', { name: 'Save as…' })).toBeVisible();
  await planMenu(page).click();
  await expect(page.getByRole('menuitem', { name: 'Growth of FY27', exact: true })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /^Remove/ })).toHaveCount(0);
});

test('a view of the answers, of the audit and of the accrual is a link, and its lists go out whole', async ({
  product: page,
}) => {
  await page.getByRole('link', { name: 'Incentives', exact: true }).click();
  await settled(page);
  await cost(page).getByRole('radio', { name: 'Region' }).click();
  await page.getByRole('radio', { name: 'Quarters' }).click();
  await page.reload();
  await settled(page);
  await expect(cost(page).getByRole('radio', { name: 'Region' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Quarters' })).toBeChecked();

  await page.getByRole('radio', { name: 'Payout audit' }).click();
  await expect(page.getByRole('button', { name: 'Promote…' })).toBeHidden();
  await page.getByRole('button', { name: 'wrong level' }).click({ timeout: 60_000 });
  await page.reload();
  const differences = page.getByRole('region', { name: 'Cause: wrong level' });
  await expect(differences).toBeVisible({ timeout: 60_000 });
  const listed = await differences.getByRole('row').count();
  expect(await saved(page, () => differences.getByRole('button', { name: 'Export these' }).click())).toHaveLength(
    listed,
  );

  await page.getByRole('radio', { name: 'Accrual' }).click();
  const months = await saved(page, () => page.getByRole('button', { name: 'Export all accounts' }).click());
  expect(months[0]).toContain('Opening,Earned,True-up,Paid,Expired,Taken back,Closing');
  expect(months.length).toBeGreaterThan(100);
});

/** The lines of the file that something saves. */
async function saved(page: Page, by: () => Promise<void>): Promise<string[]> {
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await by();
  return readFileSync(await (await download).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
}

test('a link to a plan that is not there leads on; a draft is removed, and an undo brings it back', async ({
  product: page,
}) => {
  await goTo(page, '/incentives/999');
  await expect(page.getByText('There is no plan 999 in this workspace.')).toBeVisible();
  await page.getByRole('button', { name: /^Open / }).click();
  await settled(page);
  await planMenu(page).click();
  await page.getByRole('menuitem', { name: 'Remove Growth rebate, FY27 draft' }).click();
  // It was the only draft.
  await expect(page.getByRole('button', { name: 'Plan: As paid' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo: Remove plan' }).click();
  await expect(page.getByRole('button', { name: 'Plan: Growth rebate, FY27 draft' })).toBeVisible();
  await planMenu(page).click();
  await page.getByRole('menuitem', { name: 'Another plan…' }).click();
  await expect(page.getByRole('textbox', { name: 'Rate card' })).toBeVisible();
});

test('the draft that opens by itself stays open when it is promoted', async ({ product: page }) => {
  await page.getByRole('link', { name: 'Incentives', exact: true }).click();
  await settled(page);
  await page.getByRole('button', { name: 'Promote…' }).click();
  const form = page.getByRole('form', { name: 'Promotion' });
  await form.getByRole('textbox', { name: 'Approved by' }).fill('CFO');
  await form.getByRole('textbox', { name: 'Reason' }).fill('Growth before volume');
  await form.getByRole('button', { name: 'Promote', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Promoted by CFO' })).toBeVisible({ timeout: 30_000 });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('a plan and its answers can be used with assistive technology', async ({ product: page }) => {
      await beginWithJson(page);
      // A tornado is dozens of forecasts, which take a busy machine minutes.
      await page.evaluate(() => {
        location.hash += '?sure=quarters';
      });
      await secondEdge(page).focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('combobox', { name: 'Response to pay' }).selectOption('hill');
      await page.getByRole('button', { name: 'A range for Most lift' }).click();
      await add(page, 'Base rebate', 'A multiplier for some sales or partners');
      await add(page, 'Base rebate', 'Faster or slower by attainment of a target');
      await page.getByRole('button', { name: 'a limit over all lines' }).click();
      await page.getByRole('button', { name: 'Promote…' }).click();
      await page.getByRole('button', { name: 'Show' }).click();
      await everything(page);
      await expectAccessible(page);
    });

    test('ways to begin and scenarios side by side can be used with assistive technology', async ({
      product: page,
    }) => {
      await openAsPaid(page);
      await page.getByRole('button', { name: 'Begin a plan…' }).click();
      await expect(page.getByRole('textbox', { name: 'Rate card' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('radio', { name: 'Template' }).click();
      await expect(page.getByRole('button', { name: 'Begin with this' }).first()).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: /^Back to/ }).click();
      await page.getByRole('radio', { name: 'Scenarios' }).click();
      await expect(page.getByRole('row', { name: /^All payees/ })).toContainText(/\d/, { timeout: 60_000 });
      await everything(page);
      await expectAccessible(page);
    });
  });
}
