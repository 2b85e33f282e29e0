/** Settlement of a whole plan: which amounts meet in a pool, a year, a minimum payment. */
import { describe, expect, it } from 'vitest';
import { payPeriods } from '../../../analytics/incentives/periods.ts';
import { amountText, settlePay, tenThousandths } from '../../../analytics/incentives/settle.ts';
import { GREGORIAN } from '../../../analytics/network/calendar.ts';
import { type LineInput, plan } from './readings.ts';

/** Amounts of P (and Q) by quarter of 2025 and 2026. */
function settle(lines: readonly Partial<LineInput>[], amounts: readonly string[][], more: object = {}) {
  const document = plan(
    lines.map((line) => ({ rate: { flat: '1' }, ...line })),
    more,
  );
  const horizon = { from: '2025-01-01', to: '2026-12-31' };
  return settlePay(
    document,
    document.lines.map((line, index) => {
      const periods = payPeriods(document, line, GREGORIAN, horizon);
      const earned = amounts[index]!.map((amount, place) => {
        const [payee, text] = amount.includes(' ') ? amount.split(' ') : ['P', amount];
        return { payee: payee!, period: periods[place % periods.length]!.index, earned: tenThousandths(text!) };
      });
      return { line, periods, earned };
    }),
    GREGORIAN,
  ).map((one) => ({ ...one, pooled: amountText(one.pooled), due: amountText(one.due), coOp: amountText(one.coOp) }));
}

const dues = (rows: ReturnType<typeof settle>) => rows.map(({ due }) => Number(due));

describe('settling a plan', () => {
  it('pays a minimum of 50 once 30 and 25 are there', () => {
    expect(dues(settle([{ limits: { minimumPayment: 50 } }], [['30', '25']]))).toEqual([0, 55]);
  });

  it('sets returns off before it pays, where there is a minimum; else they are amounts below zero', () => {
    expect(dues(settle([{ limits: { minimumPayment: 10 } }], [['-30', '35', '10']]))).toEqual([0, 0, 15]);
    expect(dues(settle([{}], [['-30', '35']]))).toEqual([-30, 35]);
  });

  it('does not carry one payee’s rest to another', () => {
    expect(dues(settle([{ limits: { minimumPayment: 50 } }], [['P 30', 'Q 25']]))).toEqual([0, 0]);
  });

  it('caps the year, and begins anew with the next', () => {
    const rows = settle([{ limits: { capYear: 100 } }], [['60', '60', '0', '10', '70', '40']]);
    expect(dues(rows)).toEqual([60, 40, 0, 0, 70, 30]);
  });

  it('holds all lines of a year to the pool, to the cent', () => {
    const rows = settle([{}, { period: 'year' }], [['P 10', 'Q 10'], ['10']], {
      pool: { cap: 10, period: 'year' },
    });
    expect(rows.map(({ pooled }) => pooled)).toEqual(['3.3400', '3.3300', '3.3300']);
  });

  it('leaves lines that are not of the pool alone', () => {
    const rows = settle([{}, {}], [['10'], ['10']], { pool: { cap: 5, period: 'quarter', lines: ['line 1'] } });
    expect(dues(rows)).toEqual([10, 5]);
  });

  it('holds back first, then splits what is left into cash and co-op', () => {
    const [row] = settle([{ terms: { holdBack: { share: '0.1', days: 30 }, cashShare: '0.7' } }], [['100.01']]);
    expect([row!.heldBack, row!.due, row!.coOp]).toEqual([100_000, '63.0100', '27.0000']);
  });
});
