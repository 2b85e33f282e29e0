/** Levels by the reviews of a program, day by day, beside levels that are known from elsewhere. */
import { copyFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueryContext } from '../../../analytics/metrics/context.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { levelSpans } from '../../../analytics/network/roster.ts';
import { queryContext } from '../../../analytics/service/context.ts';
import { sampleWorkspace } from '../../../analytics/service/places.ts';
import { levelHistory } from '../../../analytics/tiers/levelHistory.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { LEVELS, THRESHOLDS } from '../../../samples/program.ts';
import { PROGRAM_IN_FORCE } from '../../../samples/tierPrograms.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

const NO_REGISTERS = { exceptions: [], attestations: [] };

const sample = sampleWorkspace(process.cwd());
describe.skipIf(sample === undefined)('levels of the sample network by its own program', () => {
  const folder = temporaryFolder();
  let workspace: Workspace;
  let context: QueryContext;
  beforeAll(async () => {
    copyFileSync(sample!, folder.file('sample.quarterdeck'));
    workspace = await Workspace.open(folder.file('sample.quarterdeck'));
    context = await queryContext(workspace);
  });
  afterAll(() => workspace?.close());

  // The generator of the sample reviews by bookings alone.
  const byBookings = (factor: number) => ({
    ...PROGRAM_IN_FORCE,
    levels: LEVELS.map((id) =>
      THRESHOLDS[id] === 0
        ? { id }
        : { id, requirement: { metric: 'won_amount', window: 'trailing-4-quarters', value: THRESHOLDS[id] * factor } },
    ),
  });
  /** Days of partners, while they are partners, on which the two disagree, and all of them. */
  const compared = async (relation: string) => {
    const [row] = await context.reader.rows<{ days: number; differ: number; overlaps: number }>(
      `WITH days AS (SELECT unnest(range(DATE '2023-10-01', DATE '2026-10-01', INTERVAL 7 DAY))::DATE AS day)
       SELECT count(*)::INTEGER AS days,
         count(*) FILTER (WHERE given.level IS DISTINCT FROM spans.level)::INTEGER AS differ,
         (SELECT count(*)::INTEGER FROM ${relation} a JOIN ${relation} b
           ON a.partner_id = b.partner_id AND a.from_on < b.from_on AND a.to_on >= b.from_on) AS overlaps
       FROM ${levelSpans(context.network)} AS spans
         JOIN days ON days.day BETWEEN spans.from_on AND spans.to_on
         LEFT JOIN ${relation} AS given
           ON given.partner_id = spans.partner_id AND days.day BETWEEN given.from_on AND given.to_on`,
    );
    return row!;
  };

  it('are those of its history, also of partners who have left, and of new ones before their first review', async () => {
    const relation = await levelHistory(context, new Lab(), byBookings(1), NO_REGISTERS);
    const { days, differ, overlaps } = await compared(relation);
    expect(days).toBeGreaterThan(30_000);
    expect([differ, overlaps]).toEqual([0, 0]);
  }, 60_000);

  it('are others under another program, from the first review with whole windows on', async () => {
    const relation = await levelHistory(context, new Lab(), byBookings(1.3), NO_REGISTERS);
    expect((await compared(relation)).differ).toBeGreaterThan(1_000);
    const [before] = await context.reader.rows<{ differ: number }>(
      `SELECT count(*)::INTEGER AS differ FROM ${levelSpans(context.network)} AS spans
         LEFT JOIN ${relation} AS given ON given.partner_id = spans.partner_id
           AND greatest(spans.from_on, DATE '2024-09-30') BETWEEN given.from_on AND given.to_on
       WHERE spans.from_on <= DATE '2024-09-30' AND spans.to_on >= DATE '2024-09-30' AND given.level IS DISTINCT FROM spans.level`,
    );
    expect(before!.differ).toBe(0);
  }, 60_000);
});

describe('levels of a network without history', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    net = await testNetwork();
    await net.engine.run(`
      INSERT INTO store.partner (partner_id, level, type, from_load, source_row) VALUES
        ('P1', 'Gold', 'reseller', 1, 1), ('P2', 'Silver', 'reseller', 1, 1), ('P3', 'Gold', 'reseller', 1, 1), ('P4', 'Gold', 'msp', 1, 1);
      INSERT INTO store.deal (deal_id, outcome, amount, currency, partner_id, closed_on, from_load, source_row) VALUES
        ('D1', 'won', 50, 'EUR', 'P1', DATE '2026-01-10', 1, 1), ('D2', 'won', 500, 'EUR', 'P2', DATE '2026-02-10', 1, 1),
        ('D3', 'won', 500, 'EUR', 'P4', DATE '2026-02-10', 1, 1)`);
  });
  afterAll(() => net.close());

  it('that no review can look back on are those of its last day, and nobody keeps a loaded level that it does not give', async () => {
    const program = {
      id: 'main',
      name: 'Main',
      where: [{ dim: 'type', values: ['reseller'] }],
      levels: [
        {
          id: 'silver',
          label: 'Silver',
          requirement: { metric: 'won_amount', window: 'trailing-12-months', value: 10 },
        },
        { id: 'gold', label: 'Gold', requirement: { metric: 'won_amount', window: 'trailing-12-months', value: 100 } },
      ],
    };
    const relation = await levelHistory(await net.context(), new Lab(), program, NO_REGISTERS);
    const rows = await net.engine.rows(
      `SELECT partner_id, level, from_on <= DATE '2000-01-01' AND to_on >= DATE '2100-01-01' AS always FROM ${relation} ORDER BY 1`,
    );
    // P3 bought nothing and has no level; the program is not for P4.
    expect(rows).toEqual([
      { partner_id: 'P1', level: 'Silver', always: true },
      { partner_id: 'P2', level: 'Gold', always: true },
      { partner_id: 'P4', level: 'Gold', always: true },
    ]);
  });
});
