/** What the levels are compared with, chosen over the side of the picture that shows it. */
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './Simulate.module.css';

interface AgainstFieldProps {
  /** As the simulation says it: `In force, 1 July 2026`. */
  readonly against: string;
  /** The day that the levels are found for. */
  readonly asOf: string;
}

export function AgainstField({ against, asOf }: AgainstFieldProps) {
  const { baseline } = useTierWork();
  const locale = useLocale();
  const chosen = useAddress().extra.against;
  const earlier = yearBefore(asOf);
  const choices = [
    ['in-force', 'The levels in force'],
    ['baseline', `${baseline.name}, under the same conditions`],
    [earlier, `This program a year earlier, ${formatDate(earlier, locale)}`],
  ] as const;
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

function yearBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.toISOString().slice(0, 10);
}
