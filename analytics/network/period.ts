/** Periods as people write them, what they are compared with, and the choices a screen offers. */
import type { Policy } from '../api/documents/policy.ts';
import type { Comparison } from '../api/documents/query.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { PeriodChoice, ResolvedPeriod } from '../api/results.ts';
import { FiscalCalendar, GREGORIAN, type Grain, stepsPerYear } from './calendar.ts';
import {
  addDays,
  addMonths,
  dayNumber,
  firstOfMonth,
  isDate,
  isoDate,
  lastOfMonth,
  monthOrdinal,
  monthText,
} from './dates.ts';

/** First and last day of the data. What lies after `to` has not happened yet. */
export interface Horizon {
  readonly from: string;
  readonly to: string;
}

/** A counted run of periods, a range of dates, or everything. */
type Shape =
  | { readonly kind: 'all' }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'run';
      readonly calendar: FiscalCalendar;
      readonly grain: Grain;
      readonly first: number;
      readonly count: number;
    };

export interface Period extends ResolvedPeriod {
  readonly shape: Shape;
}

/**
 * Reads `2026-Q3`, `FY26-Q3`, `2026`, `FY26`, `2026-09`, `FY26-P03`, `last-4-quarters` or `2026-01-01..2026-09-30`;
 * nothing means everything. `last-n-…` ends with the last period that the data has closed.
 * @throws QuarterdeckError `period-invalid` with an example of what can be written.
 */
export function resolvePeriod(text: string | undefined, calendar: FiscalCalendar, horizon: Horizon): Period {
  const spec = text?.trim();
  if (!spec) return named({ kind: 'all' }, horizon, undefined);
  return named(parse(spec, calendar, horizon), horizon, spec);
}

/**
 * The period before, or the same one a year ago. When the period is unfinished the comparison ends with the same
 * elapsed part (`elapsedTo`). Everything has nothing to be compared with.
 */
export function comparisonOf(period: Period, comparison: Comparison, horizon: Horizon): Period | null {
  const shape = shifted(period.shape, comparison);
  if (!shape) return null;
  const { elapsedTo: _, ...other } = named(shape, horizon, undefined);
  const whole: Period = { ...other, spec: specOf(shape, other.label) };
  if (!period.elapsedTo) return whole;
  const weeks = period.shape.kind === 'run' && period.shape.calendar.settings.pattern !== 'months';
  const elapsed =
    comparison === 'year' && !weeks
      ? addMonths(period.elapsedTo, -12)
      : addDays(whole.from, dayNumber(period.elapsedTo) - dayNumber(period.from));
  return elapsed < whole.to ? { ...whole, elapsedTo: elapsed } : whole;
}

/** The end of the last fiscal quarter that the data has closed; the last day with data when it has closed none. */
export function lastQuarterEnd({
  calendar,
  horizon,
}: {
  readonly calendar: FiscalCalendar;
  readonly horizon: Horizon;
}): string {
  const { to } = resolvePeriod('last-quarter', calendar, horizon);
  return to >= horizon.from && to <= horizon.to ? to : horizon.to;
}

/** The last day that a period's rows may have for a fair reading: of a comparison, the end of its elapsed part. */
export function lastDay(period: ResolvedPeriod): string {
  return period.elapsedTo ?? period.to;
}

/** Newest first: runs of quarters, then years, quarters and months with data. `current` is the last closed quarter. */
export function periodChoices(
  policy: Pick<Policy, 'calendar'>,
  history: Horizon | null,
): { choices: PeriodChoice[]; current: string | null } {
  const calendar = new FiscalCalendar(policy.calendar);
  if (!history) return { choices: [], current: null };
  const closed = lastClosed('quarter', calendar, history);
  const choices: PeriodChoice[] = [];
  for (const count of [4, 8]) {
    if (calendar.span('quarter', closed - count + 1).to >= history.from && closed >= firstWithData(calendar, history)) {
      const { to } = calendar.span('quarter', closed);
      choices.push({ spec: `last-${count}-quarters`, label: `Last ${count} quarters`, to, grain: 'range' });
    }
  }
  for (const [grain, most] of [
    ['year', 12],
    ['quarter', 24],
    ['month', 36],
  ] as const) {
    const last = calendar.ordinalAt(grain, history.to);
    const first = Math.max(calendar.ordinalAt(grain, history.from), last - most + 1);
    for (let ordinal = last; ordinal >= first; ordinal--) {
      const { label, to } = calendar.span(grain, ordinal);
      choices.push({ spec: label, label, to, grain });
    }
  }
  const current = calendar.span(
    'quarter',
    closed >= firstWithData(calendar, history) ? closed : calendar.ordinalAt('quarter', history.to),
  );
  return { choices, current: current.label };
}

function firstWithData(calendar: FiscalCalendar, history: Horizon): number {
  return calendar.ordinalAt('quarter', history.from);
}

