/** What holds for all lines together: the order in which they are earned, a common limit, rounding, by whose levels. */
import { Faults } from '../../../parts/Faults.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useCall } from '../../../transport/calls.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { formerValue } from './baseline.ts';
import { PaidTogether } from './PaidTogether.tsx';
import { PartnerCap } from './PartnerCap.tsx';
import styles from './Plan.module.css';
import { Pool } from './Pool.tsx';
import { type PlanValue, Value } from './Value.tsx';

const ROUNDED = [
  { value: 'sum', text: 'once a partner and period' },
  { value: 'row', text: 'row by row' },
] as const;

const DIGITS = [
  { value: '2', text: 'cents' },
  { value: '0', text: 'whole units' },
  { value: '1', text: 'one decimal' },
  { value: '3', text: 'three decimals' },
  { value: '4', text: 'four decimals' },
] as const;

const IN_FORCE = 'in force';

export function OrderEditor() {
  const { draft, baseline, refused } = usePlanWork();
  const edits = useEdits();
  const { plan, tierProgram } = draft.document;
  const { data: programs = [] } = useCall('tier.saved', {});
  const wasAt = (place: string): unknown => formerValue(plan, baseline.scenario.plan, place);
  const faults = refused.filter(({ place }) => /^(pool|partnerCap|rounding)/.test(place));
  const levels = [
    { value: IN_FORCE, text: 'the levels in force' },
    ...programs.map(({ id, name }) => ({ value: String(id), text: `the levels of ${name}` })),
  ];
  const set = (place: string, value: PlanValue | readonly string[], label: string, gesture?: string): void =>
    edits?.set(place, value, label, gesture);
  return (
    <Section title="Cap and order" aside="settled after summing">
      <Faults faults={faults} title="Not taken" />
      <div className={styles.sentence}>
        <PartnerCap />
        <Pool />
        {plan.lines.length > 1 && `${namesOf(plan.lines.map(({ id }) => id))}, earned in this order. `}
        Amounts are rounded half up to{' '}
        <Value
          name="Rounded to"
          value={String(plan.rounding.digits)}
          unit="text"
          figure="edge"
          choices={DIGITS}
          was={textOf(wasAt('rounding.digits'))}
          onSet={(digits, text) => set('rounding.digits', Number(digits), `Rounded to ${text}`)}
        />
        ,{' '}
        <Value
          name="Rounded when"
          value={plan.rounding.when}
          unit="text"
          figure="edge"
          choices={ROUNDED}
          was={wasAt('rounding.when')}
          onSet={(when, text) => set('rounding.when', when, `Rounded ${text}`)}
        />
        . Paid by{' '}
        <Value
          name="Levels that it pays by"
          value={tierProgram === undefined ? IN_FORCE : String(tierProgram)}
          unit="text"
          figure="edge"
          choices={levels}
          was={formerLevels(tierProgram, baseline.scenario.tierProgram)}
          onSet={(id, text) => edits?.payByLevelsOf(id === IN_FORCE ? null : Number(id), `Paid by ${text}`)}
        />
        .
      </div>
      <PaidTogether />
    </Section>
  );

  function namesOf(ids: readonly string[]): string {
    return ids
      .flatMap((id) => plan.lines.find((line) => line.id === id) ?? [])
      .map(({ id, label }) => label ?? id)
      .join(', ');
  }
}

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

function formerLevels(now: number | undefined, was: number | undefined): string | undefined {
  if (now === was) return undefined;
  return was === undefined ? IN_FORCE : String(was);
}
