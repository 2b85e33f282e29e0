import { describe, expect, it } from 'vitest';
import { add, closingLine, couldNotRun, exitCode, judge, NOTHING } from './outcome.ts';
import { playwrightCounts, vitestCounts } from './reports.ts';

// Guards a green run that proved nothing: each of these once looked like success to a test runner.
describe('a suite that proved nothing', () => {
  it('fails when it found no test', () => {
    expect(judge({ passed: 0, failed: 0, skipped: 0 }, 0)).toMatchObject({ failed: 1 });
  });

  it('fails when its runner ends badly without a failed test', () => {
    expect(judge({ passed: 3, failed: 0, skipped: 0 }, 1)).toMatchObject({ passed: 3, failed: 1 });
    expect(judge({ passed: 3, failed: 0, skipped: 0 }, 'SIGTERM').notes[0]).toContain('SIGTERM');
  });

  it('fails when a test file does not load', () => {
    const report = { numPassedTests: 2, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
    const testResults = [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
    ];
    expect(vitestCounts({ ...report, testResults })).toEqual({ passed: 2, failed: 1, skipped: 0 });
  });

  it('fails when a journey passes only when tried again, or its file does not load', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(playwrightCounts(report)).toEqual({ passed: 4, failed: 3, skipped: 2 });
  });

  it('makes the whole run fail, and so does a run of skips only', () => {
    expect(exitCode(add({ ...NOTHING, passed: 9 }, couldNotRun('Chromium is not here.')))).toBe(1);
    expect(exitCode({ ...NOTHING, skipped: 9 })).toBe(1);
    expect(exitCode({ ...NOTHING, passed: 9, skipped: 1 })).toBe(0);
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
