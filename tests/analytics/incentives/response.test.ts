import { describe, expect, it } from 'vitest';
import { type AssumptionsInput, assumptions } from '../../../analytics/api/documents/assumptions.ts';
import {
  adstock,
  elasticLift,
  hill,
  ramped,
  saturatingLift,
  semiElasticLift,
  thresholdPull,
} from '../../../analytics/incentives/response/curves.ts';
import { distributionOf } from '../../../analytics/incentives/response/figure.ts';
import { liftPath } from '../../../analytics/incentives/response/path.ts';
import { isCostOnly, pullFactors, respond, responseFactors } from '../../../analytics/incentives/response/respond.ts';
import {
  blendedMargin,
  breakEvenLift,
  breakEvenVolume,
  brought,
  gradeOf,
  growthRebatePays,
  type Share,
} from '../../../analytics/incentives/response/worth.ts';

const given = (input: AssumptionsInput = {}) => assumptions.parse(input);
const ratioOf = (share: Share | null) => (share ? share.numerator / share.denominator : null);

describe('curves of response', () => {
  it.each([
    [1, 1, 0.5],
    [3, 1, 0.75],
    [3, 2, 0.9],
    [0.5, 2, 0.2],
  ])('Hill at %d times the half-way point with steepness %d is %d', (times, steepness, value) => {
    expect(hill(7 * times, 7, steepness)).toBeCloseTo(value, 12);
  });

  it('starts a Hill curve at nothing, and stays between 0 and 1', () => {
    expect(hill(0, 0.05, 2)).toBe(0);
    expect(hill(1e9, 0.05, 2)).toBeLessThanOrEqual(1);
    expect(saturatingLift(0, 0.05, { most: 0.4, halfAt: 0.05, steepness: 2 })).toBeCloseTo(1.2, 12);
  });

  it('carries effects over: 8 now, 4 before, 0 before that, half kept', () => {
    expect(adstock([8, 4, 0], 0.5)).toBeCloseTo(5.7143, 4);
    expect(adstock([6, 6, 6], 0.3)).toBeCloseTo(6, 12);
  });

  // Guards the edge where a power law promises all or nothing.
  it('has no elasticity at a rate of 0, and a semi-elasticity there', () => {
    expect(elasticLift(0.05, 0.1, 0.3)).toBeCloseTo(2 ** 0.3, 12);
    expect(elasticLift(0, 0.05, 0.3)).toBeNull();
    expect(elasticLift(0.05, 0, 0.3)).toBeNull();
    expect(elasticLift(0, 0, 0.3)).toBe(1);
    expect(semiElasticLift(0, 0.05, 2)).toBeCloseTo(Math.exp(0.1), 12);
  });

  it('pulls harder the nearer the threshold, and not after it', () => {
    const pull = { gain: 0.2, within: 0.1, power: 2, coolOffPeriods: 2 };
    expect(thresholdPull(pull, 95, 100)).toBeCloseTo(0.05, 12);
    expect(thresholdPull(pull, 89, 100)).toBe(0);
    expect(thresholdPull(pull, 100, 100)).toBe(0);
    expect(thresholdPull(pull, 5_000, null)).toBe(0);
    expect(thresholdPull(pull, 99.999, 100)).toBeGreaterThan(thresholdPull(pull, 99, 100));
    expect(thresholdPull(pull, 95, 100, 1)).toBe(0);
    expect(thresholdPull(pull, 95, 100, 2)).toBeCloseTo(0.05, 12);
  });

  it('ramps evenly up to the whole', () => {
    expect([0, 1, 2, 3, 4].map((period) => ramped(period, 4))).toEqual([0.25, 0.5, 0.75, 1, 1]);
    expect(liftPath([0.1, 0.1, 0.1], given({ rampPeriods: 2 }))).toEqual([0.05, 0.1, 0.1]);
    const carried = liftPath([0.1, 0.1, 0], given({ carryOver: { share: '0.5', periods: 1 } }));
    expect(carried.map((lift) => lift.toFixed(6))).toEqual(['0.066667', '0.100000', '0.033333']);
  });
});

