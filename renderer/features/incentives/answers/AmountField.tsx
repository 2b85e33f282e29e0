/** An amount beside its name. It takes effect on Enter or when it is left: what it is for may take seconds to work out. */
import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import styles from './Answers.module.css';

interface AmountFieldProps {
  readonly label: string;
  /** Decimal text; null for none. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

export function AmountField({ label, value, onChange }: AmountFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    if (typed !== null && typed !== (value ?? '')) onChange(typed === '' ? null : typed);
    setTyped(null);
  };
  return (
    <NumberInput
      label={label}
      placeholder="none"
      size="xs"
      className={styles.amount ?? ''}
      hideControls
      thousandSeparator=","
      min={0}
      value={typed ?? value ?? ''}
      onChange={(next) => setTyped(String(next))}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
