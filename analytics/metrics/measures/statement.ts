/** Measures to one SQL statement: the parts of all figures, each found once, side by side for every partner and day. */
import { dateLiteral, type Network } from '../../network/network.ts';
import { type Statement, sharedRelations } from '../compile.ts';
import type { Cut } from '../scan.ts';
import { Binder } from '../sql.ts';
import type { Window } from '../window.ts';
import { bucketColumns, fitsBuckets } from './buckets.ts';
import { type Figure, figureOf, type Part } from './figure.ts';
import { JoinerWindows } from './joiners.ts';
import type { PlannedMeasure } from './measureTable.ts';
import { anniversarySql, ownColumns } from './ownWindows.ts';
import type { Slice } from './planMeasure.ts';
import { dimensionsOf, OWN_START, PARTNER_DAYS, type PartColumns, type Scene, WANTED, windowOf } from './request.ts';
import { scanColumns } from './scans.ts';
import { fitsStates, stateColumns, stateDays } from './states.ts';

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
 * Rows with p (place of the partner), d (place of the day), partner_id, `value` with a slice, and m0, m1 … as
 * DECIMAL(38,4), NULL where there is no figure.
 */
export function measureStatement(request: MeasureRequest): Statement {
  const { network, measures, asOfs, partners, slice } = request;
  const binder = new Binder();
  const scene: Scene = { network, asOfs, slice, binder };
  const joiners = new JoinerWindows(scene, measures);
  const figures = measures.map(({ measure }) =>
    figureOf(
      measure,
      (value) => binder.bind(value),
      (figure) => joiners.scaled(measure, figure),
    ),
  );

  const groups = groupParts(
    scene,
    partsOf(figures).filter(({ piece }) => hasEvidence(network, piece)),
  );
  const { sql: side, columnOf } = sideBySide(scene, groups);
  const columns = [
    ...['p', 'd', 'partner_id', ...(slice ? ['value'] : [])],
    ...figures.map((figure, index) => `${figure(columnOf)} AS m${index}`),
  ];
  // Values first and figures from them, so that what a figure names several times is found once.
  const main = `SELECT ${columns.join(', ')} FROM (${side}) AS grid`;
  const ctes = [
    `${WANTED} AS (${wantedSql(network, partners, binder)})`,
    `${PARTNER_DAYS} AS (${partnerDaysSql(asOfs, joiners)})`,
    ...groups.flatMap((group) => group.ctes),
  ];
  const shared = sharedRelations(network, spanOf(asOfs), [...ctes, main].join(' '));
  return { sql: `WITH ${[...shared, ...ctes].join(',\n')}\n${main}`, bindings: binder.bindings };
}

/** Every part once, whatever figures name it. */
function partsOf(figures: readonly Figure[]): Part[] {
  const parts = new Map<string, Part>();
  for (const figure of figures) {
    figure((part) => {
      parts.set(partKey(part), part);
      return '0';
    });
  }
  return [...parts.values()];
}

/** The grid with the value of every part in a column; a part without one is unknown. */
function sideBySide(scene: Scene, groups: readonly PartColumns[]): { sql: string; columnOf: (part: Part) => string } {
  const columns = groups.flatMap((group) => group.columns.map((column) => ({ group, ...column })));
  const names = new Map(columns.map(({ part }, index) => [partKey(part), `v${index}`]));
  const values = columns.map(({ group, part, column }, index) => `${valueSql(group, part, column)} AS v${index}`);
  const keys = ['p', 'd', ...(scene.slice ? ['value'] : [])];
  const joins = groups.map(({ relation }) => {
    const same = keys.map((key) => `${relation}.${key} IS NOT DISTINCT FROM grid.${key}`);
    return ` LEFT JOIN ${relation} ON ${same.join(' AND ')}`;
  });
  const within = keys.filter((key) => key !== 'd').map((key) => `grid.${key}`);
  const running = groups.some(({ holds }) => holds === 'moves')
    ? ` WINDOW ${RUNNING} AS (PARTITION BY ${within.join(', ')} ORDER BY grid.d)`
    : '';
  return {
    sql: `SELECT ${['grid.*', ...values].join(', ')} FROM (${gridSql(scene, groups)}) AS grid${joins.join('')}${running}`,
    columnOf: (part) => names.get(partKey(part)) ?? 'NULL',
  };
}

