/** The simulation of what is on the screen, kept up with a hand that drags. */
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { QuarterdeckError } from '../../../analytics/api/errors.ts';
import type { Params } from '../../../analytics/api/methods.ts';
import type { TierSimulation } from '../../../analytics/api/tiers.ts';
import { useCall } from '../../transport/calls.ts';

type Case = Params<'tier.simulate'>;

export interface LiveSimulation {
  /** The last good answer: it stays while the next one is on its way, and when the next one fails. */
  readonly data: TierSimulation | undefined;
  /** The case of the last good answer. */
  readonly good: Case | undefined;
  /** The case that was asked last, and what went wrong with it. */
  readonly asked: Case;
  readonly error: QuarterdeckError | null;
  /** What is shown is not of the case asked last. */
  readonly behind: boolean;
  readonly stopped: boolean;
  readonly refetch: UseQueryResult['refetch'];
}

/**
 * Asks for the newest case only: the next question goes out when the one before it has been answered, and the cases in
 * between are never asked. Calling off every question would starve the picture while the hand moves.
 * `params` keep their identity while they say the same.
 */
export function useSimulation(params: Case): LiveSimulation {
  const [asked, ask] = useState(params);
  const { data, error, isFetching, isSuccess, isPlaceholderData, fetchStatus, refetch } = useCall(
    'tier.simulate',
    asked,
  );
  const last = useRef<{ readonly data: TierSimulation; readonly of: Case }>(undefined);
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
