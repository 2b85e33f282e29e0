/**
 * What makes a network effective, in four indices: each says how far some measures are on the way to their targets. The
 * measures are those that reviews of channel programs put under each name. Targets written here are common practice, not
 * law: a policy sets its own, and where it has a term already (days to decide, days to pay), the target follows it.
 *
 * Only measures that are known for every period and can be cut by partner are taken, so that an index has a trend, a
 * comparison and a figure for each region: not pipeline coverage, which is known only as it is now, nor cost of channel,
 * whose program costs belong to nobody.
 */
import type { IndexPart } from '../../api/results.ts';

export interface IndexDefinition {
  readonly id: string;
  readonly label: string;
  /** One sentence. */
  readonly meaning: string;
  /** Their weights add up to 100. */
  readonly parts: readonly IndexPart[];
}

export const INDICES: readonly IndexDefinition[] = [
  {
    id: 'enablement_depth',
    label: 'Enablement depth',
    meaning: 'How far the partners are enabled to sell and do so: certified, up to date and active.',
    parts: [
      { metric: 'certified_share', weight: 25, target: '0.75' },
      { metric: 'certified_active_share', weight: 20, target: '0.9' },
      { metric: 'certified_per_partner', weight: 15, target: '3' },
      { metric: 'expiring_share', weight: 15, target: '0.1' },
      { metric: 'active_share', weight: 25, target: '0.8' },
    ],
  },
  {
    id: 'incentive_alignment',
    label: 'Incentive alignment',
    meaning:
      'How far what partners are paid goes with what the program wants: plan, growth, partner-sourced sales, margin.',
    parts: [
      { metric: 'payout_rate', weight: 25, target: '0.06', good: 'down' },
      { metric: 'attainment', weight: 20, target: '1' },
      { metric: 'growth', weight: 20, target: '0.1' },
      { metric: 'channel_share', weight: 20, target: '0.4' },
      { metric: 'margin_rate', weight: 15, target: '0.3' },
    ],
  },
  {
    id: 'pipeline_governance',
    label: 'Pipeline governance',
    meaning: 'How far deals are registered, decided in time, won, closed quickly and not left to expire.',
    parts: [
      { metric: 'registration_rate', weight: 25, target: '0.7' },
      { metric: 'approval_days', weight: 25, target: { term: 'approvalDays' } },
      { metric: 'win_rate', weight: 20, target: '0.4' },
      { metric: 'median_cycle_days', weight: 15, target: '60' },
      { metric: 'expired_share', weight: 15, target: '0.05' },
    ],
  },
  {
    id: 'operational_reliability',
    label: 'Operational reliability',
    meaning: 'How far partners can rely on being paid what they earned, in time and without dispute.',
    parts: [
      { metric: 'on_time_share', weight: 35, target: '0.95' },
      { metric: 'payout_lag_days', weight: 25, target: { term: 'paymentDays' } },
      { metric: 'payout_lag_p90', weight: 20, target: '45' },
      { metric: 'dispute_rate', weight: 20, target: '0.02' },
    ],
  },
];
