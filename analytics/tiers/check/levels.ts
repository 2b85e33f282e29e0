/** Whether the levels of a program can be told apart: none swallowed by a higher one, none out of reach. */
import type { MetricTest, Requirement, ScoreTest, TierProgram } from '../../api/documents/tierProgram.ts';
import type { Unit } from '../../api/results.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import type { Network } from '../../network/network.ts';
import { capital } from '../../present/capital.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { nounOf } from '../words.ts';
import { compareDecimals } from './thresholds.ts';
import { partsOf } from './walk.ts';

interface Edge {
  readonly value: string;
  readonly included: boolean;
  readonly path: Path;
}

/** What all of a level's tests of one measure leave open. */
interface Range {
  readonly noun: string;
  readonly unit: Unit | 'points';
  low: Edge | null;
  high: Edge | null;
}

/** What a requirement asks for as far as it is plain: ranges of measures that must all hold, and the rest as it is written. */
interface Asked {
  readonly ranges: Map<string, Range>;
  readonly others: Set<string>;
}

export interface LevelFindings {
  readonly faults: readonly Finding[];
  readonly advice: readonly Finding[];
}

export function levelFindings(program: TierProgram, network: Network): LevelFindings {
  const faults: Finding[] = [];
  const advice: Finding[] = [];
  const own = program.levels.map((_, level) => askedBy(program, level, network));
  for (const asked of own) faults.push(...neverMet(asked));
  const whole = program.requireLower ? own.map((_, level) => merged(own.slice(0, level + 1))) : own;
  if (program.requireLower && faults.length === 0) faults.push(...unreachable(program, own));
  if (faults.length > 0) return { faults, advice };

  for (const level of program.levels.keys()) {
    const by = program.levels.findIndex((_, higher) => higher > level && swallows(program, own, whole, level, higher));
    if (by !== -1) faults.push(swallowed(program, own, level, by));
  }
  for (const [upper] of program.levels.entries()) {
    if (upper === 0) continue;
    const findings = between(program, own, upper);
    faults.push(...findings.faults);
    advice.push(...findings.advice);
  }
  return { faults, advice };
}

const name = (program: TierProgram, level: number) => program.levels[level]!.label ?? program.levels[level]!.id;

/** Another way up makes what a level asks for a matter of choice. */
const hasTracks = ({ tracks, levels }: TierProgram, level: number) =>
  tracks.some(({ requirements }) => requirements[levels[level]!.id] !== undefined);

function askedBy(program: TierProgram, level: number, network: Network): Asked {
  const asked: Asked = { ranges: new Map(), others: new Set() };
  const { requirement, invitation } = program.levels[level]!;
  if (hasTracks(program, level)) asked.others.add(`tracks ${level}`);
  else if (requirement) gather(requirement, ['levels', level, 'requirement'], program, network, asked);
  if (invitation) asked.others.add(`invitation ${invitation}`);
  return asked;
}

function gather(requirement: Requirement, path: Path, program: TierProgram, network: Network, asked: Asked): void {
  if ('all' in requirement) {
    for (const part of partsOf(requirement)) gather(part.requirement, [...path, ...part.key], program, network, asked);
    return;
  }
  if ('use' in requirement) {
    const used = program.definitions[requirement.use];
    if (used) gather(used, ['definitions', requirement.use], program, network, asked);
    return;
  }
  if ('metric' in requirement) {
    const { key, unit, label } = planMeasure(requirement, network);
    narrow(asked, key, { noun: nounOf(requirement.label ?? label, requirement.metric), unit }, requirement, path);
  } else if ('score' in requirement) {
    const score = program.scores.find(({ id }) => id === requirement.score);
    const noun = nounOf(requirement.label ?? score?.label ?? requirement.score);
    narrow(asked, `score ${requirement.score}`, { noun, unit: 'points' }, requirement, path);
  } else {
    asked.others.add(JSON.stringify(requirement));
  }
}

function narrow(
  asked: Asked,
  key: string,
  about: Pick<Range, 'noun' | 'unit'>,
  test: MetricTest | ScoreTest,
  path: Path,
): void {
  const put = (of: string, value: string, at: Path): void => {
    const range = asked.ranges.get(of) ?? { ...about, low: null, high: null };
    const edge = { value, included: test.op !== '>' && test.op !== '<', path: at };
    if (test.op !== '<' && test.op !== '<=') range.low = higher(range.low, edge);
    if (test.op !== '>' && test.op !== '>=') range.high = lower(range.high, edge);
    asked.ranges.set(of, range);
  };
  if (test.value !== undefined) put(key, test.value, [...path, 'value']);
  for (const [group, value] of Object.entries(test.valueByRegion ?? {})) {
    put(`${key} in ${group}`, value, [...path, 'valueByRegion', group]);
  }
}

/** The edge that leaves less open; of two at one value the one that leaves the value itself out. */
function higher(a: Edge | null, b: Edge): Edge {
  return a && (compareDecimals(a.value, b.value) || (a.included ? -1 : 1)) > 0 ? a : b;
}

function lower(a: Edge | null, b: Edge): Edge {
  return a && (compareDecimals(a.value, b.value) || (a.included ? 1 : -1)) < 0 ? a : b;
}

function merged(asked: readonly Asked[]): Asked {
  const whole: Asked = { ranges: new Map(), others: new Set(asked.flatMap(({ others }) => [...others])) };
  for (const [key, range] of asked.flatMap(({ ranges }) => [...ranges])) {
    const known = whole.ranges.get(key);
    const low = range.low ? higher(known?.low ?? null, range.low) : (known?.low ?? null);
    const high = range.high ? lower(known?.high ?? null, range.high) : (known?.high ?? null);
    whole.ranges.set(key, { ...range, low, high });
  }
  return whole;
}

