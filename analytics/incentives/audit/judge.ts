/** Why the payouts for one earning do not come to what the rules gave: one cause each, with its evidence. Pure. */
import type { AuditCause } from '../../api/payoutAudit.ts';
import { isMarginal } from '../planFigures.ts';
import { type Entry, paidOf } from './entry.ts';
import type { LedgerPayout } from './ledger.ts';
import { exceptionOn, heldNear, levelOn, type Standing } from './levels.ts';
import { type KnownRate, knownRates, payAt } from './scales.ts';
import type { Words } from './words.ts';

/** Amounts are whole numbers of 1/10,000. */
export interface Verdict {
  readonly payout: LedgerPayout | null;
  readonly paid: number;
  readonly right: number;
  readonly cause: AuditCause;
  readonly error: boolean;
  readonly sentence: string;
}

export interface Facts {
  readonly standing: Standing;
  /** Whoever owes something after this day is late. */
  readonly today: string;
  /** What the rule would give if it asked for no level. */
  readonly anyLevel: { readonly base: number; readonly right: number } | undefined;
  /** What the rule would give to the first that registered the deal. */
  readonly asFirst: { readonly base: number; readonly right: number } | undefined;
  readonly words: Words;
}

/** Rounding of the base, the share or the sum explains so much. */
const CENT = 100;

const near = (one: number, other: number, within = CENT): boolean => Math.abs(one - other) <= within;

/** Of payouts in another currency: a cent of theirs. */
function centOf(payouts: readonly LedgerPayout[]): number {
  const sizes = payouts.map(({ amount, written }) => (written.amount === 0 ? 0 : (CENT * amount) / written.amount));
  return Math.max(CENT, ...sizes);
}

export function judge(entry: Entry, facts: Facts): Verdict[] {
  const { payouts, right } = entry;
  const paid = paidOf(entry);
  if (paid === right) return [];
  if (payouts.length === 0) return unpaid(entry, facts);
  if (near(paid, right, centOf(payouts))) return [rounding(entry, paid, facts)];
  const repeats = repeated(entry);
  if (repeats.length === 0) return [differing(entry, payouts, facts)];
  const again = repeats.map(({ payout, first }) => repeat(payout, first, facts));
  const kept = payouts.filter((payout) => !repeats.some((one) => one.payout === payout));
  const left = kept.reduce((sum, { amount }) => sum + amount, 0);
  if (left === right) return again;
  const verdict = near(left, right, centOf(kept)) ? rounding(entry, left, facts) : differing(entry, kept, facts);
  return [...again, verdict];
}

function unpaid(entry: Entry, { today, words }: Facts): Verdict[] {
  const { right, dueOn, takesBack, deal, base, rule } = entry;
  if (dueOn >= today) return [];
  const label = rule.line.label ?? rule.line.id;
  if (takesBack !== null && right < 0) {
    const sentence = `${deal} took ${words.money(-base)} of ${takesBack} back on ${words.day(entry.day)}; the ${label} of ${words.money(-right)} paid on it was kept.`;
    return [{ payout: null, paid: 0, right, cause: 'not taken back', error: true, sentence }];
  }
  const sentence = `Earned on ${words.day(entry.day)} and due on ${words.day(dueOn)}, ${words.money(right)} on a base of ${words.money(base)}; no payout is filed under “${label}”.`;
  return [{ payout: null, paid: 0, right, cause: 'not paid', error: true, sentence }];
}

function rounding({ payouts, right, base }: Entry, paid: number, { words }: Facts): Verdict {
  const sentence = `${words.money(paid)} paid and ${words.money(right)} earned on a base of ${words.money(base)}: within a cent.`;
  return { payout: payouts.at(-1)!, paid, right, cause: 'rounding', error: false, sentence };
}

interface Repeat {
  readonly payout: LedgerPayout;
  readonly first: LedgerPayout;
}

/**
 * Payouts that say the same as an earlier one, when without them the rest is right, or when a deal names them: halves of one
 * sum are alike as well, but a deal is not paid in halves of its rate.
 */
function repeated({ payouts, right, deal }: Entry): Repeat[] {
  const repeats: Repeat[] = [];
  for (const [index, payout] of payouts.entries()) {
    const first = payouts.slice(0, index).find((other) => sameEarning(other, payout));
    if (first) repeats.push({ payout, first });
  }
  let left = payouts.reduce((sum, { amount }) => sum + amount, 0);
  for (const [index, { payout }] of repeats.toReversed().entries()) {
    left -= payout.amount;
    if (near(left, right)) return repeats.slice(repeats.length - index - 1);
  }
  return deal === null ? [] : repeats.filter(({ payout }) => payout.rate !== null);
}

