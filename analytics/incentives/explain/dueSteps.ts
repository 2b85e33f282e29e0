/** The steps from what was earned in a period to what is due for it. */
import type { PayStep } from '../../api/incentives.ts';
import { formatDate } from '../../present/dates.ts';
import { amountText, type SettledPay } from '../settle.ts';
import { exact } from './exact.ts';
import type { LineWords } from './lineWords.ts';

export interface DueRequest {
  readonly words: LineWords;
  readonly settled: SettledPay;
  /** What the period before left to be paid later. */
  readonly carriedIn: number;
  /** The cap of a payee over all lines holds this line: what it is. */
  readonly partnerCap: string | null;
  /** The pool of the plan holds this line. */
  readonly pooled: boolean;
}

export function dueSteps({ words, settled, carriedIn, partnerCap, pooled }: DueRequest): PayStep[] {
  const { limits, terms } = words.line;
  const steps: PayStep[] = [];
  const money = (amount: number) => words.money(exact(amountText(amount)));
  const say = (label: string, figures: string, amount: number, sentence: string) =>
    steps.push({ label, figures, amount: amountText(amount), sentence, of: 'due' });
  const limit = (label: string, before: number, after: number, sentence: string) =>
    say(label, before === after ? 'not reached' : `${money(before)} → ${money(after)}`, after - before, sentence);

  const { earned, capped, partnerCapped, heldBack, coOp, due, carried } = settled;
  if (limits.capYear !== undefined) {
    const cap = words.written('limits', 'capYear');
    limit(`At most ${cap} a year`, earned, capped, 'What comes first in the fiscal year is paid first.');
  }
  if (partnerCap !== null) limit('At most by all lines together', capped, partnerCapped, partnerCap);
  if (pooled) {
    limit('Pool', partnerCapped, settled.pooled, 'What is over the pool’s cap is taken from everybody in proportion.');
  }
  if (terms.holdBack) {
    const share = words.written('terms', 'holdBack', 'share');
    const until = formatDate(settled.releasedOn ?? settled.dueOn, words.locale);
    say('Held back', `${money(settled.pooled)} × ${share}`, -heldBack, `${share} waits until ${until}.`);
  }
  if (terms.cashShare !== undefined) {
    const cash = words.written('terms', 'cashShare');
    const free = money(settled.pooled - heldBack);
    say('To the co-op fund', `${free} less ${cash} in cash`, -coOp, `${cash} is paid in cash, the rest is credited.`);
  }
  if (limits.minimumPayment !== undefined) {
    const least = words.written('limits', 'minimumPayment');
    if (carriedIn !== 0)
      say('Carried from the period before', '', carriedIn, 'It was too small to be paid, or is owed.');
    if (carried !== 0) {
      const sentence =
        carried < 0 ? 'What was taken back is owed until it is earned again.' : `Nothing under ${least} is paid.`;
      say('Carried to the next period', `${money(carried)} under ${least}`, -carried, sentence);
    }
  }
  const day = formatDate(settled.dueOn, words.locale);
  const none = due === 0;
  steps.push({
    label: none ? 'Nothing due' : 'Due',
    figures: money(due),
    amount: null,
    sentence: none ? 'Nothing is paid for this period.' : `Due on ${day}, ${terms.dueDays} days after the period.`,
    of: 'due',
  });
  return steps;
}
