import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundLevels,
  type LevelBound,
  REVIEW_REASONS,
  type ReviewReason,
  type ReviewRules,
  type ReviewRun,
  settleReviews,
} from '../../../../analytics/rules/settlement/review.ts';
import { type PlainPartner, type PlainReview, plainReviews } from './plainReview.ts';

const AT_ONCE: ReviewRules = {
  promote: 'each-review',
  demote: 'each-review',
  afterConsecutive: 1,
  afterGraceDays: 0,
  newcomerDays: 0,
};
const [NONE, BRONZE, SILVER, GOLD, PLATINUM] = [-1, 0, 1, 2, 3] as const;

/** The mask of a ladder: this level and every one below it. */
const upTo = (level: number) => 2 ** (level + 1) - 1;

interface Story {
  readonly start: number;
  /** What the requirements give at each review, and where it differs what they keep. */
  readonly given: readonly (number | { readonly enters: number; readonly keeps: number })[];
  readonly rules?: Partial<ReviewRules>;
  /** Days between reviews. */
  readonly every?: number;
  /** Which reviews, from 0, are the annual one; every fourth when left out. */
  readonly annual?: readonly number[];
  readonly joined?: number;
  readonly bounds?: readonly Omit<LevelBound, 'partners' | 'levels'>[];
  readonly boundLevels?: readonly number[];
}

/** One partner's levels and reasons; the first review is on day 1000. */
function tell({ start, given, rules, every = 91, annual, joined, bounds = [], boundLevels: levels = [] }: Story) {
  const settled = settleReviews({
    rules: { ...AT_ONCE, ...rules },
    start: Int8Array.of(start),
    reviews: given.map((one, index) => ({
      day: 1000 + index * every,
      annual: annual ? annual.includes(index) : index % 4 === 3,
      quarterly: true,
      entry: Uint32Array.of(upTo(typeof one === 'number' ? one : one.enters)),
      keep: Uint32Array.of(upTo(typeof one === 'number' ? one : one.keeps)),
    })),
    startDays: Float64Array.of(joined ?? Number.NaN),
    bounds: bounds.map((bound, index) => ({
      ...bound,
      partners: Int32Array.of(0),
      levels: Int8Array.of(levels[index]!),
    })),
  });
  return {
    levels: settled.levels.map((one) => one[0]),
    reasons: settled.reasons.map((one) => REVIEW_REASONS[one[0]!]),
    misses: settled.misses.map(({ count }) => count[0]),
    since: settled.misses.map((one) => one.since[0]),
  };
}

