/** A segmentation as text: tables of its segments for people, one row per partner for programs. */
import type { Cell } from '../../../analytics/api/results.ts';
import type { SegmentMember, SegmentProfile, SegmentRun } from '../../../analytics/api/segments.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { type Columns, type Format, jsonArray, type Rows, render, snakeKeys } from '../output.ts';
import { basisFields, basisText, featureColumns, meanUnit, sumOfMoney, typicalLabel } from './columns.ts';

const WORDS = numbers('en-GB');

const SEGMENT_COLUMNS: Columns = [
  { key: 'segment', label: 'Segment', unit: 'text' },
  { key: 'advice', label: 'Advice', unit: 'text' },
  { key: 'partners', label: 'Partners', unit: 'count' },
  { key: 'share', label: 'Share', unit: 'ratio' },
  { key: 'won_amount', label: 'Bookings of the year', unit: 'money' },
  { key: 'payout_amount', label: 'Payouts', unit: 'money' },
];

const BEFORE_FEATURES: Columns = [
  { key: 'partner', label: 'Partner', unit: 'text' },
  { key: 'partner_name', label: 'Name', unit: 'text' },
  { key: 'segment', label: 'Segment', unit: 'text' },
  { key: 'segment_name', label: 'Segment', unit: 'text' },
  { key: 'level', label: 'Level', unit: 'text' },
  { key: 'owner', label: 'Owner', unit: 'text' },
  { key: 'won_amount', label: 'Bookings of the year', unit: 'money' },
];
const AFTER_FEATURES: Columns = [
  { key: 'why', label: 'Why', unit: 'text' },
  { key: 'moved_by', label: 'Moved by', unit: 'text' },
  { key: 'moved_reason', label: 'Reason of the move', unit: 'text' },
];

/** Partners that a table names. */
export const SHOWN_MEMBERS = 50;

/** Segments with their figures; for programs every partner and the segments in the total. */
export function runText(format: Format, run: SegmentRun, members: readonly SegmentMember[]): string {
  return format === 'table' ? tablesText(run) : membersText(format, run, { rows: members, total: members.length });
}

export interface MemberList {
  readonly rows: readonly SegmentMember[];
  /** Those that are not listed too. */
  readonly total: number;
}

export function membersText(format: Format, run: SegmentRun, { rows, total }: MemberList): string {
  const features = featureColumns(run.features, [...BEFORE_FEATURES, ...AFTER_FEATURES]);
  const columns = [...BEFORE_FEATURES, ...features, ...AFTER_FEATURES];
  const labels = new Map(run.segments.map(({ id, label }) => [id, label]));
  const listed = rows.map((member) => memberRow(member, labels, features));
  switch (format) {
    case 'csv':
      return render('csv', columns, listed, null);
    case 'json':
      return jsonArray([...listed, totalOf(run, rows)]);
    case 'table': {
      const shown = columns.filter(({ key }) => key !== 'segment' && !key.startsWith('moved'));
      const more = total - listed.length;
      return [
        basisText(run.basis),
        total === 0
          ? 'Nobody is in this segment.'
          : `${render('table', shown, listed, null)}${more > 0 ? `\n… and ${WORDS.integer(more)} more: --format csv lists every partner` : ''}`,
      ].join('\n\n');
    }
  }
}

function memberRow(
  { partner, name, segment, level, owner, amount, features: figures, why, moved }: SegmentMember,
  labels: ReadonlyMap<string, string>,
  features: Columns,
): Record<string, Cell> {
  return {
    partner,
    partner_name: name,
    segment,
    segment_name: segment === null ? null : (labels.get(segment) ?? null),
    ...{ level, owner },
    won_amount: amount,
    ...cellsOf(features, figures),
    why,
    moved_by: moved?.by ?? null,
    moved_reason: moved?.reason ?? null,
  };
}

function cellsOf(columns: Columns, figures: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(columns.map(({ key }, index) => [key, figures[index] ?? null]));
}

function totalOf(run: SegmentRun, listed: readonly SegmentMember[]): object {
  const { basis, segments, unplaced, clusters, x, y } = run;
  const features = featureColumns(run.features, [...BEFORE_FEATURES, ...AFTER_FEATURES]);
  const axis = ({ feature, cuts, cutBy }: SegmentRun['x']) => ({ feature: feature.label, cuts, cut_by: cutBy });
  return {
    total: true,
    partners: listed.length,
    won_amount: sumOfMoney(listed.map(({ amount }) => amount)),
    segments: segments.map(({ id, label, payouts, amount, means, medians, ...segment }) => ({
      segment: id,
      segment_name: label,
      ...segment,
      won_amount: amount,
      payout_amount: payouts,
      means: cellsOf(features, means),
      medians: cellsOf(features, medians),
    })),
    overlap: run.overlap,
    unplaced: unplaced?.partners ?? 0,
    unplaced_why: unplaced?.why ?? null,
    ...(basis.method === 'kmeans' ? {} : { x: axis(x), y: axis(y) }),
    ...(clusters && { clusters: snakeKeys(clusters) }),
    ...basisFields(basis),
  };
}

