/**
 * Segments of the sample as a filter and a dimension of everything else: guards against a place that does not know the
 * segment of a partner, reads it on another day, or loses who has none.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSpec } from '../../../analytics/api/documents/pack.ts';
import { querySpec } from '../../../analytics/api/documents/query.ts';
import { tierCase } from '../../../analytics/api/documents/tierCase.ts';
import type { IncentiveDesk } from '../../../analytics/incentives/desk.ts';
import { simulatePay } from '../../../analytics/incentives/simulate.ts';
import { runTable } from '../../../analytics/metrics/run.ts';
import { dimensionValues } from '../../../analytics/metrics/values.ts';
import { buildPack } from '../../../analytics/packs/build.ts';
import { segmentsInForce } from '../../../analytics/segments/store/inForce.ts';
import { packSource } from '../../../analytics/service/packSource.ts';
import { simulate } from '../../../analytics/tiers/simulate.ts';
import type { Workspace } from '../../../analytics/workspace/workspace.ts';
import { caseOf, type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';

describe.skipIf(sampleFile === undefined)('the segments of the sample', () => {
  let opened: OpenDesk;
  let workspace: Workspace;
  let desk: IncentiveDesk;
  /** Partners of a segment on a day, by SQL on the tables as they lie in the file. */
  let partnersOn: (day: string) => Promise<Map<string, string[]>>;

  beforeAll(async () => {
    const sample = await sampleDesk();
    opened = sample;
    workspace = sample.workspace;
    const { version, segments } = (await segmentsInForce(sample.workspace.engine))!;
    const { context } = sample.desk;
    desk = {
      ...sample.desk,
      context: { ...context, network: { ...context.network, segments }, segmentsVersion: version },
    };
    partnersOn = async (day) => {
      const rows = await sample.workspace.engine.rows<{ segment: string; partner: string }>(
        `SELECT coalesce(moved.segment, m.segment) AS segment, m.partner
         FROM app.segment_member m JOIN app.segmentation s ON s.placement = m.placement AND s.in_force
         LEFT JOIN app.segment_move moved ON moved.segmentation = s.id AND moved.partner = m.partner
           AND moved.from_on <= DATE '${day}' AND (moved.until IS NULL OR moved.until >= DATE '${day}')
         WHERE m.from_on <= DATE '${day}' AND (m.to_on IS NULL OR m.to_on >= DATE '${day}') ORDER BY m.partner`,
      );
      const found = new Map<string, string[]>();
      for (const { segment, partner } of rows) found.set(segment, [...(found.get(segment) ?? []), partner]);
      return found;
    };
  });
  afterAll(() => opened.close());

  const table = (asked: object) => runTable(desk.context, querySpec.parse(asked));

  it.each(['FY25', 'FY26-Q2', 'FY26'])('hold every partner of %s once, as of its end', async (period) => {
    const { rows, total, basis } = await table({ metrics: ['enrolled_partners'], by: ['segment'], period });
    const byHand = await partnersOn(basis.period.to);
    const counted = new Map(rows.map((row) => [row.segment, row.enrolled_partners]));
    for (const [segment, partners] of byHand)
      expect([segment, counted.get(segment)]).toEqual([segment, partners.length]);
    expect(rows.reduce((sum, row) => sum + Number(row.enrolled_partners), 0)).toBe(total.enrolled_partners);
    expect(rows.every((row) => row.segment_name !== '')).toBe(true);
  });

  it('add up to the network, but for what partners share', async () => {
    const { rows, total, basis } = await table({ metrics: ['won_amount'], by: ['segment'], period: 'FY26' });
    const units = (cell: unknown) => BigInt(String(cell).replace('.', ''));
    const sum = rows.reduce((all, row) => all + units(row.won_amount), 0n);
    expect(sum - units(basis.overlap!.amount)).toBe(units(total.won_amount));
  });

  it('choose the partners of a query, as a list of them does', async () => {
    const stars = (await partnersOn('2026-09-30')).get('Stars')!;
    const asked = { metrics: ['won_amount', 'payout_amount', 'certified_people'], period: 'FY26' };
    const bySegment = await table({ ...asked, where: [{ dim: 'segment', values: ['Stars'] }] });
    const byList = await table({ ...asked, where: [{ dim: 'partner', values: stars }] });
    expect(bySegment.total).toEqual(byList.total);
    expect(Number(bySegment.total.won_amount)).toBeGreaterThan(0);
  });

  it('are offered as values with their names', async () => {
    const values = await dimensionValues(desk.context, { dim: 'segment', search: 'star', limit: 5 });
    expect(values).toEqual([
      { value: 'Stars', label: 'Stars', partners: (await partnersOn('2026-09-30')).get('Stars')!.length },
    ]);
  });

  it('choose the partners of a tier program', async () => {
    const stars = (await partnersOn('2026-06-30')).get('Stars')!;
    const program = {
      id: 'main',
      name: 'Main',
      levels: [{ id: 'Gold', requirement: { metric: 'won_amount', window: 'trailing-4-quarters', value: 100_000 } }],
    };
    const simulated = async (where: object[]) =>
      simulate(
        desk.context,
        desk.lab,
        tierCase.parse({ program, asOf: '2026-06-30', where }),
        { exceptions: [], attestations: [] },
        {},
      );
    const bySegment = await simulated([{ dim: 'segment', values: ['Stars'] }]);
    const byList = await simulated([{ dim: 'partner', values: stars }]);
    expect(bySegment.basis.population).toBe(stars.length);
    expect(bySegment.matrix).toEqual(byList.matrix);
  });

  it('have a table in the review pack that adds up', async () => {
    const spec = packSpec.parse({ period: 'FY26', sections: ['level'] });
    const model = await buildPack(await packSource(workspace), spec);
    const page = model.tables.find(({ id }) => id === 'segment')!;
    const named = new Set((await partnersOn('2026-09-30')).keys());
    expect(new Set(page.rows.map(([label]) => label).filter((label) => !/^\(/.test(String(label))))).toEqual(named);
    expect(model.checks.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('choose the payees of a case, as of the end of its period', async () => {
    const stars = (await partnersOn('2026-06-30')).get('Stars')!;
    const paid = async (where: { dim: 'segment' | 'partner'; values: string[] }[]) => {
      const { after, by } = await simulatePay(desk, caseOf({ plans: [], period: 'FY26-Q3', where }));
      return { after, types: by.type };
    };
    const bySegment = await paid([{ dim: 'segment', values: ['Stars'] }]);
    expect(bySegment).toEqual(await paid([{ dim: 'partner', values: stars }]));
    expect(Number(bySegment.after)).toBeGreaterThan(0);
  });
});
