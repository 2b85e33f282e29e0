/** Random rules, rows and inputs for the properties that hold the readings together. */
import fc from 'fast-check';
import type {
  Condition,
  Constant,
  Expression,
  Input,
  Inputs,
  NumberExpression,
  Rounding,
  Scale,
} from '../../../analytics/rules/expression.ts';
import type { Row } from './reference.ts';

/** The columns that random rows have, and how large they get: a thousand billion at two decimals is money in any currency. */
export const COLUMNS = {
  revenue: { scale: 2, most: 10n ** 14n },
  bookings: { scale: 4, most: 10n ** 13n },
  people: { scale: 0, most: 5_000n },
  share: { scale: 4, most: 30_000n },
} as const satisfies Record<string, { scale: Scale; most: bigint }>;
export const FLAGS = ['audited', 'authorised'] as const;

/** Whole numbers that rules stumble over: zero, one unit, a half, round figures and very large ones. */
function units(most: bigint): fc.Arbitrary<bigint> {
  const round = fc
    .tuple(fc.bigInt(-9n, 9n), fc.nat({ max: String(most).length - 1 }))
    .map(([digit, power]) => (digit * 10n ** BigInt(power) * most) / most);
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(0n, 1n, -1n, 5n, 50n, -50n, most, -most) },
    { weight: 3, arbitrary: round.filter((value) => value <= most && value >= -most) },
    { weight: 3, arbitrary: fc.bigInt(-1000n, most < 100_000n ? most : 100_000n) },
    { weight: 2, arbitrary: fc.bigInt(-most, most) },
  );
}

const row: fc.Arbitrary<Row> = fc.record({
  numbers: fc.record(
    Object.fromEntries(
      Object.entries(COLUMNS).map(([name, { most }]) => [name, fc.option(units(most), { nil: null, freq: 6 })]),
    ),
  ),
  flags: fc.record(Object.fromEntries(FLAGS.map((name) => [name, fc.boolean()]))),
});

const SCALES: readonly Scale[] = [0, 1, 2, 4, 6];
const scale = fc.constantFrom(...SCALES);
const rounding = fc.constantFrom<Rounding>('half-up', 'down', 'floor');

/** Decimal text with at most `digits` digits after the point. */
function text(value: bigint, digits: number): string {
  const size = String(value < 0n ? -value : value).padStart(digits + 1, '0');
  const whole = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
  return value < 0n ? `-${whole}` : whole;
}

const constant: fc.Arbitrary<Constant> = scale.chain((digits) =>
  units(10n ** 9n).map((value) => ({ kind: 'constant', value: text(value, digits), scale: digits })),
);

/** Inputs by their scale, so that the values that go with a tree fit it. */
export const INPUTS: readonly Input[] = SCALES.flatMap((digits) =>
  [1, 2].map(
    (index): Input => ({
      kind: 'input',
      name: `i${digits}_${index}`,
      scale: digits,
      label: `Input ${digits}_${index}`,
    }),
  ),
);
const inputs: fc.Arbitrary<Inputs> = fc.record(
  Object.fromEntries(
    INPUTS.map(({ name, scale: digits }) => [name, units(10n ** 9n).map((value) => text(value, digits))]),
  ),
);

