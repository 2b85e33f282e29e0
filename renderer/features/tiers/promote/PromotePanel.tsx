/** Promotion: the version is frozen with who approved it and why; the level list and the calls go out as files. */
import { TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { say } from '../../../shell/statusLine.ts';
import { useWorkspace } from '../../../shell/workspace.ts';
import { useCommand } from '../../../transport/calls.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './Promote.module.css';
import { useExport } from './useExport.ts';

interface PromotePanelProps {
  readonly onClose: () => void;
}

export function PromotePanel({ onClose }: PromotePanelProps) {
  const { saved, draft } = useTierWork();
  const { history } = useWorkspace();
  const promote = useCommand('tier.promote');
  const [approver, setApprover] = useState('');
  const [reason, setReason] = useState('');
  const [effectiveFrom, setEffectiveFrom] = useState(() => nextStart(draft.present.effectiveFrom, history?.to));
  const frozen = saved.state !== 'draft';
  const missing = [
    draft.dirty && 'once the changes are saved',
    approver.trim() === '' && 'with who approves it',
    reason.trim() === '' && 'with a reason',
    effectiveFrom === '' && 'with its first day',
  ].find((text) => text !== false);

  return (
    <Section
      title={frozen ? `Promoted by ${saved.promoted?.approver}` : `Promote ${saved.name}`}
      basis={
        frozen
          ? `in force from ${saved.promoted?.effectiveFrom}: ${saved.promoted?.reason}`
          : 'freezes this version; a later change makes a copy'
      }
      aside={
        <button type="button" className="link" onClick={onClose}>
          Close
        </button>
      }
    >
      {promote.error && (
        <Failed what="The program was not promoted" error={promote.error} still="It is still a draft." />
      )}
      {!frozen && (
        <form
          className={styles.form}
          aria-label="Promotion"
          onSubmit={(event) => {
            event.preventDefault();
            promote.mutate(
              { id: saved.id, approver: approver.trim(), reason: reason.trim(), effectiveFrom },
              { onSuccess: ({ name, version }) => say(`${name}, version ${version}, is promoted and frozen`) },
            );
          }}
        >
          <TextInput
            label="Approved by"
            value={approver}
            maxLength={120}
            onChange={(event) => setApprover(event.currentTarget.value)}
          />
          <TextInput
            label="Reason"
            value={reason}
            maxLength={400}
            className={styles.reason ?? ''}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label="In force from"
            value={effectiveFrom}
            onChange={(event) => setEffectiveFrom(event.currentTarget.value)}
          />
          <Button type="submit" kind="primary" disabled={missing !== undefined || promote.isPending}>
            {missing === undefined ? 'Promote' : `Promote, ${missing}`}
          </Button>
        </form>
      )}
      <Exports />
    </Section>
  );
}

function Exports() {
  const { state, start } = useExport();
  return (
    <div className={styles.exports}>
      <Button icon={IconDownload} disabled={state.phase === 'working'} onClick={() => start('levels')}>
        New level list
      </Button>
      <Button icon={IconDownload} disabled={state.phase === 'working'} onClick={() => start('calls')}>
        Call list by owner
      </Button>
      {state.phase === 'saved' && (
        <span role="status">
          {state.rows.toLocaleString('en')} rows in {state.where}
        </span>
      )}
      {state.phase === 'failed' && <Failed what="The list was not written" error={state.error} />}
    </div>
  );
}

/** The program's own first day when it lies ahead of the data, else the day after the data ends. */
function nextStart(own: string | undefined, end: string | undefined): string {
  return own !== undefined && (end === undefined || own > end) ? own : dayAfter(end);
}

function dayAfter(day: string | undefined): string {
  if (!day) return '';
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
