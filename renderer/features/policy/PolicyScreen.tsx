/** Where each argument about definitions is settled once. Changes wait until they are saved together as one version. */
import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Policy } from '../../../analytics/api/documents/policy.ts';
import { PAYOUT_KIND_WORDS } from '../../../analytics/present/labels.ts';
import { Button, Segmented } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Failed } from '../../parts/states.tsx';
import { say, useScreenStatus } from '../../shell/statusLine.ts';
import { useWorkspace } from '../../shell/workspace.ts';
import { useCommand } from '../../transport/calls.ts';
import { type Change, changesOf, problemsOf } from './changes.ts';
import { CURRENCIES, LOCALES, MONTHS, monthsOfYear, PATTERNS, WEEKDAYS } from './choices.ts';
import { IndexTargets } from './IndexTargets.tsx';
import styles from './PolicyScreen.module.css';
import { Row } from './Row.tsx';

export default function PolicyScreen() {
  const { policy, policyVersion } = useWorkspace();
  // A new version, by this page or another one, begins a new draft.
  return <PolicyForm key={policyVersion} saved={policy} version={policyVersion} />;
}

function PolicyForm({ saved, version }: { readonly saved: Policy; readonly version: number }) {
  const [draft, setDraft] = useState(saved);
  const save = useCommand('policy.set');
  const changes = changesOf(saved, draft);
  const problems = problemsOf(draft);
  const set = (part: Partial<Policy>): void => setDraft({ ...draft, ...part });
  const setCalendar = (part: Partial<Policy['calendar']>): void => set({ calendar: { ...draft.calendar, ...part } });
  useScreenStatus({ basis: `policy version ${version} in force` });

  return (
    <Screen
      title="Policy"
      basis="Each change makes a new version; figures say which version they stand on"
      actions={
        <>
          {changes.length > 0 && <Button onClick={() => setDraft(saved)}>Discard</Button>}
          <Button
            kind="primary"
            disabled={changes.length === 0 || problems.length > 0 || save.isPending}
            onClick={() =>
              save.mutate(
                { policy: draft },
                { onSuccess: ({ policyVersion }) => say(`Policy version ${policyVersion} saved`) },
              )
            }
          >
            {problems.length > 0
              ? 'Save, one answer missing'
              : changes.length === 0
                ? 'Nothing to save'
                : `Save ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`}
          </Button>
        </>
      }
    >
      {save.error && <Failed what="The policy was not saved" error={save.error} still="Your changes are still here." />}
      {problems.map((problem) => (
        <p key={problem} className="bad">
          {problem}
        </p>
      ))}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Section title="Network" basis="titles and how figures are written">
            <Row label="Name" hint="in titles and on the cover of the review" id="networkName" changes={changes}>
              <TextInput
                aria-label="Name"
                value={draft.networkName}
                maxLength={120}
                onChange={(event) => set({ networkName: event.currentTarget.value })}
              />
            </Row>
            <Row label="Currency" hint="every amount is shown in it" id="baseCurrency" changes={changes}>
              <Select
                aria-label="Currency"
                searchable
                data={withOwn(CURRENCIES, draft.baseCurrency)}
                value={draft.baseCurrency}
                onChange={(value) => value && set({ baseCurrency: value })}
              />
            </Row>
            <Row
              label="Exchange rates"
              hint="one kind at a time, so that growth is not the rate’s"
              id="rates"
              changes={changes}
            >
              <Segmented
                label="Exchange rates"
                value={draft.rates}
                options={[
                  { value: 'plan', label: 'Plan' },
                  { value: 'dated', label: 'Of the day' },
                  { value: 'constant', label: 'Constant' },
                ]}
                onChange={(rates) => set({ rates })}
              />
            </Row>
            <Row
              label="Numbers and dates"
              hint="how they are written, never what they are"
              id="locale"
              changes={changes}
            >
              <Select
                aria-label="Numbers and dates"
                data={withOwn(LOCALES, draft.locale)}
                value={draft.locale}
                onChange={(value) => value && set({ locale: value })}
              />
            </Row>
          </Section>

          <Section title="Calendar" basis={monthsOfYear(draft.calendar.startMonth)}>
            <Row label="Fiscal year begins in" id="calendar.startMonth" changes={changes}>
              <Select
                aria-label="Fiscal year begins in"
                data={MONTHS}
                value={String(draft.calendar.startMonth)}
                onChange={(value) => value && setCalendar({ startMonth: Number(value) })}
              />
            </Row>
            <Row label="Months are" hint="weeks of each month of a quarter" id="calendar.pattern" changes={changes}>
              <Segmented
                label="Months are"
                value={draft.calendar.pattern}
                options={PATTERNS}
                onChange={(pattern) => setCalendar({ pattern })}
              />
            </Row>
            {draft.calendar.pattern !== 'months' && (
              <>
                <Row label="The year ends on a" id="calendar.yearEnd.weekday" changes={changes}>
                  <Select
                    aria-label="The year ends on a"
                    data={WEEKDAYS}
                    value={String(draft.calendar.yearEnd.weekday)}
                    onChange={(value) =>
                      value && setCalendar({ yearEnd: { ...draft.calendar.yearEnd, weekday: Number(value) } })
                    }
                  />
                </Row>
                <Row label="which is the" hint="of the last month" id="calendar.yearEnd.rule" changes={changes}>
                  <Segmented
                    label="which is the"
                    value={draft.calendar.yearEnd.rule}
                    options={[
                      { value: 'last', label: 'Last one in the month' },
                      { value: 'nearest', label: 'Nearest to its end' },
                    ]}
                    onChange={(rule) => setCalendar({ yearEnd: { ...draft.calendar.yearEnd, rule } })}
                  />
                </Row>
              </>
            )}
          </Section>

          <Section title="Revenue" basis="bases never sum together">
            <Row
              label="Revenue means"
              hint="deals on another basis are shown apart"
              id="revenueBasis"
              changes={changes}
            >
              <Segmented
                label="Revenue means"
                value={draft.revenueBasis}
                options={[
                  { value: 'bookings', label: 'Bookings' },
                  { value: 'billings', label: 'Billings' },
                  { value: 'sell-in', label: 'Sell-in' },
                  { value: 'sell-through', label: 'Sell-through' },
                ]}
                onChange={(revenueBasis) => set({ revenueBasis })}
              />
            </Row>
          </Section>
        </div>

        <div className={styles.column}>
          <Section title="Who counts" basis="enrolled, active, transacting">
            <Row label="Active in the last" id="active.months" changes={changes}>
              <Amount
                label="Active in the last"
                unit="months"
                min={1}
                max={60}
                value={draft.active.months}
                onChange={(months) => set({ active: { ...draft.active, months } })}
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
                onChange={(events) =>
                  set({ active: { ...draft.active, events: events as Policy['active']['events'] } })
                }
              />
            </Row>
            <Row label="Transacting from" hint="won deals in the period" id="transacting.deals" changes={changes}>
              <Amount
                label="Transacting from"
                unit="deals"
                min={1}
                max={100}
                value={draft.transacting.deals}
                onChange={(deals) => set({ transacting: { deals } })}
              />
            </Row>
            <Row label="Not enrolled when the status is" id="leftStatuses" changes={changes}>
              <TagsInput
                aria-label="Not enrolled when the status is"
                value={draft.leftStatuses}
                onChange={(values) => set({ leftStatuses: values.map((value) => value.trim().toLowerCase()) })}
              />
            </Row>
          </Section>

          <Section title="Terms" basis="what on time means">
            <Row label="Registrations are decided within" id="approvalDays" changes={changes}>
              <Days
                label="Registrations are decided within"
                value={draft.approvalDays}
                onChange={(approvalDays) => set({ approvalDays })}
              />
            </Row>
            <Row label="Protection of a registration" id="protectionDays" changes={changes}>
              <Days
                label="Protection of a registration"
                value={draft.protectionDays}
                onChange={(protectionDays) => set({ protectionDays })}
              />
            </Row>
            <Row label="Influence looks back" id="influenceDays" changes={changes}>
              <Days
                label="Influence looks back"
                value={draft.influenceDays}
                onChange={(influenceDays) => set({ influenceDays })}
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
                onChange={(value) => set({ paymentDays: { ...draft.paymentDays, default: value } })}
              />
            </Row>
            <PaymentTerms
              terms={draft.paymentDays.byKind}
              changes={changes}
              onChange={(byKind) => set({ paymentDays: { ...draft.paymentDays, byKind } })}
            />
          </Section>
        </div>
      </div>
      <div className={styles.targets}>
        <IndexTargets
          saved={saved}
          draft={draft}
          changes={changes}
          onChange={(indexTargets) => set({ indexTargets })}
        />
      </div>
    </Screen>
  );
}

interface AmountProps {
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Amount({ label, unit, min, max, value, onChange }: AmountProps) {
  return (
    <span className={styles.amount}>
      <NumberInput
        aria-label={label}
        value={value}
        min={min}
        max={max}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        onChange={(next) => typeof next === 'number' && onChange(next)}
      />
      <span className="mut">{unit}</span>
    </span>
  );
}

function Days({ label, value, onChange }: Pick<AmountProps, 'label' | 'value' | 'onChange'>) {
  return <Amount label={label} unit="days" min={0} max={3650} value={value} onChange={onChange} />;
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

/** The list with the value in force, should it be one that the list does not offer. */
function withOwn<T extends { value: string; label: string }>(list: readonly T[], value: string) {
  return list.some((item) => item.value === value) ? [...list] : [{ value, label: value }, ...list];
}
