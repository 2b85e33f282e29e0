import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { levelOf, sideOf, usualRanges } from '../../../analytics/tiers/placement/ranges.ts';
import { checkPlacement } from '../../../analytics/tiers/placement.ts';
import { type TestNetwork, testNetwork, type Value } from '../metrics/network.ts';

describe('what is usual for a level', () => {
  const figures = Float64Array.from([...Array(10).keys()].map((n) => (n + 1) * 10));

  it('lies between the tenth and the ninetieth percentile, as spreadsheets count them', () => {
    // PERCENTILE.INC of 10, 20 … 100: 10 + 0.9 · 10 = 19 and 10 + 8.1 · 10 = 91.
    expect(usualRanges(new Int8Array(10), 1, figures)).toEqual([{ holders: 10, median: 55, low: 19, high: 91 }]);
  });

  it('is not said of fewer than five', () => {
    expect(usualRanges(new Int8Array(4), 1, figures.subarray(0, 4))[0]).toMatchObject({ holders: 4, median: null });
  });

  it('gives a partner another level only outside of its own range, within that one’s, and on the right side', () => {
    const partner = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.nat(60));
    fc.assert(
      fc.property(fc.array(partner, { minLength: 20, maxLength: 60 }), (partners) => {
        const held = Int8Array.from(partners, ([level]) => level);
        const values = Float64Array.from(partners, ([, value]) => value);
        const ranges = usualRanges(held, 4, values);
        partners.forEach(([own, value]) => {
          const fits = levelOf(value, own, ranges);
          const side = sideOf(value, ranges[own]!);
          const open = ranges.some(
            (range, level) =>
              Math.sign(level - own) === side && range.low !== null && value >= range.low && value <= range.high!,
          );
          expect(fits !== null).toBe(side !== 0 && open);
          if (fits !== null) expect(Math.sign(fits - own)).toBe(side);
        });
      }),
    );
  });
});

describe('checkPlacement', () => {
  let net: TestNetwork;
  beforeAll(async () => {
    // Ten partners a level: Bronze brings 10 to 100 k, Silver 200 to 290 k, Gold 1,000 to 1,090 k; two sit wrong.
    const partner: Record<string, Value>[] = [];
    const deal: Record<string, Value>[] = [];
    const deal_party: Record<string, Value>[] = [];
    const deal_line: Record<string, Value>[] = [];
    const add = (id: string, level: string, amount: number) => {
      partner.push({
        partner_id: id,
        partner_name: `Partner ${id}`,
        level,
        owner: 'Ada',
        agreement_start: '2020-01-01',
      });
      deal.push({ deal_id: `D-${id}`, outcome: 'won', amount, currency: 'EUR', closed_on: '2026-05-05' });
      deal_line.push({ deal_id: `D-${id}`, line_id: '1', amount });
      deal_party.push({ deal_id: `D-${id}`, partner_id: id, role: 'sourced' });
    };
    for (let n = 0; n < 10; n++) {
      add(`B${n}`, 'Bronze', 10_000 * (n + 1));
      add(`S${n}`, 'Silver', 200_000 + 10_000 * n);
      add(`G${n}`, 'Gold', 1_000_000 + 10_000 * n);
    }
    add('HIGH', 'Bronze', 250_000);
    add('LOW', 'Gold', 230_000);
    add('TOP', 'Gold', 9_000_000);
    net = await testNetwork({ partner, deal, deal_line, deal_party });
  });
  afterAll(() => net.close());

  it('names partners in the range of another level, with the money and the reason', async () => {
    const check = await checkPlacement(await net.context(), { asOf: '2026-06-30' });
    expect(
      check.partners.map(({ partner, level, fits, direction, amount }) => [partner, level, fits, direction, amount]),
    ).toEqual([
      ['HIGH', 'Bronze', 'Silver', 'above', '250000.0000'],
      ['LOW', 'Gold', 'Silver', 'below', '230000.0000'],
    ]);
    expect(check.partners[0]!.reason).toMatch(
      /^bookings of .* 250\sk: usual at Silver \(209\sk to 281\sk\), Bronze has 20\.0\sk to 100\sk/,
    );
    expect(check).toMatchObject({ outside: 2, of: 33 });
    expect(check.levels.map(({ level, partners, above, below }) => [level, partners, above, below])).toEqual([
      ['Bronze', 11, 1, 0],
      ['Silver', 10, 0, 0],
      ['Gold', 12, 0, 1],
    ]);
  });

  it('gives the ranges that SQL gives', async () => {
    const { levels } = await checkPlacement(await net.context(), { asOf: '2026-06-30' });
    const rows = await net.engine.rows<{ level: string; low: number; median: number; high: number }>(
      `SELECT level, quantile_cont(amount, 0.1) AS low, quantile_cont(amount, 0.5) AS median, quantile_cont(amount, 0.9) AS high
       FROM (SELECT p.level, CAST(d.amount AS DOUBLE) AS amount FROM store.deal d JOIN store.deal_party USING (deal_id)
         JOIN store.partner p ON p.partner_id = deal_party.partner_id) GROUP BY level ORDER BY low`,
    );
    expect(levels.map(({ level, low, median, high }) => [level, Number(low), Number(median), Number(high)])).toEqual(
      rows.map(({ level, low, median, high }) => [level, low, median, high]),
    );
  });

  it('says what is missing where nothing can be usual', async () => {
    const context = await net.context();
    await expect(checkPlacement(context, { asOf: '2024-06-30' })).rejects.toThrow(
      /No partner has bookings in the year up to 2024-06-30/,
    );
  });
});
