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
  readonly figure: Float64Array;
  readonly threshold: Float64Array;
  /** What a unit of either is worth. */
  readonly figureUnit: number;
  readonly thresholdUnit: number;
  /** A figure is close within this share of the threshold, or within so much of it. */
  readonly share: number;
  readonly within: number;
}

/** Whether the test can turn: a missing figure is close to nothing, for no comparison with NaN holds. */
function isClose(verdict: Verdict, partner: number): boolean {
  const needs = verdict.threshold[partner]! * verdict.thresholdUnit;
  const distance = Math.abs(verdict.figure[partner]! * verdict.figureUnit - needs);
  return distance <= verdict.within || (needs !== 0 && distance <= Math.abs(needs) * verdict.share);
}

const FAR = Number.POSITIVE_INFINITY;

/** For each partner a number of tests. */
export type Turns = (partner: number) => number;

/**
 * The fewest tests that must turn for the requirement to hold (`holds`) or to fail; infinite when no close ones do it.
 * Where a test stands more than once it is counted as often as it must be seen to turn.
 */
export function turns(outline: Outline, verdicts: readonly Verdict[], holds: boolean): Turns {
  switch (outline.kind) {
    case 'always':
      return outline.holds === holds ? () => 0 : () => FAR;
    case 'given': {
      const wanted = holds ? 1 : 0;
      return (partner) => (outline.holds[partner] === wanted ? 0 : FAR);
    }
    case 'test': {
      const verdict = verdicts[outline.test]!;
      return (partner) => testTurns(verdict, holds, partner);
    }
    case 'not':
      return turns(outline.of, verdicts, !holds);
    case 'atLeast': {
      const needed = partsNeeded(outline, holds);
      const tests = outline.of.flatMap((part) => (part.kind === 'test' ? [verdicts[part.test]!] : []));
      // Most requirements are a plain list of tests, and a list needs no calls from part to part.
      if (tests.length === outline.of.length && needed === tests.length) return allTests(tests, holds);
      if (tests.length === outline.of.length && needed === 1) return anyTest(tests, holds);
      const parts = outline.of.map((part) => turns(part, verdicts, holds));
      if (needed === parts.length) return all(parts);
      return needed === 1 ? any(parts) : some(parts, needed);
    }
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
        .map((part) => ({ part, cost: turns(part, verdicts, holds)(partner) }))
        .sort((a, b) => (a.cost === b.cost ? 0 : a.cost - b.cost));
      const chosen = parts.slice(0, partsNeeded(outline, holds));
      return [...new Set(chosen.flatMap(({ part }) => turning(part, verdicts, partner, holds)))];
    }
  }
}

/** “At least k of n” holds with k parts, and fails once n − k + 1 of them do. */
function partsNeeded({ count, of }: Outline & { kind: 'atLeast' }, holds: boolean): number {
  return Math.max(0, holds ? count : of.length - count + 1);
}

function testTurns(verdict: Verdict, holds: boolean, partner: number): number {
  if ((verdict.met[partner] === 1) === holds) return 0;
  return isClose(verdict, partner) ? 1 : FAR;
}

function allTests(tests: readonly Verdict[], holds: boolean): Turns {
  return (partner) => {
    let sum = 0;
    for (let index = 0; index < tests.length; index++) {
      sum += testTurns(tests[index]!, holds, partner);
      if (sum === FAR) return FAR;
    }
    return sum;
  };
}

function anyTest(tests: readonly Verdict[], holds: boolean): Turns {
  return (partner) => {
    let least = FAR;
    for (let index = 0; index < tests.length; index++) {
      const cost = testTurns(tests[index]!, holds, partner);
      if (cost === 0) return 0;
      if (cost < least) least = cost;
    }
    return least;
  };
}

function all(parts: readonly Turns[]): Turns {
  return (partner) => {
    let sum = 0;
    for (const part of parts) {
      sum += part(partner);
      if (sum === FAR) return FAR;
    }
    return sum;
  };
}

function any(parts: readonly Turns[]): Turns {
  return (partner) => {
    let least = FAR;
    for (const part of parts) {
      const cost = part(partner);
      if (cost === 0) return 0;
      if (cost < least) least = cost;
    }
    return least;
  };
}

function some(parts: readonly Turns[], needed: number): Turns {
  return (partner) =>
    parts
      .map((part) => part(partner))
      .sort((a, b) => a - b)
      .slice(0, needed)
      .reduce((sum, cost) => sum + cost, 0);
}
