/** A new exception: nobody is placed beside the rules without an end, a reason and an approver. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TierException, TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { ApprovalFields, NO_APPROVAL, trimmed } from '../../../parts/ApprovalFields.tsx';
import { Button } from '../../../parts/Button.tsx';
import { PartnerPick } from '../../../parts/PartnerPick.tsx';
import styles from './Registers.module.css';

interface AddExceptionProps {
  readonly levels: TierProgram['levels'];
  /** Resolves when it is registered. */
  readonly onAdd: (exception: TierException) => Promise<unknown>;
}

const EFFECTS = [
  { value: 'hold', label: 'does not fall under' },
  { value: 'place', label: 'has exactly' },
  { value: 'waive', label: 'requirement counts as met' },
] as const;

type Effect = TierException['effect'];

export function AddException({ levels, onAdd }: AddExceptionProps) {
  const [partner, setPartner] = useState<string | null>(null);
  const [effect, setEffect] = useState<Effect>('hold');
  const [level, setLevel] = useState<string | null>(null);
  const [requirement, setRequirement] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [approval, setApproval] = useState(NO_APPROVAL);
  const { approver, reason } = trimmed(approval);
  const missing = [
    partner === null && 'a partner',
    effect === 'waive' ? requirement.trim() === '' && 'a requirement' : level === null && 'a level',
    from === '' && 'its first day',
    to === '' && 'its last day',
    from !== '' && to !== '' && to < from && 'a last day after the first',
    approver === '' && 'who approved it',
    reason === '' && 'a reason',
  ].find((text) => text !== false);

  async function add(): Promise<void> {
    if (partner === null || missing !== undefined) return;
    await onAdd({
      partner,
      effect,
      ...(effect === 'waive' ? { requirement: requirement.trim() } : level === null ? {} : { level }),
      from,
      to,
      reason,
      approver,
      enabled: true,
    });
    setPartner(null);
    setApproval({ ...approval, reason: '' });
  }

  return (
    <form
      className={styles.add}
      aria-label="New exception"
      onSubmit={(event) => {
        event.preventDefault();
        // A refusal is shown above the register; the form keeps what was typed.
        add().catch(() => undefined);
      }}
    >
      <PartnerPick value={partner} onChange={setPartner} />
      <Select
        label="Effect"
        data={EFFECTS}
        value={effect}
        allowDeselect={false}
        onChange={(value) => value && setEffect(value as Effect)}
      />
      {effect === 'waive' ? (
        <TextInput
          label="Requirement"
          placeholder="as the program names it"
          value={requirement}
          maxLength={120}
          onChange={(event) => setRequirement(event.currentTarget.value)}
        />
      ) : (
        <Select
          label="Level"
          data={levels.map(({ id, label }) => ({ value: id, label: label ?? id })).reverse()}
          value={level}
          onChange={setLevel}
        />
      )}
      <TextInput type="date" label="From" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      <TextInput type="date" label="To" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      <ApprovalFields value={approval} onChange={setApproval} />
      <Button type="submit" disabled={missing !== undefined}>
        {missing === undefined ? 'Add exception' : `Add, with ${missing}`}
      </Button>
    </form>
  );
}
