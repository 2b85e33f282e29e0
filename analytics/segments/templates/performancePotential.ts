import { PERFORMANCE, type TemplateSource, TWELVE_MONTHS } from './template.ts';

/** What a partner could become, by what its size does not decide: rates and shares rather than amounts. */
const POTENTIAL = {
  id: 'potential',
  name: 'Potential',
  criteria: [
    { id: 'certified', label: 'Certified people', weight: 4, by: { metric: 'certified_people', from: 0, to: 6 } },
    {
      id: 'learning',
      label: 'Certificates earned',
      weight: 3,
      by: { metric: 'certificates_earned', window: TWELVE_MONTHS, from: 0, to: 4 },
    },
    {
      id: 'growth',
      label: 'Growth of bookings',
      weight: 4,
      by: { metric: 'growth', window: TWELVE_MONTHS, from: -0.3, to: 0.5 },
    },
    {
      id: 'momentum',
      label: 'Share of the year’s bookings in its last quarter',
      weight: 3,
      by: { metric: 'won_amount', window: 'trailing-1-quarter', per: PERFORMANCE, from: 0.1, to: 0.4 },
    },
    {
      id: 'new-customers',
      label: 'New among its customers',
      weight: 3,
      by: {
        metric: 'new_logo_count',
        window: TWELVE_MONTHS,
        per: { metric: 'customer_count', window: TWELVE_MONTHS },
        from: 0,
        to: 0.6,
      },
    },
    {
      id: 'registered',
      label: 'Deals registered per deal won',
      weight: 2,
      by: {
        metric: 'registered_count',
        window: TWELVE_MONTHS,
        per: { metric: 'won_count', window: TWELVE_MONTHS },
        from: 0,
        to: 4,
      },
    },
  ],
  outcome: { metric: 'won_amount', window: TWELVE_MONTHS },
};

export const performancePotential: TemplateSource = {
  id: 'performance-potential',
  name: 'Performance × potential',
  shape:
    'Bookings of the last four quarters across, a score of potential upwards, each cut into thirds of the partners.',
  source:
    'After the 3×3 of current performance and growth potential that Forrester describes as an internal overlay on public tiers. Names, criteria and weights are examples: check the profile against outcomes before acting on it.',
  by: {
    matrix: {
      x: { label: 'Performance', measure: PERFORMANCE, cut: { quantiles: [0.3333, 0.6667] } },
      y: { label: 'Potential', profile: POTENTIAL, cut: { quantiles: [0.3333, 0.6667] } },
    },
    cells: {
      '2,2': {
        id: 'Stars',
        colour: 'teal',
        advice: 'invest',
        meaning:
          'In the upper third of the network in bookings and in potential. Plan jointly, give them the first call on funds and people.',
      },
      '1,2': {
        id: 'Rising',
        colour: 'blue',
        advice: 'invest',
        meaning:
          'In the middle third of the network in bookings, in the upper third in potential. Fund what helps them to win, and look again in a quarter.',
      },
      '0,2': {
        id: 'Untapped',
        colour: 'plum',
        advice: 'develop',
        meaning:
          'In the lowest third of the network in bookings, in the upper third in potential. Find out what holds them back: the next deals matter more than money.',
      },
      '2,1': {
        id: 'Core',
        colour: 'ink',
        advice: 'keep',
        meaning:
          'In the upper third of the network in bookings, in the middle third in potential. Keep them content, and remove what slows their deals.',
      },
      '1,1': {
        id: 'Solid',
        colour: 'slate',
        advice: 'keep',
        meaning:
          'In the middle third of the network in bookings and in potential. Serve them with programs rather than people.',
      },
      '0,1': {
        id: 'Undecided',
        colour: 'ochre',
        advice: 'watch',
        meaning:
          'In the lowest third of the network in bookings, in the middle third in potential. Offer enablement, and see who takes it up.',
      },
      '2,0': {
        id: 'Established',
        colour: 'moss',
        advice: 'keep',
        meaning:
          'In the upper third of the network in bookings, in the lowest third in potential. Protect them, and ask what comes next before they decline.',
      },
      '1,0': {
        id: 'Plateaued',
        colour: 'rust',
        advice: 'watch',
        meaning:
          'In the middle third of the network in bookings, in the lowest third in potential. Keep the cost to serve them low.',
      },
      '0,0': {
        id: 'Tail',
        colour: 'grey',
        advice: 'watch',
        meaning:
          'In the lowest third of the network in bookings and in potential, which somebody always is. Serve them by self-service; look at what each brings and costs before an agreement ends.',
      },
    },
  },
};
