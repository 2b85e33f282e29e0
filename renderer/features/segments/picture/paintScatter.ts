/** The scatter on its canvas: axes, cut lines, a dot a partner, and the loop in hand. */
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { GRIP, type Grip } from './grips.ts';
import type { Spot } from './lasso.ts';
import { EDGE, type Spots } from './spots.ts';

export interface Drawing {
  readonly run: SegmentRun;
  readonly spots: Spots;
  /** Index of the segment that is looked at; the others step back. */
  readonly chosen: number | null;
  readonly held: ReadonlySet<number>;
  /** The partner under the pointer. */
  readonly near: number | null;
  readonly loop: readonly Spot[];
  /** Of the cut lines that can be moved, and the one that is pointed at or in hand. */
  readonly grips: readonly Grip[];
  readonly grip: Grip | null;
}

/** More dots than this are drawn smaller, so that crowds are still seen as such. */
const MANY_DOTS = 5_000;

/** @param colour of a custom property of the theme: `--ink-3` */
export function paintScatter(pen: CanvasRenderingContext2D, colour: (name: string) => string, drawing: Drawing): void {
  const dense = window.devicePixelRatio || 1;
  const { width, height } = drawing.spots;
  pen.canvas.width = width * dense;
  pen.canvas.height = height * dense;
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  paintLines(pen, colour, drawing);
  paintDots(pen, colour, drawing);
  paintGrips(pen, colour, drawing);
  paintLoop(pen, colour('--accent'), drawing.loop);
}

function paintLines(
  pen: CanvasRenderingContext2D,
  colour: (name: string) => string,
  { run, spots: { width, height, x, y } }: Drawing,
): void {
  const [right, bottom] = [width - EDGE.right, height - EDGE.bottom];
  pen.strokeStyle = colour('--line-2');
  straight(pen, EDGE.left, bottom, right, bottom);
  straight(pen, EDGE.left, EDGE.top, EDGE.left, bottom);
  pen.strokeStyle = colour('--ink-3');
  pen.setLineDash([4, 4]);
  for (const cut of run.x.cuts) straight(pen, x.at(Number(cut)), EDGE.top, x.at(Number(cut)), bottom);
  for (const cut of run.y.cuts) straight(pen, EDGE.left, y.at(Number(cut)), right, y.at(Number(cut)));
  pen.setLineDash([]);
}

function paintDots(
  pen: CanvasRenderingContext2D,
  colour: (name: string) => string,
  { run: { members, segments }, spots: { dots }, chosen, held, near }: Drawing,
): void {
  const colours = segments.map((segment) => colour(`--seg-${segment.colour}`));
  const [unplaced, accent] = [colour('--ink-3'), colour('--accent')];
  const radius = members.partners.length > MANY_DOTS ? 1.6 : 3;
  pen.strokeStyle = accent;
  pen.lineWidth = 1.5;
  for (const [index, segment] of members.segment.entries()) {
    const [left, top] = [dots.x[index]!, dots.y[index]!];
    if (Number.isNaN(left) || Number.isNaN(top)) continue;
    const isHeld = held.has(index);
    pen.globalAlpha = chosen !== null && segment !== chosen && !isHeld ? 0.18 : 0.85;
    pen.fillStyle = colours[segment] ?? unplaced;
    pen.beginPath();
    pen.arc(left, top, index === near ? radius + 1.5 : radius, 0, 2 * Math.PI);
    pen.fill();
    if (!isHeld) continue;
    pen.beginPath();
    pen.arc(left, top, radius + 2, 0, 2 * Math.PI);
    pen.stroke();
  }
  pen.globalAlpha = 1;
  pen.lineWidth = 1;
}

function paintGrips(
  pen: CanvasRenderingContext2D,
  colour: (name: string) => string,
  { grips, grip: taken }: Drawing,
): void {
  for (const { axis, index, x, y } of grips) {
    const isTaken = taken?.axis === axis && taken.index === index;
    pen.save();
    pen.translate(x, y);
    if (axis === 'y') pen.rotate(Math.PI / 2);
    pen.fillStyle = colour(isTaken ? '--accent-3' : '--canvas');
    pen.strokeStyle = colour('--ink');
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.roundRect(-GRIP.across / 2, -GRIP.along / 2, GRIP.across, GRIP.along, 2.5);
    pen.fill();
    pen.stroke();
    pen.lineWidth = 1;
    for (const groove of [-1.5, 1.5]) straight(pen, groove, -3, groove, 3);
    pen.restore();
  }
}

function paintLoop(pen: CanvasRenderingContext2D, accent: string, loop: readonly Spot[]): void {
  if (loop.length < 2) return;
  pen.strokeStyle = accent;
  pen.fillStyle = accent;
  pen.beginPath();
  for (const [at, spot] of loop.entries()) at === 0 ? pen.moveTo(spot.x, spot.y) : pen.lineTo(spot.x, spot.y);
  pen.closePath();
  pen.stroke();
  pen.globalAlpha = 0.08;
  pen.fill();
  pen.globalAlpha = 1;
}

function straight(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}
