/** Which saved program is open, and the way to the others. */
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { SavedProgram } from '../../../analytics/api/tiers.ts';
import { change } from '../../shell/location.ts';
import styles from './Tiers.module.css';

interface ProgramMenuProps {
  readonly programs: readonly SavedProgram[];
  readonly open: SavedProgram;
  readonly onNew: () => void;
}

const GROUPS: readonly (readonly [string, (program: SavedProgram) => boolean])[] = [
  ['In force', ({ state }) => state === 'in force'],
  ['Programs', ({ state, kind }) => state === 'draft' && kind === 'program'],
  ['Scenarios', ({ state, kind }) => state === 'draft' && kind === 'scenario'],
  ['Earlier', ({ state }) => state === 'frozen'],
];

export function ProgramMenu({ programs, open, onNew }: ProgramMenuProps) {
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.program}>
          <span className="hidden">Program: </span>
          <span className="ellipsis">{open.name}</span>
          <IconChevronDown size={12} stroke={1.6} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {GROUPS.map(([label, belongs]) => {
          const members = programs.filter(belongs);
          return (
            members.length > 0 && (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
              <div key={label} role="group" aria-label={label}>
                <Menu.Label>{label}</Menu.Label>
                {members.map((program) => (
                  <Menu.Item
                    key={program.id}
                    aria-current={program.id === open.id || undefined}
                    onClick={() => change({ item: String(program.id) })}
                  >
                    {stateWords(program)}
                  </Menu.Item>
                ))}
              </div>
            )
          );
        })}
        <Menu.Divider />
        <Menu.Item onClick={onNew}>Another program…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** `FY27 draft 3, 5 changes`, `FY26, version 2`. */
function stateWords({ name, state, version, changes }: SavedProgram): string {
  if (state !== 'draft') return `${name}, version ${version}`;
  return changes > 0 ? `${name}, ${changes} ${changes === 1 ? 'change' : 'changes'}` : name;
}
