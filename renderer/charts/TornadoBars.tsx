/**
 * Which assumption could hurt: each input alone at its low end (faint) and its high end (solid) around the middle case,
 * the widest first. It ranks impact, not likelihood.
 * `<TornadoBars base="P50 5.80" rows={[{ id, label, low: { value, text }, high: { value, text } }]} />`
 */
import styles from './TornadoBars.module.css';

interface End {
  /** Difference to the middle case. */
  readonly value: number;
  /** `−350 k at 0 %`. */
  readonly text: string;
}

export interface TornadoRow {
  readonly id: string;
  readonly label: string;
  readonly low: End;
  readonly high: End;
  /** Said beside the label. */
  readonly note?: string | undefined;
}

interface TornadoBarsProps {
  readonly base: string;
  readonly rows: readonly TornadoRow[];
  readonly nameWidth?: number;
}

export function TornadoBars({ base, rows, nameWidth = 140 }: TornadoBarsProps) {
  const reach = Math.max(1e-9, ...rows.flatMap(({ low, high }) => [Math.abs(low.value), Math.abs(high.value)]));
  const columns = { gridTemplateColumns: `${nameWidth}px minmax(0, 1fr)` };
  return (
    <div className={styles.tornado}>
      <div className={styles.row} style={columns}>
        <span />
        <b className={styles.base}>{base}</b>
      </div>
      {rows.map(({ id, label, low, high, note }) => (
        <div key={id} className={styles.row} style={columns}>
          <span className={styles.name} title={note}>
            {label}
            {note && <span className="warn"> ▲</span>}
          </span>
          <span className={styles.track}>
            {[low, high].map((end, index) => (
              <Half key={index === 0 ? 'low' : 'high'} end={end} reach={reach} solid={index === 1} />
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

/** Half of the track, less the room for the figure at its end. */
const ROOM = 104;

function Half({ end, reach, solid }: { readonly end: End; readonly reach: number; readonly solid: boolean }) {
  const length = `calc((50% - ${ROOM}px) * ${Math.abs(end.value) / reach})`;
  const left = end.value < 0;
  const aside = left ? 'right' : 'left';
  return (
    <>
      <i className={solid ? styles.high : styles.low} style={{ [aside]: '50%', width: length }} />
      <span className={styles.text} style={{ [aside]: `calc(50% + ${length} + 6px)` }}>
        {end.text}
      </span>
    </>
  );
}
