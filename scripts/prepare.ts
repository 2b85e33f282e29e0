/** What `npm ci` ends with: a built project and the sample network. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import './build.ts';
import { ROOT } from './targets.ts';

const { status } = spawnSync(process.execPath, [resolve(ROOT, 'out/node/samples.js')], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? 1;
