/**
 * Every partner as a dot: drawn on a canvas, so that a hundred thousand move as one. A loop drawn with the pointer holds
 * partners; cut lines are drawn, and fixed ones can be dragged. The table beside it says the same for those who do not see it.
 */
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { useWidth } from '../../../charts/useWidth.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { writeFigure } from '../figure.ts';
import { insideLoop, type Spot } from './lasso.ts';
import styles from './Scatter.module.css';
import { axisOf } from './scales.ts';
import { stacksOf } from './stacks.ts';

interface ScatterProps {
  readonly run: SegmentRun;
  /** Index of the segment that is looked at; the others step back. */
  readonly chosen: number | null;
  /** Places of the partners that a loop holds. */
  readonly held: readonly number[];
  readonly onHold: (places: readonly number[]) => void;
  readonly onPartner: (partner: string) => void;
  /** A cut line in hand, and once it is let go; left out where cuts are not the user's. */
  readonly onCut?: ((axis: 'x' | 'y', index: number, value: number, done: boolean) => void) | undefined;
}

const HEIGHT = 380;
const EDGE = { left: 60, right: 28, top: 12, bottom: 40 };
/** Pixels around a cut line that take hold of it. */
const CUT_REACH = 4;
/** A loop shorter than this is a click. */
const CLICK = 5;

