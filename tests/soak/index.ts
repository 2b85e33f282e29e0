/**
 * `npm run soak`: the property suites at length. Each round tries 25 times the usual number of cases from a new seed,
 * and a failing round prints the seed that runs it again. `--rounds N`, `--seed S`, and names of files to narrow it.
 */
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, run, scriptOf } from '../runner/commands.ts';

const MINUTE = 60_000;

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '1' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const firstSeed = values.seed === undefined ? randomInt(2 ** 31 - rounds) : Number(values.seed);
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(firstSeed)) {
  say('Use --rounds with a whole number from 1, and --seed with a whole number.');
  process.exit(2);
}

const files = propertyTests(join(ROOT, 'tests')).filter(
  (file) => positionals.length === 0 || positionals.some((name) => file.includes(name)),
);
if (files.length === 0) {
  say('No test file with properties has such a name.');
  process.exit(2);
}

for (let round = 0; round < rounds; round++) {
  const seed = firstSeed + round;
  say(`── round ${round + 1} of ${rounds}, seed ${seed} ──`);
  const exit = await run(
    process.execPath,
    [scriptOf('vitest', 'vitest'), 'run', `--testTimeout=${30 * MINUTE}`, ...files],
    { environment: { SOAK: '1', SOAK_SEED: String(seed) } },
  );
  if (exit !== 0) {
    say(`Round ${round + 1} failed. To run it again: npm run soak -- --seed ${seed}`);
    process.exit(1);
  }
}

function propertyTests(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').includes("from 'fast-check'"))
    .map((path) => relative(ROOT, path));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
