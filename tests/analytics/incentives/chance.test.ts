import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Distribution, meanOf, quantileOf } from '../../../analytics/incentives/chance/distribution.ts';
import { differenceOf, drawsAbove, mergeSlices } from '../../../analytics/incentives/chance/merge.ts';
import { type ChanceModel, shortHistories } from '../../../analytics/incentives/chance/model.ts';
import { normalQuantile, normalTail } from '../../../analytics/incentives/chance/normal.ts';
import { runSlice, slicesOf } from '../../../analytics/incentives/chance/run.ts';
import { rankOf, select } from '../../../analytics/incentives/chance/select.ts';
import { diceOf, streamOf } from '../../../analytics/rules/dice/dice.ts';
import { threefry } from '../../../analytics/rules/dice/threefry.ts';
import type { NumberExpression } from '../../../analytics/rules/expression.ts';
import { runs } from '../../fixtures/properties.ts';

const base: NumberExpression = { kind: 'column', name: 'base', scale: 4, label: 'bookings' };
const constant = (value: string, scale: 0 | 2 | 4): NumberExpression => ({ kind: 'constant', value, scale });
const linear: NumberExpression = { kind: 'multiply', left: base, right: constant('0.05', 2), scale: 4 };
const stepped: NumberExpression = {
  kind: 'marginal',
  of: base,
  bands: [
    { from: constant('0', 0), rate: constant('0.05', 2) },
    { from: constant('10000', 0), rate: constant('0.10', 2) },
  ],
  scale: 2,
};

const money = (...amounts: number[]) => Float64Array.from(amounts, (amount) => amount * 10_000);

/** Twelve past quarters of each partner, all of them different. */
function histories(partners: number, quarters = 12) {
  return {
    offsets: Uint32Array.from({ length: partners + 1 }, (_, index) => index * quarters),
    values: money(...Array.from({ length: partners * quarters }, (_, index) => (index * 7_919) % 30_011)),
  };
}

function model(changes: Partial<ChanceModel> = {}, partners = 23): ChanceModel {
  return {
    seed: 2_026,
    draws: 2_000,
    partners: Array.from({ length: partners }, (_, index) => `P-${index}`),
    columns: [
      {
        name: 'base',
        parts: [{ kind: 'history', stream: 'quarter', periods: 1, ...histories(partners) }],
        factors: [{ kind: 'common', stream: 'market', distribution: { kind: 'pert', low: 0.8, likely: 1, high: 1.3 } }],
      },
    ],
    rules: { pay: stepped, reached: { kind: 'compare', sign: '>=', left: base, right: constant('20000', 0) } },
    inputs: {},
    sums: ['pay'],
    spread: 'pay',
    counts: ['reached'],
    ...changes,
  };
}

const simulate = (given: ChanceModel, workers = 1) =>
  mergeSlices(
    given,
    slicesOf(given.partners.length, workers).map(({ from, to }) => runSlice(given, from, to)),
  );

describe('the dice', () => {
  // The vectors that the authors publish with their Random123 library.
  it.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ])('Threefry of key %j and counter %j is %j', ([k0, k1], [c0, c1], [high, low]) => {
    expect(threefry({ high: k0!, low: k1! }, { high: c0!, low: c1! })).toEqual({ high, low });
  });

  // Guards a scenario that changes when more draws are asked for.
  it('throw the same first numbers however many follow', () => {
    const few = new Float64Array(5);
    const many = new Float64Array(64);
    diceOf(1, 'A').uniforms(streamOf('x'), few);
    diceOf(1, 'A').uniforms(streamOf('x'), many);
    expect([...many.slice(0, 5)]).toEqual([...few]);
  });

  it('throw otherwise for another seed, partner or stream', () => {
    const first = (seed: number, partner: string, stream: string) => {
      const out = new Uint32Array(4);
      diceOf(seed, partner).words(streamOf(stream), out);
      return out.join();
    };
    const seeds = [1, 2, 2 ** 32 + 1].map((seed) => first(seed, 'A', 'x'));
    expect(new Set([...seeds, first(1, 'B', 'x'), first(1, 'A', 'y')]).size).toBe(5);
  });

  it('are even: each tenth of (0, 1) as often as the next', () => {
    const out = new Float64Array(100_000);
    diceOf(3, 'A').uniforms(7, out);
    const tenths = new Array<number>(10).fill(0);
    for (const value of out) tenths[Math.floor(value * 10)]!++;
    const chiSquare = tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // One in a thousand exceeds it with nine degrees of freedom.
    expect(chiSquare).toBeLessThan(27.88);
  });
});

