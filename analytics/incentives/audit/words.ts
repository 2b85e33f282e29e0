/** How evidence is written: amounts with every cent, rates with every digit, days as dates. */

import type { TierException } from '../../api/documents/tierProgram.ts';
import { formatDate } from '../../present/dates.ts';
import { numbers } from '../../present/numbers.ts';
import { valueText } from '../planUnits.ts';
import { amountText } from '../settle.ts';

export class Words {
  private readonly locale: string;

  constructor(locale: string) {
    this.locale = locale;
  }

  /** `13,860.00` of whole numbers of 1/10,000. */
  money(amount: number): string {
    return numbers(this.locale).exact(amountText(amount));
  }

  /** `4.5 %`. */
  rate(rate: string): string {
    return valueText(rate, 'ratio', this.locale);
  }

  /** `400,000`. */
  edge(edge: string): string {
    return valueText(edge, 'money', this.locale);
  }

  day(day: string): string {
    return formatDate(day, this.locale);
  }

  days(count: number): string {
    return `${count} ${count === 1 ? 'day' : 'days'}`;
  }

  /** `336,004.00 × 1.0 % = 3,360.04`. */
  product(base: number, rate: string, amount: number): string {
    return `${this.money(base)} × ${this.rate(rate)} = ${this.money(amount)}`;
  }

  exception({ reason, approver, from, to }: TierException): string {
    return `approved by ${approver} from ${this.day(from)} to ${this.day(to)}: ${reason}`;
  }
}
