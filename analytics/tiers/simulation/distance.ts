/**
 * How far a partner is from meeting a requirement, or from losing it: the fewest tests that would have to turn.
 * A test can turn when its figure is close to its threshold; what is not a test (an attestation, a day in a window) is
 * taken as it is.
 */

/** A requirement as what joins its tests. `test` is an index in the verdicts. */
export type Outline =
  | { readonly kind: 'test'; readonly test: number }
  | { readonly kind: 'given'; readonly holds: Uint8Array }
  | { readonly kind: 'always'; readonly holds: boolean }
  | { readonly kind: 'not'; readonly of: Outline }
  /** At least `count` of the parts: all of them for “all”, one for “any”. */
  | { readonly kind: 'atLeast'; readonly count: number; readonly of: readonly Outline[] };

export interface Verdict {
  /** 1 where the test holds, by partner. */
  readonly met: Uint8Array;
  /** Whether the test can turn: whether the partner's figure is close to the threshold. */
  close(partner: number): boolean;
}

const FAR = Number.POSITIVE_INFINITY;

/** The fewest tests that must turn for the requirement to hold (`holds`) or to fail; infinite when no few of them do it. */
export function turns(outline: Outline, verdicts: readonly Verdict[], partner: number, holds: boolean): number {
  switch (outline.kind) {
    case 'always':
      return outline.holds === holds ? 0 : FAR;
    case 'given':
      return (outline.holds[partner] === 1) === holds ? 0 : FAR;
    case 'test': {
      const { met, close } = verdicts[outline.test]!;
      if ((met[partner] === 1) === holds) return 0;
      return close(partner) ? 1 : FAR;
    }
    case 'not':
      return turns(outline.of, verdicts, partner, !holds);
    case 'atLeast':
      return fewest(outline, verdicts, partner, holds);
  }
}

/** The tests that must turn, as few as `turns` says; of equally few the first in the document. */
export function turning(outline: Outline, verdicts: readonly Verdict[], partner: number, holds: boolean): number[] {
  switch (outline.kind) {
    case 'always':
    case 'given':
      return [];
    case 'test':
      return (verdicts[outline.test]!.met[partner] === 1) === holds ? [] : [outline.test];
    case 'not':
      return turning(outline.of, verdicts, partner, !holds);
    case 'atLeast': {
      const parts = outline.of
        .map((part) => ({ part, cost: turns(part, verdicts, partner, holds) }))
        .sort((a, b) => (a.cost === b.cost ? 0 : a.cost - b.cost));
      const chosen = parts.slice(0, partsNeeded(outline, holds));
      return [...new Set(chosen.flatMap(({ part }) => turning(part, verdicts, partner, holds)))];
    }
  }
}

/** “At least k of n” holds with k parts, and fails once n − k + 1 of them do. */
function partsNeeded({ count, of }: Outline & { kind: 'atLeast' }, holds: boolean): number {
  return holds ? count : of.length - count + 1;
}

function fewest(
  outline: Outline & { kind: 'atLeast' },
  verdicts: readonly Verdict[],
  partner: number,
  holds: boolean,
): number {
  const { of } = outline;
  const needed = partsNeeded(outline, holds);
  if (needed <= 0) return 0;
  if (needed === of.length) {
    let sum = 0;
    for (const part of of) {
      sum += turns(part, verdicts, partner, holds);
      if (sum === FAR) return FAR;
    }
    return sum;
  }
  if (needed === 1) {
    let least = FAR;
    for (const part of of) {
      least = Math.min(least, turns(part, verdicts, partner, holds));
      if (least === 0) return 0;
    }
    return least;
  }
  const costs = of.map((part) => turns(part, verdicts, partner, holds)).sort((a, b) => a - b);
  return costs.slice(0, needed).reduce((sum, cost) => sum + cost, 0);
}
