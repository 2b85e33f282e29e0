/** Reads who is meant by the floors and the grandfather rules of a program. */
import type { Filter } from '../../api/documents/query.ts';
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { levelsInForce, type RosterPartner, readRoster } from '../../metrics/roster.ts';
import { dayNumber } from '../../network/dates.ts';
import { levelMatcher } from '../levelNames.ts';
import { ALWAYS, type Bounds, type NamedBound } from './bounds.ts';
import { type Cohort, grandfatherBounds } from './grandfather.ts';

/** The bounds of a program, and the rules that look at levels of a day of which none is known. */
export interface ProgramBounds extends Bounds {
  readonly unknown: readonly Cohort[];
}

export interface BoundedRoster {
  readonly roster: readonly RosterPartner[];
  /** The day that attributes are looked at where a rule names none. */
  readonly on: string;
  /** The level of each partner before the first review: what is kept where a rule names no day. */
  readonly held: readonly (string | null)[];
}

/** The bounds of the program itself; those of exceptions come from the register. */
export async function readBounds(
  context: QueryContext,
  program: TierProgram,
  on: BoundedRoster,
): Promise<ProgramBounds> {
  const cohorts = await readCohorts(context, program, on);
  const unknown = cohorts.filter(looksAtNothing);
  const known = cohorts.filter((cohort) => !unknown.includes(cohort));
  const { bounds, notes } = grandfatherBounds(program.levels, known, on.roster);
  return { bounds: [...(await readFloors(context, program, on)), ...bounds], notes, unknown };
}

function looksAtNothing({ rule: { heldOn, levels, keepLevel }, held }: Cohort): boolean {
  const asked = keepLevel === 'held' || levels !== undefined;
  return heldOn !== undefined && asked && held.length > 0 && held.every((name) => name === null);
}

async function readCohorts(
  context: QueryContext,
  { grandfather }: TierProgram,
  { roster, on, held }: BoundedRoster,
): Promise<Cohort[]> {
  const cohorts: Cohort[] = [];
  for (const rule of grandfather.filter(({ enabled }) => enabled)) {
    const { heldOn, where } = rule;
    const everybody = heldOn === undefined && where.length === 0;
    cohorts.push({
      rule,
      members: everybody ? null : await membersOf(context, heldOn ?? on, where),
      held:
        heldOn === undefined
          ? held
          : await levelsInForce(context, { on: heldOn, partners: roster.map(({ id }) => id) }),
    });
  }
  return cohorts;
}

async function readFloors(
  context: QueryContext,
  { review, levels }: TierProgram,
  { roster, on }: BoundedRoster,
): Promise<NamedBound[]> {
  const indexOf = levelMatcher(levels);
  const bounds: NamedBound[] = [];
  for (const { level, where, floorUntil } of review?.floors ?? []) {
    const members = where.length === 0 ? null : await membersOf(context, on, where);
    const partners = Int32Array.from(roster.keys()).filter((index) => !members || members.has(roster[index]!.id));
    bounds.push({
      kind: 'floor',
      label: 'floor',
      from: ALWAYS,
      until: dayNumber(floorUntil),
      partners,
      levels: new Int8Array(partners.length).fill(indexOf(level)),
    });
  }
  return bounds;
}

async function membersOf(context: QueryContext, on: string, where: Filter[]): Promise<ReadonlySet<string>> {
  return new Set((await readRoster(context, { on, where })).map(({ id }) => id));
}
