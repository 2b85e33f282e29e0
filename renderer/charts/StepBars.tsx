/**
 * From one total to another in signed steps, a row each: for steps with long names. Totals stand on zero, a step starts
 * where the one before it ended. `good` says whether up is good news.
 * `<StepBars rows={[{ id, label, kind: 'before', value, text }, …]} good="down" onPick={…} />`
 */
import styles from './StepBars.module.css';

export interface StepBar {
  readonly id: string;
  readonly label: string;
  /** `after` is what a scenario would make of it, `actual` what did happen. */
  readonly kind: 'before' | 'step' | 'after' | 'actual';
  readonly value: number;
  readonly text: string;
  /** What it is in a sentence, beyond label and text. */
  readonly words?: string | undefined;
}

interface StepBarsProps {
  readonly rows: readonly StepBar[];
  readonly good: 'up' | 'down';
  readonly nameWidth?: number;
}

const FIGURE_ROOM = 64;

export function StepBars({ rows, good, nameWidth = 150 }: StepBarsProps) {
  let running = 0;
  const spans = rows.map((row) => {
    const from = row.kind === 'step' ? running : 0;
    running = from + row.value;
    return { ...row, from, to: running };
  });
  const [low, high] = [
    Math.min(0, ...spans.flatMap(({ from, to }) => [from, to])),
    Math.max(1e-9, ...spans.flatMap(({ from, to }) => [from, to])),
  ];
  const at = (value: number): string => `calc((100% - ${FIGURE_ROOM}px) * ${(value - low) / (high - low)})`;
  return (
    <ol className={styles.steps}>
      {spans.map(({ id, label, kind, value, text, words, from, to }) => (
        <li key={id} style={{ gridTemplateColumns: `${nameWidth}px minmax(0, 1fr)` }} title={words}>
          <span className={kind === 'step' ? styles.name : styles.total}>{label}</span>
          <span className={styles.track}>
            <i
              className={kind === 'step' ? (value > 0 === (good === 'up') ? styles.good : styles.bad) : styles[kind]}
              style={{
                left: at(Math.min(from, to)),
                width: `max(1px, calc(${at(Math.max(from, to))} - ${at(Math.min(from, to))}))`,
              }}
            />
            <b
              className={
                kind === 'step'
                  ? value === 0
                    ? 'mut'
                    : value > 0 === (good === 'up')
                      ? 'good'
                      : 'bad'
                  : kind === 'after'
                    ? styles.scenario
                    : undefined
              }
              style={{ left: `calc(${at(Math.max(from, to))} + 6px)` }}
            >
              {text}
            </b>
          </span>
        </li>
      ))}
    </ol>
  );
}
