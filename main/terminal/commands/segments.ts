import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PartnerProfile } from '../../../analytics/api/documents/segmentation.ts';
import type { AnalyticsApi, Params } from '../../../analytics/api/methods.ts';
import type { SegmentBasis } from '../../../analytics/api/segments.ts';
import { faultText, readTextFile } from '../documentFile.ts';
import { withEngine } from '../engine.ts';
import { commaList, formatOption, parseAmount, parseDay, parseWhole, repeated, workspaceOption } from '../options.ts';
import { type Format, print, tell } from '../output.ts';
import { progressLine } from '../progress.ts';
import { type Chosen, chooseSegmentation, IN_FORCE, METHODS, type Wanted } from '../segments/chosen.ts';
import { comparisonText } from '../segments/comparisonReport.ts';
import { fitText } from '../segments/fitReport.ts';
import { movementText } from '../segments/movementReport.ts';
import { capacityText, coverageText, SHOWN_GAPS, whitespaceText } from '../segments/networkReports.ts';
import { profileOf, readProfile } from '../segments/profileFile.ts';
import { prospectsText } from '../segments/prospectsReport.ts';
import { returnsText, SHOWN_RETURNS } from '../segments/returnsReport.ts';
import { membersText, runText, SHOWN_MEMBERS } from '../segments/runReport.ts';
import { savedSegmentationsText } from '../segments/savedReport.ts';
import { templatesText } from '../templates.ts';
import { NOBODY } from '../words.ts';
import { parseFilter } from './scorecard.ts';

interface SegmentsOptions extends Wanted {
  readonly workspace?: string;
  readonly asOf?: string;
  readonly where: readonly string[];
  /** True without a segment: everybody. */
  readonly members?: string | true;
  readonly compare?: readonly [a: string, b: string];
  readonly movement?: true;
  readonly returns?: true;
  /** True without a file: the profile of the segmentation. */
  readonly fit?: string | true;
  /** True without a file: the prospects of the network. */
  readonly prospects?: string | true;
  /** Of the network rather than of a segmentation; true without a dimension: by the usual one. */
  readonly whitespace?: SpaceBy | true;
  readonly capacity?: CapacityBy | true;
  readonly coverage?: CoverageBy | true;
  readonly plan?: string;
  readonly list?: true;
  /** True without an id: list them. */
  readonly template?: string | true;
  readonly format: Format;
}

const SPACE_BY = ['family', 'category', 'deal_country'] as const;
type SpaceBy = (typeof SPACE_BY)[number];
const CAPACITY_BY = ['region', 'country'] as const;
type CapacityBy = (typeof CAPACITY_BY)[number];
const COVERAGE_BY = ['family', 'category'] as const;
type CoverageBy = (typeof COVERAGE_BY)[number];

type Case = Omit<Params<'segment.run'>, 'limit' | 'drag'>;

type Scope = Pick<Case, 'asOf' | 'where'>;

/** How a call is watched and stopped. */
type Watched = NonNullable<Parameters<AnalyticsApi['call']>[2]>;

interface Answer {
  readonly text: string;
  readonly notes: readonly string[];
}

/** More partners than a workspace holds. */
const EVERYBODY = 1_000_000;
/** The most that one answer lists. */
const ALL_ROWS = 100_000;
const NOT_PLACED = 'none';

/** Options that say who is in which segment, or ask about it. */
const ABOUT_SEGMENTS = [
  ...['method', 'document', 'saved', 'k', 'seed'],
  ...['members', 'compare', 'movement', 'returns', 'fit', 'prospects', 'list'],
];

