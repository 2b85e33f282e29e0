import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figureSpec, querySpec } from '../../../analytics/api/documents/query.ts';
import { readDictionary } from '../../../analytics/metrics/dictionary.ts';
import { figureRows, openFigureRows } from '../../../analytics/metrics/rows.ts';
import { runQuery, runTable } from '../../../analytics/metrics/run.ts';
import { trace } from '../../../analytics/metrics/trace.ts';
import { dimensionValues } from '../../../analytics/metrics/values.ts';
import { type TestNetwork, testNetwork } from './network.ts';

let net: TestNetwork;

beforeAll(async () => {
  net = await testNetwork();
  await net.engine.run(`INSERT INTO app.load (load_id, file, as_kind, sha256, bytes, column_map, loaded_at, rows_read, rows_new, rows_changed,
      rows_same, rows_vanished, rows_refused, checks, undone) VALUES
    (1, 'first.csv', 'deals', 'aa', 1, '{}', TIMESTAMP '2026-10-01', 4, 4, 0, 0, 0, 0, '[]', false),
    (2, 'second.csv', 'deals', 'bb', 1, '{}', TIMESTAMP '2026-11-01', 1, 0, 1, 0, 0, 0, '[]', false)`);
  await net.insert({
    partner: [
      { partner_id: 'P1', partner_name: 'Alder', country: 'DE' },
      { partner_id: 'P2', partner_name: 'Birch', country: 'FR' },
    ],
    deal: [
      { deal_id: 'D1', partner_id: 'P1', outcome: 'won', amount: '100', closed_on: '2026-09-10', to_load: 2 },
      { deal_id: 'D2', partner_id: 'P2', outcome: 'won', amount: '50', closed_on: '2026-08-10' },
      { deal_id: 'D3', partner_id: 'P1', outcome: 'lost', amount: '70', closed_on: '2026-09-11' },
      { deal_id: 'D4', partner_id: 'P1', outcome: 'won', amount: '10', closed_on: '2025-09-01' },
      { deal_id: 'D5', partner_id: 'P1', outcome: 'won', amount: '10', closed_on: '2025-09-20' },
      { deal_id: 'D6', partner_id: 'P1', outcome: 'open', amount: '5', closed_on: '2026-12-20' },
    ],
    deal_party: [{ deal_id: 'D2', partner_id: 'P1', role: 'influenced' }],
  });
  await net.insert(
    { deal: [{ deal_id: 'D1', partner_id: 'P1', outcome: 'won', amount: '120', closed_on: '2026-09-10' }] },
    2,
  );
});
afterAll(() => net.close());

const run = async (spec: object) => runTable(await net.context(), querySpec.parse(spec));

describe('query.run', () => {
  it('says how far partners share deals, and totals each deal once', async () => {
    const { rows, total, basis } = await run({ metrics: ['won_amount'], by: ['partner'], period: '2026' });
    expect(rows.map(({ partner, won_amount }) => [partner, won_amount])).toEqual([
      ['P1', '170.0000'],
      ['P2', '50.0000'],
    ]);
    expect(total.won_amount).toBe('170.0000');
    expect(basis.overlap).toEqual({ metric: 'won_amount', amount: '50.0000' });
  });

  // Data end on 11 September, so the quarter is compared with 1 July to 11 September of the year before.
  it('compares an unfinished quarter with the same elapsed part, and says so', async () => {
    const { total, basis } = await run({
      metrics: ['won_amount', 'open_pipeline'],
      period: '2026-Q3',
      compare: 'year',
    });
    expect(total).toMatchObject({
      won_amount: '170.0000',
      won_amount__prior: '10.0000',
      won_amount__change: 16,
      open_pipeline__prior: null,
    });
    expect(basis.comparison).toMatchObject({ from: '2025-07-01', to: '2025-09-30', elapsedTo: '2025-09-11' });
    expect(basis.notes.join(' ')).toContain('same elapsed part');
    expect(basis.notes.join(' ')).toContain('Open pipeline');
  });

  it('streams rows and counts them without the limit', async () => {
    const context = await net.context();
    const answer = await runQuery(context, querySpec.parse({ metrics: ['won_count'], by: ['partner'], limit: 1 }));
    const batch = await answer.cursor.next();
    expect(
      tableFromIPC(batch.bytes)
        .toArray()
        .map((row) => row?.toJSON().partner),
    ).toEqual(['P1']);
    expect(await answer.totalRows({ rows: batch.rows, more: !batch.last })).toBe(2);
  });

  it.each([
    [{ metrics: ['won_amuont'] }, 'metric-unknown', 'won_amount'],
    [{ metrics: ['won_amount'], by: ['kind'] }, 'dimension-unknown', 'It can be cut by partner'],
    [{ metrics: ['gini'], by: ['partner'] }, 'dimension-unknown', 'cannot be cut by partner'],
    [{ metrics: ['won_amount'], period: 'soon' }, 'period-invalid', '2026-Q3'],
    [{ metrics: ['won_amount'], by: ['country'], sort: { key: 'margin' } }, 'bad-request', 'won_amount'],
  ])('refuses %j in a sentence', async (spec, code, says) => {
    await expect(run(spec)).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  });

  it('takes a text that looks like SQL as a value', async () => {
    const value = "x'); DROP TABLE store.deal; --";
    const { rows } = await run({
      metrics: ['won_amount'],
      by: ['country'],
      where: [{ dim: 'country', values: [value] }],
    });
    expect(rows).toEqual([]);
    expect((await run({ metrics: ['won_count'] })).total.won_count).toBe(4);
  });
});

