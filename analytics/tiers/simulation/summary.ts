/** All that the tier lab shows of a comparison. */
import type {
  ExceptionEffect,
  LevelCount,
  LevelFigures,
  Mover,
  NearMiss,
  Protected,
  TierRow,
  TierSimulation,
} from '../../api/tiers.ts';
import type { Comparison } from './compare.ts';
import { type BenefitColumn, type LevelCosts, PartnerCosts, sumCosts, tierCosts } from './costs.ts';
import { exceptionEffect } from './exceptionEffect.ts';
import { figuresByGroup } from './figures.ts';
import { handleCounts } from './handles.ts';
import { type Nearness, nearness } from './nearMiss.ts';
import { countMarked, firstMarked } from './order.ts';
import { outcomeOf } from './outcome.ts';
import { PROTECT_NOTE, type Standing } from './protect.ts';
import { gapOf, type Readings, type Side } from './readings.ts';
import { type Reasons, reasonsOf } from './reasons.ts';
import { regionMoves } from './regions.ts';
import { formerByProgram, NO_LEVEL } from './standing.ts';
import { figureText, unitsText } from './sums.ts';

/** Rows of each list that go to the page at once; the rest is asked for by rows. */
export const LISTED = 60;

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
  holding(partners: Iterable<number>): bigint;
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
      return level < 0 ? 'its former level is none of the program' : reasons.steps(partner, level, 'keep');
    },
    holding: (partners) =>
      costs.difference(
        partners,
        (partner) => formerLevel(comparison, partner),
        (partner) => after[partner]!,
      ),
  };
}

export async function simulationOf(lists: Lists): Promise<Omit<TierSimulation, 'changes'>> {
  const { comparison, near, benefits } = lists;
  const { after, levels, migration, year, readings, baselineReadings, byBookings } = comparison;
  const bookings = year.bookings;
  const movers = markedWhere(after.length, (partner) => migration.moves[partner] !== 0);
  const now = sumCosts({ levels: levels.length, benefits, of: after });
  const formerly = formerCosts(comparison, benefits);
  const before = sumCosts(formerly.costs);
  const { up, down, stay, unranked, counts, amounts, fromLevels, toLevels, fallingAmount } = migration;
  const exceptions = await exceptionsOf(lists);
  return {
    basis: withNotes(comparison),
    levels: levelCounts(comparison),
    fromLevels,
    toLevels,
    matrix: counts,
    amounts,
    up,
    down,
    stay,
    unranked,
    downAnyway: downAnyway(comparison),
    handles: handleCounts(readings, baselineReadings),
    movers: firstMarked(byBookings, movers, LISTED).map((partner) => moverOf(lists, partner)),
    moversTotal: countMarked(movers),
    nearMisses: firstMarked(byBookings, near.near, LISTED).map((partner) => nearMissOf(lists, partner)),
    nearMissesTotal: countMarked(near.near),
    atRisk: firstMarked(byBookings, near.atRisk, LISTED).map((partner) => atRiskOf(lists, partner)),
    atRiskTotal: countMarked(near.atRisk),
    figures: levelFigures(comparison, now.byLevel, formerByLevel(comparison, formerly, before.byLevel)),
    costs: tierCosts(before, now, fallingAmount, year.marginRate),
    protect: lists.protectFirst(LISTED).map((partner) => protectedOf(lists, partner)),
    protectTotal: countMarked(lists.protect),
    protectCost: unitsText(lists.holding(firstMarked(byBookings, lists.protect, after.length))),
    regions: regionMoves(comparison.regions, migration.moves, bookings),
    exceptions,
  };
}

function withNotes(comparison: Comparison): TierSimulation['basis'] {
  const { basis, migration } = comparison;
  return { ...basis, notes: [...basis.notes, ...(migration.down > 0 ? [PROTECT_NOTE] : [])] };
}

function levelCounts({ levels, former, after }: Comparison): LevelCount[] {
  const before = new Int32Array(levels.length + 1);
  const now = new Int32Array(levels.length + 1);
  for (let partner = 0; partner < after.length; partner++) {
    const name = former.names[former.of[partner]!]!;
    if (name.level >= 0 || name.rank === -1) before[name.level + 1]!++;
    now[after[partner]! + 1]!++;
  }
  const rows = [{ id: NO_LEVEL, label: NO_LEVEL }, ...levels].map(({ id, label }, place) => ({
    index: place - 1,
    id,
    label,
    before: before[place]!,
    after: now[place]!,
  }));
  return rows.filter(({ index, before, after }) => index >= 0 || before > 0 || after > 0);
}

