/**
 * Payouts explained. Guards that a finance person who follows the printed figures by hand arrives at what was earned, that the
 * amounts shown add up to it, and that a partner without pay is told why.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PayStep } from '../../../../analytics/api/incentives.ts';
import { checkPlan } from '../../../../analytics/incentives/check.ts';
import { explainPay } from '../../../../analytics/incentives/explain.ts';
import { caseOf, deskOn } from '../../../fixtures/incentiveDesk.ts';
import { runs } from '../../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../../metrics/network.ts';
import { naivePay } from '../naive.ts';
import { ledgerOf, randomDocument, randomEntry, randomLine, randomRows } from '../randomLines.ts';
import { plan } from '../readings.ts';

let store: TestNetwork;
beforeAll(async () => {
  store = await testNetwork();
});
afterAll(() => store.close());

const explain = async (plans: readonly object[], partner: string, more: object = {}) =>
  explainPay(deskOn(await store.context()), {
    ...caseOf({ plans: plans as Record<string, unknown>[], period: '2025-01-01..2026-12-31', ...more }),
    partner,
    deals: 50,
  });

/** A printed figure as a number: `37,640.00`, `8.0 %`, `−12.5`. */
const read = (text: string): number => {
  const plain = text.replaceAll(',', '').replace('\u2212', '-').replaceAll('\u202f', '').trim();
  return plain.endsWith('%') ? Number(plain.slice(0, -1)) / 100 : Number(plain);
};

/** What the figures of a step come to on a calculator; null where they are no reckoning. */
function byHand(figures: string): number | null {
  if (figures === 'not reached' || figures === 'under the floor') return 0;
  const factor = /^(.+) × \((.+) − 1\)$/.exec(figures);
  if (factor) return read(factor[1]!) * (read(factor[2]!) - 1);
  const product = /^(.+) × (.+)$/.exec(figures);
  if (product) return read(product[1]!) * read(product[2]!);
  const change = /^(.+) → (.+)$/.exec(figures);
  return change ? read(change[2]!) - read(change[1]!) : null;
}

const plainly = (text: string) => text.replaceAll('\u202f', ' ');
const cents = (amount: string | null) => Math.round(Number(amount) * 100);
const ofKind = (steps: readonly PayStep[], of: PayStep['of']) => steps.filter((step) => step.of === of);

it('follow by hand to what plain loops pay, on random plans', async () => {
  await fc.assert(
    fc.asyncProperty(randomLine, fc.array(randomEntry, { minLength: 1, maxLength: 12 }), async (random, entries) => {
      const ledger = ledgerOf(entries);
      const document = randomDocument(random);
      await store.replace(randomRows(ledger));
      // Some random lines mean nothing, and are refused.
      fc.pre(checkPlan(document, (await store.context()).network).faults.length === 0);
      const naive = naivePay(document.lines[0]!, ledger);
      const found: Record<string, string> = {};
      for (const partner of ['P', 'Q']) {
        const { lines, after } = await explain([document], partner);
        const line = lines[0]!;
        for (const { period, earned, steps, rows, due } of line.periods) {
          const [year, quarter] = period.split('-Q');
          found[`${partner} ${(Number(year) - 2025) * 4 + Number(quarter) - 1}`] = Number(earned).toFixed(2);
          const paying = ofKind(steps, 'earned').filter(({ amount }) => amount !== null);
          expect(paying.reduce((sum, { amount }) => sum + cents(amount), 0)).toBe(cents(earned));
          const reckoned = paying.reduce((sum, { figures }) => sum + byHand(figures)!, 0);
          expect(Math.abs(reckoned * 100 - cents(earned))).toBeLessThanOrEqual(0.5001);
          for (const { amount, figures } of paying) {
            expect(Math.abs(byHand(figures)! * 100 - cents(amount))).toBeLessThan(1.0001);
          }
          expect(rows.reduce((sum, { amount }) => sum + cents(amount), 0)).toBe(cents(earned));
          const settled = ofKind(steps, 'due').reduce((sum, { amount }) => sum + cents(amount), cents(earned));
          expect(settled).toBe(cents(due));
        }
        expect(cents(after)).toBe(line.periods.reduce((sum, { earned }) => sum + cents(earned), 0));
        if (line.periods.every(({ earned }) => cents(earned) === 0)) expect(line.silent).toMatch(/\.$/);
        else expect(line.silent).toBeNull();
      }
      expect(found).toEqual(naive);
    }),
    runs(12),
  );
}, 600_000);