describe('assumptions', () => {
  it('start at no response: cost only', () => {
    expect(isCostOnly(given())).toBe(true);
    const { factors, unanswered } = respond(given().response, Float64Array.of(0, 0.05), Float64Array.of(0.1, 0.02));
    expect([...factors]).toEqual([1, 1]);
    expect(unanswered).toEqual([]);
    expect(responseFactors(given().response, Float64Array.of(0), Float64Array.of(1))).toEqual([]);
  });

  it('name the partners that an elasticity says nothing about', () => {
    const before = Float64Array.of(0, 0.05, 0.04);
    const after = Float64Array.of(0.05, 0.05, 0.08);
    const plain = respond(given({ response: { elasticity: '0.2', evidence: 'assumed' } }).response, before, after);
    expect(plain.unanswered).toEqual([0]);
    expect(plain.factors[0]).toBe(1);
    expect(plain.factors[2]).toBeCloseTo(2 ** 0.2, 12);
    const { response } = given({ response: { elasticity: '0.2', atZero: '2', evidence: 'assumed' } });
    expect(respond(response, before, after).unanswered).toEqual([]);
    expect(respond(response, before, after).factors[0]).toBeCloseTo(Math.exp(0.1), 12);
  });

  // Guards a simulation that would respond otherwise than the plain calculation beside it.
  it.each([
    { semiElasticity: '2', evidence: 'assumed' as const },
    { elasticity: '0.3', atZero: '1.5', evidence: 'assumed' as const },
    { hill: { most: '0.4', halfAt: '0.05', steepness: '2' }, evidence: 'assumed' as const },
  ])('are drawn as they are reckoned: %o', (input) => {
    const { response } = given({ response: input });
    const [before, after] = [Float64Array.of(0, 0.05, 0.04), Float64Array.of(0.05, 0, 0.08)];
    const drawn = [1, 1, 1];
    for (const factor of responseFactors(response, before, after)) {
      if (factor.kind !== 'response' || factor.coefficient.kind !== 'certain') throw new Error('drawn');
      for (const partner of drawn.keys()) {
        drawn[partner]! *= Math.exp(factor.coefficient.value * factor.exponents[partner]!);
      }
    }
    for (const [partner, factor] of respond(response, before, after).factors.entries()) {
      expect(drawn[partner]).toBeCloseTo(factor, 12);
    }
  });

  it('take a range, drawn by PERT', () => {
    const { response } = given({
      response: { semiElasticity: { low: '0', likely: '1', high: '4' }, evidence: 'analogous' },
    });
    expect('semiElasticity' in response && distributionOf(response.semiElasticity)).toEqual({
      kind: 'pert',
      low: 0,
      likely: 1,
      high: 4,
    });
  });

  it('pull towards thresholds only when they say so', () => {
    expect(pullFactors(given().pull, [1])).toEqual([]);
    const { pull } = given({ pull: { gain: '0.2', within: '0.1' } });
    expect(pullFactors(pull, [])).toEqual([]);
    expect(pullFactors(pull, [300, 100])).toMatchObject([{ kind: 'pull', power: 1, thresholds: [100, 300] }]);
  });

  it('refuse with a sentence what cannot be', () => {
    const message = (input: unknown) => assumptions.safeParse(input).error?.issues[0]?.message;
    expect(message({ response: { elasticity: { low: '2', likely: '1', high: '3' } } })).toContain('upwards');
    expect(message({ pullForward: { share: '1.2' } })).toContain('between 0 and 1');
    expect(message({ response: { elastic: 1 } })).toContain('“elasticity”');
  });

  it('are as good as the weakest that the result rests on', () => {
    expect(gradeOf(given())).toBe('assumed');
    const own = 'own history' as const;
    const sure = {
      margin: { share: '0.3', evidence: own },
      response: { semiElasticity: '1', evidence: own },
      pullForward: { share: '0' },
    };
    expect(gradeOf(given(sure))).toBe('own history');
    expect(gradeOf(given({ ...sure, pullForward: { share: '0.1', evidence: 'analogous' } }))).toBe('analogous');
    expect(gradeOf(given({ ...sure, response: { semiElasticity: '1', evidence: 'own history, weak' } }))).toBe(
      'own history, weak',
    );
  });
});

