/** Files that have been read and wait for a person to agree. Nothing is written until Load; then all of it or none. */
import { IconUpload, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ColumnMap, FileKind } from '../../../analytics/api/documents/columnMap.ts';
import type { Events } from '../../../analytics/api/methods.ts';
import type { FileInspection, LoadReport } from '../../../analytics/api/results.ts';
import { countWords, formatBytes, formatDuration } from '../../../analytics/present/labels.ts';
import { Button } from '../../parts/Button.tsx';
import { DropZone } from '../../parts/DropZone.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Failed, Frame, Progress } from '../../parts/states.tsx';
import { say, useScreenStatus } from '../../shell/statusLine.ts';
import { useLocale } from '../../shell/workspace.ts';
import { readAgain, useCall } from '../../transport/calls.ts';
import { call } from '../../transport/connection.ts';
import type { HostFile } from '../../transport/files.ts';
import styles from './Arrival.module.css';
import { answerOf } from './answers.ts';
import { Columns } from './Columns.tsx';
import { clearChosen, dropChosen } from './chosen.ts';
import { FileCard } from './FileCard.tsx';
import { Preview } from './Preview.tsx';
import { Questions } from './Questions.tsx';

/** What the user said about a file, over what was guessed. */
interface Edit {
  readonly as?: FileKind;
  readonly map?: ColumnMap;
}

interface ArrivalProps {
  readonly files: readonly HostFile[];
  readonly onChoose: () => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onLoaded: (report: LoadReport) => void;
}

