/** Asks for the name of a copy, under the button that makes it; nothing is covered, and Esc leaves it. */
import { Popover, TextInput } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from './Button.tsx';
import styles from './NameForm.module.css';

interface NameFormProps {
  readonly label: string;
  readonly icon?: Icon;
  readonly kind?: 'plain' | 'primary';
  readonly suggestion: string;
  /** The verb of the button that does it. */
  readonly verb: string;
  readonly onName: (name: string) => void;
}

export function NameForm({ label, icon, kind = 'plain', suggestion, verb, onName }: NameFormProps) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          {...(icon ? { icon } : {})}
          kind={kind}
          onClick={() => {
            setName(suggestion);
            setOpen(!open);
          }}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.name}
          onSubmit={(event) => {
            event.preventDefault();
            setOpen(false);
            onName(name.trim());
          }}
        >
          <TextInput
            label="Name"
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Button kind="primary" type="submit" disabled={name.trim() === ''}>
            {name.trim() === '' ? 'Give a name' : verb}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
