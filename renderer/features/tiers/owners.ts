import type { TierRow } from '../../../analytics/api/tiers.ts';

/** By owner in the order of the alphabet, those without one last; the rows of each keep their order. */
export function ownersOf<R extends Pick<TierRow, 'owner'>>(rows: readonly R[]): [owner: string | null, rows: R[]][] {
  const groups = new Map<string | null, R[]>();
  for (const row of rows) {
    const theirs = groups.get(row.owner);
    if (theirs) theirs.push(row);
    else groups.set(row.owner, [row]);
  }
  return [...groups].sort(([a], [b]) =>
    a === null || b === null ? Number(a === null) - Number(b === null) : a.localeCompare(b),
  );
}
