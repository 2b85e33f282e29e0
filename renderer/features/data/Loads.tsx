/** What was ever loaded, newest first: what each load changed, what it refused and why, and the way back. */
import { IconArrowRight, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { LoadRecord, LoadReport } from '../../../analytics/api/results.ts';
import { capital } from '../../../analytics/present/capital.ts';
import { formatMoment } from '../../../analytics/present/dates.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import { Button } from '../../parts/Button.tsx';
import { DropZone } from '../../parts/DropZone.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Failed, Settled } from '../../parts/states.tsx';
import { go } from '../../shell/location.ts';
import { say, useScreenStatus } from '../../shell/statusLine.ts';
import { useLocale, useWorkspace } from '../../shell/workspace.ts';
import { useCall, useCommand } from '../../transport/calls.ts';
import { LoadDetail } from './LoadDetail.tsx';
import styles from './Loads.module.css';
import { KIND_WORDS, TABLE_WORDS } from './words.ts';

interface LoadsProps {
  /** What the load of a moment ago did. */
  readonly report: LoadReport | null;
  readonly onChoose: () => void;
  readonly onFiles: (files: readonly File[]) => void;
}

export function Loads({ report, onChoose, onFiles }: LoadsProps) {
  const { rows } = useWorkspace();
  const locale = useLocale();
  const loads = useCall('dataset.loads', {});
  const fresh = report?.loads.map(({ loadId }) => loadId) ?? [];
  const [shown, setShown] = useState<number | null>(fresh[0] ?? null);
  const held = TABLE_WORDS.filter(([table]) => (rows[table] ?? 0) > 0);
  const total = held.reduce((sum, [table]) => sum + (rows[table] ?? 0), 0);
  useScreenStatus({ basis: `${countWords(total, 'row', locale)} in the workspace` });
  const newestFirst = [...(loads.data ?? [])].sort((a, b) => b.loadId - a.loadId);
  const detail = newestFirst.find(({ loadId }) => loadId === shown) ?? newestFirst[0];

  return (
    <Screen
      title="Data"
      basis="A load happens whole or not at all, and can be undone"
      actions={
        <Button kind="primary" icon={IconUpload} onClick={onChoose}>
          Load files
        </Button>
      }
    >
      <div className={styles.columns}>
        <div className={styles.side}>
          <Section title="Add files" basis="read first, loaded when you say so">
            <DropZone
              onFiles={onFiles}
              hint="CSV, Excel, Parquet or JSON lines: partners, deals, payouts, levels, certificates, targets."
            >
              <Button onClick={onChoose}>Choose files</Button>
            </DropZone>
          </Section>
          <Section title="In the workspace" basis="current rows">
            {held.length === 0 ? (
              <Empty>Nothing yet. Partners, deals and payouts make the start.</Empty>
            ) : (
              <table className="plain">
                <tbody>
                  {held.map(([table, label]) => (
                    <tr key={table}>
                      <td>{label}</td>
                      <td className="num">{(rows[table] ?? 0).toLocaleString(locale)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Section>
        </div>
        <div className={styles.main}>
          {report && <Result report={report} />}
          <Section title="History of loads" basis="newest first" busy={loads.isFetching && !loads.isLoading}>
            <Settled query={loads} what="The history could not be read" rows={4}>
              {() =>
                newestFirst.length === 0 ? (
                  <Empty>Each file you load will stand here, with what it changed.</Empty>
                ) : (
                  <History loads={newestFirst} fresh={fresh} shown={detail?.loadId ?? null} onShow={setShown} />
                )
              }
            </Settled>
          </Section>
          {detail && <LoadDetail key={detail.loadId} load={detail} />}
        </div>
      </div>
    </Screen>
  );
}

/** What the load of a moment ago did, in one line and what it wants said. */
function Result({ report }: { readonly report: LoadReport }) {
  const locale = useLocale();
  const { loads, notes, dataVersion } = report;
  const sum = (count: 'read' | 'new' | 'changed' | 'vanished' | 'refused'): string =>
    loads.reduce((total, load) => total + load[count], 0).toLocaleString(locale);
  return (
    <Section title="Just loaded" basis={`${countWords(loads.length, 'file', locale)}, data version ${dataVersion}`}>
      <p className={styles.result}>
        <b>{sum('read')}</b> rows read: <b>{sum('new')}</b> new, <b>{sum('changed')}</b> changed,{' '}
        <b>{sum('vanished')}</b> gone, <b>{sum('refused')}</b> refused.
      </p>
      {notes.map((note) => (
        <p key={note} className={styles.result}>
          {note}
        </p>
      ))}
      <Button icon={IconArrowRight} onClick={() => go({ screen: 'overview' })}>
        See what it says
      </Button>
    </Section>
  );
}

interface HistoryProps {
  readonly loads: readonly LoadRecord[];
  readonly fresh: readonly number[];
  readonly shown: number | null;
  readonly onShow: (loadId: number) => void;
}

const COUNTS = ['read', 'new', 'changed', 'same', 'vanished', 'refused'] as const;

function History({ loads, fresh, shown, onShow }: HistoryProps) {
  const locale = useLocale();
  const undo = useCommand('dataset.undo');
  return (
    <>
      {undo.error && <Failed what="The load was not undone" error={undo.error} still="Everything is as it was." />}
      <div className={styles.scroll}>
        <table className={`plain ${styles.history}`}>
          <thead>
            <tr>
              <th>Load</th>
              <th>File</th>
              <th>As</th>
              <th>When</th>
              {COUNTS.map((count) => (
                <th key={count} className="num">
                  {count === 'read' ? 'Rows' : capital(count)}
                </th>
              ))}
              <th>
                <span className="hidden">Undo</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {loads.map((load) => (
              <tr
                key={load.loadId}
                data-shown={load.loadId === shown || undefined}
                data-undone={load.undone || undefined}
              >
                <td>
                  {load.loadId}
                  {fresh.includes(load.loadId) && <span className={styles.fresh}>new</span>}
                </td>
                <td className={styles.file}>
                  <button type="button" className="link ellipsis" onClick={() => onShow(load.loadId)}>
                    {load.file}
                  </button>
                </td>
                <td>{KIND_WORDS[load.as]}</td>
                <td className="mut">{formatMoment(load.at, locale)}</td>
                {COUNTS.map((count) => (
                  <td key={count} className={`num ${count === 'refused' && load.refused > 0 ? 'warn' : ''}`}>
                    {load[count] === 0 ? <span className="mut">–</span> : load[count].toLocaleString(locale)}
                  </td>
                ))}
                <td className="num">
                  <UndoCell
                    load={load}
                    busy={undo.isPending}
                    onWhy={() => onShow(load.loadId)}
                    onUndo={() =>
                      undo.mutate(
                        { loadId: load.loadId },
                        { onSuccess: () => say(`Load ${load.loadId}, ${load.file}, undone`) },
                      )
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface UndoCellProps {
  readonly load: LoadRecord;
  readonly busy: boolean;
  readonly onUndo: () => void;
  readonly onWhy: () => void;
}

function UndoCell({ load, busy, onUndo, onWhy }: UndoCellProps) {
  if (load.undone) return <span className="mut">undone</span>;
  if (load.blockedBy !== null) {
    return (
      <button type="button" className="mut" title={load.blockedBy} onClick={onWhy}>
        not now, why?
      </button>
    );
  }
  return (
    <button type="button" className="link" disabled={busy} onClick={onUndo}>
      Undo
    </button>
  );
}
