import { describe, expect, it } from 'vitest';
import { lookedUp, ranked, withColumns } from '../../../renderer/features/scorecards/derived.ts';
import { csvName, viewAsCsv } from '../../../renderer/features/scorecards/exportCsv.ts';
import { narrowed, rowFilters, rowName, stripBars } from '../../../renderer/features/scorecards/strip.ts';
import { leadOf, saysNothing } from '../../../renderer/features/scorecards/view.ts';
import { tableOf } from './tables.ts';

const write = (now: number, prior: number): string => {
  const change = (now - prior) / prior;
  return `${change > 0 ? '+' : ''}${Math.round(change * 100)} %`;
};
const zeroIsNothing = true;
const all = (): boolean => true;

describe('places', () => {
  it('share the better place when equal, and leave out what is not ranked', () => {
    const { now } = ranked({
      now: [10, 30, 30, null, 5],
      prior: [],
      eligible: (row) => row !== 4,
      write,
      zeroIsNothing,
    });
    expect(now).toEqual([3, 1, 1, null, null]);
  });

  it('say whether a place was gained by growing or by others falling back', () => {
    const { moved, why } = ranked({
      now: [40, 30, 20, 10, 6],
      prior: [25, 60, 22, 5, null],
      eligible: all,
      write,
      zeroIsNothing,
    });
    // Before: 60, 25, 22, 5. Now: 40, 30, 20, 10, 6.
    expect(moved).toEqual([1, -1, 0, 0, null]);
    expect(why).toEqual(['own +60 %', 'own -50 %', 'same place', 'same place', 'new in the period']);
    const fell = ranked({ now: [9, 8], prior: [10, 20], eligible: all, write, zeroIsNothing });
    expect(fell.why).toEqual(['others fell back', 'own -60 %']);
    const passed = ranked({ now: [11, 30], prior: [10, 9], eligible: all, write, zeroIsNothing });
    expect(passed.why[0]).toBe('others grew more');
  });
});

describe('a rate', () => {
  it('of zero before is the lowest place and not the absence of one', () => {
    const rates = { now: [0.5, 0.4], prior: [0, 0.6], eligible: all, write };
    expect(ranked({ ...rates, zeroIsNothing: false }).moved).toEqual([1, -1]);
    expect(ranked({ ...rates, zeroIsNothing: true }).moved).toEqual([null, -1]);
  });
});

describe('the strip over the table', () => {
  const table = tableOf({
    partner: ['P-1', 'P-2', null],
    partner_name: ['Alpha', 'Beta', null],
    quarter: ['FY26-Q1', 'FY26-Q1', 'FY26-Q2'],
    won_amount: ['10.00', '30.00', null],
    won_amount__prior: ['20.00', null, '5.00'],
  });

  it('draws the rows in the order the table shows them', () => {
    const bars = stripBars(table, ['partner'], 'won_amount', [1, 2, 0]);
    expect(bars.map(({ key, name, actual, prior }) => [key, name, actual, prior])).toEqual([
      ['1', 'Beta', 30, null],
      ['2', '(none)', null, 5],
      ['0', 'Alpha', 10, 20],
    ]);
  });

  it('leaves out rows of a former, longer table', () => {
    expect(stripBars(table, ['partner'], 'won_amount', [7, 0]).map(({ key }) => key)).toEqual(['0']);
  });

  it('names crossed rows by both, and filters by ids, rows without a value too', () => {
    expect(rowName(table, ['partner', 'quarter'], 1)).toBe('Beta × FY26-Q1');
    expect(rowFilters(table, ['partner', 'quarter'], 2)).toEqual([
      { dim: 'partner', values: [null] },
      { dim: 'quarter', values: ['FY26-Q2'] },
    ]);
  });

  it('narrows a view: a row replaces what was chosen on its own dimension only', () => {
    const where = [
      { dim: 'region', values: ['DACH', 'Nordics'] },
      { dim: 'type', values: ['msp'] },
    ] as const;
    expect(narrowed(where as never, [{ dim: 'region', values: ['DACH'] }])).toEqual([
      { dim: 'type', values: ['msp'] },
      { dim: 'region', values: ['DACH'] },
    ]);
  });
});

describe('columns beside an answer', () => {
  it('are found by the key of the row, and null where the roster does not know it', () => {
    const table = tableOf({ partner: ['P-2', 'P-9', 'P-1'] });
    const roster = tableOf({ partner: ['P-1', 'P-2'], level: ['Gold', 'Silver'] });
    const level = lookedUp(table, 'partner', roster, 'level');
    const wide = withColumns(table, level ? [level] : []);
    expect([0, 1, 2].map((row) => wide.cell('level', row))).toEqual(['Silver', null, 'Gold']);
    expect(wide.records()[2]).toEqual({ partner: 'P-1', level: 'Gold' });
    expect(lookedUp(table, 'partner', roster, 'owner')).toBeNull();
  });
});

describe('the view as a file', () => {
  const table = tableOf(
    { name: ['=SUM(A1)', 'Beta, Ltd', '-5'], won_amount: ['10.5000', '-3.2500', null] },
    { won_amount: 'money' },
  );
  const text = viewAsCsv({
    table,
    columns: [
      { key: 'name', label: 'Partner' },
      { key: 'won_amount', label: 'Bookings (closed-won)' },
      { key: 'gone', label: 'Not there' },
    ],
    order: [2, 0, 1],
    total: { won_amount: '7.2500' },
    totalLabel: 'Total',
  });

  it('keeps the order on screen, the words on screen and every digit', () => {
    expect(text.split('\r\n')).toEqual([
      '\ufeffPartner,Bookings (closed-won)',
      "'-5,",
      "'=SUM(A1),10.5000",
      '"Beta, Ltd",-3.2500',
      'Total,7.2500',
      '',
    ]);
  });

  it('has a name that file systems take', () => {
    expect(csvName('Scorecard by level', '2026-01-01 to 2026/09')).toBe('Scorecard by level 2026-01-01 to 2026-09.csv');
  });
});

describe('which figure leads', () => {
  it('is the sorted one, also when its change is sorted, else the first', () => {
    expect(leadOf(['won_amount', 'win_rate'], 'win_rate__change')).toBe('win_rate');
    expect(leadOf(['won_amount', 'win_rate'], 'partner_name')).toBe('won_amount');
  });

  it('leaves out by default what cannot be otherwise', () => {
    expect(saysNothing('win_rate', 1)).toBe(true);
    expect(saysNothing('win_rate', 0.4)).toBe(false);
    expect(saysNothing('payout_amount', '0.0000')).toBe(true);
    expect(saysNothing('payout_lag_days', null)).toBe(true);
  });
});
