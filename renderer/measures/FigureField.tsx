/** A figure in a sentence: takes effect on Enter or when left, goes back on Escape. `<FigureField unit="money" …/>` */
import { useEffect, useState } from 'react';
import type { TestUnit } from '../../analytics/api/tiers.ts';
import { readThreshold, writeThreshold } from '../../analytics/present/thresholds.ts';
import { useLocale } from '../shell/workspace.ts';
import styles from './Measures.module.css';

interface FigureFieldProps {
  /** What it is, for assistive technology. */
  readonly label: string;
  /** Decimal text. */
  readonly value: string;
  readonly unit: TestUnit;
  /** In the baseline, when it differs. */
  readonly was?: string | null;
  readonly onSet: (value: string) => void;
}

export function FigureField({ label, value, unit, was = null, onSet }: FigureFieldProps) {
  const locale = useLocale();
  const shown = writeThreshold(value, unit, locale);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const read = readThreshold(text, unit, locale);
  const commit = (): void => {
    if (read === null) return;
    // Written otherwise, it is the same figure still.
    setText(shown);
    if (Number(read) !== Number(value)) onSet(read);
  };
  const said = read === null ? 'Write a number' : was === null ? undefined : `was ${writeThreshold(was, unit, locale)}`;
  return (
    <input
      aria-label={label}
      aria-invalid={read === null}
      className={[styles.figure, was !== null && styles.changed].filter(Boolean).join(' ')}
      inputMode="decimal"
      // For browsers that cannot size a field by its content.
      size={Math.max(2, text.length)}
      value={text}
      title={said}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
        if (key === 'Escape') setText(shown);
      }}
    />
  );
}
