import type { Requirement, TierProgram } from '../api/documents/tierProgram.ts';
import type { TierReviews } from '../incentives/desk.ts';
import type { Network } from '../network/network.ts';
import { reviewDays, reviewOf } from '../tiers/review/calendar.ts';
import { PROGRAMS } from '../tiers/store.ts';
import { standingVersions } from '../workspace/versions.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * The thresholds of promoted tier programs and the days of their reviews, for what looks at pay around them. Left out are
 * reviews by anniversary, which everybody has on another day, and figures that differ by region.
 */
export async function tierReviews(workspace: Workspace, { calendar, horizon }: Network): Promise<TierReviews[]> {
  const standing = await standingVersions(workspace.engine, PROGRAMS);
  return standing.flatMap(({ document: program, from, to }) => {
    const review = reviewOf(program);
    if (review.cadence === 'anniversary') return [];
    const last = to !== null && to < horizon.to ? to : horizon.to;
    const [first] = [from, horizon.from].sort().toReversed();
    const days = reviewDays(review, calendar, first!, last);
    const tests = program.levels.flatMap(({ id, label = id, requirement }) =>
      requirement ? figuresOf(requirement, program).map((test) => ({ ...test, level: label })) : [],
    );
    const asOfs = days.map(({ asOf }) => asOf).filter((day) => day >= horizon.from);
    return { program: program.name, currency: program.currency, asOfs, tests };
  });
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