describe('what a plan brings', () => {
  it('keeps 30 % of a lift of 200 % after 35, 20 and 15 %', () => {
    const result = brought(
      { revenue: 100, revenueAfter: 300, margin: 0.5, paidBefore: 0, paidOnBase: 5, paidAfter: 15 },
      given({
        pullForward: { share: '0.35' },
        cannibalisation: { share: '0.2' },
        stockpiling: { share: '0.15' },
      }),
    );
    expect(result.grossLift).toBe(200);
    expect(result.netLift / result.grossLift).toBeCloseTo(0.3, 12);
    expect(result.incrementalMargin).toBeCloseTo(30, 12);
    expect(result.subsidisedBase).toBe(5);
    expect(ratioOf(result.roi)).toBeCloseTo((30 - 15) / 15, 12);
  });

  it('never takes more than all of a lift, and nothing from a loss', () => {
    const all = given({ pullForward: { share: '0.8' }, cannibalisation: { share: '0.7' } });
    const costs = { revenue: 100, margin: 0.5, paidBefore: 5, paidOnBase: 3, paidAfter: 3 };
    expect(brought({ ...costs, revenueAfter: 120 }, all).netLift).toBeCloseTo(0, 12);
    const loss = brought({ ...costs, revenueAfter: 80 }, all);
    expect([loss.netLift, loss.roi]).toEqual([-20, null]);
  });

  it('costs only without a response: ROI −100 %', () => {
    const result = brought(
      { revenue: 100, revenueAfter: 100, margin: 0.3, paidBefore: 2, paidOnBase: 5, paidAfter: 5 },
      given(),
    );
    expect(ratioOf(result.roi)).toBe(-1);
    // 3 more on 100 at a margin of 0.30, of which each added unit leaves 0.25.
    expect(ratioOf(result.breakEven)).toBeCloseTo(0.12, 12);
  });

  it.each([
    [0.02, 0.3, 0.0714],
    [0.05, 0.3, 0.2],
    [0.05, 0.4, 0.1429],
  ])('a rebate of %d at a margin of %d breaks even at %d', (rate, margin, lift) => {
    expect(ratioOf(breakEvenLift(rate, margin))).toBeCloseTo(lift, 4);
  });

  // A lift at the break-even must leave exactly nothing: the second way to the same figure.
  it('leaves nothing at its own break-even', () => {
    const [rate, margin, revenue] = [0.05, 0.3, 1_000];
    const after = revenue * (1 + ratioOf(breakEvenLift(rate, margin))!);
    expect(after * (margin - rate)).toBeCloseTo(revenue * margin, 9);
    expect(breakEvenLift(0.3, 0.3)).toBeNull();
  });

  it.each([
    [-0.15, 0.5, 0.4286],
    [0.1, 0.42, -0.1923],
    // Not the 8 % that a published page says beside its own formula.
    [0.1, 0.22, -0.3125],
  ])('a price change of %d at a contribution of %d keeps the contribution at %d of volume', (price, margin, volume) => {
    expect(ratioOf(breakEvenVolume(price, margin))).toBeCloseTo(volume, 4);
  });

  it('finds a growth rebate to pay for itself below the margin only', () => {
    expect([growthRebatePays(0.2, 0.3), growthRebatePays(0.3, 0.3)]).toEqual([true, false]);
  });

  it('weighs margins by what is sold', () => {
    const { margin } = given({ margin: { share: '0.2', byFamily: { Cloud: '0.6' } } });
    expect(
      blendedMargin(
        margin,
        new Map([
          ['Cloud', 100],
          ['Hardware', 300],
        ]),
      ),
    ).toBeCloseTo(0.3, 12);
    expect(blendedMargin(margin, new Map())).toBe(0.2);
  });
});
