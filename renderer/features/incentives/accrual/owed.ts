/** What is owed by currency: the accounts of a currency add up, those of two never do. */
import type { AccrualAge, AccrualRollForward, AccrualRow } from '../../../../analytics/api/incentiveOutlook.ts';
import { sumText } from '../money.ts';

export const STEPS = [
  ['opening', 'Opening'],
  ['earned', '+ Earned'],
  ['trueUp', '± True-up'],
  ['paid', '− Paid'],
  ['expired', '− Expired'],
  ['clawback', '− Taken back'],
  ['closing', '= Closing'],
] as const satisfies readonly (readonly [keyof AccrualRow, string])[];

export const AGES = [
  ['notDue', 'Not yet due'],
  ['to30', 'To 30 days'],
  ['to60', '31 to 60'],
  ['to90', '61 to 90'],
  ['over90', 'Over 90'],
] as const satisfies readonly (readonly [keyof AccrualAge, string])[];

type AgeId = (typeof AGES)[number][0];

export interface CurrencyOwed {
  readonly currency: string;
  readonly age: Readonly<Record<AgeId, string>>;
  /** Of all ages together. */
  readonly owed: string;
  /** Undefined where nothing was paid in the currency. */
  readonly tie: AccrualRollForward['tie'][number] | undefined;
}

export function owedByCurrency({ ages, tie }: Pick<AccrualRollForward, 'ages' | 'tie'>): CurrencyOwed[] {
  const currencies = [...new Set([...ages, ...tie].map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = ages.filter((age) => age.currency === currency);
    const age = Object.fromEntries(AGES.map(([id]) => [id, sumText(own.map((one) => one[id]))])) as CurrencyOwed['age'];
    return { currency, age, owed: sumText(Object.values(age)), tie: tie.find((one) => one.currency === currency) };
  });
}
