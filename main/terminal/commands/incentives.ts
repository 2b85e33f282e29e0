import { type Command, InvalidArgumentError, Option } from 'commander';
import { QuarterdeckError } from '../../../analytics/api/errors.ts';
import type { AnalyticsApi, Params } from '../../../analytics/api/methods.ts';
import { readAssumptions } from '../assumptionsFile.ts';
import { faultText, PLAN, PROGRAM, readDocumentFile } from '../documentFile.ts';
import { withEngine } from '../engine.ts';
import { openFiltered, parseFilter } from '../filters.ts';
import { type MovingTogether, parseTogether } from '../movingTogether.ts';
import { formatOption, parseAmount, parseWhole, periodOption, repeated, workspaceOption } from '../options.ts';
import { type Format, print, tell } from '../output.ts';
import { payExplanationText } from '../payExplanation.ts';
import { accrualText, auditText } from '../payoutAuditReport.ts';
import { ratedText, SHOWN_PAYEES, standsAlone } from '../payReport.ts';
import { checkPlanFile, checkText } from '../planFile.ts';
import { checkProgramFile } from '../programFile.ts';
import { progressLine } from '../progress.ts';
import { savedPlansText } from '../savedPlans.ts';
import { templatesText } from '../templates.ts';

interface IncentivesOptions {
  readonly workspace?: string;
  readonly plan: readonly string[];
  readonly against: readonly string[];
  readonly kinds?: string[];
  readonly tiers?: string;
  readonly assumptions?: string;
  readonly period?: string;
  readonly where: readonly string[];
  readonly explain?: string;
  readonly draws?: number;
  readonly seed?: number;
  readonly budget?: string;
  readonly together?: MovingTogether;
  readonly audit?: true;
  readonly accrual?: true;
  readonly list?: true;
  readonly check?: true;
  /** True without an id: list them. */
  readonly template?: string | true;
  readonly format: Format;
}

type Case = Params<'incentive.simulate'>;
type Terms = NonNullable<Params<'incentive.outlook'>['terms']>;

/** How a call is watched and stopped. */
type Watched = NonNullable<Parameters<AnalyticsApi['call']>[2]>;

interface Answer {
  readonly text: string;
  readonly notes: readonly string[];
}

/** More payees than a workspace holds. */
const EVERYBODY = 1_000_000;
const AS_PAID = 'as-paid';
const IN_FORCE = 'in-force';
/** Rows of deals under an explanation that people read, and under one for programs. */
const SHOWN_DEALS = 50;
const EVERY_DEAL = 10_000;

