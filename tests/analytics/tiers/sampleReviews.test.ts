/**
 * The sample's level history was made by a generator that adds up its own deals. Reviews held here, on measures read from
 * the store, must come to the same levels: measures, conditions, calendar and settlement in one.
 */
import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TierProgram, tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';
import { levelsInForce } from '../../../analytics/metrics/roster.ts';
import { queryContext } from '../../../analytics/service/context.ts';
import { sampleWorkspace } from '../../../analytics/service/places.ts';
import { levelIndices } from '../../../analytics/tiers/levelNames.ts';
import { backTest } from '../../../analytics/tiers/review/backTest.ts';
import { lastReviews, reviewOf } from '../../../analytics/tiers/review/calendar.ts';
import { settleTiers } from '../../../analytics/tiers/review/settle.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { LEVELS, THRESHOLDS } from '../../../samples/program.ts';
import { PROGRAM_IN_FORCE } from '../../../samples/tierPrograms.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { readings } from './readings.ts';

const sample = sampleWorkspace(process.cwd());
describe.skipIf(sample === undefined)('reviews of the sample network', () => {
  const folder = temporaryFolder();
  let workspace: Workspace;
  let context: QueryContext;
  beforeAll(async () => {
    copyFileSync(sample!, folder.file('sample.quarterdeck'));
    workspace = await Workspace.open(folder.file('sample.quarterdeck'));
    context = await queryContext(workspace);
  });
  afterAll(() => workspace?.close());

  // What the generator reviews by: bookings alone.
  const byBookings = {
    ...PROGRAM_IN_FORCE,
    levels: LEVELS.map((id) =>
      THRESHOLDS[id] === 0
        ? { id }
        : { id, requirement: { metric: 'won_amount', window: 'trailing-4-quarters', value: THRESHOLDS[id] } },
    ),
  };

  it('give every partner the levels that were in force', async () => {
    const { network } = context;
    const days = lastReviews(reviewOf(tierProgram.parse(byBookings)), network.calendar, '2026-04-01', 4);
    expect(days.map(({ on }) => on)).toEqual(['2024-10-01', '2025-04-01', '2025-10-01', '2026-04-01']);

    const { program, kernel, partners } = await readings(context, byBookings, { asOfs: days.map(({ asOf }) => asOf) });
    const levelsOn = async (on: string) =>
      levelIndices(program.levels, await levelsInForce(context, { on, partners: partners.map(({ id }) => id) }));
    const start = await levelsOn('2024-09-30');
    const reviewsOf = (document: TierProgram) =>
      settleTiers({
        program: document,
        roster: partners,
        start,
        reviews: days.map((review, index) => ({ review, entry: kernel.entry[index]!, keep: kernel.keep[index]! })),
        bounds: [],
      });
    const settlement = reviewsOf(program);
    const inForce = await Promise.all(days.map(({ on }) => levelsOn(on)));
    expect(partners.length).toBeGreaterThan(300);
    for (const [index, { on }] of days.entries()) {
      const differ = partners.filter((_, partner) => settlement.levels[index]![partner] !== inForce[index]![partner]);
      expect(differ.map(({ id, agreementStart }) => `${id} (${agreementStart}) on ${on}`)).toEqual([]);
    }
    const { agreement, reviews } = backTest({ settlement, roster: partners, inForce, withinReviews: 2 });
    expect(agreement!.same).toBe(agreement!.of);
    expect(agreement!.of).toBeGreaterThan(1_000);
    expect(reviews.every(({ up, down }) => up > 0 && down > 0)).toBe(true);

    // Falling by more than one level at once would have been another history.
    const steeper = reviewsOf({ ...program, review: { ...program.review!, maxDropPerReview: undefined } });
    const other = backTest({ settlement: steeper, roster: partners, inForce, withinReviews: 2 }).agreement!;
    expect(other.same).toBeLessThan(other.of);
  }, 60_000);
});
