/** When what a line earned is computed, paid, released and lapses. */
import type { PlanLine } from '../api/documents/incentivePlan.ts';
import { addDays, addMonths, isDate } from '../network/dates.ts';
import type { PayPeriod } from './periods.ts';

export interface DueDays {
  readonly calculatedOn: string;
  /** Cash is due and funds are credited on this day. */
  readonly dueOn: string;
  /** The day on which what was held back is due; null where nothing is. */
  readonly releasedOn: string | null;
  /** The last day on which credited funds may be used; null where they do not lapse. */
  readonly lapsesAfter: string | null;
}

/** All counted from the last day of the period; the hold-back and the fund from the day on which it is due. */
export function dueDays({ terms }: Pick<PlanLine, 'terms'>, { to }: Pick<PayPeriod, 'to'>): DueDays {
  const dueOn = addDays(to, terms.dueDays);
  return {
    calculatedOn: addDays(to, calculatedAfter(terms)),
    dueOn,
    releasedOn: terms.holdBack ? addDays(dueOn, terms.holdBack.days) : null,
    lapsesAfter: lapseOf(terms.expiry, dueOn),
  };
}

/** Days after the period on which it is computed: when its days of grace are over, unless the plan names a later day. */
export function calculatedAfter({ calculateDays, graceDays }: PlanLine['terms']): number {
  return calculateDays ?? graceDays;
}

/** Kinds that are credited to a fund as a whole; of others only what is not paid in cash. */
export const FUND_KINDS: ReadonlySet<PlanLine['kind']> = new Set(['mdf', 'co-op']);

/** Months end on the same day of the month, or on its last one; a day of the year is the next one, the day itself included. */
function lapseOf(expiry: PlanLine['terms']['expiry'], creditedOn: string): string | null {
  if (expiry === undefined) return null;
  if ('months' in expiry) return addMonths(creditedOn, expiry.months);
  const year = Number(creditedOn.slice(0, 4));
  const own = dayOf(year, expiry.on);
  return own >= creditedOn ? own : dayOf(year + 1, expiry.on);
}

function dayOf(year: number, monthAndDay: string): string {
  const day = `${year}-${monthAndDay}`;
  // 29 February of most years, and days that no month has.
  return isDate(day) ? day : addDays(`${addMonths(`${day.slice(0, 7)}-01`, 1)}`, -1);
}
