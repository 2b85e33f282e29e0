/** What the levels are compared with, chosen over the side of the picture that shows it. */
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useAddress } from '../../../shell/location.ts';
import { type AgainstChoice, againstOf, changeExtra } from '../address.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './Simulate.module.css';

export function AgainstField({ against }: { readonly against: string }) {
  const { baseline } = useTierWork();
  const chosen = againstOf(useAddress().extra);
  const choices: readonly (readonly [AgainstChoice, string])[] = [
    ['in-force', 'The levels in force'],
    ['baseline', `${baseline.name}, under the same conditions`],
    ['year', 'This program a year earlier'],
  ];
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.against}>
          <span className="ellipsis">{against}</span>
          <IconChevronDown size={12} stroke={1.6} aria-hidden="true" />
          <span className="hidden">, compared with</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(([choice, label]) => (
          <Menu.Item
            key={choice}
            aria-current={choice === chosen || undefined}
            onClick={() => changeExtra({ against: choice })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
