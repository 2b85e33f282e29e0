/**
 * How sure: a hatched band from P10 to P90 with a mark at P50, one row each on one scale; a budget as a dashed line.
 * `<RangeBars rows={[{ id, label, tone: 'after', p10, p50, p90, text }]} limit={{ value, text }} write={compact} />`
 */
import styles from './RangeBars.module.css';

export interface RangeBar {
  readonly id: string;
  readonly label: string;
  readonly tone: 'before' | 'after';
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** At the end of the band. */
  readonly text: string;
  /** The whole row in words. */
  readonly words: string;
}

interface RangeBarsProps {
  readonly rows: readonly RangeBar[];
  readonly limit?: { readonly value: number; readonly text: string } | null;
  readonly write: (value: number) => string;
  readonly nameWidth?: number;
}

const FIGURE_ROOM = 56;

export function RangeBars({ rows, limit = null, write, nameWidth = 84 }: RangeBarsProps) {
  const values = [...rows.flatMap(({ p10, p90 }) => [p10, p90]), ...(limit ? [limit.value] : [])];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || Math.abs(most) || 1) * 0.15;
  const [low, high] = [least - room, most + room * 0.2];
  const at = (value: number): string => `calc((100% - ${FIGURE_ROOM}px) * ${(value - low) / (high - low)})`;
  const columns = { gridTemplateColumns: `${nameWidth}px minmax(0, 1fr)` };
  return (
    <div className={styles.ranges}>
      {limit && (
        <div className={styles.limits} style={columns}>
          <span />
          <span className={styles.track}>
            <span className={styles.limitText} style={{ left: at(limit.value) }}>
              {limit.text}
            </span>
          </span>
        </div>
      )}
      {rows.map(({ id, label, tone, p10, p50, p90, text, words }) => (
        <div key={id} className={styles.row} style={columns} title={words}>
          <span className={tone === 'after' ? styles.scenario : styles.name}>{label}</span>
          <span className={styles.track}>
            <i
              className={`${styles.band} ${styles[tone]}`}
              style={{ left: at(p10), width: `max(2px, calc(${at(p90)} - ${at(p10)}))` }}
            />
            <i className={`${styles.middle} ${styles[tone]}`} style={{ left: at(p50) }} />
            {limit && <i className={styles.limit} style={{ left: at(limit.value) }} />}
            <b className={tone === 'after' ? styles.scenario : styles.name} style={{ left: `calc(${at(p90)} + 6px)` }}>
              {text}
            </b>
          </span>
        </div>
      ))}
      <div className={styles.axis} style={columns}>
        <span />
        <span className={styles.track}>
          {[least, (least + most) / 2, most].map((value) => (
            <span key={value} style={{ left: at(value) }}>
              {write(value)}
            </span>
          ))}
        </span>
      </div>
    </div>
  );
}
