import { describe, expect, it } from 'vitest';
import { tierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { HandleCount, ProgramChange } from '../../../../analytics/api/tiers.ts';
import { withValueAt } from '../../../../renderer/drafts/place.ts';
import { changeRows } from '../../../../renderer/features/tiers/changes.ts';
import { thresholdHandles } from '../../../../renderer/features/tiers/handles.ts';
import { laddersOf } from '../../../../renderer/features/tiers/levels.ts';
import { ownersOf } from '../../../../renderer/features/tiers/owners.ts';
import { isSameSelection, selectionOf, selectionWords } from '../../../../renderer/features/tiers/selection.ts';
import {
  switchedOn,
  withGrace,
  withGrandfather,
  withMaxDrop,
} from '../../../../renderer/features/tiers/simulate/reviewRules.ts';

const program = tierProgram.parse({
  id: 'main',
  name: 'Program FY26',
  levels: [
    { id: 'registered', label: 'Registered' },
    { id: 'gold', label: 'Gold', requirement: { metric: 'won_amount', window: 'trailing-12-months', value: '500000' } },
  ],
  review: { cadence: 'half-yearly', maxDropPerReview: 2 },
  grandfather: [{ id: 'fy25', until: '2027-01-01' }],
});
const PLACE = 'levels.1.requirement.value';

const handle: HandleCount = {
  place: PLACE,
  level: 'Gold',
  label: 'bookings',
  measure: 'm0',
  unit: 'money',
  sign: '>=',
  group: null,
  value: '500000',
  was: null,
  reach: 61,
  reachWas: null,
};

describe('the handles', () => {
  it('stand where the document has them, ahead of the simulation, and know where they stood', () => {
    const moved = withValueAt(program, PLACE, '650000');
    const against = { handles: [{ ...handle, value: '620000', was: '500000', reach: 50, reachWas: 61 }] };
    const [shown] = thresholdHandles({ handles: [{ ...handle, value: '640000', reach: 48 }] }, against, moved, program);
    expect(shown).toMatchObject({ name: 'Gold, bookings', value: '650000', was: '500000', reach: 48, reachWas: 61 });
  });

  it('have no old place where nothing was changed', () => {
    const [shown] = thresholdHandles(
      { handles: [handle] },
      undefined,
      withValueAt(program, PLACE, '500000.00'),
      program,
    );
    expect(shown).toMatchObject({ was: null, reachWas: null });
  });

  it('of region groups are told apart', () => {
    const [shown] = thresholdHandles({ handles: [{ ...handle, group: 'DACH' }] }, undefined, program, program);
    expect(shown?.level).toBe('Gold DACH');
  });
});

describe('the changes', () => {
  const change: ProgramChange = {
    place: PLACE,
    label: 'Gold, bookings',
    from: '500000',
    to: '650000',
    unit: 'money',
    up: 0,
    down: 10,
  };
  const moved = thresholdHandles({ handles: [handle] }, undefined, withValueAt(program, PLACE, '650000'), program);

  it('show the value in hand, and an effect only when it is of that value', () => {
    expect(changeRows(moved, [change])).toMatchObject([{ to: '650000', down: 10, current: true }]);
    expect(changeRows(moved, [{ ...change, to: '640000' }])).toMatchObject([{ to: '650000', current: false }]);
    expect(changeRows(moved, [])).toMatchObject([{ to: '650000', up: null, down: null }]);
  });

  it('hold what is no threshold too, once', () => {
    const review: ProgramChange = { ...change, place: 'review.maxDropPerReview', label: 'Fall at most', unit: 'count' };
    expect(changeRows(moved, [change, review]).map(({ place }) => place)).toEqual([PLACE, 'review.maxDropPerReview']);
  });
});

describe('the way a move leads', () => {
  const levels = ['Registered', 'Gold'].map((label, index) => ({
    index,
    id: label.toLowerCase(),
    label,
    before: 0,
    after: 0,
  }));

  it('follows the program’s order, with no level below all', () => {
    const ladders = laddersOf({
      levels,
      fromLevels: ['(no level)', 'Registered', 'Gold'],
      toLevels: ['Registered', 'Gold'],
      matrix: [
        [3, 1],
        [10, 2],
        [1, 5],
      ],
      up: 6,
      down: 1,
    });
    expect(ladders.directionOf('(no level)', 'Registered')).toBe('up');
    expect(ladders.directionOf('Gold', 'Registered')).toBe('down');
    expect(ladders.directionOf('Gold', 'Gold')).toBe('stay');
    expect(ladders.stripesOf('Gold')).toBe(4);
    expect(ladders.stripesOf('Registered')).toBe(0);
  });

  const strange = {
    levels,
    fromLevels: ['Registered', 'Select', 'Gold'],
    toLevels: ['Registered', 'Gold'],
    matrix: [
      [1, 0],
      [2, 3],
      [0, 1],
    ],
  };

  it('from a level that the program does not have is told only as far as the engine tells it', () => {
    expect(laddersOf({ ...strange, up: 3, down: 2 }).directionOf('Select', 'Gold')).toBe('up');
    expect(laddersOf({ ...strange, up: 0, down: 0 }).directionOf('Select', 'Gold')).toBe('other');
  });
});

describe('a selection', () => {
  it('is what the address says, and nothing when it says nothing', () => {
    expect(selectionOf({ view: 'simulate' })).toBeNull();
    expect(selectionOf({ from: 'Gold', to: 'Silver' })).toEqual({ from: 'Gold', to: 'Silver' });
    expect(selectionOf({ of: '', move: 'moved' })).toEqual({ region: null, direction: 'moved' });
    expect(selectionOf({ list: 'nonsense', move: 'sideways' })).toBeNull();
  });

  it('is said in words', () => {
    expect(selectionWords({ from: 'Gold', to: 'Silver' })).toBe('Gold to Silver');
    expect(selectionWords({ from: 'Gold', to: 'Gold' })).toBe('Stay Gold');
    expect(selectionWords({ region: 'DACH', direction: 'moved' })).toBe('DACH, all movers');
    expect(selectionWords({ list: 'nearMiss' })).toBe('Near the next level');
  });

  it('is told from another one', () => {
    expect(isSameSelection({ from: 'Gold', to: 'Silver' }, { from: 'Gold', to: 'Silver' })).toBe(true);
    expect(isSameSelection({ from: 'Gold', to: 'Silver' }, { from: 'Gold' })).toBe(false);
    expect(isSameSelection({ region: null }, null)).toBe(false);
  });
});

describe('owners', () => {
  it('come by name, those without one last, and keep the order of their partners', () => {
    const rows = [
      { owner: 'Zoe', id: 1 },
      { owner: null, id: 2 },
      { owner: 'Anna', id: 3 },
      { owner: 'Zoe', id: 4 },
    ];
    expect(ownersOf(rows).map(([owner, theirs]) => [owner, theirs.map(({ id }) => id)])).toEqual([
      ['Anna', [3]],
      ['Zoe', [1, 4]],
      [null, [2]],
    ]);
  });
});

describe('the rules of the review', () => {
  it('are taken out and put back as the baseline has them', () => {
    const off = withMaxDrop(program, null);
    expect(off.review && 'maxDropPerReview' in off.review).toBe(false);
    expect(withMaxDrop(off, switchedOn('maxDropPerReview', program)).review?.maxDropPerReview).toBe(2);
    // Without a rule in the baseline, the mildest: one level, one review.
    expect(switchedOn('maxDropPerReview', off)).toBe(1);
    expect(switchedOn('afterConsecutive', program)).toBe(1);
  });

  it('give grace as one review more in a row', () => {
    expect(withGrace(program, 2).review?.afterConsecutive).toBe(3);
    expect(withGrace(program, 0).review?.afterConsecutive).toBe(1);
  });

  it('honour one cohort and leave a program without reviews as it is', () => {
    expect(withGrandfather(program, 'fy25', false).grandfather[0]?.enabled).toBe(false);
    const { review: _, ...unreviewed } = program;
    expect(withMaxDrop(unreviewed, 1)).toBe(unreviewed);
  });
});
