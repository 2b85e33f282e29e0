/** Figures to cluster, and a k-means written a second time: no bounds, no k-means++, one plain loop. */
import type { ClusterFeature } from '../../../../analytics/segments/cluster/points.ts';

/** A generator of its own (mulberry32), so that the reference throws no dice of the product. */
export function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Columns of rows. */
export function featuresOf(rows: readonly (readonly number[])[], log = false): ClusterFeature[] {
  return (rows[0] ?? []).map((_, dim) => ({
    label: `feature ${dim + 1}`,
    values: Float64Array.from(rows, (row) => row[dim]!),
    log,
  }));
}

export function idsOf(rows: number): string[] {
  return Array.from({ length: rows }, (_, row) => `P-${row}`);
}

/** Rows around centres, so many around each. */
export function blobs(centres: readonly (readonly number[])[], each: number, seed: number): number[][] {
  const random = randoms(seed);
  return centres.flatMap((centre) =>
    Array.from({ length: each }, () => centre.map((place) => place + random() + random() + random() - 1.5)),
  );
}

/** Each column with mean 0 and standard deviation 1 (of the population), logged first where it says so. */
export function standardised(features: readonly ClusterFeature[]): number[][] {
  const columns = features.map(({ values, log }) => {
    const plain = [...values].map((value) => (log ? Math.log(1 + value) : value));
    const mean = plain.reduce((sum, value) => sum + value, 0) / plain.length;
    const deviation = Math.sqrt(plain.reduce((sum, value) => sum + (value - mean) ** 2, 0) / plain.length);
    return plain.map((value) => (value - mean) / deviation);
  });
  return columns[0]!.map((_, row) => columns.map((column) => column[row]!));
}

function squared(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, dim) => sum + (value - b[dim]!) ** 2, 0);
}

/** Least inertia of so many runs of Lloyd’s algorithm, each from k rows drawn at random. */
export function referenceInertia(rows: readonly (readonly number[])[], k: number, runs: number, seed: number): number {
  const random = randoms(seed);
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const drawn = new Set<number>();
    while (drawn.size < k) drawn.add(Math.floor(random() * rows.length));
    let centres = [...drawn].map((row) => [...rows[row]!]);
    let before = Infinity;
    for (let iteration = 0; iteration < 500; iteration++) {
      const members: (readonly number[])[][] = centres.map(() => []);
      let inertia = 0;
      for (const row of rows) {
        const distances = centres.map((centre) => squared(row, centre));
        const nearest = Math.min(...distances);
        inertia += nearest;
        members[distances.indexOf(nearest)]!.push(row);
      }
      best = Math.min(best, inertia);
      if (inertia >= before) break;
      before = inertia;
      centres = centres.map((centre, index) => {
        const own = members[index]!;
        return own.length === 0
          ? centre
          : centre.map((_, dim) => own.reduce((sum, row) => sum + row[dim]!, 0) / own.length);
      });
    }
  }
  return best;
}

/** The mean silhouette as its definition says it, row by row. */
export function referenceSilhouette(rows: readonly (readonly number[])[], labels: ArrayLike<number>): number {
  const distance = (a: number, b: number) => Math.sqrt(squared(rows[a]!, rows[b]!));
  const clusters = [...new Set(Array.from(labels))];
  const widths = rows.map((_, row) => {
    const meanTo = (cluster: number) => {
      const others = rows.flatMap((_, other) => (other !== row && labels[other] === cluster ? [other] : []));
      return others.length === 0 ? null : others.reduce((sum, other) => sum + distance(row, other), 0) / others.length;
    };
    const inside = meanTo(labels[row]!);
    if (inside === null) return 0;
    const outside = Math.min(...clusters.filter((one) => one !== labels[row]).map((one) => meanTo(one)!));
    return (outside - inside) / Math.max(inside, outside);
  });
  return widths.reduce((sum, width) => sum + width, 0) / widths.length;
}
