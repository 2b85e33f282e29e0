import { useCallback } from 'react';
import type { Params } from '../../../analytics/api/methods.ts';
import type { CsvFile } from '../../parts/csvFile.ts';
import { call } from '../../transport/connection.ts';
import { useIncentiveWork } from './IncentiveWork.ts';

type List = Params<'incentive.export'>['list'];

/** A list of the case at rest, whole, as the engine writes it. */
export function useCaseList(list: List): () => Promise<CsvFile> {
  const { asked } = useIncentiveWork();
  return useCallback(() => call('incentive.export', { ...asked, list }), [asked, list]);
}
