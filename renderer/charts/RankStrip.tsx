/**
 * The whole ranking above its table, in the table's order. Click a bar to go to its row. The rows in view lie behind the
 * bars as a drawing of their own, so that scrolling redraws only that.
 */
import { useCallback } from 'react';
import type { ChartFrame } from '../../analytics/present/charts/frame.ts';
import {
  RANK_STRIP_HEIGHT,
  type RankStrip as Ranking,
  rankStrip,
  rowsInView,
  type StripBar,
} from '../../analytics/present/charts/rankStrip.ts';
import { countWords } from '../../analytics/present/labels.ts';
import { useLocale } from '../shell/workspace.ts';
import { PlotFigure } from './PlotFigure.tsx';
import styles from './RankStrip.module.css';

interface RankStripProps {
  /** In table order; like the two writers, the same object while nothing changed. */
  readonly bars: readonly StripBar[];
  readonly format: (value: number) => string;
  readonly formatChange: (value: number) => string;
  /** First and last row in view. */
  readonly inView?: readonly [number, number] | null;
  readonly selected?: string | null;
  readonly good?: Ranking['good'];
  readonly noun?: string;
  /** With Shift held the caller filters instead of going to the row. */
  readonly onMark?: (key: string, shift: boolean) => void;
}

export function RankStrip({
  bars,
  format,
  formatChange,
  inView = null,
  selected = null,
  good = 'up',
  noun = 'partner',
  onMark,
}: RankStripProps) {
  const locale = useLocale();
  const draw = useCallback(
    (frame: ChartFrame) =>
      bars.length === 0 ? null : rankStrip({ bars, write: format, writeChange: formatChange, selected, good }, frame),
    [bars, format, formatChange, selected, good],
  );
  const drawView = useCallback(
    (frame: ChartFrame) => (inView ? rowsInView({ rows: bars.length, inView }, frame) : null),
    [bars.length, inView],
  );
  const leader = bars[0];
  return (
    <div className={styles.strip}>
      <PlotFigure draw={drawView} height={RANK_STRIP_HEIGHT} className={styles.view} />
      <PlotFigure
        draw={draw}
        height={RANK_STRIP_HEIGHT}
        label={
          leader
            ? `${countWords(bars.length, noun, locale)} in table order; the first, ${leader.name}, has ${format(leader.actual ?? 0)}.`
            : `No ${noun}.`
        }
        onMark={onMark}
        tabbable={false}
        className={styles.bars}
      />
    </div>
  );
}
