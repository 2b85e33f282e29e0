/** Which partners count as enrolled, active and transacting, and what on time means for them. */
import { MultiSelect, Select, TagsInput } from '@mantine/core';
import type { Policy } from '../../../analytics/api/documents/policy.ts';
import { PAYOUT_KIND_WORDS } from '../../../analytics/present/labels.ts';
import { Section } from '../../parts/Section.tsx';
import { Amount, Days } from './Amount.tsx';
import type { Change } from './changes.ts';
import styles from './PolicyScreen.module.css';
import { Row } from './Row.tsx';
import type { SectionProps } from './section.ts';

export function WhoCounts({ draft, changes, onChange }: SectionProps) {
  return (
    <Section title="Who counts" basis="enrolled, active, transacting">
      <Row label="Active in the last" id="active.months" changes={changes}>
        <Amount
          label="Active in the last"
          unit="months"
          min={1}
          max={60}
          value={draft.active.months}
          onChange={(months) => onChange({ active: { ...draft.active, months } })}
        />
      </Row>
      <Row label="by any of" hint="one of these makes a partner active" id="active.events" changes={changes}>
        <MultiSelect
          aria-label="by any of"
          data={[
            { value: 'registered', label: 'a deal registered' },
            { value: 'won', label: 'a deal won' },
            { value: 'certified', label: 'a certificate earned' },
            { value: 'activity', label: 'an activity' },
          ]}
          value={draft.active.events}
          onChange={(events) => onChange({ active: { ...draft.active, events: events as Policy['active']['events'] } })}
        />
      </Row>
      <Row label="Transacting from" hint="won deals in the period" id="transacting.deals" changes={changes}>
        <Amount
          label="Transacting from"
          unit="deals"
          min={1}
          max={100}
          value={draft.transacting.deals}
          onChange={(deals) => onChange({ transacting: { deals } })}
        />
      </Row>
      <Row label="Not enrolled when the status is" id="leftStatuses" changes={changes}>
        <TagsInput
          aria-label="Not enrolled when the status is"
          value={draft.leftStatuses}
          onChange={(values) => onChange({ leftStatuses: values.map((value) => value.trim().toLowerCase()) })}
        />
      </Row>
    </Section>
  );
}

export function TermsSection({ draft, changes, onChange }: SectionProps) {
  return (
    <Section title="Terms" basis="what on time means">
      <Row label="Registrations are decided within" id="approvalDays" changes={changes}>
        <Days
          label="Registrations are decided within"
          value={draft.approvalDays}
          onChange={(approvalDays) => onChange({ approvalDays })}
        />
      </Row>
      <Row label="Protection of a registration" id="protectionDays" changes={changes}>
        <Days
          label="Protection of a registration"
          value={draft.protectionDays}
          onChange={(protectionDays) => onChange({ protectionDays })}
        />
      </Row>
      <Row label="Influence looks back" id="influenceDays" changes={changes}>
        <Days
          label="Influence looks back"
          value={draft.influenceDays}
          onChange={(influenceDays) => onChange({ influenceDays })}
        />
      </Row>
      <Row
        label="Payouts are paid within"
        hint="kinds without a term of their own"
        id="paymentDays.default"
        changes={changes}
      >
        <Days
          label="Payouts are paid within"
          value={draft.paymentDays.default}
          onChange={(value) => onChange({ paymentDays: { ...draft.paymentDays, default: value } })}
        />
      </Row>
      <PaymentTerms
        terms={draft.paymentDays.byKind}
        changes={changes}
        onChange={(byKind) => onChange({ paymentDays: { ...draft.paymentDays, byKind } })}
      />
    </Section>
  );
}

interface PaymentTermsProps {
  readonly terms: Readonly<Record<string, number>>;
  readonly changes: readonly Change[];
  readonly onChange: (terms: Record<string, number>) => void;
}

/** Terms by kind of payout; a kind without one follows the general term. */
function PaymentTerms({ terms, changes, onChange }: PaymentTermsProps) {
  const kinds = Object.keys(terms).sort();
  const left = Object.keys(PAYOUT_KIND_WORDS).filter((kind) => !(kind in terms));
  return (
    <>
      {kinds.map((kind) => (
        <Row key={kind} label={PAYOUT_KIND_WORDS[kind] ?? kind} id={`paymentDays.byKind.${kind}`} changes={changes}>
          <span className={styles.amount}>
            <Days
              label={`${PAYOUT_KIND_WORDS[kind] ?? kind} paid within`}
              value={terms[kind] ?? 0}
              onChange={(days) => onChange({ ...terms, [kind]: days })}
            />
            <button
              type="button"
              className="link"
              onClick={() => onChange(Object.fromEntries(Object.entries(terms).filter(([other]) => other !== kind)))}
            >
              as general
            </button>
          </span>
        </Row>
      ))}
      {left.length > 0 && (
        <div className={styles.row}>
          <div className="mut">A term of its own for</div>
          <Select
            aria-label="A term of its own for"
            placeholder="Choose a kind"
            data={left.map((kind) => ({ value: kind, label: PAYOUT_KIND_WORDS[kind] ?? kind }))}
            value={null}
            onChange={(kind) => kind && onChange({ ...terms, [kind]: 30 })}
          />
        </div>
      )}
    </>
  );
}
