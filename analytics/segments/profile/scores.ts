/**
 * Scores of partners by a profile: 0 to 100, over what is known of each, where enough is. Enough is asked twice. Of the
 * network: criteria that are known of nobody count in no score, and what is left must be more than one criterion and half of
 * what is asked of a partner, or nobody has a score. Of each partner: the share of what is left that the profile says.
 */
import type { PartnerProfile } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { formatCell } from '../../present/cell.ts';
import { numbers } from '../../present/numbers.ts';
import type { SegmentDesk } from '../desk.ts';
import { attributeOf, featuresOf, type PartnersOn } from '../features.ts';
import { type Criterion, criteriaOf } from './criteria.ts';
import { weighted } from './worth.ts';

export interface ProfileScores {
  readonly criteria: readonly Criterion[];
  /** By criterion, whether it counts in no score because nobody has a figure for it. */
  readonly leftOut: readonly boolean[];
  /** Whether so much is left out that nobody has a score. */
  readonly tooThin: boolean;
  /** Share of the weights, those left out not counted, that a score needs. */
  readonly leastKnown: number;
  /** 0 to 100, one a partner; NaN where too little is known. */
  readonly scores: Float64Array;
  /** Share of the weights, those left out not counted, for which something is known; one a partner. */
  readonly coverage: Float64Array;
  /** By criterion, 0 to 1 a partner; NaN where nothing is known. */
  readonly worths: readonly Float64Array[];
  /** `certified people 6: 15 of 20 points; growth is not known; 70 % of the score known`. */
  why(index: number): string;
}

/**
 * @param isKnown whether a figure says something of the partner; all do when left out
 * @param counts as `scored` has it
 * @throws QuarterdeckError as `criteriaOf` does; `cancelled` when the signal fires.
 */
export async function scoreProfile(
  desk: SegmentDesk,
  population: PartnersOn,
  profile: PartnerProfile,
  options: LabOptions = {},
  isKnown: (value: number) => boolean = () => true,
  counts: (criterion: number) => boolean = () => false,
): Promise<ProfileScores> {
  const { network } = desk.context;
  const criteria = criteriaOf(profile, network);
  const measures = criteria.flatMap((criterion) => ('measure' in criterion ? [criterion.measure] : []));
  const measured = (await featuresOf(desk, population, measures, options)).values();
  const columns: Column[] = [];
  for (const criterion of criteria) {
    if ('measure' in criterion) {
      const { values } = measured.next().value!;
      const known = (index: number) => (isKnown(values[index]!) ? values[index]! : Number.NaN);
      columns.push({
        worth: (index) => criterion.worth(known(index)),
        text: (index) => formatCell(known(index), criterion.unit, { locale: network.policy.locale }),
      });
    } else {
      const values = await attributeOf(desk, population, criterion.dim, options);
      columns.push({ worth: (index) => criterion.worth(values[index]!), text: (index) => values[index] ?? '' });
    }
  }
  const { leastKnown } = profile;
  return scored({ criteria, columns, rows: population.ids.length, leastKnown, counts }, network.policy.locale);
}

/** What is known of everybody for one criterion. */
export interface Column {
  worth(index: number): number;
  /** The figure or attribute as a sentence says it; only asked where it is known. */
  text(index: number): string;
}

export interface ToScore {
  readonly criteria: readonly Criterion[];
  /** In the order of the criteria. */
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly leastKnown: number;
  /** Whether a criterion counts though none of these rows has a figure for it. */
  counts(criterion: number): boolean;
}

/** What floats leave of a share that is exactly reached. */
const ALMOST = 1e-9;

export function scored({ criteria, columns, rows, leastKnown, counts }: ToScore, locale: string): ProfileScores {
  const worths = columns.map((column) => Float64Array.from({ length: rows }, (_, index) => column.worth(index)));
  const leftOut = worths.map((worth, at) => rows > 0 && worth.every(Number.isNaN) && !counts(at));
  const tooThin = leavesTooLittle(criteria, leftOut, leastKnown);
  const weights = criteria.map(({ weight }, at) => (leftOut[at] ? 0 : weight));
  const [scores, coverage] = [new Float64Array(rows), new Float64Array(rows)];
  const own = new Float64Array(criteria.length);
  for (let index = 0; index < rows; index++) {
    worths.forEach((column, at) => {
      own[at] = column[index]!;
    });
    const { score, coverage: share } = weighted(weights, own);
    scores[index] = !tooThin && share >= leastKnown - ALMOST ? score : Number.NaN;
    coverage[index] = share;
  }
  const known = { criteria, leftOut, tooThin, leastKnown, scores, coverage, worths };
  return { ...known, why: whyScored(known, weights, columns, locale) };
}

/** A profile of several criteria of which a network can answer one is that criterion and no profile. */
function leavesTooLittle(criteria: readonly Criterion[], leftOut: readonly boolean[], leastKnown: number): boolean {
  if (leastKnown === 0) return false;
  const weighty = criteria.filter(({ weight }) => weight > 0).length;
  const left = criteria.filter(({ weight }, at) => weight > 0 && !leftOut[at]).length;
  return (weighty > 1 && left < 2) || shareLeft({ criteria, leftOut }) < leastKnown / 2 - ALMOST;
}

/** Share of the weights that criteria have which are known of somebody. */
export function shareLeft({ criteria, leftOut }: Pick<ProfileScores, 'criteria' | 'leftOut'>): number {
  const all = criteria.reduce((sum, { weight }) => sum + weight, 0);
  return criteria.reduce((sum, { weight }, at) => (leftOut[at] ? sum : sum + weight), 0) / all;
}

function whyScored(
  { criteria, worths, scores, coverage, tooThin, leastKnown }: Omit<ProfileScores, 'why'>,
  weights: readonly number[],
  columns: readonly Column[],
  locale: string,
): ProfileScores['why'] {
  const { percent } = numbers(locale);
  return (index) => {
    const known = weights.reduce((sum, weight, at) => (Number.isNaN(worths[at]![index]) ? sum : sum + weight), 0);
    const withheld = Number.isNaN(scores[index]);
    const parts = criteria.flatMap(({ label }, at) => {
      if (weights[at] === 0) return [];
      const worth = worths[at]![index]!;
      if (Number.isNaN(worth)) return [`${label} is not known`];
      const figure = `${label} ${columns[at]!.text(index)}`;
      // Points of a score that is not given would be taken for one.
      if (withheld) return [figure];
      const most = (100 * weights[at]!) / known;
      return [`${figure}: ${points(most * worth, locale)} of ${points(most, locale)} points`];
    });
    const share = coverage[index]!;
    if (tooThin) return ['withheld: too little of the profile is known of anybody', ...parts].join('; ');
    if (withheld) {
      const needed = share > 0 ? `, and ${percent(leastKnown, 0)} are needed` : '';
      return [`withheld: ${knownWords(share, locale)}${needed}`, ...parts].join('; ');
    }
    return [...parts, ...(share < 1 ? [knownWords(share, locale)] : [])].join('; ');
  };
}

function knownWords(share: number, locale: string): string {
  return share === 0 ? 'nothing of the score is known' : `${numbers(locale).percent(share, 0)} of the score known`;
}

function points(value: number, locale: string): string {
  const tenths = Math.round(value * 10) / 10;
  return numbers(locale).exact(tenths, Number.isInteger(tenths) ? 0 : 1);
}
