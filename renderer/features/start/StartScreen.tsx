/** The first screen: open a workspace, drop files to begin one, or look at the sample network. */
import { TextInput } from '@mantine/core';
import { IconArrowRight, IconFolderOpen, IconPlus, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { formatMoment } from '../../../analytics/present/dates.ts';
import { Button } from '../../parts/Button.tsx';
import { DropZone } from '../../parts/DropZone.tsx';
import { Section } from '../../parts/Section.tsx';
import { Failed } from '../../parts/states.tsx';
import { ThemeMenu } from '../../shell/ContextBar.tsx';
import { Mark } from '../../shell/Rail.tsx';
import { useCall } from '../../transport/calls.ts';
import { chooseFiles, type HostFile, receiveFiles } from '../../transport/files.ts';
import { handOver } from '../data/chosen.ts';
import { create, createThroughDialog, openPath, openSample, openThroughDialog } from './opening.ts';
import styles from './StartScreen.module.css';

const NEW_NAME = 'Partner network';

interface StartScreenProps {
  /** Why the workspace that was asked for at the start is not open. */
  readonly refused: unknown;
}

export function StartScreen({ refused }: StartScreenProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ what: string; error: unknown } | null>(null);

  async function attempt(doing: string, what: string, work: () => Promise<void>): Promise<void> {
    setBusy(doing);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure({ what, error });
    } finally {
      setBusy(null);
    }
  }

  const begin = (files: () => Promise<readonly HostFile[]>) =>
    attempt('Taking the files in', 'The files could not be taken', async () => {
      const taken = await files();
      if (taken.length === 0) return;
      handOver(taken);
      await create(NEW_NAME);
    });

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Mark />
        <b>Quarterdeck</b>
        <span className="small">Partner network analytics. Nothing leaves this machine.</span>
        <span className={styles.theme}>
          <ThemeMenu />
        </span>
      </header>
      <main className={styles.work} aria-busy={busy !== null}>
        <h1>Open a partner network</h1>
        {failure && <Failed what={failure.what} error={failure.error} />}
        {!failure && refused !== null && <Failed what="The workspace could not be opened" error={refused} />}
        {busy && (
          <p className={styles.busy} role="status">
            {busy}…
          </p>
        )}
        <div className={styles.columns}>
          <Section title="Begin with exports" basis="partners, deals, payouts, in any order">
            <DropZone
              disabled={busy !== null}
              onFiles={(files) => void begin(() => receiveFiles(files))}
              hint="CSV, Excel, Parquet or JSON lines. Each file is read, recognised and shown to you before anything is loaded."
            >
              <Button kind="primary" icon={IconUpload} disabled={busy !== null} onClick={() => void begin(chooseFiles)}>
                Choose files
              </Button>
            </DropZone>
          </Section>
          <Section title="Look at the sample" basis="a believable network, made up">
            <p className={styles.text}>
              Three years of a partner program: its partners, deals, payouts and certificates. It opens as a copy, so
              nothing you do can spoil it.
            </p>
            <Button
              icon={IconArrowRight}
              disabled={busy !== null}
              onClick={() => void attempt('Opening the sample network', 'The sample could not be opened', openSample)}
            >
              Open the sample network
            </Button>
          </Section>
          <Section title="Open a workspace" basis="a .quarterdeck file">
            <OpenByPath
              disabled={busy !== null}
              onOpen={(path) => attempt('Opening', 'The workspace could not be opened', () => openPath(path))}
              onDialog={() => attempt('Opening', 'The workspace could not be opened', openThroughDialog)}
              onNew={(name) =>
                attempt('Creating', 'The workspace could not be created', () =>
                  window.quarterdeck ? createThroughDialog(name) : create(name),
                )
              }
            />
            <Recent
              disabled={busy !== null}
              onOpen={(path) => void attempt('Opening', 'The workspace could not be opened', () => openPath(path))}
            />
          </Section>
        </div>
      </main>
    </div>
  );
}

interface OpenByPathProps {
  readonly disabled: boolean;
  readonly onOpen: (path: string) => Promise<void>;
  readonly onDialog: () => Promise<void>;
  readonly onNew: (name: string) => Promise<void>;
}

/** The desktop has dialogs; a page in a browser cannot see paths, so there they are typed. */
function OpenByPath({ disabled, onOpen, onDialog, onNew }: OpenByPathProps) {
  const [path, setPath] = useState('');
  const [name, setName] = useState(NEW_NAME);
  return (
    <div className={styles.open}>
      {window.quarterdeck ? (
        <Button icon={IconFolderOpen} disabled={disabled} onClick={() => void onDialog()}>
          Open a workspace…
        </Button>
      ) : (
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            void onOpen(path.trim());
          }}
        >
          <TextInput
            aria-label="Path of a workspace"
            placeholder="/home/me/network.quarterdeck"
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
            className={styles.grow}
          />
          <Button type="submit" icon={IconFolderOpen} disabled={disabled || path.trim() === ''}>
            Open
          </Button>
        </form>
      )}
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          void onNew(name.trim());
        }}
      >
        <TextInput
          aria-label="Name of a new workspace"
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
          className={styles.grow}
        />
        <Button type="submit" icon={IconPlus} disabled={disabled || name.trim() === ''}>
          New, empty
        </Button>
      </form>
    </div>
  );
}

function Recent({ disabled, onOpen }: { readonly disabled: boolean; readonly onOpen: (path: string) => void }) {
  const { data } = useCall('workspace.recent', {});
  if (!data || data.length === 0) return null;
  return (
    <>
      <h3 className={styles.recentHead}>Recent</h3>
      <ul className={styles.recent}>
        {data.map(({ path, name, openedAt }) => (
          <li key={path}>
            <button type="button" disabled={disabled} onClick={() => onOpen(path)} title={path}>
              <b>{name}</b>
              <span className="small">{formatMoment(openedAt, navigator.language)}</span>
              <span className={`small ellipsis ${styles.path}`}>{path}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
