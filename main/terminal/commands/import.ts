import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { type ColumnMap, columnMap, FILE_KINDS, type FileKind } from '../../../analytics/api/documents/columnMap.ts';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import { issueSentence } from '../../../analytics/api/issues.ts';
import type { AnalyticsApi } from '../../../analytics/api/methods.ts';
import type { FileInspection, LoadReport } from '../../../analytics/api/results.ts';
import { withEngine } from '../engine.ts';
import { kindOption, repeated, workspaceOption } from '../options.ts';
import { print } from '../output.ts';
import { progressLine } from '../progress.ts';

interface ImportOptions {
  readonly workspace: string;
  readonly as?: FileKind;
  readonly map: readonly string[];
  readonly json?: boolean;
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description('load export files into a workspace, all of them or none')
    .argument('<file...>', 'CSV, TSV, Parquet, JSON lines or XLSX files')
    .addOption(workspaceOption('made when it does not exist'))
    .addOption(kindOption(FILE_KINDS))
    .option('--map <file>', 'a MAP.json; repeat it, once per file in order', repeated, [])
    .option('--json', 'print the load report as JSON')
    .action(importFiles);
}

async function importFiles(files: readonly string[], options: ImportOptions): Promise<void> {
  if (options.map.length > files.length) {
    throw new QuarterdeckError(
      'bad-request',
      `${options.map.length} maps were given for ${files.length} files. Give at most one map per file, in the same order.`,
    );
  }
  const maps = await Promise.all(options.map.map(readMap));
  for (const file of files) await assertFile(file);
  const path = resolve(options.workspace);
  const existed = await stat(path).then(
    () => true,
    () => false,
  );

  const report = await withEngine(async (api, signal, service) => {
    try {
      if (existed) await api.call('workspace.open', { path });
      else await api.call('workspace.create', { path });
      const recognised = await recognise(
        api,
        files.filter((_, i) => !maps[i]),
        options.as,
      );
      const chosen = files.map((file, i) => ({
        path: resolve(file),
        name: basename(file),
        map: maps[i] ?? recognised.get(file)!,
      }));
      const bar = progressLine();
      try {
        return await api.call('dataset.load', { files: chosen }, { onProgress: bar.show, signal });
      } finally {
        bar.end();
      }
    } catch (thrown) {
      await api.call('workspace.close', {}).catch(() => null);
      // The workspace is to be as it was before, so one that this import made goes again.
      if (!existed) await service.discard(path);
      throw thrown;
    }
  });
  print(options.json ? JSON.stringify(report, null, 2) : reportText(report));
}

async function assertFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found) throw new QuarterdeckError('file-missing', `There is no file ${file}. Check the name and the folder.`);
  if (!found.isFile())
    throw new QuarterdeckError('file-unreadable', `${file} is not a file. Name the export files one by one.`);
}

async function readMap(file: string): Promise<ColumnMap> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    throw new QuarterdeckError('file-missing', `There is no map ${file}. Check the name and the folder.`, thrown);
  }
  try {
    return columnMap.parse(JSON.parse(text));
  } catch (thrown) {
    const why = thrown instanceof z.ZodError ? issueSentence(thrown) : 'It is not JSON.';
    throw new QuarterdeckError('map-invalid', `The map ${file} cannot be used: ${why}`, thrown);
  }
}

/** Without a map a file must say by itself what it is; a guess between meanings is not made in a script. */
async function recognise(
  api: AnalyticsApi,
  files: readonly string[],
  as: FileKind | undefined,
): Promise<ReadonlyMap<string, ColumnMap>> {
  if (files.length === 0) return new Map();
  const inspected = await api.call('dataset.inspect', {
    files: files.map((file) => ({ path: resolve(file), name: basename(file), ...(as && { as }) })),
  });
  for (const file of inspected) assertUnderstood(file);
  return new Map(files.map((file, i) => [file, inspected[i]!.map]));
}

function assertUnderstood({ name, as, problem, questions }: FileInspection): void {
  if (problem) throw new QuarterdeckError('file-unreadable', problem);
  if (!as) {
    throw new QuarterdeckError(
      'map-invalid',
      `${name} could not be recognised. Say what it is with --as, or which column is what with --map.`,
    );
  }
  const [question] = questions;
  if (question) {
    const more = questions.length > 1 ? ` (and ${questions.length - 1} more)` : '';
    throw new QuarterdeckError(
      'map-invalid',
      `${name}: ${question.text}${more} Answer it in a MAP.json and give it with --map.`,
    );
  }
}

function reportText(report: LoadReport): string {
  const loads = report.loads.flatMap((load) => [
    `${load.file} as ${load.as}: ${counted(load.read)} rows read: ${counted(load.new)} new, ${counted(load.changed)} changed, ${counted(load.same)} same, ${counted(load.vanished)} vanished, ${counted(load.refused)} refused (load ${load.loadId})`,
    ...load.checks.map(
      (check) => `  ${check.level === 'info' ? '·' : check.level === 'look' ? '!' : '✗'} ${check.sentence}`,
    ),
  ]);
  return [...loads, ...report.notes].join('\n');
}

function counted(n: number): string {
  return n.toLocaleString('en-GB');
}
