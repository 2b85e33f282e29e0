import { type Command, InvalidArgumentError, Option } from 'commander';
import { dayFault } from '../../../analytics/api/documents/day.ts';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import type { AnalyticsApi, Params } from '../../../analytics/api/methods.ts';
import type { TierRow, TierRun } from '../../../analytics/api/tiers.ts';
import { TO_PROTECT } from '../../../analytics/present/protectWords.ts';
import { faultText, PROGRAM, readDocumentFile } from '../documentFile.ts';
import { withEngine } from '../engine.ts';
import { openFiltered, parseFilter } from '../filters.ts';
import { formatOption, isDay, parseDay, repeated, workspaceOption } from '../options.ts';
import { type Format, print, tell } from '../output.ts';
import { checkProgramFile } from '../programFile.ts';
import { progressLine } from '../progress.ts';
import { templatesText } from '../templates.ts';
import { explanationText } from '../tierExplanation.ts';
import { simulationText } from '../tierReport.ts';
import { NOBODY } from '../words.ts';

interface TiersOptions {
  readonly workspace?: string;
  readonly program?: string;
  /** True without an id: list them. */
  readonly template?: string | true;
  readonly against?: string;
  readonly asOf?: string;
  readonly run?: TierRun;
  readonly where: readonly string[];
  readonly explain?: string;
  readonly format: Format;
}

type Case = Params<'tier.simulate'>;

/** More partners than a workspace holds. */
const EVERYBODY = 1_000_000;
const IN_FORCE = 'in-force';

export function addTiers(program: Command): void {
  program
    .command('tiers')
    .description('what a tier program does: levels before and after, who moves and why, what it costs')
    .addOption(workspaceOption().makeOptionMandatory(false))
    .option('--program <file>', 'the tier program, a JSON document')
    .option('--template [id]', 'print a program to start from, or list them; needs neither workspace nor program')
    .option(
      '--against <what>',
      `${IN_FORCE} (levels in force), a date (the same program on that day), or another program file`,
    )
    .addOption(
      new Option(
        '--as-of <date>',
        'the last day that counts; the end of the last complete fiscal quarter when left out',
      ).argParser(parseDay),
    )
    .addOption(
      new Option(
        '--run <how>',
        'requirements on the day, one review from the levels in force, or every review so far',
      ).choices(['date', 'review', 'history']),
    )
    .option('--where <filter>', 'DIM=VALUE, DIM=A|B or DIM!=VALUE; may be repeated', repeated, [])
    .addOption(new Option('--explain <partner>', 'every test of one partner, by id or name').argParser(parsePartner))
    .addOption(formatOption())
    .action(tiers);
}

async function tiers(options: TiersOptions, command: Command): Promise<void> {
  const { workspace, program, template } = options;
  if (template !== undefined) return printTemplates(template, options.format);
  for (const [option, value] of [
    ['-w, --workspace <file>', workspace],
    ['--program <file>', program],
  ]) {
    if (value === undefined) command.error(`error: required option '${option}' not specified`);
  }
  return simulate({ ...options, workspace: workspace!, program: program! });
}

async function printTemplates(wanted: string | true, format: Format): Promise<void> {
  await withEngine(async (api) => {
    const templates = await api.call('tier.templates', {});
    print(
      templatesText(
        wanted,
        format,
        templates.map(({ program, ...template }) => ({ ...template, document: program })),
      ),
    );
  });
}

type SimulateOptions = TiersOptions & { readonly workspace: string; readonly program: string };

async function simulate(options: SimulateOptions): Promise<void> {
  const where = options.where.map(parseFilter);
  if (options.against !== undefined && looksLikeDay(options.against) && !isDay(options.against)) {
    throw new QuarterdeckError('bad-request', `--against: ${dayFault(options.against)}`);
  }
  const written = await readDocumentFile(options.program, PROGRAM);
  const baseline = isProgramFile(options.against) ? await readDocumentFile(options.against, PROGRAM) : null;
  await withEngine(async (api, signal) => {
    await openFiltered(api, options.workspace, where, signal);
    const { document: program, advice } = await checkProgramFile(api, written);
    const against = baseline
      ? { kind: 'program' as const, program: (await checkProgramFile(api, baseline)).document }
      : againstOf(options.against);
    const asked: Case = {
      program,
      where,
      record: true,
      ...(against && { against }),
      ...(options.asOf && { asOf: options.asOf }),
      ...(options.run && { run: options.run }),
    };
    const { text, notes } = await answer(api, asked, options, signal);
    print(text);
    for (const note of notes) tell(note);
    if (options.format === 'table') for (const fault of advice) tell(faultText(fault));
  });
}

interface Answer {
  readonly text: string;
  readonly notes: readonly string[];
}

async function answer(api: AnalyticsApi, asked: Case, options: TiersOptions, signal: AbortSignal): Promise<Answer> {
  const { format, explain } = options;
  const bar = progressLine();
  const call = { signal, onProgress: bar.show };
  try {
    if (explain !== undefined) {
      const { record: _, ...explained } = asked;
      const explanation = await api.call('tier.explain', { ...explained, partner: explain }, call);
      return { text: explanationText(format, explanation), notes: explanation.basis.notes };
    }
    const simulation = await api.call('tier.simulate', asked, call);
    const partners = format === 'table' ? [] : await everyPartner(api, asked, signal);
    const { population } = simulation.basis;
    const listed = format === 'table' && simulation.protectTotal > 0;
    const notes = simulation.basis.notes.filter((note) => listed || !note.startsWith(TO_PROTECT));
    return { text: simulationText(format, simulation, partners), notes: population === 0 ? [NOBODY, ...notes] : notes };
  } finally {
    bar.end();
  }
}

/** Every partner, by id. */
async function everyPartner(api: AnalyticsApi, asked: Case, signal: AbortSignal): Promise<TierRow[]> {
  const { rows } = await api.call('tier.rows', { ...asked, limit: EVERYBODY }, { signal });
  return [...rows].sort((a, b) => (a.partner < b.partner ? -1 : 1));
}

function isProgramFile(against: string | undefined): against is string {
  return against !== undefined && againstOf(against) === undefined;
}

function againstOf(text: string | undefined): Case['against'] {
  if (text === IN_FORCE) return { kind: 'in-force' };
  if (text !== undefined && isDay(text)) return { kind: 'date', on: text };
  return undefined;
}

function parsePartner(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Name the partner to explain, by id or name.');
  return text;
}

function looksLikeDay(text: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}$/.test(text);
}
