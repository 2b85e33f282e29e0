/** Levels as a hand adds, names, moves and removes them; what refers to a level goes with it. Pure. */
import type { Level, Requirement, TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { decimalText, parseDecimal } from '../../../../analytics/present/decimal.ts';

/** A level above the highest that asks for twice as much of the same: something that stands, to be changed. */
export function withNewLevel(program: TierProgram): TierProgram {
  const ids = new Set(program.levels.map(({ id }) => id));
  let number = program.levels.length + 1;
  while (ids.has(`Level ${number}`)) number += 1;
  const top = program.levels.at(-1)?.requirement;
  const level: Level = { id: `Level ${number}`, requirement: top ? doubled(top) : FIRST, benefits: [] };
  return { ...program, levels: [...program.levels, level] };
}

const FIRST: Requirement = {
  metric: 'won_amount',
  filter: [],
  window: { kind: 'trailing', count: 12, unit: 'month' },
  op: '>=',
  value: '100000',
};

/** Every threshold of it twice as high; what keeps the level follows what reaches it. */
function doubled<T>(node: T): T {
  if (Array.isArray(node)) return node.map(doubled) as T;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'exitValue' || key === 'exitValueByRegion') return [];
    if (key === 'value' && typeof value === 'string') return [[key, twice(value)]];
    if (key === 'valueByRegion') {
      return [
        [key, Object.fromEntries(Object.entries(value as Record<string, string>).map(([g, v]) => [g, twice(v)]))],
      ];
    }
    return [[key, doubled(value)]];
  });
  return Object.fromEntries(entries) as T;
}

function twice(value: string): string {
  const decimal = parseDecimal(value);
  return decimal ? decimalText({ units: decimal.units * 2n, scale: decimal.scale }) : value;
}

export function withLevelName(program: TierProgram, index: number, name: string): TierProgram {
  return withLevel(program, index, ({ label: _, ...level }) => (name === level.id ? level : { ...level, label: name }));
}

/** One place up (towards the highest) or down; at the end of the ladder it stays. */
export function withLevelMoved(program: TierProgram, index: number, by: 1 | -1): TierProgram {
  const [own, other] = [program.levels[index], program.levels[index + by]];
  if (!own || !other) return program;
  const levels = [...program.levels];
  levels[index] = other;
  levels[index + by] = own;
  return { ...program, levels };
}

/** Without the level, its ways up, its floors, and its name among those that cohorts keep. */
export function withoutLevel(program: TierProgram, index: number): TierProgram {
  const id = program.levels[index]?.id;
  if (id === undefined || program.levels.length === 1) return program;
  const { review } = program;
  return {
    ...program,
    levels: program.levels.filter((_, at) => at !== index),
    tracks: program.tracks.map((track) => ({
      ...track,
      requirements: Object.fromEntries(Object.entries(track.requirements).filter(([level]) => level !== id)),
    })),
    grandfather: program.grandfather.map(({ levels, ...cohort }) => ({
      ...cohort,
      ...(levels ? { levels: levels.filter((level) => level !== id) } : {}),
      keepLevel: cohort.keepLevel === id ? 'held' : cohort.keepLevel,
    })),
    ...(review ? { review: { ...review, floors: review.floors.filter(({ level }) => level !== id) } } : {}),
  };
}

function withLevel(program: TierProgram, index: number, change: (level: Level) => Level): TierProgram {
  return { ...program, levels: program.levels.map((level, at) => (at === index ? change(level) : level)) };
}
