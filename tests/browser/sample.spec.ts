import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import type { MethodName } from '../../analytics/api/methods.ts';
import { expect, test } from './product.ts';
import { questionsOf } from './questions.ts';
import { settled } from './settled.ts';

test.describe('from the start screen', () => {
  test('the sample opens on findings, and a finding leads to the screen that settles it', async ({ product: page }) => {
    await page.getByRole('button', { name: 'Open the sample network' }).click();
    await expect(page).toHaveTitle('Overview, Tidewater partner network');
    const findings = page.getByRole('region', { name: 'Findings' }).getByRole('listitem');
    await expect(findings.nth(2)).toBeVisible({ timeout: 60_000 });

    const overview = page.url();
    await findings.first().getByRole('button').first().click();
    await expect(page).not.toHaveURL(overview);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(overview);
    await expect(findings.first()).toBeVisible();

    // The first figures come first: they wait for no other answer than what the workspace is, and findings wait for them.
    const questions = questionsOf(page);
    await page.reload();
    await expect(findings.first()).toBeVisible();
    const asked = (method: MethodName, said = '') =>
      questions.find((question) => question.method === method && JSON.stringify(question.params).includes(said));
    const status = asked('workspace.status');
    for (const method of ['workspace.periods', 'metric.list', 'dimension.list'] as const)
      expect(asked(method)?.after, method).toBe(status?.after);
    const first = questions.filter(({ method }) => method === 'query.run').map(({ answer }) => answer);
    expect(asked('query.run', '"by":["quarter"]')?.after).toBeLessThan(Math.min(...first));
    expect(asked('finding.list')?.after).toBeGreaterThanOrEqual(asked('query.run', '"enrolled_partners"')?.answer ?? 0);
  });
});

