import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policy } from '../../../analytics/api/documents/policy.ts';
import { type Review, review } from '../../../analytics/api/documents/tierProgram.ts';
import { FiscalCalendar } from '../../../analytics/network/calendar.ts';
import { addDays } from '../../../analytics/network/dates.ts';
import {
  countingReviews,
  dueAt,
  lastReviews,
  reviewDays,
  reviewOf,
  reviewOn,
} from '../../../analytics/tiers/review/calendar.ts';

const calendar = (settings: object) => new FiscalCalendar(policy.parse({ calendar: settings }).calendar);
const FROM_OCTOBER = calendar({ startMonth: 10 });
const FROM_FEBRUARY = calendar({ startMonth: 2 });
const WEEKS = calendar({ startMonth: 2, pattern: '4-4-5', yearEnd: { weekday: 6, rule: 'nearest' } });
const held = (settings: Partial<Review>) => review.parse(settings);

/** `A` the annual review, `Q` the quarterly one. */
const written = (days: ReturnType<typeof reviewDays>) =>
  days.map(({ on, annual, quarterly }) => `${on}${annual ? ' A' : ''}${quarterly ? ' Q' : ''}`);

describe('review days', () => {
  it('follow the fiscal quarters, half-years and years', () => {
    const between = (cadence: Review['cadence']) =>
      written(reviewDays(held({ cadence }), FROM_OCTOBER, '2025-10-01', '2026-10-01'));
    expect(between('quarterly')).toEqual([
      '2025-10-01 A Q',
      '2026-01-01 Q',
      '2026-04-01 Q',
      '2026-07-01 Q',
      '2026-10-01 A Q',
    ]);
    expect(between('half-yearly')).toEqual(['2025-10-01 A Q', '2026-04-01 Q', '2026-10-01 A Q']);
    expect(between('annual')).toEqual(['2025-10-01 A Q', '2026-10-01 A Q']);
    expect(between('monthly').slice(0, 5)).toEqual([
      '2025-10-01 A Q',
      '2025-11-01',
      '2025-12-01',
      '2026-01-01 Q',
      '2026-02-01',
    ]);
  });

  it('know the annual review though the year began before the first day asked for', () => {
    const days = reviewDays(held({ cadence: 'quarterly' }), FROM_OCTOBER, '2025-11-15', '2026-05-01');
    expect(written(days)).toEqual(['2026-01-01 Q', '2026-04-01 Q']);
  });

  it('look at windows that end the day before', () => {
    expect(reviewDays(held({}), FROM_OCTOBER, '2026-01-01', '2026-12-31').map(({ asOf }) => asOf)).toEqual([
      '2026-09-30',
    ]);
  });

  it('follow the weeks of a 4-4-5 year of 52 and of 53 weeks', () => {
    // The retail calendar: FY17 ends on Saturday 28 Jan 2017, FY18 on 3 Feb 2018 after 53 weeks, FY19 on 2 Feb 2019.
    const days = reviewDays(held({ cadence: 'quarterly' }), WEEKS, '2017-01-29', '2019-02-03');
    expect(written(days)).toEqual([
      '2017-01-29 A Q',
      '2017-04-30 Q',
      '2017-07-30 Q',
      '2017-10-29 Q',
      '2018-02-04 A Q',
      '2018-05-06 Q',
      '2018-08-05 Q',
      '2018-11-04 Q',
      '2019-02-03 A Q',
    ]);
  });

  it('stand on days of the year of their own; the first of a fiscal year is the annual one', () => {
    const dates = held({ cadence: 'dates', asOfDates: ['12-01', '03-01', '06-01', '09-01'] });
    expect(written(reviewDays(dates, FROM_FEBRUARY, '2025-06-01', '2026-06-30'))).toEqual([
      '2025-06-01 Q',
      '2025-09-01 Q',
      '2025-12-01 Q',
      '2026-03-01 A Q',
      '2026-06-01 Q',
    ]);
  });

  it('put 29 February on the 28th where there is none', () => {
    const leap = held({ cadence: 'dates', asOfDates: ['02-29'] });
    const days = reviewDays(leap, FROM_OCTOBER, '2027-01-01', '2028-12-31').map(({ on }) => on);
    expect(days).toEqual(['2027-02-28', '2028-02-29']);
  });

  it('refuse dates without any', () => {
    const none = held({ cadence: 'dates' });
    expect(() => reviewDays(none, FROM_OCTOBER, '2026-01-01', '2026-12-31')).toThrow(/asOfDates/);
  });

  it('are quarterly for a program that says nothing about them', () => {
    expect(reviewOf({})).toMatchObject({ cadence: 'quarterly', promote: 'each-review', demote: 'each-review' });
  });
});

