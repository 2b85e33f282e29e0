import { type TemplateSource, TWELVE_MONTHS } from './template.ts';

export const explore: TemplateSource = {
  id: 'explore',
  name: 'Explore: who is alike',
  shape: 'Clusters of partners that are alike in bookings, deals and how long ago they won; as many as part best.',
  source:
    'k-means++ with a fixed seed and restarts; the number of clusters from 2 to 8 with the best silhouette (Rousseeuw, 1987). Clusters have no names until somebody has looked at them.',
  by: {
    kmeans: {
      features: [
        { metric: 'won_amount', window: TWELVE_MONTHS },
        { metric: 'won_count', window: TWELVE_MONTHS },
        { metric: 'days_since_win', window: 'ever' },
      ],
    },
  },
};
