/**
 * Levels of the real reseller network through the terminal, against SQL written by hand on the CSV files. Guards the way
 * from a program file to a level: a wrong window, a lost line or a threshold taken for `>` moves a partner.
 */
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { byHand, importResellerNetwork, resellerCsv } from '../../fixtures/resellerWorkspace.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const workspace = folder.file('net.quarterdeck');
const THRESHOLDS = { Bronze: 25_000, Silver: 100_000, Gold: 250_000 };

const program = folder.file('yearly-sales.json');
writeFileSync(
  program,
  JSON.stringify({
    id: 'yearly-sales',
    name: 'Yearly sales',
    currency: 'USD',
    levels: [
      { id: 'Registered' },
      ...Object.entries(THRESHOLDS).map(([id, value]) => ({
        id,
        requirement: { metric: 'won_amount', window: 'calendar-year', value },
      })),
    ],
  }),
);

/** The level that a year's sales give, in SQL; who sold nothing is Registered. */
const levelOf = (year: number) => `
  (SELECT p."Account ID" AS id, coalesce(sum(d."Sales Amount"), 0) AS amount,
     CASE WHEN coalesce(sum(d."Sales Amount"), 0) >= 250000 THEN 'Gold'
          WHEN sum(d."Sales Amount") >= 100000 THEN 'Silver'
          WHEN sum(d."Sales Amount") >= 25000 THEN 'Bronze' ELSE 'Registered' END AS level
   FROM read_csv('${resellerCsv('partners')}') p LEFT JOIN (
     SELECT * FROM read_csv('${resellerCsv('deals')}', types = {'Sales Amount': 'DECIMAL(18,4)'}) WHERE year("Order Date") = ${year}
   ) d USING ("Account ID") GROUP BY 1)`;

const tiers = (...more: string[]) =>
  terminal('tiers', '-w', workspace, '--program', program, '--as-of', '2013-12-31', ...more);

describe.runIf(hasSharedData)('the reseller network', () => {
  beforeAll(async () => {
    const { code } = await importResellerNetwork(workspace);
    expect(code).toBe(0);
  });

  it('moves from 2012 to 2013 as SQL says, partner by partner', async () => {
    const { code, out, err } = await tiers('--against', '2012-12-31', '--format', 'json');
    expect(code, err).toBe(0);
    const found = JSON.parse(out) as Record<string, unknown>[];
    const total = found.pop()!;
    const pairs = `FROM ${levelOf(2012)} b JOIN ${levelOf(2013)} a USING (id)`;
    const partners = await byHand<{ partner: string; level_before: string; level: string }>(
      `SELECT id AS partner, b.level AS level_before, a.level AS level ${pairs} ORDER BY id`,
    );
    expect(partners).toHaveLength(701);
    expect(found.map(({ partner, level_before, level }) => ({ partner, level_before, level }))).toEqual(partners);

    const cells = await byHand<{ before: string; after: string; partners: number }>(
      `SELECT b.level AS before, a.level AS after, count(*) AS partners ${pairs} GROUP BY ALL`,
    );
    const matrix = total.matrix as Record<string, Record<string, number>>;
    for (const { before, after, partners: count } of cells)
      expect(matrix[before]![after], `${before}, ${after}`).toBe(count);
    expect(
      Object.values(matrix)
        .flatMap((row) => Object.values(row))
        .reduce((sum, n) => sum + n),
    ).toBe(701);

    const order = ['Registered', 'Bronze', 'Silver', 'Gold'];
    const moved = (sign: number) =>
      partners.filter((one) => Math.sign(order.indexOf(one.level) - order.indexOf(one.level_before)) === sign).length;
    expect(total).toMatchObject({ partners: 701, up: moved(1), down: moved(-1), stay: moved(0) });
    expect(total.levels).toEqual(
      Object.fromEntries(order.map((level) => [level, partners.filter((one) => one.level === level).length])),
    );
    for (const row of found) {
      const steps = order.indexOf(String(row.level)) - order.indexOf(String(row.level_before));
      expect(row.direction, String(row.partner)).toBe(['down', 'stay', 'up'][Math.sign(steps) + 1]);
    }
  });

  // Without levels in the files, the program a year earlier is what one compares with.
  it('compares with the year before when nobody says', async () => {
    const said = await tiers('--against', '2012-12-31', '--format', 'csv');
    expect((await tiers('--format', 'csv')).out).toBe(said.out);
    expect(said.out.trim().split('\r\n')).toHaveLength(702);
  });

  it('explains a partner by name, with the figure that SQL gives', async () => {
    const [hand] = await byHand<{ id: string; name: string; amount: string; level: string }>(
      `SELECT a.id, any_value(p."Account Name") AS name, any_value(a.amount) AS amount, any_value(a.level) AS level
       FROM ${levelOf(2013)} a JOIN read_csv('${resellerCsv('partners')}') p ON p."Account ID" = a.id
       WHERE a.level = 'Silver' GROUP BY a.id ORDER BY a.id LIMIT 1`,
    );
    const { code, out, err } = await tiers('--explain', hand!.name.toLowerCase(), '--format', 'json');
    expect(code, err).toBe(0);
    const rows = JSON.parse(out) as Record<string, unknown>[];
    expect(rows.at(-1)).toMatchObject({ total: true, partner: hand!.id, level: 'Silver' });
    const tests = rows.slice(0, -1);
    expect(tests.map(({ level, met }) => [level, met])).toEqual([
      ['Bronze', true],
      ['Silver', true],
      ['Gold', false],
    ]);
    for (const test of tests) expect(Number(test.value)).toBe(Number(hand!.amount));
    expect(tests.map(({ needs }) => Number(needs))).toEqual(Object.values(THRESHOLDS));
  });

  it('narrows the population', async () => {
    const { out } = await tiers('--where', 'country=Germany', '--format', 'json');
    const [hand] = await byHand<{ n: number }>(
      `SELECT count(*) AS n FROM read_csv('${resellerCsv('partners')}') WHERE Country = 'Germany'`,
    );
    expect(JSON.parse(out).at(-1).partners).toBe(hand!.n);
  });
});
