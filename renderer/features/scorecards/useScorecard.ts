/** The answer behind a scorecard with what is worked out beside it, and its columns: all that table, strip and file need. */
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DimensionId } from '../../../analytics/api/documents/query.ts';
import type { ColumnInfo, MetricInfo } from '../../../analytics/api/results.ts';
import { type CellStyle, formatChange, isRelative } from '../../../analytics/present/cell.ts';
import type { Table } from '../../../analytics/present/table.ts';
import type { GridColumn } from '../../grid/columns.ts';
import { useAddress } from '../../shell/location.ts';
import { useCellStyle, useContextSpec, useDimensions, useMetrics } from '../../shell/workspace.ts';
import { type QueryAnswer, useQuerySpec } from '../../transport/calls.ts';
import { isRoster } from '../overview/roster.ts';
import { useLadder } from '../trend/known.ts';
import { type Derived, lookedUp, ranked, withColumns } from './derived.ts';
import { gridColumns, MOVED, RANK, WHY } from './gridColumns.tsx';
import { usePartnerAttributes } from './usePartnerAttributes.ts';
import { useRowTrends } from './useRowTrends.ts';
import { canCut, leadOf, type ScorecardView, saysNothing, viewOf } from './view.ts';

export interface Scorecard {
  readonly view: ScorecardView;
  readonly query: UseQueryResult<QueryAnswer, Error>;
  /** The dimensions of the rows on screen; while a new cut is on its way they are still the old ones. */
  readonly by: readonly DimensionId[];
  readonly table: Table | undefined;
  readonly metrics: readonly MetricInfo[];
  /** The figure that ranks and is drawn. */
  readonly lead: MetricInfo | undefined;
  readonly columns: readonly GridColumn[];
  /** What a row is: `partner`, `region`; `row` when it is crossed. */
  readonly noun: string;
}

/** Asked beside the figures of partners. */
const LEVEL: readonly DimensionId[] = ['level'];

export function useScorecard(): Scorecard {
  const { sort } = useAddress();
  const { ready, ...spec } = useContextSpec();
  const known = useMetrics();
  const dimensions = useDimensions();
  const style = useCellStyle();
  const ladder = useLadder();
  const view = useView();
  const query = useQuerySpec(
    { ...spec, metrics: [...view.metrics], by: [...view.by] },
    { enabled: ready && view.metrics.length > 0 },
  );
  const { basis, total, table: answer } = query.data ?? {};
  const by = useMemo(() => view.by.filter((dim) => answer?.column(dim)), [view.by, answer]);
  const metrics = useMemo(
    () =>
      view.metrics.flatMap((id): MetricInfo[] => {
        const metric = known.get(id);
        return metric && answer?.column(id) && (view.chosen || !saysNothing(id, total?.[id])) ? [metric] : [];
      }),
    [view, known, answer, total],
  );
  const leadId = leadOf(
    metrics.map(({ id }) => id),
    sort?.key,
  );
  const lead = leadId === undefined ? undefined : known.get(leadId);

  const byPartner = by.length === 1 && by[0] === 'partner';
  const levelled = byPartner && ladder?.levels.length !== 0;
  const { table: attributes } = usePartnerAttributes(LEVEL, {
    period: spec.period,
    enabled: ready && levelled && ladder !== undefined,
  });
  const table = useMemo(() => {
    if (!answer || !lead) return answer;
    return withColumns(answer, [
      ...placesOf(answer, by, lead, style),
      ...(levelled
        ? LEVEL.flatMap((key) => (attributes ? lookedUp(answer, 'partner', attributes, key) : coming(key)) ?? [])
        : []),
    ]);
  }, [answer, lead, attributes, levelled, by, style]);
  const trend = useRowTrends({
    table,
    by,
    metric: leadId,
    where: spec.where,
    basis,
    enabled: canCut(lead, [...by, 'quarter']),
  });
  const columns = useMemo(
    () =>
      table && basis
        ? gridColumns({
            table,
            by,
            metrics,
            lead: leadId,
            compareColumns: view.compareColumns,
            basis,
            dimensions,
            ladder,
            trend,
          })
        : [],
    [table, basis, by, metrics, leadId, view, dimensions, ladder, trend],
  );
  const [first] = by;
  const noun = by.length === 1 && first ? (dimensions.get(first)?.label ?? first).toLowerCase() : 'row';
  return { view, query, by, table, metrics, lead, columns, noun };
}

/** The view of the address; the same object until something of it changes, so that an open trace rebuilds nothing. */
function useView(): ScorecardView {
  const address = useAddress();
  const known = useMetrics();
  const text = JSON.stringify(viewOf(address, known));
  return useMemo(() => JSON.parse(text) as ScorecardView, [text]);
}

/** A column that is on its way: one that came later would push the others from under the pointer. */
function coming(key: DimensionId): Derived {
  return { info: { key, label: key, role: 'dimension', unit: 'text' }, cells: [] };
}

/** Place, places gained and why, by the lead figure. */
function placesOf(table: Table, by: readonly DimensionId[], lead: MetricInfo, style: CellStyle): Derived[] {
  const values = (key: string): (number | null)[] => {
    const column = table.column(key);
    return column ? Array.from({ length: table.rows }, (_, row) => column.number(row)) : [];
  };
  const { now, moved, why } = ranked({
    now: values(lead.id),
    prior: values(`${lead.id}__prior`),
    // Direct and unassigned deals, and rows without a value, are no competitors of the others.
    eligible: (row) =>
      by.every((dim) => {
        const value = table.cell(dim, row);
        return isRoster(value === null ? null : String(value));
      }),
    write: (now, before) =>
      formatChange(isRelative(lead.unit) ? (now - before) / Math.abs(before) : now - before, lead.unit, style),
    zeroIsNothing: isRelative(lead.unit),
  });
  const info = (key: string, label: string, unit: ColumnInfo['unit']): ColumnInfo => ({
    key,
    label,
    role: 'field',
    unit,
  });
  return [
    { info: info(RANK, 'Rank', 'count'), cells: now },
    ...(moved.length > 0 ? [{ info: info(MOVED, 'Places gained', 'count'), cells: moved }] : []),
    ...(why.length > 0 ? [{ info: info(WHY, 'Why the place', 'text'), cells: why }] : []),
  ];
}
