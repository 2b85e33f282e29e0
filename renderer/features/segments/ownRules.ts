/** Rules from nothing: one segment by one figure, and the others. */
import type { SegmentationTemplate } from '../../../analytics/api/segments.ts';

export const OWN_RULES: SegmentationTemplate = {
  id: 'own-rules',
  name: 'Rules of your own',
  shape: 'One segment and the others, to be built up by form.',
  source: 'Nobody’s: the figure is there to be replaced.',
  on: '2026-11-22',
  segmentation: {
    id: 'own-rules',
    name: 'Rules of your own',
    version: 1,
    where: [],
    by: {
      rules: [
        {
          id: 'Segment 1',
          when: {
            metric: 'won_amount',
            filter: [],
            window: { kind: 'trailing', count: 12, unit: 'month' },
            op: '>=',
            value: '100000',
          },
        },
      ],
      otherwise: { id: 'Others' },
    },
  },
};
