/** What a program would have done at past reviews: steadiness of the levels, and agreement with those in force then. */
import type { BackTest } from '../../api/tiers.ts';
import type { RosterPartner } from '../../metrics/roster.ts';
import { REVIEW_REASONS } from '../../rules/settlement/review.ts';
import { NONE } from '../levelNames.ts';
import { NO_LEVEL } from '../simulation/standing.ts';
import type { Settlement } from './settle.ts';
import { levelLabel } from './words.ts';

export interface BackTestRequest {
  /** Of the reviews to look at; what came before them is in its start. */
  readonly settlement: Settlement;
  readonly roster: readonly RosterPartner[];
  /**
   * Levels in force on the day of each review, as indices; `NONE` where there was none and `FOREIGN` where the program
   * does not know it. Null for a review that nothing is known of.
   */
  readonly inForce: readonly (Int8Array | null)[];
  /** A move is taken back when the opposite one comes within so many reviews. */
  readonly withinReviews: number;
}

const NOT_JOINED = REVIEW_REASONS.indexOf('not-joined');

/**
 * Being placed by a partner's first review is no move. Counts are by level id, with `(no level)` where somebody has none;
 * partners who had not joined yet are in no count. Flapped partners come with the most reversals first.
 */
export function backTest(request: BackTestRequest): Omit<BackTest, 'basis'> {
  const { settlement, roster, withinReviews } = request;
  const reviews = settlement.days.map(({ on }, index) => ({
    on,
    ...movesAt(settlement, index),
    counts: countsAt(settlement, index),
  }));
  const flapped = roster
    .map((partner, index) => ({ partner, levels: pathOf(settlement, index) }))
    .map(({ partner, levels }) => ({ partner, levels, reversals: reversals(levels, withinReviews) }))
    .filter(({ reversals }) => reversals > 0)
    .sort((a, b) => b.reversals - a.reversals || (a.partner.id < b.partner.id ? -1 : 1));
  return {
    reviews,
    flapped: flapped.length,
    flappedPartners: flapped.map(({ partner, levels }) => ({
      partner: partner.id,
      name: partner.name,
      path: told(settlement, levels),
    })),
    withinReviews,
    agreement: agreementOf(request),
  };
}

/** Levels before the first review and after each. */
function pathOf({ run, levels }: Settlement, partner: number): number[] {
  return [run.start[partner]!, ...levels.map((after) => after[partner]!)];
}

function movesAt(settlement: Settlement, index: number): { up: number; down: number } {
  const after = settlement.levels[index]!;
  let [up, down] = [0, 0];
  for (let partner = 0; partner < after.length; partner++) {
    const before = (settlement.levels[index - 1] ?? settlement.run.start)[partner]!;
    if (after[partner]! < before) down++;
    else if (after[partner]! > before && (before !== NONE || hadLevel(settlement, index, partner))) up++;
  }
  return { up, down };
}

function hadLevel({ run, levels }: Settlement, before: number, partner: number): boolean {
  return run.start[partner] !== NONE || levels.slice(0, before).some((after) => after[partner] !== NONE);
}

function countsAt({ program, levels, reasons }: Settlement, index: number): Record<string, number> {
  const after = levels[index]!;
  const counts = new Array<number>(program.levels.length).fill(0);
  let without = 0;
  for (let partner = 0; partner < after.length; partner++) {
    const level = after[partner]!;
    if (level !== NONE) counts[level]!++;
    else if (reasons[index]![partner] !== NOT_JOINED) without++;
  }
  const byId = Object.fromEntries(program.levels.map(({ id }, level) => [id, counts[level]!]));
  return without > 0 ? { [NO_LEVEL]: without, ...byId } : byId;
}

/** Moves that are followed by one in the other direction within so many reviews. */
function reversals(levels: readonly number[], within: number): number {
  const first = levels.findIndex((level) => level !== NONE);
  if (first < 0) return 0;
  let count = 0;
  let last = { at: Number.NEGATIVE_INFINITY, direction: 0 };
  for (let at = first + 1; at < levels.length; at++) {
    const direction = Math.sign(levels[at]! - levels[at - 1]!);
    if (direction === 0) continue;
    if (direction === -last.direction && at - last.at <= within) count++;
    last = { at, direction };
  }
  return count;
}

/** `Gold → Silver → Gold`: the changes only. */
function told({ program }: Settlement, levels: readonly number[]): string {
  const changes = levels.filter((level, index) => level !== levels[index - 1]);
  const known = changes[0] === NONE ? changes.slice(1) : changes;
  return known.map((level) => levelLabel(program, level)).join(' → ');
}

/** Null when no level was in force at any review. */
function agreementOf({ settlement, inForce }: BackTestRequest): BackTest['agreement'] {
  let [same, of] = [0, 0];
  for (const [index, after] of settlement.levels.entries()) {
    const held = inForce[index];
    if (!held) continue;
    for (let partner = 0; partner < after.length; partner++) {
      if (held[partner] === NONE) continue;
      of++;
      if (held[partner] === after[partner]) same++;
    }
  }
  return of > 0 ? { same, of } : null;
}
