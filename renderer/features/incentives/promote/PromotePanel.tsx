/** Promotion: the version is frozen with who approved it and why; what is to be paid goes out as files. */
import { TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { change } from '../../../shell/location.ts';
import { say } from '../../../shell/statusLine.ts';
import { useLocale, useWorkspace } from '../../../shell/workspace.ts';
import { useCommand } from '../../../transport/calls.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { firstDay, missingFor } from './form.ts';
import styles from './Promote.module.css';
import { useExport } from './useExport.ts';

interface PromotePanelProps {
  readonly onClose: () => void;
}

export function PromotePanel({ onClose }: PromotePanelProps) {
  const { saved } = usePlanWork();
  const locale = useLocale();
  const { promoted } = saved;
  return (
    <Section
      title={promoted ? `Promoted by ${promoted.approver}` : `Promote ${saved.name}`}
      basis={
        promoted
          ? `in force from ${formatDate(promoted.effectiveFrom, locale)}: ${promoted.reason}`
          : 'freezes this version; a later change makes a copy'
      }
      aside={
        <button type="button" className="link" onClick={onClose}>
          Close
        </button>
      }
    >
      {!promoted && <PromotionForm />}
      <Exports />
    </Section>
  );
}

function PromotionForm() {
  const { saved, draft } = usePlanWork();
  const { history } = useWorkspace();
  const promote = useCommand('incentive.promote');
  const [approver, setApprover] = useState('');
  const [reason, setReason] = useState('');
  const [effectiveFrom, setEffectiveFrom] = useState(() => firstDay(draft.present.plan.effectiveFrom, history?.to));
  const missing = missingFor({ dirty: draft.dirty, approver, reason, effectiveFrom });
  return (
    <>
      {promote.error && <Failed what="The plan was not promoted" error={promote.error} still="It is still a draft." />}
      <form
        className={styles.form}
        aria-label="Promotion"
        onSubmit={(event) => {
          event.preventDefault();
          // An address that names no plan stands for the draft worked on last, and this one stops being a draft.
          change({ item: String(saved.id) }, { replace: true });
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
        <Button type="submit" kind="primary" disabled={missing !== null || promote.isPending}>
          {missing === null ? 'Promote' : `Promote, ${missing}`}
        </Button>
      </form>
    </>
  );
}

function Exports() {
  const { state, start } = useExport();
  const locale = useLocale();
  return (
    <div className={styles.exports}>
      <Button icon={IconDownload} disabled={state.phase === 'working'} onClick={() => start('payouts')}>
        Payout file
      </Button>
      <Button icon={IconDownload} disabled={state.phase === 'working'} onClick={() => start('partners')}>
        Before and after by partner
      </Button>
      {state.phase === 'saved' && (
        <span role="status">
          {state.rows.toLocaleString(locale)} rows in {state.where}
        </span>
      )}
      {state.phase === 'failed' && <Failed what="The file was not written" error={state.error} />}
    </div>
  );
}
