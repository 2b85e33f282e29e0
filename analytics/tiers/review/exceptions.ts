/** Registered exceptions as bounds of levels, and what each of them changes. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { RegisteredException } from '../../api/tiers.ts';
import type { RosterPartner } from '../../metrics/roster.ts';
import { dayNumber } from '../../network/dates.ts';
import { boundLevels, boundsAlone, partnerAlone, settleReviews } from '../../rules/settlement/review.ts';
import { levelMatcher } from '../levelNames.ts';
import type { BoundRun, NamedBound } from './bounds.ts';

/** The bound of one exception: it binds one partner. */
export interface ExceptionBound extends NamedBound {
  readonly exception: number;
}

/**
 * The exceptions that hold or place a partner of the roster; `waive` changes requirements and is none of them. Switched
 * off ones are left out. Later ones of the list go before earlier ones that place the same partner.
 */
export function exceptionBounds(
  levels: TierProgram['levels'],
  exceptions: readonly RegisteredException[],
  roster: readonly RosterPartner[],
): { readonly bounds: readonly ExceptionBound[]; readonly notes: readonly string[] } {
  const indexOf = levelMatcher(levels);
  const rowOf = new Map(roster.map(({ id }, index) => [id, index]));
  const bounds: ExceptionBound[] = [];
  const notes: string[] = [];
  for (const { id, enabled, effect, partner, level: name, from, to, reason } of exceptions) {
    const row = rowOf.get(partner);
    if (!enabled || effect === 'waive' || name === undefined || row === undefined) continue;
    const level = indexOf(name);
    if (level < 0) {
      notes.push(
        `The exception of ${roster[row]!.name} names “${name}”, which is no level of this program, so it does nothing.`,
      );
      continue;
    }
    bounds.push({
      exception: id,
      kind: effect === 'hold' ? 'exception-hold' : 'exception-place',
      label: reason,
      from: dayNumber(from),
      until: dayNumber(to),
      partners: Int32Array.of(row),
      levels: Int8Array.of(level),
    });
  }
  return { bounds, notes };
}

/** The level of an exception's partner with it and without it, all others being in force. */
export interface ExceptionOutcome {
  readonly exception: number;
  /** Index in the roster. */
  readonly partner: number;
  readonly with: number;
  readonly without: number;
}

/** After the last review of a run whose bounds hold the exceptions. */
export function outcomesOfReviews(run: BoundRun): ExceptionOutcome[] {
  return outcomes(run.bounds, (bounds, partner) => {
    const alone = partnerAlone({ ...run, bounds }, partner);
    return (settleReviews(alone).levels.at(-1) ?? alone.start)[0]!;
  });
}

/** On a day without a review, from the levels that the requirements give. */
export function outcomesOnDay(given: Int8Array, bounds: readonly NamedBound[], day: number): ExceptionOutcome[] {
  return outcomes(
    bounds,
    (some, partner) => boundLevels(given.slice(partner, partner + 1), boundsAlone(some, partner), day).levels[0]!,
  );
}

function outcomes(
  bounds: readonly NamedBound[],
  levelUnder: (bounds: readonly NamedBound[], partner: number) => number,
): ExceptionOutcome[] {
  return bounds.flatMap((bound) => {
    if (!isException(bound)) return [];
    const partner = bound.partners[0]!;
    const others = bounds.filter((other) => other !== bound);
    return [
      {
        exception: bound.exception,
        partner,
        with: levelUnder(bounds, partner),
        without: levelUnder(others, partner),
      },
    ];
  });
}

function isException(bound: NamedBound): bound is ExceptionBound {
  return 'exception' in bound;
}
