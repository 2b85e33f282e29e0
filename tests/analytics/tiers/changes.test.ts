/** Guards the list of what a scenario changes: an inserted test that shows as ten changes, or a change that is not shown. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TierProgram, type TierProgramInput, tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { Cell } from '../../../analytics/api/results.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { NARROW } from '../../../analytics/present/numbers.ts';
import { countDifferences, programDifferences, withChanges } from '../../../analytics/tiers/changes.ts';
import { programTemplates } from '../../../analytics/tiers/templates/index.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork();
  network = (await net.context()).network;
});
afterAll(() => net.close());

const bookings = (value: number, more = {}) => ({
  metric: 'won_amount',
  window: 'trailing-12-months',
  value,
  ...more,
});
const certified = (value: number) => ({ metric: 'certified_people', value });
const cloud = (value: number) => bookings(value, { filter: [{ dim: 'category' as const, values: ['Cloud'] }] });

const BASE = {
  id: 'main',
  name: 'Partner program',
  levels: [
    { id: 'bronze', label: 'Bronze' },
    { id: 'silver', label: 'Silver', requirement: bookings(150_000) },
    { id: 'gold', label: 'Gold', requirement: { all: [bookings(500_000), certified(3)] } },
  ],
  review: { cadence: 'half-yearly', maxDropPerReview: 1 },
} satisfies TierProgramInput;
const program = (more: Partial<TierProgramInput> = {}) => tierProgram.parse({ ...BASE, ...more });
const gold = (requirement: object, more = {}) => ({
  levels: [
    ...BASE.levels.slice(0, 2),
    { id: 'gold', label: 'Gold', requirement, ...more },
  ] as TierProgramInput['levels'],
});

/** The changes from the base program, as a line each. */
function changes(more: Partial<TierProgramInput>, from: Partial<TierProgramInput> = {}) {
  const found = programDifferences(program(from), program(more), network);
  const spaced = (cell: Cell) => (typeof cell === 'string' ? cell.replaceAll(NARROW, ' ') : cell);
  return found.map(({ change: { place, label, from, to, unit } }) => [place, label, spaced(from), spaced(to), unit]);
}

