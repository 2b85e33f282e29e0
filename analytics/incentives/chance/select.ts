/**
 * The `rank`-th smallest value (0 is the smallest), by Hoare's selection: expected linear time. Reorders `values`, so that
 * what is left of the rank is not greater and what is right of it not smaller; a later call may ask between `from` and `to`.
 */
export function select(values: Float64Array, rank: number, from = 0, to = values.length - 1): number {
  let [left, right] = [from, to];
  while (left < right) {
    const pivot = middleOfThree(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let [up, down] = [left, right];
    while (up <= down) {
      while (values[up]! < pivot) up++;
      while (values[down]! > pivot) down--;
      if (up <= down) {
        const moved = values[up]!;
        values[up++] = values[down]!;
        values[down--] = moved;
      }
    }
    if (rank <= down) right = down;
    else if (rank >= up) left = up;
    else break;
  }
  return values[rank]!;
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** Place of a percentile among sorted draws: the first draw that at least that share of all does not exceed. */
export function rankOf(share: number, count: number): number {
  return Math.min(Math.max(Math.ceil(share * count - 1e-9) - 1, 0), count - 1);
}
