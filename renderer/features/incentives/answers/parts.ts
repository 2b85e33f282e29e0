/** What every answer is given: the case, and what both sides are called. */
import type { IncentiveCaseInput } from '../../../../analytics/api/documents/incentiveCase.ts';

/** Without a plan there is one side, called `before`. */
export interface Sides {
  readonly before: string;
  readonly after: string | null;
}

export interface PartProps {
  readonly asked: IncentiveCaseInput;
  readonly names: Sides;
}