export function addSegments(program: Command): void {
  const ofNetwork = (flags: string, what: string, others: readonly string[]) =>
    new Option(flags, what).conflicts([...ABOUT_SEGMENTS, ...others]);
  program
    .command('segments')
    .description('who belongs together, why, what they bring, and who moved')
    .addOption(workspaceOption().makeOptionMandatory(false))
    .addOption(
      new Option(
        '--method <how>',
        'how to segment; the segmentation in force when left out, else performance × potential',
      ).choices(METHODS),
    )
    .addOption(new Option('--document <file>', 'the segmentation, a JSON document').conflicts(['saved']))
    .option('--saved <name>', `a segmentation that the workspace keeps, by name or number; ${IN_FORCE} for that one`)
    .addOption(
      new Option(
        '--as-of <date>',
        'the last day that counts; the end of the last complete fiscal quarter when left out',
      ).argParser(parseDay),
    )
    .addOption(
      new Option('--where <filter>', 'DIM=VALUE, DIM=A|B or DIM!=VALUE, of partners; may be repeated')
        .argParser(repeated)
        .default([], 'everybody'),
    )
    .addOption(new Option('--k <n>', 'so many clusters; by silhouette when left out').argParser(parseWhole(2, 12)))
    .addOption(
      new Option('--seed <n>', 'of the clusters; the same seed gives the same clusters').argParser(
        parseWhole(0, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(
      new Option(
        '--members [segment]',
        `partners one by one, each with why; of one segment, or “${NOT_PLACED}” for those not placed`,
      ).conflicts(['compare', 'movement', 'fit', 'list']),
    )
    .addOption(
      new Option('--compare <a,b>', 'two segments beside each other, what tells them apart most first')
        .argParser(parseTwo)
        .conflicts(['movement', 'returns', 'fit', 'list']),
    )
    .addOption(
      new Option('--movement', 'who entered and left, quarter by quarter, and why').conflicts([
        'returns',
        'fit',
        'list',
      ]),
    )
    .addOption(
      new Option('--returns', 'what segments bring and cost; with --members partner by partner').conflicts([
        'fit',
        'list',
      ]),
    )
    .addOption(
      new Option(
        '--fit [file]',
        'a profile of the ideal partner against what came after; that of the segmentation without a file',
      ).conflicts(['list']),
    )
    .addOption(
      new Option(
        '--prospects [file]',
        'how near prospects come to the profile: those of a table with a column “name”, or of the network',
      ).conflicts(['members', 'compare', 'movement', 'returns', 'list', 'asOf', 'where']),
    )
    .addOption(
      ofNetwork('--whitespace [by]', 'what partners would sell more if they sold what their peers do', [
        'capacity',
        'coverage',
      ]).choices(SPACE_BY),
    )
    .addOption(
      ofNetwork('--capacity [by]', 'partners to recruit or to activate for the plan', ['coverage']).choices(
        CAPACITY_BY,
      ),
    )
    .addOption(
      new Option(
        '--plan <amount>',
        'for --capacity: bookings of the coming year; the targets loaded when left out',
      ).argParser(parseAmount),
    )
    .addOption(
      ofNetwork('--coverage [by]', 'partners, certified and transacting ones by country and product', []).choices(
        COVERAGE_BY,
      ),
    )
    .option('--list', 'the segmentations that the workspace keeps')
    .option('--template [id]', 'print a segmentation to start from, or list them; needs no workspace')
    .addOption(formatOption())
    .action(segments);
}

async function segments(options: SegmentsOptions, command: Command): Promise<void> {
  const { workspace, template, format } = options;
  if (template !== undefined) return printTemplates(template, format);
  if (workspace === undefined) command.error("error: required option '-w, --workspace <file>' not specified");
  if (options.returns && typeof options.members === 'string')
    command.error("error: option '--members' lists every partner beside '--returns': leave the segment out");
  if (options.plan !== undefined && options.capacity === undefined)
    command.error("error: option '--plan <amount>' needs '--capacity'");
  const where = options.where.map(parseFilter);
  await withEngine(async (api, signal) => {
    const bar = progressLine();
    const watched = { signal, onProgress: bar.show };
    try {
      await api.call('workspace.open', { path: resolve(workspace) }, { signal });
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

type Asked = Omit<SegmentsOptions, 'where'> & { readonly where: NonNullable<Case['where']> };

async function answer(api: AnalyticsApi, asked: Asked, watched: Watched): Promise<Answer> {
  const { format, asOf, where } = asked;
  if (asked.list)
    return { text: savedSegmentationsText(format, await api.call('segment.saved', {}, watched)), notes: [] };
  const scope = { where, ...(asOf && { asOf }) };
  const network = await networkAnswer(api, scope, asked, watched);
  if (network) return network;
  const { fit, prospects } = asked;
  if (fit !== undefined || prospects !== undefined) {
    const profile =
      typeof fit === 'string' ? await readProfile(fit) : profileOf((await chooseSegmentation(api, asked)).segmentation);
    return prospects === undefined
      ? fitAnswer(api, { ...scope, profile }, format, watched)
      : prospectsAnswer(api, profile, prospects, format, watched);
  }
  const chosen = await chooseSegmentation(api, asked);
  const told = await segmented(api, caseOf(chosen, scope), asked, watched);
  const advice = format === 'table' ? chosen.advice.map(faultText) : [];
  return { ...told, notes: [...told.notes, ...advice] };
}

/** What is asked of the network, whatever its segments; null when nothing is. */
async function networkAnswer(
  api: AnalyticsApi,
  scope: Scope,
  { whitespace, capacity, coverage, plan, format }: Asked,
  watched: Watched,
): Promise<Answer | null> {
  if (whitespace) {
    const limit = format === 'table' ? SHOWN_GAPS : ALL_ROWS;
    const by = whitespace === true ? {} : { by: whitespace };
    const space = await api.call('segment.whitespace', { ...scope, ...by, limit }, watched);
    return { text: whitespaceText(format, space), notes: notesOf(space.basis) };
  }
  if (capacity) {
    const terms = { ...(capacity !== true && { by: capacity }), ...(plan && { plan }) };
    const planned = await api.call('segment.capacity', { ...scope, ...terms }, watched);
    return { text: capacityText(format, planned), notes: notesOf(planned.basis) };
  }
  if (coverage) {
    const by = coverage === true ? {} : { by: coverage };
    const covered = await api.call('segment.coverage', { ...scope, ...by }, watched);
    return { text: coverageText(format, covered), notes: notesOf(covered.basis) };
  }
  return null;
}

async function fitAnswer(
  api: AnalyticsApi,
  question: Params<'segment.fit'>,
  format: Format,
  watched: Watched,
): Promise<Answer> {
  const fit = await api.call('segment.fit', question, watched);
  return { text: fitText(format, fit), notes: notesOf(fit.basis) };
}

async function prospectsAnswer(
  api: AnalyticsApi,
  profile: PartnerProfile,
  file: string | true,
  format: Format,
  watched: Watched,
): Promise<Answer> {
  const list = file === true ? null : await readTextFile(file, 'list of prospects');
  const scored = await api.call('segment.prospects', { profile, ...(list !== null && { list }) }, watched);
  return { text: prospectsText(format, scored), notes: [...scored.faults.map(faultText), scored.verdict] };
}

function caseOf({ segmentation, saved }: Chosen, scope: Scope): Case {
  return { ...scope, segmentation: { ...segmentation }, ...(saved !== undefined && { saved }) };
}

async function segmented(api: AnalyticsApi, placed: Case, asked: Asked, watched: Watched): Promise<Answer> {
  const { format, compare } = asked;
  if (compare) {
    const [a, b] = compare;
    const comparison = await api.call('segment.compare', { ...placed, a, b }, watched);
    return { text: comparisonText(format, comparison), notes: notesOf(comparison.basis) };
  }
  if (asked.movement) {
    const movement = await api.call('segment.movement', placed, watched);
    return { text: movementText(format, movement), notes: notesOf(movement.basis) };
  }
  if (asked.returns) return returnsAnswer(api, placed, asked, watched);
  const run = await api.call('segment.run', { ...placed, limit: 1 }, watched);
  const { members } = asked;
  const listed = format !== 'table' || members !== undefined;
  const list = listed
    ? await api.call(
        'segment.members',
        {
          ...placed,
          ...(typeof members === 'string' && { segment: members === NOT_PLACED ? null : members }),
          limit: format === 'table' ? SHOWN_MEMBERS : EVERYBODY,
        },
        watched,
      )
    : { rows: [], total: 0 };
  // Programs compare lists; people read the largest first.
  const rows = format === 'table' ? list.rows : [...list.rows].sort((a, b) => (a.partner < b.partner ? -1 : 1));
  const text = members === undefined ? runText(format, run, rows) : membersText(format, run, { ...list, rows });
  return { text, notes: notesOf(run.basis) };
}

async function returnsAnswer(api: AnalyticsApi, placed: Case, asked: Asked, watched: Watched): Promise<Answer> {
  const { format, members } = asked;
  const listed = members === undefined ? 1 : format === 'table' ? SHOWN_RETURNS : ALL_ROWS;
  const returns = await api.call('segment.returns', { ...placed, limit: listed }, watched);
  return {
    text: returnsText(format, returns, members === undefined ? 'segments' : 'partners'),
    notes: notesOf(returns.basis),
  };
}

function notesOf({ population, notes }: Pick<SegmentBasis, 'population' | 'notes'>): readonly string[] {
  return population === 0 ? [NOBODY, ...notes] : notes;
}

function parseTwo(text: string): readonly [string, string] {
  const [a, b, ...more] = commaList(text);
  if (a === undefined || b === undefined || more.length > 0) {
    throw new InvalidArgumentError('Name two segments, separated by a comma: --compare stars,sleepers.');
  }
  return [a, b];
}