export function Scatter({ run, chosen, held, onHold, onPartner, onCut }: ScatterProps) {
  const [cut, takeCut] = useState<{ readonly axis: 'x' | 'y'; readonly index: number } | null>(null);
  const { ref, width } = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [loop, setLoop] = useState<readonly Spot[]>([]);
  /** The loop up to where the hand is, which the page may not have drawn yet. */
  const inHand = useRef<readonly Spot[]>([]);
  const [near, setNear] = useState<number | null>(null);
  const locale = useLocale();
  const { members, x, y, segments } = run;
  const scales = useMemo(
    () => ({
      x: axisOf(members.x, x.cuts.map(Number), x.log, EDGE.left, Math.max(width, 200) - EDGE.right),
      y: axisOf(members.y, y.cuts.map(Number), y.log, HEIGHT - EDGE.bottom, EDGE.top),
    }),
    [members, x, y, width],
  );
  const spots = useMemo(
    () => ({
      x: Float64Array.from(members.x, (value) => (value === null ? Number.NaN : scales.x.at(value))),
      y: Float64Array.from(members.y, (value) => (value === null ? Number.NaN : scales.y.at(value))),
    }),
    [members, scales],
  );
  const stacks = useMemo(() => stacksOf(spots.x, spots.y), [spots]);
  const isHeld = useMemo(() => new Set(held), [held]);

  useEffect(() => {
    const place = canvas.current;
    const pen = place?.getContext('2d');
    if (!place || !pen || width === 0) return;
    const paint = (): void => {
      const style = getComputedStyle(place);
      const dense = window.devicePixelRatio || 1;
      place.width = width * dense;
      place.height = HEIGHT * dense;
      pen.setTransform(dense, 0, 0, dense, 0, 0);
      const colours = segments.map(({ colour }) => style.getPropertyValue(`--seg-${colour}`));
      const [line, ink3, accent] = ['--line-2', '--ink-3', '--accent'].map((name) => style.getPropertyValue(name)) as [
        string,
        string,
        string,
      ];
      const radius = members.partners.length > 5_000 ? 1.6 : 3;
      pen.strokeStyle = ink3;
      pen.setLineDash([4, 4]);
      for (const cut of x.cuts)
        straight(pen, scales.x.at(Number(cut)), EDGE.top, scales.x.at(Number(cut)), HEIGHT - EDGE.bottom);
      for (const cut of y.cuts)
        straight(pen, EDGE.left, scales.y.at(Number(cut)), width - EDGE.right, scales.y.at(Number(cut)));
      pen.setLineDash([]);
      pen.strokeStyle = line;
      straight(pen, EDGE.left, HEIGHT - EDGE.bottom, width - EDGE.right, HEIGHT - EDGE.bottom);
      straight(pen, EDGE.left, EDGE.top, EDGE.left, HEIGHT - EDGE.bottom);
      for (const [index, segment] of members.segment.entries()) {
        const [left, top] = [spots.x[index]!, spots.y[index]!];
        if (Number.isNaN(left) || Number.isNaN(top)) continue;
        const away = chosen !== null && segment !== chosen;
        pen.globalAlpha = away ? 0.18 : 0.85;
        pen.fillStyle = isHeld.has(index) ? accent : (colours[segment] ?? ink3);
        pen.beginPath();
        pen.arc(left, top, isHeld.has(index) || index === near ? radius + 1.5 : radius, 0, 2 * Math.PI);
        pen.fill();
      }
      pen.globalAlpha = 1;
      if (loop.length > 1) {
        pen.strokeStyle = accent;
        pen.beginPath();
        for (const [at, spot] of loop.entries()) at === 0 ? pen.moveTo(spot.x, spot.y) : pen.lineTo(spot.x, spot.y);
        pen.closePath();
        pen.stroke();
        pen.globalAlpha = 0.08;
        pen.fillStyle = accent;
        pen.fill();
        pen.globalAlpha = 1;
      }
    };
    paint();
    // Colours come from the theme: a change of it is a new drawing.
    const theme = new MutationObserver(paint);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => theme.disconnect();
  }, [members, segments, x, y, scales, spots, width, chosen, isHeld, loop, near]);

  const draw = (spots: readonly Spot[]): void => {
    inHand.current = spots;
    setLoop(spots);
  };
  const spotOf = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>): Spot => {
    const box = currentTarget.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  /** The cut line under the pointer. */
  const cutNear = (spot: Spot): typeof cut => {
    for (const axis of ['x', 'y'] as const) {
      const index = run[axis].cuts.findIndex(
        (value) => Math.abs(scales[axis].at(Number(value)) - spot[axis]) < CUT_REACH,
      );
      if (index >= 0) return { axis, index };
    }
    return null;
  };
  const nearest = ({ x: left, y: top }: Spot): number | null => {
    let [best, distance] = [-1, 100];
    for (let place = 0; place < spots.x.length; place += 1) {
      const away = (spots.x[place]! - left) ** 2 + (spots.y[place]! - top) ** 2;
      if (away < distance) [best, distance] = [place, away];
    }
    return best < 0 ? null : best;
  };
  const write = (value: number, { feature }: SegmentRun['x']): string =>
    writeFigure(String(value), feature.unit, locale);
  const named = near === null ? null : members.names[near];
  return (
    <div ref={ref} className={styles.scatter}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        style={{ height: HEIGHT }}
        role="img"
        aria-label={`${members.partners.length} partners by ${x.feature.label} and ${y.feature.label}; ${segments.map(({ label, partners }) => `${label}: ${partners}`).join(', ')}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const line = onCut ? cutNear(spotOf(event)) : null;
          if (line) takeCut(line);
          else draw([spotOf(event)]);
        }}
        onPointerMove={(event) => {
          const spot = spotOf(event);
          if (cut) onCut?.(cut.axis, cut.index, scales[cut.axis].valueAt(spot[cut.axis]), false);
          else if (inHand.current.length > 0) draw([...inHand.current, spot]);
          else {
            setNear(nearest(spot));
            event.currentTarget.style.cursor = onCut && cutNear(spot) ? 'move' : '';
          }
        }}
        onPointerLeave={() => setNear(null)}
        onPointerUp={(event) => {
          const spot = spotOf(event);
          if (cut) {
            takeCut(null);
            onCut?.(cut.axis, cut.index, scales[cut.axis].valueAt(spot[cut.axis]), true);
            return;
          }
          const drawn = inHand.current;
          const start = drawn[0];
          draw([]);
          if (!start) return;
          const clicked = drawn.every((one) => Math.hypot(one.x - start.x, one.y - start.y) < CLICK);
          const place = nearest(spot);
          if (!clicked) onHold(insideLoop([...drawn, spot], spots.x, spots.y));
          else if (place !== null) onPartner(members.partners[place]!);
          else onHold([]);
        }}
      />
      {scales.x.ticks.filter(apart(scales.x, 64)).map((tick) => (
        <span
          key={`x${tick}`}
          className={styles.tickX}
          style={{ left: scales.x.at(tick), top: HEIGHT - EDGE.bottom + 4 }}
        >
          {write(tick, x)}
        </span>
      ))}
      {scales.y.ticks.filter(apart(scales.y, 24)).map((tick) => (
        <span key={`y${tick}`} className={styles.tickY} style={{ top: scales.y.at(tick), width: EDGE.left - 6 }}>
          {write(tick, y)}
        </span>
      ))}
      <span className={styles.nameX} style={{ top: HEIGHT - 16 }}>
        {x.feature.label}
        {x.log && ', log scale'}
        {x.cuts.length > 0 && `, cut at ${x.cutBy}: ${x.cuts.map((cut) => write(Number(cut), x)).join(', ')}`}
      </span>
      <span className={styles.nameY}>
        {y.feature.label}
        {y.log && ', log scale'}
        {y.cuts.length > 0 && `, cut at ${y.cutBy}: ${y.cuts.map((cut) => write(Number(cut), y)).join(', ')}`}
      </span>
      {stacks.map(({ x: left, y: top, partners }) => (
        <span key={`${left} ${top}`} className={styles.stack} style={{ left: left + 6, top: top - 16 }}>
          {countWords(partners, 'partner', locale)} here
        </span>
      ))}
      {named != null && near !== null && (
        <span className={styles.near} style={{ left: spots.x[near]! + 10, top: spots.y[near]! - 24 }}>
          {named}
        </span>
      )}
    </div>
  );
}

function straight(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

/** Ticks that keep their distance from the one before. */
function apart(axis: { at(value: number): number }, room: number): (tick: number) => boolean {
  let last = Number.NaN;
  return (tick) => {
    const place = axis.at(tick);
    if (Math.abs(place - last) < room) return false;
    last = place;
    return true;
  };
}