function levelFigures(
  { levels, former, after, year }: Comparison,
  costs: readonly bigint[],
  formerCosts: readonly bigint[],
): LevelFigures[] {
  const metrics = figuresByGroup(year.metrics, levels.length, after);
  const before = new Int32Array(levels.length);
  const now = new Int32Array(levels.length);
  for (let partner = 0; partner < after.length; partner++) {
    const level = former.names[former.of[partner]!]!.level;
    if (level >= 0) before[level]!++;
    if (after[partner]! >= 0) now[after[partner]!]!++;
  }
  return levels.map(({ id, label }, level) => ({
    id,
    label,
    partnersBefore: before[level]!,
    partnersAfter: now[level]!,
    benefitsBefore: unitsText(formerCosts[level]!),
    benefitsAfter: unitsText(costs[level]!),
    metrics: metrics[level]!,
  }));
}

export function benefitColumns(readings: Readings): BenefitColumn[] {
  return readings.compiled.benefits.map(({ id, label, level, kind }, index) => ({
    id,
    label,
    level,
    kind,
    amount: readings.benefit(index),
  }));
}

/** The program's level that a partner had; −1 for none and for names that the program does not know. */
export function formerLevel({ former }: Comparison, partner: number): number {
  return former.names[former.of[partner]!]!.level;
}

interface FormerCosts {
  readonly costs: LevelCosts;
  /** Whether the levels are those of the program. */
  readonly own: boolean;
}

/** What the former levels cost: by the other program's benefits where one gave them, else by the program's own. */
function formerCosts(comparison: Comparison, benefits: readonly BenefitColumn[]): FormerCosts {
  const { against, baselineReadings, baselineLevels, levels } = comparison;
  if (against === 'program' && baselineReadings && baselineLevels && sameCurrency(comparison)) {
    const costs = { levels: baselineReadings.compiled.levels.length, of: baselineLevels };
    return { costs: { ...costs, benefits: benefitColumns(baselineReadings) }, own: false };
  }
  return { costs: { levels: levels.length, benefits, of: formerLevels(comparison) }, own: true };
}

/** The same by the program's levels: those of another program under the level that they are. */
function formerByLevel(comparison: Comparison, costs: FormerCosts, byLevel: readonly bigint[]): bigint[] {
  const { levels, former } = comparison;
  const sums = new Array<bigint>(levels.length).fill(0n);
  const nobody = former.names.length - byLevel.length;
  for (const [index, sum] of byLevel.entries()) {
    const level = costs.own ? index : former.names[nobody + index]!.level;
    if (level >= 0) sums[level]! += sum;
  }
  return sums;
}

function sameCurrency({ program, baselineProgram }: Comparison): boolean {
  return program.currency === baselineProgram?.currency;
}

function formerLevels({ former }: Comparison): Int8Array {
  const levels = Int8Array.from(former.names, ({ level }) => level);
  const of = new Int8Array(former.of.length);
  for (let partner = 0; partner < of.length; partner++) of[partner] = levels[former.of[partner]!]!;
  return of;
}

/** How many of those who fall would be below their former level under the baseline program, too. */
function downAnyway({ against, baseline, baselineLevels, former, migration, levels }: Comparison): number | null {
  if (against === 'program' || !baseline || !baselineLevels) return null;
  const under = formerByProgram(levels, { levels: baseline.compiled.levels, of: baselineLevels });
  let count = 0;
  for (let partner = 0; partner < migration.moves.length; partner++) {
    if (migration.moves[partner]! >= 0) continue;
    if (under.names[under.of[partner]!]!.rank < former.names[former.of[partner]!]!.rank) count++;
  }
  return count;
}

function moverOf(lists: Lists, partner: number): Mover {
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

async function exceptionsOf({ comparison, benefits }: Lists): Promise<ExceptionEffect> {
  const costs = new PartnerCosts(benefits, comparison.levels.length);
  const { outcome, asOf, run, program, registers, places, reader, record } = comparison;
  const indexOf = places && new Map([...places].map((place, partner) => [place, partner]));
  const partnerAt = (place: number) => (indexOf ? indexOf.get(place) : place);
  return exceptionEffect({
    outcome,
    asOf,
    exceptions: registers.exceptions,
    counts: (place) => partnerAt(place) !== undefined,
    cost: ({ partner, with: now, without }) =>
      costs.difference(
        [partnerAt(partner)!],
        () => now,
        () => without,
      ),
    under: (exceptions) => outcomeOf(reader, { asOf, run, program, registers: { ...registers, exceptions }, record }),
  });
}

function markedWhere(length: number, holds: (partner: number) => boolean): Uint8Array {
  const marks = new Uint8Array(length);
  for (let partner = 0; partner < length; partner++) if (holds(partner)) marks[partner] = 1;
  return marks;
}