const { number, condition } = fc.letrec<{ number: NumberExpression; condition: Condition }>((tie) => {
  const depth = { maxDepth: 4, depthSize: 'small' } as const;
  const some = fc.array(tie('number'), { minLength: 1, maxLength: 3 });
  const bands = <Field extends 'value' | 'rate'>(field: Field, of: fc.Arbitrary<NumberExpression>) =>
    fc
      .array(fc.tuple(fc.oneof(constant, fc.constantFrom(...INPUTS), tie('number')), of), {
        minLength: 1,
        maxLength: 4,
      })
      .map((pairs) =>
        ascending(pairs).map(
          ([from, second]) =>
            ({ from, [field]: second }) as { from: NumberExpression } & Record<Field, NumberExpression>,
        ),
      );
  const columns = Object.entries(COLUMNS).map(
    ([name, { scale: digits }]) => ({ kind: 'column', name, scale: digits, label: name }) as const,
  );
  return {
    number: fc.oneof(
      depth,
      fc.constantFrom<NumberExpression>(...columns),
      constant,
      fc.constantFrom<NumberExpression>(...INPUTS),
      fc.record({ kind: fc.constantFrom('add', 'subtract', 'min', 'max'), of: some }),
      fc.record({
        kind: fc.constantFrom('multiply', 'divide'),
        left: tie('number'),
        right: tie('number'),
        scale,
        rounding,
      }),
      fc.record({ kind: fc.constant('round'), of: tie('number'), scale, rounding }),
      fc.record({
        kind: fc.constant('band'),
        of: tie('number'),
        bands: bands('value', tie('number')),
        below: tie('number'),
      }),
      fc.record({
        kind: fc.constant('marginal'),
        of: tie('number'),
        bands: bands('rate', tie('number')),
        scale,
        rounding,
      }),
      fc.record({
        kind: fc.constant('choose'),
        when: tie('condition'),
        value: tie('number'),
        otherwise: tie('number'),
      }),
      fc.record({ kind: fc.constant('orElse'), of: tie('number'), otherwise: tie('number') }),
    ) as fc.Arbitrary<NumberExpression>,
    condition: fc.oneof(
      depth,
      fc.record({ kind: fc.constant('always'), holds: fc.boolean() }),
      fc.constantFrom<Condition>(...FLAGS.map((name) => ({ kind: 'flag', name, label: name }) as const)),
      fc.record({
        kind: fc.constant('compare'),
        sign: fc.constantFrom('>=', '>', '<=', '<', '='),
        left: tie('number'),
        right: tie('number'),
      }),
      fc.record({ kind: fc.constantFrom('all', 'any'), of: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc
        .array(tie('condition'), { maxLength: 4 })
        .chain((of) =>
          fc.record({ kind: fc.constant('atLeast'), count: fc.nat({ max: of.length }), of: fc.constant(of) }),
        ),
      fc.record({ kind: fc.constant('not'), of: tie('condition') }),
      fc.record({ kind: fc.constant('known'), of: tie('number') }),
    ) as fc.Arbitrary<Condition>,
  };
});

/** Constant edges must go upwards: those are put in order, with one of a kind, and edges of other kinds follow. */
function ascending<Second>(
  pairs: readonly (readonly [NumberExpression, Second])[],
): (readonly [NumberExpression, Second])[] {
  const constants = new Map(
    pairs.flatMap((pair) => (pair[0].kind === 'constant' ? [[Number(pair[0].value), pair] as const] : [])),
  );
  const ordered = [...constants].sort(([a], [b]) => a - b).map(([, pair]) => pair);
  return [...ordered, ...pairs.filter(([from]) => from.kind !== 'constant')];
}

export const expressions: fc.Arbitrary<Expression> = fc.oneof(number, condition);

/** A handful of rules, the rows they are read on, and the values of their inputs. */
export interface RuleCase {
  readonly rules: Expression[];
  readonly rows: Row[];
  readonly inputs: Inputs;
}

export const cases: fc.Arbitrary<RuleCase> = fc.record({
  rules: fc.array(expressions, { minLength: 20, maxLength: 20 }),
  rows: fc.array(row, { minLength: 12, maxLength: 12 }),
  inputs,
});

/** Quarters from −3 to 3, rounded, multiplied and divided in every way: each half, edge and zero there is. */
export const QUARTERS: RuleCase = {
  rules: (['half-up', 'down', 'floor'] as const).flatMap((mode): Expression[] => {
    const share = { kind: 'column', name: 'share', scale: COLUMNS.share.scale, label: 'share' } as const;
    const constants = ['0.5', '-0.5', '0.2', '2', '-2', '3', '-8'].map(
      (value): Constant => ({ kind: 'constant', value, scale: value.includes('.') ? 1 : 0 }),
    );
    return ([0, 1, 2] as const).flatMap((to): Expression[] => [
      { kind: 'round', of: share, scale: to, rounding: mode },
      ...constants.flatMap((right): Expression[] => [
        { kind: 'multiply', left: share, right, scale: to, rounding: mode },
        { kind: 'divide', left: share, right, scale: to, rounding: mode },
        { kind: 'divide', left: right, right: share, scale: to, rounding: mode },
        { kind: 'marginal', of: share, bands: [{ from: constants[4]!, rate: right }], scale: to, rounding: mode },
      ]),
    ]);
  }),
  rows: Array.from({ length: 25 }, (_, index) => ({
    numbers: { revenue: null, bookings: null, people: null, share: BigInt(index - 12) * 2500n },
    flags: Object.fromEntries(FLAGS.map((name) => [name, false])),
  })),
  inputs: {},
};
