/** A requirement as one phrase: `bookings of the trailing 12 months at least 500 k and 3 certified people`. */
import type { MetricTest, RankTest, Requirement, ScoreTest, TierProgram } from '../../api/documents/tierProgram.ts';
import type { Unit } from '../../api/results.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import type { Network } from '../../network/network.ts';
import { formatCell } from '../../present/cell.ts';
import { numbers } from '../../present/numbers.ts';
import { nounOf, sliceWords } from '../words.ts';

export type ThresholdUnit = Unit | 'points';

const SIGNS: Readonly<Record<MetricTest['op'], string>> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'under',
  '=': 'exactly',
};

/** Says the requirements of one program. */
export class RequirementWords {
  private readonly program: TierProgram;
  private readonly network: Network;

  constructor(program: TierProgram, network: Network) {
    this.program = program;
    this.network = network;
  }

  requirement(requirement: Requirement): string {
    if ('all' in requirement) return this.joined(requirement.all, ' and ');
    if ('any' in requirement) return this.joined(requirement.any, ' or ');
    if ('atLeast' in requirement) return `at least ${requirement.atLeast} of: ${this.joined(requirement.of, '; ')}`;
    if ('not' in requirement) return `not (${this.requirement(requirement.not)})`;
    if ('anyDay' in requirement) return `on any day of its window ${this.requirement(requirement.anyDay)}`;
    if ('inAny' in requirement) {
      return `in any ${sliceWords(requirement.inAny)} ${this.requirement(requirement.requirement)}`;
    }
    if ('use' in requirement) return `“${requirement.use}”`;
    if ('attested' in requirement) return `${requirement.label ?? requirement.attested} confirmed`;
    if ('rank' in requirement) return `${this.place(requirement)} by ${this.measure(requirement.rank)}`;
    const [measured, threshold] = [this.measured(requirement), this.threshold(requirement)];
    return this.unit(requirement) === 'count' ? `${threshold} ${measured}` : `${measured} ${threshold}`;
  }

  /** What a test is about: `bookings`, `bookings (Cloud)`, the name that the program gives it. */
  noun(test: MetricTest | ScoreTest | RankTest): string {
    if (test.label !== undefined) return nounOf(test.label);
    if ('score' in test) return nounOf(this.scoreLabel(test.score));
    const measure = 'rank' in test ? test.rank : test;
    const noun = nounOf(planMeasure(measure, this.network).label, measure.metric);
    const rows = measure.filter.flatMap(({ values, not }) =>
      values.map((value) => `${not ? 'not ' : ''}${value ?? 'none'}`),
    );
    const named = rows.length > 0 ? `${noun} (${rows.join(', ')})` : noun;
    return 'rank' in test ? `place by ${named}` : named;
  }

  unit(test: MetricTest | ScoreTest): ThresholdUnit {
    return 'score' in test ? 'points' : planMeasure(test, this.network).unit;
  }

  figure(value: string, unit: ThresholdUnit): string {
    const { locale } = this.network.policy;
    return unit === 'points' ? `${numbers(locale).plain(value)} points` : formatCell(value, unit, { locale });
  }

  private joined(parts: readonly Requirement[], by: string): string {
    return parts
      .map((part) =>
        'all' in part || 'any' in part || 'atLeast' in part ? `(${this.requirement(part)})` : this.requirement(part),
      )
      .join(by);
  }

  private measured(test: MetricTest | ScoreTest): string {
    return 'score' in test || test.label !== undefined ? this.noun(test) : this.measure(test);
  }

  private measure(measure: MetricTest | RankTest['rank']): string {
    return planMeasure(measure, this.network).words;
  }

  private threshold(test: MetricTest | ScoreTest): string {
    const unit = this.unit(test);
    if (test.value !== undefined) return `${SIGNS[test.op]} ${this.figure(test.value, unit)}`;
    const groups = Object.entries(test.valueByRegion ?? {}).map(
      ([group, value]) => `${group} ${this.figure(value, unit)}`,
    );
    return `${SIGNS[test.op]} ${groups.join(', ')}`;
  }

  private place({ top, topShare, notBottomShare }: RankTest): string {
    const share = (value: number) => numbers(this.network.policy.locale).percent(value);
    if (top !== undefined) return `among the best ${top}`;
    return topShare === undefined
      ? `not among the last ${share(notBottomShare!)}`
      : `among the best ${share(topShare)}`;
  }

  private scoreLabel(id: string): string {
    return this.program.scores.find((score) => score.id === id)?.label ?? id;
  }
}
