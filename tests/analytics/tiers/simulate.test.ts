/**
 * Simulations of the sample network's program. Guards figures that people decide on: each is found a second way, by the
 * record, by SQL on the tables, or by asking for the parts and adding them up.
 */
import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TierCaseInput, tierCase } from '../../../analytics/api/documents/tierCase.ts';
import type { TierProgramInput } from '../../../analytics/api/documents/tierProgram.ts';
import type { RegisteredException, TierSimulation } from '../../../analytics/api/tiers.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { openNetwork } from '../../../analytics/network/network.ts';
import { installationRoot, sampleWorkspace } from '../../../analytics/service/places.ts';
import { tierDistributions } from '../../../analytics/tiers/distributions.ts';
import { type SimulateRequest, simulate } from '../../../analytics/tiers/simulate.ts';
import type { Registers } from '../../../analytics/tiers/simulation/outcome.ts';
import { tierBackTest } from '../../../analytics/tiers/tierBackTest.ts';
import { tierExport } from '../../../analytics/tiers/tierExport.ts';
import { tierRows } from '../../../analytics/tiers/tierRows.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { FUND, LEVEL_REBATE, LEVELS } from '../../../samples/program.ts';
import { PLANNED_PROGRAM, PROGRAM_IN_FORCE } from '../../../samples/tierPrograms.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const TODAY = '2026-11-22';
const NOBODY: Registers = { exceptions: [], attestations: [] };
const planned: TierCaseInput = { program: PLANNED_PROGRAM };

