/** Figures of an explanation: every digit that takes part in the reckoning, money with its cents. */
import type { PlanLine } from '../../api/documents/incentivePlan.ts';
import { type Decimal, decimalText } from '../../present/decimal.ts';
import { numbers } from '../../present/numbers.ts';
import { exact, shortest } from './exact.ts';
import type { AskedPart } from './questions.ts';

const CENTS = 2;

/** `37,640.00`, `3,105.314025`. */
export function moneyText(value: Decimal, locale: string): string {
  const { units, scale } = shortest(value);
  return numbers(locale).exact(decimalText({ units, scale }), Math.max(CENTS, scale));
}

/** The base of a line as it is counted: money with cents, `1,250` units. */
export function baseText(value: Decimal, { on }: Pick<PlanLine, 'on'>, locale: string): string {
  if (on.base !== 'quantity' && on.base !== 'count') return moneyText(value, locale);
  const { units, scale } = shortest(value);
  return numbers(locale).exact(decimalText({ units, scale }), scale);
}

/** `8.0 %`, `12.25 %`: a rate with one digit at least. */
export function rateText(share: string, locale: string): string {
  const { scale } = shortest(exact(share));
  return numbers(locale).percent(share, Math.max(1, scale - 2));
}

/** `1.5`; factors have the digits that the plan gives them. */
export function factorText(factor: string, locale: string): string {
  return numbers(locale).exact(factor, shortest(exact(factor)).scale);
}

/** `37,640.00 × 8.0 %`, `8 × 200.00`, `12,000.00 × (1.5 − 1)`. */
export function productText(
  quantity: Decimal,
  { figure, unit, kind }: Pick<AskedPart, 'figure' | 'unit' | 'kind'>,
  line: Pick<PlanLine, 'on'>,
  locale: string,
): string {
  const ofMoney = kind === 'multiplier' || kind === 'accelerator';
  const of = ofMoney
    ? moneyText(quantity, locale)
    : unit === 'lump'
      ? numbers(locale).exact(decimalText(shortest(quantity)), shortest(quantity).scale)
      : baseText(quantity, line, locale);
  if (unit === 'factor') return `${of} × (${factorText(figure, locale)} − 1)`;
  return `${of} × ${unit === 'share' ? rateText(figure, locale) : moneyText(exact(figure), locale)}`;
}
