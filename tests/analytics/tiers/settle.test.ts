import { describe, expect, it } from 'vitest';
import { policy } from '../../../analytics/api/documents/policy.ts';
import { grandfather, type TierProgramInput, tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { RegisteredException } from '../../../analytics/api/tiers.ts';
import type { RosterPartner } from '../../../analytics/metrics/roster.ts';
import { FiscalCalendar } from '../../../analytics/network/calendar.ts';
import { dayNumber } from '../../../analytics/network/dates.ts';
import { FOREIGN, levelIndices } from '../../../analytics/tiers/levelNames.ts';
import type { NamedBound } from '../../../analytics/tiers/review/bounds.ts';
import { reviewDays, reviewOf } from '../../../analytics/tiers/review/calendar.ts';
import { exceptionBounds, outcomesOfReviews, outcomesOnDay } from '../../../analytics/tiers/review/exceptions.ts';
import { grandfatherBounds } from '../../../analytics/tiers/review/grandfather.ts';
import { finalLevels, missesBefore, settleTiers } from '../../../analytics/tiers/review/settle.ts';
import { reviewSteps } from '../../../analytics/tiers/review/words.ts';

const CALENDAR = new FiscalCalendar(policy.parse({ calendar: { startMonth: 10 } }).calendar);
const [NONE, BRONZE, SILVER, GOLD] = [-1, 0, 1, 2] as const;
const upTo = (level: number) => 2 ** (level + 1) - 1;

const program = (more: Partial<TierProgramInput> = {}) =>
  tierProgram.parse({
    id: 'main',
    name: 'Partner program',
    levels: [
      { id: 'bronze', label: 'Bronze' },
      { id: 'silver', label: 'Silver' },
      { id: 'gold', label: 'Gold Partner' },
    ],
    review: { cadence: 'half-yearly' },
    ...more,
  });

const partner = (id: string, agreementStart: string | null = '2020-05-04'): RosterPartner => ({
  id,
  name: `Partner ${id}`,
  type: null,
  country: null,
  region: null,
  owner: null,
  agreementStart,
});

/** Reviews on 1 Oct 2025, 1 Apr and 1 Oct 2026; `given` holds what the requirements give each partner at each of them. */
function settle(
  document: ReturnType<typeof program>,
  start: readonly number[],
  given: readonly (readonly number[])[],
  bounds: readonly NamedBound[] = [],
  roster = start.map((_, index) => partner(`P${index}`)),
) {
  const days = reviewDays(reviewOf(document), CALENDAR, '2025-10-01', '2026-10-01');
  return settleTiers({
    program: document,
    roster,
    start: Int8Array.from(start),
    bounds,
    reviews: given.map((levels, index) => ({
      review: days[index]!,
      entry: Uint32Array.from(levels, upTo),
      keep: Uint32Array.from(levels, upTo),
    })),
  });
}

const reasons = (settlement: ReturnType<typeof settle>, index = 0) =>
  reviewSteps(settlement, index, 'en-GB').map(({ reason }) => reason);

describe('reviews of a program', () => {
  it('go from the levels in force through the days of its calendar', () => {
    const settlement = settle(
      program(),
      [GOLD, FOREIGN],
      [
        [SILVER, SILVER],
        [SILVER, GOLD],
        [GOLD, BRONZE],
      ],
    );
    expect(settlement.levels.map((levels) => [...levels])).toEqual([
      [SILVER, SILVER],
      [SILVER, GOLD],
      [GOLD, BRONZE],
    ]);
    expect([...finalLevels(settlement)]).toEqual([GOLD, BRONZE]);
    expect(reviewSteps(settlement, 0, 'en-GB')).toEqual([
      { on: '2025-10-01', from: 'Gold Partner', to: 'Silver', reached: 'Silver', reason: 'below Gold Partner' },
      { on: '2026-04-01', from: 'Silver', to: 'Silver', reached: 'Silver', reason: 'meets Silver' },
      { on: '2026-10-01', from: 'Silver', to: 'Gold Partner', reached: 'Gold Partner', reason: 'reaches Gold Partner' },
    ]);
    // A level in force that the program does not know is none: the partner is placed.
    expect(reviewSteps(settlement, 1, 'en-GB')[0]).toMatchObject({ from: '(no level)', to: 'Silver' });
  });

  it('say how often a level was missed and when the grace ends', () => {
    const rules = { cadence: 'half-yearly', afterConsecutive: 2, afterGraceDays: 200 } as const;
    // 200 days after 1 Oct 2025 is 19 Apr 2026, so the second miss on 1 Apr comes too early.
    expect(reasons(settle(program({ review: rules }), [GOLD], [[SILVER], [SILVER], [SILVER]]))).toEqual([
      'below Gold Partner at 1 of 2 reviews in a row that it takes to fall',
      'below Gold Partner since 1 Oct 2025, grace until 19 Apr 2026',
      'below Gold Partner since 1 Oct 2025, 3rd review in a row',
    ]);
  });

  it('say what else held or limited a partner', () => {
    const review = { cadence: 'half-yearly', demote: 'annual', promote: 'annual', newcomerDays: 365 } as const;
    const roster = [partner('old'), partner('new', '2025-11-05'), partner('late', '2026-05-01')];
    const settlement = settle(
      program({ review }),
      [GOLD, GOLD, NONE],
      [
        [BRONZE, BRONZE, GOLD],
        [BRONZE, GOLD, GOLD],
        [BRONZE, BRONZE, GOLD],
      ],
      [],
      roster,
    );
    expect(reasons(settlement, 0)).toEqual(['below Gold Partner', 'meets Bronze', 'meets Bronze']);
    expect(reasons(settlement, 1)).toEqual([
      'below Gold Partner, held as a newcomer until 5 Nov 2026',
      'meets Gold Partner',
      'below Gold Partner, held as a newcomer until 5 Nov 2026',
    ]);
    expect(reasons(settlement, 2)).toEqual([
      'no partner yet: the agreement starts on 1 May 2026',
      'no partner yet: the agreement starts on 1 May 2026',
      'had no level and reaches Gold Partner',
    ]);
    expect(
      reasons(
        settle(
          program({ review }),
          [SILVER, SILVER],
          [
            [SILVER, SILVER],
            [BRONZE, GOLD],
          ],
        ),
        0,
      )[1],
    ).toBe('below Silver, lowered at the annual review only');
    expect(
      reasons(
        settle(
          program({ review }),
          [SILVER, SILVER],
          [
            [SILVER, SILVER],
            [BRONZE, GOLD],
          ],
        ),
        1,
      )[1],
    ).toBe('reaches Gold Partner, raised at the annual review only');
  });
});

describe('misses of earlier reviews', () => {
  it('are those of the level that is still in force', () => {
    const days = reviewDays(reviewOf(program()), CALENDAR, '2025-04-01', '2026-04-01');
    const at = (index: number, levels: readonly number[]) => ({
      review: days[index]!,
      entry: Uint32Array.from(levels, upTo),
      keep: Uint32Array.from(levels, upTo),
    });
    const misses = missesBefore(
      [at(0, [SILVER, SILVER, GOLD, SILVER]), at(1, [BRONZE, GOLD, SILVER, BRONZE])],
      [Int8Array.of(GOLD, GOLD, GOLD, GOLD), Int8Array.of(GOLD, GOLD, GOLD, SILVER)],
      Int8Array.of(GOLD, GOLD, GOLD, SILVER),
    );
    // Missed twice; met the second time; missed the second time; fell to Silver on the first and missed that since.
    expect([...misses.count]).toEqual([2, 0, 1, 1]);
    expect([misses.since[0], misses.since[2], misses.since[3]]).toEqual(
      ['2025-04-01', '2025-10-01', '2025-10-01'].map(dayNumber),
    );
  });
});

describe('grandfathering', () => {
  const cohort = (rule: object, held: readonly (string | null)[], members: readonly string[] | null = null) => ({
    rule: grandfather.parse({ id: 'honour-2025', until: '2026-04-01', ...rule }),
    held,
    members: members && new Set(members),
  });
  const roster = ['A', 'B', 'C', 'D'].map((id) =>
    partner(id, { A: '2019-01-01', B: '2022-01-01', C: null, D: '2022-01-01' }[id]!),
  );
  const boundOf = (...cohorts: ReturnType<typeof cohort>[]) => {
    const { bounds, notes } = grandfatherBounds(program().levels, cohorts, roster);
    return { bounds: bounds.map(({ partners, levels }) => [[...partners], [...levels]]), notes };
  };

  it('keeps the level held, by id or label in any case', () => {
    expect(boundOf(cohort({}, ['GOLD', 'gold partner', null, 'Bronze']))).toEqual({
      bounds: [
        [
          [0, 1, 3],
          [GOLD, GOLD, BRONZE],
        ],
      ],
      notes: [],
    });
  });

  it('keeps to its cohort: members, levels held, who joined when', () => {
    const held = ['gold', 'gold', 'gold', 'silver'];
    expect(boundOf(cohort({}, held, ['B', 'D'])).bounds).toEqual([
      [
        [1, 3],
        [GOLD, SILVER],
      ],
    ]);
    expect(boundOf(cohort({ levels: ['gold'] }, held)).bounds).toEqual([
      [
        [0, 1, 2],
        [GOLD, GOLD, GOLD],
      ],
    ]);
    expect(boundOf(cohort({ joinedBefore: '2022-01-01' }, held)).bounds).toEqual([[[0], [GOLD]]]);
    expect(boundOf(cohort({ joinedFrom: '2022-01-01' }, held)).bounds).toEqual([
      [
        [1, 3],
        [GOLD, SILVER],
      ],
    ]);
  });

  it('gives a named level to those who held one that is gone', () => {
    const rule = { levels: ['Titanium'], keepLevel: 'gold' };
    expect(boundOf(cohort(rule, ['titanium', 'gold', null, 'silver'])).bounds).toEqual([[[0], [GOLD]]]);
  });

  it('says when a held level cannot be kept', () => {
    const { bounds, notes } = boundOf(cohort({ label: 'Honour 2025' }, ['Titanium', 'Titanium', null, null]));
    expect(bounds).toEqual([]);
    expect(notes).toEqual([
      '“Honour 2025” honours the level held, but “Titanium” is no level of this program: 2 partners that held it keep nothing. Name the level to keep in “keepLevel”.',
    ]);
  });

  it('holds through reviews until its day and is told with it', () => {
    const { bounds } = grandfatherBounds(
      program().levels,
      [cohort({ heldOn: '2025-09-30' }, ['gold'])],
      [partner('A')],
    );
    const settlement = settle(program(), [GOLD], [[BRONZE], [BRONZE], [BRONZE]], bounds);
    expect(settlement.levels.map(([level]) => level)).toEqual([GOLD, GOLD, BRONZE]);
    expect(reasons(settlement)[1]).toBe(
      'Bronze by the requirements, honoured as Gold Partner until 1 Apr 2026 (honour-2025)',
    );
  });

  it('does not bind before the day on which the level was held', () => {
    const { bounds } = grandfatherBounds(
      program().levels,
      [cohort({ heldOn: '2025-12-31' }, ['gold'])],
      [partner('A')],
    );
    expect(settle(program(), [GOLD], [[BRONZE], [BRONZE]], bounds).levels.map(([level]) => level)).toEqual([
      BRONZE,
      GOLD,
    ]);
  });
});

describe('exceptions', () => {
  const exception = (id: number, more: Partial<RegisteredException>): RegisteredException => ({
    id,
    partner: 'P0',
    effect: 'hold',
    level: 'gold',
    from: '2025-10-01',
    to: '2026-04-01',
    reason: 'merger',
    approver: 'K. Meyer',
    enabled: true,
    name: null,
    daysLeft: 0,
    ...more,
  });
  const roster = [partner('P0'), partner('P1')];
  const boundsOf = (...exceptions: RegisteredException[]) => exceptionBounds(program().levels, exceptions, roster);

  it('bind their partner within their dates', () => {
    const { bounds } = boundsOf(exception(1, {}), exception(2, { partner: 'P1', effect: 'place', level: 'Bronze' }));
    const given = [BRONZE, GOLD];
    const settlement = settle(program(), [GOLD, SILVER], [given, given, given], bounds);
    expect(settlement.levels.map((levels) => [...levels])).toEqual([
      [GOLD, BRONZE],
      [GOLD, BRONZE],
      [BRONZE, GOLD],
    ]);
    expect(reasons(settlement)[0]).toBe(
      'Bronze by the requirements, held by exception at Gold Partner until 1 Apr 2026 (merger)',
    );
  });

  it('that are switched off, waive a test, or are of somebody else bind nobody', () => {
    const waive = { effect: 'waive', requirement: 'Certified people', level: undefined } as const;
    const { bounds, notes } = boundsOf(
      exception(1, { enabled: false }),
      exception(2, waive),
      exception(3, { partner: 'X' }),
    );
    expect(bounds).toEqual([]);
    expect(notes).toEqual([]);
  });

  it('that name a level of another program say so', () => {
    expect(boundsOf(exception(1, { level: 'Titanium' })).notes).toEqual([
      'The exception of Partner P0 names “Titanium”, which is no level of this program, so it does nothing.',
    ]);
  });

  it('are weighed one by one, with the others in force', () => {
    const { bounds } = boundsOf(
      exception(1, { to: '2027-01-01' }),
      exception(2, { to: '2027-01-01', level: 'silver' }),
      exception(3, { to: '2027-01-01', partner: 'P1' }),
      exception(4, { to: '2026-01-01', partner: 'P1' }),
    );
    const given = [BRONZE, GOLD];
    const { run } = settle(program(), [GOLD, GOLD], [given, given, given], bounds);
    expect(outcomesOfReviews(run)).toEqual([
      { exception: 1, partner: 0, with: GOLD, without: SILVER },
      { exception: 2, partner: 0, with: GOLD, without: GOLD },
      { exception: 3, partner: 1, with: GOLD, without: GOLD },
      { exception: 4, partner: 1, with: GOLD, without: GOLD },
    ]);
    expect(outcomesOnDay(Int8Array.of(BRONZE, GOLD), bounds, dayNumber('2025-12-01')).slice(0, 2)).toEqual([
      { exception: 1, partner: 0, with: GOLD, without: SILVER },
      { exception: 2, partner: 0, with: GOLD, without: GOLD },
    ]);
  });
});

describe('names of levels', () => {
  it('are found by id before label; others are foreign', () => {
    const levels = tierProgram.parse({
      id: 'x',
      name: 'X',
      levels: [
        { id: 'one', label: 'two' },
        { id: 'two', label: 'Second' },
      ],
    }).levels;
    expect([...levelIndices(levels, ['ONE', 'two', ' second ', null, 'three'])]).toEqual([0, 1, 1, NONE, FOREIGN]);
  });
});
