/** What all payees together are paid at most. */
import type { IncentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { formerValue } from './baseline.ts';
import { lineChoices } from './lines.ts';
import { SomeOf } from './SomeOf.tsx';
import { type PlanValue, Value } from './Value.tsx';

type PoolLimit = NonNullable<IncentivePlan['pool']>;

const PERIODS = [
  { value: 'quarter', text: 'a quarter' },
  { value: 'half-year', text: 'a half-year' },
  { value: 'year', text: 'a year' },
  { value: 'campaign', text: 'in the campaign' },
] as const;

const BEGINNING: PoolLimit = { cap: '1000000', period: 'year', lines: [] };

export function Pool() {
  const { draft, baseline } = usePlanWork();
  const edits = useEdits();
  const { plan } = draft.document;
  const wasAt = (place: string): unknown => formerValue(plan, baseline.scenario.plan, place);
  const set = (place: string, value: PlanValue | readonly string[], label: string, gesture?: string): void =>
    edits?.set(place, value, label, gesture);
  const put = (pool: PoolLimit | undefined, label: string): void => {
    const { pool: _, ...rest } = draft.present.plan;
    edits?.setPlan(pool ? { ...rest, pool } : rest, label);
  };
  if (!plan.pool) {
    return (
      <>
        All lines together pay without{' '}
        <button type="button" className="link" onClick={() => put(BEGINNING, 'Common limit of all lines')}>
          a common limit
        </button>
        .{' '}
      </>
    );
  }
  return (
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
        choices={PERIODS}
        was={wasAt('pool.period')}
        onSet={(period, text) => set('pool.period', period, `Pool ${text}`)}
      />
      ; what is over comes off everybody in proportion (
      <button type="button" className="link" onClick={() => put(undefined, 'No common limit')}>
        no limit
      </button>
      ).{' '}
    </>
  );
}
