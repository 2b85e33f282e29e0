/** Scores of recency, frequency and money as a hand changes them. Pure. */
import type { SegmentMethod } from '../../../../analytics/api/documents/segmentation.ts';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';

export type Rfm = Extract<SegmentMethod, { rfm: unknown }>;
export type Pattern = Rfm['patterns'][number];
export type Breaks = Exclude<Rfm['rfm']['scores'], 'rank'>;

export const SCORE_AXES = ['recency', 'frequency', 'money'] as const;
export type ScoreAxis = (typeof SCORE_AXES)[number];

/** Breaks to begin with: those of the ranks where there are four, else figures to be replaced. */
export function firstBreaks({ x, y }: Pick<SegmentRun, 'x' | 'y'>): Breaks {
  return {
    recency: fourOf(x.cuts) ?? ['30', '90', '180', '365'],
    frequency: ['2', '4', '8', '16'],
    money: fourOf(y.cuts) ?? ['10000', '50000', '200000', '500000'],
  };
}

/** To three digits, as people say them. */
function fourOf(cuts: readonly string[]): string[] | null {
  const said = cuts.map((cut) => String(Number(Number(cut).toPrecision(3))));
  const upwards = said.every((cut, index) => index === 0 || Number(said[index - 1]) < Number(cut));
  return said.length === 4 && upwards ? said : null;
}

const ALL = 'any';

/** Every span of scores, the plainest first. */
export const SPAN_CHOICES: readonly { readonly value: string; readonly label: string }[] = [
  { value: ALL, label: 'any' },
  ...[1, 2, 3, 4, 5].map((score) => ({ value: `${score}-${score}`, label: String(score) })),
  ...[1, 2, 3, 4].flatMap((low) =>
    [2, 3, 4, 5].filter((high) => high > low).map((high) => ({ value: `${low}-${high}`, label: `${low}–${high}` })),
  ),
];

export const spanKey = (span: Pattern[ScoreAxis]): string => (span ? `${span[0]}-${span[1]}` : ALL);

export function withSpan(pattern: Pattern, axis: ScoreAxis, key: string): Pattern {
  const { [axis]: _, ...rest } = pattern;
  if (key === ALL) return rest;
  const [low, high] = key.split('-').map(Number) as [number, number];
  return { ...rest, [axis]: [low, high] };
}
