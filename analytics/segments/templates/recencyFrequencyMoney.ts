import { type TemplateSource, TWELVE_MONTHS } from './template.ts';

type Span = [number, number];
/** The spans of frequency and money are the same in the published table. */
const spans = (recency: Span, others: Span) => ({ recency, frequency: others, money: others });

export const recencyFrequencyMoney: TemplateSource = {
  id: 'rfm',
  name: 'Recency, frequency, money',
  shape: 'Scores 1 to 5 for how long ago a partner won, how often and how much; ten named patterns of scores.',
  source:
    'Names and score spans as published with rfm_segment of the R package rfm (CRAN, 2024): Champions to Lost. Spans overlap there; here the narrower pattern comes first. Score by fixed breaks in a network of fewer than 25 partners.',
  by: {
    rfm: { window: TWELVE_MONTHS, scores: 'rank' },
    patterns: [
      {
        id: 'Champions',
        colour: 'teal',
        advice: 'invest',
        meaning:
          'They won more lately, more often, and more than most of the network. Reward them, and learn from them.',
        ...spans([4, 5], [4, 5]),
      },
      {
        id: 'New customers',
        label: 'Newcomers',
        colour: 'blue',
        advice: 'develop',
        meaning: 'They won lately, and among the least of the network. See them through the next deal.',
        ...spans([4, 5], [1, 1]),
      },
      {
        id: 'Promising',
        colour: 'blue',
        advice: 'develop',
        meaning: 'They won not long ago, and among the least of the network. Show them what sells.',
        ...spans([3, 4], [1, 1]),
      },
      {
        id: 'Cannot lose them',
        colour: 'plum',
        advice: 'keep',
        meaning:
          'They won more often and more than most of the network, and not for a longer time than most. Call them before anybody else does.',
        ...spans([1, 1], [4, 5]),
      },
      {
        id: 'Loyal',
        colour: 'ink',
        advice: 'keep',
        meaning: 'They win regularly and well. Keep them content, and grow what they sell.',
        ...spans([2, 5], [3, 5]),
      },
      {
        id: 'Potential loyalists',
        colour: 'moss',
        advice: 'develop',
        meaning: 'They won lately, and could win more often. Offer enablement and co-selling.',
        ...spans([3, 5], [1, 3]),
      },
      {
        id: 'Need attention',
        colour: 'ochre',
        advice: 'watch',
        meaning: 'In the middle of the network in all three. Ask what is in their pipeline.',
        ...spans([2, 3], [2, 3]),
      },
      {
        id: 'About to sleep',
        colour: 'slate',
        advice: 'watch',
        meaning:
          'Below the middle of the network, and quiet. A reason to sell again would help: an offer, a lead, a training.',
        ...spans([2, 3], [1, 2]),
      },
      {
        id: 'At risk',
        colour: 'rust',
        advice: 'watch',
        meaning:
          'Their last win is longer ago than that of most, and they used to win. Find out why before the year is over.',
        ...spans([1, 2], [2, 5]),
      },
      {
        id: 'Lost',
        colour: 'grey',
        advice: 'watch',
        meaning:
          'They won longer ago, less often and less than most of the network. Serve them by self-service; look at what each brings and costs before an agreement ends.',
        ...spans([1, 2], [1, 2]),
      },
    ],
    otherwise: {
      id: 'Mixed',
      colour: 'slate',
      advice: 'watch',
      meaning: 'Often but little, or seldom but much, beside the network: no pattern fits. Look at them one by one.',
    },
  },
};