describe('distributions', () => {
  it('know the normal distribution', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655, 8);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.0902323062, 7);
    expect(normalTail(1.644853627)).toBeCloseTo(0.05, 7);
    expect(normalTail(-1.2815515655)).toBeCloseTo(0.9, 6);
  });

  it('read the quantiles of known ones', () => {
    const at = (distribution: Distribution, share: number) => quantileOf(distribution)(share);
    // Beta(2, 1) has the distribution x².
    expect(at({ kind: 'beta', a: 2, b: 1 }, 0.25)).toBeCloseTo(0.5, 4);
    expect(at({ kind: 'beta', a: 1, b: 1 }, 0.37)).toBeCloseTo(0.37, 9);
    expect(at({ kind: 'beta', a: 4_001, b: 6_001 }, 0.5)).toBeCloseTo(0.4, 3);
    expect(at({ kind: 'triangular', low: 0, likely: 0, high: 1 }, 0.75)).toBeCloseTo(0.5, 12);
    expect(at({ kind: 'lognormal', median: 50, spread: 1 }, 0.5)).toBeCloseTo(50, 6);
    expect(at({ kind: 'bernoulli', chance: 0.3 }, 0.69)).toBe(0);
    expect(at({ kind: 'bernoulli', chance: 0.3 }, 0.71)).toBe(1);
  });

  it.each<Distribution>([
    { kind: 'triangular', low: -1, likely: 2, high: 4 },
    { kind: 'pert', low: 10, likely: 12, high: 30 },
    { kind: 'lognormal', median: 3, spread: 0.4 },
    { kind: 'beta', a: 3, b: 9 },
    { kind: 'bernoulli', chance: 0.27 },
  ])('have the mean that they say: %o', (distribution) => {
    const quantile = quantileOf(distribution);
    const steps = 20_000;
    let sum = 0;
    for (let step = 0; step < steps; step++) sum += quantile((step + 0.5) / steps);
    expect(sum / steps / meanOf(distribution)).toBeCloseTo(1, 3);
  });

  it('rise with the share, whatever they are', () => {
    const kinds = fc.oneof(
      fc
        .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }))
        .map((three) => three.sort((a, b) => a - b) as [number, number, number])
        .chain(([low, likely, high]) =>
          fc.constantFrom<Distribution>({ kind: 'pert', low, likely, high }, { kind: 'triangular', low, likely, high }),
        ),
      fc
        .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }))
        .map(([a, b]): Distribution => ({ kind: 'beta', a, b })),
    );
    const share = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
    fc.assert(
      fc.property(kinds, share, share, (kind, a, b) => {
        const quantile = quantileOf(kind);
        expect(quantile(Math.min(a, b))).toBeLessThanOrEqual(quantile(Math.max(a, b)) + 1e-9);
      }),
      runs(50),
    );
  });

  it('refuse ranges that do not rise', () => {
    expect(() => quantileOf({ kind: 'pert', low: 3, likely: 2, high: 4 })).toThrow('does not rise');
    expect(() => quantileOf({ kind: 'beta', a: 0.5, b: 1 })).toThrow('1 or more');
  });
});

describe('percentiles', () => {
  it('select what sorting would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        (values, nth) => {
          const rank = nth % values.length;
          const sorted = Float64Array.from(values).sort();
          expect(select(Float64Array.from(values), rank)).toBe(sorted[rank]);
        },
      ),
    );
  });

  it('take the first draw that the share does not exceed', () => {
    expect([rankOf(0.1, 10), rankOf(0.5, 10), rankOf(0.9, 10), rankOf(0.9, 1)]).toEqual([0, 4, 8, 0]);
  });
});