test.describe('on the sample', () => {
  test.use({ opening: { sample: true } });

  test('scorecards: sort, cross, trace, rows; the view is in the address', async ({ product: page }) => {
    await page.getByRole('link', { name: 'Scorecards' }).click();
    const byPartner = page.getByRole('region', { name: 'Bookings (closed-won) by partner' });
    await expect(byPartner.getByRole('row').nth(5)).toBeVisible();

    await byPartner.getByRole('columnheader', { name: 'Deals won' }).click();
    await expect(page).toHaveURL(/sort=/);
    await expect(async () => {
      const counts = await numbersOf(page, 'won_count');
      expect(counts.length).toBeGreaterThan(5);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
    }).toPass({ timeout: 30_000 });

    await page.getByRole('combobox', { name: 'Crossed with' }).click();
    await page.getByRole('option', { name: '× region' }).click();
    const crossed = page.getByRole('region', { name: /by row$/ });
    await expect(crossed.getByRole('columnheader', { name: 'Region' })).toBeVisible();
    await settled(page);

    await crossed.locator(`${BODY} [data-figure]`).first().click();
    const trace = page.getByRole('complementary', { name: 'Trace' });
    await expect(trace.getByRole('heading', { name: 'Formula, filled in' })).toBeVisible();
    await expect(trace.getByText(/deals\.csv/)).toBeVisible();
    await expect(trace.getByRole('row').nth(1)).toBeVisible();

    const address = page.url();
    await page.reload();
    await expect(trace.getByRole('heading', { name: 'Formula, filled in' })).toBeVisible();
    await expect(page).toHaveURL(address);
    await page.goBack();
    await expect(trace).toBeHidden();
    await expect(crossed.getByRole('columnheader', { name: 'Region' })).toBeVisible();

    await page.getByRole('radio', { name: 'Rows', exact: true }).click();
    await expect(page.getByRole('region', { name: /^Rows behind/ }).first()).toBeVisible();
  });

  test('one truth: overview, scorecards, trace and workbook show the same bookings', async ({
    product: page,
    folder,
  }) => {
    const tile = page.getByRole('group', { name: 'Bookings (closed-won)', exact: true }).getByRole('button');
    await expect(tile).toBeVisible();
    await settled(page);
    const headline = (await tile.textContent())!;

    await tile.click();
    const trace = page.getByRole('complementary', { name: 'Trace' });
    const result = trace.getByRole('row', { name: /^= Bookings/ });
    await expect(result).toBeVisible();
    const exact = (await result.getByRole('cell').last().textContent())!.trim();
    expect(headline).toBe(compact(exact));

    await page.getByRole('link', { name: 'Scorecards' }).click();
    await expect(page.locator(`${TOTAL} [col-id=won_amount]`)).toHaveText(headline);

    await page.getByRole('link', { name: 'Reviews' }).click();
    const build = page.getByRole('button', { name: 'Build workbook' });
    await expect(build).toBeEnabled({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 90_000 }), build.click()]);
    const path = `${folder}/${download.suggestedFilename()}`;
    await download.saveAs(path);
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    const held = Number(exact.replace(/[^\d.-]/g, ''));
    expect(numbersIn(book).some((value) => Math.abs(value - held) < 0.005)).toBe(true);
  });

  test('an index leads to its measures, and its target in the policy moves it', async ({ product: page }) => {
    const indices = page.getByRole('region', { name: 'What makes the network effective' });
    // Asked for when findings and headlines are there, so they come last.
    const last = { timeout: 75_000 };
    await expect(indices.getByText('All 4 measures known')).toBeVisible(last);
    const reliability = indices.getByRole('button').nth(3);
    const before = await reliability.textContent();
    expect(Number(before)).toBeGreaterThan(0);
    expect(Number(before)).toBeLessThan(100);
    await reliability.click();
    const trace = page.getByRole('complementary', { name: 'Trace' });
    await expect(trace.getByRole('row', { name: /^Paid on time/ })).toContainText('of 35');
    await trace.getByRole('button', { name: 'Payout lag (P90)' }).click();
    await expect(trace.getByRole('heading', { name: 'Formula, filled in' })).toBeVisible();

    await page.getByRole('link', { name: 'Policy' }).click();
    await page.getByRole('textbox', { name: 'Target of Payout lag (P90)' }).fill('90');
    await expect(page.getByText('was 45')).toBeVisible();
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(page.getByRole('button', { name: /^as given, 45/ })).toBeVisible();
    await page.getByRole('link', { name: 'Overview' }).click();
    await expect(reliability).not.toHaveText(before!, last);
    expect(Number(await reliability.textContent())).toBeGreaterThan(Number(before));
  });

  test('a filter narrows every screen, and Back takes it away', async ({ product: page }) => {
    await page.getByRole('link', { name: 'Scorecards' }).click();
    await page.getByRole('radio', { name: 'Region' }).click();
    const regions = page.locator(BODY);
    await expect(regions.nth(3)).toBeVisible();
    await settled(page);
    const all = await regions.count();
    const total = page.locator(`${TOTAL} [col-id=won_amount]`).first();
    const whole = (await total.textContent())!;

    await page.getByRole('button', { name: /^All \d+ partners$/ }).click();
    await page.getByRole('checkbox', { name: /^DACH/ }).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(regions).toHaveCount(1);
    await expect(regions).toContainText('DACH');
    await expect(total).not.toHaveText(whole);
    const narrowed = await total.textContent();

    await page.getByRole('link', { name: 'Overview' }).click();
    await expect(page.getByRole('button', { name: narrowed!.trim(), exact: true }).first()).toBeVisible();
    await page.goBack();
    await page.goBack();
    await expect(regions).toHaveCount(all);
  });
});

/** Rows of the grid, and the totals under them. */
const BODY = '[role=row][row-index]:not([row-index^=b])';
const TOTAL = '[role=row][row-index^=b]';

/** The figures of a column in the order of the rows in view. */
async function numbersOf(page: Page, column: string): Promise<number[]> {
  const texts = await page.locator(`${BODY} [col-id=${column}]`).allTextContents();
  return texts.map((text) => Number(text.replace(/[^\d]/g, '')));
}

/** `19,193,425.50` as the headline writes it: `19.19 M`, with a narrow no-break space. */
function compact(exact: string): string {
  return `${(Number(exact.replace(/[^\d.-]/g, '')) / 1e6).toFixed(2)}\u202fM`;
}

function numbersIn(book: ExcelJS.Workbook): number[] {
  const found: number[] = [];
  book.eachSheet((sheet) =>
    sheet.eachRow((row) =>
      row.eachCell(({ value }) => {
        const held = typeof value === 'object' && value !== null && 'result' in value ? value.result : value;
        if (typeof held === 'number') found.push(held);
      }),
    ),
  );
  return found;
}
