/** The answer to what is on the screen, kept up with a hand that drags. */
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { QuarterdeckError } from '../../analytics/api/errors.ts';
import type { MethodName, Params, Result } from '../../analytics/api/methods.ts';
import { useCall } from './calls.ts';

export interface Newest<M extends MethodName> {
  /** The last good answer: it stays while the next one is on its way, and when the next one fails. */
  readonly data: Result<M> | undefined;
  /** What the last good answer is of. */
  readonly good: Params<M> | undefined;
  /** What was asked last, and what went wrong with it. */
  readonly asked: Params<M>;
  readonly error: QuarterdeckError | null;
  /** What is shown is not of what was asked last. */
  readonly behind: boolean;
  readonly stopped: boolean;
  readonly refetch: UseQueryResult['refetch'];
}

/**
 * Asks the newest question only: the next one goes out when the one before it has been answered, and those in between are
 * never asked. Calling off every question would starve the picture while the hand moves.
 * `params` keep their identity while they say the same.
 */
export function useNewest<M extends MethodName>(method: M, params: Params<M>): Newest<M> {
  const [asked, ask] = useState(params);
  const { data, error, isFetching, isSuccess, isPlaceholderData, fetchStatus, refetch } = useCall(method, asked);
  const last = useRef<{ readonly data: Result<M>; readonly of: Params<M> }>(undefined);
  if (isSuccess && !isPlaceholderData) last.current = { data, of: asked };
  useEffect(() => {
    if (!isFetching) ask(params);
  }, [isFetching, params]);
  return {
    data: last.current?.data,
    good: last.current?.of,
    asked,
    error,
    behind: last.current?.of !== params,
    stopped: fetchStatus === 'idle',
    refetch,
  };
}
