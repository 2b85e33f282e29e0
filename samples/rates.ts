import { type Day, fiscalYearOf, HISTORY, monthStart, quarterStart } from './calendar.ts';
import type { Cents } from './money.ts';
import { CURRENCIES, type Currency } from './places.ts';
import type { Random } from './random.ts';

export interface FxRate {
  readonly on: Day;
  readonly from: Currency;
  readonly kind: 'dated' | 'plan';
  /** One unit of `from` in EUR, in millionths. */
  readonly micros: number;
}

/** Euros for one unit, as planned for each fiscal year; the last column serves pipeline that closes after the history. */
const PLAN: Readonly<Record<Exclude<Currency, 'EUR'>, readonly [number, number, number, number]>> = {
  GBP: [1.15, 1.17, 1.18, 1.16],
  CHF: [1.03, 1.05, 1.06, 1.07],
  SEK: [0.0865, 0.0875, 0.088, 0.0895],
  NOK: [0.0875, 0.086, 0.085, 0.085],
  DKK: [0.134, 0.134, 0.134, 0.134],
  PLN: [0.222, 0.23, 0.234, 0.235],
  CZK: [0.0408, 0.0397, 0.04, 0.0405],
  USD: [0.93, 0.92, 0.9, 0.88],
};
const FOREIGN = CURRENCIES.filter((currency) => currency !== 'EUR');

/** The plan rate in force on a day, in millionths of a euro. */
export function planMicros(currency: Currency, on: Day): number {
  if (currency === 'EUR') return 1_000_000;
  const year = Math.min(3, Math.max(0, fiscalYearOf(on) - 2024));
  return Math.round(PLAN[currency][year]! * 1_000_000);
}

/** An amount in EUR at the plan rate of the day, rounded to the cent. */
export function inEuro(amount: Cents, currency: Currency, on: Day): Cents {
  return Math.round((amount * planMicros(currency, on)) / 1_000_000);
}

/** Price-list factor: what a euro of list price is called in a currency. Price lists are revised less often than rates. */
export const PRICE_FACTOR: Readonly<Record<Currency, number>> = {
  EUR: 1,
  GBP: 0.86,
  CHF: 0.96,
  SEK: 11.4,
  NOK: 11.6,
  DKK: 7.46,
  PLN: 4.4,
  CZK: 24.8,
  USD: 1.09,
};

/** Plan rates per fiscal year and a dated rate for the first of every month of the history. */
export function makeRates(random: Random): FxRate[] {
  const rates: FxRate[] = [];
  for (const from of FOREIGN) {
    for (let year = 0; year < 4; year++) {
      const on = quarterStart(year * 4);
      rates.push({ on, from, kind: 'plan', micros: planMicros(from, on) });
    }
    let drift = random.normal(0, 0.01);
    for (let on = HISTORY.from; on <= HISTORY.to; on = monthStart(on, 1)) {
      // The Danish krone is pegged to the euro.
      drift = from === 'DKK' ? 0 : drift * 0.85 + random.normal(0, 0.009);
      rates.push({ on, from, kind: 'dated', micros: Math.round(planMicros(from, on) * (1 + drift)) });
    }
  }
  return rates;
}
