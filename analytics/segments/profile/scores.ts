/** Scores of partners by a profile: 0 to 100, over what is known of each. */
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
  /** 0 to 100, one a partner; NaN where nothing is known. */
  readonly scores: Float64Array;
  /** Share of the weights for which something is known, one a partner. */
  readonly coverage: Float64Array;
  /** By criterion, 0 to 1 a partner; NaN where nothing is known. */
  readonly worths: readonly Float64Array[];
  /** `certified people 6: 15 of 20 points; growth is not known`. */
  why(index: number): string;
}

/**
 * @param isKnown whether a figure says something of the partner; all do when left out
 * @throws QuarterdeckError as `criteriaOf` does; `cancelled` when the signal fires.
 */
export async function scoreProfile(
  desk: SegmentDesk,
  population: PartnersOn,
  profile: PartnerProfile,
  options: LabOptions = {},
  isKnown: (value: number) => boolean = () => true,
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
  return scored(criteria, columns, population.ids.length, network.policy.locale);
}

/** What is known of everybody for one criterion. */
export interface Column {
  worth(index: number): number;
  /** The figure or attribute as a sentence says it; only asked where it is known. */
  text(index: number): string;
}

/** @param columns in the order of the criteria */
export function scored(
  criteria: readonly Criterion[],
  columns: readonly Column[],
  rows: number,
  locale: string,
): ProfileScores {
  const weights = criteria.map(({ weight }) => weight);
  const worths = columns.map((column) => Float64Array.from({ length: rows }, (_, index) => column.worth(index)));
  const [scores, coverage] = [new Float64Array(rows), new Float64Array(rows)];
  const own = new Float64Array(criteria.length);
  for (let index = 0; index < rows; index++) {
    worths.forEach((column, at) => {
      own[at] = column[index]!;
    });
    const { score, coverage: share } = weighted(weights, own);
    scores[index] = score;
    coverage[index] = share;
  }
  const why = (index: number) => {
    const known = weights.reduce((sum, weight, at) => (Number.isNaN(worths[at]![index]) ? sum : sum + weight), 0);
    const parts = criteria.flatMap(({ label, weight }, at) => {
      if (weight === 0) return [];
      const worth = worths[at]![index]!;
      if (Number.isNaN(worth)) return [`${label} is not known`];
      const most = (100 * weight) / known;
      return [
        `${label} ${columns[at]!.text(index)}: ${points(most * worth, locale)} of ${points(most, locale)} points`,
      ];
    });
    return parts.join('; ');
  };
  return { criteria, scores, coverage, worths, why };
}

function points(value: number, locale: string): string {
  const tenths = Math.round(value * 10) / 10;
  return numbers(locale).exact(tenths, Number.isInteger(tenths) ? 0 : 1);
}
