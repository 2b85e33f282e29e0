/** Lists of pay that leave the product. Guards that a payout file comes back through the import with every cent. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPay } from '../../../analytics/incentives/exportPay.ts';
import { payList } from '../../../analytics/incentives/payList.ts';
import { inspectFiles } from '../../../analytics/ingest/inspect.ts';
import { caseOf, type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { Bench } from '../ingest/support.ts';
import { plan } from './readings.ts';

const BANDS = [
  { from: '0', rate: '0.01' },
  { from: '100000', rate: '0.03' },
];
const document = plan(
  [
    { id: 'volume', label: '=Volume', rate: { how: 'retroactive', bands: BANDS } },
    { id: 'growth', label: 'Growth', rate: { growth: 'year-ago', rate: '0.1', payOnlyGrowth: true } },
    {
      id: 'fund',
      label: 'Fund',
      rate: { flat: '0.005' },
      terms: { cashShare: '0.5', holdBack: { share: '0.2', days: 90 } },
    },
  ],
  { name: 'Früh & Spät' },
);

describe.skipIf(sampleFile === undefined)('an export of pay', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());
  const asked = caseOf({ plans: [document], period: 'FY26-Q3' });

  it('of payouts is loaded again with every cent, twice without a change', async () => {
    const { fileName, text, rows } = await exportPay(open.desk, { ...asked, list: 'payouts' });
    expect(fileName).toBe('fruh-spat-payouts-fy26-q3.csv');
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text).toContain(",'=Volume,");
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(rows + 1);
    const bench = await Bench.open();
    try {
      const [inspection] = await inspectFiles(bench.context, [
        { path: await bench.file(fileName, text), name: fileName },
      ]);
      expect(inspection).toMatchObject({ as: 'payouts', confidence: 3, problem: null, questions: [] });
      const load = () => bench.load(fileName, text, inspection!.map);
      expect(await load()).toMatchObject({ read: rows, new: rows, refused: 0 });
      expect(await load()).toMatchObject({ same: rows, new: 0 });
      const listed = await payList(open.desk, { ...asked, record: true, select: {}, limit: 1_000_000 });
      const paid = Object.fromEntries(
        listed.rows.filter(({ after }) => Number(after) !== 0).map(({ partner, after }) => [partner, Number(after)]),
      );
      const loaded = await bench.rows<{ partner_id: string; amount: string }>(
        'SELECT partner_id, sum(amount) AS amount FROM net.payout GROUP BY partner_id ORDER BY 1',
      );
      expect(Object.fromEntries(loaded.map((row) => [row.partner_id, Number(row.amount)]))).toEqual(paid);
      const [exact] = await bench.rows<{ wrong: number; single: number }>(
        `SELECT count(*) FILTER (WHERE abs(base * rate - amount) > 0.006) AS wrong, count(rate) AS single FROM net.payout`,
      );
      expect(Number(exact!.wrong)).toBe(0);
      expect(Number(exact!.single)).toBeGreaterThan(50);
    } finally {
      await bench.close();
    }
  }, 60_000);

  it('of partners has each of them with its reason', async () => {
    const { text, rows } = await exportPay(open.desk, { ...asked, list: 'partners' });
    const [header] = text.split('\r\n');
    expect(header).toMatch(/^Partner ID,Partner Name,.*,Difference \(EUR\),Reason,/);
    expect(rows).toBeGreaterThan(100);
  }, 60_000);

  it('of payouts needs a plan', async () => {
    await expect(exportPay(open.desk, { ...caseOf({ plans: [] }), list: 'payouts' })).rejects.toThrow('without a plan');
  });
});
