/**
 * The real reseller network through the terminal, against SQL written by hand on the CSV files. Guards the whole way:
 * a wrong join, a lost line, a float in a sum or a wrong date basis shows as a cent of difference.
 */
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
// Loaded with the file: on a busy machine the way there takes longer than the workbook itself.
import '../../../analytics/packs/index.ts';
import { byHand, importResellerNetwork, resellerCsv } from '../../fixtures/resellerWorkspace.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const workspace = folder.file('net.quarterdeck');

/** Money columns read as exact decimals, so that the hand-written sums are exact too. */
const DEALS = `read_csv('${resellerCsv('deals')}', types = {'Sales Amount': 'DECIMAL(18,4)', 'Total Cost': 'DECIMAL(18,4)'})`;
const PARTNERS = `read_csv('${resellerCsv('partners')}')`;
const PAYOUTS = `read_csv('${resellerCsv('payouts')}', types = {'Discount Amount': 'DECIMAL(18,4)'})`;

describe.runIf(hasSharedData)('the reseller network', () => {
  beforeAll(async () => {
    const { code, err } = await importResellerNetwork(workspace);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('holds every partner, order, line and discount', async () => {
    const { out } = await terminal(
      'scorecard',
      '-w',
      workspace,
      '--by',
      'year',
      '--metrics',
      'won_count,won_amount,payout_amount',
      '--format',
      'json',
    );
    const total = JSON.parse(out).at(-1);
    const [deals] = await byHand<{ orders: number; lines: number; amount: string }>(
      `SELECT count(DISTINCT "Order Number") AS orders, count(*) AS lines, sum("Sales Amount") AS amount FROM ${DEALS}`,
    );
    const [payouts] = await byHand<{ amount: string }>(`SELECT sum("Discount Amount") AS amount FROM ${PAYOUTS}`);
    expect([deals!.orders, deals!.lines]).toEqual([3796, 60855]);
    expect(total).toEqual({ total: true, won_count: 3796, won_amount: deals!.amount, payout_amount: payouts!.amount });
  });

  it('agrees by country and category for 2013', async () => {
    const { out, code } = await terminal(
      'scorecard',
      '-w',
      workspace,
      '--by',
      'country,category',
      '--metrics',
      'won_amount,margin,won_count',
      '--period',
      '2013',
      '--format',
      'json',
    );
    expect(code).toBe(0);
    const found = JSON.parse(out) as Record<string, unknown>[];
    const figures = `sum("Sales Amount") AS won_amount, sum("Sales Amount" - "Total Cost") AS margin, count(DISTINCT "Order Number") AS won_count`;
    const from = `FROM ${DEALS} d JOIN ${PARTNERS} p USING ("Account ID") WHERE year("Order Date") = 2013`;
    const rows = await byHand(`SELECT p.Country AS country, d.Category AS category, ${figures} ${from} GROUP BY ALL`);
    const key = (row: unknown) => `${(row as { country: string }).country}/${(row as { category: string }).category}`;
    const sorted = (list: unknown[]) => [...list].sort((a, b) => key(a).localeCompare(key(b)));
    expect(sorted(found.slice(0, -1))).toEqual(sorted(rows));
    const [total] = await byHand<object>(`SELECT ${figures} ${from}`);
    expect(found.at(-1)).toEqual({ total: true, ...total });
  });

  it('agrees by partner, with names and the year before', async () => {
    const { out } = await terminal(
      'scorecard',
      '-w',
      workspace,
      '--by',
      'partner',
      '--metrics',
      'won_amount',
      '--period',
      '2013',
      '--compare',
      'year',
      '--format',
      'json',
    );
    const found = (JSON.parse(out) as Record<string, unknown>[]).slice(0, -1);
    const sums = (year: number) =>
      `(SELECT "Account ID" AS id, sum("Sales Amount") AS amount FROM ${DEALS} WHERE year("Order Date") = ${year} AND "Order Date" <= DATE '${year}-11-30' GROUP BY 1)`;
    const rows = await byHand<{ partner: string; partner_name: string; now: string | null }>(
      `SELECT p."Account ID" AS partner, p."Account Name" AS partner_name, a.amount AS now
       FROM ${PARTNERS} p LEFT JOIN ${sums(2013)} a ON a.id = p."Account ID" WHERE a.amount IS NOT NULL ORDER BY partner`,
    );
    const current = found.filter((row) => row.won_amount !== null && row.won_amount !== '0.0000');
    expect(
      current
        .map((row) => ({ partner: row.partner, partner_name: row.partner_name, now: row.won_amount }))
        .sort((a, b) => String(a.partner).localeCompare(String(b.partner))),
    ).toEqual(rows);
  });

  it('scores an index by country on the measures that the files can tell, with its coverage', async () => {
    const { out, err } = await terminal(
      'scorecard',
      '-w',
      workspace,
      '--by',
      'country',
      '--metrics',
      'incentive_alignment',
      '--period',
      '2012',
      '--format',
      'json',
    );
    const found = JSON.parse(out) as Record<string, unknown>[];
    // Payouts against 6 %, growth against 10 %, margin against 30 %; no plan and no roles are loaded.
    const score = (country: string) => `(SELECT 100 * (
        25 * coalesce(least(1, 0.06 / nullif(paid / sales, 0)), 1) + 20 * greatest(0, least(1, (sales / ago - 1) / 0.1)) +
        15 * greatest(0, least(1, (sales - cost) / sales / 0.3))) / 60
      FROM (SELECT (sum("Sales Amount") FILTER (year("Order Date") = 2012))::DOUBLE AS sales,
          (sum("Total Cost") FILTER (year("Order Date") = 2012))::DOUBLE AS cost,
          (sum("Sales Amount") FILTER (year("Order Date") = 2011))::DOUBLE AS ago
        FROM ${DEALS} JOIN ${PARTNERS} p USING ("Account ID") WHERE ${country}),
        (SELECT coalesce(sum("Discount Amount"), 0)::DOUBLE AS paid FROM ${PAYOUTS} JOIN ${PARTNERS} p USING ("Account ID")
          WHERE year("Order Date") = 2012 AND ${country}))`;
    const [expected] = await byHand<Record<string, number>>(
      `SELECT ${score('TRUE')} AS network, ${score("p.Country = 'Germany'")} AS germany, ${score("p.Country = 'Canada'")} AS canada`,
    );
    const of = (country: string) => found.find((row) => row.country === country);
    expect(found.at(-1)).toEqual({
      total: true,
      incentive_alignment: expect.closeTo(expected!.network!, 9),
      incentive_alignment__coverage: 0.6,
    });
    expect(of('Canada')!.incentive_alignment).toBeCloseTo(expected!.canada!, 9);
    expect(of('Germany')!.incentive_alignment__coverage).toBeGreaterThan(0);
    expect(err).toContain('Incentive alignment leaves out what is not known, Channel share');
  });

  describe('in the workbook for 2013', () => {
    const book = new ExcelJS.Workbook();
    beforeAll(async () => {
      const out = folder.file('review.xlsx');
      const { code, err } = await terminal('pack', '-w', workspace, '--period', '2013', '--out', out);
      expect([code, err]).toEqual([0, '']);
      await book.xlsx.readFile(out);
    });

    const named = (name: string): number => {
      const [sheet = '', cell = ''] = (book.definedNames.getRanges(name).ranges[0] ?? '')
        .replaceAll(/['$]/g, '')
        .split('!');
      const found = book.getWorksheet(sheet)?.getCell(cell);
      return Number(found?.formula ? found.result : found?.value);
    };
    const figuresOf = (sheet: string, label: string): string[] => {
      const figures: string[] = [];
      book.getWorksheet(sheet)!.eachRow((row) => {
        const values = Array.isArray(row.values) ? row.values : [];
        if (values.includes(label))
          figures.push(...values.filter((value) => typeof value === 'number').map((n) => n.toFixed(4)));
      });
      return figures;
    };

    it('has the same figures in the cells with a name', async () => {
      const [hand] = await byHand<{ amount: string; orders: number }>(
        `SELECT sum("Sales Amount") AS amount, count(DISTINCT "Order Number") AS orders
         FROM ${DEALS} WHERE year("Order Date") = 2013`,
      );
      expect(named('Won_amount').toFixed(4)).toBe(hand!.amount);
      expect(named('Won_count')).toBe(hand!.orders);
    });

    it.each([
      ['By geography', 'p.Country'],
      ['By product', 'd.Category'],
    ])('has the same figures on the page “%s”', async (sheet, column) => {
      const rows = await byHand<{ label: string; amount: string }>(
        `SELECT ${column} AS label, sum("Sales Amount") AS amount FROM ${DEALS} d JOIN ${PARTNERS} p USING ("Account ID")
         WHERE year("Order Date") = 2013 GROUP BY 1`,
      );
      expect(rows.length).toBeGreaterThan(3);
      for (const { label, amount } of rows) expect(figuresOf(sheet, label), label).toContain(amount);
    });
  });

  it('knows its own rows when the same files are loaded again', async () => {
    const { out, code } = await importResellerNetwork(workspace, '--json');
    expect(code).toBe(0);
    for (const load of JSON.parse(out).loads) {
      expect([load.new, load.changed, load.vanished, load.refused], load.file).toEqual([0, 0, 0, 0]);
      expect(load.same, load.file).toBe(
        { 'partners.csv': 701, 'deals.csv': 3796, 'payouts.csv': 3282 }[load.file as string],
      );
    }
  });
});
