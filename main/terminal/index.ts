import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { QuarterdeckError } from '../../analytics/api/errors.ts';
import { installationRoot } from '../../analytics/service/places.ts';
import { addOpen, OPEN } from './commands/open.ts';
import { tell } from './output.ts';

const SUCCESS = 0;
const FAILURE = 1;
const USAGE = 2;

/** Runs one command line and answers its exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(installationRoot(import.meta.url), 'package.json'), 'utf8')) as {
    version: string;
  };
  const program = new Command('quarterdeck')
    .description('Analytics for partner networks, offline.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) });
  // Whoever opens the application waits for its page: the code of the other commands, an engine among it, is not for them.
  if (argv[0] !== OPEN) (await import('./commands/answers.ts')).addAnswers(program);
  addOpen(program);
  // A command inherits neither by itself.
  for (const command of program.commands) command.exitOverride().showHelpAfterError('(add --help for the options)');
  try {
    await program.parseAsync(argv, { from: 'user' });
    return SUCCESS;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? SUCCESS : USAGE;
    tell(thrown instanceof QuarterdeckError ? thrown.message : String(thrown));
    if (thrown instanceof QuarterdeckError && thrown.code === 'internal' && process.env.QUARTERDECK_DEBUG)
      tell(String(thrown.cause));
    return thrown instanceof QuarterdeckError && thrown.code === 'bad-request' ? USAGE : FAILURE;
  }
}
