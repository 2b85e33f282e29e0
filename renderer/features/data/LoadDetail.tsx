import { IconAlertTriangle, IconBan, IconInfoCircle } from '@tabler/icons-react';
import type { LoadCheck, LoadRecord } from '../../../analytics/api/results.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { countWords, formatBytes } from '../../../analytics/present/labels.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { Section } from '../../parts/Section.tsx';
import { Empty, Failed, Frame } from '../../parts/states.tsx';
import { useCellStyle, useLocale } from '../../shell/workspace.ts';
import { useTable } from '../../transport/calls.ts';
import styles from './LoadDetail.module.css';

/** What one load found: its checks, and the rows it refused with the reason. */
export function LoadDetail({ load }: { readonly load: LoadRecord }) {
  const { loadId, file, sha256, bytes, checks, refused, blockedBy, undone } = load;
  return (
    <>
      <Section
        title={`Checks of load ${loadId}`}
        basis={
          <>
            {file}, {formatBytes(bytes)}, <code>sha256 {sha256.slice(0, 12)}</code>
          </>
        }
      >
        {blockedBy !== null && !undone && (
          <p className={styles.blocked}>
            <b>It cannot be undone now.</b> {blockedBy}
          </p>
        )}
        {checks.length === 0 ? (
          <Empty>Nothing to say: every row was as it should be.</Empty>
        ) : (
          <ul className={styles.checks}>
            {checks.map((check) => (
              <Check key={check.id} check={check} />
            ))}
          </ul>
        )}
      </Section>
      {refused > 0 && <Refused load={load} />}
    </>
  );
}

const MARKS = { info: IconInfoCircle, look: IconAlertTriangle, refused: IconBan } as const;
const LEVEL_WORDS = { info: 'For your information', look: 'Look at this', refused: 'Refused' } as const;

function Check({ check }: { readonly check: LoadCheck }) {
  const locale = useLocale();
  const { level, sentence, rows, amount } = check;
  const IconMark = MARKS[level];
  return (
    <li data-level={level}>
      <IconMark size={16} stroke={1.6} role="img" aria-label={LEVEL_WORDS[level]} />
      <span>{sentence}</span>
      <span className="num">{rows > 0 && countWords(rows, 'row', locale)}</span>
      <span className="num">{amount !== null && numbers(locale).compact(amount)}</span>
    </li>
  );
}

const SHOWN = 200;

function Refused({ load }: { readonly load: LoadRecord }) {
  const style = useCellStyle();
  const locale = useLocale();
  const { data, error } = useTable('dataset.refused', { loadId: load.loadId }, { limit: SHOWN });
  return (
    <Section title="Refused rows" basis={`${countWords(load.refused, 'row', locale)}, kept aside and not counted`}>
      {error && <Failed what="The refused rows could not be read" error={error} />}
      {!data && !error && <Frame rows={4} />}
      {data && (
        <div className={styles.refused}>
          <table className="plain">
            <thead>
              <tr>
                {data.table.columns.map(({ info }) => (
                  <th key={info.key}>{info.label}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: Math.min(SHOWN, data.table.rows) }, (_, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a fixed answer keep their place
                <tr key={row}>
                  {data.table.columns.map(({ info, cell }) => (
                    <td key={info.key} className="ellipsis" title={String(cell(row) ?? '')}>
                      {formatCell(cell(row), info.unit, style)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {load.refused > SHOWN && <p className="small">The first {SHOWN} are shown.</p>}
        </div>
      )}
    </Section>
  );
}