const RUNNING = 'running';

/** The value of a part on a row of the grid. No row is 0 for sums and counts, unless the metric says that it is unknown. */
function valueSql({ relation, holds }: PartColumns, { piece }: Part, column: string): string {
  const own = `${relation}.${column}`;
  const value = holds === 'moves' ? `sum(${own}) OVER ${RUNNING}` : own;
  if (piece.empty === null) return value;
  const known = `coalesce(${value}, 0)`;
  return holds === 'own' ? `CASE WHEN grid.${OWN_START} IS NOT NULL THEN ${known} END` : known;
}

function hasEvidence({ profile }: Network, { requires }: Part['piece']): boolean {
  return requires === undefined || requires.some((evidence) => profile.has[evidence]);
}

/** The same for parts that are the same. */
function partKey({ piece, ...rest }: Part): string {
  const { label: _, unit: __, ...what } = piece;
  return JSON.stringify([what, rest]);
}

function groupParts(scene: Scene, parts: readonly Part[]): PartColumns[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const { piece, where, certificates, everyBasis } = part;
    const way = wayOf(part);
    const rows = way === 'scans' ? [] : [piece.fact, piece.date, way === 'own' && piece.window];
    const days = way === 'states' ? stateDays(part, scene) : [];
    const key = JSON.stringify([way, rows, days, where, certificates, everyBasis]);
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap((group, index): PartColumns[] => {
    const [first] = group as [Part, ...Part[]];
    const { where, certificates, everyBasis } = first;
    const { network, binder } = scene;
    const cut: Cut = { network, by: dimensionsOf(scene), where, certificates, everyBasis, binder };
    const name = `part${index}`;
    const way = wayOf(first);
    return way === 'scans' ? scanColumns(scene, cut, group, name) : [TOGETHER[way](scene, cut, group, name)];
  });
}

/** How the parts of one group become one relation. */
const TOGETHER = { own: ownColumns, states: stateColumns, buckets: bucketColumns } as const;

function wayOf(part: Part): keyof typeof TOGETHER | 'scans' {
  if (part.window.kind === 'since-anniversary') return 'own';
  if (fitsStates(part)) return 'states';
  return fitsBuckets(part) ? 'buckets' : 'scans';
}

/** Whether some part is read day by day, so that many days in one statement would be many scans of the same rows. */
export function isReadByDay({ measure }: PlannedMeasure): boolean {
  return partsOf([figureOf(measure, (value) => value)]).some((part) => wayOf(part) === 'scans');
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

/** Every partner on every day. */
function partnerDaysSql(asOfs: readonly string[], joiners: JoinerWindows): string {
  const names = ['d', 'day', ...joiners.columns];
  const days = asOfs.map((day, index) => `(${[index, dateLiteral(day), ...joiners.values(index)].join(', ')})`);
  return `SELECT w.*, days.*, ${anniversarySql('w.started_on', 'days.day')} AS ${OWN_START}
    FROM ${WANTED} w CROSS JOIN (VALUES ${days.join(', ')}) AS days(${names.join(', ')})`;
}

/** With a slice, every value that a partner has in any of the figures on any day. */
function gridSql({ slice }: Scene, groups: readonly PartColumns[]): string {
  if (!slice) return `SELECT * FROM ${PARTNER_DAYS}`;
  const found = groups.map(({ relation }) => `SELECT DISTINCT p, value FROM ${relation}`);
  const cells = found.length > 0 ? found.join(' UNION ') : 'SELECT 0 AS p, NULL AS value WHERE FALSE';
  return `SELECT days.*, cells.value FROM (${cells}) AS cells JOIN ${PARTNER_DAYS} days ON days.p = cells.p`;
}

function spanOf(asOfs: readonly string[]): Window {
  const sorted = [...asOfs].sort();
  return windowOf(sorted[0]!, sorted.at(-1)!);
}
