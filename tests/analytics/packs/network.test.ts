/** The pack over the real engine: a network small enough to add up by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSpec } from '../../../analytics/api/documents/pack.ts';
import { querySpec } from '../../../analytics/api/documents/query.ts';
import { metricList } from '../../../analytics/metrics/dictionary.ts';
import { runTable } from '../../../analytics/metrics/run.ts';
import { dimensionList } from '../../../analytics/network/dimensions.ts';
import { buildPack } from '../../../analytics/packs/build.ts';
import type { PackModel } from '../../../analytics/packs/model.ts';
import type { PackSource } from '../../../analytics/packs/source.ts';
import { columnOf, type TablePage } from '../../../analytics/packs/table.ts';
import { policyOf, type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
let pack: PackModel;

const won = (deal_id: string, partner_id: string | null, amount: string, closed_on: string, more: object = {}) => ({
  deal_id,
  partner_id,
  outcome: 'won',
  amount,
  closed_on,
  ...more,
});

beforeAll(async () => {
  net = await testNetwork({
    partner: [
      { partner_id: '001', partner_name: '=Alpha', level: 'Gold', country: 'Germany', region: 'DACH' },
      { partner_id: '002', partner_name: 'Beta', level: 'Silver', country: 'Sweden', region: 'Nordics' },
    ],
    deal: [
      won('A', '001', '100.0050', '2026-08-01'),
      won('B', '001', '50.0000', '2026-08-02'),
      won('C', '002', '7.5000', '2026-08-03'),
      won('D', 'nobody', '4.0000', '2026-08-04'),
      won('E', null, '2.0000', '2026-08-05', { route: 'direct' }),
      won('F', '001', '80.0000', '2025-08-06'),
      { ...won('G', '002', '9.0000', '2026-08-07'), outcome: 'lost' },
    ],
    // Beta helped with Alpha's first deal: it counts for both and once in the network.
    deal_party: [{ deal_id: 'A', partner_id: '002', role: 'influenced' }],
    payout: [{ payout_id: 'P', partner_id: '001', kind: 'rebate', amount: '15.0000', earned_on: '2026-08-31' }],
  });
  const context = await net.context();
  const source: PackSource = {
    status: {
      name: 'small',
      dataVersion: 1,
      policyVersion: 1,
      policy: policyOf({}),
      lastLoad: null,
      history: { from: '2025-08-06', to: '2026-08-31' },
    },
    metrics: metricList,
    dimensions: dimensionList,
    async query(spec) {
      const { columns, rows, total, basis } = await runTable(context, querySpec.parse(spec));
      return { columns, total, basis, rows: rows.map((row) => columns.map(({ key }) => row[key] ?? null)) };
    },
    async quality() {
      return { loads: [], rows: {}, unassigned: { deals: 1, amount: '4.0000' }, missingRates: [] };
    },
  };
  pack = await buildPack(source, packSpec.parse({ period: '2026-Q3' }));
});
afterAll(() => net.close());

function page(id: string): TablePage {
  const found = pack.tables.find((table) => table.id === id);
  if (!found) throw new Error(`No page ${id}`);
  return found;
}

function cell(table: TablePage, label: string, metric: string, part: Parameters<typeof columnOf>[2]) {
  return table.rows.find(([name]) => name === label)?.[columnOf(table, metric, part)] ?? null;
}

describe('a pack of a small network', () => {
  it('has the figures that hand and pencil give', () => {
    const bookings = pack.headlines.find(({ metric }) => metric.id === 'won_amount');
    expect(bookings).toMatchObject({ actual: '163.5050', prior: '80.0000', difference: '83.5050' });
    const partners = page('partner');
    expect(cell(partners, '=Alpha', 'won_amount', 'actual')).toBe('150.0050');
    expect(cell(partners, 'Beta', 'won_amount', 'actual')).toBe('107.5050');
    expect(cell(partners, '(unassigned)', 'won_amount', 'actual')).toBe('4.0000');
    expect(cell(partners, '(direct)', 'won_amount', 'actual')).toBe('2.0000');
    expect(cell(partners, '=Alpha', 'payout_rate', 'actual')).toBeCloseTo(15 / 150.005, 12);
  });

  it('takes the shared deal off the sum of the rows', () => {
    const partners = page('partner');
    const column = columnOf(partners, 'won_amount', 'actual');
    expect(partners.overlap[column]).toBe('100.0050');
    expect(partners.total[column]).toBe('163.5050');
  });

  it('passes every check', () => {
    expect(pack.checks.filter(({ passed }) => !passed).map(({ label, detail }) => `${label}: ${detail}`)).toEqual([]);
    expect(pack.checks.map(({ kind }) => kind)).toContain('overlap');
  });

  it('computes every ratio that has parts, so that its total can be live', () => {
    const partners = page('partner');
    for (const metric of ['win_rate', 'avg_deal', 'payout_rate']) {
      expect(partners.columns[columnOf(partners, metric, 'actual')]?.total, metric).toBe('computed');
    }
  });
});
