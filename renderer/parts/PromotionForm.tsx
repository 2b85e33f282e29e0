/** What a promotion asks for: who approves it, why, and from which day; its button says what is missing. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDate } from '../../analytics/present/dates.ts';
import { useLocale, useWorkspace } from '../shell/workspace.ts';
import { type Approval, ApprovalFields, NO_APPROVAL, trimmed } from './ApprovalFields.tsx';
import { Button } from './Button.tsx';
import styles from './PromotionForm.module.css';
import { firstDay, missingFor } from './promotion.ts';

interface PromotionFormProps {
  readonly dirty: boolean;
  /** The document’s own first day. */
  readonly ownStart: string | undefined;
  readonly pending: boolean;
  readonly onPromote: (terms: Approval & { readonly effectiveFrom: string }) => void;
}

export function PromotionForm({ dirty, ownStart, pending, onPromote }: PromotionFormProps) {
  const { history } = useWorkspace();
  const locale = useLocale();
  const [approval, setApproval] = useState(NO_APPROVAL);
  const [effectiveFrom, setEffectiveFrom] = useState(() => firstDay(ownStart, history?.to));
  const missing = missingFor({ dirty, ...approval, effectiveFrom });
  return (
    <form
      className={styles.form}
      aria-label="Promotion"
      onSubmit={(event) => {
        event.preventDefault();
        onPromote({ ...trimmed(approval), effectiveFrom });
      }}
    >
      <ApprovalFields value={approval} className={styles.reason} onChange={setApproval} />
      <TextInput
        type="date"
        label="In force from"
        // The browser writes the day in its own order, which may not be that of the workspace.
        description={formatDate(effectiveFrom, locale)}
        value={effectiveFrom}
        onChange={(event) => setEffectiveFrom(event.currentTarget.value)}
      />
      <Button type="submit" kind="primary" disabled={missing !== null || pending}>
        {missing === null ? 'Promote' : `Promote, ${missing}`}
      </Button>
    </form>
  );
}
