/** What holds for all lines together: the order in which they are earned, a common limit, rounding, by whose levels. */
import { MultiSelect } from '@mantine/core';
import { Faults } from '../../../parts/Faults.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useAddress } from '../../../shell/location.ts';
import { useCall } from '../../../transport/calls.ts';
import { idsOf, setTogether } from '../address.ts';
import { useIncentiveWork, usePlanWork } from '../IncentiveWork.ts';
import { planGroups, planWords } from '../plans.ts';
import { useEdits } from '../useEdits.ts';
import { formerValue } from './baseline.ts';
import { lineChoices } from './lines.ts';
import { PartnerCap } from './PartnerCap.tsx';
import styles from './Plan.module.css';
import { SomeOf } from './SomeOf.tsx';
import { type PlanValue, Value } from './Value.tsx';

const POOL_PERIODS = [
  { value: 'quarter', text: 'a quarter' },
  { value: 'half-year', text: 'a half-year' },
  { value: 'year', text: 'a year' },
  { value: 'campaign', text: 'in the campaign' },
] as const;

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

/** A case takes eight plans; the one open is one of them. */
const MOST_TOGETHER = 7;

export function OrderEditor() {
  const { plans } = useIncentiveWork();
  const together = idsOf(useAddress().extra.with);
  const { draft, baseline, refused, saved } = usePlanWork();
  const others = plans.filter(({ id }) => id !== saved.id);
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
        {plan.pool ? (
          <>
            <SomeOf
              name="Lines of the pool"
              choices={lineChoices(plan)}
              value={plan.pool.lines}
              none="All lines together"
              onChange={(lines) => set('pool.lines', lines, 'Lines of the pool')}
            />{' '}
            pay at most{' '}
            <Value
              name="All lines together pay at most"
              value={plan.pool.cap}
              unit="money"
              figure="edge"
              was={wasAt('pool.cap')}
              onSet={(cap, text, gesture) => set('pool.cap', cap, `Pool ${text}`, gesture)}
            />{' '}
            <Value
              name="Period of the pool"
              value={plan.pool.period}
              unit="text"
              figure="edge"
              choices={POOL_PERIODS}
              was={wasAt('pool.period')}
              onSet={(period, text) => set('pool.period', period, `Pool ${text}`)}
            />
            ; what is over comes off everybody in proportion (
            <button
              type="button"
              className="link"
              onClick={() => {
                const { pool: _, ...rest } = draft.present.plan;
                edits?.setPlan(rest, 'No common limit');
              }}
            >
              no limit
            </button>
            ).{' '}
          </>
        ) : (
          <>
            All lines together pay without{' '}
            <button
              type="button"
              className="link"
              onClick={() =>
                edits?.setPlan(
                  { ...draft.present.plan, pool: { cap: '1000000', period: 'year', lines: [] } },
                  'Common limit of all lines',
                )
              }
            >
              a common limit
            </button>
            .{' '}
          </>
        )}
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
      <MultiSelect
        label="Paid together with"
        placeholder={together.length === 0 ? 'nothing else' : ''}
        data={planGroups(others).map(({ label, members }) => ({
          group: label,
          items: members.map((other) => ({ value: String(other.id), label: planWords(other) })),
        }))}
        value={together.map(String)}
        maxValues={MOST_TOGETHER}
        onChange={(ids) => setTogether(ids.map(Number))}
      />
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