describe('reviews by hand', () => {
  it('rises and falls at once without further rules', () => {
    const { levels, reasons } = tell({ start: SILVER, given: [GOLD, GOLD, BRONZE, NONE, PLATINUM] });
    expect(levels).toEqual([GOLD, GOLD, BRONZE, NONE, PLATINUM]);
    expect(reasons).toEqual(['promoted', 'same', 'demoted', 'demoted', 'placed']);
  });

  it('keeps a level above its exit threshold, which does not reach it (hysteresis)', () => {
    // Gold is entered at 500 k and kept at 450 k; bookings 520, 470, 440, 470, 510.
    const given = [
      { enters: GOLD, keeps: GOLD },
      { enters: SILVER, keeps: GOLD },
      { enters: SILVER, keeps: SILVER },
      { enters: SILVER, keeps: GOLD },
      { enters: GOLD, keeps: GOLD },
    ];
    expect(tell({ start: SILVER, given }).levels).toEqual([GOLD, GOLD, SILVER, SILVER, GOLD]);
  });

  it('lets nobody fall whose level is asked for at the entry only', () => {
    // Entered once with 25 k; falling below later does not remove.
    const given = [BRONZE, SILVER, BRONZE, NONE].map((enters) => ({ enters, keeps: PLATINUM }));
    expect(tell({ start: NONE, given })).toMatchObject({
      levels: [BRONZE, SILVER, SILVER, SILVER],
      reasons: ['placed', 'promoted', 'same', 'same'],
      misses: [0, 0, 0, 0],
    });
  });

  it('falls after two misses in a row, to what the second one gives', () => {
    const { levels, reasons, misses } = tell({
      start: GOLD,
      given: [SILVER, GOLD, SILVER, BRONZE, BRONZE],
      rules: { afterConsecutive: 2 },
    });
    expect(levels).toEqual([GOLD, GOLD, GOLD, BRONZE, BRONZE]);
    expect(reasons).toEqual(['held-by-consecutive', 'same', 'held-by-consecutive', 'demoted', 'same']);
    expect(misses).toEqual([1, 0, 1, 2, 0]);
  });

  it('gives the new level a count of its own', () => {
    const { levels, reasons, misses } = tell({
      start: GOLD,
      given: [BRONZE, BRONZE, BRONZE, BRONZE],
      rules: { afterConsecutive: 2, maxDropPerReview: 1 },
    });
    expect(levels).toEqual([GOLD, SILVER, SILVER, BRONZE]);
    expect(reasons).toEqual(['held-by-consecutive', 'limited-fall', 'held-by-consecutive', 'demoted']);
    expect(misses).toEqual([1, 2, 1, 2]);
  });

  it('counts the grace from the first review that missed', () => {
    // Reviews on days 1000, 1091, 1182, 1273; the grace of 182 days ends on day 1182.
    const given = [SILVER, SILVER, SILVER, SILVER];
    expect(tell({ start: GOLD, given, rules: { afterGraceDays: 182 } })).toMatchObject({
      levels: [GOLD, GOLD, SILVER, SILVER],
      reasons: ['held-by-grace', 'held-by-grace', 'demoted', 'same'],
      since: [1000, 1000, 1000, 1000],
    });
    expect(tell({ start: GOLD, given, rules: { afterGraceDays: 183 } }).levels).toEqual([GOLD, GOLD, GOLD, SILVER]);
  });

  it('starts the grace anew when the level was met in between', () => {
    const { levels, since } = tell({
      start: GOLD,
      given: [SILVER, GOLD, SILVER, SILVER],
      rules: { afterGraceDays: 100 },
    });
    expect(levels).toEqual([GOLD, GOLD, GOLD, GOLD]);
    expect(since.slice(2)).toEqual([1182, 1182]);
  });

  it('goes on counting what earlier reviews have missed', () => {
    const settled = settleReviews({
      rules: { ...AT_ONCE, afterConsecutive: 2 },
      start: Int8Array.of(GOLD),
      reviews: [{ day: 1000, annual: true, quarterly: true, entry: Uint32Array.of(1), keep: Uint32Array.of(1) }],
      misses: { count: Uint8Array.of(1), since: Int32Array.of(909) },
    });
    expect(settled.levels[0]![0]).toBe(BRONZE);
    expect([settled.misses[0]!.count[0], settled.misses[0]!.since[0]]).toEqual([2, 909]);
  });

  it('falls and rises by so many levels at most', () => {
    expect(
      tell({ start: PLATINUM, given: [BRONZE, BRONZE, BRONZE, BRONZE], rules: { maxDropPerReview: 1 } }),
    ).toMatchObject({
      levels: [GOLD, SILVER, BRONZE, BRONZE],
      reasons: ['limited-fall', 'limited-fall', 'demoted', 'same'],
    });
    expect(
      tell({ start: BRONZE, given: [PLATINUM, PLATINUM, PLATINUM], rules: { maxRisePerReview: 2 } }),
    ).toMatchObject({
      levels: [GOLD, PLATINUM, PLATINUM],
      reasons: ['limited-rise', 'promoted', 'same'],
    });
  });

  it('places a newcomer straight at the level reached', () => {
    const rules = { maxRisePerReview: 1, promote: 'annual' } as const;
    expect(tell({ start: NONE, given: [GOLD], annual: [], rules })).toMatchObject({
      levels: [GOLD],
      reasons: ['placed'],
    });
  });

  it('fixes the level for the year: promotion each quarter, demotion at the annual review', () => {
    const given = [BRONZE, GOLD, BRONZE, BRONZE, BRONZE];
    expect(tell({ start: SILVER, given, rules: { demote: 'annual' } })).toMatchObject({
      levels: [SILVER, GOLD, GOLD, BRONZE, BRONZE],
      reasons: ['held-by-rule', 'promoted', 'held-by-rule', 'demoted', 'same'],
      // Reviews that cannot demote count as misses too.
      misses: [1, 0, 1, 2, 0],
    });
  });

  it('promotes at the annual review only', () => {
    expect(tell({ start: BRONZE, given: [GOLD, GOLD, GOLD, SILVER], rules: { promote: 'annual' } })).toMatchObject({
      levels: [BRONZE, BRONZE, BRONZE, SILVER],
      reasons: ['not-promoted-now', 'not-promoted-now', 'not-promoted-now', 'promoted'],
    });
  });

  it('never promotes or never demotes when the rules say so', () => {
    expect(tell({ start: BRONZE, given: [GOLD, NONE], rules: { promote: 'never' } }).levels).toEqual([BRONZE, NONE]);
    expect(tell({ start: GOLD, given: [BRONZE, PLATINUM], annual: [0, 1], rules: { demote: 'never' } }).levels).toEqual(
      [GOLD, PLATINUM],
    );
  });

  it('does not demote a newcomer', () => {
    // Joined on day 900: the 200 days are over on day 1100.
    expect(
      tell({ start: GOLD, given: [SILVER, SILVER, SILVER], joined: 900, rules: { newcomerDays: 200 } }),
    ).toMatchObject({
      levels: [GOLD, GOLD, SILVER],
      reasons: ['held-for-newcomer', 'held-for-newcomer', 'demoted'],
    });
    expect(tell({ start: GOLD, given: [SILVER], rules: { newcomerDays: 200 } }).levels).toEqual([SILVER]);
  });

  it('gives nobody a level before the agreement starts', () => {
    expect(tell({ start: NONE, given: [GOLD, GOLD], joined: 1091 })).toMatchObject({
      levels: [NONE, GOLD],
      reasons: ['not-joined', 'placed'],
    });
  });

  it('holds a floor until its day, which belongs to it', () => {
    const floor = { kind: 'floor', from: 0, until: 1091 } as const;
    expect(
      tell({ start: GOLD, given: [BRONZE, BRONZE, BRONZE], bounds: [floor], boundLevels: [SILVER] }),
    ).toMatchObject({
      levels: [SILVER, SILVER, BRONZE],
      reasons: ['floor', 'floor', 'demoted'],
    });
    // It lifts nobody who is below.
    expect(tell({ start: BRONZE, given: [BRONZE], bounds: [floor], boundLevels: [GOLD] }).levels).toEqual([BRONZE]);
  });

  it('honours a grandfathered level until its day', () => {
    const until = { kind: 'grandfathered', from: 0, until: 1181 } as const;
    expect(
      tell({ start: SILVER, given: [BRONZE, BRONZE, BRONZE], bounds: [until], boundLevels: [GOLD] }),
    ).toMatchObject({
      levels: [GOLD, GOLD, BRONZE],
      reasons: ['grandfathered', 'grandfathered', 'demoted'],
    });
  });

  it('lets an exception hold a level and another one place it', () => {
    const hold = { kind: 'exception-hold', from: 1000, until: 1100 } as const;
    const place = { kind: 'exception-place', from: 1090, until: 1200 } as const;
    expect(
      tell({
        start: GOLD,
        given: [BRONZE, BRONZE, BRONZE, BRONZE],
        bounds: [hold, place],
        boundLevels: [GOLD, PLATINUM],
      }),
    ).toMatchObject({
      levels: [GOLD, PLATINUM, PLATINUM, BRONZE],
      reasons: ['exception-hold', 'exception-place', 'exception-place', 'demoted'],
    });
    // A place is exact: it lowers too, and what the rules would have done does not matter.
    expect(tell({ start: GOLD, given: [PLATINUM, PLATINUM], bounds: [place], boundLevels: [BRONZE] }).levels).toEqual([
      PLATINUM,
      BRONZE,
    ]);
  });

  it('leaves partners alone whose review it is not', () => {
    const settled = settleReviews({
      rules: AT_ONCE,
      start: Int8Array.of(GOLD, GOLD, NONE, GOLD),
      reviews: [
        {
          day: 1000,
          annual: true,
          quarterly: true,
          entry: new Uint32Array(4).fill(upTo(SILVER)),
          keep: new Uint32Array(4).fill(upTo(SILVER)),
          due: Uint8Array.of(1, 0, 0, 0),
        },
      ],
      bounds: [
        { kind: 'grandfathered', from: 0, until: 2000, partners: Int32Array.of(1), levels: Int8Array.of(PLATINUM) },
        { kind: 'exception-place', from: 0, until: 2000, partners: Int32Array.of(3), levels: Int8Array.of(BRONZE) },
      ],
    });
    expect([...settled.levels[0]!]).toEqual([SILVER, GOLD, SILVER, BRONZE]);
    expect([...settled.reasons[0]!].map((reason) => REVIEW_REASONS[reason])).toEqual([
      'demoted',
      'not-due',
      'placed',
      'exception-place',
    ]);
  });

  it('bounds the levels of a day without a review', () => {
    const bounds: LevelBound[] = [
      { kind: 'floor', from: 0, until: 99, partners: Int32Array.of(0), levels: Int8Array.of(GOLD) },
      { kind: 'grandfathered', from: 0, until: 99, partners: Int32Array.of(1), levels: Int8Array.of(GOLD) },
      { kind: 'exception-place', from: 0, until: 9, partners: Int32Array.of(2), levels: Int8Array.of(GOLD) },
    ];
    const given = Int8Array.of(BRONZE, BRONZE, BRONZE);
    expect([...boundLevels(given, bounds, 10).levels]).toEqual([BRONZE, GOLD, BRONZE]);
    expect([...given]).toEqual([BRONZE, BRONZE, BRONZE]);
  });
});