function sameEarning(one: LedgerPayout, other: LedgerPayout): boolean {
  return one.amount === other.amount && one.rate === other.rate && one.base === other.base;
}

function repeat(payout: LedgerPayout, first: LedgerPayout, { words }: Facts): Verdict {
  const when = first.paidOn === null ? `earned on ${words.day(first.earnedOn)}` : `paid on ${words.day(first.paidOn)}`;
  const what =
    payout.deal === null ? 'the same period' : `the same ${payout.line === null ? 'deal' : 'line'} ${payout.deal}`;
  const sentence = `Repeats ${first.id}, ${when}: ${words.money(payout.amount)} for ${what}.`;
  return { payout, paid: payout.amount, right: 0, cause: 'paid twice', error: true, sentence };
}

/** One sum was paid, and another was right. */
function differing(entry: Entry, payouts: readonly LedgerPayout[], facts: Facts): Verdict {
  const paid = payouts.reduce((sum, { amount }) => sum + amount, 0);
  const found =
    asWritten(entry, payouts, facts) ??
    asSecond(entry, paid, facts) ??
    byLevel(entry, paid, facts) ??
    withoutLevel(entry, paid, facts) ??
    byBand(entry, paid, facts) ??
    other(entry, paid, payouts, facts);
  return { payout: payouts.at(-1)!, paid, right: entry.right, ...found };
}

type Cause = Pick<Verdict, 'cause' | 'error' | 'sentence'>;

/** The right figure, in the wrong currency. */
function asWritten({ right, currency }: Entry, payouts: readonly LedgerPayout[], { words }: Facts): Cause | undefined {
  const [only, ...others] = payouts;
  if (!only || others.length > 0 || only.written.currency === currency || !near(only.written.amount, right)) {
    return undefined;
  }
  const { amount, currency: written } = only.written;
  const sentence = `Paid ${words.money(amount)} ${written}, and ${words.money(right)} ${currency} were earned: the figure is right and the currency is not. In ${currency} that is ${words.money(only.amount)}.`;
  return { cause: 'wrong currency', error: true, sentence };
}

/** Paid as to the first registrant, where another partner was. */
function asSecond({ right, deal, rule }: Entry, paid: number, { asFirst, words }: Facts): Cause | undefined {
  if (asFirst === undefined || asFirst.right === right || !near(asFirst.right, paid)) return undefined;
  const label = rule.line.label ?? rule.line.id;
  const sentence = `Paid ${words.money(paid)} as to the first that registered ${deal}, and another partner registered or brought it before: “${label}” gives ${words.money(right)} to the second.`;
  return { cause: 'second registrant', error: true, sentence };
}

/** The rate of a level that was not in force. */
function byLevel(entry: Entry, paid: number, { standing, words }: Facts): Cause | undefined {
  const { rule, base, termsDay, right } = entry;
  const known = knownRates(rule.line).filter(({ level }) => level !== undefined);
  const level = levelOn(standing, termsDay);
  const gives = ({ rate }: KnownRate) => near(payAt(base, rate, rule.plan.rounding.digits), paid);
  const candidates = known.filter((one) => !same(one.level!, level) && gives(one));
  if (candidates.length === 0) return undefined;
  const exception = candidates
    .map((one) => ({ ...one, exception: exceptionOn(standing, one.level!, termsDay) }))
    .find((one) => one.exception !== undefined);
  const inForce = known.find((one) => same(one.level!, level));
  const rightly = `${level ?? 'No level'} was in force on ${words.day(termsDay)}: ${
    inForce ? words.product(base, inForce.rate, right) : words.money(right)
  }`;
  if (exception) {
    const { rate, exception: granted } = exception;
    return {
      cause: 'approved exception',
      error: false,
      sentence: `Paid ${words.rate(rate)}, the rate of ${exception.level}, by an exception ${words.exception(granted!)}. ${rightly} without it.`,
    };
  }
  const held = candidates
    .map((one) => ({ ...one, span: heldNear(standing, one.level!, termsDay) }))
    .find(({ span }) => span !== undefined);
  const { rate, level: name } = held ?? candidates[0]!;
  const when = held ? `which it ${heldWords(held.span!, termsDay, words)}` : 'a level that it never held';
  return {
    cause: held ? 'wrong level' : 'other rate',
    error: true,
    sentence: `Paid ${words.rate(rate)}, the rate of ${name}, ${when}. ${rightly}.`,
  };
}

