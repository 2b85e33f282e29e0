/** Signed amounts of very different sizes on one line: the square root of the size, the sign kept. */

export const power = (value: number): number => Math.sign(value) * Math.sqrt(Math.abs(value));

/**
 * Round amounts between two ends (zero among them) that stand at least `room` pixels apart; the ends themselves first.
 * @param at pixels of a value
 */
export function powerTicks(low: number, high: number, at: (value: number) => number, room: number): number[] {
  const kept = [0];
  for (const [sign, most] of [
    [-1, -low],
    [1, high],
  ] as const) {
    let last = at(0) + sign * Number.POSITIVE_INFINITY;
    for (let size = 10 ** Math.floor(Math.log10(Math.max(most, 1))); size >= 1; size /= 10) {
      for (const step of [5, 2, 1]) {
        const value = sign * step * size;
        const place = at(value);
        if (Math.abs(value) > most || Math.abs(place - at(0)) < room || Math.abs(place - last) < room) continue;
        kept.push(value);
        last = place;
      }
    }
  }
  return kept.sort((a, b) => a - b);
}
