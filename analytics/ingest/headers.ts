/**
 * Headers are compared by their letters and digits only: `Close Date`, `close_date` and `CLOSE-DATE` are one name. A percent
 * sign is a word, because `Commission %` is a rate and `Commission` an amount.
 */
export function headerKey(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('%', 'percent')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The headers of a file as unique names that a map can refer to: blank ones become `Column 3`, a repeated one gets its
 * count (`Amount (2)`). Positions are kept.
 */
export function nameHeaders(cells: readonly string[]): string[] {
  const used = new Set<string>();
  return cells.map((cell, index) => {
    const base = cell.trim().replace(/\s+/g, ' ') || `Column ${index + 1}`;
    let name = base;
    for (let n = 2; used.has(name); n++) name = `${base} (${n})`;
    used.add(name);
    return name;
  });
}

/** Finds the header a map names: exactly, else ignoring case and spaces. -1 when the file has none. */
export function findHeader(headers: readonly string[], wanted: string): number {
  const exact = headers.indexOf(wanted);
  if (exact >= 0) return exact;
  const loose = (text: string) => text.toLowerCase().replace(/\s+/g, '');
  return headers.findIndex((header) => loose(header) === loose(wanted));
}

/** The name that is closest to `wanted` by edits, relative to its length; null when nothing is alike. */
export function nearestName(names: readonly string[], wanted: string): string | null {
  const key = headerKey(wanted);
  let best: string | null = null;
  let bestScore = 0.45;
  for (const name of names) {
    const other = headerKey(name);
    const longest = Math.max(key.length, other.length);
    if (longest === 0) continue;
    const contained = key.length > 2 && other.length > 2 && (key.includes(other) || other.includes(key));
    const score = Math.max(1 - editDistance(key, other) / longest, contained ? 0.6 : 0);
    if (score > bestScore) {
      best = name;
      bestScore = score;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, substitution));
    }
    previous = row;
  }
  return previous[b.length]!;
}
