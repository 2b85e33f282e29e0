import { describe, expect, it } from 'vitest';
import type { IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import { firstChoice } from '../../../../renderer/features/incentives/compare/firstChoice.ts';
import { comparedGroups, kindsOfAll } from '../../../../renderer/features/incentives/compare/rows.ts';
import { freeName, planGroups, planWords } from '../../../../renderer/features/incentives/plans.ts';
import { firstDay, missingFor } from '../../../../renderer/parts/promotion.ts';

const simulation = (part: Partial<IncentiveSimulation>, kinds = ['rebate']): IncentiveSimulation =>
  ({
    basis: { kinds, period: { to: '2026-09-30' } },
    before: '1000000.00',
    after: '900000.00',
    lines: [],
    by: { level: [{ value: 'Gold', label: 'Gold', before: '600000', after: '500000', payees: 4 }] },
    quarters: [],
    wins: { payees: 3, amount: '50000' },
    loses: { payees: 5, amount: '-150000' },
    same: 2,
    growingLosers: 1,
    worth: {
      evidence: 'assumed',
      grossLift: '0',
      netLift: '0',
      incrementalMargin: '0',
      extraCost: '100',
      net: '100000',
      breakEven: { numerator: '1', denominator: '0' },
    },
    ...part,
  }) as unknown as IncentiveSimulation;

const rowOf = (groups: ReturnType<typeof comparedGroups>, label: string) =>
  groups.flatMap(({ rows }) => rows).find((row) => row.label === label);

describe('plans side by side', () => {
  it('say what each costs, and how far it is from what was paid', () => {
    const simulations = [simulation({}), simulation({ after: '1250000' })];
    const groups = comparedGroups({ simulations, paid: simulations[0]!, base: null }, 'en-GB');
    const all = rowOf(groups, 'All payees');
    expect(all?.paid).toBe('1.00\u202fM');
    expect(all?.cells).toEqual([
      { text: '900\u202fk', difference: '\u2212100\u202fk', tone: 'good' },
      // Cost that rises is bad.
      { text: '1.25\u202fM', difference: '+250\u202fk', tone: 'bad' },
    ]);
    expect(rowOf(groups, 'Lose')?.cells[0]).toEqual({ text: '5', difference: '\u2212150\u202fk', tone: 'bad' });
    // No lift pays for it: not a division by zero.
    expect(rowOf(groups, 'Lift that pays for it')?.cells[0]?.text).toBe('–');
    // Nothing responds: rows of zeros would say nothing.
    expect(rowOf(groups, 'Net lift of revenue')).toBeUndefined();
    expect(groups.map(({ title }) => title)).toContain('Cost by level on 30 Sep 2026');
  });

  // A fund beside a rebate: 200 k of funds alone is no saving on 1.3 M of both.
  it('that pay other kinds stand on one footing: what a plan does not pay is left as it was paid', () => {
    const gold = { value: 'Gold', label: 'Gold', before: '800000', after: '800000', payees: 4 };
    const none = { ...gold, value: null, label: '–', before: '500000', after: '500000' };
    const both = [
      simulation({}),
      simulation(
        { before: '300000', after: '200000', by: { level: [{ ...gold, before: '200000', after: '100000' }] } as never },
        ['mdf'],
      ),
    ];
    const paid = simulation({ before: '1300000', after: '1300000', by: { level: [gold, none] } as never }, []);
    expect(kindsOfAll(both)).toEqual(['mdf', 'rebate']);
    const groups = comparedGroups({ simulations: both, paid, base: null }, 'en-GB');
    const all = rowOf(groups, 'All payees');
    expect(all?.paid).toBe('1.30\u202fM');
    expect(all?.cells).toMatchObject([
      { text: '1.20\u202fM', difference: '\u2212100\u202fk' },
      { text: '1.20\u202fM', difference: '\u2212100\u202fk' },
    ]);
    expect(rowOf(groups, 'Of it other kinds, left as paid')?.cells.map((cell) => cell?.text)).toEqual([
      '300\u202fk',
      '1.00\u202fM',
    ]);
    expect(rowOf(groups, 'Gold')?.cells.map((cell) => cell?.text)).toEqual(['700\u202fk', '700\u202fk']);
    expect(rowOf(groups, 'No level')?.cells[0]).toMatchObject({ text: '500\u202fk', difference: null });
  });

  it('are held against each other, to the cent', () => {
    const simulations = [simulation({}), simulation({ after: '900000.01' })];
    const all = rowOf(comparedGroups({ simulations, paid: simulations[0]!, base: 1 }, 'en-GB'), 'All payees');
    expect(all?.cells[0]).toMatchObject({ difference: '\u22120.01', tone: 'good' });
    expect(all?.cells[1]).toMatchObject({ difference: null });
  });

  // Without it, a plan that forgets a program looks like one that saves.
  it('say what programs that end were paid', () => {
    const ended = { plan: 'as-paid', line: 'x', label: 'Level rebate', before: '300000', after: '0' };
    const simulations = [simulation({ lines: [ended] as never }), simulation({})];
    const groups = comparedGroups({ simulations, paid: simulations[0]!, base: null }, 'en-GB');
    expect(rowOf(groups, 'Paid until now by programs that end')?.cells).toMatchObject([
      { text: '300\u202fk', words: 'Level rebate' },
      { text: '–' },
    ]);
  });

  it('stand beside each other where what was paid is not known', () => {
    const simulations = [simulation({}), simulation({ after: '1250000' })];
    const groups = comparedGroups({ simulations, paid: null, base: 0 }, 'en-GB');
    expect(rowOf(groups, 'All payees')).toMatchObject({ paid: null, cells: [{}, { difference: '+350\u202fk' }] });
    expect(rowOf(groups, 'Win')).toBeUndefined();
  });

  it('leave room for the one that is on its way, and show a level that only one of them pays', () => {
    const gold = { value: 'Gold', label: 'Gold', before: '1', after: '2', payees: 1 };
    const more = simulation({ by: { level: [gold, { ...gold, value: 'Silver', label: 'Silver' }] } as never });
    const groups = comparedGroups({ simulations: [undefined, simulation({}), more], paid: null, base: 0 }, 'en-GB');
    expect(rowOf(groups, 'Silver')?.cells).toMatchObject([null, { text: '0.00' }, { text: '2.00' }]);
    expect(comparedGroups({ simulations: [undefined], paid: null, base: null }, 'en-GB')).toEqual([]);
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
