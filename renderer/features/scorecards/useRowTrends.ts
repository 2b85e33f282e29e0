/** The last quarters of one figure for every row of a table, in one query. */
import { useMemo } from 'react';
import type { DimensionId, Filter } from '../../../analytics/api/documents/query.ts';
import type { Basis } from '../../../analytics/api/results.ts';
import { quartersUntil, windowOfQuarters } from '../../../analytics/present/quarters.ts';
import type { Table } from '../../../analytics/present/table.ts';
import { useQuerySpec } from '../../transport/calls.ts';

const QUARTERS = 8;
/** Beyond this a sparkline in each row costs more than it tells. */
const MOST_ROWS = 3_000;

interface RowTrends {
  readonly table: Table | undefined;
  readonly by: readonly DimensionId[];
  readonly metric: string | undefined;
  readonly where: readonly Filter[];
  readonly basis: Basis | undefined;
  readonly enabled: boolean;
}

export function useRowTrends({ table, by, metric, where, basis, enabled }: RowTrends) {
  const dim = by.length === 1 ? by[0] : undefined;
  const wanted = enabled && dim !== undefined && metric !== undefined && basis !== undefined;
  const { data, isPlaceholderData, isFetching } = useQuerySpec(
    {
      metrics: [metric ?? ''],
      by: [dim ?? 'partner', 'quarter'],
      where: [...where],
      ...(basis ? { period: windowOfQuarters(basis.period.to, QUARTERS) } : {}),
    },
    { enabled: wanted && (table?.rows ?? 0) > 0 && (table?.rows ?? 0) <= MOST_ROWS },
  );
  const coming = isFetching && (!data || isPlaceholderData);
  return useMemo(() => {
    if (!wanted || !table || !metric) return null;
    // The column keeps its place: one that came later would push the others from under the pointer.
    if (coming) return () => [];
    if (!data || isPlaceholderData) return null;
    const seen = new Set<string>();
    const values = new Map<string, Map<string, number | null>>();
    const source = data.table;
    for (let row = 0; row < source.rows; row += 1) {
      const quarter = String(source.cell('quarter', row));
      seen.add(quarter);
      const key = String(source.cell(dim, row));
      const line = values.get(key) ?? new Map<string, number | null>();
      line.set(quarter, source.column(metric)?.number(row) ?? null);
      values.set(key, line);
    }
    const named = quartersUntil(basis.period.label, QUARTERS);
    const quarters = named.length > 0 ? named : quartersUntil([...seen].sort().at(-1) ?? '', QUARTERS);
    if (quarters.filter((quarter) => seen.has(quarter)).length < 2) return null;
    return (row: number): (number | null)[] => {
      const line = values.get(String(table.cell(dim, row)));
      return quarters.map((quarter) => line?.get(quarter) ?? null);
    };
  }, [wanted, coming, data, isPlaceholderData, table, metric, dim, basis]);
}
