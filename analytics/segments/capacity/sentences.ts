/** What a row of a capacity plan says. */
import type { CapacityPlan, CountRange } from '../../api/segments.ts';
import { countWords, NO_VALUE } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';

type Row = Omit<CapacityPlan['rows'][number], 'sentence'>;

export function rowSentence(row: Row, locale: string): string {
  const { compact, percent } = numbers(locale);
  const { value, plan, gap, perPartner, activation, recruit, activate, dormant } = row;
  const place = value ?? NO_VALUE;
  const sleeping = ` ${countWords(dormant, 'partner', locale)} ${dormant === 1 ? 'is' : 'are'} dormant`;
  const asleep = dormant > 0 ? `${sleeping}.` : '';
  if (plan === null || gap === null) return `${place}: no plan to hold bookings against.${asleep}`;
  if (Number(gap) === 0) {
    const reached =
      Number(plan) === 0 ? 'nothing is planned' : `bookings as a year before reach the plan of ${compact(plan)}`;
    return `${place}: ${reached}.${asleep}`;
  }
  const missing = `${place}: ${compact(gap)} missing to the plan of ${compact(plan)}.`;
  if (perPartner === null || !activate) {
    return `${missing} Nobody in the network books enough to tell how many partners that takes.`;
  }
  const active = `A partner that starts brings ${compact(perPartner)}, so ${rangeWords(activate, 'more partner', locale)} must be active.`;
  const first = dormant > 0 ? `${sleeping}: activate ${dormant === 1 ? 'it' : 'them'} first.` : '';
  if (!activation) {
    return `${missing} ${active}${first} No day of recruiting is known of the last three years, so nothing says how many to recruit.`;
  }
  if (!recruit) {
    return `${missing} ${active}${first} Of ${countWords(activation.denominator, 'partner', locale)} recruited nobody became active yet.`;
  }
  const rate = percent(activation.numerator / activation.denominator);
  return `${missing} ${active}${first} By recruiting alone it takes ${rangeWords(recruit, 'partner', locale)}, because ${rate} of recruits become active.`;
}

/** `13 partners (9 to 19)`. */
function rangeWords({ low, likely, high }: CountRange, noun: string, locale: string): string {
  const count = countWords(likely, noun, locale);
  return low === high ? count : `${count} (${low.toLocaleString(locale)} to ${high.toLocaleString(locale)})`;
}
