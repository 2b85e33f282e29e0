/** Settlement of a whole plan: which amounts meet in a pool, a year, a minimum payment. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncentivePlan } from '../../../analytics/api/documents/incentivePlan.ts';
import { fundsOn } from '../../../analytics/incentives/funds.ts';
import { payPeriods } from '../../../analytics/incentives/periods.ts';
import { amountText, datedPay, settlePay, tenThousandths } from '../../../analytics/incentives/settle.ts';
import { GREGORIAN } from '../../../analytics/network/calendar.ts';
import { type LineInput, plan } from './readings.ts';

/** Amounts of P (and Q) by quarter of 2025 and 2026, each a tenth of what was counted. */
function settledBy(document: IncentivePlan, amounts: readonly (readonly string[])[]) {
  const horizon = { from: '2025-01-01', to: '2026-12-31' };
  return settlePay(
    document,
    document.lines.map((line, index) => {
      const periods = payPeriods(document, line, GREGORIAN, horizon);
      const earned = amounts[index]!.map((amount, place) => {
        const [payee, text] = amount.includes(' ') ? amount.split(' ') : ['P', amount];
        const earned = tenThousandths(text!);
        return { payee: payee!, period: periods[place % periods.length]!.index, base: earned * 10, earned };
      });
      return { line, periods, earned };
    }),
    GREGORIAN,
  );
}

const flat = (lines: readonly Partial<LineInput>[], more: object = {}) =>
  plan(
    lines.map((line) => ({ rate: { flat: '1' }, ...line })),
    more,
  );

function settle(lines: readonly Partial<LineInput>[], amounts: readonly string[][], more: object = {}) {
  return settledBy(flat(lines, more), amounts).map((one) => ({
    ...one,
    pooled: amountText(one.pooled),
    due: amountText(one.due),
    coOp: amountText(one.coOp),
  }));
}

