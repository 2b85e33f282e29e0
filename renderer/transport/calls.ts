/** Calls as React sees them: cached by method and parameters, cancelled when nobody looks, stale when data changes. */
import {
  keepPreviousData,
  type Query,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { DRAFTS, SHOW_DRAFTS } from '../../analytics/api/changing.ts';
import type { QuerySpecInput } from '../../analytics/api/documents/query.ts';
import { QuarterdeckError } from '../../analytics/api/errors.ts';
import type { MethodName, Params, Result } from '../../analytics/api/methods.ts';
import type { QueryReply, TableReply } from '../../analytics/api/results.ts';
import { call, onEvent } from './connection.ts';
import { readAll, type Table } from './table.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The engine says when something changed; time alone makes nothing stale, and a failed call fails again.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // Offline is how this product works.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** How often the engine has said that something changed. */
let changes = 0;
onEvent('changed', ({ what }) => {
  changes += 1;
  // A forecast under way goes on while a draft is saved: it would be called off and begun anew.
  const stale = ({ queryKey: [method], meta }: Pick<Query, 'queryKey' | 'meta'>) =>
    SHOW_DRAFTS.has(method as MethodName) || meta?.readsDrafts === true;
  void queryClient.invalidateQueries(what === DRAFTS ? { predicate: stale } : {});
});

/** Done when what is on its way is there: of everything on the screen, or of one method. Asks nothing a second time. */
export function readAgain(method?: MethodName): Promise<void> {
  const those = { type: 'active', fetchStatus: 'fetching' } as const;
  return queryClient.refetchQueries(method === undefined ? those : { ...those, queryKey: [method] }, {
    cancelRefetch: false,
  });
}

/** Asks at once what `useCall(method, {})` will show. A question that fails now is asked again by whoever shows its answer. */
export function askAhead(methods: readonly PlainMethod[]): void {
  for (const method of methods) {
    const queryKey = [method, {}];
    queryClient
      .fetchQuery({ queryKey, queryFn: ({ signal }) => call(method, {}, { signal }) })
      .catch(() => queryClient.removeQueries({ queryKey, exact: true, type: 'inactive' }));
  }
}

/** What needs nothing to be said. */
type PlainMethod = { [M in MethodName]: Record<never, never> extends Params<M> ? M : never }[MethodName];

/** A call for reading. The former answer stays while a new one is on its way (`isPlaceholderData`). */
export function useCall<M extends MethodName>(
  method: M,
  params: Params<M>,
  { enabled = true }: { enabled?: boolean } = {},
): UseQueryResult<Result<M>, QuarterdeckError> {
  return useQuery<Result<M>, QuarterdeckError>({
    queryKey: [method, params],
    queryFn: ({ signal }) => call(method, params, { signal }),
    placeholderData: keepPreviousData as never,
    enabled,
  });
}

export interface QueryAnswer extends Omit<QueryReply, 'batch' | 'cursor' | 'columns'> {
  readonly table: Table;
}

/** A query with its rows, up to `limit` of them. */
export function useQuerySpec(
  spec: QuerySpecInput,
  { enabled = true, limit = 100_000 }: { enabled?: boolean; limit?: number } = {},
): UseQueryResult<QueryAnswer, QuarterdeckError> {
  return useQuery<QueryAnswer, QuarterdeckError>({
    queryKey: ['query.run', spec, limit],
    queryFn: async ({ signal }) => {
      const { batch, cursor, columns, ...rest } = await call('query.run', { spec }, { signal });
      const table = await readAll({ batch, cursor, columns, rows: rest.rows }, { limit, signal });
      return { ...rest, table };
    },
    placeholderData: keepPreviousData as never,
    enabled,
  });
}

type TableMethod = { [M in MethodName]: Result<M> extends TableReply ? M : never }[MethodName];

/** A table-shaped call other than `query.run`: the rows behind a figure, the rows a load refused. */
export function useTable<M extends TableMethod>(
  method: M,
  params: Params<M>,
  { enabled = true, limit = 1_000 }: { enabled?: boolean; limit?: number } = {},
): UseQueryResult<{ table: Table; reply: Result<M> }, QuarterdeckError> {
  return useQuery<{ table: Table; reply: Result<M> }, QuarterdeckError>({
    queryKey: [method, params, limit],
    queryFn: async ({ signal }) => {
      const reply = await call(method, params, { signal });
      return { reply, table: await readAll(reply as TableReply, { limit, signal }) };
    },
    enabled,
  });
}

/**
 * A call that changes something. All that shows the change is read again, and it is done when that is there; with `until`,
 * when this one is: what comes next needs a list, say, and must not wait for the forecasts on the screen.
 */
export function useCommand<M extends MethodName>(
  method: M,
  { until }: { until?: MethodName } = {},
): UseMutationResult<Result<M>, QuarterdeckError, Params<M>> {
  return useMutation<Result<M>, QuarterdeckError, Params<M>>({
    mutationFn: (params) => change(method, params, until),
  });
}

/** What `useCommand` does. The engine tells of a change to all its pages, before it answers the one that made it. */
export async function change<M extends MethodName>(
  method: M,
  params: Params<M>,
  until?: MethodName,
): Promise<Result<M>> {
  const told = changes;
  const result = await call(method, params);
  if (changes === told) void queryClient.invalidateQueries();
  await readAgain(until);
  return result;
}

/** Any thrown value as a sentence and, when it is ours, its code. */
export function explain(thrown: unknown): { readonly sentence: string; readonly code: string | null } {
  if (thrown instanceof QuarterdeckError) return { sentence: thrown.message, code: thrown.code };
  return { sentence: thrown instanceof Error ? thrown.message : String(thrown), code: null };
}
