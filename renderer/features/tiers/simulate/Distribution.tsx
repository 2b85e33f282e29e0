/** One measure of the roster with the thresholds that programs set on it. Drag a handle, step it, or type its value. */
import { memo, useRef, useState } from 'react';
import type { Distribution as DistributionData } from '../../../../analytics/api/tiers.ts';
import {
  axisOf,
  type HandleLabel,
  histogramBars,
  lanesOf,
  MOST_ROWS,
  placeLabels,
  ticksOf,
} from '../../../../analytics/present/charts/distribution.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { writeThreshold } from '../../../../analytics/present/thresholds.ts';
import { useWidth } from '../../../charts/useWidth.ts';
import { Section } from '../../../parts/Section.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import type { ThresholdHandle } from '../handles.ts';
import styles from './Distribution.module.css';
import { Handle } from './Handle.tsx';

export interface HandleActions {
  /** Shows a value while it is in hand; null puts it back. */
  onPreview(place: string, value: string | null): void;
  /** One step of the draft; values of the same gesture are one step together. */
  onSet(handle: ThresholdHandle, value: string, gesture: string): void;
}

interface DistributionProps {
  readonly distribution: DistributionData;
  readonly handles: readonly ThresholdHandle[];
  /** Pixels of the tallest bar, about. */
  readonly plot: number;
  readonly actions: HandleActions;
}

const GRIP = 20;
const LABEL_ROW = 29;
/** What a pointer takes hold of. */
const TARGET = { width: 24, height: 32 };
const AXIS = 17;

/** Drawn anew only when something of its own changed. */
export const Distribution = memo(DistributionPicture, isSame);

function isSame(a: DistributionProps, b: DistributionProps): boolean {
  return (
    a.distribution === b.distribution &&
    a.plot === b.plot &&
    a.actions === b.actions &&
    JSON.stringify(a.handles) === JSON.stringify(b.handles)
  );
}

function DistributionPicture({ distribution, handles, plot, actions }: DistributionProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const locale = useLocale();
  const [inHand, setInHand] = useState<string | null>(null);
  const { unit } = distribution;
  // The axis must not move under the hand: it holds the values at rest, not the one on its way.
  const rest = useRef<readonly number[]>([]);
  if (inHand === null) {
    rest.current = handles.flatMap(({ value, was }) => [Number(value), ...(was === null ? [] : [Number(was)])]);
  }
  const axis = axisOf(distribution, rest.current, width);
  const settled = useRef<readonly number[]>([]);
  if (inHand === null) {
    settled.current = lanesOf(
      handles.map(({ value }) => axis.at(Number(value))),
      TARGET.width,
    );
  }
  const laneOf = (index: number): number => (settled.current[index] ?? 0) * TARGET.height;
  const labels = handles.map((handle): HandleLabel => {
    const { place, level, value, was } = handle;
    return {
      key: place,
      x: axis.at(Number(value)),
      value: `${level} ${writeThreshold(value, unit, locale)}`,
      detail: reachWords(handle, locale),
      first: place === inHand || (inHand === null && was !== null),
    };
  });
  const placed = new Map(placeLabels(labels, width).map((label) => [label.key, label]));
  const needed = Math.max(0, ...[...placed.values()].map(({ row }) => row)) + 1;
  // While something is in hand, the picture does not shrink under it.
  const rows = useRef(needed);
  rows.current = inHand === null ? needed : Math.max(rows.current, Math.min(needed, MOST_ROWS));
  const top = rows.current * LABEL_ROW;
  const untold = handles.filter(({ place }) => !placed.has(place));

  return (
    <Section
      title={distribution.label}
      basis={basisWords(distribution)}
      aside={notDrawn(distribution, locale) || 'drag or type'}
    >
      <div ref={ref} className={styles.distribution} style={{ height: top + GRIP + plot + AXIS }}>
        {width > 0 && (
          <>
            <Bars
              distribution={distribution}
              from={axis.from}
              to={axis.to}
              width={width}
              plot={plot}
              top={top + GRIP}
            />
            <svg className={styles.lines} width={width} height={top + GRIP + plot} aria-hidden="true">
              {handles.map(({ place, value, was }, index) => {
                const y = top + GRIP / 2 + laneOf(index);
                const x = Math.round(axis.at(Number(value))) + 0.5;
                const old = was === null ? null : Math.round(axis.at(Number(was))) + 0.5;
                const label = placed.get(place);
                const tone = was === null ? styles.ink : styles.accent;
                return (
                  <g key={place} className={tone}>
                    {old !== null && <path className={styles.was} d={`M${old} ${y}V${top + GRIP + plot}`} />}
                    {old !== null && <path d={`M${old} ${y}H${x}`} />}
                    <path d={`M${x} ${label ? top - label.row * LABEL_ROW : top}V${top + GRIP + plot}`} />
                  </g>
                );
              })}
            </svg>
            {handles.map((handle, index) => (
              <Handle
                key={handle.place}
                handle={handle}
                label={labels[index]}
                placed={placed.get(handle.place)}
                axis={axis}
                x={axis.at(Number(handle.value))}
                top={top}
                lane={laneOf(index)}
                labelHeight={LABEL_ROW}
                inHand={inHand === handle.place}
                onHold={(held) => setInHand(held ? handle.place : null)}
                actions={actions}
              />
            ))}
          </>
        )}
      </div>
      {untold.length > 0 && (
        <p className="small">
          {untold
            .map(
              (handle) =>
                `${handle.level} ${writeThreshold(handle.value, unit, locale)}: ${reachWords(handle, locale)}`,
            )
            .join('; ')}
        </p>
      )}
    </Section>
  );
}