/** Whether no figure is above the one edge and below the other. */
function isEmpty(low: Edge, high: Edge): boolean {
  const order = compareDecimals(low.value, high.value);
  return order > 0 || (order === 0 && !(low.included && high.included));
}

function neverMet({ ranges }: Asked): Finding[] {
  return [...ranges.values()].flatMap(({ low, high, noun }): Finding[] =>
    low && high && isEmpty(low, high)
      ? [
          {
            path: high.path,
            sentence: `Nobody can meet this beside the test for ${from(low)} ${noun}: no figure is both. Move one of the two.`,
          },
        ]
      : [],
  );
}

function unreachable(program: TierProgram, own: readonly Asked[]): Finding[] {
  return own.flatMap(({ ranges }, level) =>
    [...ranges].flatMap(([key, { low, noun }]): Finding[] => {
      const below = own.findIndex(({ ranges }, other) => {
        const high = other < level ? ranges.get(key)?.high : null;
        return low && high && isEmpty(low, high);
      });
      if (!low || below === -1) return [];
      const limit = own[below]!.ranges.get(key)!.high!;
      const sentence = `${name(program, level)} can never be reached: it asks for ${from(low)} ${noun}, and “requireLower” also for what ${name(program, below)} asks, which is ${upTo(limit)}. Remove “requireLower”, or the upper limit.`;
      return [{ path: low.path, sentence }];
    }),
  );
}

/** Whether everybody who meets the lower level meets the higher one. */
function swallows(
  program: TierProgram,
  own: readonly Asked[],
  whole: readonly Asked[],
  level: number,
  above: number,
): boolean {
  // Who only tracks lead to a level is not known from its requirement.
  if (hasTracks(program, level) || hasTracks(program, above)) return false;
  const [less, more] = [whole[level]!, own[above]!];
  if (![...more.others].every((other) => less.others.has(other))) return false;
  return [...more.ranges].every(([key, { low, high }]) => {
    const range = less.ranges.get(key);
    const within = (edge: Edge | null, other: Edge | null | undefined, stricter: (a: Edge | null, b: Edge) => Edge) =>
      edge === null || (other !== null && other !== undefined && same(stricter(other, edge), other));
    return within(low, range?.low, higher) && within(high, range?.high, lower);
  });
}

function same(a: Edge, b: Edge): boolean {
  return compareDecimals(a.value, b.value) === 0 && a.included === b.included;
}

function swallowed(program: TierProgram, own: readonly Asked[], level: number, above: number): Finding {
  const [lowName, highName] = [name(program, level), name(program, above)];
  const [only, second] = own[above]!.ranges.values();
  const path = !second && only?.low ? only.low.path : ['levels', above, 'requirement'];
  if (own[above]!.ranges.size === 0 && own[above]!.others.size === 0) {
    return {
      path,
      sentence: `${highName} asks for nothing, so everybody has it and nobody is ${lowName}. Give it a requirement.`,
    };
  }
  return {
    path,
    sentence: `${highName} asks for no more than ${lowName}, so everybody who reaches ${lowName} is ${highName} and nobody is ${lowName}. Raise a threshold of ${highName}, or remove ${lowName}.`,
  };
}

/** Bands of one measure that overlap or leave a gap, and a measure of which the higher level asks for less. */
function between(program: TierProgram, own: readonly Asked[], upper: number): LevelFindings {
  const [under, over] = [own[upper - 1]!, own[upper]!];
  const [lowName, highName] = [name(program, upper - 1), name(program, upper)];
  const plain = (asked: Asked) => asked.others.size === 0 && asked.ranges.size === 1;
  const faults: Finding[] = [];
  const advice: Finding[] = [];
  for (const [key, { low, noun, unit }] of over.ranges) {
    const range = under.ranges.get(key);
    if (!range || !low) continue;
    const { high } = range;
    if (high && plain(under) && plain(over)) {
      if (!isEmpty(low, high)) {
        const sentence = `${lowName} and ${highName} overlap: ${noun} of ${low.value} to ${high.value} belong to both. Let ${highName} begin where ${lowName} ends.`;
        faults.push({ path: low.path, sentence });
      } else if (leavesGap(high, low, unit)) {
        const sentence = `${capital(noun)} between ${high.value} and ${low.value} belong neither to ${lowName} nor to ${highName}. Write "op": "<" with the value ${low.value} for ${lowName}.`;
        advice.push({ path: high.path, sentence });
      }
    } else if (range.low && !same(higher(range.low, low), low)) {
      const sentence = `${highName} asks for less here (${low.value}) than ${lowName} below it (${range.low.value}). If that is not meant, raise it.`;
      advice.push({ path: low.path, sentence });
    }
  }
  return { faults, advice };
}

/** Whole things have nothing between 249 and 250; money and points do. */
function leavesGap(high: Edge, low: Edge, unit: Range['unit']): boolean {
  if (compareDecimals(high.value, low.value) === 0) return !high.included && !low.included;
  if (unit !== 'count') return true;
  return Number(low.value) - Number(high.value) > 1;
}

function from({ value, included }: Edge): string {
  return included ? `at least ${value}` : `more than ${value}`;
}

function upTo({ value, included }: Edge): string {
  return included ? `at most ${value}` : `less than ${value}`;
}