describe('programDifferences', () => {
  it('names a moved threshold by its level and measure', () => {
    expect(changes(gold({ all: [bookings(650_000), certified(3)] }))).toEqual([
      ['levels.2.requirement.all.0.value', 'Gold, bookings', '500000', '650000', 'money'],
    ]);
  });

  it('takes an inserted test for one change', () => {
    expect(changes(gold({ all: [cloud(100_000), bookings(500_000), certified(4)] }))).toEqual([
      [
        'levels.2.requirement.all.0',
        'Gold, bookings (Cloud)',
        null,
        'bookings (product category Cloud) of the trailing 12 months at least 100 k',
        'text',
      ],
      ['levels.2.requirement.all.2.value', 'Gold, certified people', '3', '4', 'count'],
    ]);
  });

  it('takes a removed test and a removed level for one change each, at their former places', () => {
    const levels = [BASE.levels[0]!, { ...BASE.levels[2]!, requirement: { all: [bookings(500_000)] } }];
    expect(changes({ levels })).toEqual([
      ['levels.2.requirement.all.1', 'Gold, certified people', 'at least 3 certified people', null, 'text'],
      ['levels.1', 'Level Silver', 'bookings of the trailing 12 months at least 150 k', null, 'text'],
    ]);
  });

  it('takes another test in the place of one for one change', () => {
    expect(changes(gold({ all: [bookings(500_000), { attested: 'audit', label: 'Audit' }] }))).toEqual([
      ['levels.2.requirement.all.1', 'Gold, Audit', 'at least 3 certified people', 'Audit confirmed', 'text'],
    ]);
  });

  it('says what else can change in a test', () => {
    const changed = { ...bookings(500_000), window: 'last-fiscal-year', exitValue: 450_000, op: '>', entryOnly: true };
    expect(changes(gold({ all: [changed, certified(3)] }))).toEqual([
      [
        'levels.2.requirement.all.0.window',
        'Gold, bookings, window',
        'the trailing 12 months',
        'the last complete fiscal year',
        'text',
      ],
      ['levels.2.requirement.all.0.op', 'Gold, bookings, comparison', '>=', '>', 'text'],
      ['levels.2.requirement.all.0.exitValue', 'Gold, bookings, to keep it', null, '450000', 'money'],
      ['levels.2.requirement.all.0.entryOnly', 'Gold, bookings, asked for only to enter', null, true, 'flag'],
    ]);
  });

  it('keeps to one change where a threshold becomes one by region', () => {
    const { value: _, ...test } = bookings(0);
    const regional = { ...test, valueByRegion: { emea: 500_000, else: 400_000 } };
    expect(changes(gold({ all: [regional, certified(3)] }))).toEqual([
      [
        'levels.2.requirement.all.0',
        'Gold, bookings',
        'bookings of the trailing 12 months at least 500 k',
        'bookings of the trailing 12 months at least emea 500 k, else 400 k',
        'text',
      ],
    ]);
    const more = { ...test, valueByRegion: { emea: 550_000, else: 400_000 } };
    expect(changes(gold({ all: [more, certified(3)] }), gold({ all: [regional, certified(3)] }))).toEqual([
      ['levels.2.requirement.all.0.valueByRegion.emea', 'Gold, bookings, emea', '500000', '550000', 'money'],
    ]);
  });

  it('keeps to one change where all becomes any', () => {
    expect(changes(gold({ any: [bookings(500_000), certified(3)] }))).toEqual([
      [
        'levels.2.requirement',
        'Gold',
        'bookings of the trailing 12 months at least 500 k and at least 3 certified people',
        'bookings of the trailing 12 months at least 500 k or at least 3 certified people',
        'text',
      ],
    ]);
  });

  it('says switches and figures of reviews, benefits and grandfathering', () => {
    const review = { cadence: 'quarterly' as const, afterGraceDays: 90, maxDropPerReview: 2, warnAt: 1.1 };
    expect(changes({ review, requireLower: true })).toEqual([
      ['requireLower', 'Lower levels asked for', false, true, 'flag'],
      ['review.cadence', 'Reviews, how often', 'half-yearly', 'quarterly', 'text'],
      ['review.afterGraceDays', 'Reviews, grace', 0, 90, 'days'],
      ['review.maxDropPerReview', 'Reviews, levels down at most', 1, 2, 'count'],
      ['review.warnAt', 'Reviews, warning', null, '1.1', 'factor'],
    ]);
    const benefits = (amount: number) => gold(BASE.levels[2]!.requirement!, { benefits: [{ id: 'MDF', amount }] });
    expect(changes(benefits(25_000), benefits(20_000))).toEqual([
      ['levels.2.benefits.0.amount', 'Gold, MDF, amount', '20000', '25000', 'money'],
    ]);
    const rule = { id: 'honour', until: '2027-03-31', levels: ['gold'] };
    const off = { ...rule, enabled: false, until: '2027-06-30', levels: ['silver', 'gold'] };
    expect(changes({ grandfather: [off] }, { grandfather: [rule] })).toEqual([
      ['grandfather.0.levels', 'Grandfathering “honour”', 'Gold', 'Silver, Gold', 'text'],
      ['grandfather.0.until', 'Grandfathering “honour”, until', '31 Mar 2027', '30 Jun 2027', 'text'],
      ['grandfather.0.enabled', 'Grandfathering “honour”, switched on', true, false, 'flag'],
    ]);
  });

  it('says scores by their terms', () => {
    const scores = (full: number, at: number, more: object[] = []) =>
      ({
        scores: [
          {
            id: 'capability',
            label: 'Capability',
            terms: [
              {
                id: 'sales',
                label: 'Sales',
                measure: { metric: 'won_amount', window: 'trailing-12-months' },
                points: { full, at },
              },
              ...more,
            ],
          },
        ],
      }) as Partial<TierProgramInput>;
    const people = {
      id: 'people',
      measure: { metric: 'certified_people' },
      points: { steps: [{ from: 2, points: 5 }] },
    };
    expect(changes(scores(25, 1_200_000, [people]), scores(20, 1_000_000)).map((change) => change.slice(1))).toEqual([
      ['Score “Capability”, Sales, points, full points', '20', '25', 'points'],
      ['Score “Capability”, Sales, points, figure for full points', '1000000', '1200000', 'money'],
      ['Score “Capability”, people', null, 'certified people, points from 2, points 5, weight 1', 'text'],
    ]);
  });

  it('says when levels change places', () => {
    const [bronze, silver, top] = BASE.levels;
    expect(changes({ levels: [bronze!, top!, silver!] })).toEqual([
      ['levels', 'Order of levels', 'Bronze, Silver, Gold', 'Bronze, Gold, Silver', 'text'],
    ]);
  });

  it('leaves out what only names a version', () => {
    expect(changes({ id: 'other', version: 2, source: { text: 'Guide of 2027' } })).toEqual([]);
    expect(changes({ name: 'New', effectiveFrom: '2026-10-01', effectiveTo: '2027-09-30' })).toEqual([]);
  });

  it('can say the way from any template to any other', () => {
    const templates = programTemplates().map((template) => template.program);
    for (const before of templates) {
      for (const after of templates) {
        const found = programDifferences(before, after, network);
        for (const { change } of found) {
          expect(change.label).not.toMatch(/undefined|null|\[object/);
          expect(`${change.from} ${change.to}`).not.toMatch(/undefined|\[object/);
        }
        expect(found).toHaveLength(countDifferences(before, after));
        expect(countDifferences(withChanges(before, found), after)).toBe(0);
      }
    }
  });
});

describe('withChanges', () => {
  it('makes one of several changes', () => {
    const after = program(gold({ all: [cloud(1), bookings(650_000), certified(4)] }));
    const found = programDifferences(program(), after, network);
    const [inserted, raised, people] = found;
    expect(withChanges(program(), [raised!])).toEqual(program(gold({ all: [bookings(650_000), certified(3)] })));
    expect(withChanges(program(), [inserted!, people!])).toEqual(
      program(gold({ all: [cloud(1), bookings(500_000), certified(4)] })),
    );
  });

  it('makes changes in a program that has changed otherwise', () => {
    const found = programDifferences(program(), program(gold({ all: [bookings(650_000), certified(3)] })), network);
    const other = program(gold({ all: [certified(5), cloud(1), bookings(550_000)] }));
    expect(withChanges(other, found)).toEqual(program(gold({ all: [certified(5), cloud(1), bookings(650_000)] })));
    // Where its place is gone there is nothing to change.
    const without = program({ levels: BASE.levels.slice(0, 2) });
    expect(withChanges(without, found)).toEqual(without);
  });

  it('puts a new level where it belongs, also without the other new ones', () => {
    const levels = ['registered', 'bronze', 'silver', 'gold', 'platinum', 'diamond'].map(
      (id) => BASE.levels.find((level) => level.id === id) ?? { id },
    );
    const found = programDifferences(program(), program({ levels }), network);
    const order = (...picked: number[]) =>
      withChanges(
        program(),
        picked.map((index) => found[index]!),
      ).levels.map(({ id }) => id);
    expect(order(0)).toEqual(['registered', 'bronze', 'silver', 'gold']);
    expect(order(2)).toEqual(['bronze', 'silver', 'gold', 'diamond']);
    expect(order(0, 1, 2)).toEqual(levels.map(({ id }) => id));
  });

  const requirement: fc.Arbitrary<object> = fc.letrec<{ one: object }>((tie) => ({
    one: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.integer({ min: 1, max: 3 }).map((value) => bookings(value)),
      fc.integer({ min: 1, max: 3 }).map(cloud),
      fc.integer({ min: 1, max: 3 }).map(certified),
      fc
        .record({ valueByRegion: fc.dictionary(fc.constantFrom('emea', 'else'), fc.nat(3), { minKeys: 1 }) })
        .map((by) => ({
          metric: 'won_count',
          window: 'last-fiscal-year',
          ...by,
        })),
      fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('one').map((not) => ({ not })),
    ),
  })).one;
  const anyProgram: fc.Arbitrary<TierProgram> = fc
    .record({
      ids: fc.shuffledSubarray(['bronze', 'silver', 'gold', 'platinum'], { minLength: 1 }),
      requirements: fc.array(fc.option(requirement, { nil: undefined }), { minLength: 4, maxLength: 4 }),
      review: fc.option(
        fc.record({
          afterConsecutive: fc.integer({ min: 1, max: 2 }),
          cadence: fc.constantFrom('annual' as const, 'dates' as const),
        }),
        { nil: undefined },
      ),
      definitions: fc.dictionary(fc.constantFrom('a', 'b'), requirement),
    })
    .map(({ ids, requirements, review, definitions }) =>
      tierProgram.parse({
        ...BASE,
        levels: ids.map((id, index) => ({ id, requirement: requirements[index] })),
        review,
        definitions,
      }),
    );

  /** The order of the tests of a group means nothing. */
  const canonical = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(canonical);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([key, field]) => [key, canonical(field)] as const);
    const text = (item: unknown) => JSON.stringify(item);
    return Object.fromEntries(
      fields
        .filter(([, field]) => field !== undefined)
        .map(([key, field]) => [
          key,
          (key === 'all' || key === 'any') && Array.isArray(field)
            ? field.toSorted((a, b) => (text(a) < text(b) ? -1 : 1))
            : field,
        ])
        .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
  };

  it('leads from any program to any other', () => {
    fc.assert(
      fc.property(anyProgram, anyProgram, (before, after) => {
        const found = programDifferences(before, after, network);
        expect(canonical(withChanges(before, found))).toEqual(canonical(after));
        expect(found.length > 0).toBe(countDifferences(after, before) > 0);
        expect(withChanges(before, [])).toEqual(before);
      }),
    );
  });

  it('makes every change by itself, and leaves the others to be made', () => {
    fc.assert(
      fc.property(anyProgram, anyProgram, fc.nat(), (before, after, pick) => {
        const found = programDifferences(before, after, network);
        if (found.length === 0) return;
        const one = found[pick % found.length]!;
        const between = withChanges(before, [one]);
        expect(countDifferences(before, between)).toBeGreaterThan(0);
        // Adding or removing a level can bring the others into order, so it may settle two.
        const left = countDifferences(between, after);
        expect(left).toBeLessThan(found.length);
        expect(left).toBeGreaterThanOrEqual(found.length - 2);
      }),
    );
  });
});
