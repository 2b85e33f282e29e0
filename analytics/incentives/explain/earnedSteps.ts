/**
 * The steps from a base to what was earned. Each amount of money is a product that can be repeated by hand, or the difference
 * that a limit makes; rounded so that they add up to what was earned.
 */
import type { PayStep } from '../../api/incentives.ts';
import { capital } from '../../present/capital.ts';
import { type Decimal, decimalText, rescale, subtract } from '../../present/decimal.ts';
import { countWords } from '../../present/labels.ts';
import { apportion } from '../bridge/apportion.ts';
import type { CompiledLine } from '../compiled.ts';
import type { Answers } from './answers.ts';
import { exact, NOTHING, product, sum } from './exact.ts';
import { productText } from './figures.ts';
import type { LineWords, Said } from './lineWords.ts';
import type { AskedPart, LineQuestions } from './questions.ts';

/** What the record says of a payee and period. */
export interface RecordPay {
  /** After the limits of units, and after the cap of a partner; not rounded. */
  readonly uncapped: string;
  readonly capped: string;
  readonly earned: string;
  /** Of what was earned: changes of earlier periods by returns of their sales. The other figures hold them too. */
  readonly trueUp: string;
}

interface Part extends Omit<PayStep, 'amount' | 'of'> {
  readonly exact: Decimal;
}

export interface EarnedRequest {
  readonly words: LineWords;
  readonly compiled: CompiledLine;
  readonly asked: LineQuestions;
  readonly answers: Answers;
  readonly record: RecordPay;
  /** What earlier lines paid on the same rows, by the label of the line. */
  readonly cameOff: readonly { readonly label: string; readonly amount: string }[];
  readonly digits: number;
  /** Each row is rounded by itself. */
  readonly byRow: boolean;
  /** Deals or lines that count. */
  readonly rows: number;
}

export function earnedSteps(request: EarnedRequest): PayStep[] {
  const { record, digits } = request;
  const parts = payParts(request);
  const amounts = shownAmounts(parts, record.earned, digits);
  return [
    ...baseSteps(request),
    ...parts.map(({ exact: _, ...part }, index): PayStep => ({ ...part, amount: amounts[index]!, of: 'earned' })),
    ...roundingSteps(request),
  ];
}

/** Amounts in the digits of the plan that add up to what was earned. */
function shownAmounts(parts: readonly Part[], earned: string, digits: number): string[] {
  const scale = Math.max(digits, ...parts.map((part) => part.exact.scale));
  const shares = apportion(
    parts.map((part, index) => ({
      // Among equal remainders the earlier step is served first.
      name: String(index).padStart(4, '0'),
      numerator: rescale(part.exact, scale).units,
    })),
    10n ** BigInt(scale - digits),
    rescale(exact(earned), digits).units,
  );
  return shares.map((units) => decimalText({ units, scale: digits }));
}

function baseSteps({ words, answers, cameOff, rows }: EarnedRequest): PayStep[] {
  const { line } = words;
  const steps: PayStep[] = [];
  const say = (label: string, figures: string, sentence: string) =>
    steps.push({ label, figures, amount: null, sentence, of: 'base' });
  let left = sum(exact(answers.base), exact(answers.unclaimed), ...cameOff.map(({ amount }) => exact(amount)));
  say(
    capital(words.base),
    words.baseText(left),
    `${countWords(rows, 'deal row', words.locale)} ${rows === 1 ? 'counts' : 'count'} in the period. ${words.baseSentence(answers)}`,
  );
  const takeOff = (label: string, amount: Decimal, sentence: string) => {
    const after = subtract(left, amount);
    say(label, `${words.baseText(left)} − ${words.baseText(amount)} = ${words.baseText(after)}`, sentence);
    left = after;
  };
  for (const { label, amount } of cameOff) {
    takeOff(`Less ${label}`, exact(amount), `What ${label} paid on the same rows comes off first.`);
  }
  if (line.terms.claimWithinDays !== undefined) {
    const days = words.written('terms', 'claimWithinDays');
    takeOff('Less not claimed', exact(answers.unclaimed), `Only what was claimed within ${days} counts.`);
  }
  const growth = words.growthStep(answers);
  if (growth) say(...growth);
  if (line.limits.capBase !== undefined) say(...capBaseStep(words, answers));
  if (line.limits.floor !== undefined) say(...floorStep(words, answers));
  return steps;
}

function capBaseStep(words: LineWords, { overCapBase: over, units, whole, counted }: Answers): Said {
  const cap = words.written('limits', 'capBase');
  const label = `At most ${cap} of ${words.base}`;
  if (over === 0) return [label, 'not reached', `No more than ${cap} would count.`];
  const held = units === 1 ? 'so every row counts in proportion' : `which holds ${over} of ${units}`;
  const figures = `${words.baseText(exact(whole))} → ${words.baseText(exact(counted))}`;
  return [label, figures, `No more than ${cap} counts, ${held}.`];
}

function floorStep(words: LineWords, { underFloor: under, units, whole }: Answers): Said {
  const floor = words.written('limits', 'floor');
  const label = `Nothing below ${floor}`;
  if (units > 1)
    return [label, `${under} of ${units} under ${floor}`, `What is under the floor of ${floor} earns nothing.`];
  const own = words.baseText(exact(whole));
  return under > 0
    ? [label, `${own} under ${floor}`, `${own} stay under the floor of ${floor}, so nothing is earned.`]
    : [label, `${own} reach ${floor}`, `The floor of ${floor} is reached.`];
}

