/**
 * The rate of a line as expressions over a unit's base. Rates come in two forms: a share of each row's base, which a
 * multiplier raises row by row, and a sum that rests on the whole base and belongs to its rows in proportion.
 */
import type { Rate } from '../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { Condition, NumberExpression, Shown } from '../rules/expression.ts';
import { BASE_SCALE } from './compiled.ts';
import {
  add,
  choose,
  column,
  compare,
  constant,
  type Figures,
  greatest,
  least,
  over,
  subtract,
  times,
  ZERO,
} from './expressions.ts';

/** A rate for each key of the rows (one for all when there are none), or a sum. */
export type RateForm =
  | { readonly kind: 'rates'; readonly rates: readonly NumberExpression[] }
  | { readonly kind: 'sum'; readonly sum: NumberExpression };

type Bands = Extract<Rate, { how: string }>;
type Growth = Extract<Rate, { growth: unknown }>;

/** What growth is held against, as a column of the unit where the document gives no figure. */
export const BASELINE = 'baseline';
/** Which part of its year the period is. */
export const PART = 'part';
/** What the bands are asked of, where that is not the base. */
export const MEASURED = 'measured';

/**
 * @param base of the unit, after `capBase`
 * @throws QuarterdeckError `plan-invalid` for a combination without a meaning
 */
export function compileRate(rate: Rate, base: NumberExpression, figures: Figures): RateForm {
  const money = (place: string, value: string, label: string) => figures.input(`rate.${place}`, value, label, 'money');
  const ratio = (place: string, value: string, label: string) => figures.input(`rate.${place}`, value, label, 'ratio');
  if ('flat' in rate) return one(ratio('flat', rate.flat, 'the rate'));
  if ('perUnit' in rate) return one(money('perUnit', rate.perUnit, 'the amount for each unit'));
  if ('lump' in rate) {
    const reached = compare(base, '>=', money('atLeast', rate.atLeast, 'the base to reach'));
    return sum(choose(reached, money('lump', rate.lump, 'the sum'), ZERO));
  }
  if ('apportion' in rate) {
    const reached = compare(base, '>=', money('atLeast', rate.atLeast, 'the base to reach'));
    return sum(choose(reached, apportioned(money('apportion', rate.apportion, 'the yearly sum'), rate.over), ZERO));
  }
  if ('how' in rate) return bandForm(rate, base, figures);
  if ('growth' in rate) return growthForm(rate, base, figures);
  if ('every' in rate) {
    const above = greatest(subtract(base, money('above', rate.above, 'the target')), ZERO);
    const steps = over(above, money('every', rate.every, 'the step'), 0, 'floor');
    return sum(times(steps, money('pays', rate.pays, 'the amount for each step')));
  }
  if ('linear' in rate) return linearForm(rate.linear, base, figures);
  if ('points' in rate) {
    const each = figures.input('rate.points', rate.points, 'the points', 'points');
    const points = over(times(base, each), money('per', rate.per, 'the amount that points are given for'));
    return sum(times(points, money('worth', rate.worth, 'what a point is worth')));
  }
  const [place, byKey] =
    'byLevel' in rate ? (['byLevel', rate.byLevel] as const) : (['byRegion', rate.byRegion] as const);
  const rates = Object.entries(byKey).map(([key, value]) => ratio(`${place}.${key}`, value, `the rate of ${key}`));
  return { kind: 'rates', rates };
}

const one = (rate: NumberExpression): RateForm => ({ kind: 'rates', rates: [rate] });
const sum = (amount: NumberExpression): RateForm => ({ kind: 'sum', sum: amount });

/** Parts of a sum that add up to it: each is what is due by its end less what was due before, in cents. */
function apportioned(yearly: NumberExpression, parts: number): NumberExpression {
  // The period's number counts on past the parts where a year has more periods.
  const part = column(PART, 'the period of the year', 0, 'count');
  const due = (done: NumberExpression) => over(times(yearly, done), constant(parts), 2);
  const within = least(part, constant(parts));
  return subtract(due(within), due(least(subtract(part, constant(1)), constant(parts))));
}

