/** How the rows of a fact are asked for. */
import type { DimensionId } from '../../api/documents/query.ts';
import type { Network } from '../network.ts';

export type FactId = 'deal' | 'payout' | 'partner' | 'certification' | 'target' | 'cost';

/** What a fact brings only when asked, because it costs a join. */
export type Need =
  /** Deal: measures of its lines (quantity, margin, costed_amount, discount). */
  | 'lines'
  /** Payout: attributes of the deal it was earned on. */
  | 'deal'
  /** `distributor`: the distributor among the parties, the first by id when there are several. */
  | 'distributor'
  /** `customer_first_won_on`: the first day the customer bought anything. */
  | 'firstWon'
  /** `renewed`: a won deal renews this one. */
  | 'renewed'
  /** Deal: `deal_sourced` by any party, and what credit.ts makes `sourced` and `influencing` of the credited one from. */
  | 'roles'
  /** Deal: `size`, the amount of the whole deal in the base currency, whatever lines are chosen. */
  | 'size'
  /** Partner: `active`, `was_active` at the end and before the start of the window. */
  | 'activity'
  /** Partner: `first_won_on`. */
  | 'firstDeal'
  /** Partner: `certified` at the end of the window. */
  | 'certified';

/** The days that a snapshot reads its state on. */
export interface FactWindow {
  readonly from: string;
  /** The last day that counts: the end, or the last day with data of an unfinished period. */
  readonly asOf: string;
  /** The day before `from`. */
  readonly before: string;
}

export interface FactRequest {
  readonly network: Network;
  readonly needs: ReadonlySet<Need>;
  /** For facts that are a state: the window whose end they show. */
  readonly window: FactWindow;
  /**
   * Partner: a relation of days (d, day) that the state is read on, instead of the window's end. Each partner has a row a
   * day, with both columns. Not with `activity`, which is read for one day at a time.
   */
  readonly days?: string;
  /** Product dimensions asked for: a deal becomes one row for each distinct value among its lines. */
  readonly products: readonly DimensionId[];
  /** Conditions on product dimensions, over `line` and `product`. */
  readonly productWhere: readonly string[];
  /** Rows are cut by partner, so a target must be a partner's. */
  readonly credited: boolean;
  /** Conditions over `certificates` that narrow what makes a partner certified; all valid ones when left out. */
  readonly certificates?: readonly string[];
  /** Rows of every basis instead of the policy's revenue basis. */
  readonly everyBasis: boolean;
}
