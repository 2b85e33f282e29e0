import type { Requirement, TierProgram } from '../api/documents/tierProgram.ts';
import type { TierReviews } from '../incentives/desk.ts';
import { addDays } from '../network/dates.ts';
import type { Network } from '../network/network.ts';
import { dueAt, type ReviewDay, reviewDays, reviewOf } from '../tiers/review/calendar.ts';
import { PROGRAMS } from '../tiers/store.ts';
import { standingVersions } from '../workspace/versions.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Whoever has reviews in a year has one within so many days. */
const AHEAD_DAYS = 370;

/**
 * The thresholds of promoted tier programs and the days of their reviews, for what looks at pay around them. Figures that
 * differ by region are left out.
 */
export async function tierReviews({ engine, records }: Workspace, network: Network): Promise<TierReviews[]> {
  const { calendar, horizon } = network;
  const standing = await standingVersions(records, PROGRAMS);
  const anniversaries = standing.some(({ document }) => reviewOf(document).cadence === 'anniversary');
  const partners = anniversaries ? await readStarts(engine, network) : [];
  return standing.map(({ document: program, from, to }) => {
    const review = reviewOf(program);
    const last = to !== null && to < horizon.to ? to : horizon.to;
    const [first] = [from, horizon.from].sort().toReversed();
    const days = reviewDays(review, calendar, first!, last);
    const tests = program.levels.flatMap(({ id, label = id, requirement }) =>
      requirement ? figuresOf(requirement, program).map((test) => ({ ...test, level: label })) : [],
    );
    const held = days.filter(({ asOf }) => asOf >= horizon.from);
    const common = review.cadence !== 'anniversary';
    const ahead = reviewDays(review, calendar, addDays(horizon.to, 1), addDays(horizon.to, AHEAD_DAYS));
    const next = common && to === null ? ahead.find(({ asOf }) => asOf > horizon.to)?.asOf : undefined;
    return {
      program: program.name,
      currency: program.currency,
      asOfs: held.map(({ asOf }) => asOf),
      own: common ? null : ownReviews(held, partners),
      next: next ?? null,
      tests,
    };
  });
}

interface Start {
  readonly id: string;
  readonly agreementStart: string | null;
}

function readStarts(engine: Workspace['engine'], network: Network): Promise<Start[]> {
  return engine.rows<Start & Record<string, string | null>>(
    `SELECT partner_id AS id, CAST(agreement_start AS VARCHAR) AS "agreementStart" FROM ${network.table('partner')} ORDER BY partner_id`,
  );
}

function ownReviews(days: readonly ReviewDay[], partners: readonly Start[]): ReadonlyMap<string, readonly string[]> {
  const own = new Map<string, string[]>(partners.map(({ id }) => [id, []]));
  for (const day of days) {
    const due = dueAt(day, partners);
    for (const [index, { id }] of partners.entries()) if (due?.[index] === 1) own.get(id)!.push(day.asOf);
  }
  return own;
}

type Figure = Omit<TierReviews['tests'][number], 'level'>;

function figuresOf(requirement: Requirement, program: TierProgram, within: readonly string[] = []): Figure[] {
  if ('use' in requirement) {
    const { use } = requirement;
    const named = within.includes(use) ? undefined : program.definitions[use];
    return named ? figuresOf(named, program, [...within, use]) : [];
  }
  const parts =
    'all' in requirement
      ? requirement.all
      : 'any' in requirement
        ? requirement.any
        : 'of' in requirement
          ? requirement.of
          : [];
  if (parts.length > 0) return parts.flatMap((part) => figuresOf(part, program, within));
  if (!('metric' in requirement)) return [];
  const {
    op,
    value,
    valueByRegion: _,
    exitValue: _exit,
    exitValueByRegion: _by,
    entryOnly: _once,
    label: _label,
    ...measure
  } = requirement;
  return value !== undefined && (op === '>=' || op === '>') ? [{ measure, value }] : [];
}
