/** What every draft offers on its screen: steps to take back and make again, and what to do when another version came first. */
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Button, IconButton } from '../parts/Button.tsx';
import { type OwnSteps, useOwnSteps } from '../shell/ownSteps.ts';
import styles from './Drafts.module.css';
import type { DraftHandle } from './drafts.ts';

type Steps = Pick<DraftHandle<unknown>, 'undo' | 'redo' | 'undoLabel' | 'redoLabel'>;

/** The keys of undo belong to the draft while it is open. */
export function useDraftKeys(draft: Steps | null): void {
  useOwnSteps(useMemo(() => stepsOf(draft), [draft]));
}

function stepsOf(draft: Steps | null): OwnSteps {
  const step = (label: string | null | undefined, take: () => void): string | null => {
    if (label === null || label === undefined) return null;
    take();
    return label;
  };
  return {
    undo: () => step(draft?.undoLabel, () => draft?.undo()),
    redo: () => step(draft?.redoLabel, () => draft?.redo()),
  };
}

export function DraftSteps({ draft }: { readonly draft: Steps }) {
  return (
    <>
      <IconButton
        icon={IconArrowBackUp}
        label={draft.undoLabel === null ? 'No change to take back' : `Take back: ${draft.undoLabel}`}
        disabled={draft.undoLabel === null}
        onClick={draft.undo}
      />
      <IconButton
        icon={IconArrowForwardUp}
        label={draft.redoLabel === null ? 'No change to make again' : `Make again: ${draft.redoLabel}`}
        disabled={draft.redoLabel === null}
        onClick={draft.redo}
      />
    </>
  );
}

interface OvertakenProps {
  readonly name: string;
  readonly draft: Pick<DraftHandle<unknown>, 'overtaken' | 'takeTheirs' | 'keepMine'>;
}

/** Shows only when somebody saved another version while this one was being worked on. */
export function Overtaken({ name, draft }: OvertakenProps) {
  if (!draft.overtaken) return null;
  return (
    <div className={styles.overtaken} role="status">
      <p>{name} was saved elsewhere while you changed it here.</p>
      <Button small onClick={draft.takeTheirs}>
        Take that version
      </Button>
      <Button small onClick={draft.keepMine}>
        Keep mine
      </Button>
    </div>
  );
}
