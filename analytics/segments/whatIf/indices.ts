/** The four indices before a change and after it. */
import type { Filter } from '../../api/documents/query.ts';
import type { Cell } from '../../api/results.ts';
import { findMetric, indexList } from '../../metrics/dictionary.ts';
import { indexOver } from '../../metrics/hypothetical.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { runRows } from '../../metrics/run.ts';
import type { SegmentDesk } from '../desk.ts';
import { ratioOf } from '../exact.ts';
import { type Days, periodText } from '../year.ts';
import type { Books } from './books.ts';

/** Values of measures by metric id. */
type Measures = Readonly<Record<string, Cell>>;

/** Who is looked at, and who of them leaves. */
export interface Population {
  readonly days: Days;
  readonly where: readonly Filter[];
  /** Ids of partners. */
  readonly gone: readonly string[];
}

/** Rough bytes of the values of all measures. */
const MEASURES_BYTES = 4_000;

/**
 * Measures that follow from the books of a course, given their value before and the books then. The plan and the bookings
 * of the year before stay as they are.
 */
const MOVED: Readonly<Record<string, (value: number, then: Books, now: Books) => number | null>> = {
  payout_rate: (_, __, now) => ratioOf(now.payouts, now.throughPartners),
  attainment: (value, then, now) => times(value, ratioOf(now.bookings, then.bookings)),
  growth: (value, then, now) => less(times(value + 1, ratioOf(now.bookings, then.bookings)), 1),
  margin_rate: (value, then, now) => {
    const [before, after] = [ratioOf(then.margin, then.bookings), ratioOf(now.margin, now.bookings)];
    return before === null || before === 0 || after === null ? value : value * (after / before);
  },
};

/**
 * Each index before a change and in each of its courses, by the definitions of the dictionary. Where partners leave, what the
 * books do not tell is measured over those that stay; where money moves, it is held as it is. A measure that nobody is left
 * to tell is held too, so that an index never moves because something became unknown. Indices without any known measure are
 * left out.
 * @returns one record a course, in their order, the first of them before
 */
export async function indicesOf(
  desk: SegmentDesk,
  { days, where, gone }: Population,
  [before, ...courses]: readonly [Books, ...Books[]],
  options: LabOptions,
): Promise<Measures[]> {
  const period = periodText(days);
  const then = await measuresOf(desk, where, period, options);
  const staying: Filter[] = [...where, { dim: 'partner', values: [...gone], not: true }];
  const rest = gone.length > 0 ? await measuresOf(desk, staying, period, options) : then;
  const measures = [then, ...courses.map((books) => measuresIn(books, { before, then, rest }))];
  const answers = measures.map((): Record<string, Cell> => ({}));
  for (const index of indexList()) {
    const figures = await indexOver(desk.context, index, measures, { signal: options.signal });
    if (figures[0]?.value === null) continue;
    figures.forEach(({ value }, course) => {
      answers[course]![index.id] = value;
    });
  }
  return answers;
}

/** What a reader must know of them. */
export function indexWords(gone: readonly string[]): string {
  const moved = Object.keys(MOVED).map((id) => findMetric(id).label.toLowerCase());
  const money = `${moved.slice(0, -1).join(', ')} and ${moved.at(-1)} follow the money, against the plan and the bookings of the year before as they are`;
  const rest = gone.length > 0 ? 'measured over the partners that stay' : 'held as it is';
  return `In the indices, ${money}; all else in them is ${rest}.`;
}

function measuresIn(
  books: Books,
  { before, then, rest }: { readonly before: Books; readonly then: Measures; readonly rest: Measures },
): Measures {
  return Object.fromEntries(
    Object.entries(then).map(([metric, value]): [string, Cell] => {
      if (value === null) return [metric, null];
      const moved = MOVED[metric]?.(Number(value), before, books);
      return [metric, moved ?? rest[metric] ?? value];
    }),
  );
}

function measuresOf(
  { context, lab }: SegmentDesk,
  where: readonly Filter[],
  period: string,
  options: LabOptions,
): Promise<Measures> {
  const metrics = [...new Set(indexList().flatMap(({ parts }) => parts.map(({ metric }) => metric)))];
  const key = `index measures ${period} ${JSON.stringify(where)}`;
  return lab.keep(context, key, options.signal, async () => {
    const spec = { metrics, by: [], where: [...where], period };
    const [row] = await runRows(context, spec, { signal: options.signal });
    const value = Object.fromEntries(metrics.map((metric) => [metric, row![metric] ?? null]));
    return { value, bytes: MEASURES_BYTES + 2 * key.length };
  });
}

function times(value: number, factor: number | null): number | null {
  return factor === null ? null : value * factor;
}

function less(value: number | null, subtrahend: number): number | null {
  return value === null ? null : value - subtrahend;
}