export function Arrival({ files, onChoose, onFiles, onLoaded }: ArrivalProps) {
  const locale = useLocale();
  const [edits, setEdits] = useState<Readonly<Record<string, Edit>>>({});
  const [shownPath, setShownPath] = useState<string | null>(null);
  const asked = useMemo(() => files.map(({ path, name }) => ({ path, name, ...edits[path] })), [files, edits]);
  const { data: inspections, error, isFetching, refetch } = useCall('dataset.inspect', { files: asked });
  const loading = useLoading(onLoaded);

  const ready = (inspections ?? []).filter(({ path }) => files.some((file) => file.path === path));
  const shown = ready.find(({ path }) => path === shownPath) ?? ready[0];
  const mapOf = (file: FileInspection): ColumnMap => edits[file.path]?.map ?? file.map;
  const edit = (path: string, part: Edit): void => setEdits({ ...edits, [path]: { ...edits[path], ...part } });

  const unanswered = ready.flatMap((file) =>
    file.questions.filter(({ id }) => answerOf(mapOf(file), id) === null),
  ).length;
  const stuck = ready.filter((file) => file.as === null || file.problem !== null).length;
  const rows = ready.reduce((sum, file) => sum + file.rows, 0);
  const bytes = ready.reduce((sum, file) => sum + file.bytes, 0);
  useScreenStatus({
    basis: `${rows.toLocaleString(locale)} rows, ${formatBytes(bytes)}, read but not loaded`,
  });

  const complete = ready.length === files.length && stuck === 0 && unanswered === 0 && !isFetching;
  return (
    <Screen
      title="Data"
      basis={`${countWords(files.length, 'file', locale)} chosen. Nothing is written until you load; then all of it or none`}
      actions={
        <>
          <Button icon={IconX} disabled={loading.progress !== null} onClick={clearChosen}>
            Discard
          </Button>
          <Button
            kind="primary"
            icon={IconUpload}
            disabled={!complete || loading.progress !== null}
            onClick={() =>
              void loading.start(ready.map((file) => ({ path: file.path, name: file.name, map: mapOf(file) })))
            }
          >
            {stuck > 0
              ? `Load, ${countWords(stuck, 'file', locale)} cannot be read yet`
              : unanswered > 0
                ? `Load, ${countWords(unanswered, 'answer', locale)} missing`
                : ready.length < files.length || isFetching
                  ? 'Load, still reading'
                  : `Load ${countWords(rows, 'row', locale)}`}
          </Button>
        </>
      }
    >
      {loading.failure !== null && (
        <Failed what="Nothing was loaded" error={loading.failure} still="The workspace is as it was." />
      )}
      <div className={styles.columns}>
        <div className={styles.side}>
          {loading.progress && (
            <Section title="Loading" basis="all of it or none">
              <Progress {...loading.progress} onStop={loading.stop} />
            </Section>
          )}
          <Section title="Files" basis="what each was taken for" busy={isFetching}>
            {error && <Failed what="The files could not be read" error={error} onRetry={() => void refetch()} />}
            {files.map((file) => {
              const inspection = ready.find(({ path }) => path === file.path);
              return inspection ? (
                <FileCard
                  key={file.path}
                  file={inspection}
                  selected={inspection === shown}
                  onSelect={() => setShownPath(file.path)}
                  onKind={(as) => edit(file.path, { as })}
                  onDrop={() => dropChosen(file.path)}
                />
              ) : (
                <div key={file.path} className={styles.waiting}>
                  <b className="ellipsis">{file.name}</b>
                  {error ? (
                    <button type="button" className="link" onClick={() => dropChosen(file.path)}>
                      Leave it out
                    </button>
                  ) : (
                    <span className="small">being read</span>
                  )}
                </div>
              );
            })}
            <DropZone onFiles={onFiles} hint="They load together, so their order does not matter.">
              <Button small onClick={onChoose}>
                Add files
              </Button>
            </DropZone>
          </Section>
        </div>

        <div className={styles.middle}>
          {shown ? (
            <>
              <Columns
                key={`${shown.path} ${shown.as}`}
                file={shown}
                map={mapOf(shown)}
                busy={isFetching}
                onMap={(map) => edit(shown.path, { map })}
              />
              <Preview file={shown} busy={isFetching} />
            </>
          ) : (
            !error && <Frame rows={10} />
          )}
        </div>

        <div className={styles.right}>
          {shown && (
            <Questions key={shown.path} file={shown} map={mapOf(shown)} onMap={(map) => edit(shown.path, { map })} />
          )}
          {shown && (
            <Section title="What will happen" basis={shown.name}>
              {shown.notes.length === 0 ? (
                <Empty>Every row is read as it stands.</Empty>
              ) : (
                <ul className={styles.notes}>
                  {shown.notes.map((note) => (
                    <li key={note}>{note}</li>
                  ))}
                </ul>
              )}
            </Section>
          )}
        </div>
      </div>
    </Screen>
  );
}

type Shown = Pick<Events['progress'], 'stage' | 'done' | 'total' | 'unit'> & { readonly left?: string };

/** One load at a time, with progress and Stop. A stopped load leaves the workspace as it was. */
function useLoading(onLoaded: (report: LoadReport) => void) {
  const [progress, setProgress] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [stopper, setStopper] = useState<AbortController | null>(null);

  async function start(files: { path: string; name: string; map: ColumnMap }[]): Promise<void> {
    const controller = new AbortController();
    const began = performance.now();
    setStopper(controller);
    setFailure(null);
    setProgress({ stage: 'Beginning', done: 0, total: 0, unit: 'rows' });
    try {
      const report = await call(
        'dataset.load',
        { files },
        {
          signal: controller.signal,
          onProgress: ({ stage, done, total, unit }) => {
            const spent = performance.now() - began;
            const left = total > 0 && done > 0 ? (spent * (total - done)) / done : 0;
            // Under two seconds an estimate is noise.
            setProgress({ stage, done, total, unit, ...(left > 2_000 ? { left: formatDuration(left) } : {}) });
          },
        },
      );
      onLoaded(report);
      clearChosen();
      say(`Loaded; data version ${report.dataVersion}`);
      await readAgain();
    } catch (thrown) {
      setFailure(thrown);
    } finally {
      setProgress(null);
      setStopper(null);
    }
  }

  return { progress, failure, start, stop: () => stopper?.abort() };
}
