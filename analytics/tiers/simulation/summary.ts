/** All that the tier lab shows of a comparison. */
import type { ExceptionEffect, LevelCount, LevelFigures, TierSimulation } from '../../api/tiers.ts';
import type { Comparison } from './compare.ts';
import { type BenefitColumn, benefitColumns, type LevelCosts, PartnerCosts, sumCosts, tierCosts } from './costs.ts';
import { exceptionEffect } from './exceptionEffect.ts';
import { figuresByGroup } from './figures.ts';
import { handleCounts } from './handles.ts';
import { atRiskOf, type Lists, markedWhere, moverOf, nearMissOf, protectedOf } from './lists.ts';
import { countMarked, firstMarked } from './order.ts';
import { outcomeOf } from './outcome.ts';
import { PROTECT_NOTE } from './protect.ts';
import { regionMoves } from './regions.ts';
import { formerByProgram, NO_LEVEL } from './standing.ts';
import { unitsText } from './sums.ts';

/** Rows of each list that go to the page at once; the rest is asked for by rows. */
const LISTED = 60;

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

function sameCurrency({ reader, program, baselineProgram }: Comparison): boolean {
  const base = reader.context.network.policy.baseCurrency;
  return (program.currency ?? base) === (baselineProgram?.currency ?? base);
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
