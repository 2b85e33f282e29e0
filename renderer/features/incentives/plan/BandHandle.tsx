/** A grip on the edge or the rate of a band: dragged, stepped by arrow keys; typing goes on in the sentence. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { PlanUnit } from '../../../../analytics/api/incentivePlans.ts';
import type { Axis } from '../../../../analytics/present/charts/distribution.ts';
import { textWidth } from '../../../../analytics/present/charts/labels.ts';
import { type FigureRole, figureStep, snappedFigure, steppedFigure } from '../../../../analytics/present/planSteps.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useEdits } from '../useEdits.ts';
import { writeFigure } from './figures.ts';
import styles from './Plan.module.css';

interface BandHandleProps {
  readonly name: string;
  /** What it does now: `38 partners`. */
  readonly detail: string;
  readonly place: string;
  readonly value: string;
  readonly unit: PlanUnit;
  readonly figure: FigureRole;
  readonly axis: Axis;
  /** Pixels within the picture. */
  readonly at: { readonly x: number; readonly y: number };
  /** Values that it stays between while it is dragged: its neighbours. */
  readonly limits: readonly [number, number];
  /** Of what it stands over; a rate that is wider stands over the handles beside it, and is shown while it is looked at. */
  readonly room: number;
  readonly inHand: boolean;
  readonly onHold: (held: boolean) => void;
}

/** What is in hand: where it was taken up, and where the hand has it now, which the page may not have drawn yet. */
interface Drag {
  readonly pointer: number;
  readonly pixels: number;
  readonly from: string;
  to: string;
}

const BIG_STEP = 10;
/** Drawn width of the handle on an edge. */
const HANDLE = 14;
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

export function BandHandle(props: BandHandleProps) {
  const { name, detail, place, value, unit, figure, axis, at, limits, room, inHand, onHold } = props;
  const locale = useLocale();
  const edits = useEdits();
  const drag = useRef<Drag | null>(null);
  const gesture = useRef(0);
  /** The value when the handle took the focus: what Esc goes back to. */
  const taken = useRef(value);
  const grip = useRef<HTMLDivElement>(null);
  const sideways = figure === 'edge';
  const text = writeFigure(value, unit, locale);
  const pointerOf = (event: PointerEvent): number => (sideways ? event.clientX : event.clientY);
  const set = (next: string): void =>
    edits?.set(place, next, `${name} ${writeFigure(next, unit, locale)}`, `${place}#${gesture.current}`);

  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    grip.current?.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture(event.pointerId);
    gesture.current += 1;
    drag.current = { pointer: pointerOf(event), pixels: axis.at(Number(value)), from: value, to: value };
    onHold(true);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const held = drag.current;
    if (!held || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const moved = pointerOf(event) - held.pointer;
    const to = held.pixels + moved;
    const perPixel = Math.abs(axis.invert(to + 0.5) - axis.invert(to - 0.5));
    // Two bands cannot begin at one edge.
    const apart = sideways ? figureStep(value, unit, figure) : 0;
    const between = [limits[0] + apart, limits[1] - apart] as const;
    const next = moved === 0 ? held.from : snappedFigure(axis.invert(to), unit, figure, perPixel, between);
    if (next === held.to) return;
    held.to = next;
    edits?.preview(place, next);
  };
  const letGo = (keepIt: boolean): void => {
    const held = drag.current;
    if (!held) return;
    drag.current = null;
    onHold(false);
    if (keepIt && held.to !== held.from) set(held.to);
    else edits?.preview(place, null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      set(steppedFigure(value, unit, figure, step * (event.shiftKey ? BIG_STEP : 1)));
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (drag.current) letGo(false);
      else if (value !== taken.current) set(taken.current);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      grip.current?.closest('article')?.querySelector<HTMLElement>(`[data-place="${place}"] input`)?.focus();
    }
  };
  return (
    <>
      {!sideways && (
        <span
          className={styles.bandRate}
          data-narrow={textWidth(text) + HANDLE > room || undefined}
          style={{ left: at.x, top: at.y - 21 }}
          aria-hidden="true"
        >
          {text}
        </span>
      )}
      <div
        ref={grip}
        role="slider"
        tabIndex={0}
        aria-label={name}
        aria-orientation={sideways ? 'horizontal' : 'vertical'}
        aria-valuemin={Math.min(limits[0], Number(value))}
        aria-valuemax={Math.max(limits[1], Number(value))}
        aria-valuenow={Number(value)}
        aria-valuetext={detail === '' ? text : `${text}, ${detail}`}
        className={`${styles.bandHandle} ${sideways ? styles.edgeHandle : styles.rateHandle}`}
        data-held={inHand || undefined}
        style={{ left: at.x - (sideways ? 12 : 16), top: at.y - (sideways ? 16 : 12) }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => letGo(true)}
        onPointerCancel={() => letGo(false)}
        onFocus={() => {
          taken.current = value;
          gesture.current += 1;
        }}
        onKeyDown={onKeyDown}
      >
        <i aria-hidden="true" />
      </div>
    </>
  );
}
