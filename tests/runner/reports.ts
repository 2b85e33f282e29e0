import { z } from 'zod';
import type { Outcome } from './outcome.ts';

type Counts = Omit<Outcome, 'notes'>;

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  /** One entry per file; a file that does not load has failed without a failed test. */
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** The counts of Vitest's JSON report. */
export function vitestCounts(report: unknown): Counts {
  const read = vitestReport.parse(report);
  const unloaded = read.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + unloaded.length,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  /** Files that do not load, and everything else outside a test. */
  errors: z.array(z.unknown()),
});

/** The counts of Playwright's JSON report. A test that passes only when tried again has not passed. */
export function playwrightCounts(report: unknown): Counts {
  const { stats, errors } = playwrightReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}
