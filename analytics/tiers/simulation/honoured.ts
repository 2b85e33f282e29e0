/** Grandfathering in a run: what levels loaded do not tell, and rules whose time has passed. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import { formatDate } from '../../present/dates.ts';
import type { Bounds } from '../review/bounds.ts';
import { type Cohort, grandfatherBounds } from '../review/grandfather.ts';
import { finalLevels, type SettleRequest, settleTiers } from '../review/settle.ts';
import { levelLabel } from '../review/words.ts';
import type { Timeline } from './timeline.ts';

/**
 * The bounds of a history with those of cohorts that keep a level of a day of which none is loaded: it is the one that
 * the reviews up to that day lead to. The earlier days come first, for what they honour is held on the later ones.
 */
export function honouredByRun(run: SettleRequest, cohorts: readonly Cohort[], locale: string): Bounds {
  let { bounds } = run;
  const notes: string[] = [];
  for (const cohort of [...cohorts].sort((a, b) => (a.rule.heldOn! < b.rule.heldOn! ? -1 : 1))) {
    const reviews = run.reviews.filter(({ review }) => review.on <= cohort.rule.heldOn!);
    if (reviews.length === 0) {
      notes.push(unknownNote(cohort, 'its reviews begin later. Load the levels of that day.', locale));
      continue;
    }
    const levels = finalLevels(settleTiers({ ...run, reviews, bounds }));
    const held = Array.from(levels, (level) => run.program.levels[level]?.id ?? null);
    const found = grandfatherBounds(run.program.levels, [{ ...cohort, held }], run.roster);
    bounds = [...bounds, ...found.bounds];
    notes.push(...found.notes);
  }
  return { bounds, notes };
}

/** Of a run that holds no earlier reviews. */
export function unknownNotes(cohorts: readonly Cohort[], locale: string): string[] {
  const mend = 'it keeps nobody’s. Load the levels of that day, or hold every review (run “history”).';
  return cohorts.map((cohort) => unknownNote(cohort, mend, locale));
}

function unknownNote({ rule: { id, label, heldOn } }: Cohort, mend: string, locale: string): string {
  return `“${label ?? id}” looks at levels held on ${formatDate(heldOn!, locale)}, but no level is known of that day and ${mend}`;
}

/** Those whose time has come and not passed in a run; of the others `pastNotes` tells. */
export function presentCohorts(cohorts: readonly Cohort[], { reviews }: Timeline, asOf: string): Cohort[] {
  const [first = asOf, last = asOf] = [reviews[0]?.on, reviews.at(-1)?.on];
  return cohorts.filter(({ rule: { heldOn, until } }) => until >= first && (heldOn === undefined || heldOn <= last));
}

/** Floors and cohorts that bind nobody because of the days of the run. */
export function pastNotes(program: TierProgram, { reviews }: Timeline, asOf: string, locale: string): string[] {
  const [first = asOf, last = asOf] = [reviews[0]?.on, reviews.at(-1)?.on];
  const said = (day: string) => formatDate(day, locale);
  const label = (id: string) =>
    levelLabel(
      program,
      program.levels.findIndex((level) => level.id === id),
    );
  const cohorts = program.grandfather.filter(({ enabled }) => enabled);
  const floors = program.review?.floors ?? [];
  return [
    ...cohorts.flatMap((rule) => {
      const name = rule.label ?? rule.id;
      if (rule.until < first) return [`“${name}” ended on ${said(rule.until)} and keeps nobody any more.`];
      if (rule.heldOn === undefined || rule.heldOn <= last) return [];
      return [`“${name}” looks at levels held on ${said(rule.heldOn)}, which is still to come: it keeps nobody yet.`];
    }),
    ...floors.flatMap(({ level, floorUntil }) =>
      floorUntil < first
        ? [`The floor at ${label(level)} ended on ${said(floorUntil)} and holds nobody any more.`]
        : [],
    ),
    ...(reviews.length === 0 && floors.length > 0
      ? [
          'A floor keeps the level that a partner comes to a review with: on a day, by the requirements alone, it holds nobody.',
        ]
      : []),
  ];
}