function payParts(request: EarnedRequest): Part[] {
  const { words, asked, answers, record, byRow } = request;
  const { line } = words;
  const parts: Part[] = [];
  for (const part of asked.parts.filter(({ kind }) => kind === 'rate')) parts.push(...ownPart(request, part));
  for (const difference of asked.differences.filter(({ kind }) => kind === 'apportioned')) {
    const amount = exact(answers.answer(difference.after));
    if (amount.units !== 0n) parts.push(apportionedPart(words, answers, amount));
  }
  if (parts.length === 0) parts.push(silentPart(words, answers));
  for (const kind of ['surcharge', 'multiplier'] as const) {
    for (const part of asked.parts.filter((one) => one.kind === kind)) parts.push(...ownPart(request, part));
  }
  const limit = (label: string, before: Decimal, after: Decimal, sentence: string) => {
    const took = subtract(after, before);
    const figures = took.units === 0n ? 'not reached' : `${words.money(before)} → ${words.money(after)}`;
    parts.push({ label, figures, sentence, exact: took });
  };
  const between = (kind: 'cap rate' | 'cap deal', label: string, sentence: string) => {
    const found = asked.differences.find((one) => one.kind === kind);
    if (found) limit(label, exact(answers.answer(found.before!)), exact(answers.answer(found.after)), sentence);
  };
  const { capRate, capPartner } = line.limits;
  if (capRate !== undefined) {
    const cap = words.written('limits', 'capRate');
    between('cap rate', `At most ${cap}`, 'Rate and surcharges together are held to it, before multipliers.');
  }
  for (const part of asked.parts.filter(({ kind }) => kind === 'accelerator')) parts.push(...ownPart(request, part));
  if (line.limits.capDeal !== undefined) {
    const cap = words.written('limits', 'capDeal');
    between('cap deal', `At most ${cap} a deal`, `It takes something from ${answers.overCapDeal} of ${answers.units}.`);
  }
  const paid = exact(answers.answer(asked.paid));
  const uncapped = exact(record.uncapped);
  if (byRow && subtract(uncapped, paid).units !== 0n) {
    const figures = `${words.money(paid)} → ${words.money(uncapped)}`;
    const sentence = `Each of ${answers.units} rows is rounded by itself.`;
    parts.push({ label: 'Rounding of rows', figures, sentence, exact: subtract(uncapped, paid) });
  }
  if (capPartner !== undefined) {
    const cap = words.written('limits', 'capPartner');
    limit(
      `At most ${cap} a period`,
      uncapped,
      exact(record.capped),
      'All that counts in the period is added up before it.',
    );
  }
  if (words.line.terms.trueUp && exact(record.trueUp).units !== 0n) {
    const figures = `${words.money(exact(record.trueUp))}`;
    const sentence = 'Returns changed what earlier periods earned; the difference is settled in this one.';
    parts.push({ label: 'True-up of earlier periods', figures, sentence, exact: exact(record.trueUp) });
  }
  return parts;
}

/** None where the figure is not in use. */
function ownPart({ words, answers }: EarnedRequest, part: AskedPart): Part[] {
  const asked = exact(answers.answer(part.of));
  const quantity = part.less === undefined ? asked : subtract(asked, exact(answers.answer(part.less)));
  if (quantity.units === 0n) return [];
  const figure = exact(part.figure);
  const by = part.unit === 'factor' ? subtract(figure, exact('1')) : figure;
  return [
    {
      label: words.partLabel(part),
      figures: productText(quantity, part, words.line, words.locale),
      sentence: words.partSentence(part, quantity, answers),
      exact: product(quantity, by),
    },
  ];
}

function apportionedPart(words: LineWords, { part, units }: Answers, amount: Decimal): Part {
  const { rate } = words.line;
  const parts = 'apportion' in rate ? rate.over : 1;
  const yearly = words.written('rate', 'apportion');
  return {
    label: words.label,
    figures: `part ${part ?? 1} of ${parts} of ${yearly}${units > 1 ? `, ${units} times` : ''}`,
    sentence: `${yearly} a year in ${parts} parts that add up to it.`,
    exact: amount,
  };
}

function silentPart(words: LineWords, answers: Answers): Part {
  const { floor } = words.line.limits;
  const floored = floor !== undefined && answers.underFloor === answers.units;
  return {
    label: words.label,
    figures: floored ? 'under the floor' : 'not reached',
    sentence: floored
      ? `${words.baseText(exact(answers.base))} of ${words.base} stay under the floor of ${words.written('limits', 'floor')}.`
      : words.unreached(answers),
    exact: NOTHING,
  };
}

function roundingSteps({ words, record, digits }: EarnedRequest): PayStep[] {
  const [before, after] = [exact(record.capped), subtract(exact(record.earned), exact(record.trueUp))];
  if (subtract(before, after).units === 0n) return [];
  return [
    {
      label: 'Rounding',
      figures: `${words.money(before)} → ${words.money(after)}`,
      amount: null,
      sentence: `The sum is rounded to ${digits} digits once, halves away from zero; the amounts above add up to it.`,
      of: 'earned',
    },
  ];
}
