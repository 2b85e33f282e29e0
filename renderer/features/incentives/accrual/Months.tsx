/** One account from opening to closing, month by month. */
import type { AccrualRow } from '../../../../analytics/api/incentiveOutlook.ts';
import { formatMonth } from '../../../../analytics/present/dates.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from './Accrual.module.css';
import { STEPS } from './owed.ts';

export function Months({ months }: { readonly months: readonly AccrualRow[] }) {
  const { exact } = numbers(useLocale());
  const figure = (amount: string | null): string => (amount === null || Number(amount) === 0 ? '–' : exact(amount));
  return (
    <div className={styles.months}>
      <table className={`compact ${styles.table}`}>
        <thead>
          <tr>
            <th>Month</th>
            {STEPS.map(([id, label]) => (
              <th key={id} className="num">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((row) => (
            <tr key={row.month}>
              <td>{formatMonth(row.month)}</td>
              {STEPS.map(([id]) => (
                <td key={id} className={`num ${id === 'opening' || id === 'closing' ? '' : 'mut'}`}>
                  {figure(row[id])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