/** `held until 31 Mar 2026`, `held Gold from 1 Apr 2026 on only`. */
function heldWords({ from, to }: { from: string; to: string | null }, day: string, words: Words, level = ''): string {
  const held = level === '' ? 'held' : `held ${level}`;
  return to !== null && to < day ? `${held} until ${words.day(to)}` : `${held} from ${words.day(from)} on only`;
}

/** Nothing is earned at the level in force, and all of it would be at another one. */
function withoutLevel(
  { right, termsDay, rule }: Entry,
  paid: number,
  { standing, anyLevel, words }: Facts,
): Cause | undefined {
  if (right !== 0 || anyLevel === undefined || !near(anyLevel.right, paid)) return undefined;
  const asked = rule.line.on.filter
    .filter(({ dim }) => dim === 'level' || dim === 'level_at_event')
    .flatMap(({ values }) => values.filter((value) => value !== null));
  const level = levelOn(standing, termsDay);
  const needs = `The rule asks for ${asked.join(', ')}; ${level ?? 'no level'} was in force on ${words.day(termsDay)}`;
  const exception = asked.map((one) => exceptionOn(standing, one, termsDay)).find((one) => one !== undefined);
  if (exception) {
    const sentence = `${needs}, with an exception ${words.exception(exception)}.`;
    return { cause: 'approved exception', error: false, sentence };
  }
  const held = asked.map((one) => heldNear(standing, one, termsDay)).find((span) => span !== undefined);
  if (!held) return { cause: 'not earned', error: true, sentence: `${needs}, and it never held one of them.` };
  return {
    cause: 'wrong level',
    error: true,
    sentence: `${needs}. It ${heldWords(held, termsDay, words, held.level)}.`,
  };
}

/** The rate of a band that was not reached, or was passed. */
function byBand({ rule, base, right }: Entry, paid: number, { words }: Facts): Cause | undefined {
  const { digits } = rule.plan.rounding;
  const bands = knownRates(rule.line).filter(({ from }) => from !== undefined);
  const wrong = bands.find(({ rate }) => near(payAt(base, rate, digits), paid));
  if (!wrong) return undefined;
  const reached = isMarginal(rule.line.rate)
    ? undefined
    : bands.findLast(({ rate }) => near(payAt(base, rate, digits), right));
  const looked =
    'how' in rule.line.rate && rule.line.rate.on ? 'What it is measured by reaches' : `${words.money(base)} reach`;
  const rightly =
    reached === undefined
      ? `${words.money(base)} earn ${words.money(right)}${isMarginal(rule.line.rate) ? ', each part at the rate of its own band' : ''}`
      : `${looked} the band from ${words.edge(reached.from!)}: ${words.product(base, reached.rate, right)}, first-dollar`;
  return {
    cause: 'wrong band',
    error: true,
    sentence: `Paid ${words.rate(wrong.rate)}, the rate from ${words.edge(wrong.from!)}. ${rightly}.`,
  };
}

function other(entry: Entry, paid: number, payouts: readonly LedgerPayout[], { words }: Facts): Cause {
  const { base, right, deal, outcome, period, rule } = entry;
  const label = rule.line.label ?? rule.line.id;
  const [only] = payouts;
  if (right === 0) {
    const why =
      deal === null
        ? `“${label}” earns nothing in ${period}`
        : outcome === null
          ? `no deal ${deal} is loaded`
          : outcome === 'won'
            ? `“${label}” earns nothing on ${deal}`
            : `${deal} is ${outcome}`;
    return { cause: 'not earned', error: true, sentence: `${words.money(paid)} paid, but ${why}.` };
  }
  const same = only !== undefined && payouts.length === 1;
  if (same && only.base !== null && !near(only.base, base) && sameShare(only, base, right)) {
    const sentence = `Paid on a base of ${words.money(only.base)}; the rule counts ${words.money(base)}, which earn ${words.money(right)}.`;
    return { cause: 'other base', error: true, sentence };
  }
  const at = same && only.rate !== null ? ` at ${words.rate(only.rate)}` : '';
  const sum = same ? 'Paid' : `${payouts.length} payouts add up to`;
  return {
    cause: 'other rate',
    error: true,
    sentence: `${sum} ${words.money(paid)}${at}; a base of ${words.money(base)} earns ${words.money(right)}.`,
  };
}

/** The payout's own base at the rate of what is right comes to what was paid. */
function sameShare({ base, amount }: LedgerPayout, rightBase: number, right: number): boolean {
  if (rightBase === 0) return false;
  const share = Number((BigInt(base!) * BigInt(right)) / BigInt(rightBase));
  return Math.abs(share - amount) <= CENT;
}

function same(one: string, other: string | null): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
