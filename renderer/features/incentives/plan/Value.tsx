/**
 * A value in a sentence, of the size of the text: typed (Enter or leaving it takes effect, Esc goes back), stepped by the
 * arrow keys (Shift × 10), or chosen from a list.
 */
import { useRef, useState } from 'react';
import type { PlanUnit } from '../../../../analytics/api/incentivePlans.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { type FigureRole, steppedFigure } from '../../../../analytics/present/planSteps.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { readFigure, writeFigure } from './figures.ts';
import styles from './Plan.module.css';

export type PlanValue = string | number | boolean;

interface ValueProps {
  /** What it is, for assistive technology. */
  readonly name: string;
  readonly value: PlanValue;
  readonly unit: PlanUnit;
  readonly figure: FigureRole;
  readonly choices?: readonly { readonly value: string | boolean; readonly text: string }[] | undefined;
  /** In the baseline, when it differs. */
  readonly was?: unknown;
  readonly onSet: (value: PlanValue, text: string, gesture?: string) => void;
}

export function Value(props: ValueProps) {
  if (props.choices) return <Choice {...props} choices={props.choices} />;
  return <Figure {...props} />;
}

function Choice({ name, value, choices, was, onSet }: ValueProps & Required<Pick<ValueProps, 'choices'>>) {
  const listed = choices ?? [];
  const former = was === undefined ? undefined : listed.find((choice) => choice.value === was)?.text;
  return (
    <select
      className={[styles.value, was !== undefined && styles.changed].filter(Boolean).join(' ')}
      aria-label={name}
      title={former === undefined ? undefined : `was ${former}`}
      value={String(value)}
      onChange={({ currentTarget }) => {
        const next = listed[currentTarget.selectedIndex];
        if (next) onSet(next.value, next.text);
      }}
    >
      {listed.map((choice) => (
        <option key={String(choice.value)} value={String(choice.value)}>
          {choice.text}
        </option>
      ))}
    </select>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };
const BIG_STEP = 10;

function Figure({ name, value, unit, figure, was, onSet }: ValueProps) {
  const locale = useLocale();
  const shown = writeFigure(value, unit, locale);
  /** What is being typed; what is not taken leaves the value as it was. */
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? shown;
  /** Values passed by arrow keys between taking the focus and leaving it are one step together. */
  const gesture = useRef(0);
  const taken = useRef(value);
  const read = typed === null || typed === shown ? value : readFigure(text, value, unit, locale);
  const set = (next: PlanValue, kept?: string): void => onSet(next, writeFigure(next, unit, locale), kept);
  const commit = (): void => {
    setTyped(null);
    if (read !== null && String(read) !== String(value)) set(read);
  };
  return (
    <>
      <input
        className={[styles.value, was !== undefined && styles.changed].filter(Boolean).join(' ')}
        aria-label={name}
        aria-invalid={read === null}
        inputMode={unit === 'text' ? 'text' : 'decimal'}
        size={Math.max(text.length, 2)}
        value={text}
        title={was === undefined ? undefined : `was ${writeFigure(was as PlanValue, unit, locale)}`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => {
          gesture.current += 1;
          taken.current = value;
          event.currentTarget.select();
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          const step = STEPS[event.key];
          // What cannot be read stays, with what to write instead.
          if (event.key === 'Enter' && read !== null) commit();
          if (event.key === 'Escape') {
            setTyped(null);
            if (String(taken.current) !== String(value)) set(taken.current, `${name}#${gesture.current}`);
          }
          if (step === undefined || unit === 'text' || read === null) return;
          event.preventDefault();
          const size = step * (event.shiftKey ? BIG_STEP : 1);
          const next = steppedFigure(String(read), unit, figure, size, Number(read) < 0 ? Number.NEGATIVE_INFINITY : 0);
          setTyped(null);
          set(typeof value === 'number' ? Number(next) : next, `${name}#${gesture.current}`);
        }}
      />
      {read === null && (
        <span role="alert" className={styles.trouble}>
          write {unit === 'text' ? formatDate('2026-09-30', locale) : 'a number'}
        </span>
      )}
    </>
  );
}
