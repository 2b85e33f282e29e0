/** Lists that leave the page. Guards that currencies are never added up, that cents stay and that text is never a formula. */
import { describe, expect, it } from 'vitest';
import { formatMonth } from '../../../../analytics/present/dates.ts';
import { payoutKindInSentence } from '../../../../analytics/present/labels.ts';
import { agesFile, monthsFile } from '../../../../renderer/features/incentives/accrual/accrualFiles.ts';
import { owedByCurrency } from '../../../../renderer/features/incentives/accrual/owed.ts';
import { auditFile } from '../../../../renderer/features/incentives/audit/auditFile.ts';
import { sumText } from '../../../../renderer/features/incentives/money.ts';

const age = (program: string, currency: string, notDue: string, over90 = '0') => ({
  program,
  kind: 'rebate',
  currency,
  notDue,
  to30: '0',
  to60: '0',
  to90: '0',
  over90,
});

describe('what is owed', () => {
  it('adds up within a currency, to the last digit, and stands beside its tie to the ledger', () => {
    const ages = [age('A', 'EUR', '0.1', '0.0001'), age('B', 'EUR', '0.2'), age('A', 'NOK', '1000000000000.01')];
    const tie = [
      { currency: 'EUR', payouts: 2, paid: '5', ledger: '5', tied: true },
      { currency: 'USD', payouts: 1, paid: '3', ledger: '3', tied: true },
    ];
    const sums = owedByCurrency({ ages, tie });
    expect(sums.map(({ currency, owed }) => [currency, owed])).toEqual([
      ['EUR', '0.3001'],
      ['NOK', '1000000000000.01'],
      // Paid and nothing owed: still tied.
      ['USD', '0'],
    ]);
    expect(sums[0]).toMatchObject({ notDue: '0.3', over90: '0.0001', tie: { payouts: 2 } });
    expect(sums[0]!.accounts.map(({ program, owed }) => [program, owed])).toEqual([
      ['A', '0.1001'],
      ['B', '0.2'],
    ]);
    expect(sums[1]!.tie).toBeUndefined();
    expect(sumText(['-0.5', '0.25'])).toBe('-0.25');
  });

  it('names its months as a reader does', () => {
    expect(['2026-09', '2025-12', 'opening'].map(formatMonth)).toEqual(['Sep 2026', 'Dec 2025', 'opening']);
  });

  it('goes out with every account, and every month of each', () => {
    expect(agesFile('FY26', [age('=A', 'EUR', '1')]).text.split('\r\n')).toEqual([
      'Program,Payout Kind,Currency,Not yet due,To 30 days,31 to 60,61 to 90,Over 90',
      "'=A,rebate,EUR,1,0,0,0,0",
      '',
    ]);
    const month = { program: 'A', kind: 'rebate', currency: 'EUR', month: '2026-09', opening: null, closing: null };
    const moved = { earned: '5.00', trueUp: '-1.00', paid: '0', expired: '0', clawback: '0' };
    const file = monthsFile('FY26 Q3', [{ ...month, ...moved }]);
    expect(file).toMatchObject({ fileName: 'accrual-fy26-q3.csv', rows: 1 });
    // What is not known stays empty.
    expect(file.text.split('\r\n')[1]).toBe('A,rebate,EUR,2026-09,,5.00,-1.00,0,0,0,');
  });
});

describe('an audit', () => {
  it('goes out with the evidence of each difference', () => {
    const finding = {
      ...{ payout: null, partner: 'P-1', name: 'A, B', deal: 'D-1', program: 'Base', kind: 'rebate' },
      ...{ earnedOn: '2026-09-30', currency: 'EUR', paid: '0', right: '5.00', difference: '-5.00', inBase: '-5.00' },
      ...{ cause: 'not paid' as const, error: true, sentence: 'Earned and not paid.' },
    };
    expect(auditFile('FY26', [finding]).text.split('\r\n')[1]).toBe(
      ',P-1,"A, B",D-1,Base,rebate,2026-09-30,EUR,0,5.00,-5.00,-5.00,not paid,yes,Earned and not paid.',
    );
  });
});

describe('kinds of payouts', () => {
  it('keep capitals that are theirs', () => {
    expect(['mdf', 'SPIFF', 'rebate', 'Seasonal Discount'].map(payoutKindInSentence)).toEqual([
      'MDF',
      'SPIFF',
      'rebate',
      'Seasonal Discount',
    ]);
  });
});
