/** What the network is called, in which money and calendar it thinks, and what revenue means. */
import { Select, TextInput } from '@mantine/core';
import type { Policy } from '../../../analytics/api/documents/policy.ts';
import { Segmented } from '../../parts/Button.tsx';
import { Section } from '../../parts/Section.tsx';
import { CURRENCIES, LOCALES, MONTHS, monthsOfYear, PATTERNS, WEEKDAYS } from './choices.ts';
import { Row } from './Row.tsx';
import type { SectionProps } from './section.ts';

export function NetworkSection({ draft, changes, onChange }: SectionProps) {
  return (
    <Section title="Network" basis="titles and how figures are written">
      <Row label="Name" hint="in titles and on the cover of the review" id="networkName" changes={changes}>
        <TextInput
          aria-label="Name"
          value={draft.networkName}
          maxLength={120}
          onChange={(event) => onChange({ networkName: event.currentTarget.value })}
        />
      </Row>
      <Row label="Currency" hint="every amount is shown in it" id="baseCurrency" changes={changes}>
        <Select
          aria-label="Currency"
          searchable
          data={withOwn(CURRENCIES, draft.baseCurrency)}
          value={draft.baseCurrency}
          onChange={(value) => value && onChange({ baseCurrency: value })}
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
          onChange={(rates) => onChange({ rates })}
        />
      </Row>
      <Row label="Numbers and dates" hint="how they are written, never what they are" id="locale" changes={changes}>
        <Select
          aria-label="Numbers and dates"
          data={withOwn(LOCALES, draft.locale)}
          value={draft.locale}
          onChange={(value) => value && onChange({ locale: value })}
        />
      </Row>
    </Section>
  );
}

export function CalendarSection({ draft, changes, onChange }: SectionProps) {
  const setCalendar = (part: Partial<Policy['calendar']>): void =>
    onChange({ calendar: { ...draft.calendar, ...part } });
  return (
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
  );
}

export function RevenueSection({ draft, changes, onChange }: SectionProps) {
  return (
    <Section title="Revenue" basis="bases never sum together">
      <Row label="Revenue means" hint="deals on another basis are shown apart" id="revenueBasis" changes={changes}>
        <Segmented
          label="Revenue means"
          value={draft.revenueBasis}
          options={[
            { value: 'bookings', label: 'Bookings' },
            { value: 'billings', label: 'Billings' },
            { value: 'sell-in', label: 'Sell-in' },
            { value: 'sell-through', label: 'Sell-through' },
          ]}
          onChange={(revenueBasis) => onChange({ revenueBasis })}
        />
      </Row>
    </Section>
  );
}

/** The list with the value in force, should it be one that the list does not offer. */
function withOwn<T extends { value: string; label: string }>(list: readonly T[], value: string) {
  return list.some((item) => item.value === value) ? [...list] : [{ value, label: value }, ...list];
}
