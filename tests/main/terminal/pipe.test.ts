/** Guards the command against a reader who stops early: it must not end in a fault of Node's own. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installationRoot } from '../../../analytics/service/places.ts';

const root = installationRoot(import.meta.url);

describe.skipIf(!existsSync(join(root, 'out/node/terminal.js')))('a command whose reader went away', () => {
  it('ends without a word', async () => {
    const child = spawn(process.execPath, [join(root, 'bin/quarterdeck.js'), 'metrics', '--format', 'json']);
    let told = '';
    child.stderr.on('data', (text) => {
      told += text;
    });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(told).toBe('');
    expect(code).toBe(0);
  });
});
