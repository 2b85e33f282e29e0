/** A window in a sentence: “trailing 12 months”, “last fiscal year”, “2026-01-01 to 2026-12-31”; every part can be changed. */
import { WINDOW_UNITS, type Window } from '../../analytics/api/documents/measure.ts';
import { Word } from '../parts/Word.tsx';
import { FigureField } from './FigureField.tsx';
import styles from './Measures.module.css';
import { WINDOW_CHOICES, windowLabel, windowOf } from './windowText.ts';

interface WindowWordsProps {
  /** Of what is measured, for assistive technology. */
  readonly name: string;
  readonly window: Window;
  readonly onChange: (window: Window, label: string) => void;
}

export function WindowWords({ name, window, onChange }: WindowWordsProps) {
  const change = (next: Window): void => onChange(next, windowLabel(next));
  return (
    <>
      <Word
        name={`Window of ${name}`}
        value={window.kind}
        choices={WINDOW_CHOICES}
        {...(window.kind === 'between' ? { text: 'between' } : {})}
        onChoose={(kind) => change(windowOf(kind, new Date().toISOString().slice(0, 10)))}
      />
      {window.kind === 'trailing' && (
        <>
          {' '}
          <FigureField
            label={`Length of the window of ${name}`}
            unit="count"
            value={String(window.count)}
            onSet={(count) => change({ ...window, count: Number(count) })}
          />{' '}
          <Word
            name={`Unit of the window of ${name}`}
            value={window.unit}
            choices={WINDOW_UNITS.map((unit) => ({ value: unit, label: `${unit}s` }))}
            text={window.count === 1 ? window.unit : `${window.unit}s`}
            onChoose={(unit) => change({ ...window, unit })}
          />
        </>
      )}
      {window.kind === 'between' && (
        <>
          {' '}
          <Day name={`First day of ${name}`} day={window.from} onSet={(from) => change({ ...window, from })} /> and{' '}
          <Day name={`Last day of ${name}`} day={window.to} onSet={(to) => change({ ...window, to })} />
        </>
      )}
    </>
  );
}

interface DayProps {
  readonly name: string;
  readonly day: string;
  readonly onSet: (day: string) => void;
}

/** Takes effect on Enter or when it is left: a year that is half typed is a day of another century. */
function Day({ name, day, onSet }: DayProps) {
  return (
    <input
      key={day}
      type="date"
      aria-label={name}
      className={styles.day}
      defaultValue={day}
      onBlur={({ currentTarget: { value } }) => value !== '' && value !== day && onSet(value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
    />
  );
}
