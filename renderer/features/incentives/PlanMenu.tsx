/** Which plan is open, and the way to the others, to what was paid, and to a new one; a draft can be removed. */
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { SavedPlan } from '../../../analytics/api/incentives.ts';
import { change, changeExtra } from '../../shell/location.ts';
import { say } from '../../shell/statusLine.ts';
import { useCommand } from '../../transport/calls.ts';
import { openPlan } from './address.ts';
import styles from './Incentives.module.css';
import { planGroups, planWords } from './plans.ts';

interface PlanMenuProps {
  readonly plans: readonly SavedPlan[];
  /** Undefined for what was paid. */
  readonly open: SavedPlan | undefined;
}

export function PlanMenu({ plans, open }: PlanMenuProps) {
  const remove = useCommand('incentive.remove', { until: 'incentive.saved' });
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={`${styles.pick} ${open ? styles.plan : ''}`}>
          <span className="hidden">Plan: </span>
          <span className="ellipsis">{open?.name ?? 'As paid'}</span>
          <IconChevronDown size={12} stroke={1.6} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        <Menu.Item aria-current={!open || undefined} onClick={() => openPlan(null)}>
          As paid
        </Menu.Item>
        {planGroups(plans).map(({ label, members }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
          <div key={label} role="group" aria-label={label}>
            <Menu.Label>{label}</Menu.Label>
            {members.map((plan) => (
              <Menu.Item
                key={plan.id}
                aria-current={plan.id === open?.id || undefined}
                onClick={() => openPlan(plan.id)}
              >
                {planWords(plan)}
              </Menu.Item>
            ))}
          </div>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => changeExtra({ view: 'start' })}>Another plan…</Menu.Item>
        {open?.state === 'draft' && (
          <Menu.Item
            onClick={() =>
              remove.mutate(
                { id: open.id },
                {
                  onSuccess: () => {
                    say(`${open.name} removed; Undo brings it back`);
                    change({ item: null, extra: {} });
                  },
                },
              )
            }
          >
            Remove {open.name}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
