/**
 * A scenario beside its baseline: two bars a row on one scale, the baseline in prior grey above, the scenario in accent
 * below, each with its figure; the change on the right.
 * Without a name of the scenario the baseline stands alone.
 * `<ScenarioBars before="as paid" after="draft 2" rows={[{ id, name, before, after, … }]} />`
 */
import type { ReactNode } from 'react';
import styles from './ScenarioBars.module.css';

export interface ScenarioBar {
  readonly id: string;
  readonly name: ReactNode;
  readonly before: number;
  readonly after: number;
  readonly beforeText: string;
  readonly afterText: string;
  readonly change: ReactNode;
}

interface ScenarioBarsProps {
  readonly before: string;
  readonly after: string;
  /** Head of the changes. */
  readonly change: string;
  readonly rows: readonly ScenarioBar[];
  readonly nameWidth?: number;
}

/** Room at the end of the longest bar for its figure. */
const FIGURE_ROOM = 52;

export function ScenarioBars({ before, after, change, rows, nameWidth = 84 }: ScenarioBarsProps) {
  const longest = Math.max(1e-9, ...rows.flatMap((row) => [Math.abs(row.before), Math.abs(row.after)]));
  const length = (value: number): string => `calc((100% - ${FIGURE_ROOM}px) * ${Math.abs(value) / longest})`;
  const alone = after === '';
  return (
    <div className={styles.bars} style={{ gridTemplateColumns: `${nameWidth}px minmax(0, 1fr) max-content` }}>
      <div className={styles.head}>
        <span />
        <span className={styles.sides} title={alone ? undefined : `${before}, ${after}`}>
          <span>{before}</span>
          <b className={styles.scenario}>{after}</b>
        </span>
        <span className="num">{change}</span>
      </div>
      {rows.map((row) => (
        <div key={row.id} className={`${styles.row} ${alone ? '' : styles.beside}`}>
          <span className={styles.name}>{row.name}</span>
          <span className={styles.pair}>
            <span className={styles.bar}>
              <i className={styles.before} style={{ width: length(row.before) }} />
              <span>{row.beforeText}</span>
            </span>
            {!alone && (
              <span className={styles.bar}>
                <i className={styles.after} style={{ width: length(row.after) }} />
                <b className={styles.scenario}>{row.afterText}</b>
              </span>
            )}
          </span>
          <span className="num">{row.change}</span>
        </div>
      ))}
    </div>
  );
}
