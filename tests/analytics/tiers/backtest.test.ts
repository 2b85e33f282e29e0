import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policy } from '../../../analytics/api/documents/policy.ts';
import { tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { FiscalCalendar } from '../../../analytics/network/calendar.ts';
import { FOREIGN } from '../../../analytics/tiers/levelNames.ts';
import { backTest } from '../../../analytics/tiers/review/backTest.ts';
import { lastReviews, reviewOf } from '../../../analytics/tiers/review/calendar.ts';
import { settleTiers } from '../../../analytics/tiers/review/settle.ts';

const [NONE, BRONZE, SILVER, GOLD] = [-1, 0, 1, 2] as const;
const CALENDAR = new FiscalCalendar(policy.parse({ calendar: { startMonth: 10 } }).calendar);
const PROGRAM = tierProgram.parse({
  id: 'main',
  name: 'Partner program',
  levels: [
    { id: 'bronze', label: 'Bronze' },
    { id: 'silver', label: 'Silver' },
    { id: 'gold', label: 'Gold' },
  ],
});

/** Partners by what the requirements give them at each quarterly review up to 1 Oct 2026; up and down at once. */
function history(
  start: readonly number[],
  given: readonly (readonly number[])[],
  {
    inForce,
    within = 2,
    joined = [],
  }: { inForce?: readonly (readonly number[] | null)[]; within?: number; joined?: readonly (string | null)[] } = {},
) {
  const roster = start.map((_, index) => ({
    id: `P${index}`,
    name: `Partner ${index}`,
    type: null,
    country: null,
    region: null,
    owner: null,
    agreementStart: joined[index] ?? null,
  }));
  const days = lastReviews(reviewOf(PROGRAM), CALENDAR, '2026-10-01', given.length);
  const settlement = settleTiers({
    program: PROGRAM,
    roster,
    start: Int8Array.from(start),
    bounds: [],
    reviews: given.map((levels, index) => ({
      review: days[index]!,
      entry: Uint32Array.from(levels, (level) => 2 ** (level + 1) - 1),
      keep: Uint32Array.from(levels, (level) => 2 ** (level + 1) - 1),
    })),
  });
  return backTest({
    settlement,
    roster,
    inForce: (inForce ?? given.map(() => null)).map((levels) => levels && Int8Array.from(levels)),
    withinReviews: within,
  });
}

describe('a back-test', () => {
  it('counts levels and moves review by review', () => {
    const { reviews } = history(
      [GOLD, SILVER, NONE],
      [
        [SILVER, GOLD, BRONZE],
        [SILVER, NONE, SILVER],
        [SILVER, SILVER, SILVER],
      ],
    );
    expect(reviews).toEqual([
      { on: '2026-04-01', up: 1, down: 1, counts: { bronze: 1, silver: 1, gold: 1 } },
      { on: '2026-07-01', up: 1, down: 1, counts: { '(no level)': 1, bronze: 0, silver: 2, gold: 0 } },
      // Coming back from no level is a rise; a first level is not.
      { on: '2026-10-01', up: 1, down: 0, counts: { bronze: 0, silver: 3, gold: 0 } },
    ]);
  });

  it('leaves out who had not joined', () => {
    const { reviews } = history(
      [NONE, NONE],
      [
        [GOLD, GOLD],
        [GOLD, GOLD],
      ],
      { joined: ['2026-08-01', null] },
    );
    expect(reviews.map(({ counts }) => counts)).toEqual([
      { bronze: 0, silver: 0, gold: 1 },
      { bronze: 0, silver: 0, gold: 2 },
    ]);
  });

  it('names who fell and rose again within so many reviews, most often first', () => {
    const given = [
      [SILVER, SILVER, SILVER, BRONZE],
      [GOLD, SILVER, BRONZE, SILVER],
      [GOLD, SILVER, BRONZE, BRONZE],
      [GOLD, GOLD, BRONZE, SILVER],
    ];
    const one = history([GOLD, GOLD, GOLD, BRONZE], given, { within: 2 });
    expect(one.flapped).toBe(2);
    expect(one.flappedPartners).toEqual([
      { partner: 'P3', name: 'Partner 3', path: 'Bronze → Silver → Bronze → Silver' },
      { partner: 'P0', name: 'Partner 0', path: 'Gold → Silver → Gold' },
    ]);
    // Three reviews apart: only with a longer look.
    expect(
      history([GOLD, GOLD, GOLD, BRONZE], given, { within: 3 }).flappedPartners.map(({ partner }) => partner),
    ).toEqual(['P3', 'P0', 'P1']);
  });

  it('agrees with the levels in force partner by partner and review by review', () => {
    const inForce = [[GOLD, FOREIGN, NONE], null, [GOLD, SILVER, BRONZE]];
    const given = [
      [GOLD, SILVER, BRONZE],
      [GOLD, SILVER, BRONZE],
      [SILVER, SILVER, SILVER],
    ];
    expect(history([NONE, NONE, NONE], given, { inForce }).agreement).toEqual({ same: 2, of: 5 });
    expect(history([NONE, NONE, NONE], given).agreement).toBeNull();
  });

  it('puts every partner into one count, and every flap among the moves', () => {
    const level = fc.integer({ min: -1, max: 2 });
    const cases = fc
      .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 8 }))
      .chain(([partners, reviews]) => {
        const row = fc.array(level, { minLength: partners, maxLength: partners });
        return fc.tuple(row, fc.array(row, { minLength: reviews, maxLength: reviews }));
      });
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 4 }), ([start, given], within) => {
        const { reviews, flapped, flappedPartners } = history(start, given, { within });
        for (const { counts } of reviews) {
          expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(start.length);
        }
        const moves = reviews.reduce((sum, { up, down }) => sum + up + down, 0);
        expect(2 * flapped).toBeLessThanOrEqual(moves);
        expect(flappedPartners).toHaveLength(flapped);
      }),
    );
  });
});
