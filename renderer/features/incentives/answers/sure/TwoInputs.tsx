/** What the plan costs where two inputs differ at once. */
import type { TwoWayGrid } from '../../../../../analytics/api/incentiveOutlook.ts';
import { numbers } from '../../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../../shell/workspace.ts';
import styles from '../Answers.module.css';

export function TwoInputs({ grid }: { readonly grid: TwoWayGrid | null }) {
  const locale = useLocale();
  const { compact } = numbers(locale);
  if (!grid)
    return <p className={styles.say}>Two inputs with a range are needed: give two assumptions a low and a high end.</p>;
  const { rows, columns, costs } = grid;
  const centre = (index: number, of: readonly unknown[]): boolean => index === (of.length - 1) / 2;
  return (
    <div className={styles.scroll}>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">
              {rows.label} ↓ {columns.label} →
            </th>
            {columns.values.map((value) => (
              <th key={value} scope="col">
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.values.map((value, row) => (
            <tr key={value}>
              <th scope="row">{value}</th>
              {columns.values.map((other, column) => (
                <td
                  key={other}
                  className={centre(row, rows.values) && centre(column, columns.values) ? styles.centre : undefined}
                >
                  {compact(costs[row]?.[column] ?? '0')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
