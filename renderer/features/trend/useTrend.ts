/** Figures over the quarters that end with the period in view, whatever that period is. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import type { QueryReply, ResolvedPeriod } from '../../../analytics/api/results.ts';
import { toDrawn } from '../../../analytics/present/decimal.ts';
import { quartersUntil, windowOfQuarters } from '../../../analytics/present/quarters.ts';
import { useMetrics } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';
import { call } from '../../transport/connection.ts';

export interface Trend {
  /** Names of the quarters, oldest first; empty until known. */
  readonly quarters: readonly string[];
  /** One value for each quarter, null where there is none; empty until all are known. */
  of(metric: string): readonly (number | null)[];
  readonly busy: boolean;
}

interface TrendRequest {
  readonly metrics: readonly string[];
  readonly where: readonly Filter[];
  /** The period in view; nothing is asked before it is known. */
  readonly period: Pick<ResolvedPeriod, 'label' | 'to'> | undefined;
  readonly quarters?: number;
}

/**
 * One query by quarter answers what rows carry a date for. A state (enrolled partners, open pipeline where it is one)
 * has none, so it is read at the end of each quarter.
 */
export function useTrend({ metrics, where, period, quarters = 8 }: TrendRequest): Trend {
  const known = useMetrics();
  const dated = metrics.filter((id) => known.get(id)?.dimensions.includes('quarter'));
  const states = metrics.filter((id) => known.has(id) && !dated.includes(id));
  const anchor = dated[0] ?? [...known.values()].find(({ dimensions }) => dimensions.includes('quarter'))?.id;
  const rows = useQuerySpec(
    {
      metrics: dated.length > 0 ? dated : [anchor ?? ''],
      by: ['quarter'],
      where: [...where],
      ...(period ? { period: windowOfQuarters(period.to, quarters) } : {}),
    },
    { enabled: period !== undefined && anchor !== undefined, limit: quarters + 4 },
  );
  const table = rows.isPlaceholderData ? undefined : rows.data?.table;
  const last = period?.label;
  const names = useMemo(() => {
    if (last === undefined || !table) return [];
    const named = quartersUntil(last, quarters);
    if (named.length > 0) return named;
    const seen = Array.from({ length: table.rows }, (_, row) => String(table.cell('quarter', row)));
    return quartersUntil(seen.sort().at(-1) ?? '', quarters);
  }, [last, table, quarters]);

  const snapshots = useQueries({
    queries: (states.length > 0 ? names : []).map((quarter) => {
      const spec = { metrics: states, where: [...where], period: quarter };
      return {
        queryKey: ['query.run', spec, 'total'],
        queryFn: async ({ signal }: { signal: AbortSignal }): Promise<QueryReply['total']> =>
          (await call('query.run', { spec }, { signal })).total,
      };
    }),
  });

  const at = useMemo(() => {
    const places = new Map<string, number>();
    for (let row = 0; row < (table?.rows ?? 0); row += 1) places.set(String(table?.cell('quarter', row)), row);
    return places;
  }, [table]);

  return {
    quarters: names,
    busy: rows.isFetching || snapshots.some(({ isFetching }) => isFetching),
    of: (metric) => {
      if (states.includes(metric)) {
        // A line that begins as one dot and grows looks like a history that is not there.
        if (snapshots.some(({ isPending }) => isPending)) return [];
        return snapshots.map(({ data }) => toDrawn(data?.[metric] ?? null));
      }
      return names.map((name) => {
        const row = at.get(name);
        return row === undefined ? null : (table?.column(metric)?.number(row) ?? null);
      });
    },
  };
}
