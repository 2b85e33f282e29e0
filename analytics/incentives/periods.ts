/** The periods in which a line of a plan is earned. */
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { FiscalCalendar, Grain } from '../network/calendar.ts';
import { addDays } from '../network/dates.ts';
import type { Horizon } from '../network/period.ts';

export interface PayPeriod {
  /** Counted from 0; the one before is one less, also where the data begins later. */
  readonly index: number;
  /** `2026-Q3`, `FY26-H1`; `campaign` for the whole of one. */
  readonly label: string;
  readonly from: string;
  readonly to: string;
  /** The days whose rows count for it: with days of grace it begins and ends so much later. */
  readonly rowsFrom: string;
  readonly rowsTo: string;
  /** Which part of its year it is, from 1. */
  readonly part: number;
  /** The fiscal year, for what is limited by the year. */
  readonly year: string;
}

interface Steps {
  readonly grain: Grain;
  /** Periods of the grain in one of the line's. */
  readonly each: number;
  readonly perYear: number;
}

const STEPS: Readonly<Record<Exclude<PlanLine['period'], 'campaign'>, Steps>> = {
  month: { grain: 'month', each: 1, perYear: 12 },
  quarter: { grain: 'quarter', each: 1, perYear: 4 },
  'half-year': { grain: 'quarter', each: 2, perYear: 2 },
  year: { grain: 'year', each: 1, perYear: 1 },
};

/** Periods of a line in a year; a campaign has none before it. */
export function periodsPerYear({ period }: Pick<PlanLine, 'period'>): number | null {
  return period === 'campaign' ? null : STEPS[period].perYear;
}

/**
 * Every period that has a day of the horizon, oldest first. A campaign is one period: from the plan's first day to its
 * last one.
 * @throws QuarterdeckError `bad-request` for a campaign without an end to pay at.
 */
export function payPeriods(
  plan: Pick<IncentivePlan, 'effectiveFrom' | 'effectiveTo'>,
  line: Pick<PlanLine, 'period' | 'on' | 'terms' | 'id'>,
  calendar: FiscalCalendar,
  horizon: Horizon,
): PayPeriod[] {
  const { graceDays } = line.terms;
  if (line.period === 'campaign') {
    const from = line.on.from ?? plan.effectiveFrom;
    const to = line.on.to ?? plan.effectiveTo;
    if (from === undefined || to === undefined) {
      throw new QuarterdeckError(
        'bad-request',
        `The line “${line.id}” is paid for a campaign, which needs a first and a last day. Give the line “from” and “to”, or the plan “effectiveFrom” and “effectiveTo”.`,
      );
    }
    const rowsTo = addDays(to, graceDays);
    return [{ index: 0, label: 'campaign', from, to, rowsFrom: from, rowsTo, part: 1, year: 'campaign' }];
  }
  const { grain, each, perYear } = STEPS[line.period];
  const ordinal = (day: string) => Math.floor(calendar.ordinalAt(grain, day) / each);
  const first = ordinal(horizon.from);
  const start = plan.effectiveFrom === undefined ? first : Math.max(first, ordinal(plan.effectiveFrom));
  const periods: PayPeriod[] = [];
  for (let index = first; index <= ordinal(horizon.to); index++) {
    const opening = calendar.span(grain, index * each);
    const closing = calendar.span(grain, index * each + each - 1);
    const year = calendar.span('year', Math.floor(index / perYear)).label;
    const part = index - Math.floor(index / perYear) * perYear + 1;
    periods.push({
      index,
      label: each === 1 ? opening.label : `${year}-H${part}`,
      from: opening.from,
      to: closing.to,
      // Rows of the days of grace count for the period before, so that none counts twice; the first has none before it.
      rowsFrom: index > start ? addDays(opening.from, graceDays) : opening.from,
      rowsTo: index >= start ? addDays(closing.to, graceDays) : closing.to,
      part,
      year,
    });
  }
  return periods;
}