function tablesText(run: SegmentRun): string {
  const { basis, segments, unplaced, overlap, clusters } = run;
  return [
    basisText(basis),
    segmentTable(run),
    ...(overlap === null ? [] : [sharedText(overlap)]),
    ...[run.y, run.x].flatMap(({ feature, grounds }) =>
      grounds === null ? [] : [`${feature.label} rests on ${grounds}.`],
    ),
    ...(unplaced ? [`${countWords(unplaced.partners, 'partner')} not placed: ${unplaced.why}`] : []),
    ...(basis.method === 'matrix' ? [matrixTable(run)] : []),
    ...(clusters ? [clusterText(clusters)] : []),
    segments.map(({ label, meaning }) => `${label}: ${meaning}`).join('\n'),
  ].join('\n\n');
}

function sharedText(overlap: string): string {
  return `Partners of several segments share deals, which count in each of them: together ${WORDS.compact(overlap)} more than the total.`;
}

function segmentTable({ basis, features, segments, unplaced, total }: SegmentRun): string {
  const figures = featureColumns(features, SEGMENT_COLUMNS);
  const typical = figures.map(({ key }, index) => ({
    key,
    label: typicalLabel(features[index]!),
    unit: meanUnit(features[index]!.unit),
  }));
  const share = (partners: number) => (basis.population === 0 ? null : partners / basis.population);
  const rows: Rows = segments.map((segment) => ({
    segment: segment.label,
    advice: segment.advice,
    partners: segment.partners,
    share: share(segment.partners),
    won_amount: segment.amount,
    payout_amount: segment.payouts,
    ...cellsOf(
      figures,
      features.map((feature, index) => segment[feature.typical === 'mean' ? 'means' : 'medians'][index] ?? null),
    ),
  }));
  const others: Rows = unplaced
    ? [
        {
          segment: 'Not placed',
          partners: unplaced.partners,
          share: share(unplaced.partners),
          won_amount: unplaced.amount,
          payout_amount: unplaced.payouts,
        },
      ]
    : [];
  return render('table', [...SEGMENT_COLUMNS, ...typical], [...rows, ...others], {
    partners: basis.population,
    share: share(basis.population),
    won_amount: total.amount,
    payout_amount: total.payouts,
  });
}

/** Cells as they are drawn: the highest row on top. */
function matrixTable({ segments, x, y }: SegmentRun): string {
  const cells = segments.filter((segment): segment is SegmentProfile & { cell: readonly [number, number] } =>
    Boolean(segment.cell),
  );
  const [columns, rows] = [bands(cells.map(({ cell }) => cell[0])), bands(cells.map(({ cell }) => cell[1]))];
  const head: Columns = [
    { key: 'band', label: `${y.feature.label} ↑, ${x.feature.label} →`, unit: 'text' },
    ...columns.map((column) => ({ key: String(column), label: bandLabel(column, x), unit: 'text' as const })),
  ];
  const body = rows.reverse().map((row) => ({
    band: bandLabel(row, y),
    ...Object.fromEntries(
      cells
        .filter(({ cell }) => cell[1] === row)
        .map(({ cell, label, partners, amount }) => [
          String(cell[0]),
          `${label}: ${WORDS.integer(partners)}, ${WORDS.compact(amount)}`,
        ]),
    ),
  }));
  return render('table', head, body, null);
}

function bands(places: readonly number[]): number[] {
  return Array.from({ length: Math.max(-1, ...places) + 1 }, (_, band) => band);
}

function bandLabel(band: number, { cuts }: SegmentRun['x']): string {
  const [from, to] = [cuts[band - 1], cuts[band]];
  if (from === undefined) return to === undefined ? 'any' : `under ${WORDS.compact(to)}`;
  return to === undefined ? `from ${WORDS.compact(from)}` : `${WORDS.compact(from)} to ${WORDS.compact(to)}`;
}

function clusterText({ k, silhouette, tried, judgedOn, seed, restarts }: NonNullable<SegmentRun['clusters']>): string {
  const columns: Columns = [
    { key: 'k', label: 'Clusters', unit: 'count' },
    { key: 'silhouette', label: 'Silhouette', unit: 'index' },
    { key: 'inertia', label: 'Inertia', unit: 'index' },
  ];
  const judged =
    silhouette === null ? '' : `, silhouette ${WORDS.plain(silhouette)} on ${countWords(judgedOn, 'partner')}`;
  const head = `${countWords(k, 'cluster')}${judged}; seed ${seed}, ${countWords(restarts, 'restart')}`;
  return tried.length > 1 ? `${head}\n${render('table', columns, tried, null)}` : head;
}
