/**
 * `npm test`: brings what the suites need, runs them all, and ends with one line of counts. `npm test -- units browser`
 * runs only the suites named.
 */
import { add, closingLine, exitCode, NOTHING, type Outcome } from './outcome.ts';
import { buildWhenStale, provide, say } from './provision.ts';
import { SUITES } from './suites.ts';

interface Ran {
  readonly name: string;
  readonly outcome: Outcome;
  readonly seconds: number;
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) {
  say(`There is no suite “${unknown.join('”, “')}”. The suites are ${SUITES.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const suites = chosen.length === 0 ? SUITES : SUITES.filter(({ name }) => chosen.includes(name));

await provide(suites.flatMap((suite) => suite.needs));
if (suites.some(({ needsBuild }) => needsBuild)) await buildWhenStale();

const ran: Ran[] = [];
for (const suite of suites) {
  say(`\n── ${suite.name} ──`);
  const start = performance.now();
  const outcome = await suite.run();
  ran.push({ name: suite.name, outcome, seconds: (performance.now() - start) / 1000 });
}

const total = ran.map(({ outcome }) => outcome).reduce(add, NOTHING);
say(`\n${summary(ran)}\n\n${closingLine(total)}`);
process.exitCode = exitCode(total);

function summary(rows: readonly Ran[]): string {
  return rows
    .map(({ name, outcome: { passed, failed, skipped, notes }, seconds }) =>
      [
        `${name.padEnd(16)}${`${seconds.toFixed(1)} s`.padStart(8)}  ${failed > 0 ? 'FAILED' : 'ok    '}`,
        `  ${passed} ok, ${failed} not ok, ${skipped} left out`,
        ...notes.map((note) => `\n  ${name}: ${note}`),
      ].join(''),
    )
    .join('\n');
}