describe('a simulation', () => {
  // The promise of the design: the same seed gives the same bytes.
  it.each([2, 3, 23])('gives the same bytes on %d workers as on one', (workers) => {
    expect(simulate(model(), workers)).toEqual(simulate(model(), 1));
  });

  // Guards a worker that is sent the model: nothing in it may be lost on the way.
  it('gives the same bytes from a copy of the model, at any division', () => {
    const whole = simulate(model({ draws: 200 }));
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 22 }), { maxLength: 5 }), (cuts) => {
        const given = structuredClone(model({ draws: 200 }));
        const ends = [0, ...cuts.sort((a, b) => a - b), 23];
        const slices = ends.slice(1).map((to, index) => runSlice(given, ends[index], to));
        expect(mergeSlices(given, slices.reverse())).toEqual(whole);
      }),
      runs(15),
    );
  });

  it('gives a partner the same dice whoever else is looked at', () => {
    const all = runSlice(model());
    const [partner, quarters] = [11, 12];
    const { offsets, values } = histories(23);
    const alone = model({
      partners: [`P-${partner}`],
      columns: [
        {
          ...model().columns[0]!,
          parts: [
            {
              kind: 'history',
              stream: 'quarter',
              periods: 1,
              offsets: Uint32Array.of(0, quarters),
              values: values.slice(offsets[partner], offsets[partner + 1]),
            },
          ],
        },
      ],
    });
    expect(runSlice(alone).own.pay![0]).toBe(all.own.pay![partner]);
  });

  it('holds the percentiles of each partner that a sorted row has', () => {
    const given = model({}, 3);
    const { spread } = simulate(given);
    for (const partner of [0, 1, 2]) {
      const alone = runSlice(given, partner, partner + 1)
        .sums.pay!.slice()
        .sort();
      const ends = [spread.p10, spread.p50, spread.p90].map((values) => values[partner]);
      expect(ends).toEqual([0.1, 0.5, 0.9].map((share) => alone[rankOf(share, alone.length)]));
    }
  });

  // Closed form: the mean of 5 % on a bootstrap of own quarters is 5 % of their mean, four quarters long.
  it('reproduces the mean of a linear plan', () => {
    const partners = 40;
    const periods = 4;
    const history = histories(partners);
    const given = model(
      {
        draws: 10_000,
        columns: [{ name: 'base', parts: [{ kind: 'history', stream: 'quarter', periods, ...history }], factors: [] }],
        rules: { pay: linear },
        counts: [],
      },
      partners,
    );
    let [mean, variance] = [0, 0];
    for (let partner = 0; partner < partners; partner++) {
      const own = history.values.slice(history.offsets[partner], history.offsets[partner + 1]);
      const middle = own.reduce((sum, value) => sum + value, 0) / own.length;
      mean += 0.05 * periods * middle;
      variance += 0.05 ** 2 * periods * own.reduce((sum, value) => sum + (value - middle) ** 2 / own.length, 0);
    }
    const { totals } = simulate(given);
    const standardError = Math.sqrt(variance / given.draws);
    expect(Math.abs(totals.pay!.mean - mean)).toBeLessThan(4 * standardError);
    // And the spread: P90 of a sum of many is near the normal one.
    expect(totals.pay!.p90).toBeGreaterThan(mean + 1.2 * Math.sqrt(variance));
    expect(totals.pay!.p90).toBeLessThan(mean + 1.36 * Math.sqrt(variance));
  });

  it('follows the rule to the cent for a known base', () => {
    const given = model(
      {
        draws: 3,
        columns: [{ name: 'base', parts: [{ kind: 'fixed', values: money(6_000, 20_000) }], factors: [] }],
      },
      2,
    );
    const { totals, spread, counts } = simulate(given);
    expect([...totals.pay!.byDraw]).toEqual([180_000, 180_000, 180_000]);
    expect([...spread.p50]).toEqual([30_000, 150_000]);
    expect([...counts.reached!]).toEqual([0, 3]);
  });

  it('wins open deals as often as their chance, and the same ones at a better chance', () => {
    const open = (chance: number) =>
      model(
        {
          draws: 20_000,
          columns: [
            {
              name: 'base',
              parts: [
                {
                  kind: 'deals',
                  stream: 'quarter',
                  offsets: Uint32Array.of(0, 1),
                  ids: ['D-1'],
                  amounts: money(1_000),
                  chances: Float64Array.of(chance),
                },
              ],
              factors: [],
            },
          ],
          rules: { pay: linear },
          counts: [],
        },
        1,
      );
    const [less, more] = [simulate(open(0.3)).totals.pay!, simulate(open(0.5)).totals.pay!];
    expect(less.mean / 500_000).toBeCloseTo(0.3, 1);
    expect(drawsAbove(less, 0).numerator / 20_000).toBeCloseTo(0.3, 1);
    expect(less.byDraw.every((value, draw) => value <= more.byDraw[draw]!)).toBe(true);
    expect(simulate(open(0)).totals.pay!.p90).toBe(0);
    expect(simulate(open(1)).totals.pay!.p10).toBe(500_000);
  });

  // Guards “the same seed serves all scenarios”: a difference is the scenario's in every single draw.
  it('lifts every draw by the response, and by nothing else', () => {
    const respond = (exponent: number) => {
      const [column] = model().columns;
      const exponents = new Float64Array(23).fill(exponent);
      const coefficient: Distribution = { kind: 'triangular', low: 1, likely: 2, high: 5 };
      const response = { kind: 'response', stream: 'k', coefficient, exponents } as const;
      return simulate(
        model({
          columns: [{ ...column!, factors: [...column!.factors, response] }],
          rules: { pay: linear },
          counts: [],
        }),
      ).totals.pay!;
    };
    const [without, with5] = [respond(0), respond(0.05)];
    for (const [draw, value] of without.byDraw.entries()) {
      const lift = with5.byDraw[draw]! / value;
      expect(lift).toBeGreaterThan(Math.exp(0.05));
      expect(lift).toBeLessThan(Math.exp(0.25));
    }
  });

  it('compares two scenarios draw by draw', () => {
    const pays: NumberExpression[] = [linear, { ...stepped, scale: 4 }, stepped];
    const [five, stepwise, inCents] = pays.map((pay) => simulate(model({ rules: { pay }, counts: [] })).totals.pay!);
    const difference = differenceOf('pay', five!, stepwise!);
    // The steps pay 5 % at least: dearer in every draw, which the two ranges by themselves do not show.
    expect(stepwise!.p10).toBeLessThan(five!.p90);
    expect(drawsAbove(difference, 0)).toEqual({ numerator: 2_000, denominator: 2_000 });
    expect(difference.mean).toBeCloseTo(stepwise!.mean - five!.mean, 3);
    expect(() => differenceOf('pay', five!, inCents!)).toThrow('another scale');
  });

  it('says when its ends need more draws', () => {
    expect(simulate(model({ draws: 30 })).totals.pay!.settled).toBe(false);
    const known = { name: 'base', parts: [{ kind: 'fixed', values: money(5) } as const], factors: [] };
    expect(simulate(model({ columns: [known], draws: 30 }, 1)).totals.pay!.settled).toBe(true);
  });

  it('pulls those who are close to a threshold, by the drawn gain', () => {
    const pull = {
      kind: 'pull',
      stream: 'pull',
      gain: { kind: 'certain', value: 0.2 },
      within: 0.1,
      power: 2,
      thresholds: [1_000_000, 3_000_000],
    } as const;
    const parts = [{ kind: 'fixed', values: money(95, 89, 100, 285, 500) } as const];
    const given = model({ columns: [{ name: 'base', parts, factors: [pull] }], rules: { pay: base }, counts: [] }, 5);
    const lifted = [...simulate({ ...given, draws: 1 }).spread.p50].map((units) => units / 10_000);
    expect(lifted).toEqual([99.75, 89, 100, 299.25, 500]);
  });

  it('names partners whose history is too short to show their spread', () => {
    const parts = [
      {
        kind: 'history',
        stream: 'quarter',
        periods: 1,
        offsets: Uint32Array.of(0, 4, 6, 6),
        values: money(1, 2, 3, 4, 5, 6),
      } as const,
    ];
    const given = model({ columns: [{ name: 'base', parts, factors: [] }] }, 3);
    expect(shortHistories(given, 4)).toEqual(['P-1', 'P-2']);
    expect(simulate(given).spread.p90[2]).toBe(0);
  });

  it('refuses what it could not answer', () => {
    expect(() => simulate(model({ seed: 1.5 }))).toThrow('whole number');
    expect(() => simulate(model({ draws: 0 }))).toThrow('between 1 and 1,000,000');
    expect(() => simulate(model({ partners: ['A', 'A'] }))).toThrow('listed twice');
    expect(() => simulate(model({ partners: ['A', 'B'] }))).toThrow('figures for 23 partners');
    const unknown: NumberExpression = { kind: 'divide', left: base, right: constant('0', 0), scale: 2 };
    expect(() => simulate(model({ rules: { pay: unknown }, counts: [] }))).toThrow('no figure');
    expect(() => simulate(model({ sums: ['margin'] }))).toThrow('“margin”');
    expect(() => simulate(model({ sums: ['reached'] }))).toThrow('“reached”');
    expect(() => simulate(model({ counts: ['pay'] }))).toThrow('“pay”');
    expect(() => mergeSlices(model(), [runSlice(model(), 0, 5)])).toThrow('leave out');
  });
});
