/** Sides of a case on the sample network. Guards that what moves while dragging is what the record says, and that nothing is read twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncentiveCaseInput } from '../../../analytics/api/documents/incentiveCase.ts';
import { prepareCase } from '../../../analytics/incentives/prepareCase.ts';
import { rateCase } from '../../../analytics/incentives/rateCase.ts';
import { caseOf, type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';

const BANDS = [
  { from: '0', rate: '0.01' },
  { from: '100000', rate: '0.03' },
  { from: '400000', rate: '0.05' },
];
const rebate = { id: 'volume', kind: 'rebate', rate: { how: 'marginal', bands: BANDS } };
const spiff = {
  id: 'spiff',
  kind: 'spiff',
  period: 'month',
  rate: { flat: '0.02' },
  on: { less: ['volume'], filter: [{ dim: 'family', values: ['Cloud'], not: true }] },
  limits: { capYear: '20000' },
};
const plan = (lines: readonly object[], more: object = {}) => ({ id: 'plan', name: 'Plan', lines, ...more });

describe.skipIf(sampleFile === undefined)('a case on the sample network', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await sampleDesk();
  });
  afterAll(() => open?.close());

  async function rated(asked: IncentiveCaseInput, record = false) {
    const prepared = await prepareCase(open.desk, caseOf(asked, record));
    return rateCase(open.desk, prepared);
  }

  it.each<[string, IncentiveCaseInput]>([
    ['bands', { plans: [plan([rebate])] }],
    ['a line after another, with a cap by year', { plans: [plan([rebate, spiff])] }],
    ['a pool', { plans: [plan([rebate], { pool: { cap: '500000', period: 'year' } })] }],
    ['growth', { plans: [plan([{ ...rebate, rate: { growth: 'year-ago', rate: '0.1', payOnlyGrowth: true } }])] }],
    ['by level', { plans: [plan([{ ...rebate, rate: { byLevel: { Gold: '0.05', Silver: '0.02' } } }])] }],
    ['dollars', { plans: [plan([rebate], { currency: 'USD' }), plan([rebate])] }],
  ])('is paid the same by the kernel and by SQL: %s', async (_, asked) => {
    const [kernel, record] = [await rated(asked), await rated(asked, true)];
    expect(record.after.total).toBeGreaterThan(0);
    expect(kernel.basis).toEqual(record.basis);
    expect(kernel.pairs).toEqual(record.pairs);
    kernel.after.lines.forEach((line, index) => {
      const { compiled: _, convert: _c, groups: _g, ...other } = record.after.lines[index]!;
      const { compiled: __, convert: __c, groups: __g, ...own } = line;
      expect(own).toEqual(other);
    });
  });

  // What comes off follows the earlier line; the rows that it comes off stay as they are and are not read again.
  it('takes off a later line what an earlier one pays at a moved rate, without reading anything', async () => {
    const moved = (rate: string) => {
      const first = { ...rebate, rate: { how: 'marginal', bands: [{ from: '0', rate }, ...BANDS.slice(1)] } };
      return { plans: [plan([first, { ...spiff, on: { ...spiff.on, credit: 'share' } }])] };
    };
    const { reader } = open.desk.context;
    const asked: string[] = [];
    const heard = new Proxy(reader, {
      get: (target, name) =>
        name === 'rows'
          ? (...of: Parameters<typeof reader.rows>) => {
              asked.push(of[0]);
              return target.rows(...of);
            }
          : Reflect.get(target, name),
    });
    const desk = { ...open.desk, context: { ...open.desk.context, reader: heard } };
    const pay = async (rate: string, record = false) =>
      (await rateCase(desk, await prepareCase(desk, caseOf(moved(rate), record)))).after;
    const first = await pay('0.011');
    const before = asked.length;
    const kernel = await pay('0.017');
    expect(asked.slice(before)).toEqual([]);
    const record = await pay('0.017', true);
    expect([...kernel.pay]).toEqual([...record.pay]);
    kernel.lines.forEach(({ earned }, index) => {
      expect(earned).toEqual(record.lines[index]!.earned);
      expect(earned).not.toEqual(first.lines[index]!.earned);
    });
  });

  it('compares payouts of the kinds that plans pay, and names the others', async () => {
    const { before, basis } = await rated({ plans: [plan([rebate])] });
    const { network, reader } = open.desk.context;
    expect([basis.period.from, basis.period.to]).toEqual(['2025-10-01', '2026-09-30']);
    expect(network.policy.baseCurrency).toBe(basis.currency);
    const paid = await reader.rows<{ kind: string }>(
      `SELECT DISTINCT kind FROM net.payout WHERE earned_on BETWEEN DATE '2025-10-01' AND DATE '2026-09-30' ORDER BY kind`,
    );
    expect(basis.kinds).toEqual(['rebate']);
    expect([...basis.leftAlone.map(({ kind }) => kind), 'rebate'].sort()).toEqual(paid.map(({ kind }) => kind));
    expect(before.paid!.kind.every((kind) => kind === 'rebate')).toBe(true);
  });

  // A plan that names its payouts otherwise than the ledger would look like money that was never paid.
  it('counts the kinds that were asked for, and says by kind what is left out', async () => {
    const asked = await rated({ plans: [plan([rebate])], kinds: ['MDF'] });
    expect(asked.basis.kinds).toEqual(['mdf']);
    const usual = (await rated({ plans: [plan([rebate])] })).basis.leftAlone.find(({ kind }) => kind === 'mdf')!;
    expect(asked.before.total / 10_000).toBeCloseTo(Number(usual.amount), 2);
    expect(asked.before.total).toBeGreaterThan(0);
    expect(asked.before.paid!.kind.every((kind) => kind === 'mdf')).toBe(true);
    expect(asked.basis.leftAlone.map(({ kind }) => kind)).toContain('rebate');
    const note = asked.basis.notes.find((one) => one.startsWith('As paid counts the kind MDF. Left out, in EUR: '));
    const left = asked.basis.leftAlone.find(({ kind }) => kind === 'rebate')!;
    expect(note).toContain(`rebate ${Number(left.amount).toLocaleString('en-GB', { minimumFractionDigits: 2 })}`);
    // None of the kind at all is said before anything else of it.
    const none = await rated({ plans: [plan([rebate])], kinds: ['new product'] });
    expect(none.before.total).toBe(0);
    expect(none.basis.notes).toContainEqual(
      expect.stringMatching(
        /^As paid is 0\.00 because no payout of the period is of the kind new product; paid were, in EUR: .*rebate [\d,.]+.*Choose the kinds to compare with\.$/,
      ),
    );
  });

  it('moves a rate without reading anything', async () => {
    const moved = (rate: string) => ({
      plans: [plan([{ ...rebate, rate: { how: 'marginal', bands: [{ from: '0', rate }] } }])],
    });
    const first = await rated(moved('0.01'));
    const { reader } = open.desk.context;
    const quiet = { ...reader, rows: () => Promise.reject(new Error('something was read')) } as typeof reader;
    const desk = { ...open.desk, context: { ...open.desk.context, reader: quiet } };
    const again = await rateCase(desk, await prepareCase(desk, caseOf(moved('0.02'))));
    expect(Math.abs(again.after.total - 2 * first.after.total) / first.after.total).toBeLessThan(1e-3);
  });
});
