/** The forecast of the case, for the bands beside the cost and for what could move them. */
import type { IncentiveCaseInput } from '../../../../analytics/api/documents/incentiveCase.ts';
import { useAddress } from '../../../shell/location.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { movingOf } from './moving.ts';

export const DRAWING = 'Drawing the quarters ahead from the history of each partner';

/** Enough for bands that do not jump while a plan is worked on; the terminal draws as many as it is told. */
const DRAWS = 2_000;

interface OutlookOptions {
  readonly budget: string | null;
  /** Inputs are tried too, one by one or also two at once: each takes several times as long as what comes before it. */
  readonly tried?: 'none' | 'each' | 'pair';
  readonly enabled?: boolean;
}

export function useOutlook(asked: IncentiveCaseInput, { budget, tried = 'none', enabled = true }: OutlookOptions) {
  const terms = {
    draws: DRAWS,
    inputs: tried !== 'none',
    pair: tried === 'pair',
    together: movingOf(useAddress().extra),
    ...(budget === null ? {} : { budget }),
  };
  return useLongQuery('incentive.outlook', { ...asked, terms }, { enabled });
}
