/**
 * Rating and forecasting pay: a rate moved on kept history, the first rating of a plan on a large ledger, and a simulation of
 * every partner. Each has a baseline of the same run: SQL or a loop that somebody would write by hand for this one question.
 */
import type { IncentivePlanInput } from '../../analytics/api/documents/incentivePlan.ts';
import { incentivePlan } from '../../analytics/api/documents/incentivePlan.ts';
import { Engine } from '../../analytics/engine/engine.ts';
import type { ChanceModel } from '../../analytics/incentives/chance/model.ts';
import { DrawPool } from '../../analytics/incentives/chance/pool.ts';
import type { IncentiveDesk } from '../../analytics/incentives/desk.ts';
import { paySide } from '../../analytics/incentives/paySide.ts';
import { Lab } from '../../analytics/metrics/lab.ts';
import { openNetwork } from '../../analytics/network/network.ts';
import { Workspace } from '../../analytics/workspace/workspace.ts';

const TODAY = '2026-01-15';
const QUARTERS = 12;
const MOVES = 30;
/** The first moves are made by code that is not compiled yet. */
const WARMING = 10;
/** By hand each takes seconds. */
const STACKED_BY_HAND = 3;
const EDGES = [0, 100_000, 400_000];
const RATES = [0.02, 0.03, 0.05];

const rateAt = (band: number, moved: number) => (RATES[band]! * (band === 1 ? moved : 1)).toFixed(6);

function plan(...asked: readonly object[]): ReturnType<typeof incentivePlan.parse> {
  const lines = asked.map((line) => ({
    id: 'line',
    kind: 'rebate',
    ...line,
  })) as unknown as IncentivePlanInput['lines'];
  return incentivePlan.parse({ id: 'bench', name: 'Bench', lines });
}

async function openDesk(path: string): Promise<{ desk: IncentiveDesk; workspace: Workspace }> {
  const workspace = await Workspace.open(path);
  const { version, policy } = await workspace.policy();
  const desk: IncentiveDesk = {
    context: {
      reader: workspace.engine,
      network: await openNetwork(workspace.engine, policy, TODAY),
      policyVersion: version,
      dataVersion: await workspace.dataVersion(),
    },
    lab: new Lab(),
    levelsBy: () => Promise.reject(new Error('The bench has no tier programs.')),
    promoted: [],
    exceptions: [],
    tierReviews: [],
  };
  return { desk, workspace };
}

/** Three years with some ten deals a partner and quarter. */
export async function writePay({ workspace, partners }: { workspace: string; partners: number }): Promise<void> {
  const opened = await Workspace.create(workspace, 'Bench');
  await opened.engine.run(`
    INSERT INTO store.partner (partner_id, partner_name, type, country, from_load, source_row)
      SELECT format('P{:05d}', range), format('Partner {:05d}', range), 'reseller', 'DE', 1, range FROM range(${partners});
    INSERT INTO store.deal (deal_id, partner_id, outcome, amount, created_on, closed_on, has_lines, from_load, source_row)
      SELECT format('D{:07d}', range), format('P{:05d}', hash(range) % ${partners}), 'won',
        (500 + hash(range, 3) % 5000000 / 100)::DECIMAL(18,4), DATE '2022-12-01',
        DATE '2023-01-01' + (hash(range, 4) % 1096)::INTEGER, false, 1, range
      FROM range(${partners * QUARTERS * 10})`);
  await opened.close();
}

/** What both ways must agree on, in cents. */
interface Paid {
  readonly ms: number;
  readonly paid: string;
}

const THREE_YEARS = { label: '2023 to 2025', from: '2023-01-01', to: '2025-12-31' };

/** Bands of the quarter with the middle rate moved, on everything that a side of a case answers. */
export async function rerate({ workspace: path }: { workspace: string }): Promise<Paid> {
  const { desk, workspace } = await openDesk(path);
  const times: number[] = [];
  let paid = 0;
  for (let move = 0; move <= MOVES; move++) {
    const bands = EDGES.map((from, band) => ({ from: String(from), rate: rateAt(band, 1 + move / 100) }));
    const plans = [plan({ rate: { how: 'marginal', bands } })];
    const begin = performance.now();
    const side = await paySide(desk, { plans, period: THREE_YEARS, where: [], record: false, currency: 'EUR' });
    times.push(performance.now() - begin);
    paid = side.total;
  }
  await workspace.close();
  return { ms: median(times.slice(1 + WARMING)), paid: (paid / 10_000).toFixed(2) };
}

const AFTER = '0.02';

