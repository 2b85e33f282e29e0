/** Before any program: who brings what is usual for another level than their own. */
import { QuarterdeckError } from '../api/errors.ts';
import type { PlacementCheck } from '../api/tiers.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { PlannedMeasure } from '../metrics/measures/measureTable.ts';
import { lastQuarterEnd } from '../network/period.ts';
import { type MeasuredLevels, readLevels } from './infer/read.ts';
import { textOf, written } from './infer/words.ts';
import { FEWEST, levelOf, sideOf, type UsualRange, usualRanges } from './placement/ranges.ts';

/** The longest list of partners that is told by name. */
const MOST_PARTNERS = 1_000;
/** What is said beside bookings: no second sum of money, which would follow the first. */
const BESIDE = ['certified_people', 'new_logo_count', 'won_count'];

interface Ranged {
  readonly planned: PlannedMeasure;
  readonly values: Float64Array;
  readonly ranges: readonly UsualRange[];
}

/**
 * Compares each partner's bookings of the year with what holders of its level usually bring: between the tenth and the
 * ninetieth percentile. Whoever lies outside of that and inside the range of another level is named, largest first.
 * @param asOf the end of the last complete fiscal quarter when left out
 * @throws QuarterdeckError `bad-request` when there are no levels or no bookings.
 */
export async function checkPlacement(
  context: QueryContext,
  { asOf = lastQuarterEnd(context.network) }: { readonly asOf?: string | undefined },
  options: RunOptions = {},
): Promise<PlacementCheck> {
  const { locale } = context.network.policy;
  const levels = await readLevels(context, { asOf, levelsOn: asOf }, options);
  const [bookings, ...others] = rangedMeasures(levels);
  if (!bookings) {
    throw new QuarterdeckError(
      'bad-request',
      `No partner has bookings in the year up to ${asOf}, so nothing is usual for a level. Load deals, or choose a later day.`,
    );
  }
  const { held, roster, levels: names } = levels;
  const misplaced = [...held.keys()].flatMap((partner) => {
    const own = held[partner]!;
    const value = bookings.values[partner]!;
    const fits = own < 0 ? null : levelOf(value, own, bookings.ranges);
    return fits === null ? [] : [{ partner, own, fits, value }];
  });
  misplaced.sort((a, b) => b.value - a.value || a.partner - b.partner);
  const figure = (units: number | null) => (units === null ? null : textOf(units));
  return {
    asOf,
    measures: [bookings, ...others].map(({ planned }) => ({
      metric: planned.measure.metric,
      label: planned.label,
      basis: planned.words,
    })),
    levels: names.map((level, index) => {
      const { median, low, high } = bookings.ranges[index]!;
      const moved = misplaced.filter(({ own }) => own === index);
      return {
        level,
        partners: held.reduce((sum, own) => sum + (own === index ? 1 : 0), 0),
        median: figure(median),
        low: figure(low),
        high: figure(high),
        above: moved.filter(({ fits }) => fits > index).length,
        below: moved.filter(({ fits }) => fits < index).length,
      };
    }),
    partners: misplaced.slice(0, MOST_PARTNERS).map(({ partner, own, fits, value }) => ({
      partner: roster[partner]!.id,
      name: roster[partner]!.name,
      owner: roster[partner]!.owner,
      level: names[own]!,
      fits: names[fits]!,
      direction: fits > own ? 'above' : 'below',
      amount: textOf(value)!,
      reason: reasonOf({ bookings, others, names, locale }, partner, own, fits),
    })),
    outside: misplaced.length,
    of: held.reduce((sum, own, partner) => sum + (own >= 0 && !Number.isNaN(bookings.values[partner]!) ? 1 : 0), 0),
    notes: notesOf(levels, bookings.ranges, misplaced.length),
  };
}

/** Bookings of the year first, then what is said beside them. */
function rangedMeasures({ held, levels, measures }: MeasuredLevels): Ranged[] {
  const named = (metric: string) =>
    measures.find(
      ({ planned: { measure } }) => measure.metric === metric && measure.window?.kind !== 'last-fiscal-year',
    );
  const bookings = named('won_amount');
  if (!bookings) return [];
  const beside = BESIDE.map(named).filter((one) => one !== undefined);
  return [bookings, ...beside].map((one) => ({ ...one, ranges: usualRanges(held, levels.length, one.values) }));
}

interface Telling {
  readonly bookings: Ranged;
  readonly others: readonly Ranged[];
  readonly names: readonly string[];
  readonly locale: string;
}

/** `bookings of … 631 k: usual at Gold (510 k to 1.40 M), Silver has 152 k to 480 k; certified people 4 too`. */
function reasonOf({ bookings, others, names, locale }: Telling, partner: number, own: number, fits: number): string {
  const { planned, values, ranges } = bookings;
  const range = ({ low, high }: UsualRange) =>
    `${written(low!, planned.unit, locale)} to ${written(high!, planned.unit, locale)}`;
  const main = `${planned.words} ${written(values[partner]!, planned.unit, locale)}: usual at ${names[fits]} (${range(ranges[fits]!)}), ${names[own]} has ${range(ranges[own]!)}`;
  const also = others.flatMap((other) => {
    const value = other.values[partner]!;
    if (Number.isNaN(value)) return [];
    const side = sideOf(value, other.ranges[own]!);
    const text = `${other.planned.words} ${written(value, other.planned.unit, locale)}`;
    if (side === Math.sign(fits - own)) return [`${text} too`];
    return side === 0 ? [] : [`but ${text}`];
  });
  return [main, ...also].join('; ');
}

function notesOf({ held, levels, ordered }: MeasuredLevels, ranges: readonly UsualRange[], outside: number): string[] {
  const notes: string[] = [];
  const few = levels.filter((_, index) => ranges[index]!.median === null);
  if (few.length > 0) notes.push(`With fewer than ${FEWEST} holders nothing is usual: ${few.join(', ')}.`);
  if (!ordered) {
    notes.push(
      `The names do not say which level is the highest: the order (${levels.join(', ')}) follows the median of what holders bring.`,
    );
  }
  const without = held.reduce((sum, own) => sum + (own < 0 ? 1 : 0), 0);
  if (without > 0) notes.push(`${without} partners without a level are left out.`);
  if (outside > MOST_PARTNERS) notes.push(`The ${MOST_PARTNERS} largest of ${outside} are named.`);
  return notes;
}