const won = (deal_id: string, amount: number, closed_on: string, more: object = {}) => ({
  deal_id,
  partner_id: 'P',
  outcome: 'won',
  amount,
  closed_on,
  ...more,
});

describe('a partner and a period', () => {
  it('reads like an invoice: growth in bands, a SPIFF, a cap that is not reached', async () => {
    await store.replace({
      partner: [{ partner_id: 'P', partner_name: 'Veluwe Netwerken' }],
      product: [{ product_id: 'C1', product_name: 'Cloud One', family: 'Cloud' }],
      deal: [
        won('D1', 188_200, '2025-08-01'),
        won('D2', 260_200, '2026-08-01'),
        won('D3', 34_000, '2026-09-01', { product_id: 'C1' }),
      ],
      payout: [
        {
          payout_id: 'X',
          partner_id: 'P',
          program: 'Level',
          kind: 'rebate',
          amount: 16_181,
          base: 294_200,
          rate: 0.055,
          earned_on: '2026-09-30',
        },
        { payout_id: 'Y', partner_id: 'P', program: 'Fund', kind: 'mdf', amount: 500, earned_on: '2026-09-30' },
      ],
    });
    const answer = await explain(
      [
        plan([
          { id: 'base', label: 'Base', rate: { flat: '0.04' } },
          {
            id: 'growth',
            label: 'Growth rebate',
            rate: {
              growth: 'year-ago',
              bands: [
                { from: '0.05', rate: '0.08' },
                { from: '0.25', rate: '0.14' },
              ],
              payOnlyGrowth: true,
            },
            limits: { capPartner: '55000' },
          },
          {
            id: 'spiff',
            label: 'Cloud SPIFF',
            rate: { flat: '0.02' },
            on: { filter: [{ dim: 'family', values: ['Cloud'] }] },
          },
          {
            id: 'field',
            label: 'Field SPIFF',
            rate: { flat: '0.02' },
            on: { filter: [{ dim: 'family', values: ['Field'] }] },
          },
        ] as never),
      ],
      'veluwe netwerken',
      { period: '2026-Q3' },
    );
    expect(answer.name).toBe('Veluwe Netwerken');
    const shown = answer.lines.flatMap(({ periods }) =>
      periods.flatMap(({ steps }) =>
        ofKind(steps, 'earned').map(({ label, figures, amount }) => [plainly(label), plainly(figures), amount]),
      ),
    );
    expect(shown).toEqual([
      ['Base', '294,200.00 × 4.0 %', '11768.00'],
      ['Growth rebate, band 2, from +25 % on', '106,000.00 × 14.0 %', '14840.00'],
      ['At most 55,000 a period', 'not reached', '0.00'],
      ['Cloud SPIFF', '34,000.00 × 2.0 %', '680.00'],
    ]);
    // Growth that cannot be followed by hand, without what it is measured against, convinces nobody.
    const growth = answer.lines[1]!.periods[0]!.steps;
    expect(ofKind(growth, 'base').map(({ label, figures }) => [plainly(label), plainly(figures)])).toEqual([
      ['Bookings', '294,200.00'],
      ['Growth on a year ago', '294,200.00 − 188,200.00 = 106,000.00, +56.3 %'],
    ]);
    const said = plainly(answer.sentences.join(' '));
    expect(said).toContain('Bookings 294,200.00 against 188,200.00 a year ago: growth +56.3 %.');
    expect(said).toContain('Gains +11,107.00.');
    expect(answer.lines[3]!.silent).toBe('None of 2 deals of 2026-Q3 is of family Field.');
    expect(answer.paid.map(({ payout, base, rate, amount }) => [payout, base, rate, amount])).toEqual([
      ['X', '294200.0000', 0.055, '16181.0000'],
    ]);
    expect(answer.lines[2]!.periods[0]!.rows).toEqual([
      {
        deal: 'D3',
        line: '1',
        date: '2026-09-01',
        product: 'Cloud One',
        level: null,
        base: '34000.0000',
        amount: '680.0000',
      },
    ]);
    expect(answer.lines[0]!.periods[0]!.dueOn).toBe('2026-10-30');
  });
});
