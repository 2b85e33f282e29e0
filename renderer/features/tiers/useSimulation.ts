/** The simulation of what is on the screen, kept up with a hand that drags. */
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { QuarterdeckError } from '../../../analytics/api/errors.ts';
import type { Params } from '../../../analytics/api/methods.ts';
import type { TierSimulation } from '../../../analytics/api/tiers.ts';
import { useCall } from '../../transport/calls.ts';

/**
 * Asks for the newest case only: the next question goes out when the one before it has been answered, and the cases in
 * between are never asked. Calling off every question would starve the picture while the hand moves.
 * `params` keep their identity while they say the same.
 */
export function useSimulation(params: Params<'tier.simulate'>): UseQueryResult<TierSimulation, QuarterdeckError> {
  const [asked, ask] = useState(params);
  const query = useCall('tier.simulate', asked);
  const { isFetching } = query;
  useEffect(() => {
    if (!isFetching) ask(params);
  }, [isFetching, params]);
  return query;
}
