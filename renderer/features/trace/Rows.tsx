import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { FigureSpec } from '../../../analytics/api/documents/query.ts';
import type { Passport } from '../../../analytics/api/results.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import { IconButton } from '../../parts/Button.tsx';
import { Empty, Failed, Frame } from '../../parts/states.tsx';
import { go } from '../../shell/location.ts';
import { say } from '../../shell/statusLine.ts';
import { useCellStyle, useLocale } from '../../shell/workspace.ts';
import { useTable } from '../../transport/calls.ts';
import { Block } from './Block.tsx';
import { briefColumns, isFigure } from './brief.ts';
import styles from './Trace.module.css';

const PARTS = [
  ['numerator', 'Numerator'],
  ['denominator', 'Denominator'],
] as const;

/** The rows behind the figure, and the SQL that answered. */
export function Rows({ passport, figure }: { readonly passport: Passport; readonly figure: FigureSpec }) {
  const [shown, setShown] = useState<'numerator' | 'denominator' | 'sql'>('numerator');
  const ratio = passport.metric.kind === 'ratio';
  const tabs = ratio ? PARTS : ([['numerator', 'Rows']] as const);
  return (
    <Block
      title="Rows"
      aside={
        <span className={styles.tabs} role="tablist">
          {[...tabs, ['sql', 'SQL'] as const].map(([id, label]) => (
            <button key={id} type="button" role="tab" aria-selected={shown === id} onClick={() => setShown(id)}>
              {label}
            </button>
          ))}
        </span>
      }
    >
      {shown === 'sql' ? (
        <div className={styles.sql}>
          <IconButton icon={IconCopy} label="Copy the SQL" onClick={() => void copy(passport.sql)} />
          <pre>{passport.sql}</pre>
        </div>
      ) : passport.index ? (
        <p className="small">An index has no rows of its own: open one of its measures for the rows behind it.</p>
      ) : (
        <RowTable figure={figure} part={ratio ? shown : undefined} />
      )}
    </Block>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  say('Copied');
}

const SHOWN_ROWS = 12;

function RowTable({ figure, part }: { figure: FigureSpec; part: 'numerator' | 'denominator' | undefined }) {
  const [all, setAll] = useState(false);
  const style = useCellStyle();
  const locale = useLocale();
  const { data, error } = useTable('query.rows', { figure, ...(part === undefined ? {} : { part }) }, { limit: 2_000 });
  if (error) return <Failed what="The rows could not be read" error={error} />;
  if (!data) return <Frame rows={5} />;
  const { table, reply } = data;
  if (table.rows === 0) return <Empty>No row stands behind this figure.</Empty>;
  const rows = Math.min(table.rows, all ? 200 : SHOWN_ROWS);
  const columns = briefColumns(table);
  return (
    <div className={styles.rowsScroll}>
      <table className={styles.rows}>
        <thead>
          <tr>
            {columns.map(({ info }) => (
              <th key={info.key} className={isFigure(info.unit) ? 'num' : undefined}>
                {info.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a fixed answer keep their place
            <tr key={row}>
              {columns.map(({ info, cell }) => (
                <td key={info.key} className={isFigure(info.unit) ? 'num' : undefined}>
                  {formatCell(cell(row), info.unit, { ...style, style: 'exact' })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small">
        {countWords(reply.totalRows, 'row', locale)} in all
        {rows < reply.totalRows && `, the newest ${rows.toLocaleString(locale)} shown. `}
        {!all && rows < table.rows && (
          <button type="button" className="link" onClick={() => setAll(true)}>
            Show more
          </button>
        )}{' '}
        <button type="button" className="link" onClick={() => openRows(figure, part)}>
          Open them in the table
        </button>
      </p>
    </div>
  );
}

/** The same rows with all their columns, page by page. */
function openRows({ metric, where, period }: FigureSpec, part: string | undefined): void {
  go({
    screen: 'scorecards',
    where,
    period: period ?? 'all',
    extra: { view: 'rows', of: metric, ...(part === 'denominator' ? { part } : {}) },
  });
}
