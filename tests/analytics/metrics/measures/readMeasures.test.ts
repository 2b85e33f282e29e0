import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure } from '../../../../analytics/api/documents/measure.ts';
import { planMeasure } from '../../../../analytics/metrics/measures/planMeasure.ts';
import {
  measureRelation,
  type ReadRequest,
  readMeasures,
} from '../../../../analytics/metrics/measures/readMeasures.ts';
import { type TestNetwork, testNetwork, type Value } from '../network.ts';

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});
afterAll(() => net.close());

const PARTNERS = ['P1', 'P2', 'P3'];

/** Figures of P1, P2 and P3 in plain numbers, day by day; null where there is none. */
async function read(
  document: object,
  more: Partial<ReadRequest> = {},
  settings: object = {},
): Promise<(number | null)[]> {
  const context = await net.context(settings);
  const planned = planMeasure(measure.parse(document), context.network);
  const table = await readMeasures(context, {
    measures: [planned],
    asOfs: ['2026-06-30'],
    partners: PARTNERS,
    ...more,
  });
  return [...table.column(planned.key)].map((value) => (Number.isNaN(value) ? null : value / 10_000));
}

const won = (id: string, partner: string, amount: Value, on: string, more: Record<string, Value> = {}) => ({
  deal_id: id,
  partner_id: partner,
  outcome: 'won',
  amount,
  closed_on: on,
  ...more,
});

describe('measures of a small network', () => {
  beforeAll(() =>
    net.replace({
      partner: PARTNERS.map((partner_id) => ({ partner_id })),
      deal: [
        won('A', 'P1', '100.5000', '2026-06-30'),
        won('B', 'P1', '10', '2025-07-01'),
        won('C', 'P1', '1', '2025-06-30'),
        won('D', 'P2', '0.0001', '2026-01-31'),
        { ...won('E', 'P2', '7', '2026-02-01'), outcome: 'lost' },
      ],
    }),
  );

  it('adds up the trailing twelve months, both ends included', async () => {
    expect(await read({ metric: 'won_amount', window: 'trailing-12-months' })).toEqual([110.5, 0.0001, 0]);
  });

  it('reads several days at once', async () => {
    const asOfs = ['2026-06-30', '2026-01-31', '2025-06-30'];
    expect(await read({ metric: 'won_amount', window: 'trailing-12-months' }, { asOfs })).toEqual([
      110.5, 0.0001, 0, 11, 0.0001, 0, 1, 0, 0,
    ]);
  });
  it('reads everything up to the day', async () => {
    const asOfs = ['2026-06-30', '2025-07-01'];
    expect(await read({ metric: 'won_amount', window: 'ever' }, { asOfs })).toEqual([111.5, 0.0001, 0, 11, 0, 0]);
  });
  it('win rate', async () => {
    expect(await read({ metric: 'win_rate', window: 'calendar-year' })).toEqual([1, 0.5, null]);
  });
  it('median', async () => {
    expect(await read({ metric: 'won_amount', agg: 'median', window: 'ever' })).toEqual([10, 0.0001, null]);
  });
  it('counts certified people on each day', async () => {
    await net.insert({
      certification: [
        { partner_id: 'P1', person: 'Ann', certification: 'Sales', earned_on: '2025-01-01', expires_on: '2026-06-29' },
        { partner_id: 'P1', person: 'Bob', certification: 'Sales', earned_on: '2026-01-01', level: 'professional' },
        { partner_id: 'P1', person: 'Bob', certification: 'Cloud', earned_on: '2026-02-01' },
      ],
    });
    const asOfs = ['2026-06-29', '2026-06-30'];
    expect(await read({ metric: 'certified_people' }, { asOfs })).toEqual([2, 0, 0, 1, 0, 0]);
    const filter = [{ dim: 'certification', values: ['Cloud'] }];
    expect(await read({ metric: 'certified_people', filter }, { asOfs })).toEqual([1, 0, 0, 1, 0, 0]);
  });
  it('relation', async () => {
    const context = await net.context();
    const planned = planMeasure(measure.parse({ metric: 'won_amount', window: 'ever' }), context.network);
    const { sql, bindings } = measureRelation(context.network, { measures: [planned], asOf: '2026-06-30' });
    expect(await net.engine.rows(`SELECT * FROM (${sql}) AS m ORDER BY 1`, bindings)).toEqual([
      { partner_id: 'P1', m0: '111.5000' },
      { partner_id: 'P2', m0: '0.0001' },
      { partner_id: 'P3', m0: '0.0000' },
    ]);
  });
});
