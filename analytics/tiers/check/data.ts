/** Tests that nobody meets because what they ask for is nowhere in the data: most often a misspelt value. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { Fault } from '../../api/tiers.ts';
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { type PlacedFilter, placedFilters, unknownValues } from '../../metrics/knownValues.ts';
import type { Lab } from '../../metrics/lab.ts';
import { placeOf } from '../../rules/documents/places.ts';
import { whereOf } from './places.ts';
import { measuresOf, visitsOf } from './walk.ts';

/**
 * What of a sound program (`checkProgram`) names something that the data does not have. The values of a dimension are read
 * once per version of the data.
 */
export async function adviseOnData(
  context: QueryContext,
  lab: Lab,
  program: TierProgram,
  options: RunOptions = {},
): Promise<Fault[]> {
  const findings = await unknownValues(context, lab, filtersOf(program), program.regionGroups, options);
  return findings.map(({ path, sentence }) => ({ place: placeOf(path), where: whereOf(program, path), sentence }));
}

function filtersOf(program: TierProgram): PlacedFilter[] {
  const { where, tracks, review, grandfather, scores } = program;
  return [
    ...placedFilters(where, ['where']),
    ...tracks.flatMap((track, index) => placedFilters(track.where, ['tracks', index, 'where'])),
    ...(review?.floors ?? []).flatMap((floor, index) =>
      placedFilters(floor.where, ['review', 'floors', index, 'where']),
    ),
    ...grandfather.flatMap((rule, index) => placedFilters(rule.where, ['grandfather', index, 'where'])),
    ...measuresOf(program, visitsOf(program)).flatMap(({ measure: { filter, per }, path }) => [
      ...placedFilters(filter, [...path, 'filter']),
      ...(per ? placedFilters(per.filter, [...path, 'per', 'filter']) : []),
    ]),
    ...scores.flatMap(({ terms }, score) =>
      terms.flatMap(({ points }, term) =>
        'each' in points
          ? points.multipliers.flatMap(({ filter }, index) =>
              placedFilters(filter, ['scores', score, 'terms', term, 'points', 'multipliers', index, 'filter']),
            )
          : [],
      ),
    ),
  ];
}
