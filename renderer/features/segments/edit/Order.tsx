/** Up, down, away: for what is asked in an order. */
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { IconButton } from '../../../parts/Button.tsx';
import styles from './Edit.module.css';
import { moved } from './lists.ts';

interface OrderProps<T> {
  /** Of the one that is moved. */
  readonly name: string;
  readonly list: readonly T[];
  readonly index: number;
  readonly onChange: (list: readonly T[], label: string) => void;
}

export function Order<T>({ name, list, index, onChange }: OrderProps<T>) {
  return (
    <span className={styles.order}>
      <IconButton
        icon={IconArrowUp}
        className={styles.small}
        label={`Ask ${name} earlier`}
        disabled={index === 0}
        onClick={() => onChange(moved(list, index, -1), `${name} asked earlier`)}
      />
      <IconButton
        icon={IconArrowDown}
        className={styles.small}
        label={`Ask ${name} later`}
        disabled={index === list.length - 1}
        onClick={() => onChange(moved(list, index, 1), `${name} asked later`)}
      />
      <IconButton
        icon={IconX}
        className={styles.small}
        label={list.length === 1 ? `${name} is the only one` : `Take ${name} away`}
        disabled={list.length === 1}
        onClick={() => onChange(list.toSpliced(index, 1), `${name} removed`)}
      />
    </span>
  );
}
