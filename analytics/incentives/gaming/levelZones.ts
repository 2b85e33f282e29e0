/** Dead zones of tier programs: where more sales move nobody to another level before the next review. */
import type { Filter } from '../../api/documents/query.ts';
import type { GamingReport } from '../../api/incentiveSearch.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import { readMeasures } from '../../metrics/measures/readMeasures.ts';
import { addDays, dayNumber } from '../../network/dates.ts';
import type { IncentiveDesk, TierReviews } from '../desk.ts';
import { tenThousandths } from '../earnedColumns.ts';
import { matches, type PayPartner, payRoster } from '../lab/payRoster.ts';
import { amountText } from '../settle.ts';
import { MOST_NAMED } from './lineReport.ts';
import type { GamingWords } from './words.ts';

type Test = TierReviews['tests'][number] & { readonly plan: PlannedMeasure };

/** As many times as long as is left until the review, each looked at for what a partner can do in it. */
const MOST_TIMES = 12;

/**
 * What counts for the next review is read as it stands today. A partner is in the zone between two figures when it has reached
 * the lower one and the upper one is farther off than the most that it ever reached in as many days as are left. Figures of what
 * is a state, such as certificates, and of ratios are left out: they do not add up over days.
 */
export async function levelZones(
  desk: IncentiveDesk,
  { where }: { readonly where: readonly Filter[] },
  words: GamingWords,
  options: LabOptions,
): Promise<GamingReport['levelZones']> {
  const { network } = desk.context;
  const today = network.horizon.to;
  const { partners: roster } = await payRoster(desk, today, undefined, options);
  const partners = roster.filter((partner) => partner.enrolled && matches(partner, where));
  const zones: GamingReport['levelZones'][number][] = [];
  if (partners.length === 0) return zones;
  for (const { program, currency, next, tests } of desk.tierReviews) {
    if (next === null) continue;
    const left = dayNumber(next) - dayNumber(today);
    const planned = tests.map((test): Test => ({ ...test, plan: planMeasure(test.measure, network) }));
    const adding = planned.filter(({ plan, measure }) => !plan.state && plan.unit !== 'ratio' && !measure.per);
    for (const key of new Set(adding.map(({ plan }) => plan.key))) {
      const own = adding.filter(({ plan }) => plan.key === key);
      const reach = await reachOf(desk, { test: own[0]!, partners, currency, next, left }, options);
      if (reach !== null) zones.push(...zonesOf({ program, review: next, left }, own, partners, reach, words));
    }
  }
  return zones;
}

/** By partner, in whole numbers of 1/10,000. */
interface Reach {
  /** What counts for the review so far. */
  readonly reached: Float64Array;
  /** The most in as many days as are left. */
  readonly most: Float64Array;
}

/** Null where the data is shorter than what is left until the review. */
async function reachOf(
  desk: IncentiveDesk,
  asked: {
    readonly test: Test;
    readonly partners: readonly PayPartner[];
    readonly currency: string | undefined;
    readonly next: string;
    readonly left: number;
  },
  { signal }: LabOptions,
): Promise<Reach | null> {
  const { test, partners, currency, next, left } = asked;
  const { network } = desk.context;
  const { from, to } = network.horizon;
  const ends: string[] = [];
  for (let end = to; addDays(end, 1 - left) >= from && ends.length < MOST_TIMES; end = addDays(end, -left))
    ends.push(end);
  if (ends.length === 0) return null;
  const ids = partners.map(({ id }) => id);
  const pace = planMeasure({ ...test.measure, window: { kind: 'trailing', count: left, unit: 'day' } }, network);
  const [soFar, before] = await Promise.all([
    readMeasures(desk.context, { measures: [test.plan], asOfs: [next], partners: ids, currency }, { signal }),
    readMeasures(desk.context, { measures: [pace], asOfs: ends.toReversed(), partners: ids, currency }, { signal }),
  ]);
  const past = before.column(pace.key);
  const most = Float64Array.from(ids, (_, at) => Math.max(...ends.map((_end, time) => past[time * ids.length + at]!)));
  return { reached: soFar.column(test.plan.key), most };
}

function zonesOf(
  { program, review, left }: { readonly program: string; readonly review: string; readonly left: number },
  tests: readonly Test[],
  partners: readonly PayPartner[],
  { reached, most }: Reach,
  words: GamingWords,
): GamingReport['levelZones'][number][] {
  const { plan } = tests[0]!;
  const figures = [...new Set(tests.map(({ value }) => tenThousandths(value)))].sort((a, b) => a - b);
  const levelsAt = (figure: number | null) => [
    ...new Set(tests.filter(({ value }) => tenThousandths(value) === figure).map(({ level }) => level)),
  ];
  return [0, ...figures].flatMap((from, at) => {
    const to = figures[at] ?? null;
    const there = partners
      .map((partner, place) => ({ partner, place }))
      .filter(({ place }) => reached[place]! >= from && (to === null || reached[place]! + most[place]! < to))
      .sort((a, b) => reached[b.place]! - reached[a.place]! || a.place - b.place);
    if (there.length === 0) return [];
    const zone = { program, review, from, to };
    return [
      {
        program,
        review,
        from: amountText(from),
        to: to === null ? null : amountText(to),
        unit: plan.unit as GamingReport['levelZones'][number]['unit'],
        count: there.length,
        partners: there.slice(0, MOST_NAMED).map(({ partner: { id, name }, place }) => {
          return { partner: id, name, reached: amountText(reached[place]!), most: amountText(most[place]!) };
        }),
        sentence: words.levelZone(
          plan,
          zone,
          { held: levelsAt(from), next: levelsAt(to) },
          { count: there.length, left },
        ),
      },
    ];
  });
}
