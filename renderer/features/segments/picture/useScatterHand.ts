/** What a hand does in the scatter: draws a loop, takes a cut line by its grip, points at a partner and opens it. */
import { type PointerEvent, useRef, useState } from 'react';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { say } from '../../../shell/statusLine.ts';
import { type CutAxis, type Grip, gripAt } from './grips.ts';
import { insideLoop, type Spot } from './lasso.ts';
import type { Spots } from './spots.ts';

interface ScatterHand {
  readonly run: SegmentRun;
  readonly spots: Spots;
  /** Of the cut lines that can be moved. */
  readonly grips: readonly Grip[];
  readonly onHold: (places: readonly number[]) => void;
  readonly onPartner: (partner: string) => void;
  /** A cut line in hand, and once it is let go; left out where cuts are not the user's. */
  readonly onCut?: ((axis: CutAxis, index: number, value: number, done: boolean) => void) | undefined;
}

/** A line moves as far as the hand that took its grip. */
interface CutInHand {
  readonly grip: Grip;
  readonly from: Spot;
}

/** Pixels around a dot that point at it. */
const DOT_REACH = 10;
const GRIP_CURSOR = { x: 'ew-resize', y: 'ns-resize' } as const;
/** A loop shorter than this is a click. */
const CLICK = 5;

export function useScatterHand({ run, spots, grips, onHold, onPartner, onCut }: ScatterHand) {
  const [cut, takeCut] = useState<CutInHand | null>(null);
  const [pointed, point] = useState<Grip | null>(null);
  const [loop, setLoop] = useState<readonly Spot[]>([]);
  /** The loop up to where the hand is, which the page may not have drawn yet. */
  const inHand = useRef<readonly Spot[]>([]);
  const [near, setNear] = useState<number | null>(null);
  const draw = (next: readonly Spot[]): void => {
    inHand.current = next;
    setLoop(next);
  };
  const moveCut = ({ grip, from }: CutInHand, to: Spot, done: boolean): void => {
    const { axis, index } = grip;
    onCut?.(axis, index, spots[axis].valueAt(grip[axis] + to[axis] - from[axis]), done);
  };
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
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const spot = spotOf(event);
      const grip = gripAt(grips, spot);
      if (grip) takeCut({ grip, from: spot });
      else draw([spot]);
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>): void => {
      const spot = spotOf(event);
      if (cut) moveCut(cut, spot, false);
      else if (inHand.current.length > 0) draw([...inHand.current, spot]);
      else {
        const grip = gripAt(grips, spot);
        const place = grip ? null : dotNear(spots, spot);
        point(grip);
        setNear(place);
        event.currentTarget.style.cursor = grip ? GRIP_CURSOR[grip.axis] : place === null ? '' : 'pointer';
      }
    },
    onPointerLeave: (): void => {
      point(null);
      setNear(null);
    },
    onPointerUp: (event: PointerEvent<HTMLCanvasElement>): void => {
      const spot = spotOf(event);
      if (!cut) {
        letLoopGo(spot);
        return;
      }
      takeCut(null);
      // A grip that was only touched leaves the line as it was made: at a quantile, at the median.
      if (cut.from.x !== spot.x || cut.from.y !== spot.y) moveCut(cut, spot, true);
    },
  };
  return { loop, near, grip: cut?.grip ?? pointed, handlers };
}

function spotOf({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>): Spot {
  const box = currentTarget.getBoundingClientRect();
  return { x: clientX - box.left, y: clientY - box.top };
}

function dotNear({ dots: { x, y } }: Spots, { x: left, y: top }: Spot): number | null {
  let [best, distance] = [-1, DOT_REACH ** 2];
  for (let place = 0; place < x.length; place += 1) {
    const away = (x[place]! - left) ** 2 + (y[place]! - top) ** 2;
    if (away < distance) [best, distance] = [place, away];
  }
  return best < 0 ? null : best;
}
