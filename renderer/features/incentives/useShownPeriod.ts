/** Period and partners that the screen shows, for questions that would look at all of history by themselves. */
import { useMemo } from 'react';
import { useIncentiveWork } from './IncentiveWork.ts';

export function useShownPeriod() {
  const { conditions, simulation } = useIncentiveWork();
  const period = conditions.period ?? simulation.data?.basis.period.spec;
  return useMemo(
    () => ({ where: conditions.where ?? [], ...(period === undefined ? {} : { period }) }),
    [conditions, period],
  );
}
