/** What a drawn loop holds. Points are in pixels. */

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Places inside a closed loop, by crossings of a ray; fewer than three corners hold nothing. */
export function insideLoop(loop: readonly Spot[], x: Float64Array, y: Float64Array): number[] {
  if (loop.length < 3) return [];
  const inside: number[] = [];
  for (let place = 0; place < x.length; place += 1) {
    if (isInside(loop, x[place]!, y[place]!)) inside.push(place);
  }
  return inside;
}

function isInside(loop: readonly Spot[], x: number, y: number): boolean {
  let inside = false;
  for (let at = 0, before = loop.length - 1; at < loop.length; before = at, at += 1) {
    const [a, b] = [loop[at]!, loop[before]!];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
