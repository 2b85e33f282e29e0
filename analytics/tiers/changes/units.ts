/** The unit of a figure in a program, by its place. */
import type { Measure } from '../../api/documents/measure.ts';
import type { MetricTest, RankTest, ScoreTest, TierProgram } from '../../api/documents/tierProgram.ts';
import type { ProgramChange } from '../../api/tiers.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import type { Network } from '../../network/network.ts';
import { type Path, valueAt } from '../../rules/documents/edit.ts';

type ChangeUnit = ProgramChange['unit'];
export type Test = MetricTest | ScoreTest | RankTest;

/** `test` is the unit of the test around it, `term` that of the measure of the score's term. */
const UNITS: Readonly<Record<string, ChangeUnit | 'test' | 'term'>> = {
  value: 'test',
  exitValue: 'test',
  valueByRegion: 'test',
  exitValueByRegion: 'test',
  full: 'points',
  each: 'points',
  points: 'points',
  cap: 'points',
  at: 'term',
  from: 'term',
  per: 'term',
  weight: 'factor',
  factor: 'factor',
  times: 'factor',
  warnAt: 'factor',
  amount: 'money',
  amountByRegion: 'money',
  dealFrom: 'money',
  dealBelow: 'money',
  rate: 'ratio',
  topShare: 'ratio',
  notBottomShare: 'ratio',
  afterGraceDays: 'days',
  newcomerDays: 'days',
};

/** `text` for what is neither a figure nor a yes or no. */
export function unitAt(program: TierProgram, place: Path, value: unknown, network: Network): ChangeUnit {
  if (typeof value === 'boolean') return 'flag';
  if (typeof value !== 'string' && typeof value !== 'number') return 'text';
  const home = String(place.at(-2));
  const unit = UNITS[/ByRegion$/.test(home) ? home : String(place.at(-1))];
  switch (unit) {
    case undefined:
      return typeof value === 'number' ? 'count' : 'text';
    case 'test': {
      const test = enclosing(program, place, isTest);
      if (!test || 'rank' in test) return 'count';
      return 'score' in test ? 'points' : planMeasure(test, network).unit;
    }
    case 'term': {
      const term = enclosing(program, place, hasMeasure);
      return term ? planMeasure(term.measure, network).unit : 'count';
    }
    default:
      return unit;
  }
}

export function isTest(node: unknown): node is Test {
  if (typeof node !== 'object' || node === null) return false;
  return ('metric' in node && 'op' in node) || 'score' in node || 'rank' in node;
}

function hasMeasure(node: unknown): node is { readonly measure: Measure } {
  return typeof node === 'object' && node !== null && 'measure' in node;
}

/** The nearest part around a place that is such a thing. */
function enclosing<T>(program: TierProgram, place: Path, is: (node: unknown) => node is T): T | undefined {
  for (let length = place.length; length > 0; length--) {
    const node = valueAt(program, place.slice(0, length));
    if (is(node)) return node;
  }
  return undefined;
}
