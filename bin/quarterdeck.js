#!/usr/bin/env node
import { existsSync } from 'node:fs';

const terminal = new URL('../out/node/terminal.js', import.meta.url);
if (existsSync(terminal)) {
  const { run } = await import(terminal.href);
  // Whoever reads the results may stop early, as “| head” does: what is left has no reader, and that is no fault.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await run(process.argv.slice(2));
} else {
  process.stderr.write('Quarterdeck is not built yet. Run “npm ci”, or “npm run build”, in the project first.\n');
  process.exitCode = 1;
}
