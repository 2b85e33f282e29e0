/** The newest won deals of the window, as rows. */
import type { Filter } from '../../../analytics/api/documents/query.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled } from '../../parts/states.tsx';
import { go } from '../../shell/location.ts';
import { useContextSpec, useLocale } from '../../shell/workspace.ts';
import { useTable } from '../../transport/calls.ts';
import styles from './Partner.module.css';

const SHOWN = 8;
/** The same in every row of this page. */
const ALIKE: ReadonlySet<string> = new Set(['partner', 'partner_name', 'outcome', 'load_id', 'source_row']);

export function DealsSection({ at }: { readonly at: readonly Filter[] }) {
  const { where, ready, compare: _, ...spec } = useContextSpec();
  const locale = useLocale();
  const query = useTable(
    'query.rows',
    { figure: { metric: 'won_amount', ...spec, where: [...where, ...at] } },
    { enabled: ready, limit: SHOWN },
  );
  return (
    <Section
      title="Deals"
      basis="won in the window, newest first"
      aside={
        <button
          type="button"
          className="link"
          onClick={() =>
            go({ screen: 'scorecards', where: [...where, ...at], extra: { view: 'rows', of: 'won_amount' } })
          }
        >
          {query.data ? `Open ${countWords(query.data.reply.totalRows, 'deal', locale)}` : 'Open the deals'}
        </button>
      }
      className={styles.full}
    >
      <Settled query={query} what="The deals could not be read">
        {({ table }) => {
          if (table.rows === 0) return <Empty>No deal was won in this window.</Empty>;
          const columns = table.columns.filter(
            ({ info, cell }) =>
              !ALIKE.has(info.key) &&
              Array.from({ length: Math.min(table.rows, SHOWN) }, (_, row) => cell(row)).some(
                (value) => value !== null,
              ),
          );
          const right = (unit: string): boolean => unit !== 'text' && unit !== 'date' && unit !== 'flag';
          return (
            <div className={styles.scroll}>
              <table className="plain">
                <thead>
                  <tr>
                    {columns.map(({ info: { key, label, unit } }) => (
                      <th key={key} className={right(unit) ? 'num' : undefined}>
                        {label}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {Array.from({ length: Math.min(table.rows, SHOWN) }, (_, row) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: rows of a fixed answer keep their place
                    <tr key={row}>
                      {columns.map(({ info: { key, unit }, cell }) => (
                        <td key={key} className={right(unit) ? 'num' : undefined}>
                          {formatCell(cell(row), unit, { locale, style: 'exact' })}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Settled>
    </Section>
  );
}
