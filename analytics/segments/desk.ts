/** What every question about segments needs of a workspace. */
import type { QueryContext } from '../metrics/context.ts';
import type { Lab } from '../metrics/lab.ts';

export interface SegmentDesk {
  readonly context: QueryContext;
  readonly lab: Lab;
}