describe('a figure', () => {
  const figure = figureSpec.parse({ metric: 'win_rate', period: '2026', where: [{ dim: 'country', values: ['DE'] }] });

  it('opens its numerator and its denominator, newest first', async () => {
    const context = await net.context();
    const ids = async (part?: 'numerator' | 'denominator') => {
      const { sql, bindings } = figureRows(context, figure, part);
      return (await net.engine.rows<{ deal_id: string }>(sql, bindings)).map(({ deal_id }) => deal_id);
    };
    expect(await ids()).toEqual(['D1', 'D2']);
    expect(await ids('denominator')).toEqual(['D3', 'D1', 'D2']);
    const opened = await openFigureRows(context, figure, 'denominator');
    expect(opened.totalRows).toBe(3);
    opened.cursor.close();
  });

  it('has a passport with its parts, its files and what the newest load moved', async () => {
    const context = await net.context();
    const passport = await trace(context, figureSpec.parse({ metric: 'avg_deal', period: '2026', compare: 'year' }));
    expect(passport).toMatchObject({
      value: '85.0000',
      prior: '10.0000',
      parts: [
        { label: 'Bookings', value: '170.0000', unit: 'money', rows: 2 },
        { label: 'Deals won', value: 2, unit: 'count', rows: 2 },
      ],
      sources: [
        { loadId: 1, file: 'first.csv', rows: 1, firstRow: 2, lastRow: 2 },
        { loadId: 2, file: 'second.csv', rows: 1 },
      ],
      before: { value: '75.0000', load: 'second.csv' },
    });
    expect(await net.engine.rows(passport.sql)).toMatchObject([{ avg_deal: '85.0000' }]);
    const unmoved = await trace(context, figureSpec.parse({ metric: 'lost_count' }));
    expect(unmoved.before).toBeNull();
  });
});

describe('dimension values', () => {
  it('are found by name as well as by id', async () => {
    const context = await net.context();
    expect(await dimensionValues(context, { dim: 'partner', search: 'ald', limit: 10 })).toEqual([
      { value: 'P1', label: 'Alder', partners: 1 },
    ]);
    expect(await dimensionValues(context, { dim: 'country', search: '', limit: 10 })).toEqual([
      { value: 'DE', label: 'DE', partners: 1 },
      { value: 'FR', label: 'FR', partners: 1 },
    ]);
    expect(await dimensionValues(context, { dim: 'role', search: 'infl', limit: 10 })).toMatchObject([
      { value: 'influenced' },
    ]);
  });
});

describe('the dictionary', () => {
  it('leaves a bad definition out and keeps its neighbours', () => {
    const base = {
      meaning: 'm',
      formula: 'f',
      unit: 'count',
      good: 'none',
      dateBasis: 'd',
      kind: 'additive',
      label: 'l',
    } as const;
    const value = { label: 'v', unit: 'count', fact: 'deal', aggregate: 'count' } as const;
    const { metrics, faults } = readDictionary([
      {
        group: 'Revenue',
        metrics: [
          { ...base, id: 'good', pieces: { value } },
          { ...base, id: 'bad', pieces: { value }, expression: '{gone}' },
          { ...base, id: 'also_good', pieces: { value } },
        ],
      },
    ]);
    expect([...metrics.keys()]).toEqual(['good', 'also_good']);
    expect(faults).toEqual([{ id: 'bad', fault: 'its formula names a piece “gone” that it does not have' }]);
  });
});
