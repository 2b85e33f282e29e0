/** The partners of a comparison, list by list: movers, near misses, those at risk and those to protect. */
import type { Mover, NearMiss, Protected, TierRow } from '../../api/tiers.ts';
import type { Comparison } from './compare.ts';
import { type BenefitColumn, benefitColumns, PartnerCosts } from './costs.ts';
import { type Nearness, nearness } from './nearMiss.ts';
import { firstMarked } from './order.ts';
import type { Standing } from './protect.ts';
import { gapOf, type Side } from './readings.ts';
import { type Reasons, reasonsOf } from './reasons.ts';
import { NO_LEVEL } from './standing.ts';
import { figureText, unitsText } from './sums.ts';

/** What the lists of a comparison are made of. */
export interface Lists {
  readonly comparison: Comparison;
  readonly near: Nearness;
  readonly reasons: Reasons;
  readonly benefits: readonly BenefitColumn[];
  /** 1 for those who fall and are loyal, growing or small. */
  readonly protect: Uint8Array;
  /** The first of them: those with most reasons, then the most bookings. */
  protectFirst(most: number): number[];
  standing(partner: number): Standing;
  /** What a partner who falls needs to keep its former level, in words. */
  needs(partner: number): string;
  /** What holding partners at their former levels costs a year. */
  holding(partners: readonly number[]): bigint;
}

export function listsOf(comparison: Comparison, share: number): Lists {
  const { readings, after, program, migration, levels } = comparison;
  const warnAt = program.review?.warnAt;
  const near = nearness(readings, after, { near: share, atRisk: warnAt === undefined ? share : Number(warnAt) - 1 });
  const benefits = benefitColumns(readings);
  const costs = new PartnerCosts(benefits, levels.length);
  const reasons = reasonsOf(comparison);
  const { standings, byBookings } = comparison;
  const falls = markedWhere(after.length, (partner) => migration.moves[partner]! < 0);
  const protect = markedWhere(after.length, (partner) => falls[partner] === 1 && standings.reasons[partner]! > 0);
  return {
    comparison,
    near,
    reasons,
    benefits,
    protect,
    protectFirst(most) {
      const first: number[] = [];
      for (let count = 3; count > 0 && first.length < most; count--) {
        const those = markedWhere(
          after.length,
          (partner) => protect[partner] === 1 && standings.reasons[partner] === count,
        );
        first.push(...firstMarked(byBookings, those, most - first.length));
      }
      return first;
    },
    standing: standings.of,
    needs(partner) {
      const level = formerLevel(comparison, partner);
      if (level < 0) return 'its former level is none of the program';
      // Who meets it all falls by a rule or an exception, and those words say which.
      return reasons.toKeep(partner, level) || reasons.move(partner);
    },
    holding: (partners) =>
      costs.difference(
        // Nobody can be held at a level that the program does not have.
        partners.filter((partner) => formerLevel(comparison, partner) >= 0),
        (partner) => formerLevel(comparison, partner),
        (partner) => after[partner]!,
      ),
  };
}

/** The program's level that a partner had; −1 for none and for names that the program does not know. */
export function formerLevel({ former }: Comparison, partner: number): number {
  return former.names[former.of[partner]!]!.level;
}

export function moverOf(lists: Lists, partner: number): Mover {
  const { migration } = lists.comparison;
  const { from, to, ...about } = partnerOf(lists, partner);
  return {
    ...about,
    from,
    to,
    steps: stepsOf(lists.comparison, partner) || migration.moves[partner]!,
    reason: lists.reasons.move(partner),
  };
}

/** Levels up or down; of a name between two levels a whole step. */
function stepsOf({ former, after }: Comparison, partner: number): number {
  const steps = after[partner]! - former.names[former.of[partner]!]!.rank;
  return Math.sign(steps) * Math.ceil(Math.abs(steps));
}

export function nearMissOf({ comparison, near, reasons }: Lists, partner: number): NearMiss {
  const next = comparison.after[partner]! + 1;
  return nearnessRow(comparison, reasons, partner, { other: next, tests: near.missing(partner, next), side: 'entry' });
}

export function atRiskOf({ comparison, near, reasons }: Lists, partner: number): NearMiss {
  const level = comparison.after[partner]!;
  return nearnessRow(comparison, reasons, partner, {
    other: level,
    tests: near.decisive(partner, level),
    side: 'keep',
  });
}

function nearnessRow(
  { population, levels, after, year, readings }: Comparison,
  reasons: Reasons,
  partner: number,
  { other, tests, side }: { readonly other: number; readonly tests: readonly number[]; readonly side: Side },
): NearMiss {
  const { id, name, owner } = population.partners[partner]!;
  return {
    partner: id,
    name,
    owner,
    level: levels[after[partner]!]?.label ?? NO_LEVEL,
    other: levels[other]!.label,
    amount: figureText(year.bookings[partner]!) ?? unitsText(0n),
    gaps: tests.map((test) => gapOf(readings, test, side, partner)),
    reason: reasons.tests(partner, tests, side),
  };
}

export function protectedOf(lists: Lists, partner: number): Protected {
  const { region: _, ...about } = partnerOf(lists, partner);
  return {
    ...about,
    ...lists.standing(partner),
    needs: lists.needs(partner),
    cost: unitsText(lists.holding([partner])),
  };
}

/** What every list says of a partner. */
export function partnerOf({ comparison }: Lists, partner: number): Omit<TierRow, 'reason' | 'direction'> {
  const { population, levels, former, after, year } = comparison;
  const { id, name, owner, region } = population.partners[partner]!;
  return {
    partner: id,
    name,
    owner,
    region,
    from: former.names[former.of[partner]!]!.label,
    to: levels[after[partner]!]?.label ?? NO_LEVEL,
    amount: figureText(year.bookings[partner]!) ?? unitsText(0n),
  };
}

/** 1 for the partners that the condition holds for. */
export function markedWhere(length: number, holds: (partner: number) => boolean): Uint8Array {
  const marks = new Uint8Array(length);
  for (let partner = 0; partner < length; partner++) if (holds(partner)) marks[partner] = 1;
  return marks;
}
