/** A threshold in a sentence: takes effect on Enter or when left, goes back on Escape. */
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TestUnit } from '../../../../analytics/api/tiers.ts';
import { readThreshold, writeThreshold } from '../../../../analytics/present/thresholds.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from './Requirements.module.css';

interface ValueFieldProps {
  readonly label: string;
  /** Decimal text. */
  readonly value: string;
  readonly unit: TestUnit;
  /** In the baseline, when it differs. */
  readonly was?: string | null;
  readonly onSet: (value: string) => void;
}

export function ValueField({ label, value, unit, was = null, onSet }: ValueFieldProps) {
  const locale = useLocale();
  const shown = writeThreshold(value, unit, locale);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const read = readThreshold(text, unit, locale);
  const commit = (): void => {
    if (read === null) return;
    if (Number(read) === Number(value)) setText(shown);
    else onSet(read);
  };
  return (
    <TextInput
      aria-label={label}
      className={styles.value ?? ''}
      classNames={{ input: was === null ? '' : (styles.changed ?? '') }}
      inputMode="decimal"
      size="xs"
      value={text}
      error={read === null ? 'Write a number' : undefined}
      title={was === null ? undefined : `was ${writeThreshold(was, unit, locale)}`}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setText(shown);
      }}
    />
  );
}
