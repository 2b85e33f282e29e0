import { PERFORMANCE, type TemplateSource, TWELVE_MONTHS } from './template.ts';

const CAPABILITY = {
  id: 'capability',
  name: 'Capability',
  criteria: [
    { id: 'certified', label: 'Certified people', weight: 5, by: { metric: 'certified_people', from: 0, to: 8 } },
    {
      id: 'learning',
      label: 'Certificates earned',
      weight: 2,
      by: { metric: 'certificates_earned', window: TWELVE_MONTHS, from: 0, to: 4 },
    },
    {
      id: 'win-rate',
      label: 'Win rate',
      weight: 3,
      by: { metric: 'win_rate', window: TWELVE_MONTHS, from: 0.1, to: 0.5 },
    },
  ],
  outcome: { metric: 'won_amount', window: TWELVE_MONTHS },
};

export const capabilityPerformance: TemplateSource = {
  id: 'capability-performance',
  name: 'Capability × performance',
  shape: 'A score of capability across and bookings of the last four quarters upwards, each cut at the median.',
  source:
    'The four names are those that practitioners give to capability × performance: high performers, potential stars, question marks, underperformers. What makes up capability is an example.',
  by: {
    matrix: {
      x: { label: 'Capability', profile: CAPABILITY, cut: { median: true } },
      y: { label: 'Performance', measure: PERFORMANCE, cut: { median: true } },
    },
    cells: {
      '1,1': {
        id: 'High performers',
        colour: 'teal',
        advice: 'invest',
        meaning:
          'In the upper half of the network in capability and in bookings. Invest in joint plans and keep them close.',
      },
      '1,0': {
        id: 'Potential stars',
        colour: 'blue',
        advice: 'develop',
        meaning:
          'In the upper half of the network in capability, in the lower half in bookings. Help with demand: the skills are there.',
      },
      '0,1': {
        id: 'Question marks',
        colour: 'ochre',
        advice: 'watch',
        meaning:
          'In the upper half of the network in bookings, in the lower half in capability. Certify them, or learn what they rely on instead.',
      },
      '0,0': {
        id: 'Underperformers',
        colour: 'grey',
        advice: 'watch',
        meaning:
          'In the lower half of the network in capability and in bookings, which somebody always is. Serve them by self-service unless they commit to a plan.',
      },
    },
  },
};
