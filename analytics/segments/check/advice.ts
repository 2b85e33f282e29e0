/** What a reader should know of a segmentation though it is no fault. */
import type { Segmentation } from '../../api/documents/segmentation.ts';
import type { Fault } from '../../api/tiers.ts';
import { unloadedFor } from '../../metrics/basis.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import { type PlacedFilter, placedFilters, unknownValues } from '../../metrics/knownValues.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { Network } from '../../network/network.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { placeOf } from '../../rules/documents/places.ts';
import type { SegmentDesk } from '../desk.ts';
import { SCORES } from '../place/ranks.ts';
import { whereOf } from './places.ts';
import { conditionsOf, criterionMeasuresOf, measuresOf, namesOf } from './walk.ts';

export function segmentationAdvice(segmentation: Segmentation, network: Network): Finding[] {
  return [
    ...unloaded(segmentation, network),
    ...coveredPatterns(segmentation),
    ...sameAxes(segmentation),
    ...unexplained(segmentation),
  ];
}

/**
 * What of a sound segmentation names something that the data does not have. The values of a dimension are read once per
 * version of the data.
 */
export async function adviseOnData(
  { context, lab }: SegmentDesk,
  segmentation: Segmentation,
  options: LabOptions = {},
): Promise<Fault[]> {
  const findings = await unknownValues(context, lab, filtersOf(segmentation), {}, options);
  return findings.map(({ path, sentence }) => ({ place: placeOf(path), where: whereOf(segmentation, path), sentence }));
}

function filtersOf(segmentation: Segmentation): PlacedFilter[] {
  return [
    ...placedFilters(segmentation.where, ['where']),
    ...everyMeasure(segmentation).flatMap(({ node: { filter, per }, path }) => [
      ...placedFilters(filter, [...path, 'filter']),
      ...(per ? placedFilters(per.filter, [...path, 'per', 'filter']) : []),
    ]),
    ...conditionsOf(segmentation).flatMap(({ node, path }) =>
      'is' in node ? [{ dim: node.is, values: node.values, path }] : [],
    ),
  ];
}

function everyMeasure(segmentation: Segmentation) {
  return [...measuresOf(segmentation), ...criterionMeasuresOf(segmentation)];
}

function unloaded(segmentation: Segmentation, network: Network): Finding[] {
  return everyMeasure(segmentation).flatMap(({ node, path }): Finding[] => {
    const metrics = [node.metric, ...(node.per ? [node.per.metric] : [])];
    const words = metrics.map((metric) => unloadedFor(findMetric(metric), network)).find((found) => found !== null);
    if (!words) return [];
    return [{ path, sentence: `Nobody has a figure here: no ${words} loaded. Load them, or take another measure.` }];
  });
}

/** Patterns whose scores are all taken by those before them. */
function coveredPatterns({ by }: Segmentation): Finding[] {
  if (!('rfm' in by)) return [];
  const axes = ['recency', 'frequency', 'money'] as const;
  const met = new Set<number>();
  for (let code = 0; code < SCORES ** axes.length; code++) {
    const scores = axes.map((_, place) => (Math.floor(code / SCORES ** place) % SCORES) + 1);
    met.add(
      by.patterns.findIndex((pattern) =>
        axes.every((axis, place) => {
          const [low, high] = pattern[axis] ?? [1, SCORES];
          return low <= scores[place]! && scores[place]! <= high;
        }),
      ),
    );
  }
  const covered = by.patterns.flatMap((_, index): Finding[] =>
    met.has(index)
      ? []
      : [
          {
            path: ['by', 'patterns', index],
            sentence:
              'Patterns before this one take all of its scores, so nobody comes here. Move it up or narrow them.',
          },
        ],
  );
  if (met.has(-1)) return covered;
  const sentence = 'The patterns take every score, so nobody is left for this segment.';
  return [...covered, { path: ['by', 'otherwise'], sentence }];
}

function sameAxes({ by }: Segmentation): Finding[] {
  if (!('matrix' in by)) return [];
  const { x, y } = by.matrix;
  if (JSON.stringify([x.measure, x.profile]) !== JSON.stringify([y.measure, y.profile])) return [];
  const sentence = 'Both axes show the same figure, so all partners lie on one line. Choose another for one of them.';
  return [{ path: ['by', 'matrix', 'y'], sentence }];
}

/** A segment is there to be acted on. Clusters are named after looking. */
function unexplained(segmentation: Segmentation): Finding[] {
  return namesOf(segmentation).flatMap(({ node: { meaning, advice }, path }): Finding[] => {
    if (meaning !== undefined || advice !== undefined) return [];
    const sentence = 'Rule of thumb: say what the segment is and what to do about it, in “meaning” and “advice”.';
    return [{ path, sentence }];
  });
}
