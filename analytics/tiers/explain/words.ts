/** The sentences of an explanation. */

import type { Unit } from '../../api/results.ts';
import type { ExplainedRequirement, TierExplanation } from '../../api/tiers.ts';
import type { PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { resolveWindow } from '../../metrics/measures/windows.ts';
import type { Network } from '../../network/network.ts';
import { formatCell } from '../../present/cell.ts';
import { formatDate, formatRange } from '../../present/dates.ts';
import { parseDecimal, subtract } from '../../present/decimal.ts';
import { numbers } from '../../present/numbers.ts';
import type { CompiledProgram, CompiledTest } from '../compiled.ts';
import { gapWords } from '../simulation/gapWords.ts';
import { inLetters } from '../words.ts';

export interface TestFigures {
  readonly value: string | null;
  /** The threshold of the reading; null where there is none for the partner. */
  readonly needs: string | null;
  readonly exit: string | null;
  /** How many are ranked with the partner; null where nobody is. */
  readonly peers: string | null;
  readonly met: boolean;
  readonly reading: 'entry' | 'keep';
  /** Inside of a `not`: the words say what is asked for, which is the opposite. */
  readonly negated: boolean;
}

/** `bookings 631 k under 650 k (stays from 500 k on)`. */
export function testSentence(test: CompiledTest, figures: TestFigures, locale: string): string {
  const { value, needs, met, exit, peers, reading, negated } = figures;
  const { place, label, unit, noun } = test;
  const sign = negated ? OPPOSITE[test.sign] : test.sign;
  const bare = value !== null && needs !== null && compares(value, test.sign, needs);
  const waived = met !== bare ? ' (counts as met by exception)' : '';
  // Who has no figure has no place, and no number of peers to be ranked among.
  if (value === null && unit === 'place') return `no ${noun}: there is no data${waived}`;
  if (needs === null) return `no threshold for ${noun} in the partner’s region${waived}`;
  const gap = { place, label, unit, value, needs, gap: null, share: null, met: bare !== negated };
  const asked = gapWords({ noun, unit, sign }, gap, locale, peers);
  return `${asked}${reading === 'entry' && !negated ? stays(test, needs, exit, locale) : ''}${waived}`;
}

/** What a figure must be so that the comparison does not hold; no sign says “anything but”. */
const OPPOSITE = { '>=': '<', '>': '<=', '<=': '>', '<': '>=', '=': '=' } as const;

/** What it takes to stay, where that is another figure. */
function stays(test: CompiledTest, needs: string, exit: string | null, locale: string): string {
  if (test.exit === test.entry) return test.kept === test.met ? '' : ' (asked for only to enter)';
  if (exit === null || exit === needs) return '';
  const most = test.sign === '<=' || test.sign === '<';
  return ` (stays ${most ? 'up to' : 'from'} ${figure(exit, test.unit, locale)}${most ? '' : ' on'})`;
}

function compares(value: string, sign: CompiledTest['sign'], needs: string): boolean {
  const { units } = subtract(parseDecimal(value)!, parseDecimal(needs)!);
  switch (sign) {
    case '>=':
      return units >= 0n;
    case '>':
      return units > 0n;
    case '<=':
      return units <= 0n;
    case '<':
      return units < 0n;
    case '=':
      return units === 0n;
  }
}

/** `New customers: 14 of 20 points for 7`. */
export function termSentence(
  label: string,
  term: {
    readonly points: string | null;
    readonly most: string | null;
    readonly value: string | null;
    readonly unit: Unit | null;
  },
  locale: string,
): string {
  const points = figure(term.points ?? '0', 'points', locale);
  const brought =
    term.most === null ? `${points} points` : `${points} of ${figure(term.most, 'points', locale)} points`;
  if (term.unit === null) return `${label}: ${brought}`;
  if (term.value === null) return `${label}: ${brought}, no data`;
  return `${label}: ${brought} for ${figure(term.value, term.unit, locale)}`;
}

function figure(value: string, unit: CompiledTest['unit'], locale: string): string {
  if (unit === 'points') return Number(value) === 0 ? '0' : numbers(locale).plain(value);
  const whole = unit === 'count' || unit === 'place';
  return formatCell(value, whole && !Number.isInteger(Number(value)) ? 'quantity' : unit === 'place' ? 'count' : unit, {
    locale,
  });
}

/** The days that a test looks at: `1 Oct 2025 – 30 Sep 2026`; of a score those of all its terms. */
export function windowOfMeasure(network: Network, compiled: CompiledProgram, measure: string, day: string): string {
  const { locale } = network.policy;
  const windows = measuresBehind(compiled, measure).flatMap(({ measure: { window, per } }) => [
    window,
    ...(per ? [per.window] : []),
  ]);
  const days = windows.map((window) => resolveWindow(window ?? { kind: 'on-the-day' }, day, network));
  if (days.includes('since-anniversary'))
    return `since the anniversary of the agreement, to ${formatDate(day, locale)}`;
  const spans = days.filter((span) => span !== 'since-anniversary');
  if (spans.length === 0) return '';
  const from = spans.map((span) => span.from).sort()[0]!;
  const to = spans
    .map((span) => span.to)
    .sort()
    .at(-1)!;
  // All time begins before there were dates.
  if (from < '1000') return `up to ${formatDate(to, locale)}`;
  return from === to ? formatDate(to, locale) : formatRange(from, to, locale);
}

function measuresBehind(compiled: CompiledProgram, name: string): PlannedMeasure[] {
  const { measures, held, ranks, scores } = compiled;
  const rank = ranks.find((rank) => rank.name === name);
  if (rank) return [rank.measure];
  const score = scores.find(({ id }) => name === `score:${id}`);
  if (score) {
    return score.parts.flatMap((part) =>
      part.measure ? [part.measure.planned] : measuresBehind(compiled, `score:${part.score}`),
    );
  }
  const known = [...measures, ...held.flatMap((other) => other.measures)].find(({ key }) => key === name);
  return known ? [known] : [];
}

/** Tests named in one sentence: more are counted. */
const NAMED = 3;

/** The verdict, what decided it, and what the next level asks for. */
export function explanationSentence({
  levels,
  after,
  reviews,
  locale,
}: Pick<TierExplanation, 'levels' | 'after' | 'reviews'> & { readonly locale: string }): string {
  const top = levels.findLastIndex(({ reached }) => reached);
  const given = levels[top];
  const next = levels[top + 1];
  const last = reviews.at(-1);
  const held = levels.find(({ label }) => label === after);
  const ruled =
    held?.kept && !held.reached
      ? `${after} is kept: what it asks to stay is met. `
      : given?.label !== after && last
        ? `${after} after the review of ${formatDate(last.on, locale)}: ${last.reason}. `
        : '';
  const verdict = given
    ? `The requirements give ${given.label}${metWords(given.requirement)}.`
    : 'The requirements give no level.';
  const missing = next?.requirement ? missingWords(next.requirement) : [];
  const named = missing.slice(0, NAMED);
  const more = missing.length > NAMED ? `; ${missing.length - NAMED} more` : '';
  return `${ruled}${verdict}${named.length > 0 ? ` ${next!.label} misses: ${named.join('; ')}${more}.` : ''}`;
}

function metWords(requirement: ExplainedRequirement | null): string {
  if (!requirement) return ', which asks for nothing';
  const leaves = leavesOf(requirement);
  const met = leaves.filter((leaf) => leaf.met);
  if (leaves.length === 1) return `: ${met[0]?.test?.sentence ?? leaves[0]!.label}`;
  if (met.length < leaves.length) return `: ${inLetters(met.length)} of ${inLetters(leaves.length)} tests met`;
  return `: ${leaves.length === 2 ? 'both' : `all ${inLetters(leaves.length)}`} tests met`;
}

function leavesOf(requirement: ExplainedRequirement): ExplainedRequirement[] {
  return requirement.kind === 'test' ? [requirement] : (requirement.of ?? []).flatMap(leavesOf);
}

/** The sentences of what keeps a requirement from being met: of several ways the one with the fewest. */
export function missingWords(requirement: ExplainedRequirement): string[] {
  if (requirement.met) return [];
  const { kind, test, label } = requirement;
  const { count = 1, of = [] } = requirement;
  const parts = of.filter(({ met }) => !met).map(missingWords);
  switch (kind) {
    case 'test':
      return [test?.sentence ?? label];
    case 'all':
      return parts.flat();
    case 'not':
      return [
        `${label}: ${of
          .flatMap(leavesOf)
          .map((leaf) => leaf.test?.sentence ?? leaf.label)
          .join('; ')}`,
      ];
    case 'any':
    case 'atLeast': {
      const needed = count - (of.length - parts.length);
      return parts
        .sort((a, b) => a.length - b.length)
        .slice(0, needed)
        .flat();
    }
  }
}