const sample = sampleWorkspace(installationRoot(import.meta.url));
describe.skipIf(sample === undefined)('a simulation of the sample network', () => {
  let workspace: Workspace;
  let context: QueryContext;
  const lab = new Lab();
  const ask = (request: TierCaseInput & Pick<SimulateRequest, 'alone' | 'record'>, registers = NOBODY) => {
    const { alone, record, ...rest } = request;
    return simulate(context, lab, { ...tierCase.parse(rest), alone, record }, registers);
  };

  beforeAll(async () => {
    const copy = temporaryFolder().file('sample.quarterdeck');
    copyFileSync(sample!, copy);
    workspace = await Workspace.open(copy);
    const { version, policy } = await workspace.policy();
    const network = await openNetwork(workspace.engine, policy, TODAY);
    const dataVersion = await workspace.dataVersion();
    context = { reader: workspace.engine, network, policyVersion: version, dataVersion };
  });
  afterAll(() => workspace?.close());

  it.each<[string, TierCaseInput]>([
    ['a review from the levels in force', { ...planned, baseline: PROGRAM_IN_FORCE }],
    ['two programs on a day', { ...planned, run: 'date', against: { kind: 'program', program: PROGRAM_IN_FORCE } }],
    ['a year earlier', { program: PROGRAM_IN_FORCE, run: 'date', against: { kind: 'date', on: '2025-09-30' } }],
    ['all reviews', { ...planned, run: 'history' }],
  ])('says the same by the kernel and by SQL: %s', async (_, request) => {
    expect(await ask(request)).toEqual(await ask({ ...request, record: true }));
  });

  it('counts every partner once in every place where partners are counted', async () => {
    const found = await ask(planned);
    const { population } = found.basis;
    expect(population).toBe(420);
    const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
    expect(sum(found.matrix.flat())).toBe(population);
    expect(found.up + found.down + found.stay + found.unranked).toBe(population);
    expect(sum(found.levels.map(({ before }) => before))).toBe(population);
    expect(sum(found.levels.map(({ after }) => after))).toBe(population);
    expect(sum(found.regions.map(({ partners }) => partners))).toBe(population);
    expect(sum(found.regions.map(({ up }) => up))).toBe(found.up);
    expect(sum(found.regions.map(({ down }) => down))).toBe(found.down);
    expect(found.moversTotal).toBe(found.up + found.down);
    const down = found.matrix.flatMap((row, from) =>
      row.flatMap((_, to) => (to < from ? [found.amounts[from]![to]!] : [])),
    );
    expect(added(down)).toBe(found.costs.fallingAmount);
    expect(added(found.regions.map(({ amountDown }) => amountDown))).toBe(found.costs.fallingAmount);
  });

  it('finds the levels in force and what they cost as SQL by hand does', async () => {
    const found = await ask(planned);
    const rates = LEVELS.map((level) => `('${level}', ${LEVEL_REBATE[level] / 10_000}, ${FUND[level]})`).join(', ');
    const hand = await workspace.engine.rows<{ level: string; partners: number; rebate: string; fund: string }>(`
      WITH held AS (SELECT partner_id, level FROM net.enrollment WHERE program = 'main'
          AND from_on <= DATE '2026-09-30' AND coalesce(to_on, DATE '9999-12-31') >= DATE '2026-09-30'),
        plan AS (SELECT from_currency, on_date AS from_on, rate,
            coalesce(lead(on_date) OVER (PARTITION BY from_currency ORDER BY on_date), DATE '9999-12-31') AS before
          FROM net.fx_rate WHERE to_currency = 'EUR' AND kind = 'plan'),
        euro AS (SELECT deal_id, CASE WHEN currency = 'EUR' THEN amount
            ELSE (amount::DECIMAL(38,4) * rate::DECIMAL(18,8))::DECIMAL(18,4) END AS amount
          FROM net.deal d LEFT JOIN plan p ON p.from_currency = d.currency AND closed_on >= p.from_on AND closed_on < p.before
          WHERE outcome = 'won' AND closed_on BETWEEN DATE '2025-10-01' AND DATE '2026-09-30'),
        fulfilled AS (SELECT partner_id, sum(amount) AS amount
          FROM (SELECT DISTINCT deal_id, partner_id FROM net.deal_party WHERE role = 'fulfilment') JOIN euro USING (deal_id)
          GROUP BY partner_id)
      SELECT level, count(*) AS partners, sum(fund)::DECIMAL(38,4) AS fund,
        sum((coalesce(amount, 0)::DECIMAL(28,4) * rate::DECIMAL(6,4))::DECIMAL(28,4))::DECIMAL(38,4) AS rebate
      FROM held JOIN (VALUES ${rates}) AS terms(level, rate, fund) USING (level) LEFT JOIN fulfilled USING (partner_id)
      GROUP BY level`);
    expect(Object.fromEntries(found.levels.map(({ label, before }) => [label, before]))).toEqual(
      Object.fromEntries(hand.map(({ level, partners }) => [level, partners])),
    );
    const line = (id: string) => found.costs.lines.find((cost) => cost.id === id)!.before;
    expect(line('fund')).toBe(added(hand.map(({ fund }) => fund)));
    expect(line('rebate')).toBe(added(hand.map(({ rebate }) => rebate)));
    expect(added(found.costs.lines.map(({ after }) => after))).toBe(found.costs.after);
    expect(added(found.figures.map(({ benefitsAfter }) => benefitsAfter))).toBe(found.costs.after);
    expect(added(found.figures.map(({ benefitsBefore }) => benefitsBefore))).toBe(found.costs.before);
  });

  it('adds up the figures of all levels to those of the partners, with ratios made anew', async () => {
    const { figures } = await ask({ ...planned, where: [{ dim: 'region', values: ['DACH'] }] });
    const rows = await tierRows(context, lab, { ...dach(), select: {}, limit: 1_000 }, NOBODY);
    const booked = added(rows.rows.map(({ amount }) => amount));
    expect(added(figures.map(({ metrics }) => String(metrics.won_amount ?? '0.0000')))).toBe(booked);
    for (const { metrics } of figures) {
      if (metrics.avg_deal === null) continue;
      expect(Number(metrics.avg_deal) * Number(metrics.won_count)).toBeCloseTo(Number(metrics.won_amount), 0);
    }
  });

  it('looks at some partners as it looks at all, and only counts fewer', async () => {
    const all = await tierRows(context, lab, { ...tierCase.parse(planned), select: {}, limit: 1_000 }, NOBODY);
    const some = await tierRows(context, lab, { ...dach(), select: {}, limit: 1_000 }, NOBODY);
    expect(some.total).toBeGreaterThan(50);
    expect(some.rows).toEqual(all.rows.filter(({ region }) => region === 'DACH'));
    const { regions, basis } = await ask({ ...planned, where: [{ dim: 'region', values: ['DACH'] }] });
    expect(regions).toMatchObject([{ region: 'DACH', partners: basis.population }]);
  });

  it('lists as many partners as it counts, cell by cell and list by list', async () => {
    const found = await ask(planned);
    const total = async (select: object) =>
      (await tierRows(context, lab, { ...tierCase.parse(planned), select, limit: 1 }, NOBODY)).total;
    for (const [row, from] of found.fromLevels.entries()) {
      for (const [column, to] of found.toLevels.entries()) {
        expect(await total({ from, to }), `${from} to ${to}`).toBe(found.matrix[row]![column]);
      }
    }
    expect(await total({ direction: 'moved' })).toBe(found.moversTotal);
    expect(await total({ direction: 'down' })).toBe(found.down);
    expect(await total({ list: 'nearMiss' })).toBe(found.nearMissesTotal);
    expect(await total({ list: 'atRisk' })).toBe(found.atRiskTotal);
    expect(await total({ list: 'protect' })).toBe(found.protectTotal);
  });

  it('calls near who misses one test by little, and gives the whole gap', async () => {
    const { nearMisses } = await ask(planned);
    const terms = new Map(PLANNED_PROGRAM.levels.map((level) => [level.id as string, level]));
    expect(nearMisses.length).toBeGreaterThan(10);
    for (const { level, other, gaps } of nearMisses) {
      expect([...terms.keys()].indexOf(other)).toBe([...terms.keys()].indexOf(level) + 1);
      expect(gaps).toHaveLength(1);
      const [gap] = gaps;
      expect(gap!.met).toBe(false);
      expect(added([gap!.value!, gap!.gap!])).toBe(gap!.needs);
      expect(gap!.unit === 'count' ? Number(gap!.gap) <= 1 : gap!.share! <= 0.1).toBe(true);
    }
  });

  it('counts what each change does alone as a program with that change does', async () => {
    const { changes } = await ask({ ...planned, baseline: PROGRAM_IN_FORCE, run: 'date', alone: true });
    const gold = changes.find(({ place }) => place === 'levels.3.requirement.all.1.value')!;
    expect(gold).toMatchObject({ label: 'Gold, certified people', from: '3', to: '4' });
    const program = structuredClone(PROGRAM_IN_FORCE) as TierProgramInput;
    (program.levels[3]!.requirement as { all: { value: number }[] }).all[1]!.value = 4;
    const against = { kind: 'program', program: PROGRAM_IN_FORCE } as const;
    const alone = await ask({ program, run: 'date', against });
    expect([gold.up, gold.down]).toEqual([alone.up, alone.down]);
    expect(alone.down).toBeGreaterThan(5);
    expect(changes.every(({ up, down }) => up !== null && down !== null)).toBe(true);
  });

  it('says of those who fall how many would fall anyway', async () => {
    const found = await ask({ ...planned, baseline: PROGRAM_IN_FORCE });
    const under = await tierRows(
      context,
      lab,
      { ...tierCase.parse({ program: PROGRAM_IN_FORCE }), select: { direction: 'down' }, limit: 1_000 },
      NOBODY,
    );
    const now = await tierRows(
      context,
      lab,
      { ...tierCase.parse(planned), select: { direction: 'down' }, limit: 1_000 },
      NOBODY,
    );
    const both = under.rows.filter(({ partner }) => now.rows.some((row) => row.partner === partner));
    expect(found.downAnyway).toBe(both.length);
    expect((await ask(planned)).downAnyway).toBeNull();
  });

  it('holds, places and waives by exception, and says what each one costs', async () => {
    const plain = await ask(planned);
    const { rows } = await tierRows(
      context,
      lab,
      { ...tierCase.parse(planned), select: { from: 'Gold', to: 'Silver' }, limit: 3 },
      NOBODY,
    );
    const [held, waived, late] = rows.map(({ partner }) => partner) as [string, string, string];
    const registers = {
      ...NOBODY,
      exceptions: [
        exception(1, held, { effect: 'hold', level: 'Gold' }),
        exception(2, waived, { effect: 'waive', requirement: 'certified_people' }),
        exception(3, late, { effect: 'hold', level: 'Gold', to: '2026-09-30' }),
        exception(4, held, { effect: 'place', level: 'Platinum', enabled: false }),
      ],
    };
    const found = await ask(planned, registers);
    expect(found.down).toBe(plain.down - 2);
    expect(found.exceptions.applied).toBe(2);
    expect(found.exceptions.each).toMatchObject([
      { id: 1, partner: held, effect: 'hold', without: 'Silver', with: 'Gold' },
      { id: 2, partner: waived, effect: 'waive', without: 'Silver', with: 'Gold' },
    ]);
    const paid = (simulation: TierSimulation) => BigInt(simulation.costs.after.replace('.', ''));
    expect(BigInt(found.exceptions.cost.replace('.', ''))).toBe(paid(found) - paid(plain));
    expect(added(found.exceptions.each.map(({ cost }) => cost))).toBe(found.exceptions.cost);
    expect(await ask({ ...planned, exceptions: false }, registers)).toEqual({ ...plain });
    expect(await ask({ ...planned, record: true }, registers)).toEqual(found);
  });

  it('draws every measure with everybody in it and the thresholds inside', async () => {
    const drawn = await tierDistributions(context, lab, { program: PLANNED_PROGRAM, where: [] }, NOBODY);
    expect(drawn.map(({ label, unit, basis }) => [label, unit, basis])).toEqual([
      ['Bookings', 'money', 'bookings, the last 4 complete fiscal quarters, EUR'],
      ['People certified', 'count', 'certified people'],
    ]);
    for (const { counts, below, above, missing } of drawn) {
      expect(counts.reduce((sum, count) => sum + count, below + above + missing)).toBe(420);
    }
    expect(drawn[0]!.edges[0]).toBeLessThanOrEqual(40_000);
    expect(drawn[0]!.edges.at(-1)).toBeGreaterThanOrEqual(1_800_000);
  });

  it('exports a line for each partner, and the calls by owner', async () => {
    const levels = await tierExport(context, lab, { ...tierCase.parse(planned), list: 'levels' }, NOBODY);
    expect(levels).toMatchObject({ fileName: 'fy27-draft-levels-2026-09-30.csv', rows: 420 });
    expect(levels.text.split('\r\n')).toHaveLength(422);
    const calls = await tierExport(context, lab, { ...tierCase.parse(planned), list: 'calls' }, NOBODY);
    const lines = calls.text.trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^Owner,Partner ID,Partner,Why to call/);
    const partners = lines.slice(1).map((line) => /P-\d{4}/.exec(line)![0]);
    expect(new Set(partners).size).toBe(partners.length);
    const { moversTotal } = await ask(planned);
    expect(lines.filter((line) => /,(falls|rises),/.test(line))).toHaveLength(moversTotal);
  });

  it('back-tests the program against the levels that were in force', async () => {
    const found = await tierBackTest(
      context,
      lab,
      { ...tierCase.parse({ program: PROGRAM_IN_FORCE }), reviews: 3, withinReviews: 2 },
      NOBODY,
    );
    expect(found.reviews.map(({ on }) => on)).toEqual(['2025-10-01', '2026-04-01', '2026-10-01']);
    expect(found.agreement!.of).toBeGreaterThan(1_000);
    expect(found.agreement!.same / found.agreement!.of).toBeGreaterThan(0.8);
  });

  it('reads nothing when only a threshold moves', async () => {
    const own = new Lab();
    let statements = 0;
    const counting: QueryContext = {
      ...context,
      reader: {
        run: (...args) => context.reader.run(...args),
        rows: (...args) => {
          statements++;
          return context.reader.rows(...args);
        },
        cursor: (...args) => {
          statements++;
          return context.reader.cursor(...args);
        },
      },
    };
    const moved = (value: number) => {
      const program = structuredClone(PLANNED_PROGRAM) as TierProgramInput;
      (program.levels[3]!.requirement as { all: { value: number }[] }).all[0]!.value = value;
      return simulate(counting, own, tierCase.parse({ program, baseline: PROGRAM_IN_FORCE }), NOBODY);
    };
    await moved(650_000);
    expect(statements).toBeGreaterThan(0);
    statements = 0;
    const found = await moved(700_000);
    expect(statements).toBe(0);
    expect(found.levels[3]!.after).toBeLessThan((await moved(500_000)).levels[3]!.after);
  });

  it('keeps simulations that run at the same time apart', async () => {
    const moved = (value: number): TierCaseInput => {
      const program = structuredClone(PLANNED_PROGRAM) as TierProgramInput;
      (program.levels[3]!.requirement as { all: { value: number }[] }).all[0]!.value = value;
      return { program, baseline: PROGRAM_IN_FORCE };
    };
    const values = [400_000, 500_000, 600_000, 900_000];
    const apart: TierSimulation[] = [];
    for (const value of values) apart.push(await ask(moved(value)));
    expect(await Promise.all(values.map((value) => ask(moved(value))))).toEqual(apart);
    expect(new Set(apart.map(({ levels }) => levels[3]!.after)).size).toBe(values.length);
  });

  it('stops when it is told to, and another one reads what it had begun', async () => {
    const own = new Lab();
    const control = new AbortController();
    const stopped = simulate(context, own, tierCase.parse(planned), NOBODY, { signal: control.signal });
    const other = simulate(context, own, tierCase.parse(planned), NOBODY);
    control.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect((await other).basis.population).toBe(420);
  });

  function dach() {
    return tierCase.parse({ ...planned, where: [{ dim: 'region', values: ['DACH'] }] });
  }
});

function exception(id: number, partner: string, about: Partial<RegisteredException>): RegisteredException {
  return {
    id,
    partner,
    name: null,
    effect: 'hold',
    from: '2026-01-01',
    to: '2027-12-31',
    reason: 'Large deal closes in October',
    approver: 'Head of channel',
    enabled: true,
    daysLeft: 400,
    ...about,
  };
}

function added(amounts: readonly string[]): string {
  const units = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
  const digits = units.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
