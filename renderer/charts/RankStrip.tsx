/**
 * The whole ranking above its table: one bar per row in the table's order, prior behind, the rows in view bracketed, the
 * change against the prior as a second tier with its own zero line. Click a bar to go to its row.
 */
import { countWords } from '../../analytics/present/labels.ts';
import { useLocale } from '../shell/workspace.ts';
import { labelTop } from './labels.ts';
import styles from './RankStrip.module.css';
import { useWidth } from './useWidth.ts';

export interface StripBar {
  readonly key: string;
  readonly name: string;
  readonly actual: number | null;
  readonly prior: number | null;
}

interface RankStripProps {
  /** In table order. */
  readonly bars: readonly StripBar[];
  readonly format: (value: number) => string;
  readonly formatChange: (value: number) => string;
  /** First and last row in view. */
  readonly inView?: readonly [number, number] | null;
  readonly selected?: string | null;
  /** Whether a rise is good, for the second tier. */
  readonly good?: 'up' | 'down' | 'none';
  readonly noun?: string;
  /** With Shift held the caller filters instead of going to the row. */
  readonly onMark?: (key: string, shift: boolean) => void;
}

const TOP = 74;
const GAP = 18;
const DELTA = 22;
const HEIGHT = TOP + GAP + DELTA * 2 + 12;
const NARROWEST = 3;
/** Pixels a row needs to carry its own name, and the most it takes. */
const ROOMY = 76;
const WIDEST = 140;

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
  const { ref, width } = useWidth<HTMLDivElement>();
  const locale = useLocale();
  const fits = Math.max(1, Math.min(bars.length, Math.floor(width / NARROWEST)));
  const drawn = bars.slice(0, fits);
  const share = drawn.length > 0 ? width / drawn.length : 0;
  // With room for a name under each bar, each bar is labelled; else only the first ones are.
  const roomy = share >= ROOMY;
  const pitch = Math.min(roomy ? WIDEST : 48, share);
  const bar = Math.max(1, Math.min(roomy ? 36 : 24, pitch * 0.68));
  const most = Math.max(0, ...drawn.map(({ actual, prior }) => Math.max(actual ?? 0, prior ?? 0)));
  const deltas = drawn.map(({ actual, prior }) => (actual === null || prior === null ? null : actual - prior));
  const widest = Math.max(0, ...deltas.map((delta) => Math.abs(delta ?? 0)));
  const up = (value: number): number => (most > 0 ? (Math.max(value, 0) / most) * (TOP - 16) : 0);
  const zero = TOP + GAP + DELTA;
  const shift = bar > 3 ? 2 : 0;
  const leader = drawn[0];
  const summary = leader
    ? `${countWords(bars.length, noun, locale)} in table order; the first, ${leader.name}, has ${format(leader.actual ?? 0)}.`
    : `No ${noun}.`;
  const far = extremes(deltas);
  // The first rows are named beside their bars, as long as no other bar stands where the name would.
  const firsts = (roomy ? [] : drawn.slice(0, Math.min(3, Math.floor(width / 200)))).flatMap((row, index) => {
    const text = format(row.actual ?? 0);
    const x = index * pitch + bar + 6;
    const y = 12 + index * 14;
    const end = Math.ceil((x + (row.name.length + text.length + 2) * CHARACTER) / pitch);
    const under = drawn.slice(index + 1, end).map(({ actual, prior }) => TOP - up(Math.max(actual ?? 0, prior ?? 0)));
    return under.some((top) => top < y + 2) ? [] : [{ key: row.key, name: row.name, text, x, y }];
  });
  const last = Math.min(inView?.[1] ?? 0, drawn.length - 1);

  return (
    <div ref={ref} className={styles.strip}>
      {width > 0 && drawn.length > 0 && (
        <svg className="chart" width={width} height={HEIGHT} role="img" aria-label={summary}>
          {inView && inView[0] < drawn.length && (
            <g>
              <rect
                x={inView[0] * pitch}
                y="0"
                width={(last - inView[0] + 1) * pitch}
                height={HEIGHT - 4}
                fill="var(--accent-3)"
              />
              <path d={bracket(inView[0] * pitch, (last + 1) * pitch, HEIGHT - 4)} fill="none" stroke="var(--accent)" />
              <text {...besides(inView[0] * pitch, (last + 1) * pitch, width)} y={HEIGHT - 6} className="accent halo">
                rows {inView[0] + 1}–{last + 1} of {bars.length.toLocaleString(locale)}
              </text>
            </g>
          )}
          {drawn.map(({ key, name, actual, prior }, index) => {
            const x = index * pitch;
            const delta = deltas[index] ?? null;
            const tall = widest > 0 && delta !== null ? (Math.abs(delta) / widest) * (DELTA - 2) : 0;
            const better = delta !== null && delta > 0 === (good === 'up');
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the table below holds the same rows for the keyboard
              <g key={key} data-mark={onMark ? '' : undefined} onClick={(event) => onMark?.(key, event.shiftKey)}>
                <title>{`${name}: ${format(actual ?? 0)}`}</title>
                <rect x={x} y="0" width={pitch} height={HEIGHT} fill="transparent" />
                {prior !== null && <rect x={x} y={TOP - up(prior)} width={bar} height={up(prior)} fill="var(--py)" />}
                <rect
                  x={x + shift}
                  y={TOP - up(actual ?? 0)}
                  width={bar}
                  height={up(actual ?? 0)}
                  fill={key === selected ? 'var(--accent)' : 'var(--ac)'}
                />
                {delta !== null && delta !== 0 && (
                  <rect
                    x={x + shift}
                    y={delta > 0 ? zero - tall : zero}
                    width={bar}
                    height={Math.max(tall, 0.5)}
                    fill={good === 'none' ? 'var(--py)' : better ? 'var(--good)' : 'var(--bad)'}
                  />
                )}
              </g>
            );
          })}
          <path d={`M0 ${TOP + 0.5}H${width}`} stroke="var(--line-2)" />
          {widest > 0 && <path d={`M0 ${zero + 0.5}H${width}`} stroke="var(--line-2)" />}
          {firsts.map(({ key, name, text, x, y }) => (
            <text key={key} x={x} y={y} className="halo">
              {name} <tspan className="strong">{text}</tspan>
            </text>
          ))}
          {roomy &&
            drawn.map(({ key, name, actual, prior }, index) => (
              <g key={key}>
                <text
                  x={index * pitch + shift}
                  y={labelTop(TOP - up(actual ?? 0), TOP - up(prior ?? 0)) - 4}
                  className="halo strong"
                >
                  {format(actual ?? 0)}
                </text>
                <text x={index * pitch + shift} y={TOP + 13} className="halo">
                  {shortened(name, pitch)}
                </text>
              </g>
            ))}
          {(roomy ? [] : far).map((index) => {
            const delta = deltas[index] ?? 0;
            const left = index * pitch > width * 0.7;
            return (
              <text
                key={`d${index}`}
                x={index * pitch + (left ? -4 : bar + 6)}
                y={delta > 0 ? zero - 10 : zero + 16}
                textAnchor={left ? 'end' : 'start'}
                className={`halo ${delta > 0 === (good === 'up') ? 'good' : 'bad'}`}
              >
                {drawn[index]?.name} {formatChange(delta)}
              </text>
            );
          })}
        </svg>
      )}
      {fits < bars.length && (
        <p className="small">
          The first {fits.toLocaleString(locale)} of {bars.length.toLocaleString(locale)} are drawn; the table holds
          all.
        </p>
      )}
    </div>
  );
}

/** As much of a name as fits between two bars. */
function shortened(name: string, width: number): string {
  const fits = Math.floor((width - 8) / CHARACTER);
  return name.length <= fits ? name : `${name.slice(0, Math.max(1, fits - 1))}…`;
}

/** Width of a character of chart text, on average. */
const CHARACTER = 6;

/** The biggest fall; the biggest rises are named by their bars. */
function extremes(deltas: readonly (number | null)[]): number[] {
  let lowest = -1;
  for (const [index, delta] of deltas.entries()) {
    if (delta !== null && delta < 0 && (lowest < 0 || delta < (deltas[lowest] ?? 0))) lowest = index;
  }
  return lowest < 0 ? [] : [lowest];
}

/** A label after the bracket, or before it where there is no room after. */
function besides(from: number, to: number, width: number): { x: number; textAnchor: 'start' | 'end' } {
  return to + 110 < width ? { x: to + 6, textAnchor: 'start' } : { x: from - 6, textAnchor: 'end' };
}

function bracket(from: number, to: number, bottom: number): string {
  return `M${from + 0.5} ${bottom - 6}V${bottom - 0.5}H${to - 0.5}V${bottom - 6}`;
}
