/** Segments by recency, frequency and money: how long ago, how often, how much. */
import type { Measure } from '../../api/documents/measure.ts';
import type { SegmentMethod } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { capital } from '../../present/capital.ts';
import { countWords } from '../../present/labels.ts';
import type { SegmentDesk } from '../desk.ts';
import { featuresOf, type MeasuredFeature, type Population } from '../features.ts';
import { figureText, isLogged, placedFeatures } from './axes.ts';
import { placedSegments } from './naming.ts';
import { type PlacedAxis, type PlacedFeature, type Sorted, UNPLACED } from './placement.ts';
import { breakScores, rankScores, SCORES } from './ranks.ts';

type Rfm = Extract<SegmentMethod, { readonly rfm: unknown }>;
type Pattern = Rfm['patterns'][number];

/** Fewer partners than this in a fifth say little about one another. */
const FEW = 25;

const AXES = ['recency', 'frequency', 'money'] as const;
type AxisName = (typeof AXES)[number];

/**
 * Recency looks at all history, frequency and money at the window, so that who won before it is scored, and scored low. A
 * partner that never won has nothing to score.
 */
export async function placeByRfm(
  desk: SegmentDesk,
  { rfm, patterns, otherwise }: Rfm,
  population: Population,
  options: LabOptions,
): Promise<Sorted> {
  const { locale } = desk.context.network.policy;
  const measured = await featuresOf(desk, population, rfmMeasures(rfm), options);
  const [recency, frequency, money] = measured as [MeasuredFeature, MeasuredFeature, MeasuredFeature];
  const hasWon = (index: number) => !Number.isNaN(recency.values[index]!);
  const ofWinners = ({ values }: MeasuredFeature) => values.map((value, index) => (hasWon(index) ? value : Number.NaN));
  const scores = scoresOf(rfm.scores, {
    recency: recency.values,
    frequency: ofWinners(frequency),
    money: ofWinners(money),
  });
  const segment = Int16Array.from(population.ids, (_, partner) => {
    if (!hasWon(partner)) return UNPLACED;
    const met = patterns.findIndex((pattern) =>
      AXES.every((axis) => {
        const span = pattern[axis];
        const score = scores[axis][partner]!;
        return span === undefined || (span[0] <= score && score <= span[1]);
      }),
    );
    return met === -1 ? patterns.length : met;
  });
  const scored = segment.filter((met) => met !== UNPLACED).length;
  const features = placedFeatures(measured);
  const scoreFeatures = AXES.map((axis): PlacedFeature => {
    const label = `${capital(axis)} score`;
    const values = Float64Array.from(scores[axis], (score) => score || Number.NaN);
    return { feature: { key: `score:${axis}`, label, unit: 'score', typical: 'mean' }, words: `${axis} score`, values };
  });
  const axis = (name: AxisName, index: number): PlacedAxis => ({
    ...features[index]!,
    cuts: rfm.scores === 'rank' ? edgesOf(scores[name], features[index]!.values, name) : rfm.scores[name],
    cutBy: rfm.scores === 'rank' ? 'fifths by rank' : 'fixed breaks',
    grounds: null,
    log: isLogged(features[index]!.feature.unit),
  });
  const figures = (index: number): string => {
    const [days, deals, amount] = features.map(({ values }) => values[index]!) as [number, number, number];
    const text = (at: number, value: number) => figureText(value, features[at]!.feature.unit, locale);
    const [r, f, m] = AXES.map((name) => scores[name][index]!);
    const ago = days === 0 ? 'on the day itself' : `${countWords(days, 'day', locale)} ago`;
    return `last win ${ago} (R ${r}), ${features[1]!.words} ${text(1, deals)} (F ${f}), ${features[2]!.words} ${text(2, amount)} (M ${m})`;
  };
  return {
    segments: placedSegments([...patterns, otherwise], (index) =>
      index < patterns.length ? `${patternWords(patterns[index]!)}.` : 'Partners that fit none of the patterns.',
    ),
    segment,
    why(index) {
      const met = segment[index]!;
      if (met === UNPLACED) return 'not placed: no deal was ever won';
      const asked = met === patterns.length ? 'fits no pattern' : `fits ${patternWords(patterns[met]!)}`;
      return `${figures(index)}: ${asked}`;
    },
    features: [...features, ...scoreFeatures],
    x: axis('recency', 0),
    y: axis('money', 2),
    clusters: null,
    unplaced: 'They never won a deal, so there is nothing to score.',
    notes:
      rfm.scores === 'rank' && scored > 0 && scored < FEW
        ? [
            `Only ${countWords(scored, 'partner', locale)} to rank: scores by rank are coarse, and one deal may move somebody by two scores. Fixed breaks are steadier below ${FEW}.`,
          ]
        : [],
  };
}

/** Recency, frequency and money. */
export function rfmMeasures({ window }: Rfm['rfm']): readonly Measure[] {
  return [
    { metric: 'days_since_win', filter: [], window: { kind: 'ever' } },
    { metric: 'won_count', filter: [], window },
    { metric: 'won_amount', filter: [], window },
  ];
}

type Figures = Readonly<Record<AxisName, Float64Array>>;

function scoresOf(by: Rfm['rfm']['scores'], figures: Figures): Readonly<Record<AxisName, Uint8Array>> {
  // Recent is good: the fewer days, the better.
  const recent = figures.recency.map((days) => -days);
  if (by === 'rank') {
    return {
      recency: rankScores(recent),
      frequency: nothingIsLowest(rankScores(figures.frequency), figures.frequency),
      money: nothingIsLowest(rankScores(figures.money), figures.money),
    };
  }
  const edges = (breaks: readonly string[]) => breaks.map(Number);
  return {
    recency: breakScores(
      recent,
      edges(by.recency).map((days) => -days),
    ),
    frequency: breakScores(figures.frequency, edges(by.frequency)),
    money: breakScores(figures.money, edges(by.money)),
  };
}

/** Nothing in the window scores 1, however many partners share it. */
function nothingIsLowest(scores: Uint8Array, figures: Float64Array): Uint8Array {
  return scores.map((score, index) => (score > 0 && figures[index]! <= 0 ? 1 : score));
}

/** The figures at which a score begins, those that nobody has left out; of days, at which it ends. */
function edgesOf(scores: Uint8Array, values: Float64Array, axis: AxisName): string[] {
  const [least, most] = [new Float64Array(SCORES + 1).fill(Infinity), new Float64Array(SCORES + 1).fill(-Infinity)];
  for (const [index, score] of scores.entries()) {
    least[score] = Math.min(least[score]!, values[index]!);
    most[score] = Math.max(most[score]!, values[index]!);
  }
  const edges = axis === 'recency' ? [...most.slice(2)].reverse() : [...least.slice(2)];
  return edges.filter(Number.isFinite).map(String);
}

function patternWords(pattern: Pattern): string {
  const spans = AXES.flatMap((axis) => {
    const span = pattern[axis];
    if (!span) return [];
    return [`${capital(axis).charAt(0)} ${span[0] === span[1] ? span[0] : `${span[0]}–${span[1]}`}`];
  });
  return spans.length > 0 ? spans.join(', ') : 'every score';
}
