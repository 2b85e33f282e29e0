/** The known name that a misspelt one was probably meant to be; null when none is close. */
export function nearest(name: string, known: readonly string[]): string | null {
  const plain = name.toLowerCase();
  const most = Math.max(1, Math.floor(plain.length / 3));
  const [best] = known
    .map((other) => ({ other, edits: edits(plain, other.toLowerCase(), most) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits);
  return best?.other ?? null;
}

/** Letters to insert, remove, replace or swap with the next; any number above `most` when there are more. */
function edits(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const swapped = i > 0 && j > 0 && from[i] === to[j - 1] && from[i - 1] === to[j] ? before[j - 1]! + 1 : most + 1;
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (from[i] === to[j] ? 0 : 1), swapped));
    }
    [before, row] = [row, next];
  }
  return row[to.length]!;
}