const LEVELS = 4;
const rules: fc.Arbitrary<ReviewRules> = fc.record({
  promote: fc.constantFrom('each-review', 'quarterly', 'annual', 'never'),
  demote: fc.constantFrom('each-review', 'annual', 'never'),
  afterConsecutive: fc.integer({ min: 1, max: 3 }),
  afterGraceDays: fc.constantFrom(0, 0, 91, 200),
  newcomerDays: fc.constantFrom(0, 150, 400),
  maxDropPerReview: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  maxRisePerReview: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});
const someLevels = fc.subarray(Array.from({ length: LEVELS }, (_, level) => level));
const reviewDays = fc.array(fc.record({ annual: fc.boolean(), quarterly: fc.boolean() }), {
  minLength: 1,
  maxLength: 9,
});
const kinds = ['floor', 'grandfathered', 'exception-hold', 'exception-place'] as const;
const bound = fc.record({
  kind: fc.constantFrom(...kinds),
  from: fc.integer({ min: 900, max: 1900 }),
  until: fc.integer({ min: 900, max: 1900 }),
  level: fc.integer({ min: 0, max: LEVELS - 1 }),
});

interface Case {
  readonly rules: ReviewRules;
  readonly days: readonly { readonly annual: boolean; readonly quarterly: boolean }[];
  readonly partners: readonly (PlainPartner & {
    readonly at: readonly {
      readonly enters: readonly number[];
      readonly keeps: readonly number[];
      readonly due: boolean;
    }[];
  })[];
}

