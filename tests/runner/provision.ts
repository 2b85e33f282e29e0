import { spawnSync } from 'node:child_process';
import { reasonToBuild } from '../../scripts/freshness.js';
import { findChromium } from '../fixtures/chromium.ts';
import { CHROMIUM, findOnPath, findProgram, missingSentence, type OutsideProgram } from '../fixtures/programs.ts';
import { ROOT, run, scriptOf } from './commands.ts';

/** A mirror that does not answer must not hold up the suites that need nothing from it. */
const INSTALL_TIMEOUT_MS = 10 * 60_000;

const find = (program: OutsideProgram) => (program === CHROMIUM ? findChromium() : findProgram(program));

/**
 * Brings what the suites need and the machine lacks. Installs only where that is an ordinary thing to do: on a Debian, as
 * root or as one whom sudo asks nothing. What is still missing afterwards is told by the suite that needs it.
 */
export async function provide(programs: Iterable<OutsideProgram>): Promise<void> {
  const missing = [...new Set(programs)].filter(
    (program) => find(program) === undefined && !process.env[program.variable],
  );
  if (missing.length === 0) return;
  const packages = missing.map((program) => program.debianPackage);
  const wanted = packages.join(' and ');
  if (findOnPath('apt-get') === undefined) return say(`${wanted} cannot be installed from here: there is no apt-get.`);
  const privilege = privilegeOf();
  if (privilege === null)
    return say(`${wanted} cannot be installed from here: that takes root, or a sudo that asks nothing.`);

  say(`Installing ${wanted} …`);
  const aptGet = (...args: readonly string[]) => {
    const [program, ...rest] = [...privilege, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    return run(program!, rest, { timeoutMs: INSTALL_TIMEOUT_MS });
  };
  // Old lists may do, so what counts is whether the install goes through.
  await aptGet('update');
  const exit = await aptGet('install', '-y', '--no-install-recommends', ...packages);
  if (exit !== 0) say(`apt-get ended with ${exit}; its output says why ${wanted} could not be installed.`);
}

/** What a command is put behind to run as root; null when this user may not. */
function privilegeOf(): readonly string[] | null {
  if (process.getuid?.() === 0) return [];
  const asksNothing = findOnPath('sudo') !== undefined && spawnSync('sudo', ['-n', 'true']).status === 0;
  return asksNothing ? ['sudo', '-n'] : null;
}

/** Null when the program is there, else the sentence that says what to install. */
export function lacks(program: OutsideProgram): string | null {
  return find(program) === undefined ? missingSentence(program) : null;
}

/** Builds page, terminal and sample again when a source is newer than they are. */
export async function buildWhenStale(): Promise<void> {
  const reason = reasonToBuild(ROOT);
  if (reason === null) return;
  say(`Building, because ${reason} …`);
  const exit = await run(process.execPath, [scriptOf('tsx', 'tsx'), 'scripts/prepare.ts']);
  if (exit !== 0) say(`The build ended with ${exit}; suites that use the built product will fail.`);
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
