import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FrontierPlan, planFrontier } from '../../../../analytics/present/charts/planFrontier.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { runs } from '../../../fixtures/properties.ts';
import { cutOff, frameOf, keys, overlapping } from './drawn.ts';

const { compact } = numbers('en');
const plans = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9_000_000 }), fc.integer({ min: -900_000, max: 2_000_000 })), {
    minLength: 1,
    maxLength: 100,
  })
  .map((all) =>
    all.map(
      ([cost, gain], index): FrontierPlan => ({
        key: `plan ${index}`,
        cost,
        gain,
        onFrontier: index % 4 === 0,
        meets: index % 3 > 0,
        words: `Plan ${index}`,
      }),
    ),
  );

describe('the frontier of plans', () => {
  it('puts every plan, the present one, the paid one and the budget inside the picture', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 340, max: 1_100 }), (all, width) => {
        const chart = planFrontier(
          {
            plans: all,
            chosen: 'plan 0',
            present: { cost: 5_000_000, gain: 100_000, text: 'draft 2, +100 k' },
            before: { cost: 6_000_000, text: 'as paid' },
            budget: { cost: 6_400_000, text: 'budget 6.4 M' },
            chosenText: 'A, best',
            write: compact,
            writeGain: compact,
            costName: 'cost',
            gainName: 'margin',
          },
          frameOf(width, 220),
        );
        expect(keys(chart).toSorted()).toEqual(all.map(({ key }) => key).toSorted());
        for (const circle of chart.querySelectorAll('circle')) {
          expect(Number(circle.getAttribute('cx'))).toBeGreaterThan(0);
          expect(Number(circle.getAttribute('cx'))).toBeLessThan(width);
          expect(Number(circle.getAttribute('cy'))).toBeLessThan(220);
        }
        expect(overlapping(chart)).toEqual([]);
        expect(cutOff(chart, width)).toEqual([]);
      }),
      runs(40),
    );
  });
});
