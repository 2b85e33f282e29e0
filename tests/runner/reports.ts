import { relative } from 'node:path';
import { z } from 'zod';
import type { Outcome } from './outcome.ts';

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  /** One entry per file; a file that does not load has failed without a failed test. */
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** What Vitest's JSON report says, with each failed test by name. */
export function vitestOutcome(report: unknown): Outcome {
  const read = vitestReport.parse(report);
  const unloaded = read.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + unloaded.length,
    skipped: read.numPendingTests + read.numTodoTests,
    notes: [
      ...read.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map(({ fullName, failureMessages }) => failure(name, fullName, failureMessages?.[0])),
      ),
      ...unloaded.map(({ name, message }) => failure(name, 'does not load', message)),
    ],
  };
}

const playwrightError = z.object({ message: z.string().optional() });
const playwrightSpecs = z.array(
  z.object({
    title: z.string(),
    file: z.string(),
    tests: z.array(z.object({ results: z.array(z.object({ error: playwrightError.optional() })) })),
  }),
);
const playwrightSuite = z.object({
  specs: playwrightSpecs.default([]),
  get suites() {
    return z.array(playwrightSuite).default([]);
  },
});
type PlaywrightSuite = z.infer<typeof playwrightSuite>;

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  /** Files that do not load, and everything else outside a test. */
  errors: z.array(playwrightError),
  suites: z.array(playwrightSuite).default([]),
});

/** What Playwright's JSON report says. A test that passes only when tried again has not passed. */
export function playwrightOutcome(report: unknown): Outcome {
  const { stats, errors, suites } = playwrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    notes: [
      ...suites
        .flatMap(specsOf)
        .flatMap(({ title, file, tests }) =>
          tests
            .flatMap(({ results }) => results.slice(0, 1))
            .flatMap(({ error }) => (error === undefined ? [] : [failure(file, title, error.message)])),
        ),
      ...errors.map(({ message }) => failure('outside of a test', '', message)),
    ],
  };
}

function specsOf({ specs, suites }: PlaywrightSuite): z.infer<typeof playwrightSpecs> {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** Lines of a message that are repeated where the counts stand; all of it is in the output above. */
const TOLD_LINES = 6;

function failure(file: string, test: string, message = ''): string {
  const place = file.startsWith('/') ? relative(process.cwd(), file) : file;
  const told = message
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, TOLD_LINES);
  return [`${place}${test === '' ? '' : ` › ${test}`}`, ...told].join('\n    ');
}
