// @ts-check
/**
 * `npm start`: the application with the sample network, built first where a source changed since. JavaScript, because
 * Node 20 reads no TypeScript, and whoever starts an application should not wait for a compiler.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reasonToBuild } from './freshness.js';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** @returns {boolean} */
function build() {
  const { status } = spawnSync(process.execPath, [at('node_modules/tsx/dist/cli.mjs'), at('scripts/prepare.ts')], {
    cwd: at('.'),
    stdio: 'inherit',
  });
  return status === 0;
}

/** @returns {string | null} what keeps the application from starting */
function prepared() {
  if (!existsSync(at('node_modules/tsx'))) return 'What Quarterdeck is made of is not installed. Run “npm ci” first.';
  const reason = reasonToBuild(at('.'));
  if (reason === null) return null;
  process.stdout.write(`Building, because ${reason} …\n`);
  return build() ? null : 'Quarterdeck could not be built, see above. Where a dependency changed, “npm ci” builds it.';
}

const sentence = prepared();
if (sentence === null) {
  process.argv.splice(2, 0, 'open');
  await import('../bin/quarterdeck.js');
} else {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
