/**
 * Moving a threshold of a large program: 20,000 partners, 6 levels, 8 tests each. The baseline is the same question as
 * somebody would ask it in SQL who has the measures in a table already: levels, the matrix and bookings of each cell.
 * The product answers everything else of the tier lab in the same time.
 */
import { tierCase } from '../../analytics/api/documents/tierCase.ts';
import type { TierProgramInput } from '../../analytics/api/documents/tierProgram.ts';
import { Engine } from '../../analytics/engine/engine.ts';
import type { QueryContext } from '../../analytics/metrics/context.ts';
import { Lab } from '../../analytics/metrics/lab.ts';
import { openNetwork } from '../../analytics/network/network.ts';
import { simulate } from '../../analytics/tiers/simulate.ts';
import { Workspace } from '../../analytics/workspace/workspace.ts';

const AS_OF = '2025-12-31';
const YEAR = { from: '2025-01-01', to: AS_OF };
const MOVES = 30;
/** The first moves are made by code that is not compiled yet. */
const WARMING = 10;

/** What a level asks for, and how the thresholds grow from level to level. */
const TESTS = [
  { metric: 'won_amount', window: 'trailing-12-months', value: 45_000 },
  { metric: 'won_amount', window: 'trailing-12-months', filter: [{ dim: 'motion', values: ['new'] }], value: 18_000 },
  { metric: 'won_count', window: 'trailing-12-months', value: 4 },
  { metric: 'won_count', window: 'trailing-3-months', value: 0.5 },
  { metric: 'registered_count', window: 'trailing-12-months', value: 2 },
  { metric: 'win_rate', window: 'trailing-12-months', value: 0.05 },
  { metric: 'certified_people', value: 0.5 },
  { metric: 'margin', window: 'trailing-12-months', value: 4_000 },
] as const;
const GROWTH = [0.5, 1, 1.5, 2, 3, 5] as const;

/** @param moved multiplies the bookings that the third level asks for */
function threshold(level: number, test: number, moved: number): string {
  return (TESTS[test]!.value * GROWTH[level]! * (level === 2 && test === 0 ? moved : 1)).toFixed(4);
}

function program(moved: number): TierProgramInput {
  return {
    id: 'bench',
    name: 'Bench',
    levels: GROWTH.map((_, index) => ({
      id: `L${index + 1}`,
      requirement: {
        all: TESTS.map((test, number) => ({
          ...test,
          filter: 'filter' in test ? test.filter.map((filter) => ({ ...filter, values: [...filter.values] })) : [],
          value: threshold(index, number, moved),
        })),
      },
      benefits: [
        { id: 'fund', amount: 1_000 * index },
        { id: 'rebate', rate: 0.01 * index, of: { metric: 'won_amount', window: 'trailing-12-months' } },
      ],
    })),
    review: { cadence: 'annual', maxDropPerReview: 1 },
  };
}

/** A network with levels in force and some twenty deals a partner and year. */
export async function writeTiers({ workspace, partners }: { workspace: string; partners: number }): Promise<void> {
  const opened = await Workspace.create(workspace, 'Bench');
  const deals = partners * 40;
  await opened.engine.run(`
    INSERT INTO store.partner (partner_id, partner_name, type, country, region, owner, level, agreement_start, from_load, source_row)
      SELECT format('P{:05d}', range), format('Partner {:05d}', range), 'reseller', ['DE', 'FR', 'GB', 'US'][1 + range % 4],
        format('Region {}', range % 12), format('Owner {}', range % 90), format('L{}', 1 + hash(range) % 6),
        DATE '2010-01-01' + (hash(range, 1) % 5000)::INTEGER, 1, range
      FROM range(${partners});
    INSERT INTO store.deal (deal_id, partner_id, outcome, motion, amount, cost, created_on, registered_on, closed_on, has_lines, from_load, source_row)
      SELECT format('D{:07d}', i), format('P{:05d}', partner), outcome, motion, amount, (amount * 0.7)::DECIMAL(18,4), closed_on - 40,
        CASE WHEN hash(i, 7) % 3 = 0 THEN NULL ELSE closed_on - 30 END, closed_on, false, 1, i
      FROM (SELECT range AS i, (pow((hash(range) % 100000) / 100000.0, 1.7) * ${partners})::INTEGER % ${partners} AS partner,
          CASE hash(range, 1) % 3 WHEN 0 THEN 'lost' ELSE 'won' END AS outcome,
          CASE hash(range, 2) % 2 WHEN 0 THEN 'new' ELSE 'expansion' END AS motion,
          (500 + hash(range, 3) % 2000000 / 100)::DECIMAL(18,4) AS amount,
          DATE '2024-01-01' + (hash(range, 4) % 731)::INTEGER AS closed_on
        FROM range(${deals})) AS made;
    INSERT INTO store.certification (partner_id, person, certification, level, earned_on, from_load, source_row)
      SELECT format('P{:05d}', hash(range) % ${partners}), format('person {}', range), 'Sales', 'Associate', DATE '2025-03-01', 1, range
      FROM range(${partners * 2})`);
  await opened.close();
}