export function addIncentives(program: Command): void {
  const only = (flags: string, what: string, others: readonly string[]) =>
    new Option(flags, what).conflicts([...others, ...FORECAST]);
  program
    .command('incentives')
    .description('what incentive plans would have cost, who wins and loses, and why; without a plan, what was paid')
    .addOption(workspaceOption().makeOptionMandatory(false))
    .addOption(
      new Option(
        '--plan <files...>',
        `incentive plans, JSON documents that are paid together; ${IN_FORCE} for the promoted ones`,
      )
        .argParser(repeated)
        .default([], 'what was paid'),
    )
    .addOption(
      new Option(
        '--against <files...>',
        `what they are compared with: ${AS_PAID} (the payouts of the ledger), ${IN_FORCE} or other plans`,
      )
        .argParser(repeated)
        .default([], AS_PAID),
    )
    .addOption(periodOption('the last four complete fiscal quarters when left out'))
    .addOption(
      new Option('--where <filter>', 'DIM=VALUE, DIM=A|B or DIM!=VALUE, of partners; may be repeated')
        .argParser(repeated)
        .default([], 'everybody'),
    )
    .addOption(
      new Option(
        '--kinds <kinds>',
        'kinds of payouts that as paid is made of, with commas; those that the plans pay when left out',
      ).argParser(parseKinds),
    )
    .option('--tiers <file>', 'pay by the levels that this tier program would have given, a JSON document')
    .option('--assumptions <file>', 'what is assumed of the effect of pay, a JSON document; no response when left out')
    .addOption(
      only('--explain <partner>', 'how the pay of one partner comes about, by id or name', [
        'audit',
        'accrual',
        'list',
        'check',
      ]).argParser(parsePartner),
    )
    .addOption(
      new Option('--draws <n>', 'forecast the next four quarters with so many draws: P10, P50, P90').argParser(
        parseWhole(100, 1_000_000),
      ),
    )
    .addOption(
      new Option('--seed <n>', 'of the draws; the same seed gives the same figures').argParser(
        parseWhole(0, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(new Option('--budget <amount>', 'for the forecast: how often it costs more').argParser(parseAmount))
    .addOption(
      new Option(
        '--together <group>',
        'for the forecast: partners of one region, country, distributor or parent move together, as closely as history shows, or region:0.3 for a rank correlation that is assumed; by region when left out',
      ).argParser(parseTogether),
    )
    .addOption(
      only('--audit', 'payouts against the plans in force: what differs, and the likely cause', [
        ...ABOUT_PLANS,
        'accrual',
        'list',
        'check',
      ]),
    )
    .addOption(
      only('--accrual', 'what was earned, paid and is owed, month by month', [...ABOUT_PLANS, 'list', 'check']),
    )
    .addOption(only('--list', 'the plans that the workspace keeps', [...ABOUT_PLANS, 'period', 'check']))
    .addOption(only('--check', 'say what is wrong with the plans, and what each line means; pays nothing', []))
    .option('--template [id]', 'print a plan to start from, or list them; needs neither workspace nor plan')
    .addOption(formatOption())
    .action(incentives);
}

/** Options of a forecast: nothing is drawn unless one of them is given. */
const FORECAST = ['draws', 'seed', 'budget', 'together'];

/** Options that say what is paid, and mean nothing to what is kept or was paid. */
const ABOUT_PLANS = ['plan', 'against', 'kinds', 'tiers', 'assumptions'];

async function incentives(options: IncentivesOptions, command: Command): Promise<void> {
  const { workspace, template, format } = options;
  if (template !== undefined) return printTemplates(template, format);
  if (workspace === undefined) command.error("error: required option '-w, --workspace <file>' not specified");
  if (options.check && options.plan.length === 0) command.error("error: option '--check' needs '--plan <files...>'");
  if (options.against.length > 1 && options.against.includes(AS_PAID))
    command.error(`error: option '--against' takes '${AS_PAID}' or plan files, not both`);
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
    const templates = await api.call('incentive.templates', {});
    const documents = templates.map(({ plan, ...template }) => ({ ...template, document: plan }));
    print(templatesText(wanted, format, documents));
  });
}

type Asked = Omit<IncentivesOptions, 'where'> & { readonly where: NonNullable<Case['where']> };

async function answer(api: AnalyticsApi, asked: Asked, watched: Watched): Promise<Answer> {
  const { format, period, where } = asked;
  const scope = { where, ...(period && { period }) };
  if (asked.list) return { text: savedPlansText(format, await api.call('incentive.saved', {}, watched)), notes: [] };
  if (asked.check) return { text: await checkText(api, format, asked.plan), notes: [] };
  if (asked.audit) {
    const audit = await api.call('incentive.audit', scope, watched);
    return { text: auditText(format, audit), notes: audit.notes };
  }
  if (asked.accrual) {
    const accrual = await api.call('incentive.accrual', scope, watched);
    return { text: accrualText(format, accrual), notes: accrual.basis.notes };
  }
  const { plans, advice } = await plansOf(api, asked.plan);
  const tiers = asked.tiers === undefined ? null : await tiersOf(api, asked.tiers);
  const against = asked.against.filter((file) => file !== AS_PAID);
  const other = await plansOf(api, against);
  const rated: Case = {
    ...scope,
    plans,
    ...(other.plans.length > 0 && { against: { kind: 'plans', plans: other.plans } }),
    ...(asked.kinds && { kinds: asked.kinds }),
    ...(tiers && { tiers }),
    ...(asked.assumptions && { assumptions: await readAssumptions(asked.assumptions) }),
  };
  const told = await (asked.explain === undefined
    ? ratedAnswer(api, rated, asked, watched)
    : explained(api, rated, asked.explain, format, watched));
  return { ...told, notes: [...told.notes, ...(format === 'table' ? [...advice, ...other.advice] : [])] };
}

async function ratedAnswer(api: AnalyticsApi, rated: Case, asked: Asked, watched: Watched): Promise<Answer> {
  const { format } = asked;
  const recorded = { ...rated, record: true };
  const simulation = await api.call('incentive.simulate', recorded, watched);
  const changed = format === 'table' && !standsAlone(simulation.basis);
  const { rows } = await api.call(
    'incentive.rows',
    {
      ...recorded,
      ...(changed && { select: { direction: 'changed' as const } }),
      limit: format === 'table' ? SHOWN_PAYEES : EVERYBODY,
    },
    watched,
  );
  const terms = termsOf(asked);
  const outlook = terms ? await api.call('incentive.outlook', { ...rated, terms }, watched) : null;
  // Rows alone have no place for it.
  const isTold = (note: string) => format !== 'csv' && note === outlook?.together.sentence;
  const byId = format === 'table' ? rows : [...rows].sort((a, b) => (a.partner < b.partner ? -1 : 1));
  return {
    text: ratedText(format, { simulation, rows: byId, outlook }),
    notes: [...simulation.basis.notes, ...(outlook ? outlook.notes.filter((note) => !isTold(note)) : [])],
  };
}

async function explained(
  api: AnalyticsApi,
  rated: Case,
  partner: string,
  format: Format,
  watched: Watched,
): Promise<Answer> {
  const deals = format === 'table' ? SHOWN_DEALS : EVERY_DEAL;
  const explanation = await api.call('incentive.explain', { ...rated, partner, deals }, watched);
  return { text: payExplanationText(format, explanation), notes: explanation.basis.notes };
}

/** Null where no forecast is asked for. */
function termsOf({ draws, seed, budget, together }: Asked): Terms | null {
  if ([draws, seed, budget, together].every((option) => option === undefined)) return null;
  return {
    ...(draws !== undefined && { draws }),
    ...(seed !== undefined && { seed }),
    ...(budget && { budget }),
    ...(together && { together }),
  };
}

async function plansOf(
  api: AnalyticsApi,
  sources: readonly string[],
): Promise<{
  readonly plans: Case['plans'];
  readonly advice: readonly string[];
}> {
  const written = await Promise.all(
    sources.map((source) => (source === IN_FORCE ? null : readDocumentFile(source, PLAN))),
  );
  const plans: Record<string, unknown>[] = [];
  const advice: string[] = [];
  for (const one of written) {
    if (!one) {
      plans.push(...(await plansInForce(api)));
      continue;
    }
    const checked = await checkPlanFile(api, one);
    plans.push(checked.document);
    advice.push(...checked.advice.map(faultText));
  }
  return { plans, advice };
}

async function plansInForce(api: AnalyticsApi) {
  const inForce = (await api.call('incentive.saved', {})).filter(({ state }) => state === 'in force');
  if (inForce.length === 0) {
    throw new QuarterdeckError(
      'not-found',
      `No plan is in force today. Promote one on the Incentives screen, or name plan files instead of “${IN_FORCE}”.`,
    );
  }
  const opened = await Promise.all(inForce.map(({ id }) => api.call('incentive.plan', { id })));
  return opened.map(({ scenario }) => scenario.plan);
}

async function tiersOf(api: AnalyticsApi, file: string) {
  return (await checkProgramFile(api, await readDocumentFile(file, PROGRAM))).document;
}

function parseKinds(text: string): string[] {
  const kinds = text
    .split(',')
    .map((kind) => kind.trim())
    .filter((kind) => kind !== '');
  if (kinds.length === 0) throw new InvalidArgumentError('Name kinds of payouts, for instance rebate,mdf.');
  return kinds;
}

function parsePartner(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Name the partner to explain, by id or name.');
  return text;
}
