/** Figures of a program that cannot be: more digits than measures have, an exit harder than the entry, steps that go down. */
import type { MetricTest, Points, ScoreTest, TierProgram } from '../../api/documents/tierProgram.ts';
import { parseDecimal, subtract } from '../../present/decimal.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { THRESHOLD_SCALE } from '../compile/nodes.ts';
import type { Visit } from './walk.ts';

/** −1, 0 or 1: exact, whatever the digits. */
export function compareDecimals(a: string, b: string): number {
  const { units } = subtract(parseDecimal(a)!, parseDecimal(b)!);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

export function thresholdFaults(program: TierProgram, visits: readonly Visit[]): Finding[] {
  return [
    ...visits.flatMap(({ requirement, path, negated }) =>
      'metric' in requirement || 'score' in requirement
        ? [...thresholdDigits(requirement, path), ...exitFaults(requirement, path, negated)]
        : [],
    ),
    ...program.scores.flatMap(({ terms, cap }, score) => [
      ...digits(cap, ['scores', score, 'cap']),
      ...terms.flatMap((term, index) => {
        const path = ['scores', score, 'terms', index];
        return [...digits(term.cap, [...path, 'cap']), ...pointsFaults(term.points, [...path, 'points'])];
      }),
    ]),
    ...program.levels.flatMap(({ benefits }, level) =>
      benefits.flatMap(({ amount, amountByRegion = {} }, index) => {
        const path = ['levels', level, 'benefits', index];
        return [...digits(amount, [...path, 'amount']), ...recordDigits(amountByRegion, [...path, 'amountByRegion'])];
      }),
    ),
  ];
}

function thresholdDigits(test: MetricTest | ScoreTest, path: Path): Finding[] {
  return [
    ...digits(test.value, [...path, 'value']),
    ...digits(test.exitValue, [...path, 'exitValue']),
    ...recordDigits(test.valueByRegion ?? {}, [...path, 'valueByRegion']),
    ...recordDigits(test.exitValueByRegion ?? {}, [...path, 'exitValueByRegion']),
  ];
}

function recordDigits(values: Readonly<Record<string, string>>, path: Path): Finding[] {
  return Object.entries(values).flatMap(([group, value]) => digits(value, [...path, group]));
}

function digits(value: string | undefined, path: Path): Finding[] {
  const scale = value === undefined ? 0 : (parseDecimal(value)?.scale ?? 0);
  if (scale <= THRESHOLD_SCALE) return [];
  const sentence = `Measures have ${THRESHOLD_SCALE} digits after the point, and ${value} has ${scale}. Write at most ${THRESHOLD_SCALE}.`;
  return [{ path, sentence }];
}

/** Inside of a `not` the easier value to stay is the one that is harder to meet. */
function exitFaults(test: MetricTest | ScoreTest, path: Path, negated: boolean): Finding[] {
  if (test.exitValue !== undefined && test.exitValueByRegion !== undefined) {
    const sentence = 'Give the test one “exitValue”, or one “exitValueByRegion”, not both.';
    return [{ path: [...path, 'exitValue'], sentence }];
  }
  const exits: [string, string, Path][] = [];
  const entryOf = (group: string) => test.value ?? test.valueByRegion?.[group] ?? test.valueByRegion?.else;
  if (test.exitValue !== undefined) {
    for (const entry of test.value === undefined ? Object.values(test.valueByRegion ?? {}) : [test.value]) {
      exits.push([entry, test.exitValue, [...path, 'exitValue']]);
    }
  }
  for (const [group, exit] of Object.entries(test.exitValueByRegion ?? {})) {
    const entry = entryOf(group);
    if (entry !== undefined) exits.push([entry, exit, [...path, 'exitValueByRegion', group]]);
  }
  if (exits.length === 0) return [];
  if (test.op === '=') {
    return [
      {
        path: exits[0]![2],
        sentence: 'A test for one exact value has no easier value to stay. Remove the exit value.',
      },
    ];
  }
  const upwards = (test.op === '>=' || test.op === '>') !== negated;
  const wrong = exits.find(([entry, exit]) => compareDecimals(exit, entry) === (upwards ? 1 : -1));
  if (!wrong) return [];
  const [entry, exit, at] = wrong;
  const sentence = `Staying asks for more (${exit}) than entering (${entry}), so that whoever enters falls at the next review. Write an exit value of ${upwards ? 'at most' : 'at least'} ${entry}.`;
  return [{ path: at, sentence }];
}

function pointsFaults(points: Points, path: Path): Finding[] {
  if ('full' in points) return [...digits(points.full, [...path, 'full']), ...digits(points.at, [...path, 'at'])];
  if ('each' in points) return [...digits(points.each, [...path, 'each']), ...digits(points.per, [...path, 'per'])];
  return points.steps.flatMap(({ from, points: worth }, index): Finding[] => {
    const before = points.steps[index - 1];
    const at = [...path, 'steps', index];
    return [
      ...digits(from, [...at, 'from']),
      ...digits(worth, [...at, 'points']),
      ...(before && compareDecimals(before.from, from) >= 0
        ? [
            {
              path: [...at, 'from'],
              sentence: `The step from ${from} follows the one from ${before.from}. List steps from the lowest to the highest.`,
            },
          ]
        : []),
    ];
  });
}