/** What both ways must agree on. */
interface Retiered {
  readonly ms: number;
  readonly counts: string;
}

export async function retier({ workspace }: { workspace: string }): Promise<Retiered> {
  const opened = await Workspace.open(workspace);
  const { version, policy } = await opened.policy();
  const context: QueryContext = {
    reader: opened.engine,
    network: await openNetwork(opened.engine, policy, AS_OF),
    policyVersion: version,
    dataVersion: await opened.dataVersion(),
  };
  const lab = new Lab();
  const registers = { exceptions: [], attestations: [] };
  const ask = (moved: number) => {
    const request = { program: program(moved), baseline: program(1), asOf: AS_OF, run: 'date' as const };
    return simulate(context, lab, tierCase.parse(request), registers);
  };
  const times: number[] = [];
  let counts = '';
  for (let move = 0; move <= MOVES; move++) {
    const begin = performance.now();
    const { levels } = await ask(1 + move / 100);
    times.push(performance.now() - begin);
    counts = levels.map(({ id, after }) => `${id} ${after}`).join(', ');
  }
  await opened.close();
  return { ms: median(times.slice(1 + WARMING)), counts };
}

export async function retierByHand({ workspace, folder }: { workspace: string; folder: string }): Promise<Retiered> {
  const engine = await Engine.open({ path: workspace, directory: folder, temp: `${folder}/spill` });
  await engine.run(`CREATE TEMP TABLE measured AS
    SELECT p.partner_id, p.level, coalesce(w.m0, 0) AS m0, coalesce(w.m1, 0) AS m1, coalesce(w.m2, 0) AS m2, coalesce(w.m3, 0) AS m3,
      coalesce(r.m4, 0) AS m4, w.m5, coalesce(c.m6, 0) AS m6, w.m7
    FROM net.partner p LEFT JOIN (
      SELECT partner_id, sum(amount) FILTER (outcome = 'won') AS m0, sum(amount) FILTER (outcome = 'won' AND motion = 'new') AS m1,
        count(*) FILTER (outcome = 'won') AS m2, count(*) FILTER (outcome = 'won' AND closed_on > DATE '2025-09-30') AS m3,
        count(*) FILTER (outcome = 'won') / count(*) AS m5, sum(amount - cost) FILTER (outcome = 'won') AS m7
      FROM net.deal WHERE closed_on BETWEEN DATE '${YEAR.from}' AND DATE '${YEAR.to}' GROUP BY partner_id) w USING (partner_id)
    LEFT JOIN (SELECT partner_id, count(*) AS m4 FROM net.deal
      WHERE registered_on BETWEEN DATE '${YEAR.from}' AND DATE '${YEAR.to}' GROUP BY partner_id) r USING (partner_id)
    LEFT JOIN (SELECT partner_id, count(DISTINCT person) AS m6 FROM net.certification
      WHERE earned_on <= DATE '${AS_OF}' GROUP BY partner_id) c USING (partner_id)`);
  const times: number[] = [];
  let counts = '';
  for (let move = 0; move <= MOVES; move++) {
    const begin = performance.now();
    const rows = await engine.rows<{ level: string; after: number; partners: number; amount: string }>(
      byHand(1 + move / 100),
    );
    times.push(performance.now() - begin);
    const after = new Map<number, number>();
    for (const row of rows) after.set(row.after, (after.get(row.after) ?? 0) + row.partners);
    const names = [...(after.has(-1) ? [-1] : []), ...GROWTH.keys()];
    counts = names.map((name) => `${name < 0 ? '(no level)' : `L${name + 1}`} ${after.get(name) ?? 0}`).join(', ');
  }
  await engine.close();
  return { ms: median(times.slice(1 + WARMING)), counts };
}

/** Levels and their matrix with bookings: the least of what the lab answers. */
function byHand(moved: number): string {
  const levels = GROWTH.map((_, index) => {
    const tests = TESTS.map((_, number) => `m${number} >= ${threshold(index, number, moved)}`);
    return { index, holds: tests.join(' AND ') };
  });
  const cases = levels.reverse().map(({ index, holds }) => `WHEN ${holds} THEN ${index}`);
  return `SELECT level, after, count(*) AS partners, sum(m0) AS amount
    FROM (SELECT level, m0, CASE ${cases.join(' ')} ELSE -1 END AS after FROM measured) AS placed GROUP BY level, after`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
