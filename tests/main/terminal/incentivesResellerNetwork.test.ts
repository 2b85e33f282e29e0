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

  // Its payouts are of other kinds than any plan pays: beside “rebate” nothing was ever paid.
  it('compares with the kinds that are named, and says what the others came to', async () => {
    const file = planFile(PLANS[0]!);
    const [silent, named] = [await rated(file), await rated(file, '--kinds', 'Discount, mdf')];
    const [hand] = await byHand<{ amount: string }>(
      `SELECT CAST(sum("Discount Amount"::DECIMAL(18,4)) AS DECIMAL(38,2)) AS amount
       FROM read_csv('${resellerCsv('payouts')}', all_varchar = true) WHERE year("Order Date"::DATE) = 2013`,
    );
    expect(Number(silent.total.payout_amount_before)).toBe(0);
    expect((silent.total.notes as unknown as string[]).join(' ')).toMatch(
      /As paid is 0\.00 because no payout of the period is of the kind rebate; paid were, in USD: discount [\d,.]+\. Choose the kinds/,
    );
    expect(Number(named.total.payout_amount_before)).toBeCloseTo(Number(hand!.amount), 1);
    expect(Number(hand!.amount)).toBeGreaterThan(0);
    const { code } = await incentives('--plan', file, '--kinds', ' , ');
    expect(code).toBe(2);
  });

  it('tells the margin that it reckons with, and takes the one that is given', async () => {
    const file = planFile(PLANS[0]!);
    const assumptions = folder.file('assumptions.json');
    writeFileSync(assumptions, JSON.stringify({ margin: { share: '0.3' } }));
    const told = async (...more: string[]) => (await incentives('--plan', file, '--kinds', 'discount', ...more)).out;
    expect(await told()).toMatch(
      /Margin [−\d.]+.% of the [\d,]+ USD that the plans count: what these deals leave after their costs\./,
    );
    expect(await told('--assumptions', assumptions)).toMatch(
      /Margin 30\.0.% of the [\d,]+ USD that the plans count: as assumed; by the costs loaded it is [−\d.]+.%\./,
    );
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
