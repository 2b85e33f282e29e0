import type { Command } from 'commander';
import { withEngine } from '../engine.ts';
import { openFiltered, parseFilter } from '../filters.ts';
import { formatOption, workspaceOption } from '../options.ts';
import { type Format, print, tell } from '../output.ts';
import { progressLine } from '../progress.ts';
import { answer } from '../segments/answer.ts';
import { checkTerms } from '../segments/exclusive.ts';
import { OPTIONS } from '../segments/options.ts';
import type { SegmentsOptions } from '../segments/question.ts';
import { templatesText } from '../templates.ts';

export function addSegments(program: Command): void {
  const command = program
    .command('segments')
    .description('who belongs together, why, what they bring, who moved, and what if')
    .addOption(workspaceOption().makeOptionMandatory(false))
    .addOption(formatOption())
    .option('--template [id]', 'print a segmentation to start from, or list them; needs no workspace')
    .action(segments);
  for (const [heading, options] of OPTIONS) {
    command.optionsGroup(heading);
    for (const option of options) command.addOption(option);
  }
}

/** Questions that `--members` answers partner by partner. */
const LISTING = ['returns', 'prune', 'grow', 'shift'] as const;

async function segments(options: SegmentsOptions, command: Command): Promise<void> {
  const { workspace, template, format } = options;
  if (template !== undefined) return printTemplates(template, format);
  if (workspace === undefined) command.error("error: required option '-w, --workspace <file>' not specified");
  checkTerms(command);
  const listing = LISTING.find((question) => options[question] !== undefined);
  if (listing && typeof options.members === 'string')
    command.error(`error: option '--members' lists every partner beside '--${listing}': leave the segment out`);
  const where = options.where.map(parseFilter);
  await withEngine(async (api, signal) => {
    const bar = progressLine();
    const watched = { signal, onProgress: bar.show };
    try {
      await openFiltered(api, workspace, where, signal);
      const { text, notes } = await answer(api, { ...options, where }, watched);
      bar.end();
      print(text);
      for (const note of notes) tell(note);
    } finally {
      bar.end();
    }
  });
}

async function printTemplates(wanted: string | true, format: Format): Promise<void> {
  await withEngine(async (api) => {
    const templates = await api.call('segment.templates', {});
    const documents = templates.map(({ segmentation, ...template }) => ({ ...template, document: segmentation }));
    print(templatesText(wanted, format, documents));
  });
}
