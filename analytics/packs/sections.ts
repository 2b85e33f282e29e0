/** What each section of the pack asks for. Metrics the network has no definition for, or cannot cut so, drop out. */
import type { PackSection } from '../api/documents/pack.ts';
import type { DimensionId } from '../api/documents/query.ts';
import type { MetricInfo } from '../api/results.ts';

/** One table: a query cut by its first dimension; the others are attributes of the row. */
export interface TablePlan {
  readonly id: string;
  readonly section: PackSection;
  readonly title: string;
  /** What one row is: `partner`, `country`. */
  readonly noun: string;
  readonly by: readonly [DimensionId, ...DimensionId[]];
  readonly metrics: readonly string[];
}

/** The metric that ranks rows, moves partners and fills the charts. */
export const LEADING_METRIC = 'won_amount';

/** Order of the executive summary, by group as the dictionary has it. */
export const HEADLINE_METRICS = [
  'won_amount',
  'sourced_amount',
  'influenced_amount',
  'channel_share',
  'growth',
  'won_count',
  'avg_deal',
  'median_deal',
  'margin',
  'new_logo_count',
  'open_pipeline',
  'weighted_pipeline',
  'pipeline_coverage',
  'win_rate',
  'win_rate_value',
  'cycle_days',
  'registered_count',
  'approval_rate',
  'enrolled_partners',
  'active_partners',
  'active_share',
  'transacting_partners',
  'activation_rate',
  'attrition_rate',
  'certified_share',
  'payout_amount',
  'payout_rate',
  'payout_lag_days',
  'on_time_share',
  'cost_of_channel',
  'top10_share',
  'pareto_share',
] as const;

/** Named ranges exist for these only: names that others quote must be few and stable. */
export const NAMED_METRICS = [
  'won_amount',
  'won_count',
  'win_rate',
  'avg_deal',
  'open_pipeline',
  'enrolled_partners',
  'active_partners',
  'payout_amount',
  'payout_rate',
] as const;

const SALES = ['won_amount', 'won_count', 'win_rate', 'avg_deal'] as const;
const PEOPLE = ['enrolled_partners', 'active_partners', 'active_share'] as const;
/** Deals with several lines belong to several products, so counts of deals would add up to more than there are. */
const PRODUCT = ['won_amount', 'quantity', 'margin', 'margin_rate', 'payout_amount'] as const;
const PAYOUT = ['payout_amount', 'payout_rate'] as const;

export const TABLE_PLANS: readonly TablePlan[] = [
  {
    id: 'partner',
    section: 'partner',
    title: 'By partner',
    noun: 'partner',
    by: ['partner', 'level', 'country'],
    metrics: [...SALES, 'open_pipeline', ...PAYOUT],
  },
  {
    id: 'level',
    section: 'level',
    title: 'By level',
    noun: 'level',
    by: ['level'],
    metrics: [...SALES, ...PEOPLE, ...PAYOUT],
  },
  {
    id: 'segment',
    section: 'level',
    title: 'By segment',
    noun: 'segment',
    by: ['segment'],
    metrics: [...SALES, ...PEOPLE, ...PAYOUT],
  },
  {
    id: 'region',
    section: 'country',
    title: 'By region',
    noun: 'region',
    by: ['region'],
    metrics: [...SALES, ...PEOPLE, ...PAYOUT],
  },
  {
    id: 'country',
    section: 'country',
    title: 'By country',
    noun: 'country',
    by: ['country'],
    metrics: [...SALES, ...PEOPLE, ...PAYOUT],
  },
  {
    id: 'category',
    section: 'product',
    title: 'By product category',
    noun: 'category',
    by: ['category'],
    metrics: [...PRODUCT],
  },
  {
    id: 'family',
    section: 'product',
    title: 'By product family',
    noun: 'family',
    by: ['family'],
    metrics: [...PRODUCT],
  },
  {
    id: 'product',
    section: 'product',
    title: 'By product',
    noun: 'product',
    by: ['product'],
    metrics: [...PRODUCT],
  },
];

/** The plan's metrics that exist and can be cut by all its dimensions and filtered by `filtered`, in the plan's order. */
export function metricsOf(
  plan: TablePlan,
  known: ReadonlyMap<string, MetricInfo>,
  filtered: readonly DimensionId[],
): MetricInfo[] {
  return plan.metrics.flatMap((id) => {
    const metric = known.get(id);
    return metric && isCut(metric, [...plan.by, ...filtered]) ? [metric] : [];
  });
}

/** Whether the metric has a figure for each value of all these dimensions. */
export function isCut({ dimensions }: MetricInfo, by: readonly DimensionId[]): boolean {
  return by.every((dim) => dimensions.includes(dim));
}
