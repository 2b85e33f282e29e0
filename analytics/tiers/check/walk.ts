/** Walks over the requirements and measures of a program, each with its place. */
import type { Measure } from '../../api/documents/measure.ts';
import type { Requirement, TierProgram } from '../../api/documents/tierProgram.ts';
import type { Path } from '../../rules/documents/edit.ts';

/** Where a requirement belongs. */
export type Home =
  | { readonly kind: 'level'; readonly level: number }
  | { readonly kind: 'definition'; readonly name: string }
  | { readonly kind: 'gate'; readonly score: string }
  | { readonly kind: 'benefit'; readonly level: number };

export interface Visit {
  readonly requirement: Requirement;
  readonly path: Path;
  readonly home: Home;
  /** An odd number of `not` around it. */
  readonly negated: boolean;
}

/** The requirements that are written down at places of their own, before their parts. */
export function rootsOf(
  program: TierProgram,
): { readonly requirement: Requirement; readonly path: Path; readonly home: Home }[] {
  const levels = program.levels.flatMap(({ requirement, keep, benefits }, level) => [
    ...(requirement
      ? [{ requirement, path: ['levels', level, 'requirement'], home: { kind: 'level', level } as const }]
      : []),
    ...(keep ? [{ requirement: keep, path: ['levels', level, 'keep'], home: { kind: 'level', level } as const }] : []),
    ...benefits.flatMap(({ requirement: gate }, index) =>
      gate
        ? [
            {
              requirement: gate,
              path: ['levels', level, 'benefits', index, 'requirement'],
              home: { kind: 'benefit', level } as const,
            },
          ]
        : [],
    ),
  ]);
  const tracks = program.tracks.flatMap(({ requirements }, index) =>
    Object.entries(requirements).map(([id, requirement]) => ({
      requirement,
      path: ['tracks', index, 'requirements', id],
      home: { kind: 'level', level: program.levels.findIndex((level) => level.id === id) } as const,
    })),
  );
  const definitions = Object.entries(program.definitions).map(([name, requirement]) => ({
    requirement,
    path: ['definitions', name],
    home: { kind: 'definition', name } as const,
  }));
  const gates = program.scores.flatMap(({ id, terms }, score) =>
    terms.flatMap(({ gate }, term) =>
      gate
        ? [
            {
              requirement: gate,
              path: ['scores', score, 'terms', term, 'gate'],
              home: { kind: 'gate', score: id } as const,
            },
          ]
        : [],
    ),
  );
  return [...levels, ...tracks, ...definitions, ...gates];
}

/** Every requirement of the program, the whole before its parts. */
export function visitsOf(program: TierProgram): Visit[] {
  return rootsOf(program).flatMap((root) => inside({ ...root, negated: false }));
}

function inside(visit: Visit): Visit[] {
  return [visit, ...partsOf(visit.requirement).flatMap((part) => inside(partVisit(visit, part)))];
}

function partVisit(visit: Visit, { requirement, key }: Part): Visit {
  const { path, negated } = visit;
  const whole = visit.requirement;
  return { ...visit, requirement, path: [...path, ...key], negated: 'not' in whole ? !negated : negated };
}

interface Part {
  readonly requirement: Requirement;
  readonly key: Path;
}

/** The requirements that one is made of, without those that it names. */
export function partsOf(requirement: Requirement): Part[] {
  const list = (key: string, parts: readonly Requirement[]) =>
    parts.map((part, index) => ({ requirement: part, key: [key, index] }));
  if ('all' in requirement) return list('all', requirement.all);
  if ('any' in requirement) return list('any', requirement.any);
  if ('of' in requirement) return list('of', requirement.of);
  if ('not' in requirement) return [{ requirement: requirement.not, key: ['not'] }];
  if ('anyDay' in requirement) return [{ requirement: requirement.anyDay, key: ['anyDay'] }];
  if ('inAny' in requirement) return [{ requirement: requirement.requirement, key: ['requirement'] }];
  return [];
}

export interface PlacedMeasure {
  readonly measure: Measure;
  readonly path: Path;
}

/** Every measure of the program. A test is its measure itself; its place is the place of the measure. */
export function measuresOf(program: TierProgram, visits: readonly Visit[]): PlacedMeasure[] {
  return [
    ...visits.flatMap(({ requirement, path }): PlacedMeasure[] => {
      if ('metric' in requirement) return [{ measure: requirement, path }];
      return 'rank' in requirement ? [{ measure: requirement.rank, path: [...path, 'rank'] }] : [];
    }),
    ...program.scores.flatMap(({ terms }, score) =>
      terms.map(({ measure }, term) => ({ measure, path: ['scores', score, 'terms', term, 'measure'] })),
    ),
    ...program.levels.flatMap(({ benefits }, level) =>
      benefits.flatMap(({ of }, index) =>
        of ? [{ measure: of, path: ['levels', level, 'benefits', index, 'of'] }] : [],
      ),
    ),
  ];
}
