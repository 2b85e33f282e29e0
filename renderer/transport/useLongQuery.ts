/** A call for reading that takes its time: as `useCall`, with how far it is and a way to stop it. */
import { keepPreviousData, skipToken, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { QuarterdeckError } from '../../analytics/api/errors.ts';
import type { Events, MethodName, Params, Result } from '../../analytics/api/methods.ts';
import { queryClient } from './calls.ts';
import { call } from './connection.ts';

export interface LongQuery<M extends MethodName> {
  readonly query: UseQueryResult<Result<M>, QuarterdeckError>;
  /** Of the work under way, whoever asked for it; null before the first word. */
  readonly progress: Events['progress'] | null;
  /** Called off before it answered what is asked now. */
  readonly stopped: boolean;
  readonly stop: () => void;
}

export function useLongQuery<M extends MethodName>(
  method: M,
  params: Params<M>,
  { enabled = true }: { enabled?: boolean } = {},
): LongQuery<M> {
  const key = [method, params] as const;
  const told = ['progress', ...key];
  const query = useQuery<Result<M>, QuarterdeckError>({
    queryKey: key,
    queryFn: ({ signal }) => {
      const tell = (progress: Events['progress'] | null): void => void queryClient.setQueryData(told, progress);
      return call(method, params, { signal, onProgress: tell }).finally(() => tell(null));
    },
    placeholderData: keepPreviousData as never,
    enabled,
  });
  // In the cache: two views that wait for the same answer see the same progress.
  const { data: progress = null } = useQuery<Events['progress'] | null>({ queryKey: told, queryFn: skipToken });
  const { fetchStatus, isSuccess, isPlaceholderData, isError } = query;
  return {
    query,
    progress,
    stopped: enabled && fetchStatus === 'idle' && !isError && !(isSuccess && !isPlaceholderData),
    stop: () => void queryClient.cancelQueries({ queryKey: key, exact: true }),
  };
}
