import { describe, expect, it } from 'vitest';
import { type Requirement, requirement } from '../../../../analytics/api/documents/tierProgram.ts';
import {
  asKind,
  type Group,
  newTest,
  withAdded,
  withoutPart,
  withPart,
  withPath,
} from '../../../../renderer/features/tiers/requirements/tree.ts';
import { ON_THE_DAY, TWELVE_MONTHS } from '../../../../renderer/measures/windowText.ts';
import { filterText } from '../../../../renderer/parts/filterText.ts';

const bookings = newTest({ metric: 'won_amount', filter: [], window: TWELVE_MONTHS }, '1');
const people = newTest({ metric: 'certified_people', filter: [], window: ON_THE_DAY }, '1');
const deals = newTest({ metric: 'won_count', filter: [], window: TWELVE_MONTHS }, '1');

describe('editing requirements', () => {
  // An edit that the schema refuses would leave the form with a program that can never be saved.
  it('makes only what the schema takes', () => {
    const edits: Requirement[] = [
      bookings,
      withAdded(undefined, bookings),
      withAdded(bookings, people),
      withAdded(withAdded(bookings, people), deals),
      withPath(withAdded(bookings, people), deals),
      withPath({ any: [bookings] }, deals),
      asKind({ all: [bookings, people, deals] }, 'atLeast'),
      asKind({ all: [bookings] }, 'atLeast'),
      withoutPart({ atLeast: 2, of: [bookings, people] }, 0) as Requirement,
    ];
    for (const edit of edits) expect(requirement.safeParse(edit).success).toBe(true);
  });

  it('adds beside what is asked for, and a path as an alternative to it', () => {
    expect(withAdded(bookings, people)).toEqual({ all: [bookings, people] });
    expect(withAdded({ any: [bookings] }, people)).toEqual({ any: [bookings, people] });
    expect(withPath({ all: [bookings, people] }, deals)).toEqual({ any: [{ all: [bookings, people] }, deals] });
  });

  it('takes the last part away together with its group', () => {
    expect(withoutPart({ all: [bookings] }, 0)).toBeNull();
    expect(withoutPart({ atLeast: 2, of: [bookings, people] }, 1)).toEqual({ atLeast: 1, of: [bookings] });
  });

  it('keeps parts and label when the word of a group changes', () => {
    const group: Group = { all: [bookings, people], label: 'Revenue path' };
    expect(asKind(group, 'any')).toEqual({ any: [bookings, people], label: 'Revenue path' });
    expect(withPart(group, 1, deals)).toEqual({ all: [bookings, deals], label: 'Revenue path' });
  });
});

it('filters read as words', () => {
  expect(filterText({ dim: 'family', values: ['Cloud', null] })).toBe('family Cloud or (none)');
  expect(filterText({ dim: 'deal_country', values: ['DE'], not: true })).toBe('not deal country DE');
});
