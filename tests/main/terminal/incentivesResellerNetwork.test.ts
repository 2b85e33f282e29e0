/**
 * Plans on the real reseller network through the terminal, against SQL written by hand on the CSV files. Guards the way from
 * a plan file to what each partner is paid: a lost line, a wrong quarter or a rate read as a float moves a cent.
 */
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { byHand, importResellerNetwork, resellerCsv } from '../../fixtures/resellerWorkspace.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const workspace = folder.file('net.quarterdeck');

/** What every partner sold in each quarter of 2013. */
const QUARTERS = `
  (SELECT "Account ID" AS partner, quarter("Order Date") AS quarter, sum("Sales Amount") AS x
   FROM read_csv('${resellerCsv('deals')}', types = {'Sales Amount': 'DECIMAL(18,4)'}) WHERE year("Order Date") = 2013 GROUP BY ALL)`;

interface Plan {
  readonly name: string;
  readonly rate: object;
  /** Pay of one quarter's sales `x`, before it is rounded to cents. */
  readonly sql: string;
}

const PLANS: readonly Plan[] = [
  { name: 'a flat rate', rate: { flat: 0.035 }, sql: 'x * 0.035' },
  {
    name: 'first-dollar bands',
    rate: {
      how: 'retroactive',
      bands: [
        { from: 10_000, rate: 0.02 },
        { from: 50_000, rate: 0.045 },
      ],
    },
    sql: 'CASE WHEN x >= 50000 THEN x * 0.045 WHEN x >= 10000 THEN x * 0.02 ELSE 0 END',
  },
  {
    name: 'stepped bands',
    rate: {
      how: 'marginal',
      bands: [
        { from: 0, rate: 0.01 },
        { from: 25_000, rate: 0.06 },
      ],
    },
    sql: 'least(x, 25000) * 0.01 + greatest(x - 25000, 0) * 0.06',
  },
];

const incentives = (...more: string[]) => terminal('incentives', '-w', workspace, '--period', '2013', ...more);

function planFile({ name, rate }: Plan): string {
  const file = folder.file(`${name}.json`);
  const source = { text: 'A test' };
  const lines = [{ id: 'rebate', kind: 'rebate', on: { roles: ['fulfilment'] }, rate }];
  writeFileSync(file, JSON.stringify({ id: 'rebate', name, currency: 'USD', source, lines }));
  return file;
}

async function rated(file: string, ...more: string[]) {
  const { code, out, err } = await incentives('--plan', file, ...more, '--format', 'json');
  expect(code, err).toBe(0);
  const rows = JSON.parse(out) as Record<string, string>[];
  return { total: rows.pop()!, paid: rows.filter(({ payout_amount }) => Number(payout_amount) !== 0) };
}

describe.runIf(hasSharedData)('the reseller network', () => {
  beforeAll(async () => {
    const { code, err } = await importResellerNetwork(workspace);
    expect(code, err).toBe(0);
  });

  it.each(PLANS)('is paid by $name as SQL says, partner by partner', async (plan) => {
    const { paid, total } = await rated(planFile(plan));
    const hand = await byHand<{ partner: string; amount: string }>(
      `SELECT partner, CAST(sum(CAST(${plan.sql} AS DECIMAL(38,2))) AS DECIMAL(38,4)) AS amount
       FROM ${QUARTERS} AS quarters GROUP BY 1 HAVING amount <> 0 ORDER BY 1`,
    );
    expect(hand.length).toBeGreaterThan(200);
    expect(paid.map(({ partner, payout_amount }) => [partner, payout_amount])).toEqual(
      hand.map(({ partner, amount }) => [partner, amount]),
    );
    const sum = hand.reduce((cents, { amount }) => cents + Math.round(Number(amount) * 100), 0);
    expect(Math.round(Number(total.payout_amount) * 100)).toBe(sum);
  });

  it('was paid what the ledger says', async () => {
    const { code, out, err } = await incentives('--format', 'json');
    expect(code, err).toBe(0);
    const total = (JSON.parse(out) as Record<string, string>[]).at(-1)!;
    const scorecard = await terminal(
      ...['scorecard', '-w', workspace, '--by', 'year', '--metrics', 'payout_amount', '--period', '2013'],
      ...['--format', 'json'],
    );
    const paid = (JSON.parse(scorecard.out) as Record<string, string>[]).at(-1)!;
    expect(Number(total.payout_amount)).toBeGreaterThan(0);
    expect(Number(total.payout_amount)).toBe(Number(paid.payout_amount));
  });
});
