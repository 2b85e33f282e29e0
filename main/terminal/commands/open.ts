import { resolve } from 'node:path';
import type { Command } from 'commander';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import { tell } from '../output.ts';

export const OPEN = 'open';

export function addOpen(program: Command): void {
  program
    .command(OPEN)
    .description('the application: on the desktop if Electron is there, else in the browser')
    .argument('[workspace]', 'a .quarterdeck file; the sample network when left out')
    .option('--no-open', 'print the link and do not open a browser')
    .action(open);
}

async function open(workspace: string | undefined, options: { readonly open: boolean }): Promise<void> {
  // Loaded here only: no other command needs a server.
  const { launch } = await import('../../launch.ts');
  const launched = await launch({
    opening: workspace ? { workspace: resolve(workspace) } : { sample: true },
    open: options.open,
  });
  tell(launched.sentence);
  let asked = false;
  const close = (): void => {
    asked = true;
    void launched.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
  const code = await launched.ended;
  if (code !== 0 && !asked) throw new QuarterdeckError('internal', `The desktop application ended with code ${code}.`);
}
