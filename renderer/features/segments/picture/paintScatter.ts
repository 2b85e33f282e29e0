/** The scatter on its canvas: axes, cut lines, a dot a partner, and the loop in hand. */
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
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
