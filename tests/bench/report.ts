/** One line of the bench: the product beside a baseline of the same run. */
export interface Row {
  readonly name: string;
  readonly size: string;
  /** What the ratio is against, in words. */
  readonly against: string;
  readonly baselineMs: number;
  readonly ms: number;
  readonly peakBytes: number;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly text: string;
  readonly met: boolean;
}

export const atMostRatio = (most: number, ms: number, baselineMs: number): Target => ({
  text: `≤ ${most} ×`,
  met: ms <= most * baselineMs,
});
export const atMostMs = (most: number, ms: number): Target => ({
  text: most >= 1_000 ? `≤ ${most / 1_000} s` : `≤ ${most} ms`,
  met: ms <= most,
});
export const atMostPeak = (most: number, peakBytes: number): Target => ({
  text: `peak ≤ ${gigabytes(most)}`,
  met: peakBytes <= most,
});

/** The rows as a table for people. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    row.size,
    duration(row.ms),
    duration(row.baselineMs),
    `${(row.ms / row.baselineMs).toFixed(2)} ×`,
    gigabytes(row.peakBytes),
    row.targets.map(({ text, met }) => `${text} ${met ? 'met' : 'MISSED'}`).join(', '),
    row.against,
  ]);
  const all = [['work', 'size', 'time', 'baseline', 'ratio', 'peak', 'target', 'baseline is'], ...cells];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function duration(ms: number): string {
  return ms >= 1_000 ? `${(ms / 1_000).toFixed(2)} s` : `${ms.toFixed(0)} ms`;
}

function gigabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
}
