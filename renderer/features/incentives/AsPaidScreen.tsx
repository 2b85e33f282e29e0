/** What was paid, without a plan: answers first, and at the left the ways to begin a plan. */
import type { SavedPlan } from '../../../analytics/api/incentives.ts';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Failed, Frame } from '../../parts/states.tsx';
import { changeExtra } from '../../shell/location.ts';
import { useNewest } from '../../transport/newest.ts';
import type { IncentiveWork } from './IncentiveWork.ts';
import { Lab } from './Lab.tsx';
import { Ways } from './start/Ways.tsx';
import { type CaseTerms, useCaseTerms, useIncentiveCase } from './useIncentiveCase.ts';

interface AsPaidScreenProps {
  readonly plans: readonly SavedPlan[];
}

export function AsPaidScreen({ plans }: AsPaidScreenProps) {
  const { terms, error } = useCaseTerms(plans);
  if (terms) return <AsPaid plans={plans} terms={terms} />;
  return (
    <Screen title="Incentives" basis="What was paid">
      {error ? <Failed what="The payouts could not be read" error={error} /> : <Frame rows={14} />}
    </Screen>
  );
}

function AsPaid({ plans, terms }: AsPaidScreenProps & { readonly terms: CaseTerms }) {
  const asked = useIncentiveCase(null, undefined, terms);
  const simulation = useNewest('incentive.simulate', asked);
  const work: IncentiveWork = {
    open: null,
    against: 'As paid',
    plans,
    conditions: terms.conditions,
    asked,
    simulation,
  };
  return (
    <Lab
      work={work}
      saved={undefined}
      actions={
        <Button kind="primary" onClick={() => changeExtra({ view: 'start' })}>
          Begin a plan…
        </Button>
      }
      column={<Ways plans={plans} />}
    />
  );
}
