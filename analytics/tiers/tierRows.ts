/** Partners behind a cell of the matrix, a flow, a region or a list. */
import type { TierSelection } from '../api/documents/tierCase.ts';
import type { TierRow } from '../api/tiers.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Lab, LabOptions } from '../metrics/lab.ts';
import { type CompareRequest, comparing } from './simulation/compare.ts';
import { atRiskOf, type Lists, listsOf, nearMissOf, partnerOf } from './simulation/lists.ts';
import { firstMarked } from './simulation/order.ts';
import type { Registers } from './simulation/outcome.ts';
import { NO_REGION } from './simulation/regions.ts';

export interface RowsRequest extends CompareRequest {
  readonly select: TierSelection;
  readonly limit: number;
}

/**
 * The partners of a selection, most bookings first; those to protect in the order of their list.
 * @throws as `simulate` does
 */
export function tierRows(
  context: QueryContext,
  lab: Lab,
  request: RowsRequest,
  registers: Registers,
  options: LabOptions = {},
): Promise<{ readonly rows: readonly TierRow[]; readonly total: number }> {
  return comparing(context, lab, request, registers, options, (comparison) => {
    const lists = listsOf(comparison, request.near);
    const found = listed(lists, request.select.list).filter((partner) => selected(lists, request.select, partner));
    const shown = found.slice(0, request.limit);
    const rows = shown.map((partner) => ({
      ...partnerOf(lists, partner),
      direction: MOVES[comparison.migration.moves[partner]! + 1]!,
      reason: reasonIn(lists, request.select.list, partner),
    }));
    return { rows, total: found.length };
  });
}

function listed(lists: Lists, list: TierSelection['list']): number[] {
  const { byBookings, population } = lists.comparison;
  const all = population.ids.length;
  switch (list) {
    case 'nearMiss':
      return firstMarked(byBookings, lists.near.near, all);
    case 'atRisk':
      return firstMarked(byBookings, lists.near.atRisk, all);
    case 'protect':
      return lists.protectFirst(all);
    case undefined:
      return [...byBookings];
  }
}

const MOVES = ['down', 'stay', 'up'] as const;

const DIRECTIONS: Readonly<Record<NonNullable<TierSelection['direction']>, (move: number) => boolean>> = {
  up: (move) => move > 0,
  down: (move) => move < 0,
  stay: (move) => move === 0,
  moved: (move) => move !== 0,
};

function selected(lists: Lists, { from, to, direction, region }: TierSelection, partner: number): boolean {
  const { migration } = lists.comparison;
  const row = partnerOf(lists, partner);
  return (
    (from === undefined || row.from === from) &&
    (to === undefined || row.to === to) &&
    (direction === undefined || DIRECTIONS[direction](migration.moves[partner]!)) &&
    (region === undefined || (row.region ?? NO_REGION) === (region ?? NO_REGION))
  );
}

function reasonIn(lists: Lists, list: TierSelection['list'], partner: number): string {
  switch (list) {
    case 'nearMiss':
      return nearMissOf(lists, partner).reason;
    case 'atRisk':
      return atRiskOf(lists, partner).reason;
    case 'protect':
      return lists.needs(partner);
    case undefined:
      return lists.reasons.move(partner);
  }
}