/** A flat line on what the bands leave of each deal, while the middle rate of the bands moves. */
export async function rerateStacked({ workspace: path }: { workspace: string }): Promise<Paid> {
  const { desk, workspace } = await openDesk(path);
  const times: number[] = [];
  let paid = 0;
  for (let move = 0; move <= MOVES; move++) {
    const bands = EDGES.map((from, band) => ({ from: String(from), rate: rateAt(band, 1 + move / 100) }));
    const plans = [
      plan({ rate: { how: 'marginal', bands } }, { id: 'after', rate: { flat: AFTER }, on: { less: ['line'] } }),
    ];
    const begin = performance.now();
    const side = await paySide(desk, { plans, period: THREE_YEARS, where: [], record: false, currency: 'EUR' });
    times.push(performance.now() - begin);
    paid = side.total;
  }
  await workspace.close();
  return { ms: median(times.slice(1 + WARMING)), paid: (paid / 10_000).toFixed(2) };
}

/**
 * The same in SQL on a table of the bookings of each partner, quarter and deal: cents that are left over go to the deals whose
 * parts were cut most.
 */
export async function rerateStackedByHand({ workspace, folder }: { workspace: string; folder: string }): Promise<Paid> {
  const engine = await Engine.open({ path: workspace, directory: folder, temp: `${folder}/spill` });
  await engine.run(`CREATE TEMP TABLE deals AS SELECT partner_id, date_trunc('quarter', closed_on) AS quarter, deal_id, amount,
    sum(amount) OVER (PARTITION BY partner_id, quarter) AS x FROM net.deal WHERE outcome = 'won'`);
  const times: number[] = [];
  let paid = '';
  for (let move = 0; move <= STACKED_BY_HAND; move++) {
    const last = move === STACKED_BY_HAND ? MOVES : move;
    const pay = `CAST(${marginalByHand(last)} AS DECIMAL(38,2))`;
    const begin = performance.now();
    const [row] = await engine.rows<{ pay: string }>(`WITH paid AS (SELECT *, ${pay} AS earned FROM deals),
      parts AS (SELECT *, CAST(earned * 100 AS HUGEINT) * CAST(amount * 100 AS HUGEINT) AS part, CAST(x * 100 AS HUGEINT) AS whole FROM paid),
      ranked AS (SELECT *, CAST(earned * 100 AS HUGEINT) - sum(part // whole) OVER payee AS left_over,
          row_number() OVER (PARTITION BY partner_id, quarter ORDER BY part % whole DESC, deal_id) AS place
        FROM parts WINDOW payee AS (PARTITION BY partner_id, quarter)),
      rest AS (SELECT partner_id, quarter, any_value(earned) AS earned,
          sum(amount - (part // whole + CASE WHEN place <= left_over THEN 1 ELSE 0 END) * 0.01) AS base FROM ranked GROUP BY ALL)
      SELECT CAST(sum(earned) + sum(CAST(base * ${AFTER} AS DECIMAL(38,2))) AS DECIMAL(38,2)) AS pay FROM rest`);
    times.push(performance.now() - begin);
    paid = row!.pay;
  }
  await engine.close();
  return { ms: median(times.slice(1)), paid };
}

/** The same pay in SQL on a table that holds the bookings of each partner and quarter. */
export async function rerateByHand({ workspace, folder }: { workspace: string; folder: string }): Promise<Paid> {
  const engine = await Engine.open({ path: workspace, directory: folder, temp: `${folder}/spill` });
  await engine.run(`CREATE TEMP TABLE booked AS SELECT partner_id, date_trunc('quarter', closed_on) AS quarter,
    sum(amount) AS x FROM net.deal WHERE outcome = 'won' GROUP BY ALL`);
  const times: number[] = [];
  let paid = '';
  for (let move = 0; move <= MOVES; move++) {
    const begin = performance.now();
    const rows = await engine.rows<{ pay: string }>(
      `SELECT partner_id, quarter, CAST(${marginalByHand(move)} AS DECIMAL(38,2)) AS pay FROM booked`,
    );
    times.push(performance.now() - begin);
    paid = (rows.reduce((sum, { pay }) => sum + Math.round(Number(pay) * 100), 0) / 100).toFixed(2);
  }
  await engine.close();
  return { ms: median(times.slice(1 + WARMING)), paid };
}

/** Of `x`, unrounded. */
function marginalByHand(move: number): string {
  const parts = EDGES.map((from, band) => {
    const upto = EDGES[band + 1];
    const inside = upto === undefined ? 'x' : `least(x, ${upto})`;
    return `greatest(${inside} - ${from}, 0) * ${rateAt(band, 1 + move / 100)}`;
  });
  return parts.join(' + ');
}

const TWO_YEARS = { label: '2024 to 2025', from: '2024-01-01', to: '2025-12-31' };

