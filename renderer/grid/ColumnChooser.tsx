/** Which columns a table shows, grouped, with a search. `<ColumnChooser options={…} shown={ids} onChange={…} />` */
import { Checkbox, Popover, TextInput } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../parts/Button.tsx';
import styles from './ColumnChooser.module.css';

export interface ColumnOption {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly meaning?: string;
}

interface ColumnChooserProps {
  readonly options: readonly ColumnOption[];
  readonly shown: readonly string[];
  readonly onChange: (shown: string[]) => void;
}

export function ColumnChooser({ options, shown, onChange }: ColumnChooserProps) {
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().trim();
  const found = options.filter(({ id, label }) => `${label} ${id}`.toLowerCase().includes(words));
  const groups = [...new Set(found.map(({ group }) => group))];
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button icon={IconColumns3}>Columns</Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.chooser}>
        <TextInput
          aria-label="Search columns"
          placeholder="Search"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className={styles.list}>
          {groups.map((group) => (
            <fieldset key={group} className={styles.group}>
              <legend className="small">{group}</legend>
              {found
                .filter((option) => option.group === group)
                .map(({ id, label, meaning }) => (
                  <Checkbox
                    key={id}
                    label={label}
                    title={meaning}
                    checked={shown.includes(id)}
                    // The last column stays: a table without any says nothing.
                    disabled={shown.length === 1 && shown[0] === id}
                    onChange={({ currentTarget: { checked } }) =>
                      onChange(checked ? [...shown, id] : shown.filter((other) => other !== id))
                    }
                  />
                ))}
            </fieldset>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
