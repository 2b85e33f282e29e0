/**
 * A list of choices under any button; a long one can be searched. Chosen with the pointer, or with arrow keys and Enter.
 * `<Choose name="What it measures" choices={…} onChoose={…}><Button>Add a test</Button></Choose>`
 */
import { Combobox, useCombobox } from '@mantine/core';
import { cloneElement, type MouseEvent, type ReactElement, useState } from 'react';
import styles from './Choose.module.css';

export interface Choice<T extends string = string> {
  readonly value: T;
  readonly label: string;
}
export interface ChoiceGroup<T extends string = string> {
  readonly group: string;
  readonly items: readonly Choice<T>[];
}

export interface ChooseProps<T extends string> {
  /** Of what is chosen, for assistive technology. */
  readonly name: string;
  readonly choices: readonly Choice<T>[] | readonly ChoiceGroup<T>[];
  /** The one in use; left out where choosing adds something. */
  readonly value?: T | null;
  readonly onChoose: (value: T) => void;
}

interface UnderButtonProps<T extends string> extends ChooseProps<T> {
  readonly children: ReactElement<{ onClick?: (event: MouseEvent) => void }>;
}

/** More than these are found sooner by typing. */
const MOST_AT_A_GLANCE = 10;

export function Choose<T extends string>({ name, choices, value, onChoose, children }: UnderButtonProps<T>) {
  const [search, setSearch] = useState('');
  const groups = groupsOf(choices);
  const searched = groups.reduce((sum, { items }) => sum + items.length, 0) > MOST_AT_A_GLANCE;
  const list = useCombobox({
    onDropdownOpen: () => {
      if (searched) list.focusSearchInput();
      else list.updateSelectedOptionIndex('active');
    },
    onDropdownClose: (source) => {
      list.resetSelectedOption();
      setSearch('');
      // A click elsewhere went where it was meant to; the keyboard goes on from here.
      if (source === 'keyboard') list.focusTarget();
    },
  });
  const found = matching(groups, search);
  return (
    <Combobox
      store={list}
      shadow="md"
      offset={2}
      width={searched ? 280 : 'max-content'}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
      onOptionSubmit={(chosen) => {
        list.closeDropdown('keyboard');
        if (chosen !== value) onChoose(chosen as T);
      }}
    >
      <Combobox.Target targetType="button" withExpandedAttribute={value !== undefined}>
        {cloneElement(children, { onClick: () => list.toggleDropdown('mouse') })}
      </Combobox.Target>
      <Combobox.Dropdown className={styles.dropdown ?? ''}>
        {searched && (
          <Combobox.Search
            aria-label={`Search: ${name}`}
            placeholder="Search"
            classNames={{ input: styles.search ?? '' }}
            value={search}
            onChange={({ currentTarget }) => {
              setSearch(currentTarget.value);
              list.updateSelectedOptionIndex();
            }}
          />
        )}
        <Combobox.Options aria-label={name} className={styles.options ?? ''}>
          {found.map(({ group, items }) => (
            <Combobox.Group key={group} label={group} classNames={{ groupLabel: styles.group ?? '' }}>
              {items.map((item) => (
                <Combobox.Option
                  key={item.value}
                  value={item.value}
                  active={item.value === value}
                  aria-selected={item.value === value}
                  className={styles.option ?? ''}
                >
                  {item.label}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {found.length === 0 && <Combobox.Empty>Nothing like “{search}”.</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function groupsOf<T extends string>(choices: ChooseProps<T>['choices']): readonly ChoiceGroup<T>[] {
  const [first] = choices;
  if (first === undefined) return [];
  return 'group' in first
    ? (choices as readonly ChoiceGroup<T>[])
    : [{ group: '', items: choices as readonly Choice<T>[] }];
}

/** Every word that is typed is somewhere in the label; a group whose own name is typed comes whole. */
function matching<T extends string>(groups: readonly ChoiceGroup<T>[], search: string): readonly ChoiceGroup<T>[] {
  const words = search.trim().toLowerCase().split(/\s+/);
  const has = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  return groups
    .map(({ group, items }) => ({ group, items: has(group) ? items : items.filter(({ label }) => has(label)) }))
    .filter(({ items }) => items.length > 0);
}
