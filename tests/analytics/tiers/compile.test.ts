import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TierProgramInput } from '../../../analytics/api/documents/tierProgram.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { compileProgram } from '../../../analytics/tiers/compile.ts';
import { partnerTraits } from '../../../analytics/tiers/evaluate/traits.ts';
import { evaluationData } from '../../../analytics/tiers/evaluate.ts';
import { programTemplates } from '../../../analytics/tiers/templates/index.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';
import { evaluate, levelNames } from './figures.ts';

let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork();
  network = await net.open();
});
afterAll(() => net.close());

const YEAR = 'trailing-12-months';
const bookings = (value: number | string, more: object = {}) => ({
  metric: 'won_amount',
  window: YEAR,
  value,
  ...more,
});
const people = (value: number) => ({ metric: 'certified_people', value });
const program = (levels: TierProgramInput['levels'], more: Partial<TierProgramInput> = {}): TierProgramInput => ({
  id: 'p',
  name: 'Program',
  levels,
  ...more,
});

describe('levels by the kernel', () => {
  it('gives the highest level whose requirement holds; a threshold belongs to its level', () => {
    const { levels } = evaluate(
      network,
      program([
        { id: 'Registered' },
        { id: 'Silver', requirement: bookings(150_000) },
        { id: 'Gold', requirement: { all: [bookings(500_000), people(3)] } },
      ]),
      {
        edge: { won_amount: 500_000, certified_people: 3 },
        cent: { won_amount: 499_999.99, certified_people: 3 },
        few: { won_amount: 900_000, certified_people: 2 },
        unknown: { won_amount: null, certified_people: 9 },
      },
    );
    expect(levels).toEqual(['Gold', 'Silver', 'Silver', 'Registered']);
  });

  it('moves a threshold without compiling, and keeps the masks of earlier runs', () => {
    const { compiled, data, evaluator, result } = evaluate(
      network,
      program([{ id: 'Base' }, { id: 'Gold', requirement: { any: [bookings(500_000), people(3)] } }]),
      { a: { won_amount: 450_000, certified_people: 0 }, b: { won_amount: 0, certified_people: 3 } },
    );
    const place = 'levels.1.requirement.any.0.value';
    expect(compiled.tests.map(({ handles }) => handles)).toEqual([
      [{ place, group: null }],
      [{ place: 'levels.1.requirement.any.1.value', group: null }],
    ]);
    const moved = evaluator.run(data, { ...compiled.inputs, [place]: '450000' });
    expect(levelNames(compiled.levels, moved)).toEqual(['Gold', 'Gold']);
    expect(levelNames(compiled.levels, result)).toEqual(['Base', 'Gold']);
  });

  it('counts at least k of several, and turns a requirement round', () => {
    const { levels } = evaluate(
      network,
      program([
        { id: 'Base' },
        {
          id: 'Gold',
          requirement: {
            all: [
              { atLeast: 2, of: [bookings(100), people(2), { metric: 'won_count', window: YEAR, value: 5 }] },
              { not: { metric: 'lost_count', window: YEAR, value: 3 } },
            ],
          },
        },
      ]),
      {
        two: { won_amount: 100, certified_people: 2, won_count: 0, lost_count: 2 },
        one: { won_amount: 100, certified_people: 1, won_count: 0, lost_count: 0 },
        lost: { won_amount: 100, certified_people: 2, won_count: 9, lost_count: 3 },
      },
    );
    expect(levels).toEqual(['Gold', 'Base', 'Base']);
  });
});

