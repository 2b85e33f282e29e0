/**
 * Partners by a figure, largest first; those of the same figure in the order of the roster, those without one as nothing.
 * Bookings do not move with a threshold, so the order is found once and lists are read off it.
 */
export function orderBy(figures: Float64Array): Int32Array {
  const known = Float64Array.from(figures, (figure) => (Number.isNaN(figure) ? 0 : figure));
  return Int32Array.from(known.keys()).sort((a, b) => known[b]! - known[a]! || a - b);
}

/** The first `most` partners of an order that are marked with 1. */
export function firstMarked(order: Int32Array, marks: Uint8Array, most: number): number[] {
  const found: number[] = [];
  for (let place = 0; place < order.length && found.length < most; place++) {
    if (marks[order[place]!] === 1) found.push(order[place]!);
  }
  return found;
}

export function countMarked(marks: Uint8Array): number {
  let count = 0;
  for (let index = 0; index < marks.length; index++) count += marks[index]!;
  return count;
}
