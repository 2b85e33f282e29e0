/** Who approves a step, and why: without either it is not taken. `<ApprovalFields value={approval} onChange={setApproval} />` */
import { TextInput } from '@mantine/core';

export interface Approval {
  readonly approver: string;
  readonly reason: string;
}

export const NO_APPROVAL: Approval = { approver: '', reason: '' };

interface ApprovalFieldsProps {
  readonly value: Approval;
  readonly onChange: (value: Approval) => void;
  /** Of the reason, which may be long. */
  readonly className?: string | undefined;
}

export function ApprovalFields({ value, onChange, className = '' }: ApprovalFieldsProps) {
  return (
    <>
      <TextInput
        label="Approved by"
        value={value.approver}
        maxLength={120}
        onChange={(event) => onChange({ ...value, approver: event.currentTarget.value })}
      />
      <TextInput
        label="Reason"
        value={value.reason}
        maxLength={400}
        className={className}
        onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })}
      />
    </>
  );
}

/** As it is written down: without blanks around it. */
export const trimmed = ({ approver, reason }: Approval): Approval => ({
  approver: approver.trim(),
  reason: reason.trim(),
});
