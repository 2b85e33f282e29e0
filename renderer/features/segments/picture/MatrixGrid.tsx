/** Segments as the cells of a matrix, with how many partners and how much money are in each. */
import type { SegmentProfile } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { colourOf } from '../colours.ts';
import { adviceWord } from '../decision.ts';
import styles from './MatrixGrid.module.css';

interface MatrixGridProps {
  readonly segments: readonly SegmentProfile[];
  readonly names: { readonly x: string; readonly y: string };
  readonly chosen: string | null;
  readonly onChoose: (segment: string | null) => void;
}

export function MatrixGrid({ segments, names, chosen, onChoose }: MatrixGridProps) {
  const locale = useLocale();
  const { compact, percent } = numbers(locale);
  const cells = segments.filter(({ cell }) => cell !== null);
  const columns = Math.max(...cells.map(({ cell }) => cell![0])) + 1;
  const rows = Math.max(...cells.map(({ cell }) => cell![1])) + 1;
  const money = cells.reduce((sum, { amount }) => sum + Number(amount), 0);
  return (
    <div className={styles.frame}>
      <span className={styles.y}>{names.y} →</span>
      <div className={styles.grid} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {Array.from({ length: rows }, (_, up) =>
          Array.from({ length: columns }, (__, column) => {
            const row = rows - 1 - up;
            const one = cells.find(({ cell }) => cell![0] === column && cell![1] === row);
            // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell is its place
            if (!one) return <span key={`${column},${row}`} />;
            return (
              <button
                key={one.id}
                type="button"
                aria-pressed={one.id === chosen}
                className={styles.cell}
                style={{ borderTopColor: colourOf(one.colour) }}
                onClick={() => onChoose(one.id === chosen ? null : one.id)}
              >
                <span className={styles.head}>
                  <b>{one.label}</b>
                  {one.advice !== null && <span>{adviceWord(one.advice)}</span>}
                </span>
                <span>
                  {countWords(one.partners, 'partner', locale)}, {compact(one.amount)}
                </span>
                <span className={styles.share}>
                  <i
                    style={{
                      width: money > 0 ? `${(Number(one.amount) / money) * 100}%` : 0,
                      background: colourOf(one.colour),
                    }}
                  />
                </span>
                {money > 0 && <span>{percent(Number(one.amount) / money)} of bookings</span>}
              </button>
            );
          }),
        )}
      </div>
      <span className={styles.x}>{names.x} →</span>
    </div>
  );
}
