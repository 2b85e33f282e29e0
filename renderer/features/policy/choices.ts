/** What the selects of the policy offer. A value outside these lists still shows and stays. */
import { MONTH_NAMES } from '../../../analytics/present/dates.ts';

export const MONTHS = MONTH_NAMES.map((label, index) => ({ value: String(index + 1), label }));

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (label, index) => ({ value: String(index + 1), label }),
);

export const PATTERNS = [
  { value: 'months', label: 'Calendar months' },
  { value: '4-4-5', label: '4-4-5' },
  { value: '4-5-4', label: '4-5-4' },
  { value: '5-4-4', label: '5-4-4' },
] as const;

/** `April to March`. */
export function monthsOfYear(startMonth: number): string {
  return `${MONTH_NAMES[startMonth - 1]} to ${MONTH_NAMES[(startMonth + 10) % 12]}`;
}

const CURRENCY_CODES = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'HUF',
  'RON',
  'CAD',
  'AUD',
  'NZD',
  'JPY',
  'CNY',
  'INR',
  'SGD',
  'HKD',
  'KRW',
  'BRL',
  'MXN',
  'ZAR',
  'AED',
  'SAR',
  'ILS',
  'TRY',
] as const;

const currencyNames = new Intl.DisplayNames(['en'], { type: 'currency' });
export const CURRENCIES = CURRENCY_CODES.map((code) => ({ value: code, label: `${code}, ${currencyNames.of(code)}` }));

export const LOCALES = [
  { value: 'en-GB', label: '1,234.50, 30 Sep 2026 (British)' },
  { value: 'en-US', label: '1,234.50, Sep 30, 2026 (American)' },
  { value: 'de-DE', label: '1.234,50, 30 Sep 2026 (German)' },
  { value: 'de-CH', label: '1’234.50, 30 Sep 2026 (Swiss)' },
  { value: 'fr-FR', label: '1 234,50, 30 Sep 2026 (French)' },
  { value: 'es-ES', label: '1.234,50, 30 Sep 2026 (Spanish)' },
  { value: 'it-IT', label: '1.234,50, 30 Sep 2026 (Italian)' },
  { value: 'nl-NL', label: '1.234,50, 30 Sep 2026 (Dutch)' },
  { value: 'sv-SE', label: '1 234,50, 30 Sep 2026 (Swedish)' },
  { value: 'en-IN', label: '12,34,567.50, 30 Sep 2026 (Indian)' },
] as const;
