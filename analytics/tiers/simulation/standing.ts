/** Levels before and after on one scale, so that a move can be called up or down. */
import { ladderOf } from '../../present/ladder.ts';
import { levelMatcher } from '../levelNames.ts';

export const NO_LEVEL = '(no level)';

export interface NamedLevel {
  readonly id: string;
  readonly label: string;
}

/** What partners had before: names, lowest first, and which of them each partner had. */
export interface Former {
  readonly names: readonly FormerName[];
  /** Index in `names` by partner. */
  readonly of: Int16Array;
  readonly notes: readonly string[];
}

export interface FormerName {
  readonly label: string;
  /** The level of the program that it is, −1 for none and for names that the program does not know. */
  readonly level: number;
  /** Its place on the program's scale: that of its level, −1 for no level, between two for others; NaN when unknown. */
  readonly rank: number;
}

/**
 * Names in force, which the program's levels are matched with by id or label in any case. A name that is no level of the
 * program has a place when the usual words of ladders give one that agrees with the program's order.
 */
export function formerByName(levels: readonly NamedLevel[], held: readonly (string | null)[]): Former {
  const levelOf = matcher(levels);
  const foreign = [...new Set(held)].filter((name): name is string => name !== null && levelOf(name) < 0).sort();
  const { ordered, known } = amongLevels(levels, foreign);
  const places = ranksOf(ordered.map(levelOf));
  const own = (label: string, level: number, rank: number): FormerName => ({ label, level, rank });
  const others = foreign.map((name) => own(name, -1, known ? places[ordered.indexOf(name)]! : Number.NaN));
  const names = inOrder([
    ...(held.includes(null) ? [own(NO_LEVEL, -1, -1)] : []),
    ...levels.map(({ label }, level) => own(label, level, level)),
    ...others,
  ]);
  const indexOf = new Map<string | null, number>();
  const of = Int16Array.from(held, (name) => {
    const seen = indexOf.get(name);
    if (seen !== undefined) return seen;
    const level = name === null ? -1 : levelOf(name);
    const index = names.findIndex((row) =>
      level >= 0 ? row.level === level : row.level < 0 && row.label === (name ?? NO_LEVEL),
    );
    indexOf.set(name, index);
    return index;
  });
  return { names, of, notes: foreign.length > 0 ? [foreignNote(foreign, known)] : [] };
}

/** Levels of another program, by their index there; −1 is none. */
export function formerByProgram(
  levels: readonly NamedLevel[],
  baseline: { readonly levels: readonly NamedLevel[]; readonly of: Int8Array },
): Former {
  const levelOf = matcher(levels);
  const matched = baseline.levels.map(({ id, label }) => {
    const byId = levelOf(id);
    return byId >= 0 ? byId : levelOf(label);
  });
  const places = ranksOf(matched);
  const nobody = baseline.of.includes(-1) ? [{ label: NO_LEVEL, level: -1, rank: -1 }] : [];
  const names = [
    ...nobody,
    ...baseline.levels.map(({ label }, index) => ({ label, level: matched[index]!, rank: places[index]! })),
  ];
  const strange = matched.every((level) => level < 0);
  return {
    names,
    of: shifted(baseline.of, nobody.length),
    notes: strange ? ['The two programs share no level, so levels are compared by their place from the lowest.'] : [],
  };
}

function shifted(levels: Int8Array, by: number): Int16Array {
  const places = new Int16Array(levels.length);
  for (let partner = 0; partner < places.length; partner++) places[partner] = levels[partner]! + by;
  return places;
}

/** −1 fell, 1 rose, 0 stayed, NaN cannot be said. */
export function moveOf(former: FormerName, after: number): number {
  return Math.sign(after - former.rank);
}

/** The index of a level by its id or label, −1 for a name that is none. */
function matcher(levels: readonly NamedLevel[]): (name: string) => number {
  const indexOf = levelMatcher(levels);
  return (name) => Math.max(indexOf(name), -1);
}

function amongLevels(
  levels: readonly NamedLevel[],
  foreign: readonly string[],
): { ordered: readonly string[]; known: boolean } {
  const labels = levels.map(({ label }) => label);
  const { levels: ordered, known } = ladderOf([...labels, ...foreign]);
  const agrees = ordered.filter((name) => labels.includes(name)).every((name, index) => name === labels[index]);
  return { ordered, known: known && agrees };
}

/** Places of levels in order, of which some are the program's (their index) and some are not (−1). */
function ranksOf(matched: readonly number[]): number[] {
  if (matched.every((level) => level < 0)) return matched.map((_, index) => index);
  return matched.map((level, index) => {
    if (level >= 0) return level;
    const low = matched.findLastIndex((other, at) => at < index && other >= 0);
    const high = matched.findIndex((other, at) => at > index && other >= 0);
    const floor = low < 0 ? -1 : matched[low]!;
    const ceiling = high < 0 ? floor + 1 : matched[high]!;
    const steps = (high < 0 ? matched.length : high) - low;
    return floor + ((ceiling - floor) * (index - low)) / steps;
  });
}

function inOrder(names: readonly FormerName[]): FormerName[] {
  const place = ({ rank }: FormerName) => (Number.isNaN(rank) ? -0.5 : rank);
  return [...names].sort((a, b) => place(a) - place(b));
}

function foreignNote(foreign: readonly string[], known: boolean): string {
  const names = foreign.map((name) => `“${name}”`).join(', ');
  const are = foreign.length === 1 ? 'is no level' : 'are no levels';
  return known
    ? `${names} ${are} of the program; their place among its levels is read from their names.`
    : `${names} ${are} of the program, so moves from there count neither as up nor as down.`;
}