/** Each deal rated by its own size: the first answer of a workspace that was just opened. */
export async function firstRating({ workspace: path }: { workspace: string }): Promise<Paid> {
  const { desk, workspace } = await openDesk(path);
  const bands = [
    { from: '1000', rate: '0.01' },
    { from: '20000', rate: '0.02' },
  ];
  const plans = [plan({ scope: 'deal', rate: { how: 'retroactive', bands } })];
  const begin = performance.now();
  const side = await paySide(desk, { plans, period: TWO_YEARS, where: [], record: true, currency: 'EUR' });
  const ms = performance.now() - begin;
  await workspace.close();
  return { ms, paid: (side.total / 10_000).toFixed(2) };
}

/** One scan of the columns that the plan reads, added up by partner and quarter. */
export async function scanByHand({ workspace, folder }: { workspace: string; folder: string }): Promise<Paid> {
  const engine = await Engine.open({ path: workspace, directory: folder, temp: `${folder}/spill` });
  const begin = performance.now();
  await engine.rows(`SELECT partner_id, date_trunc('quarter', closed_on) AS quarter, sum(amount) AS amount, count(deal_id) AS deals
    FROM net.deal WHERE outcome = 'won' GROUP BY ALL`);
  const ms = performance.now() - begin;
  const [{ paid } = { paid: '' }] = await engine.rows<{ paid: string }>(
    `SELECT CAST(sum(pay) AS DECIMAL(38,2)) AS paid FROM (
       SELECT CAST(sum(amount * CASE WHEN amount >= 20000 THEN 0.02 WHEN amount >= 1000 THEN 0.01 ELSE 0.00 END) AS DECIMAL(38,2)) AS pay
       FROM net.deal WHERE outcome = 'won' GROUP BY partner_id, date_trunc('quarter', closed_on)) AS paid`,
  );
  await engine.close();
  return { ms, paid };
}

interface Drawn {
  readonly ms: number;
  readonly mean: number;
}

const history = (place: number) => ((place * 7_919) % 1_000_000) * 10_000;

/** A coming quarter of each partner from twelve past ones, paid by marginal bands; with and without bands of each partner. */
export async function drawPay(input: {
  partners: number;
  draws: number;
  spread: boolean;
  /** In ten groups that move together. */
  together?: boolean;
}): Promise<Drawn> {
  const { partners, draws, spread, together = false } = input;
  const constant = (value: string, scale: 0 | 2) => ({ kind: 'constant', value, scale }) as const;
  const model: ChanceModel = {
    seed: 7,
    draws,
    partners: Array.from({ length: partners }, (_, index) => `P${index}`),
    columns: [
      {
        name: 'base',
        parts: [
          {
            kind: 'history',
            stream: 'quarter',
            periods: 1,
            offsets: Uint32Array.from({ length: partners + 1 }, (_, index) => index * QUARTERS),
            values: Float64Array.from({ length: partners * QUARTERS }, (_, place) => history(place)),
          },
        ],
        factors: [],
      },
    ],
    together: together
      ? {
          groupOf: Int32Array.from({ length: partners }, (_, partner) => partner % 10),
          groups: Array.from({ length: 10 }, (_, group) => `G${group}`),
          rank: 0.3,
        }
      : undefined,
    rules: {
      pay: {
        kind: 'marginal',
        of: { kind: 'column', name: 'base', scale: 4, label: 'bookings' },
        bands: EDGES.map((from, band) => ({ from: constant(String(from), 0), rate: constant(String(RATES[band]), 2) })),
        scale: 2,
      },
    },
    inputs: {},
    sums: ['pay'],
    spread: spread ? 'pay' : null,
    counts: [],
  };
  const pool = new DrawPool({ threads: 2, always: true });
  // Threads are there already when somebody asks for a second forecast.
  await pool.run({ ...model, draws: 50 });
  const begin = performance.now();
  const { totals } = await pool.run(model);
  const ms = performance.now() - begin;
  await pool.close();
  return { ms, mean: totals.pay!.mean / 100 };
}

/** The totals alone by a plain loop on floats, with the dice of the language. */
export async function drawByHand({ partners, draws }: { partners: number; draws: number }): Promise<Drawn> {
  const values = Float64Array.from({ length: partners * QUARTERS }, (_, place) => history(place) / 10_000);
  const totals = new Float64Array(draws);
  const begin = performance.now();
  for (let partner = 0; partner < partners; partner++) {
    for (let draw = 0; draw < draws; draw++) {
      const x = values[partner * QUARTERS + Math.floor(Math.random() * QUARTERS)]!;
      let pay = 0;
      for (let band = 0; band < EDGES.length; band++) {
        const inside = Math.min(x, EDGES[band + 1] ?? x) - EDGES[band]!;
        if (inside > 0) pay += inside * RATES[band]!;
      }
      totals[draw]! += Math.round(pay * 100) / 100;
    }
  }
  totals.sort();
  const ms = performance.now() - begin;
  return { ms, mean: totals.reduce((sum, total) => sum + total / draws, 0) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
