/** Incentive plans: what they cost on real history, who wins and who loses, and why. As paid needs no plan. */
import { Suspense } from 'react';
import type { SavedPlan } from '../../../analytics/api/incentives.ts';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Empty, Failed, Frame } from '../../parts/states.tsx';
import { go, useAddress } from '../../shell/location.ts';
import { useWorkspace } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';
import { AsPaidScreen } from './AsPaidScreen.tsx';
import { AS_PAID, openPlan } from './address.ts';
import { PlanScreen } from './PlanScreen.tsx';
import { StartScreen } from './views.ts';

export default function IncentivesScreen() {
  const { rows } = useWorkspace();
  const { item, extra } = useAddress();
  const plans = useCall('incentive.saved', {});
  if ((rows.deal ?? 0) === 0) {
    return (
      <Screen title="Incentives">
        <Empty
          action={
            <Button kind="primary" onClick={() => go({ screen: 'data' })}>
              Load files
            </Button>
          }
        >
          What was paid, and what other plans would have paid, will be here as soon as partners and deals are loaded.
        </Empty>
      </Screen>
    );
  }
  if (!plans.data) {
    return (
      <Screen title="Incentives">
        {plans.error ? (
          <Failed what="The plans could not be read" error={plans.error} onRetry={() => void plans.refetch()} />
        ) : (
          <Frame rows={14} />
        )}
      </Screen>
    );
  }
  const open = chosen(plans.data, item);
  if (item !== null && item !== AS_PAID && String(open?.id) !== item) {
    return (
      <Screen title="Incentives">
        <Empty
          action={
            <Button kind="primary" onClick={() => openPlan(open?.id ?? null)}>
              Open {open?.name ?? 'what was paid'}
            </Button>
          }
        >
          There is no plan {item} in this workspace. It may have been removed, or the link may be of another workspace.
        </Empty>
      </Screen>
    );
  }
  if (extra.view === 'start') {
    return (
      <Suspense fallback={<Frame rows={14} />}>
        <StartScreen back={open?.name ?? 'what was paid'} plans={plans.data} />
      </Suspense>
    );
  }
  return open ? <PlanScreen key={open.id} open={open} plans={plans.data} /> : <AsPaidScreen plans={plans.data} />;
}

/** The plan of the address, else the draft worked on last; none for what was paid. */
function chosen(plans: readonly SavedPlan[], item: string | null): SavedPlan | undefined {
  if (item === AS_PAID) return undefined;
  return (
    plans.find(({ id }) => String(id) === item) ??
    plans.filter(({ state }) => state === 'draft').sort((a, b) => b.savedAt.localeCompare(a.savedAt))[0]
  );
}
