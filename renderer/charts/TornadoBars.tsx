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
          <span className={styles.name} title={note ? `${label}: ${note}` : label}>
            {label}
            {note && <span className="warn"> ▲</span>}
          </span>
          <span className={styles.track}>
            <Half end={low} reach={reach} solid={false} text={textSide(low, high, 'left')} />
            <Half end={high} reach={reach} solid text={textSide(high, low, 'right')} />
          </span>
        </div>
      ))}
    </div>
  );
}

type Side = 'left' | 'right';

const sideOf = ({ value }: End): Side => (value < 0 ? 'left' : 'right');

/** Where both ends go the same way, the figure of the nearer one stands at the other side of the middle, not on the other's. */
export function textSide(end: End, other: End, own: Side): Side {
  const side = sideOf(end);
  if (side !== sideOf(other)) return side;
  const [near, far] = [Math.abs(end.value), Math.abs(other.value)];
  if (near === far) return own;
  return near > far ? side : side === 'left' ? 'right' : 'left';
}

/** Half of the track, less the room for the figure at its end. */
const ROOM = 104;

interface HalfProps {
  readonly end: End;
  readonly reach: number;
  readonly solid: boolean;
  /** Where its figure stands. */
  readonly text: Side;
}

function Half({ end, reach, solid, text }: HalfProps) {
  const length = `(50% - ${ROOM}px) * ${Math.abs(end.value) / reach}`;
  const opposite = { left: 'right', right: 'left' } as const;
  const beside = text === sideOf(end) ? length : '0px';
  return (
    <>
      <i
        className={solid ? styles.high : styles.low}
        style={{ [opposite[sideOf(end)]]: '50%', width: `calc(${length})` }}
      />
      <span
        className={styles.text}
        title={end.text}
        style={{ [opposite[text]]: `calc(50% + ${beside} + 6px)`, maxWidth: `calc(50% - (${beside}) - 6px)` }}
      >
        {end.text}
      </span>
    </>
  );
}
