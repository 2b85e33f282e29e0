/** Thresholds and reviews of tier programs: who ends just above a level's figure, and what closes just before a review. */
import type { Filter } from '../../api/documents/query.ts';
import type { GamingReport } from '../../api/incentiveSearch.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import { readMeasures } from '../../metrics/measures/readMeasures.ts';
import type { FiscalCalendar } from '../../network/calendar.ts';
import { addDays, dayNumber } from '../../network/dates.ts';
import type { IncentiveDesk, TierReviews } from '../desk.ts';
import { tenThousandths } from '../earnedColumns.ts';
import { matches, payRoster } from '../lab/payRoster.ts';
import { amountText } from '../settle.ts';
import { type ClosedDay, readClosedDays } from './deals.ts';
import { bunchingBy, MOST_NAMED } from './lineReport.ts';
import { laidByReview } from './ownYears.ts';
import { findPullForward, type PullForward, type QuarterDays } from './quarterEnd.ts';
import type { GamingWords } from './words.ts';

interface Asked {
  readonly period: ResolvedPeriod;
  readonly where: readonly Filter[];
}

/** Of every figure that a program asks for: what enrolled partners reached by the reviews that look back on the period. */
export async function tierBunching(
  desk: IncentiveDesk,
  { period, where }: Asked,
  words: GamingWords,
  options: LabOptions,
): Promise<GamingReport['bunching']> {
  const { network } = desk.context;
  const { partners: roster } = await payRoster(desk, period.to, undefined, options);
  const partners = roster.filter((partner) => partner.enrolled && matches(partner, where));
  const found: GamingReport['bunching'][number][] = [];
  for (const { program, currency, asOfs, own: ownReviews, tests } of desk.tierReviews) {
    const days = asOfs.filter((day) => day >= period.from && day <= period.to);
    if (days.length === 0 || partners.length === 0) continue;
    const planned = tests.map((test) => ({ ...test, plan: planMeasure(test.measure, network) }));
    const table = await readMeasures(
      desk.context,
      { measures: planned.map(({ plan }) => plan), asOfs: days, partners: partners.map(({ id }) => id), currency },
      { signal: options.signal },
    );
    for (const key of new Set(planned.map(({ plan }) => plan.key))) {
      const own = planned.filter(({ plan }) => plan.key === key);
      const { plan } = own[0]!;
      const values = Float64Array.from(table.column(key), (value, place) => {
        const due = ownReviews?.get(partners[place % partners.length]!.id);
        return ownReviews === null || due?.includes(days[Math.floor(place / partners.length)]!) ? value : Number.NaN;
      });
      const edges = [...new Set(own.map(({ value }) => tenThousandths(value)))].sort((a, b) => a - b);
      for (const one of bunchingBy(values, edges)) {
        const named = own.filter(({ value }) => tenThousandths(value) === one.threshold).map(({ level }) => level);
        const levels = [...new Set(named)];
        found.push({
          line: `${program}: ${levels.join(', ')}`,
          threshold: amountText(one.threshold),
          unit: plan.unit as GamingReport['bunching'][number]['unit'],
          below: one.below,
          above: one.above,
          expectedBelow: one.expectedBelow,
          expectedAbove: one.expectedAbove,
          chance: one.chance,
          verdict: one.verdict,
          partners: (one.verdict === 'found' ? one.places : []).slice(0, MOST_NAMED).map((place) => {
            const { id, name } = partners[place % partners.length]!;
            const day = days[Math.floor(place / partners.length)]!;
            return { partner: id, name, period: words.reviewOf(day), reached: amountText(values[place]!) };
          }),
          sentence: words.tierBunching(plan, { program, levels }, one),
        });
      }
    }
  }
  return found;
}

/**
 * Deals that close in the last days before a review and are then missing. Where other quarters end the same way, it is the end
 * of the quarter and not the review.
 */
export async function reviewPullForward(
  desk: IncentiveDesk,
  { period, where }: Asked,
  words: GamingWords,
  options: LabOptions,
): Promise<GamingReport['reviewEnds']> {
  if (desk.tierReviews.every(({ asOfs }) => asOfs.length === 0)) return [];
  const { calendar, horizon } = desk.context.network;
  // Reviews are few: all before the end of the period count.
  const closed = await readClosedDays(desk, { from: horizon.from, to: period.to, on: period.to, where }, options);
  return desk.tierReviews.flatMap((reviews) => {
    const { program, own } = reviews;
    const days = reviews.asOfs.filter((day) => day <= period.to);
    if (days.length === 0) return [];
    const { found, everyQuarter } =
      own === null ? aroundReviews(closed, days, calendar) : aroundOwnReviews(closed, own, period.to, calendar);
    const { days: window, rush, hole, expected } = found;
    const [moved, verdict] = everyQuarter ? [null, 'not found' as const] : [found.moved, found.verdict];
    return {
      program,
      days: window,
      rush,
      hole,
      expected,
      moved,
      verdict,
      sentence: words.reviews(program, found, everyQuarter),
    };
  });
}

interface Around {
  readonly found: PullForward;
  /** The same is found where quarters end without a review. */
  readonly everyQuarter: boolean;
}

function aroundReviews(closed: readonly ClosedDay[], asOfs: readonly string[], calendar: FiscalCalendar): Around {
  const days = Float64Array.from(closed, ({ day }) => day);
  const found = findPullForward(days, spansBetween(asOfs, calendar));
  const others = betweenReviews(asOfs, calendar);
  const everyQuarter =
    found.verdict === 'found' &&
    others.length > 0 &&
    findPullForward(days, spansBetween(others, calendar)).verdict === 'found';
  return { found, everyQuarter };
}

/** Quarters of a year between one review and the next, in months. */
const OTHER_QUARTERS = [3, 6, 9];

/** The years of all partners that end with their own review, laid over each other. */
function aroundOwnReviews(
  closed: readonly ClosedDay[],
  own: NonNullable<TierReviews['own']>,
  until: string,
  calendar: FiscalCalendar,
): Around {
  const around = (months: number): PullForward => {
    const ends = [...own].map(([partner, asOfs]) => {
      const later = asOfs.map((asOf) => calendar.span('month', calendar.ordinalAt('month', asOf) + months).to);
      return [partner, later.filter((day) => day <= until).map(dayNumber)] as const;
    });
    const { days, spans } = laidByReview(closed, new Map(ends));
    return findPullForward(days, spans);
  };
  const found = around(0);
  const everyQuarter =
    found.verdict === 'found' && OTHER_QUARTERS.every((months) => around(months).verdict === 'found');
  return { found, everyQuarter };
}

/** What lies between the reviews, and as long before the first one. */
function spansBetween(asOfs: readonly string[], calendar: FiscalCalendar): QuarterDays[] {
  const first = calendar.span('quarter', calendar.ordinalAt('quarter', asOfs[0]!)).from;
  return asOfs.map((day, index) => ({
    from: dayNumber(index === 0 ? first : addDays(asOfs[index - 1]!, 1)),
    to: dayNumber(day),
  }));
}

/** Ends of quarters between reviews; empty where every quarter ends with one. */
function betweenReviews(asOfs: readonly string[], calendar: FiscalCalendar): string[] {
  const [first, last] = [asOfs[0]!, asOfs.at(-1)!].map((day) => calendar.ordinalAt('quarter', day)) as [number, number];
  const ends: string[] = [];
  for (let quarter = first; quarter <= last; quarter++) {
    const { to } = calendar.span('quarter', quarter);
    if (!asOfs.includes(to)) ends.push(to);
  }
  return ends;
}
