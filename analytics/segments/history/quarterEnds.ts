/** The days on which a history places the partners. */
import type { Network } from '../../network/network.ts';
import { lastQuarterEnd } from '../../network/period.ts';

export interface QuarterEnd {
  /** `FY26-Q4`; of a quarter that the day lies within, the day itself. */
  readonly label: string;
  readonly asOf: string;
}

/**
 * The ends of the fiscal quarters that the data has reached, and `last` as the newest where it is no end of a quarter.
 * Ascending; at least one.
 */
export function quarterEnds(
  { calendar, horizon }: Network,
  last = lastQuarterEnd({ calendar, horizon }),
): QuarterEnd[] {
  const newest = calendar.ordinalAt('quarter', last);
  const ends: QuarterEnd[] = [];
  for (let ordinal = calendar.ordinalAt('quarter', horizon.from); ordinal <= newest; ordinal++) {
    const { label, to } = calendar.span('quarter', ordinal);
    if (to <= last) ends.push({ label, asOf: to });
  }
  return ends.at(-1)?.asOf === last ? ends : [...ends, { label: last, asOf: last }];
}
