/** How many rules the draft changes, each in words with the way back to what it was. */
import { Popover } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { PlanChange } from '../../../../analytics/api/incentivePlans.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { valueAt } from '../../../drafts/place.ts';
import { IconButton } from '../../../parts/Button.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { formerPlace } from './baseline.ts';
import styles from './Plan.module.css';

export function Changes() {
  const { draft, baseline } = usePlanWork();
  const locale = useLocale();
  const { plan } = draft.present;
  const { data: changes } = useCall('incentive.differences', { from: baseline.scenario.plan, to: plan });
  const edits = useEdits();
  if (!changes) return null;
  if (changes.length === 0) return <>no changes</>;
  return (
    <>
      <Popover position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className="link">
            {countWords(changes.length, 'change', locale)}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={styles.changes}>
          <p className="small">Against {baseline.name}</p>
          <ul>
            {changes.map((change) => (
              <Change key={`${change.place} ${change.label}`} change={change} />
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
      ,{' '}
      <button
        type="button"
        className="link"
        onClick={() =>
          edits?.setPlan({ ...baseline.scenario.plan, name: plan.name }, `All rules back to ${baseline.name}`)
        }
      >
        reset
      </button>
    </>
  );
}

function Change({ change: { place, label, sentence } }: { readonly change: PlanChange }) {
  const { draft, baseline } = usePlanWork();
  const edits = useEdits();
  const { plan } = draft.present;
  const former = formerPlace(plan, baseline.scenario.plan, place);
  const was = former === null ? undefined : valueAt(baseline.scenario.plan, former);
  // What was added or removed has no value to go back to in place.
  const goesBack = was !== undefined && valueAt(plan, place) !== undefined;
  return (
    <li>
      <span>{sentence}</span>
      {goesBack && (
        <IconButton
          icon={IconArrowBackUp}
          label={`${label}: back to what it was`}
          onClick={() => edits?.set(place, was, `${label} back to what it was`)}
        />
      )}
    </li>
  );
}
