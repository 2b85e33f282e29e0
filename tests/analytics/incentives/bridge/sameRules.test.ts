/** The same rules in two periods. Guards that volume, mix, levels and rates are told apart, and nothing is lost between them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bridgeOver, playGames } from '../../../../analytics/incentives/bridge/games.ts';
import { type Cell, PERIOD_STEPS, periodGames } from '../../../../analytics/incentives/bridge/sameRules.ts';
import { runs } from '../../../fixtures/properties.ts';

const cell = (revenue: [number, number], pay: [number, number], otherLevels = pay): Cell => {
  const units = ([a, b]: readonly [number, number]) => [a * 10_000, b * 10_000] as const;
  return { revenue: units(revenue), pay: units(pay), otherLevels: units(otherLevels) };
};
const bridged = async (partners: readonly (readonly Cell[])[]) =>
  bridgeOver(PERIOD_STEPS, await playGames(periodGames(partners)));
const steps = async (partners: readonly (readonly Cell[])[]) => {
  const { steps: made, from, to } = await bridged(partners);
  const amounts = Object.fromEntries(made.map((one) => [one.factor, Number(one.amount)]));
  return { ends: [Number(from), Number(to)], ...amounts };
};
const NONE = { lost: 0, new: 0, volume: 0, mix: 0, levels: 0, rates: 0 };

describe('two periods under the same rules', () => {
  it('twice the sales at the same rate are volume', async () => {
    expect(await steps([[cell([100, 200], [5, 10])]])).toEqual({ ...NONE, ends: [500, 1_000], volume: 500 });
  });

  it('sales that move to a family with a higher rate are mix', async () => {
    const moved = [cell([100, 50], [5, 2.5]), cell([100, 150], [10, 15])];
    expect(await steps([moved])).toEqual({ ...NONE, ends: [1_500, 1_750], mix: 250 });
  });

  it('another rate on the same sales is a rate, and a level where it comes with the level', async () => {
    expect(await steps([[cell([100, 100], [5, 7])]])).toEqual({ ...NONE, ends: [500, 700], rates: 200 });
    const risen = cell([100, 100], [5, 7], [7, 5]);
    expect(await steps([[risen]])).toEqual({ ...NONE, ends: [500, 700], levels: 200 });
  });

  it('who came and who went has a step of its own', async () => {
    const partners = [[cell([100, 0], [5, 0])], [cell([0, 100], [0, 7])], [cell([10, 10], [1, 1])]];
    expect(await steps(partners)).toEqual({ ...NONE, ends: [600, 800], lost: -500, new: 700 });
  });

  it('adds up whatever was sold and paid, returns and pay without sales too', async () => {
    const money = fc.integer({ min: -50_000, max: 900_000 });
    const pair = fc.tuple(fc.oneof(money, fc.constant(0)), fc.oneof(money, fc.constant(0)));
    const cells = fc.array(fc.record({ revenue: pair, pay: pair, otherLevels: pair }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { maxLength: 4 }), async (partners) => {
        const { from, to, steps: made } = await bridged(partners);
        expect(made.reduce((sum, { amount }) => sum + amount, from)).toBe(to);
      }),
      runs(60),
    );
  });
});