function parse(spec: string, calendar: FiscalCalendar, horizon: Horizon): Shape {
  const text = spec.toUpperCase();
  let found: RegExpExecArray | null;
  // biome-ignore-start lint/suspicious/noAssignInExpressions: a ladder of patterns reads best as a ladder.
  if ((found = /^(\d{4})$/.exec(text))) return run(GREGORIAN, 'year', year(spec, found[1]!));
  if ((found = /^(\d{4})-?Q([1-4])$/.exec(text)) || (found = swapped(/^Q([1-4])[- ](\d{4})$/.exec(text)))) {
    return run(GREGORIAN, 'quarter', year(spec, found[1]!) * 4 + Number(found[2]) - 1);
  }
  if ((found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text))) {
    return run(GREGORIAN, 'month', year(spec, found[1]!) * 12 + Number(found[2]) - 1);
  }
  if ((found = /^FY(\d{2}|\d{4})(?:-?(?:Q([1-4])|P(0?[1-9]|1[0-2])))?$/.exec(text))) {
    const fiscal = found[1]!.length === 2 ? century(Number(found[1])) : year(spec, found[1]!);
    if (found[2]) return run(calendar, 'quarter', fiscal * 4 + Number(found[2]) - 1);
    if (found[3]) return run(calendar, 'month', fiscal * 12 + Number(found[3]) - 1);
    return run(calendar, 'year', fiscal);
  }
  if ((found = /^LAST-(?:(\d{1,3})-)?(MONTH|QUARTER|YEAR)S?$/.exec(text))) {
    const count = Number(found[1] ?? 1);
    const grain = found[2]!.toLowerCase() as Grain;
    if (count === 0) throw invalid(spec, 'A run of periods has at least one');
    return run(calendar, grain, lastClosed(grain, calendar, horizon) - count + 1, count);
  }
  if ((found = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text))) {
    const [, from, to] = found as unknown as [string, string, string];
    for (const date of [from, to]) if (!isDate(date)) throw invalid(spec, `${date} is not a date`);
    if (from > to) throw invalid(spec, 'It ends before it starts');
    return { kind: 'range', from, to };
  }
  // biome-ignore-end lint/suspicious/noAssignInExpressions: end of the ladder.
  throw invalid(spec);
}

function swapped(found: RegExpExecArray | null): RegExpExecArray | null {
  if (found) [found[1], found[2]] = [found[2]!, found[1]!];
  return found;
}

function run(calendar: FiscalCalendar, grain: Grain, first: number, count = 1): Shape {
  return { kind: 'run', calendar, grain, first, count };
}

function year(spec: string, text: string): number {
  const value = Number(text);
  if (value < 1900 || value > 2199) throw invalid(spec, 'Years run from 1900 to 2199');
  return value;
}

function century(twoDigits: number): number {
  return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits;
}

/** The newest period that the data has reached the end of; the first one with data when it has closed none. */
function lastClosed(grain: Grain, calendar: FiscalCalendar, horizon: Horizon): number {
  const at = calendar.ordinalAt(grain, horizon.to);
  return calendar.span(grain, at).to <= horizon.to ? at : at - 1;
}

function shifted(shape: Shape, comparison: Comparison): Shape | null {
  switch (shape.kind) {
    case 'all':
      return null;
    case 'run': {
      const steps = comparison === 'prior' ? shape.count : stepsPerYear(shape.grain);
      return { ...shape, first: shape.first - steps };
    }
    case 'range': {
      const { from, to } = shape;
      if (comparison === 'year') return { kind: 'range', from: addMonths(from, -12), to: addMonths(to, -12) };
      const months = wholeMonths(from, to);
      if (months) return { kind: 'range', from: addMonths(from, -months), to: addDays(from, -1) };
      const days = dayNumber(to) - dayNumber(from) + 1;
      return { kind: 'range', from: isoDate(dayNumber(from) - days), to: addDays(from, -1) };
    }
  }
}

/** How many calendar months a range is made of, or 0 when it cuts one. */
function wholeMonths(from: string, to: string): number {
  const [first, last] = [monthOrdinal(from), monthOrdinal(to)];
  return from === firstOfMonth(first) && to === lastOfMonth(last) ? last - first + 1 : 0;
}

function named(shape: Shape, horizon: Horizon, spec: string | undefined): Period {
  const { from, to, label } = extent(shape, horizon);
  const period = { label, from, to, shape, ...(spec === undefined ? {} : { spec: specOf(shape, label, spec) }) };
  const unfinished = shape.kind !== 'all' && horizon.to >= from && horizon.to < to;
  return unfinished ? { ...period, elapsedTo: horizon.to } : period;
}

function extent(shape: Shape, horizon: Horizon): { from: string; to: string; label: string } {
  switch (shape.kind) {
    case 'all':
      return { from: horizon.from, to: horizon.to, label: 'all time' };
    case 'range':
      return { from: shape.from, to: shape.to, label: `${shape.from} to ${shape.to}` };
    case 'run': {
      const first = shape.calendar.span(shape.grain, shape.first);
      const last = shape.calendar.span(shape.grain, shape.first + shape.count - 1);
      const label = shape.count === 1 ? first.label : `${first.label} to ${last.label}`;
      return { from: first.from, to: last.to, label };
    }
  }
}

/** The shortest text that reads back as the same period. A run that was asked for as `last-n` keeps its words. */
function specOf(shape: Shape, label: string, asked?: string): string {
  if (shape.kind === 'range') return `${shape.from}..${shape.to}`;
  if (shape.kind === 'run' && shape.count === 1) return label;
  if (asked) return asked.toLowerCase();
  const { from, to } = extent(shape, { from: '', to: '' });
  return `${from}..${to}`;
}

function invalid(spec: string, why?: string): QuarterdeckError {
  const examples = `2026-Q3, FY26-Q3, 2026, ${monthText(2026 * 12 + 8)}, last-4-quarters or 2026-01-01..2026-09-30`;
  return new QuarterdeckError(
    'period-invalid',
    `“${spec}” is not a period${why ? `: ${why.charAt(0).toLowerCase()}${why.slice(1)}` : ''}. Write one like ${examples}, or leave it out for everything.`,
  );
}
