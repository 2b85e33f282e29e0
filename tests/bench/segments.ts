/**
 * Segments of a large network, from the workspace that was just opened to the whole answer of the screen. Each way has a
 * baseline of the same run: SQL that somebody would write by hand for the segments alone, or a plain loop for clusters.
 */
import { channelPair } from '../../analytics/api/channel.ts';
import { connect } from '../../analytics/api/client.ts';
import { type SegmentationInput, segmentation } from '../../analytics/api/documents/segmentation.ts';
import { Engine } from '../../analytics/engine/engine.ts';
import { Lab } from '../../analytics/metrics/lab.ts';
import { openNetwork } from '../../analytics/network/network.ts';
import { segmentMovement } from '../../analytics/segments/movement.ts';
import { runSegmentation } from '../../analytics/segments/run.ts';
import { Service } from '../../analytics/service/service.ts';
import { Workspace } from '../../analytics/workspace/workspace.ts';

const AS_OF = '2025-12-31';
const YEAR = { kind: 'trailing', count: 12, unit: 'month' } as const;
/** Of all quarters that the data has reached. */
const QUARTER_ENDS = [2024, 2025].flatMap((year) =>
  ['03-31', '06-30', '09-30', '12-31'].map((day) => `${year}-${day}`),
);
const SHOWN = 20_000;
const RESTARTS = 10;
const CLUSTERS = 4;

const THIRDS = { quantiles: [1 / 3, 2 / 3] };

export type Way = 'matrix' | 'rfm' | 'kmeans';

const WAYS: Readonly<Record<Way, SegmentationInput['by']>> = {
  matrix: {
    matrix: {
      x: { measure: { metric: 'won_amount', window: YEAR }, cut: THIRDS },
      y: { measure: { metric: 'won_count', window: YEAR }, cut: { fixed: ['5', '12'] } },
    },
  },
  rfm: {
    rfm: { window: YEAR },
    patterns: [
      { id: 'champions', recency: [4, 5], frequency: [4, 5], money: [4, 5] },
      { id: 'lapsing', recency: [1, 2], money: [3, 5] },
    ],
    otherwise: { id: 'others' },
  },
  kmeans: {
    kmeans: {
      features: [
        { metric: 'won_amount', window: YEAR },
        { metric: 'won_count', window: YEAR },
        { metric: 'days_since_win', window: { kind: 'ever' } },
      ],
      restarts: RESTARTS,
    },
  },
};

/** Some ten deals a partner and year, a few partners with most of them. */
export async function writeSegments({ workspace, partners }: { workspace: string; partners: number }): Promise<void> {
  const opened = await Workspace.create(workspace, 'Bench');
  await opened.engine.run(`
    INSERT INTO store.partner (partner_id, partner_name, type, country, region, agreement_start, from_load, source_row)
      SELECT format('P{:06d}', range), format('Partner {:06d}', range), 'reseller', ['DE', 'FR', 'GB', 'US'][1 + range % 4],
        format('Region {}', range % 12), DATE '2010-01-01' + (hash(range, 1) % 5000)::INTEGER, 1, range
      FROM range(${partners});
    INSERT INTO store.deal (deal_id, partner_id, outcome, amount, created_on, closed_on, has_lines, from_load, source_row)
      SELECT format('D{:08d}', range), format('P{:06d}', (pow((hash(range) % 1000000) / 1000000.0, 1.5) * ${partners})::INTEGER % ${partners}),
        'won', (500 + pow(10, 2 + (hash(range, 3) % 3000) / 1000.0))::DECIMAL(18,4), DATE '2023-12-01',
        DATE '2024-01-01' + (hash(range, 4) % 731)::INTEGER, false, 1, range
      FROM range(${partners * 20})`);
  await opened.close();
}

export interface Segmented {
  readonly ms: number;
  /** What both ways must agree on: partners of each segment. */
  readonly sizes: string;
  /** Of four clusters: how far partners lie from their centres. */
  readonly inertia: number;
}

/** Everything that the screen shows: segments with their money and centres, and the points of the picture. */
export async function segment({ workspace, way }: { workspace: string; way: Way }): Promise<Segmented> {
  const { opened, desk } = await openDesk(workspace);
  const document = documentOf(way);
  const begin = performance.now();
  const run = await runSegmentation(desk, { segmentation: document, asOf: AS_OF, where: [], limit: SHOWN });
  const ms = performance.now() - begin;
  await opened.close();
  return {
    ms,
    sizes: run.segments.map(({ partners }) => partners).join(', '),
    inertia: run.clusters?.tried.find(({ k }) => k === CLUSTERS)?.inertia ?? 0,
  };
}

