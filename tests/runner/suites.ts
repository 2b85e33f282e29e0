import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron } from '../../main/launch.ts';
import { CHROMIUM, LIBREOFFICE, type OutsideProgram } from '../fixtures/programs.ts';
import { type Exit, run, scriptOf } from './commands.ts';
import { add, couldNotRun, judge, NOTHING, type Outcome } from './outcome.ts';
import { lacks } from './provision.ts';
import { playwrightOutcome, vitestOutcome } from './reports.ts';

export interface Suite {
  readonly name: string;
  /** Programs that npm does not bring. */
  readonly needs: readonly OutsideProgram[];
  /** Runs what `npm run build` makes, so that must not be older than the source. */
  readonly needsBuild: boolean;
  run(): Promise<Outcome>;
}

/** A suite that takes longer than this hangs. */
const TIMEOUT_MS = 25 * 60_000;

export const SUITES: readonly Suite[] = [
  check('types', 'typescript', 'tsc', ['--noEmit']),
  check('format and lint', '@biomejs/biome', 'biome', ['check', '.']),
  check('unused code', 'knip', 'knip', []),
  vitest('architecture'),
  vitest('units'),
  vitest('contract'),
  vitest('security'),
  vitest('workbooks', [LIBREOFFICE]),
  playwright('browser', [CHROMIUM]),
  desktop(playwright('desktop')),
];

/** A tool that judges the whole source counts as one test. */
function check(name: string, packageName: string, command: string, args: readonly string[]): Suite {
  return {
    name,
    needs: [],
    needsBuild: false,
    async run() {
      const exit = await run(process.execPath, [scriptOf(packageName, command), ...args], { timeoutMs: TIMEOUT_MS });
      return exit === 0
        ? { ...NOTHING, passed: 1 }
        : couldNotRun(`“${command} ${args.join(' ')}” ended with ${exit}; its output says why.`);
    },
  };
}

/** The Vitest project of this name, see vitest.config.ts. */
function vitest(name: string, needs: readonly OutsideProgram[] = []): Suite {
  return reported(name, needs, vitestOutcome, (report) =>
    node(scriptOf('vitest', 'vitest'), [
      ...['run', '--project', name, '--reporter=default', '--reporter=json'],
      `--outputFile.json=${report}`,
    ]),
  );
}

/** The Playwright project of this name, see playwright.config.ts. */
function playwright(name: string, needs: readonly OutsideProgram[] = []): Suite {
  return reported(name, needs, playwrightOutcome, (report) =>
    node(scriptOf('@playwright/test', 'playwright'), ['test', '--project', name, '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }),
  );
}

/** The specs skip themselves without a binary; the run says so beside the count. */
function desktop(suite: Suite): Suite {
  return {
    ...suite,
    async run() {
      const outcome = await suite.run();
      if (findElectron() !== undefined) return outcome;
      return add(outcome, {
        ...NOTHING,
        notes: ['skipped, because no Electron binary is installed here (node_modules/electron/dist).'],
      });
    },
  };
}

function reported(
  name: string,
  needs: readonly OutsideProgram[],
  outcomeOf: (report: unknown) => Outcome,
  start: (reportFile: string) => Promise<Exit>,
): Suite {
  return {
    name,
    needs,
    needsBuild: name !== 'architecture',
    async run() {
      const lacking = needs.map(lacks).filter((sentence) => sentence !== null);
      if (lacking.length > 0) return couldNotRun(lacking.join(' '));
      const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-report-'));
      try {
        const report = join(folder, 'report.json');
        const exit = await start(report);
        return judge(outcomeOf(JSON.parse(readFileSync(report, 'utf8'))), exit);
      } catch (error) {
        return couldNotRun(`left no report of its tests: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function node(script: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Exit> {
  return run(process.execPath, [script, ...args], { environment, timeoutMs: TIMEOUT_MS });
}