const cases = (bounds: fc.Arbitrary<PlainPartner['bounds']>): fc.Arbitrary<Case> =>
  fc.tuple(rules, reviewDays).chain(([rule, days]) =>
    fc.record({
      rules: fc.constant(rule),
      days: fc.constant(days),
      partners: fc.array(
        fc.record({
          start: fc.integer({ min: -1, max: LEVELS - 1 }),
          joined: fc.option(fc.integer({ min: 700, max: 1500 })),
          bounds,
          at: fc.array(fc.record({ enters: someLevels, keeps: someLevels, due: fc.boolean() }), {
            minLength: days.length,
            maxLength: days.length,
          }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  );

const mask = (levels: readonly number[]) => levels.reduce((bits, level) => bits | (1 << level), 0);
const dayOf = (index: number) => 1000 + index * 91;

function runOf({ rules: rule, days, partners }: Case): ReviewRun {
  return {
    rules: rule,
    start: Int8Array.from(partners, ({ start }) => start),
    startDays: Float64Array.from(partners, ({ joined }) => joined ?? Number.NaN),
    reviews: days.map((day, index) => ({
      ...day,
      day: dayOf(index),
      entry: Uint32Array.from(partners, ({ at }) => mask(at[index]!.enters)),
      keep: Uint32Array.from(partners, ({ at }) => mask(at[index]!.keeps)),
      due: Uint8Array.from(partners, ({ at }) => (at[index]!.due ? 1 : 0)),
    })),
    bounds: partners.flatMap(({ bounds }, index) =>
      bounds.map(({ level, ...one }) => ({ ...one, partners: Int32Array.of(index), levels: Int8Array.of(level) })),
    ),
  };
}

describe('reviews of any network', () => {
  it('are what the rules say, read plainly for one partner after the other', () => {
    fc.assert(
      fc.property(cases(fc.array(bound, { maxLength: 3 })), (one) => {
        const settled = settleReviews(runOf(one));
        for (const [partner, { at, ...who }] of one.partners.entries()) {
          const reviews: PlainReview[] = one.days.map((day, index) => ({ ...day, ...at[index]!, day: dayOf(index) }));
          const found = one.days.map((_, index) => ({
            level: settled.levels[index]![partner],
            reason: REVIEW_REASONS[settled.reasons[index]![partner]!] as ReviewReason,
            misses: settled.misses[index]!.count[partner],
          }));
          expect(found).toEqual(plainReviews(who, reviews, one.rules));
        }
      }),
    );
  });

  it('never drop a partner by more than the most', () => {
    const withoutPlaces = fc.array(
      bound.filter(({ kind }) => kind !== 'exception-place'),
      { maxLength: 2 },
    );
    fc.assert(
      fc.property(cases(withoutPlaces), fc.integer({ min: 1, max: 2 }), (one, most) => {
        const run = runOf({ ...one, rules: { ...one.rules, maxDropPerReview: most } });
        let before = run.start;
        for (const levels of settleReviews(run).levels) {
          for (const [partner, level] of levels.entries()) expect(before[partner]! - level).toBeLessThanOrEqual(most);
          before = levels;
        }
      }),
    );
  });

  it('never leave a partner under a floor or a grandfathered level', () => {
    fc.assert(
      fc.property(cases(fc.constant([])), fc.integer({ min: 0, max: LEVELS - 1 }), (one, level) => {
        const partners = one.partners.map((partner) => ({ ...partner, joined: null }));
        const under = (kind: PlainPartner['bounds'][number]['kind']) => {
          const bounds = [{ kind, from: 0, until: 5000, level }];
          const run = runOf({ ...one, partners: partners.map((partner) => ({ ...partner, bounds })) });
          return { start: run.start, reviews: run.reviews, ...settleReviews(run) };
        };
        const floored = under('floor');
        let before = floored.start;
        for (const levels of floored.levels) {
          for (const [partner, to] of levels.entries())
            expect(to).toBeGreaterThanOrEqual(Math.min(level, before[partner]!));
          before = levels;
        }
        const grandfathered = under('grandfathered');
        for (const [index, levels] of grandfathered.levels.entries()) {
          for (const [partner, to] of levels.entries()) {
            if (grandfathered.reviews[index]!.due![partner]) expect(to).toBeGreaterThanOrEqual(level);
          }
        }
      }),
    );
  });

  it('give the level of entry when nothing is asked but the requirements', () => {
    fc.assert(
      fc.property(cases(fc.constant([])), (one) => {
        const partners = one.partners.map(({ at, ...partner }) => ({
          ...partner,
          joined: null,
          at: at.map(({ enters }) => ({ enters, keeps: enters, due: true })),
        }));
        const { levels } = settleReviews(runOf({ ...one, rules: AT_ONCE, partners }));
        for (const [index, after] of levels.entries()) {
          expect([...after]).toEqual(partners.map(({ at }) => Math.max(-1, ...at[index]!.enters)));
        }
      }),
    );
  });

  it('do not depend on the order of partners', () => {
    fc.assert(
      fc.property(cases(fc.array(bound, { maxLength: 2 })), (one) => {
        const forward = settleReviews(runOf(one));
        const backward = settleReviews(runOf({ ...one, partners: one.partners.toReversed() }));
        for (const [index, levels] of forward.levels.entries()) {
          expect([...levels]).toEqual([...backward.levels[index]!].toReversed());
          expect([...forward.reasons[index]!]).toEqual([...backward.reasons[index]!].toReversed());
        }
      }),
    );
  });

  it('can be held in two goes', () => {
    fc.assert(
      fc.property(cases(fc.array(bound, { maxLength: 2 })), fc.nat(8), (one, cut) => {
        const run = runOf(one);
        const whole = settleReviews(run);
        const first = settleReviews({ ...run, reviews: run.reviews.slice(0, cut) });
        const last = first.levels.at(-1);
        if (!last) return;
        // A change of level starts the count anew, so the misses that go on are those of partners who stayed.
        const before = first.levels.at(-2) ?? run.start;
        const { count, since } = first.misses.at(-1)!;
        const second = settleReviews({
          ...run,
          start: last,
          reviews: run.reviews.slice(cut),
          misses: { count: count.map((misses, index) => (last[index] === before[index] ? misses : 0)), since },
        });
        expect([...first.levels, ...second.levels]).toEqual(whole.levels);
      }),
    );
  });
});
