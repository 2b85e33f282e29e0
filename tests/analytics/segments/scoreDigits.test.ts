/** Figures that a sentence compares. Guards against a score of 60 beside one of 69.8, and against two that look the same. */
import { expect, it } from 'vitest';
import { bothTexts } from '../../../analytics/segments/place/axes.ts';

it.each([
  [60, 69.8, 'score', ['60.0', '69.8']],
  [8.51, 70, 'score', ['8.5', '70.0']],
  [60, 70, 'score', ['60', '70']],
  [61.39, 61.4, 'score', ['61.39', '61.40']],
  [1_200, 1_500_000, 'money', ['1.20\u202fk', '1.50\u202fM']],
] as const)('%s beside %s, a %s', (left, right, unit, texts) => {
  expect(bothTexts(left, right, unit, 'en-GB')).toEqual(texts);
});
