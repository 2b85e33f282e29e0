/** What exceptions do to levels, one by one and together, and what that costs a year. */
import type { ExceptionEffect, RegisteredException } from '../../api/tiers.ts';
import { dayNumber } from '../../network/dates.ts';
import { boundLevels, boundsAlone, partnerAlone, settleReviews } from '../../rules/settlement/review.ts';
import { outcomesOfReviews, outcomesOnDay } from '../review/exceptions.ts';
import { levelLabel } from '../review/words.ts';
import type { Outcome } from './outcome.ts';
import { unitsText } from './sums.ts';

export interface EffectRequest {
  readonly outcome: Outcome;
  readonly asOf: string;
  readonly exceptions: readonly RegisteredException[];
  /** Whether the partner of the roster is one of those looked at. */
  counts(partner: number): boolean;
  /** What the change costs a year, in whole numbers of 10^-4. */
  cost(change: LevelChange): bigint;
  /** The outcome under some of the exceptions only. */
  under(exceptions: readonly RegisteredException[]): Promise<Outcome>;
}

/** The level that a partner (index in the roster) has with exceptions and without them. */
export interface LevelChange {
  readonly partner: number;
  readonly with: number;
  readonly without: number;
}

export async function exceptionEffect(request: EffectRequest): Promise<ExceptionEffect> {
  const { outcome, asOf, exceptions } = request;
  const { roster, compiled } = outcome;
  const inForce = exceptions.filter((exception) => {
    const index = roster.indexOf.get(exception.partner);
    return applies(outcome, asOf, exception) && index !== undefined && request.counts(index);
  });
  if (inForce.length === 0) return { applied: 0, cost: unitsText(0n), each: [] };

  const changes = new Map([...boundChanges(outcome, asOf), ...(await waiverChanges(request, inForce))]);
  const label = (level: number) => levelLabel(compiled.program, level);
  const each = inForce.flatMap(({ id, partner, name, effect, daysLeft }) => {
    const change = changes.get(id);
    if (!change) return [];
    return [
      {
        id,
        partner,
        name: name ?? roster.partners[change.partner]!.name,
        effect,
        without: label(change.without),
        with: label(change.with),
        cost: unitsText(request.cost(change)),
        daysLeft,
      },
    ];
  });
  const together = await allChanges(request, inForce);
  const cost = together.reduce((sum, change) => sum + request.cost(change), 0n);
  return { applied: inForce.length, cost: unitsText(cost), each };
}

/** On the days of the reviews; a waiver on the days that requirements are looked at. In a history an earlier day is enough. */
function applies(
  { settlement, asOfs }: Outcome,
  asOf: string,
  { effect, enabled, from, to }: RegisteredException,
): boolean {
  const days = effect === 'waive' ? asOfs : (settlement?.days.map(({ on }) => on) ?? [asOf]);
  return enabled && days.some((day) => from <= day && day <= to);
}

/** Holds and places: each taken away from its partner, all others being in force. */
function boundChanges({ settlement, given, bounds }: Outcome, asOf: string): [number, LevelChange][] {
  const found = settlement ? outcomesOfReviews(settlement.run) : outcomesOnDay(given, bounds, dayNumber(asOf));
  return found.map((change) => [change.exception, change]);
}

/**
 * Waivers change what requirements give, so each is taken away by evaluating without it. Partners do not touch each other
 * here, so one evaluation takes one waiver away from every partner that has one.
 */
async function waiverChanges(
  { outcome, exceptions, under }: EffectRequest,
  inForce: readonly RegisteredException[],
): Promise<[number, LevelChange][]> {
  const rounds: RegisteredException[][] = [];
  const taken = new Map<string, number>();
  for (const exception of inForce.filter(({ effect }) => effect === 'waive')) {
    const round = taken.get(exception.partner) ?? 0;
    taken.set(exception.partner, round + 1);
    rounds[round] = [...(rounds[round] ?? []), exception];
  }
  const changes: [number, LevelChange][] = [];
  for (const away of rounds) {
    const { levels } = await under(exceptions.filter((exception) => !away.includes(exception)));
    for (const { id, partner } of away) {
      const index = outcome.roster.indexOf.get(partner)!;
      changes.push([id, { partner: index, with: outcome.levels[index]!, without: levels[index]! }]);
    }
  }
  return changes;
}

/** Every partner with an exception, with all of them and with none. */
async function allChanges(
  { outcome, asOf, under }: EffectRequest,
  inForce: readonly RegisteredException[],
): Promise<LevelChange[]> {
  const partners = [...new Set(inForce.map(({ partner }) => outcome.roster.indexOf.get(partner)!))];
  const waives = inForce.some(({ effect }) => effect === 'waive');
  const bare = waives ? (await under([])).levels : null;
  const without = (partner: number) => bare?.[partner] ?? withoutBounds(outcome, asOf, partner);
  return partners.map((partner) => ({ partner, with: outcome.levels[partner]!, without: without(partner) }));
}

function withoutBounds({ settlement, given, bounds }: Outcome, asOf: string, partner: number): number {
  const others = bounds.filter(({ kind }) => kind !== 'exception-hold' && kind !== 'exception-place');
  if (!settlement) {
    const alone = boundsAlone(others, partner);
    return boundLevels(given.slice(partner, partner + 1), alone, dayNumber(asOf)).levels[0]!;
  }
  const alone = partnerAlone({ ...settlement.run, bounds: others }, partner);
  return (settleReviews(alone).levels.at(-1) ?? alone.start)[0]!;
}