/** The bars change only with the data: a drag redraws none of them. */
const Bars = memo(function Bars({
  distribution,
  from,
  to,
  width,
  plot,
  top,
}: {
  readonly distribution: DistributionData;
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly plot: number;
  readonly top: number;
}) {
  const locale = useLocale();
  const { unit } = distribution;
  const axis = axisOf(distribution, [from, to], width);
  const write = (value: number): string => writeThreshold(String(Number(value.toPrecision(12))), unit, locale);
  const { integer } = numbers(locale);
  return (
    <svg
      className={styles.bars}
      style={{ top }}
      width={width}
      height={plot + AXIS}
      role="img"
      aria-label={`Distribution of ${distribution.label}, ${distribution.basis}`}
    >
      {histogramBars(distribution, axis, plot - 4).map((bar) => (
        <rect key={bar.from} x={bar.x} y={plot - bar.height} width={bar.width} height={bar.height}>
          <title>{`${write(bar.from)} to ${write(bar.to)}: ${integer(bar.count)}`}</title>
        </rect>
      ))}
      <path className={styles.axis} d={`M0 ${plot + 0.5}H${width}`} />
      {ticksOf(distribution.scale, axis, width, write).map(({ x, text, anchor }) => (
        <text key={text} x={x} y={plot + 13} textAnchor={anchor}>
          {text}
        </text>
      ))}
    </svg>
  );
});

/** `trailing 12 months, EUR, log`: the window comes first, for the title names the measure. */
function basisWords({ label, basis, scale }: DistributionData): string {
  const own = basis.toLowerCase().startsWith(label.toLowerCase())
    ? basis.slice(label.length).replace(/^, /, '')
    : basis;
  return scale === 'log' ? `${own}, log` : own;
}

/** `62 below 5 k, 3 without data not drawn`; nothing when everybody is. */
function notDrawn({ below, above, missing, edges, unit }: DistributionData, locale: string): string {
  const edge = (at: number): string => writeThreshold(String(edges.at(at) ?? 0), unit, locale);
  const { integer } = numbers(locale);
  const out = [
    ...(below > 0 ? [`${integer(below)} below ${edge(0)}`] : []),
    ...(above > 0 ? [`${integer(above)} from ${edge(-1)}`] : []),
    ...(missing > 0 ? [`${integer(missing)} without data`] : []),
  ];
  return out.length > 0 ? `${out.join(', ')} not drawn` : '';
}

/** `177 reach`, `46, was 61`; nothing where partners as such do not reach it. */
function reachWords({ reach, reachWas, was }: ThresholdHandle, locale: string): string {
  const { integer } = numbers(locale);
  if (reach === null) return '';
  return was !== null && reachWas !== null ? `${integer(reach)}, was ${integer(reachWas)}` : `${integer(reach)} reach`;
}
