/**
 * Simulations of plans on the sample network. Guards figures that people decide on: each is found a second way, by the
 * record, by SQL on the tables, by adding up parts, or by doing what the answer says and looking again.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncentiveCaseInput } from '../../../analytics/api/documents/incentiveCase.ts';
import type { IncentiveSimulation } from '../../../analytics/api/incentives.ts';
import { payList } from '../../../analytics/incentives/payList.ts';
import { paySide } from '../../../analytics/incentives/paySide.ts';
import { prepareCase } from '../../../analytics/incentives/prepareCase.ts';
import type { SideRequest } from '../../../analytics/incentives/side.ts';
import { simulatePay } from '../../../analytics/incentives/simulate.ts';
import { PROGRAM_IN_FORCE } from '../../../samples/tierPrograms.ts';
import { caseOf, type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';

const base = {
  id: 'base',
  label: 'Base rebate',
  kind: 'rebate',
  rate: { byLevel: { Platinum: '0.03', Gold: '0.03', Silver: '0.025', Bronze: '0.02' } },
};
const volume = {
  id: 'volume',
  label: 'Volume rebate',
  kind: 'rebate',
  rate: {
    how: 'marginal',
    bands: [
      { from: '0', rate: '0.005' },
      { from: '100000', rate: '0.01' },
      { from: '400000', rate: '0.02' },
    ],
  },
};
const growth = {
  id: 'growth',
  kind: 'rebate',
  rate: {
    growth: 'year-ago',
    payOnlyGrowth: true,
    bands: [
      { from: '0.05', rate: '0.02' },
      { from: '0.25', rate: '0.03' },
    ],
  },
};
const growthByPart = { ...growth, rate: { ...growth.rate, marginal: true } };
const spiff = {
  id: 'spiff',
  label: 'Cloud SPIFF',
  kind: 'spiff',
  scope: 'deal',
  rate: { flat: '0.02' },
  on: { filter: [{ dim: 'family', values: ['Cloud Platform'] }] },
  limits: { capDeal: '500' },
};
const plan = (lines: readonly object[], more: object = {}) => ({ id: 'plan', name: 'Plan', lines, ...more });

describe.skipIf(sampleFile === undefined)('a simulation of plans on the sample network', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());

  const ask = (asked: IncentiveCaseInput, record = false): Promise<IncentiveSimulation> =>
    simulatePay(open.desk, caseOf(asked, record));
  const list = (asked: IncentiveCaseInput, select: object = {}) =>
    payList(open.desk, { ...caseOf(asked), select, limit: 1_000 });
  const sum = (amounts: readonly (string | null)[]) =>
    amounts.reduce((total, amount) => total + Math.round(Number(amount ?? 0) * 10_000), 0);
  const whole = (amount: string) => Math.round(Number(amount) * 10_000);

  const CASES: readonly [string, IncentiveCaseInput][] = [
    ['several lines', { plans: [plan([base, volume, growth, spiff])] }],
    ['parts of growth', { plans: [plan([growthByPart])] }],
    ['several plans', { plans: [plan([base]), plan([volume], { id: 'other', pool: { cap: '400000' } })] }],
    ['several currencies', { plans: [plan([base], { currency: 'USD' }), plan([volume], { id: 'other' })] }],
    ['a line after another', { plans: [plan([base, { ...spiff, on: { ...spiff.on, less: ['base'] } }])] }],
    [
      'limits',
      {
        plans: [
          plan([{ ...volume, limits: { floor: '50000', capBase: '600000', capPartner: '7000', capYear: '20000' } }]),
        ],
      },
    ],
    [
      'terms',
      {
        plans: [
          plan([{ ...base, limits: { minimumPayment: '500' }, terms: { holdBack: { share: '0.1', days: 90 } } }]),
        ],
      },
    ],
    [
      'returns in the period of their sale',
      { plans: [plan([{ ...volume, terms: { trueUp: true }, limits: { capPartner: '7000' } }])] },
    ],
    ['against a plan', { plans: [plan([volume])], against: { kind: 'plans', plans: [plan([base])] } }],
    ['nothing but what was paid', { plans: [] }],
    ['some partners', { plans: [plan([base, spiff])], where: [{ dim: 'level', values: ['Gold'] }] }],
  ];

  it.each(CASES)('says the same by the kernel and by SQL: %s', async (_, asked) => {
    expect(await ask(asked)).toEqual(await ask(asked, true));
  });

  it.each(CASES)('adds up to the same costs whatever they are shown by: %s', async (_, asked) => {
    const found = await ask(asked);
    const [before, after] = [whole(found.before), whole(found.after)];
    for (const rows of [...Object.values(found.by), found.quarters]) {
      expect([sum(rows.map((row) => row.before)), sum(rows.map((row) => row.after))]).toEqual([before, after]);
    }
    expect(sum(found.lines.map((line) => line.after))).toBe(after);
    expect(sum(found.lines.map((line) => line.before))).toBe(before);
    expect(whole(found.wins.amount) + whole(found.loses.amount)).toBe(after - before);
    const { rows, total } = await list(asked);
    expect(found.wins.payees + found.loses.payees + found.same).toBe(total);
    expect(sum(rows.map((row) => row.after))).toBe(after);
    expect(rows.filter((row) => whole(row.after) < whole(row.before)).length).toBe(found.loses.payees);
    for (const line of found.lines.filter(({ plan: id }) => id !== 'as-paid')) {
      const own = found.bands.filter((band) => band.plan === line.plan && band.line === line.line);
      if (own.length > 0) expect(sum(own.map(({ paid }) => paid))).toBe(whole(line.after));
    }
  });

  it('finds what was paid as SQL by hand does, at the plan rates of the days it was earned on', async () => {
    const { basis, before, lines } = await ask({ plans: [] });
    const { reader } = open.desk.context;
    const inEuro = (
      column: string,
    ) => `CAST(sum(CAST(CAST(${column} AS DECIMAL(38,4)) * CASE WHEN p.currency = 'EUR' THEN 1 ELSE (
           SELECT arg_max(r.rate, r.on_date) FROM net.fx_rate r
           WHERE r.kind = 'plan' AND r.from_currency = p.currency AND r.to_currency = 'EUR' AND r.on_date <= p.earned_on
         ) END AS DECIMAL(18,4))) AS DECIMAL(38,4))`;
    const paid = await reader.rows<{ program: string; paid: string; base: string | null }>(
      `SELECT coalesce(p.program, p.kind) AS program, ${inEuro('p.amount')} AS paid, ${inEuro('p.base')} AS base
       FROM net.payout p WHERE p.earned_on BETWEEN DATE '2025-10-01' AND DATE '2026-09-30' AND p.partner_id IS NOT NULL
         AND coalesce(lower(p.status), '') NOT IN ('rejected', 'cancelled', 'refused', 'void', 'declined', 'expired')
         AND NOT (lower(p.status) = 'reversed' AND p.amount > 0)
       GROUP BY ALL ORDER BY program`,
    );
    expect([basis.period.from, basis.period.to]).toEqual(['2025-10-01', '2026-09-30']);
    expect(sum(paid.map((one) => one.paid))).toBe(whole(before));
    expect(lines.map(({ line, after }) => [line, after]).sort()).toEqual(
      paid.map((one) => [one.program, one.paid]).sort(),
    );
    // What payouts say that they were paid on; a program that says nothing has none, and not a base of nothing.
    const bases = new Map(paid.map((one) => [one.program, one.base]));
    for (const { line, base } of lines) {
      const said = bases.get(line)!;
      if (said === null) expect(base).toBeNull();
      else expect(Number(base)).toBeCloseTo(Number(said), 2);
    }
    expect(lines.some(({ base }) => Number(base) > 0)).toBe(true);
  });

  it('pays several plans as each of them alone', async () => {
    const [first, second] = [plan([base]), plan([spiff], { id: 'other' })];
    const [both, one, other] = [
      await ask({ plans: [first, second] }),
      await ask({ plans: [first] }),
      await ask({ plans: [second] }),
    ];
    expect(whole(both.after)).toBe(whole(one.after) + whole(other.after));
    expect(whole(both.before)).toBe(whole(one.before) + whole(other.before));
    expect(both.basis.kinds).toEqual(['rebate', 'spiff']);
  });

  it('converts a plan of another currency at the rates of the last days of its periods', async () => {
    const dollars = await ask({ plans: [plan([base], { currency: 'USD' })] });
    expect(dollars.basis.currency).toBe('USD');
    const mixed = await ask({ plans: [plan([base], { currency: 'USD' }), plan([spiff], { id: 'other' })] });
    expect(mixed.basis.currency).toBe('EUR');
    const { reader, network } = open.desk.context;
    let expected = 0;
    for (const { value, after } of dollars.quarters) {
      const end = [1, 2, 3, 4]
        .map((part) => network.calendar.span('quarter', network.calendar.ordinalAt('quarter', '2025-10-01') + part - 1))
        .find(({ label }) => label === value)!.to;
      const [rate] = await reader.rows<{ rate: number }>(
        `SELECT CAST(arg_max(rate, on_date) AS DOUBLE) AS rate FROM net.fx_rate
         WHERE kind = 'plan' AND from_currency = 'USD' AND to_currency = 'EUR' AND on_date <= DATE '${end}'`,
      );
      expected += Number(after) * Number(rate!.rate);
    }
    const converted = mixed.lines.find(({ line }) => line === 'base')!;
    // Every payee and quarter is rounded to 1/10,000 by itself.
    expect(Math.abs(Number(converted.after) - expected)).toBeLessThan(0.1);
    expect(expected).toBeGreaterThan(1_000_000);
  });

  it('pays by the levels that a tier program gives, in the same run', async () => {
    const golden =
      "(SELECT partner_id, 'Gold' AS level, DATE '2000-01-01' AS from_on, DATE '9999-12-31' AS to_on FROM net.partner)";
    const desk = { ...open.desk, levelsBy: () => Promise.resolve(golden) };
    const tiers = { ...PROGRAM_IN_FORCE };
    const moved = await simulatePay(desk, caseOf({ plans: [plan([base])], tiers }));
    const flat = await ask({ plans: [plan([{ ...base, rate: { flat: '0.03' } }])] });
    expect(moved.after).toBe(flat.after);
    expect(moved.by.level.map(({ value }) => value)).toEqual(['Gold']);
    expect(moved.basis.notes.join(' ')).toContain('levels that the tier program gives');
    const reviewed = { plans: [plan([base])], tiers };
    expect(await ask(reviewed)).toEqual(await ask(reviewed, true));
  });

  it('keeps as many losers whole as it says, for what it says', async () => {
    const asked = { plans: [plan([base, volume])] };
    const found = await ask(asked);
    expect(found.keepWhole.length).toBeGreaterThan(1);
    const lostBy = async (level: string) =>
      (await list(asked, { direction: 'loses', dim: 'level', value: level })).rows.reduce(
        (sum, { before, after }) => sum + whole(before) - whole(after),
        0,
      );
    const [raises, differences] = [true, false].map((raise) =>
      found.keepWhole.filter(({ place }) => (place !== null) === raise),
    );
    // A raise of a rate for all of a level is no way to mend the loss of one: who loses little is paid the difference.
    expect([raises!.length, differences!.length].every((count) => count > 0)).toBe(true);
    for (const { from, to, keptWhole, losers, cost, sentence } of differences!) {
      expect([from, to, keptWhole]).toEqual([null, null, losers]);
      const level = /^Paying \d+ (.+) losers? the difference costs /.exec(sentence)![1]!;
      expect(whole(cost)).toBe(await lostBy(level));
    }
    for (const { place: raised, from, to, keptWhole, losers, cost, sentence } of raises!) {
      const place = raised!;
      expect(sentence).toContain(`would keep ${keptWhole} of ${losers} `);
      const path = place.split('.');
      const document = structuredClone(asked.plans[0]!) as object;
      const parent = path
        .slice(0, -1)
        .reduce<Record<string, unknown>>(
          (node, key) => node[key] as Record<string, unknown>,
          document as Record<string, unknown>,
        );
      expect(parent[path.at(-1)!]).toBe(from);
      parent[path.at(-1)!] = to;
      const changed = await ask({ plans: [document as Record<string, unknown>] });
      expect(whole(changed.after) - whole(found.after)).toBe(whole(cost));
      const level = / of \d+ (.+) losers whole/.exec(sentence)![1]!;
      expect(whole(cost)).toBeLessThanOrEqual(2 * (await lostBy(level)));
      const lost = (await list(asked, { direction: 'loses', dim: 'level', value: level })).rows;
      expect(lost.length).toBe(losers);
      const after = new Map(
        (await list({ plans: [document as Record<string, unknown>] })).rows.map((row) => [row.partner, row]),
      );
      const kept = lost.filter(({ partner }) => whole(after.get(partner)!.after) >= whole(after.get(partner)!.before));
      expect(kept.length).toBe(keptWhole);
    }
  });

  it('tells a loser how much more it would have to sell: so much is enough, and a hundredth less is not', async () => {
    const asked = { plans: [plan([base, volume])] };
    const { rows } = await list(asked, { direction: 'loses' });
    const prepared = await prepareCase(open.desk, caseOf(asked));
    const told = rows.filter(({ whole: words }) => words !== null).slice(0, 25);
    expect(told.length).toBeGreaterThan(10);
    const factors = told.map(
      ({ partner, whole: words }) => [partner, 1 + Number(/Sales ([\d.]+)/.exec(words!)![1]) / 100] as const,
    );
    const payAt = async (share: number) => {
      const volumes = new Map(factors.map(([partner, factor]) => [partner, factor * share]));
      const side = await paySide(open.desk, { ...(prepared.sides.after as SideRequest), volume: volumes });
      return new Map(side.payees.map((id, place) => [id, side.pay[place]!]));
    };
    const [enough, less] = [await payAt(1), await payAt(0.99)];
    for (const { partner, before } of told) {
      expect(enough.get(partner)!).toBeGreaterThanOrEqual(whole(before));
      expect(less.get(partner)!).toBeLessThan(whole(before));
    }
  });

  it('names the line and value that made most of a difference', async () => {
    const { rows } = await list(
      { plans: [plan([base])], against: { kind: 'plans', plans: [plan([{ ...base, rate: { flat: '0.01' } }])] } },
      { direction: 'wins', dim: 'level', value: 'Gold' },
    );
    expect(rows[0]!.reason).toMatch(/^Base rebate pays [\d,.]+ at 3\u202f% for Gold instead of [\d,.]+\.$/);
  });

  it('reckons what a plan brings by the formulas of its assumptions', async () => {
    // Of one partner a deal: what several are paid for counts once, so that no revenue can be read off the pay.
    const on = { roles: ['fulfilment'] };
    const flat = (rate: string) => plan([{ id: 'flat', kind: 'rebate', rate: { flat: rate }, on }]);
    const { worth, after, before } = await ask({
      plans: [flat('0.05')],
      against: { kind: 'plans', plans: [flat('0.02')] },
      assumptions: {
        response: { semiElasticity: '2' },
        margin: { share: '0.3', byFamily: FAMILIES },
        pullForward: { share: '0.1' },
      },
    });
    // exp(2 × 0.03) − 1 of the revenue; a tenth of it only comes earlier; paid at five percent on all of it.
    const revenue = Number(after) / 0.05;
    const lift = revenue * (Math.exp(0.06) - 1);
    expect(Number(worth.grossLift) / lift).toBeCloseTo(1, 3);
    expect(Number(worth.netLift) / (lift * 0.9)).toBeCloseTo(1, 3);
    expect(Number(worth.incrementalMargin) / (lift * 0.9 * 0.3)).toBeCloseTo(1, 3);
    expect(Number(worth.extraCost) / ((revenue + lift) * 0.05 - Number(before))).toBeCloseTo(1, 3);
    expect(worth.marginFrom).toBe('assumed');
    expect(worth.evidence).toBe('assumed');
    const breakEven = Number(worth.breakEven!.numerator) / Number(worth.breakEven!.denominator);
    // r ÷ (m − r′): three points more on all revenue, five on what is added.
    expect(breakEven).toBeCloseTo(0.03 / (0.3 - 0.05), 3);
  });

  it('promises nothing without a response, and takes margins from the ledger', async () => {
    const { worth, after, before } = await ask({ plans: [plan([base])] });
    expect(worth).toMatchObject({ evidence: 'exact', grossLift: '0', netLift: '0', marginFrom: 'ledger' });
    expect(Number(worth.extraCost)).toBe(Math.round(Number(after) - Number(before)));
  });

  it.each(['what was paid', 'plans'])('finds nobody of a level that nobody has: %s', async (side) => {
    const where = [{ dim: 'level' as const, values: ['Gld'] }];
    const { after, basis } = await ask({ plans: side === 'plans' ? [plan([base])] : [], where });
    expect(basis).toMatchObject({ partners: 0, payees: 0 });
    expect(Number(after)).toBe(0);
  });

  it('gives up when it is told to', async () => {
    const controller = new AbortController();
    const desk = (await sampleDesk()) as OpenDesk;
    controller.abort();
    await expect(
      simulatePay(desk.desk, caseOf({ plans: [plan([base])] }), { signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    await desk.close();
  });
});

const FAMILIES = { 'Cloud Platform': '0.3', 'Edge Security': '0.3', 'Managed Detection': '0.3', Identity: '0.3' };
