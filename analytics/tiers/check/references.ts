/** Names that a program refers to, and names that it gives twice. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import { PARTNER_DIMENSIONS } from '../../network/roster.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { regionGroupFaults, regionNameFaults, repeatedIds, unknownName } from '../../rules/documents/references.ts';
import type { Visit } from './walk.ts';

export function referenceFaults(program: TierProgram, visits: readonly Visit[]): Finding[] {
  return [
    ...visits.flatMap(({ requirement, path }) => {
      if ('use' in requirement) {
        return unknownName(requirement.use, Object.keys(program.definitions), 'definition', [...path, 'use']);
      }
      if ('score' in requirement) {
        return unknownName(
          requirement.score,
          program.scores.map(({ id }) => id),
          'score',
          [...path, 'score'],
        );
      }
      return [];
    }),
    ...program.scores.flatMap(({ bestOf }, score) =>
      bestOf.flatMap((id, index) =>
        unknownName(
          id,
          program.scores.map((other) => other.id),
          'score',
          ['scores', score, 'bestOf', index],
        ),
      ),
    ),
    ...levelReferences(program),
    ...regionValues(program, visits),
    ...partnerFilters(program),
  ];
}

function levelReferences({ levels, tracks, review, grandfather }: TierProgram): Finding[] {
  const ids = levels.map(({ id }) => id);
  const level = (id: string, path: Path) => unknownName(id, ids, 'level', path);
  return [
    ...tracks.flatMap(({ requirements }, index) =>
      Object.keys(requirements).flatMap((id) => level(id, ['tracks', index, 'requirements', id])),
    ),
    ...(review?.floors ?? []).flatMap((floor, index) => level(floor.level, ['review', 'floors', index, 'level'])),
    ...grandfather.flatMap(({ levels: held = [], keepLevel }, index) => [
      ...held.flatMap((id, number) => level(id, ['grandfather', index, 'levels', number])),
      ...(keepLevel === 'held' ? [] : level(keepLevel, ['grandfather', index, 'keepLevel'])),
    ]),
  ];
}

function regionValues(program: TierProgram, visits: readonly Visit[]): Finding[] {
  const groups = Object.keys(program.regionGroups);
  const values = (record: Readonly<Record<string, string>> | undefined, path: Path) =>
    regionNameFaults(Object.keys(record ?? {}), groups, path);
  return [
    ...regionGroupFaults(program.regionGroups),
    ...visits.flatMap(({ requirement, path }) =>
      'valueByRegion' in requirement || 'exitValueByRegion' in requirement
        ? [
            ...values(requirement.valueByRegion, [...path, 'valueByRegion']),
            ...values(requirement.exitValueByRegion, [...path, 'exitValueByRegion']),
          ]
        : [],
    ),
    ...program.levels.flatMap(({ benefits }, level) =>
      benefits.flatMap(({ amountByRegion }, index) =>
        values(amountByRegion, ['levels', level, 'benefits', index, 'amountByRegion']),
      ),
    ),
  ];
}

/** Cohorts, tracks and floors choose partners, so they look at partners and not at deals. */
function partnerFilters({ where, tracks, review, grandfather }: TierProgram): Finding[] {
  const lists = [
    { where, path: ['where'] },
    ...tracks.map((track, index) => ({ where: track.where, path: ['tracks', index, 'where'] })),
    ...(review?.floors ?? []).map((floor, index) => ({
      where: floor.where,
      path: ['review', 'floors', index, 'where'],
    })),
    ...grandfather.map((cohort, index) => ({ where: cohort.where, path: ['grandfather', index, 'where'] })),
  ];
  return lists.flatMap(({ where, path }) =>
    where.flatMap(({ dim }, index) =>
      (PARTNER_DIMENSIONS as readonly string[]).includes(dim)
        ? []
        : [
            {
              path: [...path, index, 'dim'],
              sentence: `Partners cannot be chosen by ${dim}. Use one of ${PARTNER_DIMENSIONS.join(', ')}.`,
            },
          ],
    ),
  );
}

export function duplicateFaults({ levels, scores, tracks, grandfather }: TierProgram): Finding[] {
  return [
    ...repeatedIds('level', levels, ['levels']),
    ...repeatedIds('score', scores, ['scores']),
    ...repeatedIds('track', tracks, ['tracks']),
    ...repeatedIds('grandfathering', grandfather, ['grandfather']),
    ...scores.flatMap(({ terms }, index) => repeatedIds('term', terms, ['scores', index, 'terms'])),
    ...levels.flatMap(({ benefits }, index) => repeatedIds('benefit', benefits, ['levels', index, 'benefits'])),
  ];
}
