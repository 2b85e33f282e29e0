/** The columns of a scorecard: what each row is, its place, its figures and how they changed. */
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import type { Basis, DimensionInfo, MetricInfo } from '../../../analytics/api/results.ts';
import type { Ladder } from '../../../analytics/present/ladder.ts';
import { MINUS } from '../../../analytics/present/numbers.ts';
import type { Table } from '../../../analytics/present/table.ts';
import { Sparkline } from '../../charts/Sparkline.tsx';
import type { GridColumn } from '../../grid/columns.ts';
import type { CompareColumn } from './view.ts';

interface ColumnRequest {
  readonly table: Table;
  readonly by: readonly DimensionId[];
  readonly metrics: readonly MetricInfo[];
  readonly lead: string | undefined;
  readonly compareColumns: readonly CompareColumn[];
  readonly basis: Basis;
  readonly dimensions: ReadonlyMap<DimensionId, DimensionInfo>;
  readonly ladder: Ladder | undefined;
  /** The lead metric of a row over quarters, when it is known. */
  readonly trend: ((row: number) => readonly (number | null)[]) | null;
}

/** Keys of the columns worked out on this side. */
export const RANK = 'rank';
export const MOVED = 'rank_moved';
export const WHY = 'rank_why';

export function gridColumns(request: ColumnRequest): GridColumn[] {
  const { table, by, metrics, lead, compareColumns, basis, dimensions, ladder, trend } = request;
  const compared = basis.comparison !== null;
  const columns: GridColumn[] = [];
  if (table.column(RANK)) {
    columns.push({
      key: RANK,
      label: 'Rank',
      look: 'custom',
      width: 44,
      frozen: true,
      render: (row) => (row === null ? null : (table.column(RANK)?.number(row) ?? <span className="mut">–</span>)),
    });
  }
  if (table.column(MOVED)) {
    columns.push({
      key: MOVED,
      label: 'Δ',
      title: 'Places gained or lost',
      look: 'custom',
      width: 44,
      frozen: true,
      render: (row) => (row === null ? null : <Places moved={table.column(MOVED)?.number(row)} />),
    });
  }
  columns.push(...by.map((dim, index) => dimensionColumn(dim, index, table, dimensions, ladder)));
  if (by.length === 1 && by[0] === 'partner' && table.column('level')) {
    columns.push({
      key: 'level',
      label: 'Level',
      look: ladder?.known ? 'level' : 'text',
      width: 96,
      ...ladderOf(ladder),
    });
  }
  for (const metric of metrics) {
    const { id, label, meaning } = metric;
    const isLead = id === lead;
    columns.push({
      key: id,
      label,
      title: meaning,
      look: isLead ? 'bar' : 'figure',
      width: isLead ? 158 : widthOf(label),
      grow: isLead ? 1.2 : 0.8,
      metric,
      ...(isLead && compared ? { priorKey: `${id}__prior` } : {}),
    });
    if (!compared) continue;
    if (compareColumns.includes('prior')) {
      columns.push({
        key: `${id}__prior`,
        label: basis.comparison?.label ?? 'Prior',
        title: `${label}, before`,
        look: 'figure',
        width: 82,
      });
    }
    if (isLead || compareColumns.includes('change')) {
      columns.push({ key: `${id}__change`, label: 'Δ', title: `${label}, change`, look: 'change', width: 84, metric });
    }
  }
  if (trend) {
    columns.push({
      key: 'trend',
      label: '8 quarters',
      look: 'trend',
      width: 72,
      sortable: false,
      render: (row) => (row === null ? null : <Sparkline values={trend(row)} label="8 quarters" />),
    });
  }
  if (table.column(WHY)) {
    columns.push({ key: WHY, label: 'Why the place', look: 'text', width: 118, sortable: false });
  }
  return columns;
}

function dimensionColumn(
  dim: DimensionId,
  index: number,
  table: Table,
  dimensions: ColumnRequest['dimensions'],
  ladder: Ladder | undefined,
): GridColumn {
  const named = table.column(`${dim}_name`) !== undefined;
  const level = (dim === 'level' || dim === 'level_at_event') && ladder?.known;
  return {
    key: named ? `${dim}_name` : dim,
    label: dimensions.get(dim)?.label ?? dim,
    look: level ? 'level' : 'text',
    ...(index === 0 ? { grow: 3, width: 150, labelled: true } : { grow: 2, width: 150 }),
    frozen: false,
    opens: index === 0 || dim === 'partner',
    ...(level ? ladderOf(ladder) : {}),
  };
}

function ladderOf(ladder: Ladder | undefined): { ladder?: readonly string[] } {
  return ladder?.known ? { ladder: ladder.levels } : {};
}

/** Heads are written out on two lines; figures under them are short. */
export function widthOf(label: string): number {
  const words = label.split(' ');
  // The best place to break: the longer of the two lines decides.
  const lines = words.map((_, place) =>
    Math.max(words.slice(0, place).join(' ').length, words.slice(place).join(' ').length),
  );
  return Math.max(64, 18 + Math.min(...lines) * 5.8);
}

function Places({ moved }: { readonly moved: number | null | undefined }) {
  if (moved === null || moved === undefined) return <span className="mut">–</span>;
  if (moved === 0) return <span className="mut">0</span>;
  const better = moved > 0;
  return (
    <span className={better ? 'good' : 'bad'} title={`${better ? '+' : MINUS}${Math.abs(moved)} places`}>
      {better ? '▲' : '▼'}
      {Math.abs(moved)}
    </span>
  );
}
