import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../fixtures/chromium.ts';
import { CHROMIUM, findProgram, missingSentence, type OutsideProgram } from '../fixtures/programs.ts';
import { ROOT, run, scriptOf } from './commands.ts';

const find = (program: OutsideProgram) => (program === CHROMIUM ? findChromium() : findProgram(program));

/**
 * Brings what the suites need and the machine lacks. Installs only where that is an ordinary thing to do: as root on a
 * Debian. What is still missing afterwards is told by the suite that needs it.
 */
export async function provide(programs: Iterable<OutsideProgram>): Promise<void> {
  const missing = [...new Set(programs)].filter(
    (program) => find(program) === undefined && !process.env[program.variable],
  );
  if (missing.length === 0 || !canInstall()) return;
  const packages = missing.map((program) => program.debianPackage);
  say(`Installing ${packages.join(' and ')} …`);
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { environment });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { environment });
}

/** Null when the program is there, else the sentence that says what to install. */
export function lacks(program: OutsideProgram): string | null {
  return find(program) === undefined ? missingSentence(program) : null;
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Builds page, terminal and sample again when a source is newer than they are. */
export async function buildWhenStale(): Promise<void> {
  const built = ['out/node/terminal.js', 'out/renderer/index.html'].map((path) => join(ROOT, path));
  const oldest = Math.min(...built.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)));
  // The sample keeps its own stamp, which the build looks at; here it only has to be there.
  if (newestSource() <= oldest && existsSync(join(ROOT, 'samples/out/stamp.txt'))) return;
  say('Building, because a source is newer than the build …');
  const exit = await run(process.execPath, [scriptOf('tsx', 'tsx'), 'scripts/prepare.ts']);
  if (exit !== 0) say(`The build ended with ${exit}; suites that use the built product will fail.`);
}

const SOURCES = ['analytics', 'main', 'preload', 'renderer', 'samples', 'scripts', 'package-lock.json'];

function newestSource(): number {
  return Math.max(...SOURCES.map((source) => newest(join(ROOT, source))));
}

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const sources = readdirSync(path).filter((name) => name !== 'out');
  return Math.max(0, ...sources.map((name) => newest(join(path, name))));
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