function dated(lines: readonly Partial<LineInput>[], amounts: readonly string[][]): string[] {
  const document = flat(lines);
  return datedPay(settledBy(document, amounts), document.lines).map(
    ({ what, on, amount, lapsesAfter }) =>
      `${what} ${amount / 10_000} on ${on}${lapsesAfter === null ? '' : ` until ${lapsesAfter}`}`,
  );
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

  // 4 a quarter for each of three lines: what comes first is paid first, within a quarter in the order of the lines.
  it('holds a payee to a cap over all lines, what is earned first is paid first', () => {
    const rows = settle([{}, {}, { period: 'year' }], [['4', '4'], ['4', '4'], ['4']], { partnerCap: { cap: 13 } });
    expect(dues(rows)).toEqual([4, 4, 4, 1, 0]);
  });

  it('or takes what is over from all lines in proportion, to the cent', () => {
    const rows = settle([{}, {}, {}], [['P 10', 'Q 1'], ['P 10'], ['P 10']], {
      partnerCap: { cap: 10, period: 'quarter', how: 'in-proportion' },
    });
    expect(dues(rows)).toEqual([3.34, 1, 3.33, 3.33]);
  });

  it('holds it to a share of what a line counts, cut downwards, or to the sum where that is less', () => {
    // A tenth of 7,000.55 is 700.055; the second quarter counts nothing that could be shared.
    const lines = [{}, { id: 'other' }];
    const share = { of: 'line 0', share: '0.1' };
    const amounts = [
      ['700.055', '0', '-30'],
      ['50', '20', '0'],
    ];
    expect(dues(settle(lines, amounts, { partnerCap: { share, period: 'quarter' } }))).toEqual([
      700.05, 0, -30, 0, 0, 0,
    ]);
    expect(dues(settle(lines, amounts, { partnerCap: { share, cap: 600, period: 'quarter' } }))[0]).toBe(600);
  });

  it('caps a payee before the pool, and after the cap of a line', () => {
    const rows = settle([{ limits: { capYear: 8 } }, {}], [['P 20', 'Q 5'], ['P 20']], {
      partnerCap: { cap: 10, period: 'year', how: 'in-proportion', lines: ['line 1', 'line 0'] },
      pool: { cap: 12, period: 'year' },
    });
    expect(rows.map((row) => [row.capped, row.partnerCapped].map((amount) => amount / 10_000))).toEqual([
      [8, 2.86],
      [5, 5],
      [20, 7.14],
    ]);
    expect(dues(rows).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(12, 9);
  });

  it('holds back first, then splits what is left into cash and co-op', () => {
    const [row] = settle([{ terms: { holdBack: { share: '0.1', days: 30 }, cashShare: '0.7' } }], [['100.01']]);
    expect([row!.heldBack, row!.due, row!.coOp]).toEqual([100_000, '63.0100', '27.0000']);
  });

  it('computes a month after its days of grace, or on the day that the plan says', () => {
    const [grace] = settle([{ period: 'month', terms: { graceDays: 5 } }], [['1']]);
    const [named] = settle([{ period: 'month', terms: { graceDays: 5, calculateDays: 10 } }], [['1']]);
    expect([grace!.calculatedOn, named!.calculatedOn, named!.dueOn]).toEqual([
      '2025-02-05',
      '2025-02-10',
      '2025-03-02',
    ]);
  });

  it('pays cash when it is due, releases what was held back later, and credits what lapses', () => {
    const terms = { dueDays: 30, holdBack: { share: '0.1', days: 90 }, cashShare: '0.5', expiry: { months: 6 } };
    expect(dated([{ terms }], [['100']])).toEqual([
      'cash 45 on 2025-04-30',
      'credit 45 on 2025-04-30 until 2025-10-31',
      'released 10 on 2025-07-29',
    ]);
  });

  it('credits a fund as a whole, in January after the year, until 31 December', () => {
    const fund = { kind: 'co-op', period: 'year', terms: { dueDays: 31, expiry: { on: '12-31' } } } as const;
    expect(dated([fund], [['1250']])).toEqual(['credit 1250 on 2026-01-31 until 2026-12-31']);
    const onTheDay = { ...fund, terms: { dueDays: 31, expiry: { on: '01-31' } } };
    expect(dated([onTheDay], [['1']])).toEqual(['credit 1 on 2026-01-31 until 2026-01-31']);
    const leap = { ...fund, terms: { dueDays: 31, expiry: { on: '02-29' } } };
    expect(dated([leap], [['1']])).toEqual(['credit 1 on 2026-01-31 until 2026-02-28']);
  });

  it('pays what was carried with the period that reaches the minimum', () => {
    expect(dated([{ limits: { minimumPayment: 50 } }], [['30', '25']])).toEqual(['cash 55 on 2025-07-30']);
  });

  it('balances whatever the terms: earned is held back, credited, paid or carried', () => {
    const amount = fc.integer({ min: -9_999, max: 9_999 }).map((cents) => (cents / 100).toFixed(2));
    const share = fc.integer({ min: 0, max: 10 }).map((tenths) => (tenths / 10).toFixed(1));
    const terms = fc.record({
      cashShare: fc.option(share, { nil: undefined }),
      holdBack: fc.option(fc.record({ share, days: fc.integer({ min: 1, max: 400 }) }), { nil: undefined }),
      dueDays: fc.integer({ min: 0, max: 400 }),
    });
    const minimum = fc.option(fc.integer({ min: 0, max: 80 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 8 }),
        terms,
        minimum,
        (amounts, terms, minimumPayment) => {
          const line = { terms, limits: { minimumPayment } } as Partial<LineInput>;
          const document = plan([{ rate: { flat: '1' }, ...JSON.parse(JSON.stringify(line)) }]);
          const settled = settledBy(document, [amounts]);
          const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
          const earned = sum(amounts.map(tenThousandths));
          const moved = sum(datedPay(settled, document.lines).map((one) => one.amount));
          expect(moved + settled.at(-1)!.carried).toBe(earned);
          for (const { on } of datedPay(settled, document.lines)) expect(on >= '2025-03-31').toBe(true);
        },
      ),
    );
  });

  it('comes to the days that a calendar by hand comes to', () => {
    const DAY = 86_400_000;
    const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
    const days = fc.integer({ min: 0, max: 730 });
    const terms = fc.record({
      graceDays: fc.integer({ min: 0, max: 60 }),
      dueDays: days,
      held: days,
      month: fc.integer({ min: 0, max: 11 }),
    });
    fc.assert(
      fc.property(terms, ({ graceDays, dueDays, held, month }) => {
        const expiry = { on: `${String(month + 1).padStart(2, '0')}-15` };
        const holdBack = { share: '0.5', days: held + 1 };
        const [row] = settle([{ terms: { graceDays, dueDays, holdBack, expiry } }], [['1']]);
        const due = Date.UTC(2025, 2, 31) + dueDays * DAY;
        const lapses = [0, 1]
          .map((more) => Date.UTC(new Date(due).getUTCFullYear() + more, month, 15))
          .find((on) => on >= due)!;
        expect([row!.calculatedOn, row!.dueOn, row!.releasedOn, row!.lapsesAfter]).toEqual([
          iso(Date.UTC(2025, 2, 31) + graceDays * DAY),
          iso(due),
          iso(due + (held + 1) * DAY),
          iso(lapses),
        ]);
      }),
    );
  });

  it('keeps a fund until it lapses: 1,250 credited in January, 400 used, the rest gone after 31 December', () => {
    const document = flat([{ kind: 'co-op', period: 'year', terms: { dueDays: 31, expiry: { on: '12-31' } } }]);
    const credits = datedPay(settledBy(document, [['1250']]), document.lines);
    const uses = [{ line: 'line 0', payee: 'P', on: '2026-06-01', amount: tenThousandths('400') }];
    const fund = (day: string) =>
      fundsOn(day, credits, uses).map(({ credited, used, lapsed, balance }) =>
        [credited, used, lapsed, balance].map((amount) => amount / 10_000),
      );
    expect(fund('2026-01-30')).toEqual([]);
    expect(fund('2026-01-31')).toEqual([[1_250, 0, 0, 1_250]]);
    expect(fund('2026-12-31')).toEqual([[1_250, 400, 0, 850]]);
    expect(fund('2027-01-01')).toEqual([[1_250, 400, 850, 0]]);
  });
});
