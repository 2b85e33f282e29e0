import { describe, expect, it } from 'vitest';
import type { IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import { firstChoice } from '../../../../renderer/features/incentives/compare/firstChoice.ts';
import { comparedGroups, kindsAlike } from '../../../../renderer/features/incentives/compare/rows.ts';
import { freeName, planGroups, planWords } from '../../../../renderer/features/incentives/plans.ts';
import { firstDay, missingFor } from '../../../../renderer/parts/promotion.ts';

const simulation = (part: Partial<IncentiveSimulation>, kinds = ['rebate']): IncentiveSimulation =>
  ({
    basis: { kinds },
    before: '1000000.00',
    after: '900000.00',
    by: { level: [{ value: 'Gold', label: 'Gold', before: '600000', after: '500000', payees: 4 }] },
    quarters: [],
    wins: { payees: 3, amount: '50000' },
    loses: { payees: 5, amount: '-150000' },
    same: 2,
    growingLosers: 1,
    worth: {
      evidence: 'assumed',
      netLift: '0',
      incrementalMargin: '0',
      net: '100000',
      breakEven: { numerator: '1', denominator: '0' },
    },
    ...part,
  }) as unknown as IncentiveSimulation;

const rowOf = (groups: ReturnType<typeof comparedGroups>, label: string) =>
  groups.flatMap(({ rows }) => rows).find((row) => row.label === label);

describe('plans side by side', () => {
  it('say what each costs, and how far it is from what was paid', () => {
    const groups = comparedGroups([simulation({}), simulation({ after: '1250000' })], 'en-GB');
    const all = rowOf(groups, 'All payees');
    expect(all?.before).toBe('1.00\u202fM');
    expect(all?.cells).toEqual([
      { text: '900\u202fk', difference: '\u2212100\u202fk', tone: 'good' },
      // Cost that rises is bad.
      { text: '1.25\u202fM', difference: '+250\u202fk', tone: 'bad' },
    ]);
    expect(rowOf(groups, 'Lose')?.cells[0]?.text).toBe('5, \u2212150\u202fk');
    // No lift pays for it: not a division by zero.
    expect(rowOf(groups, 'Lift that pays for it')?.cells[0]?.text).toBe('–');
  });

  // A fund beside a rebate: the rebates that were paid are no measure of what the fund costs.
  it('that pay other kinds are each compared with what was paid of theirs', () => {
    const both = [simulation({}), simulation({ before: '300000', after: '200000' }, ['mdf'])];
    expect(kindsAlike(both)).toBe(false);
    const all = rowOf(comparedGroups(both, 'en-GB'), 'All payees');
    expect(all?.before).toBeNull();
    expect(all?.cells[1]).toMatchObject({ text: '200\u202fk', difference: '\u2212100\u202fk' });
    expect(rowOf(comparedGroups(both, 'en-GB'), 'Against')?.cells.map((cell) => cell?.text)).toEqual([
      '1.00\u202fM',
      '300\u202fk',
    ]);
  });

  it('leave room for the one that is on its way, and show a level that only one of them pays', () => {
    const gold = { value: 'Gold', label: 'Gold', before: '1', after: '2', payees: 1 };
    const more = simulation({ by: { level: [gold, { ...gold, label: 'Silver' }] } as never });
    const groups = comparedGroups([undefined, simulation({}), more], 'en-GB');
    expect(rowOf(groups, 'Silver')?.cells).toMatchObject([null, { text: '0.00' }, { text: '2.00' }]);
    expect(comparedGroups([undefined], 'en-GB')).toEqual([]);
  });
});

describe('saved plans', () => {
  const saved = (name: string, state: 'draft' | 'in force' | 'frozen', changes = 0) =>
    ({ id: 1, name, state, version: 2, changes }) as never;

  it('are listed by state with what tells them apart', () => {
    const groups = planGroups([saved('A', 'draft', 1), saved('B', 'in force')]);
    expect(groups.map(({ label }) => label)).toEqual(['In force', 'Drafts']);
    expect([saved('A', 'draft', 1), saved('A', 'draft'), saved('B', 'in force')].map(planWords)).toEqual([
      'A, 1 change',
      'A',
      'B, version 2',
    ]);
  });

  // Two plans of one name cannot be told apart in a menu, a comparison or a file.
  it('get a name of their own', () => {
    expect(freeName('A', [{ name: 'B' }])).toBe('A');
    expect(freeName('A', [{ name: 'A' }, { name: 'A 2' }])).toBe('A 3');
  });
});

describe('a promotion', () => {
  const form = { dirty: false, approver: 'CFO', reason: 'Budget', effectiveFrom: '2026-10-01' };

  it('says the first thing that it still needs', () => {
    expect(missingFor(form)).toBeNull();
    expect(missingFor({ ...form, dirty: true, approver: '' })).toBe('once the changes are saved');
    expect(missingFor({ ...form, approver: '  ' })).toBe('with who approves it');
    expect(missingFor({ ...form, reason: '' })).toBe('with a reason');
    expect(missingFor({ ...form, effectiveFrom: '' })).toBe('with its first day');
  });

  it('begins after the data, or when the plan says so later', () => {
    expect(firstDay(undefined, '2026-09-30')).toBe('2026-10-01');
    expect(firstDay('2027-01-01', '2026-09-30')).toBe('2027-01-01');
    expect(firstDay('2020-01-01', '2026-12-31')).toBe('2027-01-01');
    expect(firstDay(undefined, undefined)).toBe('');
  });
});

describe('the plans that stand side by side at first', () => {
  const plan = (id: number, kinds: string[], state: 'draft' | 'in force' | 'frozen' = 'draft') => ({
    id,
    kinds,
    state,
    baseline: null,
    savedAt: `2026-01-0${id}T00:00:00Z`,
  });
  const plans = [
    plan(1, ['rebate'], 'in force'),
    plan(2, ['rebate'], 'frozen'),
    plan(3, ['mdf'], 'frozen'),
    plan(4, ['mdf']),
    plan(5, ['rebate', 'spiff']),
  ];

  it('are the one open and others that pay the same kinds and are not over', () => {
    expect(firstChoice(plans, plans[4], 3)).toEqual([5, 1, 2]);
    expect(firstChoice(plans, { ...plans[4]!, baseline: 3 }, 3)).toEqual([5, 3, 1]);
  });

  it('are the newest that are not over beside what was paid', () => {
    expect(firstChoice(plans, undefined, 3)).toEqual([5, 4, 1]);
  });
});
