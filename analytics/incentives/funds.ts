/** What plans credited to funds: what of it was used, what lapsed, and what may still be used. */
import { dayNumber } from '../network/dates.ts';
import { fundOn } from '../rules/settlement/pay.ts';
import type { DatedPay } from './settle.ts';

/** A payee used its fund of a line, in whole numbers of 1/10,000. */
export interface FundUse {
  readonly line: string;
  readonly payee: string;
  readonly on: string;
  readonly amount: number;
}

export interface Fund {
  readonly line: string;
  readonly payee: string;
  readonly credited: number;
  /** As far as the balance covered it. */
  readonly used: number;
  readonly lapsed: number;
  /** Below zero where more was taken back than was left. */
  readonly balance: number;
}

/** Funds by line and payee at the end of a day; credits that lapse first are used first. */
export function fundsOn(day: string, dated: readonly DatedPay[], uses: readonly FundUse[]): Fund[] {
  const credits = byFund(dated.filter(({ what, on }) => what === 'credit' && on <= day));
  const used = byFund(uses);
  return [...credits].map(([key, own]) => {
    const { covered, lapsed, balance } = fundOn(
      dayNumber(day),
      own.map(({ on, amount, lapsesAfter }) => ({
        day: dayNumber(on),
        amount,
        lapsesAfter: lapsesAfter === null ? null : dayNumber(lapsesAfter),
      })),
      (used.get(key) ?? []).map(({ on, amount }) => ({ day: dayNumber(on), amount })),
    );
    const { line, payee } = own[0]!;
    return {
      line,
      payee,
      credited: sum(own.map(({ amount }) => amount)),
      used: sum(covered),
      lapsed: sum(lapsed),
      balance,
    };
  });
}

function byFund<T extends Pick<Fund, 'line' | 'payee'>>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = `${one.line}\n${one.payee}`;
    const own = groups.get(key);
    if (own) own.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
