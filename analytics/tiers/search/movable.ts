/** The thresholds that a search may move, and the levels that each bears on. */
import { QuarterdeckError } from '../../api/errors.ts';
import type { Condition } from '../../rules/expression.ts';
import { flagsOf, inputsOf } from '../../rules/walk.ts';
import type { CompiledProgram, CompiledTest } from '../compiled.ts';

export interface Movable {
  readonly place: string;
  /** Index of its test. */
  readonly test: number;
  /** The levels whose requirements read it, lowest first. */
  readonly levels: readonly number[];
  readonly rising: boolean;
  readonly whole: boolean;
  readonly now: string;
  /** The figure that keeps the level, where it is another one: to enter must not be easier. */
  readonly exit: number | null;
}

/** More places than this leave too few values for each. */
const MOST = 12;
/** The figure to enter, for all or for a region group; that to stay lies beside it. */
const VALUE = /\.value(ByRegion\..*)?$/;
/** What keeps a level where that is another list, and gates inside of scores, move only when they are asked for. */
const KEPT = /^levels\.\d+\.keep\./;
const COUNTED: ReadonlySet<CompiledTest['unit']> = new Set(['count', 'days']);

/**
 * The places asked for, or those of all tests of metrics and scores; of more than twelve the measures that come first.
 * @throws QuarterdeckError `bad-request` for a place that is no threshold, or when nothing can move.
 */
export function movables(
  compiled: CompiledProgram,
  asked: readonly string[] | undefined,
): { readonly moved: readonly Movable[]; readonly notes: readonly string[] } {
  const all = thresholds(compiled);
  if (asked) {
    const unknown = asked.find((place) => !all.some((movable) => movable.place === place));
    if (unknown !== undefined) {
      throw bad(
        `There is no threshold of a level at “${unknown}”. Thresholds that can move: ${all.map(({ place }) => place).join(', ') || 'none'}.`,
      );
    }
  }
  const usual = ({ place, test }: Movable) => compiled.tests[test]!.level >= 0 && !KEPT.test(place);
  const moved = all.filter((movable) => (asked ? asked.includes(movable.place) : usual(movable)));
  if (moved.length === 0) {
    throw bad('The program has no thresholds that could move. Give a level a test of a metric with a value.');
  }
  if (moved.length <= MOST) return { moved, notes: [] };
  const first = firstMeasures(compiled, moved);
  const nouns = [...new Set(first.map(({ test }) => compiled.tests[test]!.noun))].join(' and ');
  return {
    moved: first,
    notes: [`Of ${moved.length} thresholds those of ${nouns} were moved; name others to move them.`],
  };
}

function thresholds(compiled: CompiledProgram): Movable[] {
  const reading = compiled.levels.map(({ entry, keep }) => inputNames(compiled, [entry, keep]));
  const seen = new Set<string>();
  return compiled.tests.flatMap(({ handles, unit, sign }, test) =>
    handles.flatMap(({ place }): Movable[] => {
      const levels = [...reading.keys()].filter((level) => reading[level]!.has(place));
      if (seen.has(place) || levels.length === 0 || unit === 'place' || sign === '=') return [];
      seen.add(place);
      const rising = sign === '>=' || sign === '>';
      const exit = compiled.inputs[place.replace(VALUE, '.exitValue$1')];
      const now = compiled.inputs[place]!;
      return [
        { place, test, levels, rising, whole: COUNTED.has(unit), now, exit: exit === undefined ? null : Number(exit) },
      ];
    }),
  );
}

/** Inputs of conditions, those of the conditions behind their flags included. */
function inputNames({ held }: CompiledProgram, conditions: readonly Condition[]): Set<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (condition: Condition): void => {
    for (const { name } of inputsOf(condition)) names.add(name);
    for (const { name } of flagsOf(condition)) {
      if (seen.has(name)) continue;
      seen.add(name);
      for (const { flag, condition: behind } of held) if (flag === name) visit(behind);
    }
  };
  for (const condition of conditions) visit(condition);
  return names;
}

function firstMeasures({ tests }: CompiledProgram, moved: readonly Movable[]): Movable[] {
  const measures = [...new Set(moved.map(({ test }) => tests[test]!.measure))];
  const chosen: Movable[] = [];
  for (const measure of measures) {
    const own = moved.filter(({ test }) => tests[test]!.measure === measure);
    if (chosen.length > 0 && chosen.length + own.length > MOST) break;
    chosen.push(...own.slice(0, MOST));
  }
  return chosen;
}

function bad(sentence: string): QuarterdeckError {
  return new QuarterdeckError('bad-request', sentence);
}
