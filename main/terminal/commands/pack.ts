import { extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Comparison } from '../../../analytics/api/documents/query.ts';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import { withEngine } from '../engine.ts';
import { openFiltered, parseFilter } from '../filters.ts';
import { periodOption, repeated, workspaceOption } from '../options.ts';
import { print, tell } from '../output.ts';
import { progressLine } from '../progress.ts';

interface PackOptions {
  readonly workspace: string;
  readonly period?: string;
  readonly compare: Comparison;
  readonly where: readonly string[];
  readonly out: string;
  readonly paper: 'A4' | 'Letter';
}

export function addPack(program: Command): void {
  program
    .command('pack')
    .description('the review workbook')
    .addOption(workspaceOption())
    .addOption(periodOption())
    .addOption(
      new Option('--compare <with>', 'the earlier figures beside each').choices(['prior', 'year']).default('year'),
    )
    .option('--where <filter>', 'DIM=VALUE, DIM=A|B or DIM!=VALUE; may be repeated', repeated, [])
    .addOption(new Option('--paper <size>', 'paper of the printed pages').choices(['A4', 'Letter']).default('A4'))
    .requiredOption('--out <file>', 'the .xlsx file to write')
    .action(pack);
}

async function pack(options: PackOptions): Promise<void> {
  if (extname(options.out).toLowerCase() !== '.xlsx') {
    throw new QuarterdeckError(
      'bad-request',
      `${options.out}: this edition writes .xlsx workbooks. Give a file name that ends in .xlsx.`,
    );
  }
  const where = options.where.map(parseFilter);
  await withEngine(async (api, signal) => {
    await openFiltered(api, options.workspace, where, signal);
    const bar = progressLine();
    const file = await api
      .call(
        'pack.build',
        {
          spec: {
            compare: options.compare,
            where,
            paper: options.paper,
            ...(options.period && { period: options.period }),
          },
          path: resolve(options.out),
        },
        { onProgress: bar.show, signal },
      )
      .finally(bar.end);
    print(String(file.path));
    for (const check of file.checks) if (!check.passed) tell(`Check not passed: ${check.label}. ${check.detail}`);
  });
}
