/** Which partners are listed beside the picture: a cell, a kind of move, a region, a list. Kept in the address. */
import type { TierSelection } from '../../../analytics/api/documents/tierCase.ts';
import type { Address } from '../../../analytics/present/address.ts';

const LISTS = ['nearMiss', 'atRisk', 'protect'] as const;
const DIRECTIONS = ['up', 'down', 'stay', 'moved'] as const;
/** The fields of the address that say it. */
export const SELECTION_FIELDS: readonly string[] = ['from', 'to', 'move', 'of', 'list'];

export function selectionOf({ from, to, move, of, list }: Address['extra']): TierSelection | null {
  const direction = DIRECTIONS.find((known) => known === move);
  const named = LISTS.find((known) => known === list);
  const selection: TierSelection = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(direction === undefined ? {} : { direction }),
    ...(of === undefined ? {} : { region: of === '' ? null : of }),
    ...(named === undefined ? {} : { list: named }),
  };
  return Object.keys(selection).length === 0 ? null : selection;
}

export function isSameSelection(a: TierSelection, b: TierSelection | null): boolean {
  return (
    b !== null &&
    a.from === b.from &&
    a.to === b.to &&
    a.direction === b.direction &&
    a.region === b.region &&
    a.list === b.list
  );
}

const MOVES = { up: 'Rise', down: 'Fall', stay: 'Stay', moved: 'All movers' } as const;
const LIST_WORDS = { nearMiss: 'Near the next level', atRisk: 'Close to falling', protect: 'To protect' } as const;

/** `Gold to Silver`, `DACH, fall`, `Near the next level`. */
export function selectionWords({ from, to, direction, region, list }: TierSelection): string {
  const parts = [
    ...(from !== undefined && to !== undefined
      ? [from === to ? `Stay ${from}` : `${from} to ${to}`]
      : from !== undefined
        ? [`From ${from}`]
        : to !== undefined
          ? [`At ${to}`]
          : []),
    ...(region === undefined ? [] : [region ?? 'No region']),
    ...(direction === undefined ? [] : [MOVES[direction]]),
    ...(list === undefined ? [] : [LIST_WORDS[list]]),
  ];
  const [first = 'Partners', ...others] = parts;
  return [first, ...others.map((part) => part.toLowerCase())].join(', ');
}
