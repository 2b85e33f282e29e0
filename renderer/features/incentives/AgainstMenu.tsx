/** What pay is compared with: what was paid, which needs no plan, or another plan on the same history. */
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useAddress } from '../../shell/location.ts';
import { againstOf, setAgainst } from './address.ts';
import styles from './Incentives.module.css';
import { useIncentiveWork } from './IncentiveWork.ts';
import { planGroups, planWords } from './plans.ts';

export function AgainstMenu() {
  const { against, plans, open } = useIncentiveWork();
  const chosen = againstOf(useAddress().extra);
  const others = plans.filter(({ id }) => id !== open?.saved.id);
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.pick}>
          <span className="hidden">Compared with: </span>
          <span className="ellipsis">{against}</span>
          <IconChevronDown size={12} stroke={1.6} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        <Menu.Item aria-current={chosen === null || undefined} onClick={() => setAgainst(null)}>
          As paid
        </Menu.Item>
        {planGroups(others).map(({ label, members }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
          <div key={label} role="group" aria-label={label}>
            <Menu.Label>{label}</Menu.Label>
            {members.map((plan) => (
              <Menu.Item
                key={plan.id}
                aria-current={plan.id === chosen || undefined}
                onClick={() => setAgainst(plan.id)}
              >
                {planWords(plan)}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
