import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TierProgramInput } from '../../../analytics/api/documents/tierProgram.ts';
import type { Network } from '../../../analytics/network/network.ts';
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