function bandForm(rate: Bands, base: NumberExpression, figures: Figures): RateForm {
  const { bands, how, payFrom, pays, on } = rate;
  if (on && how !== 'retroactive') {
    throw new QuarterdeckError(
      'plan-invalid',
      'Marginal bands divide the base, so they cannot be asked of another measure. Take “how”: “retroactive”, or leave “on” out.',
    );
  }
  const shown: Shown = pays === 'share' ? 'ratio' : 'money';
  const compiled = bands.map(({ from, rate: value }, index) => ({
    from: figures.input(`rate.bands.${index}.from`, from, `the edge of band ${index + 1}`, 'money'),
    rate: figures.input(`rate.bands.${index}.rate`, value, `the rate of band ${index + 1}`, shown),
  }));
  const looked: NumberExpression = on ? { kind: 'orElse', of: column(MEASURED, on.metric), otherwise: ZERO } : base;
  const reached: NumberExpression = {
    kind: 'band',
    of: looked,
    bands: compiled.map(({ from, rate: value }) => ({ from, value })),
    below: ZERO,
  };
  const start = payFrom === undefined ? null : figures.input('rate.payFrom', payFrom, 'where pay begins', 'money');
  if (pays === 'lump') {
    if (how === 'retroactive') return sum(reached);
    return sum(add(...compiled.map(({ from, rate: value }) => choose(compare(base, '>=', from), value, ZERO))));
  }
  if (how === 'retroactive') return start ? sum(times(reached, greatest(subtract(base, start), ZERO))) : one(reached);
  const marginal = (of: NumberExpression): NumberExpression => ({ kind: 'marginal', of, bands: compiled, scale: 8 });
  return sum(start ? subtract(marginal(base), marginal(least(base, start))) : marginal(base));
}

/** What each band pays of growth whose parts have rates of their own. Edges are shares of what there was before. */
export function growthParts(
  grown: NumberExpression,
  before: NumberExpression,
  bands: readonly { readonly from: NumberExpression; readonly rate: NumberExpression }[],
): NumberExpression[] {
  const edge = (from: NumberExpression) => times(from, before, BASE_SCALE);
  return bands.map(({ from, rate }, index) => {
    const next = bands[index + 1];
    const top = next ? least(grown, edge(next.from)) : grown;
    return times(rate, greatest(subtract(top, edge(from)), ZERO));
  });
}

/**
 * Who had nothing before has no growth rate: what asks for one is not met, while pay on growth alone that asks for none is
 * on all of the base.
 */
function growthForm(rate: Growth, base: NumberExpression, figures: Figures): RateForm {
  const named = typeof rate.growth === 'string' && !/^-?\d/.test(rate.growth);
  const before: NumberExpression = named
    ? column(BASELINE, `the base of ${rate.growth.replace('-', ' ')}`)
    : figures.input('rate.growth', rate.growth, 'the baseline', 'money');
  const grown = subtract(base, before);
  const least_ = figures.input('rate.atLeast', rate.atLeast, 'the growth to reach', 'ratio');
  const known = compare(before, '>', ZERO);
  const enough: Condition = { kind: 'all', of: [known, compare(grown, '>=', times(least_, before))] };
  const asked: Condition = rate.payOnlyGrowth ? { kind: 'any', of: [enough, compare(least_, '=', ZERO)] } : enough;
  const bands = rate.bands?.map((band, index) => ({
    from: figures.input(`rate.bands.${index}.from`, band.from, `the growth of band ${index + 1}`, 'ratio'),
    rate: figures.input(`rate.bands.${index}.rate`, band.rate, `the rate of band ${index + 1}`, 'ratio'),
  }));
  if (rate.marginal && bands) {
    if (!rate.payOnlyGrowth) {
      throw new QuarterdeckError(
        'plan-invalid',
        'Parts of growth are paid on growth. Take “payOnlyGrowth”: true, or leave “marginal” out.',
      );
    }
    return sum(choose(enough, add(...growthParts(grown, before, bands)), ZERO));
  }
  const share: NumberExpression = bands
    ? {
        kind: 'orElse',
        of: {
          kind: 'band',
          // Cut downwards, the quotient reaches an edge exactly when the growth does.
          of: over(grown, before, 8, 'floor'),
          bands: bands.map(({ from, rate: value }) => ({ from, value })),
          below: ZERO,
        },
        otherwise: ZERO,
      }
    : figures.input('rate.rate', rate.rate!, 'the rate', 'ratio');
  if (rate.payOnlyGrowth) return sum(choose(asked, times(share, greatest(grown, ZERO)), ZERO));
  return one(choose(asked, share, ZERO));
}

/** The rate is not rounded on the way: the amount is divided once. */
function linearForm(
  points: readonly { readonly at: string; readonly rate: string }[],
  base: NumberExpression,
  figures: Figures,
): RateForm {
  const [low, high] = points.map(({ at, rate }, index) => ({
    at: figures.input(`rate.linear.${index}.at`, at, `target ${index + 1}`, 'money'),
    rate: figures.input(`rate.linear.${index}.rate`, rate, `the rate at target ${index + 1}`, 'ratio'),
  }));
  const within = least(greatest(base, low!.at), high!.at);
  const risen = times(subtract(high!.rate, low!.rate), subtract(within, low!.at));
  const risenPay = over(times(risen, base), subtract(high!.at, low!.at));
  return sum(add(times(low!.rate, base), risenPay));
}
