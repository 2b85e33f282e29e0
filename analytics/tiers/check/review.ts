/** Dates of reviews, floors and cohorts that cannot be, and settings that do nothing. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { Finding } from '../../rules/documents/faults.ts';

const NO_DAYS: ReadonlySet<string> = new Set(['02-30', '02-31', '04-31', '06-31', '09-31', '11-31']);

export function reviewFaults({ review, grandfather, effectiveFrom }: TierProgram): Finding[] {
  const faults: Finding[] = [];
  const dates = review?.asOfDates ?? [];
  if (review?.cadence === 'dates' && dates.length === 0) {
    const sentence =
      'The reviews are held on dates, but none are given. List days of the year, for instance ["10-01", "04-01"].';
    faults.push({ path: ['review', 'asOfDates'], sentence });
  }
  for (const [index, date] of dates.entries()) {
    const path = ['review', 'asOfDates', index];
    if (NO_DAYS.has(date)) faults.push({ path, sentence: `No year has the day ${date}. Write a day that exists.` });
    if (dates.indexOf(date) < index) faults.push({ path, sentence: `${date} is listed twice. Remove one of them.` });
  }
  for (const [index, { joinedFrom, joinedBefore, heldOn, until }] of grandfather.entries()) {
    const path = ['grandfather', index];
    if (joinedFrom && joinedBefore && joinedFrom >= joinedBefore) {
      const sentence = `Nobody joined from ${joinedFrom} on and before ${joinedBefore}. Put the earlier day into “joinedFrom”.`;
      faults.push({ path: [...path, 'joinedFrom'], sentence });
    }
    if (heldOn && heldOn > until) {
      const sentence = `It ends on ${until}, before the day whose levels it keeps (${heldOn}). Write a later “until”.`;
      faults.push({ path: [...path, 'until'], sentence });
    }
    if (effectiveFrom && until < effectiveFrom) {
      const sentence = `It ends on ${until}, before the program begins (${effectiveFrom}). Write a later day, or remove it.`;
      faults.push({ path: [...path, 'until'], sentence });
    }
  }
  for (const [index, { floorUntil }] of (review?.floors ?? []).entries()) {
    if (effectiveFrom && floorUntil < effectiveFrom) {
      const sentence = `It ends on ${floorUntil}, before the program begins (${effectiveFrom}). Write a later day, or remove it.`;
      faults.push({ path: ['review', 'floors', index, 'floorUntil'], sentence });
    }
  }
  return faults;
}

export function reviewAdvice({ review }: TierProgram): Finding[] {
  if (!review) return [];
  const advice: Finding[] = [];
  if (review.cadence !== 'dates' && review.asOfDates !== undefined) {
    const sentence = `The reviews are ${review.cadence}, so these dates do nothing. Write "cadence": "dates" to hold reviews on them.`;
    advice.push({ path: ['review', 'asOfDates'], sentence });
  }
  if (review.demote === 'never' && (review.afterConsecutive > 1 || review.afterGraceDays > 0)) {
    const sentence = 'Nobody ever falls, so the wait before a fall does nothing. Remove it, or let partners fall.';
    advice.push({ path: ['review', 'demote'], sentence });
  }
  if (review.warnAt !== undefined && Number(review.warnAt) <= 1) {
    const sentence = `A warning at ${review.warnAt} of a threshold comes when the level is lost already. Write more than 1, for instance 1.1.`;
    advice.push({ path: ['review', 'warnAt'], sentence });
  }
  return advice;
}
