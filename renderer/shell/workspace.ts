/** What every screen needs to know about the open workspace, as hooks over cached calls. */
import { createContext, useContext, useMemo } from 'react';
import type { Comparison, DimensionId, Filter } from '../../analytics/api/documents/query.ts';
import type { DimensionInfo, MetricInfo, PeriodChoice, WorkspaceStatus } from '../../analytics/api/results.ts';
import type { CellStyle } from '../../analytics/present/cell.ts';
import { useCall } from '../transport/calls.ts';
import { useAddress } from './location.ts';

/** The open workspace; the shell shows screens only inside one. */
export const WorkspaceContext = createContext<WorkspaceStatus | null>(null);

export function useWorkspace(): WorkspaceStatus {
  const status = useContext(WorkspaceContext);
  if (!status) throw new Error('A screen was shown outside a workspace.');
  return status;
}

/** How cells are written here. */
export function useCellStyle(): CellStyle {
  const { locale } = useWorkspace().policy;
  return useMemo(() => ({ locale }), [locale]);
}

export function useLocale(): string {
  return useWorkspace().policy.locale;
}

/** The period of the context bar, where it is one that can be chosen there; known before any figure of it. */
export function usePeriodInView(): PeriodChoice | undefined {
  const { period } = useContextSpec();
  const { data } = useCall('workspace.periods', {});
  return data?.choices.find(({ spec }) => spec === period);
}

const NO_METRICS: ReadonlyMap<string, MetricInfo> = new Map();
const NO_DIMENSIONS: ReadonlyMap<DimensionId, DimensionInfo> = new Map();

export function useMetrics(): ReadonlyMap<string, MetricInfo> {
  const { data } = useCall('metric.list', {});
  return useMemo(() => (data ? new Map(data.map((metric) => [metric.id, metric])) : NO_METRICS), [data]);
}

export function useDimensions(): ReadonlyMap<DimensionId, DimensionInfo> {
  const { data } = useCall('dimension.list', {});
  return useMemo(() => (data ? new Map(data.map((dimension) => [dimension.id, dimension])) : NO_DIMENSIONS), [data]);
}

/** The period, comparison and filters of the context bar, as a query or a figure takes them. */
export interface ContextSpec {
  readonly period?: string;
  readonly compare?: Comparison;
  readonly where: Filter[];
}

/** `ready` is false until the current period of the workspace is known; a query before that would be of another window. */
export function useContextSpec(): ContextSpec & { readonly ready: boolean } {
  const { period, compare, where } = useAddress();
  const { data: periods, isFetched } = useCall('workspace.periods', {});
  const chosen = period === 'all' ? null : (period ?? periods?.current ?? null);
  const against = compare === 'none' || chosen === null ? null : (compare ?? 'year');
  return useMemo(
    () => ({
      where: [...where],
      ready: period !== null || isFetched,
      ...(chosen === null ? {} : { period: chosen }),
      ...(against === null ? {} : { compare: against }),
    }),
    [where, chosen, against, period, isFetched],
  );
}
