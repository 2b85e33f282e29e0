/** Names that a program refers to, and names that it gives twice. */
import { nearest } from '../api/documents/nearest.ts';
import type { TierProgram } from '../api/documents/tierProgram.ts';
import { PARTNER_DIMENSIONS } from '../network/roster.ts';
import type { Path } from '../rules/documents/edit.ts';
import type { Finding } from '../rules/documents/faults.ts';
import type { Visit } from './checkWalk.ts';

export function referenceFaults(program: TierProgram, visits: readonly Visit[]): Finding[] {
  return [
    ...visits.flatMap(({ requirement, path }) => {
      if ('use' in requirement) {
        return unknown(requirement.use, Object.keys(program.definitions), 'definition', [...path, 'use']);
      }
      if ('score' in requirement) {
        return unknown(
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
        unknown(
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
  const level = (id: string, path: Path) => unknown(id, ids, 'level', path);
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

/** Values for region groups must name groups; and groups must not share a member, or the value would be a matter of order. */
function regionValues(program: TierProgram, visits: readonly Visit[]): Finding[] {
  const groups = Object.keys(program.regionGroups);
  const values = (record: Readonly<Record<string, string>> | undefined, path: Path): Finding[] =>
    Object.keys(record ?? {}).flatMap((name) =>
      name === 'else' || groups.includes(name)
        ? []
        : [
            {
              path: [...path, name],
              sentence:
                groups.length === 0
                  ? `There are no region groups. Name the countries of “${name}” under “regionGroups”, or use “else”.`
                  : `There is no region group “${name}”. ${meant(name, [...groups, 'else'])}`,
            },
          ],
    );
  const seen = new Map<string, string>();
  const shared = Object.entries(program.regionGroups).flatMap(([group, { dim, values }]) =>
    values.flatMap((value, index): Finding[] => {
      const key = `${dim} ${value}`;
      const other = seen.get(key);
      seen.set(key, group);
      if (other === undefined) return [];
      const path = ['regionGroups', group, 'values', index];
      if (other === group) return [{ path, sentence: `“${value}” is listed twice. Remove one of them.` }];
      return [
        {
          path,
          sentence: `“${value}” is in the group “${other}” already. A partner has one threshold: keep it in one.`,
        },
      ];
    }),
  );
  return [
    ...shared,
    ...(groups.includes('else')
      ? [
          {
            path: ['regionGroups', 'else'],
            sentence: '“else” stands for partners of no group. Give the group another name.',
          },
        ]
      : []),
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
  const twice = (what: string, ids: readonly string[], path: Path) => {
    const seen = new Map<string, number>();
    return ids.flatMap((id, index): Finding[] => {
      const plain = id.toLowerCase();
      const first = seen.get(plain);
      seen.set(plain, first ?? index);
      if (first === undefined) return [];
      const sentence = `Another ${what} has the id “${ids[first]}” already. Give this one another id.`;
      return [{ path: [...path, index, 'id'], sentence }];
    });
  };
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  return [
    ...twice('level', idsOf(levels), ['levels']),
    ...twice('score', idsOf(scores), ['scores']),
    ...twice('track', idsOf(tracks), ['tracks']),
    ...twice('grandfathering', idsOf(grandfather), ['grandfather']),
    ...scores.flatMap(({ terms }, index) => twice('term', idsOf(terms), ['scores', index, 'terms'])),
    ...levels.flatMap(({ benefits }, index) => twice('benefit', idsOf(benefits), ['levels', index, 'benefits'])),
  ];
}

function unknown(name: string, known: readonly string[], what: string, path: Path): Finding[] {
  if (known.includes(name)) return [];
  return [{ path, sentence: `There is no ${what} “${name}”. ${meant(name, known)}` }];
}

function meant(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near) return `Did you mean “${near}”?`;
  return known.length > 0
    ? `There are ${known.map((other) => `“${other}”`).join(', ')}.`
    : 'None is defined: define it first.';
}