describe('the last reviews', () => {
  it('end with the day itself', () => {
    const days = lastReviews(held({ cadence: 'half-yearly' }), FROM_OCTOBER, '2026-10-01', 4);
    expect(days.map(({ on }) => on)).toEqual(['2025-04-01', '2025-10-01', '2026-04-01', '2026-10-01']);
    expect(lastReviews(held({ cadence: 'dates', asOfDates: ['10-01'] }), FROM_OCTOBER, '2026-09-30', 3)).toHaveLength(
      3,
    );
  });

  it('that count towards a fall go back by number and by time', () => {
    const on = (settings: Partial<Review>) =>
      countingReviews(held({ cadence: 'quarterly', ...settings }), FROM_OCTOBER, '2026-10-01').map((day) => day.on);
    expect(on({})).toEqual([]);
    expect(on({ afterConsecutive: 3 })).toEqual(['2026-04-01', '2026-07-01']);
    // 120 days before 1 Oct is 3 Jun: who missed on 1 Apr already has had the grace, who missed on 1 Jul has not.
    expect(on({ afterGraceDays: 120 })).toEqual(['2026-04-01', '2026-07-01']);
    expect(on({ afterGraceDays: 120, afterConsecutive: 4 })).toEqual(['2026-01-01', '2026-04-01', '2026-07-01']);
  });
});

describe('anniversaries', () => {
  const anniversary = held({ cadence: 'anniversary' });
  const due = (on: string, starts: readonly (string | null)[]) => {
    const [day] = reviewDays(anniversary, FROM_OCTOBER, on, on);
    return [
      ...dueAt(
        day!,
        starts.map((agreementStart) => ({ agreementStart })),
      )!,
    ];
  };

  it('make a partner due on the first day after the month that holds it', () => {
    const starts = ['2024-03-01', '2024-03-31', '2024-04-01', '2024-02-29'];
    expect(due('2026-04-01', starts)).toEqual([1, 1, 0, 0]);
    expect(due('2026-03-01', starts)).toEqual([0, 0, 0, 1]);
  });

  it('begin a year after the start', () => {
    expect(due('2026-04-01', ['2026-03-10', '2025-03-10'])).toEqual([0, 1]);
  });

  it('come with the fiscal year where the start is not known', () => {
    expect(due('2026-10-01', [null])).toEqual([1]);
    expect(due('2026-11-01', [null])).toEqual([0]);
  });

  it('are found once in fiscal months of weeks, over the turn of the year', () => {
    const days = reviewDays(anniversary, WEEKS, '2017-02-26', '2018-02-04');
    const partners = [
      { agreementStart: '2015-12-31' },
      { agreementStart: '2015-01-01' },
      { agreementStart: '2016-02-29' },
    ];
    const counts = partners.map((_, index) => days.filter((day) => dueAt(day, partners)![index] === 1).length);
    // Together the months before these reviews are the fiscal year of 53 weeks from 29 Jan 2017 to 3 Feb 2018.
    expect(counts).toEqual([1, 1, 1]);
  });

  it('come once a year for every day of the year', () => {
    const start = fc.date({ min: new Date('2015-01-01'), max: new Date('2024-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(
        start,
        fc.constantFrom(FROM_OCTOBER, FROM_FEBRUARY, WEEKS),
        fc.integer({ min: 2027, max: 2033 }),
        (on, calendar, year) => {
          const partners = [{ agreementStart: on.toISOString().slice(0, 10) }];
          const { from, to } = calendar.span('year', year);
          // The month before each review, together the year.
          const days = reviewDays(anniversary, calendar, addDays(from, 1), addDays(to, 1));
          const found = days.filter((day) => dueAt(day, partners)![0] === 1).length;
          // A fiscal year of weeks may hold a day of the year twice or not at all.
          if (calendar === WEEKS) expect(found).toBeLessThanOrEqual(2);
          else expect(found).toBe(1);
        },
      ),
    );
  });

  it('are everybody’s review of the year when one is held by hand', () => {
    expect(reviewOn(anniversary, FROM_OCTOBER, '2026-10-01')).toMatchObject({
      annual: true,
      anniversaries: null,
      scheduled: false,
    });
    const quarterly = held({ cadence: 'quarterly' });
    expect(reviewOn(quarterly, FROM_OCTOBER, '2026-07-01')).toMatchObject({
      annual: false,
      quarterly: true,
      scheduled: true,
    });
    expect(reviewOn(quarterly, FROM_OCTOBER, '2026-07-02')).toMatchObject({ annual: true, scheduled: false });
  });
});
