/** The accrual as files: every account and month, and what is owed by age. */
import type { AccrualAge, AccrualRow } from '../../../../analytics/api/incentiveOutlook.ts';
import { type CsvColumn, type CsvFile, csvFile } from '../../../parts/csvFile.ts';
import { AGES, STEPS } from './owed.ts';

type Account = Pick<AccrualRow, 'program' | 'kind' | 'currency'>;

const ACCOUNT: readonly CsvColumn<Account>[] = [
  ['Program', 'text', ({ program }) => program],
  ['Payout Kind', 'text', ({ kind }) => kind],
  ['Currency', 'text', ({ currency }) => currency],
];

const MONTHS: readonly CsvColumn<AccrualRow>[] = [
  ...ACCOUNT,
  ['Month', 'text', ({ month }) => month],
  // A sign before the name belongs to the sum on the page.
  ...STEPS.map(([id, label]): CsvColumn<AccrualRow> => [label.replace(/^\W+/, ''), 'money', (row) => row[id]]),
];

const BY_AGE: readonly CsvColumn<AccrualAge>[] = [
  ...ACCOUNT,
  ...AGES.map(([id, label]): CsvColumn<AccrualAge> => [label, 'money', (age) => age[id]]),
];

export const monthsFile = (period: string, rows: readonly AccrualRow[]): CsvFile =>
  csvFile('accrual', period, MONTHS, rows);

export const agesFile = (period: string, ages: readonly AccrualAge[]): CsvFile =>
  csvFile('what is owed', period, BY_AGE, ages);
