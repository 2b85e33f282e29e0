/** What is owed by currency: the accounts of a currency add up, those of two never do. */
import type { AccrualAge, AccrualRollForward, AccrualRow } from '../../../../analytics/api/incentiveOutlook.ts';
import { sumText } from '../money.ts';
import type { Account } from './books.ts';

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

/** By age, and all together. */
export type Ages = Readonly<Record<AgeId | 'owed', string>>;

export interface CurrencyOwed extends Ages {
  readonly currency: string;
  readonly accounts: readonly (Account & Ages)[];
  /** Undefined where nothing was paid in the currency. */
  readonly tie: AccrualRollForward['tie'][number] | undefined;
}

export function owedByCurrency({ ages, tie }: Pick<AccrualRollForward, 'ages' | 'tie'>): CurrencyOwed[] {
  const currencies = [...new Set([...ages, ...tie].map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = ages.filter((age) => age.currency === currency);
    return {
      currency,
      ...summed(own),
      accounts: own.map((age) => ({ ...age, owed: summed([age]).owed })),
      tie: tie.find((one) => one.currency === currency),
    };
  });
}

function summed(ages: readonly AccrualAge[]): Ages {
  const sums = Object.fromEntries(AGES.map(([id]) => [id, sumText(ages.map((age) => age[id]))])) as Record<
    AgeId,
    string
  >;
  return { ...sums, owed: sumText(Object.values(sums)) };
}
