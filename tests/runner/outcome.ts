/** What became of a suite's tests. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Sentences a reader of the result needs: why something did not run. */
  readonly notes: readonly string[];
}

export const NOTHING: Outcome = { passed: 0, failed: 0, skipped: 0, notes: [] };

/** A suite that could not run has failed: silence would look like success. */
export function couldNotRun(sentence: string): Outcome {
  return { ...NOTHING, failed: 1, notes: [sentence] };
}

export function add(a: Outcome, b: Outcome): Outcome {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    notes: [...a.notes, ...b.notes],
  };
}

/**
 * What the report and the exit status say together. A runner that ends badly without a failed test (a file that does not
 * load, a worker that dies) has failed all the same, and so has one that found nothing to run.
 */
export function judge(reported: Outcome, exit: number | string): Outcome {
  const { passed, failed, skipped } = reported;
  if (passed + failed + skipped === 0) return couldNotRun(`ran no test and ended with ${exit}; its output says why.`);
  if (failed === 0 && exit !== 0) {
    return { passed, skipped, failed: 1, notes: [`ended with ${exit} although no test failed; its output says why.`] };
  }
  return reported;
}

/** The last line of a run. Readers of the output look for exactly this shape. */
export function closingLine({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A run is good when something passed and nothing failed. */
export function exitCode({ passed, failed }: Outcome): 0 | 1 {
  return failed === 0 && passed > 0 ? 0 : 1;
}
