/** Why a partner is in another segment than a quarter before: which axis, score or rule it was. */
import { formatDate } from '../../present/dates.ts';
import { bothTexts } from '../place/axes.ts';
import { bandOf } from '../place/cuts.ts';
import { type PlacedAxis, type PlacedFeature, type Placement, UNPLACED } from '../place/placement.ts';
import { knownSince } from './otherGrounds.ts';
import type { PlacedQuarter } from './quarters.ts';

/** In words, of a partner whose segment differs between the two quarters. */
export function whyMoved(before: PlacedQuarter, after: PlacedQuarter, partner: string, locale: string): string {
  const [was, is] = [before.places.get(partner), after.places.get(partner)];
  const [earlier, now] = [before.placed, after.placed];
  const day = ({ asOf }: PlacedQuarter) => formatDate(asOf, locale);
  if (is === undefined) return `no longer among the partners on ${day(after)}`;
  const why = now.placement.why(is);
  if (was === undefined) {
    const { agreementStart } = now.placement.population.partners[is]!;
    const joined = agreementStart !== null && agreementStart > before.asOf;
    return `${joined ? `joined on ${formatDate(agreementStart, locale)}` : `not among the partners on ${day(before)}`}; ${why}`;
  }
  if (now.moved.has(is) || now.placement.segment[is] === UNPLACED) return why;
  if (earlier.moved.has(was) || earlier.placement.segment[was] === UNPLACED) {
    return `before ${earlier.placement.why(was)}; now ${why}`;
  }
  return (
    changed(earlier.placement, now.placement, was, is, locale) ?? `before ${earlier.placement.why(was)}; now ${why}`
  );
}

/** What of the figures that decide is on another side than before; null where no single one decides. */
function changed(before: Placement, after: Placement, was: number, is: number, locale: string): string | null {
  switch (after.method) {
    case 'matrix':
      return joined([axisMove(before.x, after.x, was, is, locale), axisMove(before.y, after.y, was, is, locale)]);
    case 'rfm':
      return joined(scoreMoves(before, after, was, is));
    case 'kmeans':
      return `nearer to another group: ${after.why(is)}`;
    default:
      return null;
  }
}

/**
 * `bookings of the trailing 12 months fell from 631 k to 180 k, under the cut at 212 k`; where the figure alone would not have
 * crossed the line as it was, the line is what moved.
 */
function axisMove(before: PlacedAxis, after: PlacedAxis, was: number, is: number, locale: string): string | null {
  const [left, right] = [before.values[was]!, after.values[is]!];
  const [linesBefore, linesAfter] = [before.cuts.map(Number), after.cuts.map(Number)];
  const [from, to] = [bandOf(left, linesBefore), bandOf(right, linesAfter)];
  if (from === to) return null;
  const { words, feature } = after;
  const apart = (...values: [number, number, number]) => {
    // With the digits that tell each from the next: `fell from 68.0 to 52.99, now under 53.00`.
    const pairs = [0, 1].map((at) => bothTexts(values[at]!, values[at + 1]!, feature.unit, locale));
    const [first, second] = pairs as [[string, string], [string, string]];
    return [first[0], first[1].length > second[0].length ? first[1] : second[0], second[1]] as const;
  };
  // Upwards the highest line that is now below it, downwards the lowest that is now above.
  const line = to > from ? to - 1 : to;
  const side = to > from ? 'at or over' : 'under';
  const known = knownSince(before, after, was, is);
  if (bandOf(right, linesBefore) === from) {
    const [earlier, later, own] = apart(linesBefore[line]!, linesAfter[line]!, right);
    const way = linesAfter[line]! > linesBefore[line]! ? 'rose' : 'fell';
    return `the line of ${words} ${way} from ${earlier} to ${later}: ${own} is now ${side} it${known}`;
  }
  const [earlier, later, lineText] = apart(left, right, linesAfter[line]!);
  return `${words} ${right > left ? 'rose' : 'fell'} from ${earlier} to ${later}, now ${side} ${lineText}${known}`;
}

function scoreMoves(before: Placement, after: Placement, was: number, is: number): (string | null)[] {
  const scores = ({ features }: Placement): Map<string, PlacedFeature> =>
    new Map(features.filter(({ feature }) => feature.unit === 'score').map((one) => [one.feature.key, one]));
  const earlier = scores(before);
  return [...scores(after)].map(([key, { words, values }]) => {
    const [left, right] = [earlier.get(key)?.values[was], values[is]!];
    if (left === undefined || left === right) return null;
    return `${words} ${right > left ? 'rose' : 'fell'} from ${left} to ${right}`;
  });
}

function joined(parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length > 0 ? said.join('; ') : null;
}
