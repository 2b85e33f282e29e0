/** What a rule measures of a partner: a metric of the dictionary, narrowed to some rows and to a window of time. */
import { z } from 'zod';
import { dayFault } from './day.ts';
import { nearest } from './nearest.ts';
import { DIMENSIONS, dimensionId } from './query.ts';

/**
 * A window is fixed by the day it is looked at (`asOf`, itself included):
 * - `trailing` count × unit. Days and months end on the day itself; quarters and years are the last complete fiscal ones.
 * - `fiscal-year`, `fiscal-quarter`, `calendar-year`, `calendar-quarter`: from its first day to the day itself.
 * - `last-…`: the last complete one before the day, or the one that ends on it.
 * - `since-anniversary`: from the last anniversary of the partner's agreement to the day.
 * - `between`: two fixed days, both included.
 * - `ever`: everything up to the day.
 * - `on-the-day`: for what is a state, such as valid certificates.
 */
export const WINDOW_KINDS = [
  'trailing',
  'fiscal-year',
  'fiscal-quarter',
  'calendar-year',
  'calendar-quarter',
  'last-fiscal-year',
  'last-fiscal-quarter',
  'last-calendar-year',
  'last-calendar-quarter',
  'since-anniversary',
  'between',
  'ever',
  'on-the-day',
] as const;
export const WINDOW_UNITS = ['day', 'month', 'quarter', 'year'] as const;

function windowDay(which: string, example: string): ({ input }: { readonly input?: unknown }) => string {
  return ({ input }) =>
    input === undefined ? `The window needs its ${which} day, for instance ${example}.` : dayFault(input);
}

const plain = z.enum(WINDOW_KINDS).exclude(['trailing', 'between']);
const windowObject = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('trailing'),
      count: z.int().min(1).max(3_660),
      unit: z.enum(WINDOW_UNITS),
    }),
    z
      .strictObject({
        kind: z.literal('between'),
        from: z.iso.date({ error: windowDay('first', '"from": "2026-01-01"') }),
        to: z.iso.date({ error: windowDay('last', '"to": "2026-12-31"') }),
      })
      .refine(({ from, to }) => from <= to, { error: 'The window ends before it starts.', path: ['to'] }),
    z.strictObject({ kind: plain }),
  ],
  {
    error: `Write a window like "trailing-12-months", "trailing-4-quarters", "last-fiscal-year", "on-the-day", or {"kind": "between", "from": …, "to": …}. Kinds: ${WINDOW_KINDS.join(', ')}.`,
  },
);

/** `trailing-12-months` for `{ kind: 'trailing', count: 12, unit: 'month' }`, and the plain kinds by their name. */
export const window = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  const trailing = /^trailing[- ](\d+)[- ](day|month|quarter|year)s?$/.exec(value.trim());
  if (trailing) return { kind: 'trailing', count: Number(trailing[1]), unit: trailing[2] };
  return { kind: value.trim() };
}, windowObject);
export type Window = z.output<typeof windowObject>;

/** What only measures filter by. */
const OWN_DIMENSIONS = ['certification', 'certification_level', 'stage', 'currency'] as const;

function unknownDimension(input: unknown): string {
  const known = [...DIMENSIONS, ...OWN_DIMENSIONS];
  const near = typeof input === 'string' ? nearest(input, known) : null;
  const mend = near ? `Did you mean “${near}”? ` : '';
  return `This is not something rows can be chosen by. ${mend}Use one of ${known.join(', ')}.`;
}

/**
 * Rows that a measure counts. The dimensions of queries, and what only measures look at: the certificate and its level,
 * the stage of a deal, the size of a deal in the base currency (`>=` the lower edge, `<` the upper one).
 */
export const measureFilter = z.strictObject({
  dim: z.union([dimensionId, z.enum(OWN_DIMENSIONS)], { error: ({ input }) => unknownDimension(input) }),
  values: z.array(z.string().nullable()).min(1).max(500),
  not: z.boolean().optional(),
});
export type MeasureFilter = z.output<typeof measureFilter>;

/** How the rows of one partner become one figure, where that is not what the metric does itself. */
export const AGGREGATES = ['sum', 'count', 'distinct', 'avg', 'median', 'max', 'min'] as const;

export const measureFields = {
  metric: z.string().min(1).max(80),
  agg: z.enum(AGGREGATES).optional(),
  filter: z.array(measureFilter).max(16).default([]),
  /** Deal sizes in the base currency. */
  dealFrom: z.number().min(0).optional(),
  dealBelow: z.number().min(0).optional(),
  /** Left out: on the day for a state; a dated metric must name one. */
  window: window.optional(),
  /** Divides the measure by another one: “certified people per 100 k of bookings” with `times`. A zero divisor gives no figure. */
  per: z
    .strictObject({
      metric: z.string().min(1).max(80),
      agg: z.enum(AGGREGATES).optional(),
      filter: z.array(measureFilter).max(16).default([]),
      window: window.optional(),
      /** The unit of the divisor: 100000 makes it “per 100 k”. */
      times: z.number().positive().default(1),
    })
    .optional(),
  /** Joined within the window: the figure is scaled up to a whole window, from at least this many days of it on. */
  proRateJoiners: z.strictObject({ fromDays: z.int().min(1).max(3_660) }).optional(),
};
export const measure = z.strictObject(measureFields);
export type Measure = z.output<typeof measure>;