export interface SegmentHistory {
  readonly ms: number;
  /** What all ways must agree on: partners of each segment, quarter by quarter. */
  readonly sizes: string;
}

/** How partners moved over all quarters of the data, with the reasons of those who moved last. */
export async function segmentMoves({ workspace, way }: { workspace: string; way: Way }): Promise<SegmentHistory> {
  const { opened, desk } = await openDesk(workspace);
  const asked = { segmentation: documentOf(way), asOf: AS_OF, where: [], quarters: QUARTER_ENDS.length };
  const begin = performance.now();
  const { quarters } = await segmentMovement(desk, asked);
  const ms = performance.now() - begin;
  await opened.close();
  return { ms, sizes: quarters.map(({ sizes }) => sizes.join(', ')).join('; ') };
}

/** Placed at the end of every quarter and kept in the workspace, which makes the segmentation a dimension. */
export async function segmentAssign(input: { workspace: string; folder: string; way: Way }): Promise<SegmentHistory> {
  const { workspace, folder, way } = input;
  const service = new Service();
  const [near, far] = channelPair();
  service.connect(far);
  const api = connect(near);
  await api.call('workspace.open', { path: workspace });
  const { id } = await api.call('segment.save', { name: way, segmentation: documentOf(way) });
  const begin = performance.now();
  await api.call('segment.assign', { id });
  const ms = performance.now() - begin;
  await service.close();
  const engine = await openEngine(workspace, folder);
  const sizes: string[] = [];
  for (const day of QUARTER_ENDS) {
    const rows = await engine.rows<{ partners: number }>(`SELECT count(*)::INTEGER AS partners
      FROM app.segment_member m JOIN app.segmentation s USING (placement)
      WHERE s.id = ${id} AND m.from_on <= DATE '${day}' AND (m.to_on IS NULL OR m.to_on >= DATE '${day}')
      GROUP BY m.segment ORDER BY m.segment`);
    sizes.push(rows.map(({ partners }) => partners).join(', '));
  }
  await engine.close();
  return { ms, sizes: sizes.join('; ') };
}

/** What the segments are made of on a day, one row a partner. */
const figuresOn = (asOf: string) => `CREATE OR REPLACE TEMP TABLE figures AS
  SELECT p.partner_id, coalesce(y.amount, 0) AS amount, coalesce(y.deals, 0) AS deals, y.days
  FROM net.partner p LEFT JOIN (
    SELECT partner_id, sum(amount) FILTER (closed_on > DATE '${asOf}' - INTERVAL 1 YEAR) AS amount,
      count(*) FILTER (closed_on > DATE '${asOf}' - INTERVAL 1 YEAR) AS deals, DATE '${asOf}' - max(closed_on) AS days
    FROM net.deal WHERE outcome = 'won' AND closed_on <= DATE '${asOf}' GROUP BY partner_id) y USING (partner_id)
  WHERE p.agreement_start <= DATE '${asOf}'`;

const fifth = (order: string) =>
  `least(5, 1 + floor(5 * (rank() OVER (ORDER BY ${order}) - 1 + count(*) OVER (PARTITION BY ${order}) / 2.0) / count(*) OVER ()))`;

const SIZES: Readonly<Record<'matrix' | 'rfm', string>> = {
  matrix: `SELECT count(*)::INTEGER AS partners FROM (
      SELECT CASE WHEN deals >= 12 THEN 2 WHEN deals >= 5 THEN 1 ELSE 0 END AS y,
        CASE WHEN amount >= high THEN 2 WHEN amount >= low THEN 1 ELSE 0 END AS x
      FROM figures, (SELECT quantile_cont(amount, 1 / 3) AS low, quantile_cont(amount, 2 / 3) AS high FROM figures)) placed
    GROUP BY y, x ORDER BY y, x`,
  rfm: `SELECT count(*)::INTEGER AS partners FROM (
      SELECT CASE WHEN r >= 4 AND f >= 4 AND m >= 4 THEN 0 WHEN r <= 2 AND m >= 3 THEN 1 ELSE 2 END AS segment
      FROM (SELECT ${fifth('-days')} AS r, CASE WHEN deals <= 0 THEN 1 ELSE ${fifth('deals')} END AS f,
        CASE WHEN amount <= 0 THEN 1 ELSE ${fifth('amount')} END AS m FROM figures WHERE days IS NOT NULL) scored) placed
    GROUP BY segment ORDER BY segment`,
};

