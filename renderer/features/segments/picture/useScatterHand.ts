/** What a hand does in the scatter: draws a loop, takes a cut line, points at a partner and opens it. */
import { type PointerEvent, useRef, useState } from 'react';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { say } from '../../../shell/statusLine.ts';
import { insideLoop, type Spot } from './lasso.ts';
import type { Spots } from './spots.ts';

export type CutAxis = 'x' | 'y';

interface ScatterHand {
  readonly run: SegmentRun;
  readonly spots: Spots;
  readonly onHold: (places: readonly number[]) => void;
  readonly onPartner: (partner: string) => void;
  /** A cut line in hand, and once it is let go; left out where cuts are not the user's. */
  readonly onCut?: ((axis: CutAxis, index: number, value: number, done: boolean) => void) | undefined;
}

interface CutLine {
  readonly axis: CutAxis;
  readonly index: number;
}

/** Pixels around a cut line that take hold of it. */
const CUT_REACH = 4;
/** Pixels around a dot that point at it. */
const DOT_REACH = 10;
/** A loop shorter than this is a click. */
const CLICK = 5;

export function useScatterHand({ run, spots, onHold, onPartner, onCut }: ScatterHand) {
  const [cut, takeCut] = useState<CutLine | null>(null);
  const [loop, setLoop] = useState<readonly Spot[]>([]);
  /** The loop up to where the hand is, which the page may not have drawn yet. */
  const inHand = useRef<readonly Spot[]>([]);
  const [near, setNear] = useState<number | null>(null);
  const draw = (next: readonly Spot[]): void => {
    inHand.current = next;
    setLoop(next);
  };
  const lineNear = (spot: Spot): CutLine | null => (onCut ? cutNear(run, spots, spot) : null);
  const letLoopGo = (end: Spot): void => {
    const drawn = inHand.current;
    const start = drawn[0];
    draw([]);
    if (!start) return;
    const clicked = drawn.every((one) => Math.hypot(one.x - start.x, one.y - start.y) < CLICK);
    const place = dotNear(spots, end);
    if (clicked && place !== null) {
      onPartner(run.members.partners[place]!);
      return;
    }
    const inside = clicked ? [] : insideLoop([...drawn, end], spots.dots.x, spots.dots.y);
    if (!clicked && inside.length === 0) say('No partner is in the loop');
    onHold(inside);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      const spot = spotOf(event);
      const line = lineNear(spot);
      if (line) takeCut(line);
      else draw([spot]);
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>): void => {
      const spot = spotOf(event);
      if (cut) onCut?.(cut.axis, cut.index, spots[cut.axis].valueAt(spot[cut.axis]), false);
      else if (inHand.current.length > 0) draw([...inHand.current, spot]);
      else {
        const place = dotNear(spots, spot);
        setNear(place);
        event.currentTarget.style.cursor = lineNear(spot) ? 'move' : place === null ? '' : 'pointer';
      }
    },
    onPointerLeave: (): void => setNear(null),
    onPointerUp: (event: PointerEvent<HTMLCanvasElement>): void => {
      const spot = spotOf(event);
      if (!cut) {
        letLoopGo(spot);
        return;
      }
      takeCut(null);
      onCut?.(cut.axis, cut.index, spots[cut.axis].valueAt(spot[cut.axis]), true);
    },
  };
  return { loop, near, handlers };
}

function spotOf({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>): Spot {
  const box = currentTarget.getBoundingClientRect();
  return { x: clientX - box.left, y: clientY - box.top };
}

function cutNear(run: SegmentRun, spots: Spots, spot: Spot): CutLine | null {
  for (const axis of ['x', 'y'] as const) {
    const index = run[axis].cuts.findIndex((value) => Math.abs(spots[axis].at(Number(value)) - spot[axis]) < CUT_REACH);
    if (index >= 0) return { axis, index };
  }
  return null;
}

function dotNear({ dots: { x, y } }: Spots, { x: left, y: top }: Spot): number | null {
  let [best, distance] = [-1, DOT_REACH ** 2];
  for (let place = 0; place < x.length; place += 1) {
    const away = (x[place]! - left) ** 2 + (y[place]! - top) ** 2;
    if (away < distance) [best, distance] = [place, away];
  }
  return best < 0 ? null : best;
}