describe('a compiled program', () => {
  /** What stands in the document at a place. */
  const at = (document: unknown, place: string) =>
    place.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document);

  it.each(programTemplates().map(({ id, program }) => [id, program] as const))(
    '%s names every figure by the place where it stands',
    (_, template) => {
      const { inputs, tests } = compileProgram(template, network);
      expect(Object.keys(inputs).length).toBeGreaterThan(0);
      for (const [place, value] of Object.entries(inputs)) expect(String(at(template, place))).toBe(value);
      for (const { handles } of tests) for (const { place } of handles) expect(inputs).toHaveProperty([place]);
    },
  );

  it('gives the same levels when a figure is moved and when the document is written anew', () => {
    const figures = { a: { won_amount: 90 }, b: { won_amount: 110, certified_people: 2 }, c: { won_amount: 200 } };
    const input = (least: number, each: number) =>
      program([{ id: 'Base' }, { id: 'Gold', requirement: { all: [bookings(least), { score: 's', value: 2 }] } }], {
        scores: [
          {
            id: 's',
            terms: [{ id: 't', measure: { metric: 'won_amount', window: YEAR }, points: { each, per: 100 } }],
          },
        ],
      });
    const places = { 'levels.1.requirement.all.0.value': '110', 'scores.0.terms.0.points.each': '2' };
    const moved = evaluate(network, input(100, 1), figures, { inputs: places });
    const anew = evaluate(network, input(110, 2), figures);
    expect(moved.levels).toEqual(['Base', 'Gold', 'Gold']);
    expect(moved.levels).toEqual(anew.levels);
    expect(evaluate(network, input(100, 1), figures).levels).toEqual(['Base', 'Base', 'Gold']);
  });

  it('reads and computes once what several levels share', () => {
    const core = { all: [bookings(100), people(1)] };
    const { compiled } = evaluate(
      network,
      program(
        [
          { id: 'Base' },
          { id: 'Silver', requirement: { use: 'core' } },
          { id: 'Gold', requirement: { all: [{ use: 'core' }, { metric: 'won_count', window: YEAR, value: 3 }] } },
        ],
        { definitions: { core } },
      ),
      { a: {} },
    );
    expect(compiled.measures.map(({ key }) => key.split(' ')[0])).toEqual([
      'won_amount',
      'certified_people',
      'won_count',
    ]);
    const [, silver, gold] = compiled.levels;
    expect(gold!.requirement!.of[0]!.entry).toBe(silver!.requirement!.entry);
    // Both levels list the test, at its one place, so that a handle can be drawn for each.
    const shared = compiled.tests.filter(({ place }) => place === 'definitions.core.all.0');
    expect(shared.map(({ level }) => level)).toEqual([1, 2]);
  });

  it('keeps a partner by the easier figure, also inside of a “not”', () => {
    const levels = (requirement: object) => {
      const { result } = evaluate(network, program([{ id: 'Base' }, { id: 'Gold', requirement } as never]), {
        low: { lost_count: 1 },
        middle: { lost_count: 4 },
        high: { lost_count: 9 },
      });
      return [result.entry, result.keep].map(([day]) => [...day!].map((mask) => mask > 1));
    };
    const losses = (more: object) => ({ metric: 'lost_count', window: YEAR, value: 3, ...more });
    expect(levels({ not: losses({ exitValue: 5 }) })).toEqual([
      [true, false, false],
      [true, true, false],
    ]);
    expect(levels({ not: losses({ entryOnly: true }) })).toEqual([
      [true, false, false],
      [true, true, true],
    ]);
    expect(levels(losses({ op: '<', exitValue: 5 }))).toEqual([
      [true, false, false],
      [true, true, false],
    ]);
  });

  it('asks for the levels below where the program says so', () => {
    const input = (requireLower: boolean) =>
      program([{ id: 'Base' }, { id: 'Silver', requirement: people(2) }, { id: 'Gold', requirement: bookings(100) }], {
        requireLower,
      });
    const figures = { a: { won_amount: 100, certified_people: 1 }, b: { won_amount: 100, certified_people: 2 } };
    expect(evaluate(network, input(false), figures).levels).toEqual(['Gold', 'Gold']);
    expect(evaluate(network, input(true), figures).levels).toEqual(['Base', 'Gold']);
  });

  it('gives a level that only tracks lead to nobody for free', () => {
    const { levels } = evaluate(
      network,
      program([{ id: 'Base' }, { id: 'Expert' }], { tracks: [{ id: 't', requirements: { Expert: people(2) } }] }),
      { a: { certified_people: 1 }, b: { certified_people: 2 } },
    );
    expect(levels).toEqual(['Base', 'Expert']);
  });

  it('leaves partners of no region group without a threshold unless there is one for all others', () => {
    const input = (values: Record<string, number>) =>
      program(
        [
          { id: 'Base' },
          { id: 'Gold', requirement: { metric: 'won_amount', window: YEAR, valueByRegion: values } } as never,
        ],
        { regionGroups: { core: { values: ['DE'] } } },
      );
    const figures = { in: { won_amount: 50 }, out: { won_amount: 50 } };
    const setting = { matching: { 'group:core': ['in'] } };
    expect(evaluate(network, input({ core: 50 }), figures, setting).levels).toEqual(['Gold', 'Base']);
    expect(evaluate(network, input({ core: 60, else: 50 }), figures, setting).levels).toEqual(['Base', 'Gold']);
  });

  it('gives no points for what is not known, and none below zero for a part of a target', () => {
    const scores = [
      {
        id: 's',
        terms: [
          { id: 'part', measure: { metric: 'won_amount', window: YEAR }, points: { full: 10, at: 100 } },
          { id: 'step', measure: { metric: 'certified_people' }, points: { steps: [{ from: 1, points: 5 }] } },
          { id: 'whole', measure: { metric: 'won_count', window: YEAR }, points: { each: 3, per: 2, whole: true } },
        ],
      },
    ];
    const { result } = evaluate(
      network,
      program([{ id: 'Base' }, { id: 'Gold', requirement: { score: 's', value: 1 } }], { scores } as never),
      {
        unknown: {},
        less: { won_amount: -50, certified_people: 0, won_count: 1 },
        third: { won_amount: 33.3333, certified_people: 1, won_count: 5 },
        more: { won_amount: 1_000, certified_people: 9, won_count: 4 },
      },
    );
    expect([...result.score('s')]).toEqual([0, 0, 3.3333 + 5 + 6, 21].map((points) => Math.round(points * 10_000)));
  });

  it('counts rows of several multipliers by their product', () => {
    const term = {
      id: 't',
      measure: { metric: 'won_amount', window: YEAR },
      points: {
        each: 1,
        multipliers: [
          { filter: [{ dim: 'motion', values: ['new'] }], factor: 2 },
          { filter: [{ dim: 'deal_country', values: ['PL'] }], factor: '1.5' },
        ],
      },
    };
    const { compiled, data, evaluator } = evaluate(
      network,
      program([{ id: 'Base' }, { id: 'Gold', requirement: { score: 's', value: 1 } }], {
        scores: [{ id: 's', terms: [term] }],
      } as never),
      { a: {} },
    );
    // 10 of rows with neither, 20 new, 40 in Poland, 80 both: 10 + 20×2 + 40×1.5 + 80×3 = 350.
    const filtered = (key: string) => [key.includes('motion'), key.includes('deal_country')].join();
    const figures: Record<string, number> = {
      'false,false': 150,
      'true,false': 100,
      'false,true': 120,
      'true,true': 80,
    };
    const table = { ...data.main.table, column: (key: string) => Float64Array.of(figures[filtered(key)]! * 10_000) };
    const traits = partnerTraits(
      compiled.flags,
      { asOfs: table.asOfs, partners: [], attestations: [], exceptions: [] },
      () => new Uint8Array(1),
    );
    const result = evaluator.run(evaluationData(compiled, network, [table], traits));
    expect(result.score('s')[0]).toBe(350 * 10_000);
  });

  it('ranks day by day, ties at the better place, and nobody without a figure', () => {
    const { result, compiled } = evaluate(
      network,
      program([
        { id: 'Base' },
        { id: 'Star', requirement: { rank: { metric: 'won_amount', window: YEAR }, topShare: 0.5 } } as never,
      ]),
      {
        a: { won_amount: { '2026-06-30': 9, '2026-09-30': 1 } },
        b: { won_amount: { '2026-06-30': 9, '2026-09-30': 3 } },
        c: { won_amount: { '2026-06-30': 1, '2026-09-30': 2 } },
        none: {},
      },
      { asOfs: ['2026-06-30', '2026-09-30'] },
    );
    expect([...result.test(0).value]).toEqual([1, 1, 3, Number.NaN, 3, 1, 2, Number.NaN]);
    // Half of three is one and a half: two places count.
    expect(result.entry.map((day) => [...day].map((mask) => mask > 1))).toEqual([
      [true, true, false, false],
      [false, true, true, false],
    ]);
    expect(compiled.tests[0]).toMatchObject({ unit: 'place', sign: '<=' });
  });
});
