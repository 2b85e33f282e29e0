/**
 * A real reseller network under six plans, each simulated from the kept units and compared with SQL written by hand on its CSV
 * files: the whole cost, the winners and losers against another plan, every payee, product families and bands.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPay } from '../../../analytics/incentives/exportPay.ts';
import { payList } from '../../../analytics/incentives/payList.ts';
import { simulatePay } from '../../../analytics/incentives/simulate.ts';
import { caseOf, type ResellerDesk, resellerDesk } from '../../fixtures/incentiveDesk.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';

const plan = (line: object) => ({ id: 'plan', name: 'Plan', lines: [{ id: 'line', kind: 'rebate', ...line }] });
const ONE_PERCENT = plan({ rate: { flat: '0.01' } });

describe.skipIf(!hasSharedData)('simulating plans on the reseller network', () => {
  let open: ResellerDesk;
  let period: string;
  beforeAll(async () => {
    open = await resellerDesk();
    const { from, to } = open.desk.context.network.horizon;
    period = `${from.slice(0, 4)}-01-01..${Number(to.slice(0, 4)) - 1}-12-31`;
  }, 60_000);
  afterAll(() => open?.close());

  const summed = (grain: string, where = 'TRUE') =>
    `(SELECT payee, date_trunc('${grain}', day) AS start, sum(amount) AS x, sum(quantity) AS q FROM ${open.lines} AS l WHERE ${where} GROUP BY ALL)`;

  /** Pay by payee under the hand-written rule and at one percent, both rounded by payee and period. */
  async function byHand(hand: string): Promise<{ payee: string; after: number; before: number }[]> {
    const [from, to] = period.split('..');
    const within = `start >= DATE '${from}' AND start <= DATE '${to}'`;
    const rows = await open.net.engine.rows<Record<string, string | number>>(
      `SELECT payee, CAST(sum(pay) AS DOUBLE) AS after, CAST(sum(one) AS DOUBLE) AS before FROM (
         SELECT payee, CAST(pay AS DECIMAL(38,2)) AS pay, 0 AS one FROM (${hand}) AS hand WHERE ${within}
         UNION ALL SELECT payee, 0, CAST(x * 0.01 AS DECIMAL(38,2)) FROM ${summed('quarter')} AS s WHERE ${within}) AS together
       GROUP BY payee ORDER BY payee`,
    );
    return rows.map(({ payee, after, before }) => ({
      payee: String(payee),
      after: Number(after),
      before: Number(before),
    }));
  }

  async function agrees(line: object, hand: string): Promise<void> {
    const asked = caseOf({ plans: [plan(line)], against: { kind: 'plans', plans: [ONE_PERCENT] }, period });
    const found = await simulatePay(open.desk, asked);
    const expected = await byHand(hand);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0).toFixed(2);
    const money = (amount: string) => Number(amount).toFixed(2);
    expect(money(found.after)).toBe(sum(expected.map(({ after }) => after)));
    expect(money(found.before)).toBe(sum(expected.map(({ before }) => before)));
    const changes = expected.map(({ after, before }) => Math.round((after - before) * 100) / 100);
    const [wins, loses] = [changes.filter((change) => change > 0), changes.filter((change) => change < 0)];
    expect(found.wins).toEqual({ payees: wins.length, amount: expect.any(String) });
    expect([found.loses.payees, money(found.wins.amount), money(found.loses.amount)]).toEqual([
      loses.length,
      sum(wins),
      sum(loses),
    ]);
    expect(wins.length + loses.length).toBeGreaterThan(100);

    const { rows } = await payList(open.desk, { ...asked, select: { direction: 'wins' }, limit: 1_000_000 });
    const named = new Map(rows.map((row) => [row.partner, `${money(row.before)} ${money(row.after)}`]));
    for (const { payee, before, after } of expected.filter((one) => Math.round((one.after - one.before) * 100) > 0)) {
      expect(named.get(payee)).toBe(`${before.toFixed(2)} ${after.toFixed(2)}`);
    }
  }

  it('at five percent', async () => {
    await agrees({ rate: { flat: '0.05' } }, `SELECT payee, start, x * 0.05 AS pay FROM ${summed('quarter')} AS s`);
  });

  it('by first-dollar bands, with the payees that each band has in the last quarter', async () => {
    const bands = [
      { from: '10000', rate: '0.02' },
      { from: '50000', rate: '0.045' },
    ];
    const rate = `CASE WHEN x >= 50000 THEN 0.045 WHEN x >= 10000 THEN 0.020 ELSE 0.000 END`;
    await agrees(
      { rate: { how: 'retroactive', bands } },
      `SELECT payee, start, x * ${rate} AS pay FROM ${summed('quarter')} AS s`,
    );
    const found = await simulatePay(
      open.desk,
      caseOf({ plans: [plan({ rate: { how: 'retroactive', bands } })], period }),
    );
    const [from, to] = period.split('..');
    const [counted] = await open.net.engine.rows<Record<string, string | number>>(
      `SELECT count(*) FILTER (WHERE start = last AND x >= 10000 AND x < 50000) AS low, count(*) FILTER (WHERE start = last AND x >= 50000) AS high,
         CAST(sum(CAST(x * 0.02 AS DECIMAL(38,2))) FILTER (WHERE x >= 10000 AND x < 50000) AS VARCHAR) AS low_paid,
         CAST(sum(CAST(x * 0.045 AS DECIMAL(38,2))) FILTER (WHERE x >= 50000) AS VARCHAR) AS high_paid
       FROM ${summed('quarter')} s, (SELECT date_trunc('quarter', DATE '${to}') AS last) AS ends WHERE start BETWEEN DATE '${from}' AND DATE '${to}'`,
    );
    expect(found.bands.map(({ payees, paid }) => [payees, Number(paid)])).toEqual([
      [Number(counted!.low), Number(counted!.low_paid)],
      [Number(counted!.high), Number(counted!.high_paid)],
    ]);
  });

  it('by marginal bands of the month, up to a cap whose loss is told', async () => {
    const bands = [
      { from: '0', rate: '0.01' },
      { from: '5000', rate: '0.03' },
      { from: '20000', rate: '0.05' },
    ];
    const line = { period: 'month', rate: { how: 'marginal', bands }, limits: { capPartner: '1500' } };
    const pay = `least(x, 5000) * 0.01 + greatest(least(x, 20000) - 5000, 0) * 0.03 + greatest(x - 20000, 0) * 0.05`;
    await agrees(line, `SELECT payee, start, least(${pay}, 1500) AS pay FROM ${summed('month')} AS s`);
    const { lines } = await simulatePay(open.desk, caseOf({ plans: [plan(line)], period }));
    const [from, to] = period.split('..');
    const [over] = await open.net.engine.rows<{ amount: string; payees: number }>(
      `SELECT CAST(sum(CAST(pay - 1500 AS DECIMAL(38,4))) AS VARCHAR) AS amount, count(DISTINCT payee) AS payees
       FROM (SELECT payee, start, ${pay} AS pay FROM ${summed('month')} AS s) AS paid
       WHERE pay > 1500 AND start BETWEEN DATE '${from}' AND DATE '${to}'`,
    );
    expect(lines[0]!.lost).toEqual([
      { line: 'line', limit: 'cap partner', amount: over!.amount, payees: Number(over!.payees) },
    ]);
  });

  it('on growth over the year before', async () => {
    await agrees(
      { period: 'year', rate: { growth: 'year-ago', rate: '0.03', atLeast: '0.05', payOnlyGrowth: true } },
      `SELECT s.payee, s.start, CASE WHEN b.x > 0 AND s.x - b.x >= b.x * 0.05 THEN (s.x - b.x) * 0.03 ELSE 0.00 END AS pay
       FROM ${summed('year')} s LEFT JOIN ${summed('year')} b ON b.payee = s.payee AND b.start = s.start - INTERVAL 1 YEAR`,
    );
  });

  it('for each unit of one category, which is all that its families sell', async () => {
    const line = {
      period: 'month',
      rate: { perUnit: '1.25' },
      on: { base: 'quantity', filter: [{ dim: 'category', values: ['Clothing'] }] },
    };
    await agrees(line, `SELECT payee, start, q * 1.25 AS pay FROM ${summed('month', "category = 'Clothing'")} AS s`);
    const { by } = await simulatePay(open.desk, caseOf({ plans: [plan(line)], period }));
    const [from, to] = period.split('..');
    const families = await open.net.engine.rows<{ family: string; pay: string }>(
      `SELECT p.family, CAST(sum(l.quantity) * 1.25 AS DECIMAL(38,4)) AS pay FROM store.deal_line l
       JOIN store.deal d ON d.deal_id = l.deal_id JOIN store.product p ON p.product_id = l.product_id
       WHERE p.category = 'Clothing' AND d.closed_on BETWEEN DATE '${from}' AND DATE '${to}' GROUP BY ALL ORDER BY p.family`,
    );
    const told = by.family.filter(({ after }) => Number(after) !== 0).map(({ value, after }) => [value, Number(after)]);
    // A payee's amount is divided in whole numbers of 1/10,000.
    const close = told
      .sort()
      .map(([family, pay], index) => [family, Math.abs(Number(pay) - Number(families[index]!.pay)) < 0.5]);
    expect(close).toEqual(families.map(({ family }) => [family, true]));
  });

  it('with more for one category, capped by deal', async () => {
    await agrees(
      {
        scope: 'deal',
        rate: { flat: '0.02' },
        multipliers: [{ id: 'bikes', factor: '1.5', filter: [{ dim: 'category', values: ['Bikes'] }] }],
        limits: { capDeal: '400' },
      },
      `SELECT payee, date_trunc('quarter', day) AS start, sum(pay) AS pay FROM (
         SELECT payee, deal, min(day) AS day,
           least(sum(amount * CASE WHEN category = 'Bikes' THEN 0.030 ELSE 0.020 END), 400) AS pay
         FROM ${open.lines} AS l GROUP BY payee, deal) AS d GROUP BY ALL`,
    );
  });

  /** Revenue and margin by hand, of the lines that match; `deal_line` holds what the file says, line by line. */
  async function marginByHand(where: string): Promise<{ revenue: number; margin: number }> {
    const [from, to] = period.split('..');
    const [row] = await open.net.engine.rows<Record<string, number>>(
      `SELECT CAST(sum(l.amount) AS DOUBLE) AS revenue, CAST(sum(l.amount - l.cost) AS DOUBLE) AS margin FROM store.deal_line l
       JOIN store.deal d ON d.deal_id = l.deal_id JOIN store.product p ON p.product_id = l.product_id
       WHERE d.closed_on BETWEEN DATE '${from}' AND DATE '${to}' AND ${where}`,
    );
    return { revenue: Number(row!.revenue), margin: Number(row!.margin) };
  }

  // Nothing loaded is not nothing paid: a difference from it would be all that the plan costs.
  it('says that what was paid is not known where no payouts are loaded, and lets the plan stand by itself', async () => {
    const found = await simulatePay(open.desk, caseOf({ plans: [ONE_PERCENT], period }));
    const known = await simulatePay(
      open.desk,
      caseOf({ plans: [ONE_PERCENT], against: { kind: 'plans', plans: [CLOTHING] }, period }),
    );
    expect(found.basis.paidUnknown).toMatch(/^The network holds no payouts, so what was paid is not known\./);
    expect(found.basis.notes[0]).toBe(found.basis.paidUnknown);
    expect(found.after).toBe(known.after);
    expect([found.wins.payees, found.loses.payees, found.lines[0]!.before]).toEqual([0, 0, null]);
    expect(known.basis.paidUnknown).toBeNull();
    const { text } = await exportPay(open.desk, { ...caseOf({ plans: [ONE_PERCENT], period }), list: 'partners' });
    const [header, ...rows] = text.trim().split('\r\n');
    expect(header).toContain('As paid, not known');
    // Nothing before it, and nothing that differs.
    for (const row of rows) expect(row).toMatch(/,,-?[\d.]+,,,$/);
    await expect(simulatePay(open.desk, caseOf({ plans: [], period }))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/^The network holds no payouts, so what was paid is not known\./),
    });
  });

  it('says where the data end, for a period after them, and not that no quarter ends in it', async () => {
    const { basis } = await simulatePay(open.desk, caseOf({ plans: [ONE_PERCENT], period: '2030-Q1' }));
    expect(basis.notes).toContain('The data end on 29 Nov 2013: nothing of 2030-Q1 is in them.');
    expect(basis.notes.join(' ')).not.toContain('none ends in');
    const early = await simulatePay(open.desk, caseOf({ plans: [ONE_PERCENT], period: '2001-Q1' }));
    expect(early.basis.notes).toContainEqual(
      expect.stringMatching(/^The data begin on \d+ \w+ 201\d: nothing of 2001-Q1 is in them\.$/),
    );
  });

  const CLOTHING = plan({ rate: { flat: '0.05' }, on: { filter: [{ dim: 'category', values: ['Clothing'] }] } });

  // With the margin of all that the payees sell, a plan on goods of a good margin looks like one that loses money.
  it('reckons with the margin of what the plan counts, and not of what else its payees sell', async () => {
    const [clothing, bikes] = [
      await marginByHand("p.category = 'Clothing'"),
      await marginByHand("p.category = 'Bikes'"),
    ];
    const asked = { plans: [CLOTHING], against: { kind: 'plans' as const, plans: [ONE_PERCENT] }, period };
    const { worth } = await simulatePay(
      open.desk,
      caseOf({ plans: [CLOTHING], against: { kind: 'plans', plans: [CLOTHING] }, period }),
    );
    expect(Number(worth.revenue)).toBe(Math.round(clothing.revenue));
    expect(Math.abs(Number(worth.margin.numerator) - clothing.margin)).toBeLessThanOrEqual(1);
    expect(worth).toMatchObject({ marginFrom: 'ledger', marginRule: expect.stringContaining('after their costs') });
    expect(clothing.margin / clothing.revenue).not.toBeCloseTo(bikes.margin / bikes.revenue, 2);
    // Beside a plan on everything, everything counts.
    const all = await marginByHand('TRUE');
    const both = await simulatePay(open.desk, caseOf(asked));
    expect(Number(both.worth.revenue)).toBe(Math.round(all.revenue));
    expect(Math.abs(Number(both.worth.margin.numerator) - all.margin)).toBeLessThanOrEqual(1);
  });

  it('takes a margin that was given instead of the costs, for all or for one family, and says what the costs are', async () => {
    const given = async (margin: object) => {
      const assumptions = { response: { semiElasticity: '2' }, margin };
      const { worth } = await simulatePay(
        open.desk,
        caseOf({ plans: [CLOTHING], against: { kind: 'plans', plans: [CLOTHING] }, period, assumptions }),
      );
      return worth;
    };
    const { revenue, margin } = await marginByHand("p.category = 'Clothing'");
    const assumed = await given({ share: '0.3' });
    expect(Number(assumed.margin.numerator)).toBe(Math.round(revenue * 0.3));
    expect(assumed.marginFrom).toBe('assumed');
    expect(Number(assumed.ledgerMargin!.numerator) / Number(assumed.ledgerMargin!.denominator)).toBeCloseTo(
      margin / revenue,
      4,
    );
    expect(assumed.marginRule).toMatch(
      /^Margin 30\.0.% of the [\d,]+ EUR that the plans count: as assumed; by the costs loaded it is [\d.]+.%\.$/,
    );
    const family = await given({ byFamily: { Jerseys: '0.5' } });
    const [jerseys, rest] = [
      await marginByHand("p.family = 'Jerseys'"),
      await marginByHand("p.category = 'Clothing' AND p.family <> 'Jerseys'"),
    ];
    expect(family.marginFrom).toBe('both');
    expect(Math.abs(Number(family.margin.numerator) - (jerseys.revenue * 0.5 + rest.margin))).toBeLessThanOrEqual(1);
  });
});
