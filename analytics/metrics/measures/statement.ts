/** Measures to one SQL statement: the parts of all figures, each found once, side by side for every partner and day. */
import { dateLiteral, type Network } from '../../network/network.ts';
import { type Statement, sharedRelations } from '../compile.ts';
import type { Cut } from '../scan.ts';
import { Binder } from '../sql.ts';
import { bucketColumns, fitsBuckets } from './buckets.ts';
import { figureOf, type Part } from './figure.ts';
import type { PlannedMeasure } from './measureTable.ts';
import type { Slice } from './planMeasure.ts';
import { dimensionsOf, type PartColumns, type Scene, WANTED, windowOf } from './request.ts';
import { scanColumns } from './scans.ts';

export interface MeasureRequest {
  readonly network: Network;
  readonly measures: readonly PlannedMeasure[];
  /** Different days, in any order. */
  readonly asOfs: readonly string[];
  /** Their ids in the order of the answer; all partners of the roster by id when left out. */
  readonly partners?: readonly string[] | undefined;
  readonly slice?: Slice | undefined;
}

/**
 * Rows with p (place of the partner), d (place of the day), partner_id, `value` with a slice, and m0, m1 … in whole numbers
 * of 10^-4 (HUGEINT), NULL where there is no figure.
 */
export function measureStatement(request: MeasureRequest): Statement {
  const { network, measures, asOfs, partners, slice } = request;
  const binder = new Binder();
  const scene: Scene = { network, asOfs, slice, binder };
  const bind = (value: string) => binder.bind(value);
  const figures = measures.map(({ measure }) => figureOf(measure, bind));

  const parts = new Map<string, Part>();
  const places = new Map<string, string>();
  const collect = (part: Part) => {
    parts.set(partKey(part), part);
    return '0';
  };
  for (const figure of figures) figure(collect);
  const groups = columnsOf(
    scene,
    [...parts.values()].filter(({ piece }) => hasEvidence(network, piece)),
  );
  for (const { relation, columns, holds } of groups) {
    for (const { part, column } of columns) {
      const sql = holds === 'moves' ? `sum(${relation}.${column}) OVER running` : `${relation}.${column}`;
      places.set(partKey(part), part.piece.empty === null ? sql : `coalesce(${sql}, 0)`);
    }
  }

  const joins = groups.map(
    ({ relation }) =>
      `LEFT JOIN ${relation} ON ${relation}.p = grid.p AND ${relation}.d = grid.d${slice ? ` AND ${relation}.value IS NOT DISTINCT FROM grid.value` : ''}`,
  );
  const running = groups.some(({ holds }) => holds === 'moves')
    ? ` WINDOW running AS (PARTITION BY grid.p${slice ? ', grid.value' : ''} ORDER BY grid.d)`
    : '';
  const values = figures.map(
    (figure, index) => `${figure((part) => places.get(partKey(part)) ?? 'NULL')} AS m${index}`,
  );
  const main = `SELECT ${['grid.*', ...values].join(', ')} FROM grid ${joins.join(' ')}${running}`;
  const ctes = [
    `${WANTED} AS (${wantedSql(network, partners, binder)})`,
    ...groups.flatMap((group) => group.ctes),
    `grid AS (${gridSql(scene, groups)})`,
  ];
  const last = windowOf(asOfs[0]!, asOfs[0]!);
  const shared = sharedRelations(network, last, [...ctes, main].join(' '));
  return { sql: `WITH ${[...shared, ...ctes].join(',\n')}\n${main}`, bindings: binder.bindings };
}

function hasEvidence({ profile }: Network, { requires }: Part['piece']): boolean {
  return requires === undefined || requires.some((evidence) => profile.has[evidence]);
}

/** The same for parts that are the same. */
function partKey({ piece, ...rest }: Part): string {
  const { label: _, unit: __, ...what } = piece;
  return JSON.stringify([what, rest]);
}

function columnsOf(scene: Scene, parts: readonly Part[]): PartColumns[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const { piece, where, certificates, everyBasis } = part;
    const bucket = fitsBuckets(part) && [piece.fact, piece.date];
    const key = JSON.stringify([bucket, where, certificates, everyBasis]);
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap((group, index): PartColumns[] => {
    const [first] = group as [Part, ...Part[]];
    const { where, certificates, everyBasis } = first;
    const { network, binder } = scene;
    const cut: Cut = { network, by: dimensionsOf(scene), where, certificates, everyBasis, binder };
    const name = `part${index}`;
    return fitsBuckets(first) ? [bucketColumns(scene, cut, group, name)] : scanColumns(scene, cut, group, name);
  });
}

/** The partners in the order asked for; ids go as one bound value, because there may be tens of thousands. */
function wantedSql(network: Network, partners: readonly string[] | undefined, binder: Binder): string {
  const started = 'coalesce(d.agreement_start, d.onboarded_on) AS started_on';
  const roster = `${network.table('partner')} d`;
  if (!partners) {
    return `SELECT CAST(row_number() OVER (ORDER BY d.partner_id) - 1 AS INTEGER) AS p, d.partner_id, ${started} FROM ${roster}`;
  }
  const ids = `from_json(${binder.bind(JSON.stringify(partners))}, '["VARCHAR"]')`;
  return `SELECT asked.p, asked.partner_id, ${started} FROM (
      SELECT unnest(${ids}) AS partner_id, CAST(generate_subscripts(${ids}, 1) - 1 AS INTEGER) AS p) AS asked
    LEFT JOIN ${roster} ON d.partner_id = asked.partner_id`;
}

/** Every partner on every day; with a slice, every value that the partner has in any of the figures. */
function gridSql({ asOfs, slice }: Scene, groups: readonly PartColumns[]): string {
  const days = `(VALUES ${asOfs.map((day, index) => `(${index}, ${dateLiteral(day)})`).join(', ')}) AS days(d, day)`;
  if (!slice) return `SELECT w.p, w.partner_id, w.started_on, days.d, days.day FROM ${WANTED} w CROSS JOIN ${days}`;
  const found = groups.map(({ relation }) => `SELECT p, value FROM ${relation}`);
  const cells = found.length > 0 ? found.join(' UNION ') : `SELECT 0 AS p, NULL AS value WHERE FALSE`;
  return `SELECT w.p, w.partner_id, w.started_on, cells.value, days.d, days.day
    FROM (${cells}) AS cells JOIN ${WANTED} w ON w.p = cells.p CROSS JOIN ${days}`;
}
