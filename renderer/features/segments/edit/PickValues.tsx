/** Values of an attribute, ticked in a list under the words that name them. */
import { Popover } from '@mantine/core';
import { useState } from 'react';
import type { DimensionId } from '../../../../analytics/api/documents/query.ts';
import { Button } from '../../../parts/Button.tsx';
import { DimensionChecks } from '../../../parts/DimensionChecks.tsx';
import styles from './Edit.module.css';

type Values = readonly (string | null)[];

interface PickValuesProps {
  /** For assistive technology. */
  readonly name: string;
  readonly dim: DimensionId;
  readonly values: Values;
  /** What stands in the sentence. */
  readonly text: string;
  readonly className: string | undefined;
  /** Opens by itself when there is nothing to read yet. */
  readonly atOnce?: boolean;
  /** Whether none at all may be taken. */
  readonly orNone?: boolean;
  /** Null leaves them as they are. */
  readonly onDone: (values: Values | null) => void;
}

export function PickValues(props: PickValuesProps) {
  const { name, dim, values, text, className, atOnce = false, orNone = false, onDone } = props;
  const [open, setOpen] = useState(atOnce);
  const [chosen, setChosen] = useState(values);
  const none = chosen.length === 0 && !orNone;
  const close = (taken: Values | null): void => {
    setOpen(false);
    onDone(taken);
  };
  return (
    <Popover
      opened={open}
      onChange={(next) => (next ? setOpen(true) : close(null))}
      position="bottom-start"
      width={260}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={className}
          aria-label={`${name}: ${text}`}
          onClick={() => {
            setChosen(values);
            if (open) close(null);
            else setOpen(true);
          }}
        >
          {text}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.values}
          onSubmit={(event) => {
            event.preventDefault();
            close(chosen);
          }}
        >
          <DimensionChecks dim={dim} chosen={chosen} onChange={setChosen} />
          <Button type="submit" kind="primary" small disabled={none}>
            {none ? 'Tick a value' : 'Take these'}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
