/** A program over the past reviews of its calendar. */
import type { TierCase } from '../api/documents/tierCase.ts';
import type { BackTest } from '../api/tiers.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Lab, LabOptions } from '../metrics/lab.ts';
import type { Network } from '../network/network.ts';
import { formatDate } from '../present/dates.ts';
import { levelIndices } from './levelNames.ts';
import { backTest } from './review/backTest.ts';
import type { ReviewDay } from './review/calendar.ts';
import { comparing } from './simulation/compare.ts';
import type { Registers } from './simulation/outcome.ts';
import { lastReviews, reviewsOf } from './simulation/settlementPart.ts';

export interface BackTestRequest extends TierCase {
  /** So many reviews up to the day. */
  readonly reviews: number;
  /** A move is taken back when the opposite one comes within so many reviews. */
  readonly withinReviews: number;
}

/**
 * The last reviews that the data has whole windows for. Levels before the first of them come from the reviews before it,
 * so that it moves nobody merely because it is the first.
 * @throws as `simulate` does
 */
export function tierBackTest(
  context: QueryContext,
  lab: Lab,
  request: BackTestRequest,
  registers: Registers,
  options: LabOptions = {},
): Promise<BackTest> {
  const against = { kind: 'in-force' } as const;
  return comparing(context, lab, { ...request, against, run: 'history' }, registers, options, async (comparison) => {
    const { outcome, population, places, reader, locale } = comparison;
    const last = lastReviews(outcome.settlement!, request.reviews);
    const settlement = places ? reviewsOf(last, places) : last;
    const inForce = await Promise.all(
      settlement.days.map(async ({ on }) => {
        const names = await reader.inForce(on, population);
        return names.some((name) => name !== null) ? levelIndices(comparison.program.levels, names) : null;
      }),
    );
    const { withinReviews } = request;
    const few = fewNotes(request.reviews, settlement.days, reader.context.network, locale);
    const basis = { ...comparison.basis, notes: [...comparison.basis.notes, ...few] };
    return { basis, ...backTest({ settlement, roster: population.partners, inForce, withinReviews }) };
  });
}

/** Why there are fewer reviews than were asked for. */
function fewNotes(wanted: number, days: readonly ReviewDay[], { horizon }: Network, locale: string): string[] {
  const [first] = days;
  if (!first || days.length >= wanted) return [];
  const shown = days.length === 1 ? '1 is shown' : `${days.length} are shown`;
  return [
    `${wanted} reviews were asked for and ${shown}: the data begins on ${formatDate(horizon.from, locale)}, and no review before ${formatDate(first.on, locale)} has whole windows.`,
  ];
}
