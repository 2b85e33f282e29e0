/** Dots that lie on one another, so that one dot is not taken for one partner. Pure. */

export interface Stack {
  readonly x: number;
  readonly y: number;
  readonly partners: number;
}

/** Fewer than this on one spot are seen as what they are by the crowd around them. */
const FEWEST = 10;
/** More counts than this would lie on one another too. */
const SHOWN = 5;

/** The spots with the most partners, to the pixel, the most first. */
export function stacksOf(x: Float64Array, y: Float64Array): Stack[] {
  const stacks = new Map<string, { x: number; y: number; partners: number }>();
  for (let place = 0; place < x.length; place += 1) {
    const [left, top] = [Math.round(x[place]!), Math.round(y[place]!)];
    if (Number.isNaN(left) || Number.isNaN(top)) continue;
    const stack = stacks.get(`${left} ${top}`);
    if (stack) stack.partners += 1;
    else stacks.set(`${left} ${top}`, { x: left, y: top, partners: 1 });
  }
  return [...stacks.values()]
    .filter(({ partners }) => partners >= FEWEST)
    .sort((a, b) => b.partners - a.partners)
    .slice(0, SHOWN);
}
