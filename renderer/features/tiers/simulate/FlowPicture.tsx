/**
 * Who moved between which levels. A band is a button: its partners are listed beside. The picture follows a drag at once
 * and glides where a single change moved it.
 */
import { memo } from 'react';
import type { TierSelection } from '../../../../analytics/api/documents/tierCase.ts';
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import {
  BAR_WIDTH,
  type SankeyBand,
  type SankeyData,
  sankey,
  sankeySummary,
} from '../../../../analytics/present/charts/sankey.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { THEME_COLORS } from '../../../charts/colors.ts';
import { useWidth } from '../../../charts/useWidth.ts';
import { useLocale } from '../../../shell/workspace.ts';
import type { Ladders } from '../levels.ts';
import { select } from '../select.ts';
import styles from './FlowPicture.module.css';
import { useWindowHeight } from './useWindowHeight.ts';

interface FlowPictureProps {
  readonly simulation: TierSimulation;
  readonly ladders: Ladders;
  readonly selection: TierSelection | null;
  /** Something is being dragged: nothing glides. */
  readonly held: boolean;
}

/** What stands under the picture on a screen of usual height: the matrix and the costs. */
const BELOW = 552;
const LOWEST = 300;
const HIGHEST = 540;

/** Drawn anew only when the simulation is another one. */
export const FlowPicture = memo(Picture);

function Picture({ simulation, ladders, selection, held }: FlowPictureProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const height = Math.min(HIGHEST, Math.max(LOWEST, useWindowHeight() - BELOW));
  const locale = useLocale();
  const data = flowsOf(simulation, ladders, locale);
  const picture = width === 0 ? null : sankey(data, { width, height });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls of a form, these are marks of a chart
    <div
      ref={ref}
      role="group"
      aria-label={`Flows from ${simulation.basis.against} to ${simulation.basis.program.name}. ${sankeySummary(data)}`}
      className={styles.picture}
      style={{ height }}
      data-held={held || undefined}
    >
      {picture && (
        <>
          <svg width={width} height={height} role="presentation">
            {picture.bands.map((band) => (
              <Band key={`${band.from.key} ${band.to.key}`} band={band} locale={locale} selection={selection} />
            ))}
          </svg>
          <svg width={width} height={height} className={styles.labels} aria-hidden="true">
            {picture.bars.map(({ side, key, x, y, height }) => (
              <rect
                key={`${side}${key}`}
                className={side === 'from' ? styles.before : styles.after}
                x={x}
                y={y}
                width={BAR_WIDTH}
                height={height}
              />
            ))}
            {picture.labels.map(({ text, x, y, anchor, tone, strong }) => (
              <text
                key={`${text}${x}${y}`}
                x={x}
                y={y}
                textAnchor={anchor}
                fill={THEME_COLORS[tone]}
                fontWeight={strong ? 600 : 400}
              >
                {text}
              </text>
            ))}
          </svg>
        </>
      )}
    </div>
  );
}

const MOVES = { up: 'rise', down: 'fall', stay: 'stay', other: 'move' } as const;

function Band({
  band: { from, to, count, direction, path },
  locale,
  selection,
}: {
  readonly band: SankeyBand;
  readonly locale: string;
  readonly selection: TierSelection | null;
}) {
  const chosen = selection?.from === from.key && selection.to === to.key;
  const open = (): void => select({ from: from.key, to: to.key });
  const words =
    direction === 'stay'
      ? `${countWords(count, 'partner', locale)} stay ${from.label}`
      : `${countWords(count, 'partner', locale)} ${MOVES[direction]} from ${from.label} to ${to.label}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a band of a drawing cannot be an HTML button
    <g
      role="button"
      tabIndex={0}
      aria-label={words}
      aria-pressed={chosen}
      className={[styles.band, styles[direction], chosen && styles.chosen].filter(Boolean).join(' ')}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open();
      }}
    >
      <title>{words}</title>
      <path d={path} className={styles.shape} style={{ d: `path("${path}")` } as object} />
      <path d={path} className={styles.reach} />
    </g>
  );
}

export function flowsOf(
  { fromLevels, toLevels, matrix }: Pick<TierSimulation, 'fromLevels' | 'toLevels' | 'matrix'>,
  { directionOf }: Ladders,
  locale: string,
): SankeyData {
  const { integer, signed } = numbers(locale);
  const levels = (names: readonly string[]) => names.map((name) => ({ key: name, label: name }));
  return {
    from: levels(fromLevels),
    to: levels(toLevels),
    matrix,
    direction: (row, column) => directionOf(fromLevels[row] ?? '', toLevels[column] ?? ''),
    write: integer,
    writeDifference: signed.integer,
  };
}
