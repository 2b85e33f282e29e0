import { describe, expect, it } from 'vitest';
import { add, closingLine, couldNotRun, exitCode, judge, NOTHING } from './outcome.ts';
import { playwrightOutcome, vitestOutcome } from './reports.ts';

const passed = { fullName: 'a sum is exact', status: 'passed', failureMessages: [] };

// Guards a green run that proved nothing: each of these once looked like success to a test runner.
describe('a suite that proved nothing', () => {
  it('fails when it found no test', () => {
    expect(judge(NOTHING, 0)).toMatchObject({ failed: 1 });
  });

  it('fails when its runner ends badly without a failed test', () => {
    expect(judge({ ...NOTHING, passed: 3 }, 1)).toMatchObject({ passed: 3, failed: 1 });
    expect(judge({ ...NOTHING, passed: 3 }, 'SIGTERM').notes[0]).toContain('SIGTERM');
  });

  it('fails when a test file does not load', () => {
    const report = { numPassedTests: 2, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
    const testResults = [
      { name: 'a.test.ts', status: 'passed', assertionResults: [passed, passed] },
      { name: 'b.test.ts', status: 'failed', message: 'No such file', assertionResults: [] },
    ];
    expect(vitestOutcome({ ...report, testResults })).toEqual({
      passed: 2,
      failed: 1,
      skipped: 0,
      notes: ['b.test.ts › does not load\n    No such file'],
    });
  });

  it('fails when a journey passes only when tried again, or its file does not load', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'x' }] };
    expect(playwrightOutcome(report)).toMatchObject({ passed: 4, failed: 3, skipped: 2 });
  });

  it('makes the whole run fail, and so does a run of skips only', () => {
    expect(exitCode(add({ ...NOTHING, passed: 9 }, couldNotRun('Chromium is not here.')))).toBe(1);
    expect(exitCode({ ...NOTHING, skipped: 9 })).toBe(1);
    expect(exitCode({ ...NOTHING, passed: 9, skipped: 1 })).toBe(0);
  });
});

// Guards whoever sees the end of a run only: which test failed stands beside the counts.
describe('a test that failed', () => {
  it('is named with its file and what it said', () => {
    const report = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 };
    const failed = { fullName: 'a sum adds up', status: 'failed', failureMessages: ['expected 1\n\nto be 2'] };
    const testResults = [
      { name: `${process.cwd()}/tests/sum.test.ts`, status: 'failed', assertionResults: [passed, failed] },
    ];
    const { notes } = judge(vitestOutcome({ ...report, testResults }), 1);
    expect(notes).toEqual(['tests/sum.test.ts › a sum adds up\n    expected 1\n    to be 2']);
  });

  it('is named when it is a journey, wherever it stands in its file', () => {
    const broken = { error: { message: 'not visible' } };
    const spec = (title: string, results: readonly object[]) => ({
      title,
      file: 'tiers.spec.ts',
      tests: [{ results }],
    });
    const report = {
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
      errors: [],
      suites: [
        { specs: [spec('opens', [{}])], suites: [{ specs: [spec('saves', [broken]), spec('exports', [broken, {}])] }] },
      ],
    };
    expect(playwrightOutcome(report).notes).toEqual([
      'tiers.spec.ts › saves\n    not visible',
      'tiers.spec.ts › exports\n    not visible',
    ]);
  });
});

// Guards the line that readers of the output look for.
describe('the closing line', () => {
  it('adds the suites up', () => {
    const total = add({ ...NOTHING, passed: 2 }, { ...NOTHING, passed: 3, failed: 1 });
    expect(closingLine(total)).toBe('5 passed, 1 failed');
    expect(closingLine({ ...total, skipped: 4 })).toBe('5 passed, 1 failed, 4 skipped');
  });
});