/** The sizes alone, by SQL for this one question. */
export async function segmentByHand(input: { workspace: string; folder: string; way: Way }): Promise<Segmented> {
  const { workspace, folder, way } = input;
  const engine = await openEngine(workspace, folder);
  const begin = performance.now();
  await engine.run(figuresOn(AS_OF));
  let [sizes, inertia] = ['', 0];
  if (way === 'kmeans') {
    const rows = await engine.rows<Record<'amount' | 'deals' | 'days', string | number>>(
      'SELECT amount, deals, days FROM figures WHERE days IS NOT NULL',
    );
    inertia = plainClusters([
      standardised(rows.map(({ amount }) => Math.log1p(Number(amount)))),
      standardised(rows.map(({ deals }) => Math.log1p(Number(deals)))),
      standardised(rows.map(({ days }) => Number(days))),
    ]);
  } else {
    const rows = await engine.rows<{ partners: number }>(SIZES[way]);
    sizes = rows.map(({ partners }) => partners).join(', ');
  }
  const ms = performance.now() - begin;
  await engine.close();
  return { ms, sizes, inertia };
}

/** The sizes of every quarter alone, one statement after the other. */
export async function segmentHistoryByHand(input: {
  workspace: string;
  folder: string;
  way: 'matrix' | 'rfm';
}): Promise<SegmentHistory> {
  const engine = await openEngine(input.workspace, input.folder);
  const begin = performance.now();
  const sizes: string[] = [];
  for (const day of QUARTER_ENDS) {
    await engine.run(figuresOn(day));
    const rows = await engine.rows<{ partners: number }>(SIZES[input.way]);
    sizes.push(rows.map(({ partners }) => partners).join(', '));
  }
  const ms = performance.now() - begin;
  await engine.close();
  return { ms, sizes: sizes.join('; ') };
}

function openEngine(path: string, directory: string): Promise<Engine> {
  return Engine.open({ path, directory, temp: `${directory}/spill` });
}

async function openDesk(workspace: string) {
  const opened = await Workspace.open(workspace);
  const { version, policy } = await opened.policy();
  const context = {
    reader: opened.engine,
    network: await openNetwork(opened.engine, policy, AS_OF),
    policyVersion: version,
    dataVersion: await opened.dataVersion(),
  };
  return { opened, desk: { context, lab: new Lab() } };
}

const documentOf = (way: Way) => segmentation.parse({ id: way, name: way, by: WAYS[way] });

function standardised(values: readonly number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return Float64Array.from(values, (value) => (value - mean) / deviation);
}

/** The best of several runs of Lloyd’s loop from points chosen by chance, as a page of a textbook has it. */
function plainClusters(columns: readonly Float64Array[]): number {
  const points = columns[0]!.length;
  const label = new Int32Array(points);
  let best = Infinity;
  for (let restart = 0; restart < RESTARTS; restart++) {
    const centres = Array.from({ length: CLUSTERS }, () => {
      const chosen = Math.floor(Math.random() * points);
      return columns.map((column) => column[chosen]!);
    });
    let [inertia, before] = [Infinity, Infinity];
    do {
      before = inertia;
      inertia = 0;
      for (let point = 0; point < points; point++) {
        let least = Infinity;
        for (let cluster = 0; cluster < CLUSTERS; cluster++) {
          let distance = 0;
          for (let axis = 0; axis < columns.length; axis++)
            distance += (columns[axis]![point]! - centres[cluster]![axis]!) ** 2;
          if (distance < least) {
            least = distance;
            label[point] = cluster;
          }
        }
        inertia += least;
      }
      for (let cluster = 0; cluster < CLUSTERS; cluster++) {
        const own = columns.map(() => 0);
        let count = 0;
        for (let point = 0; point < points; point++) {
          if (label[point] !== cluster) continue;
          count++;
          for (let axis = 0; axis < columns.length; axis++) own[axis]! += columns[axis]![point]!;
        }
        if (count > 0) centres[cluster] = own.map((sum) => sum / count);
      }
    } while (before - inertia > 1e-9 * inertia);
    best = Math.min(best, inertia);
  }
  return best;
}
