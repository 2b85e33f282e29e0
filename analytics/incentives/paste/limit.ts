/** Lines of a rate card that limit what it pays: `Cap: 55,000 per partner and quarter`, `Max per deal | 500`, `Minimum payout $50`. */
import { amountsIn, type DecimalMark } from '../../rules/pasted/amount.ts';

/** Of the limits of a line, those that cards name. */
export type CardLimits = Readonly<Partial<Record<'capDeal' | 'capYear' | 'capPartner' | 'minimumPayment', string>>>;

const LIMIT =
  /^(?:cap(?:ped)?|limit(?:ed)?|max(?:imum|\.)?|at most|not more than|höchstens|höchstbetrag|deckel)(?=\W|$)/i;
/** What is limited: without it, `Max 500` may be the upper bound of a band. */
const WHAT =
  /^(?:cap|limit|höchstbetrag|deckel)|\b(?:per|a|each|pro|je)\s+(?:deal|order|partner|payee|quarter|month|year|händler|jahr|quartal|monat)/i;

const LEAST_PAID =
  /\b(?:min(?:imum|\.)?\s+(?:pay(?:out|ment)|amount paid)|mindest(?:auszahlung|betrag)|paid (?:only )?(?:from|above))/i;

/** Whether a line is a sum of money that nothing may exceed, or that is the least to be paid; a rate in it makes it something else. */
export function isLimit(line: string, mark: DecimalMark): boolean {
  const amounts = amountsIn(line, mark);
  const limits = (LIMIT.test(line) && WHAT.test(line)) || LEAST_PAID.test(line);
  return limits && amounts.length === 1 && !amounts[0]!.percent;
}

/** What it limits, as lines of a plan have it. @param line is a limit by `isLimit` */
export function limitOf(line: string, mark: DecimalMark): CardLimits {
  const { value } = amountsIn(line, mark)[0]!;
  if (LEAST_PAID.test(line)) return { minimumPayment: value };
  if (/\b(?:deal|order|opportunity|transaction)\b/i.test(line)) return { capDeal: value };
  if (/\byear|\bannual|\bp\.?a\.?(?=\W|$)|\bjahr/i.test(line)) return { capYear: value };
  return { capPartner: value };
}
