import { type TemplateSource, TWELVE_MONTHS } from './template.ts';

export const lifeStages: TemplateSource = {
  id: 'life-stages',
  name: 'Life stages',
  shape:
    'Rules that anybody can check: new, dormant, at risk, growing, core, and the others; the first that holds decides.',
  source: 'The plainest rules of the field, after no vendor: every figure is there to be replaced.',
  by: {
    rules: [
      {
        id: 'New',
        colour: 'blue',
        advice: 'develop',
        meaning: 'Their agreement began within the last 12 months. See them to the first deals.',
        when: { metric: 'recruited_partners', window: TWELVE_MONTHS, op: '>=', value: 1 },
      },
      {
        id: 'Dormant',
        colour: 'grey',
        advice: 'let go',
        meaning: 'They have won nothing for 12 months. Ask once more, then serve them by self-service.',
        when: { metric: 'won_count', window: TWELVE_MONTHS, op: '<', value: 1 },
      },
      {
        id: 'At risk',
        colour: 'rust',
        advice: 'watch',
        meaning:
          'Bookings fell by 30 % and more, or the last win is half a year ago. Find out why, and whether it lasts.',
        when: {
          any: [
            { metric: 'growth', window: TWELVE_MONTHS, op: '<=', value: -0.3 },
            { metric: 'days_since_win', window: 'ever', op: '>', value: 182 },
          ],
        },
      },
      {
        id: 'Growing',
        colour: 'teal',
        advice: 'invest',
        meaning: 'Bookings grew by a fifth and more. Find out what works there, and fund it.',
        when: { metric: 'growth', window: TWELVE_MONTHS, op: '>=', value: 0.2 },
      },
      {
        id: 'Core',
        colour: 'ink',
        advice: 'keep',
        meaning: 'Steady bookings of 250,000 and more a year. Keep them content.',
        when: { metric: 'won_amount', window: TWELVE_MONTHS, op: '>=', value: 250_000 },
      },
    ],
    otherwise: {
      id: 'Occasional',
      colour: 'slate',
      advice: 'keep',
      meaning: 'They win now and then. Serve them with programs rather than people.',
    },
  },
};
