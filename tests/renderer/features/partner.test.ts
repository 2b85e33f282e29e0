import { describe, expect, it } from 'vitest';
import { formatAddress, NOWHERE, parseAddress } from '../../../analytics/present/address.ts';
import { percentileOf, quantile } from '../../../analytics/present/quantiles.ts';
import { headlining } from '../../../renderer/features/overview/headline.ts';
import { rosterRows } from '../../../renderer/features/overview/rosterRows.ts';
import { stagesOf } from '../../../renderer/features/partner/pipeline.ts';
import { briefColumns } from '../../../renderer/features/trace/brief.ts';
import { isSame, pinnedOf, withPin } from '../../../renderer/features/trace/pin.ts';
import { tableOf } from './tables.ts';

describe('open deals by stage', () => {
  it('adds up amounts, weighs those with a probability, and ages by the median', () => {
    const table = tableOf({
      stage: ['Commit', 'Qualified', 'Commit', null, 'Qualified'],
      amount: ['100.00', '40.00', '50.00', '7.00', null],
      probability: ['0.9', '0.3', '0.7', null, '0.1'],
      created_on: ['2026-09-01', '2026-09-21', '2026-08-22', null, '2026-09-11'],
    });
    const stages = stagesOf(table, '2026-09-30');
    expect(stages.find(({ name }) => name === 'Commit')).toEqual({
      name: 'Commit',
      amount: 150,
      weighted: 125,
      deals: 2,
      age: 34,
      chance: 0.8,
    });
    expect(stages.find(({ name }) => name === '(none)')).toMatchObject({ amount: 7, weighted: null, age: null });
    const named = stages.map(({ name }) => name);
    expect(named.indexOf('Qualified')).toBeLessThan(named.indexOf('Commit'));
  });
});

describe('among peers', () => {
  it('puts the highest at 100, the lowest at 0 and equals between', () => {
    expect(percentileOf([1, 2, 3, 4, 5], 5)).toBe(100);
    expect(percentileOf([1, 2, 3, 4, 5], 1)).toBe(0);
    expect(percentileOf([1, 2, 2, 2, 3], 2)).toBe(50);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
  });
});

describe('the roster in three parts', () => {
  it('adds up to who is enrolled, also when sellers of a long period are no longer active', () => {
    const table = tableOf({
      level: ['Gold', 'Silver', 'Left'],
      enrolled_partners: [10, 20, 0],
      active_partners: [8, 5, 0],
      transacting_partners: [6, 25, 3],
    });
    expect(rosterRows(table, 'level')).toEqual([
      { value: 'Gold', enrolled: 10, transacting: 6, active: 2, neither: 2 },
      { value: 'Silver', enrolled: 20, transacting: 20, active: 0, neither: 0 },
    ]);
  });
});

describe('headline figures', () => {
  const known = new Set([
    'won_amount',
    'win_rate',
    'open_pipeline',
    'payout_rate',
    'active_partners',
    'payout_lag_days',
    'won_count',
    'avg_deal',
    'payout_amount',
    'transacting_partners',
  ]);

  it('give way to others where a network has nothing to say, and tell why', () => {
    const { shown, missing } = headlining(
      {
        won_amount: '5.0000',
        win_rate: 1,
        lost_count: 0,
        open_pipeline: '0.0000',
        payout_rate: 0.02,
        active_partners: 9,
        payout_lag_days: null,
        won_count: 3,
        avg_deal: '1.6667',
        payout_amount: '0.1000',
        transacting_partners: 2,
      },
      known,
    );
    expect(shown).toEqual(['won_amount', 'payout_rate', 'active_partners', 'won_count', 'avg_deal', 'payout_amount']);
    // The lag is unknown, which the engine says itself.
    expect(missing).toEqual(['no lost deals are loaded, so a win rate would say nothing', 'no open deals are loaded']);
  });
});

describe('a pinned figure', () => {
  const target = { metric: 'win_rate', at: [{ dim: 'partner', values: ['P&1=a, b'] }], period: 'FY26-Q2' } as const;

  it('survives the address', () => {
    const extra = withPin({ ...NOWHERE, extra: { search: 'x' } }, target as never);
    const back = parseAddress(formatAddress({ screen: 'scorecards', extra }));
    expect(back.extra.search).toBe('x');
    expect(pinnedOf(back)).toEqual(target);
    expect(isSame(pinnedOf(back), target as never)).toBe(true);
    expect(withPin(back, null)).toEqual({ search: 'x' });
  });
});

describe('rows in a drawer', () => {
  it('show which, of whom, when and how much, and leave out ids with a name and what never changes', () => {
    const table = tableOf(
      {
        deal_id: ['D-1', 'D-2'],
        deal_name: [null, null],
        customer: ['Acme', 'Bolt'],
        partner: ['P-1', 'P-1'],
        partner_name: ['Alpha', 'Alpha'],
        outcome: ['won', 'won'],
        created_on: ['2026-01-01', '2026-01-02'],
        closed_on: ['2026-03-01', '2026-03-02'],
        amount: ['5.0000', '6.0000'],
      },
      { created_on: 'date', closed_on: 'date', amount: 'money' },
    );
    expect(briefColumns(table).map(({ info }) => info.key)).toEqual(['deal_id', 'customer', 'closed_on', 'amount']);
  });
});
