/** Stacked counts by row: of all enrolled, how many transact, are active, are neither. The total stands at the end. */
import type { ReactNode } from 'react';
import type { Notation } from '../parts/Key.tsx';
import { useLocale } from '../shell/workspace.ts';
import styles from './RosterBars.module.css';

export interface RosterRow {
  readonly key: string;
  readonly label: ReactNode;
  /** In drawing order; they add up to the total. */
  readonly parts: readonly { readonly name: string; readonly notation: Notation; readonly count: number }[];
}

interface RosterBarsProps {
  readonly rows: readonly RosterRow[];
  readonly label: string;
  readonly onMark?: (key: string, part: string) => void;
}

/** A segment narrower than this share of the widest row has no room for its number; the title still says it. */
const ROOM_FOR_NUMBER = 0.09;

export function RosterBars({ rows, label, onMark }: RosterBarsProps) {
  const locale = useLocale();
  const totals = rows.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0));
  const most = Math.max(1, ...totals);
  return (
    <ul className={styles.rows} aria-label={label}>
      {rows.map(({ key, label: name, parts }, index) => (
        <li key={key}>
          <span className={styles.name}>{name}</span>
          <span className={styles.bar}>
            {parts.map(({ name: part, notation, count }) => {
              const text = `${part}: ${count.toLocaleString(locale)}`;
              const shown = count / most > ROOM_FOR_NUMBER ? count.toLocaleString(locale) : null;
              const common = {
                className: styles[notation],
                style: { width: `${(count / most) * 82}%` },
                title: text,
                'aria-label': text,
              };
              if (count === 0) return null;
              return onMark ? (
                <button key={part} type="button" {...common} onClick={() => onMark(key, part)}>
                  {shown}
                </button>
              ) : (
                <span key={part} role="img" {...common}>
                  {shown}
                </span>
              );
            })}
            <b>{(totals[index] ?? 0).toLocaleString(locale)}</b>
          </span>
        </li>
      ))}
    </ul>
  );
}
