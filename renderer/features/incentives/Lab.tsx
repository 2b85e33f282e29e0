/** The frame of the incentives: title and basis, the switch of views, the plan at the left, what it does beside it. */
import { type ReactNode, Suspense } from 'react';
import type { SavedPlan } from '../../../analytics/api/incentives.ts';
import { Segmented } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Frame } from '../../parts/states.tsx';
import { changeExtra, useAddress } from '../../shell/location.ts';
import { useOwnContext } from '../../shell/ownContext.ts';
import { AgainstMenu } from './AgainstMenu.tsx';
import styles from './Incentives.module.css';
import { type IncentiveWork, IncentiveWorkContext } from './IncentiveWork.ts';
import { PlanMenu } from './PlanMenu.tsx';
import { VIEWS } from './views.ts';

interface LabProps {
  readonly work: IncentiveWork;
  readonly saved: SavedPlan | undefined;
  /** Said of the plan, for instance that it is not saved. */
  readonly remark?: ReactNode;
  readonly actions: ReactNode;
  /** The column at the left: the plan, or ways to begin one. */
  readonly column: ReactNode;
  /** Above the work: what went wrong with the whole of it. */
  readonly notice?: ReactNode;
  /** At the right, pushing the work aside. */
  readonly panel?: ReactNode;
}

export function Lab({ work, saved, remark, actions, column, notice, panel }: LabProps) {
  const { extra } = useAddress();
  useOwnContext(work.simulation.data?.basis.period.label);
  const view = VIEWS.find(({ id }) => id === extra.view) ?? VIEWS[0];
  return (
    <IncentiveWorkContext value={work}>
      <Screen
        title="Incentives"
        body="fill"
        basis={
          view.ofPlan ? (
            <span className={styles.basis}>
              <PlanMenu plans={work.plans} open={saved} />
              {saved && view.beside && (
                <>
                  beside
                  <AgainstMenu />
                </>
              )}
              {remark}
              {!saved && 'what was paid, without a plan'}
            </span>
          ) : (
            'what was paid, whatever plan is worked on'
          )
        }
        actions={
          <>
            {VIEWS.length > 1 && (
              <Segmented
                label="View"
                value={view.id}
                options={VIEWS.map(({ id, label }) => ({ value: id, label }))}
                onChange={(id) => changeExtra({ view: id === VIEWS[0].id ? '' : id })}
              />
            )}
            {/* Its room stays, so that the switch does not move from under the hand. */}
            <div className={view.ofPlan ? styles.actions : styles.away}>{actions}</div>
          </>
        }
      >
        {notice}
        <div className={styles.places}>
          {view.withPlan && <div className={styles.column}>{column}</div>}
          <div className={styles.work}>
            <Suspense fallback={<Frame rows={14} />}>
              <view.Component />
            </Suspense>
          </div>
          {view.ofPlan && panel}
        </div>
      </Screen>
    </IncentiveWorkContext>
  );
}
