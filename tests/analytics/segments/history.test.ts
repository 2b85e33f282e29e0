/**
 * The life of a segmentation on a real network of resellers, against SQL written by hand on its CSV file: guards against a
 * partner placed by the figures of another day, a dimension that does not add up to the network, and flows that lose somebody.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure } from '../../../analytics/api/documents/measure.ts';
import { querySpec } from '../../../analytics/api/documents/query.ts';
import { type Segmentation, segmentation } from '../../../analytics/api/documents/segmentation.ts';
import type { SegmentMovement } from '../../../analytics/api/segments.ts';
import { simulatePay } from '../../../analytics/incentives/simulate.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';
import { Lab } from '../../../analytics/metrics/lab.ts';
import { planMeasure } from '../../../analytics/metrics/measures/planMeasure.ts';
import { readMeasures } from '../../../analytics/metrics/measures/readMeasures.ts';
import { runTable } from '../../../analytics/metrics/run.ts';
import { placeHistory } from '../../../analytics/segments/assign.ts';
import { segmentMovement } from '../../../analytics/segments/movement.ts';
import {
  assignCommand,
  moveCommand,
  registerSegmentCommands,
  saveSegmentationCommand,
} from '../../../analytics/segments/store/commands.ts';
import { segmentsInForce } from '../../../analytics/segments/store/inForce.ts';
import { CommandBus } from '../../../analytics/workspace/bus.ts';
import { caseOf, type ResellerDesk, resellerDesk } from '../../fixtures/incentiveDesk.ts';
import { hasSharedData } from '../../fixtures/sharedData.ts';

const NOW = () => new Date('2014-06-30T10:00:00Z');
const YEARLY = { metric: 'won_amount', window: 'trailing-12-months' };
const SIZES: Segmentation = segmentation.parse({
  id: 'sizes',
  name: 'Sizes',
  by: {
    rules: [
      { id: 'large', when: { ...YEARLY, value: '250000' } },
      { id: 'middle', when: { ...YEARLY, value: '50000' } },
    ],
    otherwise: { id: 'small' },
  },
});
const SEGMENT = "CASE WHEN year >= 250000 THEN 'large' WHEN year >= 50000 THEN 'middle' ELSE 'small' END";

describe.skipIf(!hasSharedData)('on the real network', () => {
  let opened: ResellerDesk;
  let bus: CommandBus;
  let id: number;

  beforeAll(async () => {
    opened = await resellerDesk();
    bus = new CommandBus(opened.net.engine, NOW);
    registerSegmentCommands(bus);
    id = await bus.execute(saveSegmentationCommand(NOW), { name: 'Sizes', segmentation: SIZES });
    await bus.execute(assignCommand(await placeHistory(opened.desk, SIZES), NOW), { id });
  });
  afterAll(() => opened.close());

  const context = async (): Promise<QueryContext> => {
    const { version, segments } = (await segmentsInForce(opened.net.engine))!;
    const { context } = opened.desk;
    return { ...context, network: { ...context.network, segments }, segmentsVersion: version };
  };
  /** Sales of the year to a day, by payee, as the file has them. */
  const yearly = (day: string) =>
    `(SELECT p.partner_id AS payee, coalesce(sum(l.amount) FILTER (WHERE l.day > DATE '${day}' - INTERVAL 12 MONTH AND l.day <= DATE '${day}'), 0) AS year
      FROM store.partner p LEFT JOIN ${opened.lines} l ON l.payee = p.partner_id GROUP BY 1)`;

  it('places everybody by the figures of each quarter’s end, until the next one', async () => {
    const { network } = await context();
    for (const [placed, asked] of [
      ['2012-03-31', '2012-03-31'],
      ['2012-12-31', '2013-02-15'],
      ['2013-09-30', '2013-09-30'],
    ] as const) {
      const members = await opened.net.engine.rows(
        `SELECT segment, count(*) AS partners FROM ${network.segments!.on(`DATE '${asked}'`)} AS m GROUP BY 1 ORDER BY 1`,
      );
      const byHand = await opened.net.engine.rows(
        `SELECT ${SEGMENT} AS segment, count(*) AS partners FROM ${yearly(placed)} AS y GROUP BY 1 ORDER BY 1`,
      );
      expect(members).toEqual(byHand);
      expect(byHand).toHaveLength(3);
    }
  });

  it('cuts bookings by the segment at the end of the period, and adds up to the network', async () => {
    const spec = querySpec.parse({ metrics: ['won_amount', 'enrolled_partners'], by: ['segment'], period: '2013-Q3' });
    const { rows, total } = await runTable(await context(), spec);
    const byHand = await opened.net.engine.rows<{ segment: string; amount: string; partners: number }>(
      `SELECT ${SEGMENT} AS segment, CAST(sum(coalesce(sold.amount, 0)) AS DECIMAL(38,4)) AS amount, count(*) AS partners
       FROM ${yearly('2013-09-30')} AS y
       LEFT JOIN (SELECT payee, sum(amount) AS amount FROM ${opened.lines} AS l
         WHERE day BETWEEN DATE '2013-07-01' AND DATE '2013-09-30' GROUP BY payee) sold ON sold.payee = y.payee
       GROUP BY 1 ORDER BY 1`,
    );
    const bySegment = rows
      .map((row) => ({ segment: row.segment, amount: row.won_amount, partners: row.enrolled_partners }))
      .sort((a, b) => (String(a.segment) < String(b.segment) ? -1 : 1));
    expect(bySegment).toEqual(byHand);
    const cents = (text: unknown) => BigInt(String(text).replace('.', ''));
    expect(bySegment.reduce((sum, { amount }) => sum + cents(amount), 0n)).toBe(cents(total.won_amount));
  });

  it('is a filter of measures, read on each day that they are looked at from', async () => {
    const own = await context();
    const planned = planMeasure(
      measure.parse({ ...YEARLY, filter: [{ dim: 'segment', values: ['large'] }] }),
      own.network,
    );
    const asOfs = ['2012-12-31', '2013-09-30'];
    const ids = await opened.net.engine.rows<{ id: string }>('SELECT partner_id AS id FROM store.partner ORDER BY id');
    const partners = ids.map((row) => row.id);
    const table = await readMeasures(own, { measures: [planned], asOfs, partners });
    const column = table.column(planned.key);
    for (const [index, day] of asOfs.entries()) {
      const [byHand] = await opened.net.engine.rows<{ amount: string }>(
        `SELECT CAST(sum(year) AS DECIMAL(38,4)) AS amount FROM ${yearly(day)} AS y WHERE ${SEGMENT} = 'large'`,
      );
      const figures = column.slice(index * partners.length, (index + 1) * partners.length);
      const sum = figures.reduce((units, figure) => units + (figure || 0), 0);
      expect((sum / 10_000).toFixed(4)).toBe(byHand!.amount);
    }
  });

  // Who is large today sold much before: paid by the segment of today, a plan would look into the future.
  it('chooses the rows of a plan by the segment on the day of each', async () => {
    const plan = {
      id: 'large',
      name: 'Large',
      lines: [
        {
          id: 'two-percent',
          kind: 'rebate',
          period: 'quarter' as const,
          rate: { flat: '0.02' },
          where: [{ dim: 'segment' as const, values: ['large'] }],
        },
      ],
    };
    const { after } = await simulatePay(
      { ...opened.desk, context: await context() },
      caseOf({ plans: [plan], against: { kind: 'plans', plans: [plan] }, period: '2013-Q3' }),
    );
    const [byHand] = await opened.net.engine.rows<{ paid: string }>(
      `SELECT CAST(sum(paid) AS DECIMAL(38,4)) AS paid FROM (
         SELECT payee, CAST(round(sum(amount) * CAST(0.02 AS DECIMAL(18,4)), 2) AS DECIMAL(38,4)) AS paid FROM (
           SELECT l.payee, l.amount FROM ${opened.lines} AS l JOIN ${yearly('2013-06-30')} AS y ON y.payee = l.payee
             WHERE ${SEGMENT} = 'large' AND l.day BETWEEN DATE '2013-07-01' AND DATE '2013-09-29'
           UNION ALL SELECT l.payee, l.amount FROM ${opened.lines} AS l JOIN ${yearly('2013-09-30')} AS y ON y.payee = l.payee
             WHERE ${SEGMENT} = 'large' AND l.day = DATE '2013-09-30') AS sold GROUP BY payee) AS payees`,
    );
    expect(Number(byHand!.paid)).toBeGreaterThan(0);
    expect(after).toBe(byHand!.paid);
  });

  it('tells movement whose rows and columns add up, and names what moved a partner', async () => {
    const desk = { context: await context(), lab: new Lab() };
    const movement = await segmentMovement(desk, { segmentation: { ...SIZES }, where: [], quarters: 6 });
    expect(movement.quarters).toHaveLength(6);
    expectSums(movement);
    const [before, after] = ['2013-06-30', '2013-09-30'];
    const flows = await opened.net.engine.rows<{ from: string; to: string; partners: number; amount: string }>(
      `SELECT was.segment AS "from", now.segment AS "to", count(*) AS partners, CAST(sum(now.year) AS DECIMAL(38,4)) AS amount
       FROM (SELECT payee, ${SEGMENT} AS segment FROM ${yearly(before)} AS y) was
       JOIN (SELECT payee, year, ${SEGMENT} AS segment FROM ${yearly(after)} AS y) now USING (payee) GROUP BY 1, 2`,
    );
    const ids = movement.segments.map((one) => one.id);
    const told = movement.quarters
      .find(({ asOf }) => asOf === after)!
      .flows.map(({ from, to, ...flow }) => ({ from: ids[from], to: ids[to], ...flow }));
    expect(new Set(told.map((flow) => JSON.stringify(flow)))).toEqual(
      new Set(flows.map((flow) => JSON.stringify(flow))),
    );
    expect(movement.moverCount).toBe(
      movement.quarters
        .at(-1)!
        .flows.filter(({ from, to }) => from !== to)
        .reduce((sum, { partners }) => sum + partners, 0),
    );
    expect(movement.movers[0]!.why).toMatch(/^before .*; now /);
  });

  it('counts moves by hand of a saved one, and says by whom', async () => {
    const desk = { context: await context(), lab: new Lab() };
    const plain = await segmentMovement(desk, { segmentation: { ...SIZES }, where: [], quarters: 2 });
    const { partner } = plain.movers[0]!;
    const other = plain.movers[0]!.to === 'large' ? 'small' : 'large';
    await bus.execute(moveCommand, {
      id,
      partners: [partner],
      segment: other,
      reason: 'Bought by a rival',
      by: 'R. Vance',
    });
    const fresh = { context: await context(), lab: new Lab() };
    expect(fresh.context.segmentsVersion).not.toBe(desk.context.segmentsVersion);
    const moved = await segmentMovement(fresh, { segmentation: { ...SIZES }, where: [], quarters: 2, saved: id });
    expectSums(moved);
    const size = (movement: SegmentMovement) => movement.quarters.at(-1)!.sizes[ids(movement).indexOf(other)]!;
    expect(size(moved)).toBe(size(plain) + 1);
    const mover = moved.movers.find((one) => one.partner === partner);
    if (mover) expect(mover.why).toContain('by hand by R. Vance: Bought by a rival');
    const spec = querySpec.parse({
      metrics: ['enrolled_partners'],
      by: ['segment'],
      where: [{ dim: 'partner', values: [partner] }],
      period: moved.quarters.at(-1)!.asOf.slice(0, 7),
    });
    expect((await runTable(fresh.context, spec)).rows).toMatchObject([{ segment: other }]);
    await bus.undo();
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const progress: number[] = [];
    const placing = placeHistory({ ...opened.desk, lab: new Lab() }, SIZES, {
      signal: stop.signal,
      progress: (_, done) => {
        progress.push(done);
        if (done === 2) stop.abort();
      },
    });
    await expect(placing).rejects.toThrow(/Stopped/);
    expect(progress).toEqual([0, 1, 2]);
  });
});

const ids = ({ segments }: SegmentMovement) => segments.map(({ id }) => id);

/** What flows into a segment is its size, and what flows out of it was its size a quarter before. */
function expectSums({ quarters, segments }: SegmentMovement): void {
  for (const [index, { flows, sizes }] of quarters.entries()) {
    const before = quarters[index - 1];
    if (!before) expect(flows).toEqual([]);
    else {
      for (const [place] of segments.entries()) {
        const sum = (side: 'from' | 'to') =>
          flows.filter((flow) => flow[side] === place).reduce((all, { partners }) => all + partners, 0);
        expect([sum('from'), sum('to')]).toEqual([before.sizes[place], sizes[place]]);
      }
    }
  }
}
