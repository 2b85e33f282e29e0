/** Thresholds that a score cannot come to, whatever a partner does. */
import type { Score, ScoreTerm, TierProgram } from '../../api/documents/tierProgram.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import type { Visit } from './walk.ts';

/** Caps and weights are decimals, added here in binary: less than this is no difference. */
const ROUNDING = 1e-6;

/** Presumes that no score comes back to itself. */
export function scoreAdvice({ scores }: TierProgram, visits: readonly Visit[]): Finding[] {
  return visits.flatMap(({ requirement, path, negated }): Finding[] => {
    if (!('score' in requirement) || negated) return [];
    const { op, value, valueByRegion = {} } = requirement;
    if (op === '<' || op === '<=') return [];
    const most = mostOf(requirement.score, scores);
    const asked: [string, Path][] = [
      ...(value === undefined ? [] : [[value, [...path, 'value']] as [string, Path]]),
      ...Object.entries(valueByRegion).map(([group, value]): [string, Path] => [
        value,
        [...path, 'valueByRegion', group],
      ]),
    ];
    return asked.flatMap(([value, at]): Finding[] => {
      const needs = Number(value);
      const reached = op === '>' ? needs < most - ROUNDING : needs <= most + ROUNDING;
      if (reached) return [];
      const sentence = `Nobody can meet this: the score brings ${shown(most)} points at most, by the points and caps of its terms. Lower the threshold, or raise a cap.`;
      return [{ path: at, sentence }];
    });
  });
}

function mostOf(id: string, scores: readonly Score[]): number {
  const score = scores.find((other) => other.id === id);
  if (!score) return Number.POSITIVE_INFINITY;
  const { bestOf, terms, cap } = score;
  const whole =
    bestOf.length > 0
      ? Math.max(...bestOf.map((other) => mostOf(other, scores)))
      : terms.reduce((sum, term) => sum + mostOfTerm(term), 0);
  return cap === undefined ? whole : Math.min(whole, Number(cap));
}

function mostOfTerm({ points, weight, cap }: ScoreTerm): number {
  const limit = cap === undefined ? Number.POSITIVE_INFINITY : Number(cap);
  if (Number(weight) === 0) return Math.min(0, limit);
  if ('each' in points) return limit;
  // Below the first step there are no points.
  const most = 'full' in points ? Number(points.full) : Math.max(0, ...points.steps.map((step) => Number(step.points)));
  return Math.min(Number(weight) * most, limit);
}

function shown(points: number): string {
  return String(Math.round(points * 10_000) / 10_000);
}
