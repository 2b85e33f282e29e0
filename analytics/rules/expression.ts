/**
 * The expression tree that every rule is compiled to, and that has several readings: SQL with exact decimals (the answer
 * of record), a kernel over typed arrays, an Excel formula and a sentence. A rule is written once, as this tree.
 *
 * **Numbers** are decimals with a declared scale: each node's value is a whole number of 10^-scale. Adding, comparing,
 * min and max are exact and keep the greater scale of their parts. Multiplying and dividing round to the scale they name,
 * half away from zero unless they say otherwise; the product or quotient is exact before that.
 *
 * **A missing number** (no data, or divided by zero) stays missing through arithmetic; min, max and sums included: an
 * unknown part makes the whole unknown unless `orElse` says what stands for it. A comparison with a missing number does
 * not hold, so conditions are true or false, never unknown; `known` tells the two kinds of false apart.
 *
 * **Edges**: a band begins at its `from`, which belongs to it.
 */
export type Scale = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** How a value is shown in a sentence and a cell. */
export type Shown = 'money' | 'count' | 'ratio' | 'days' | 'quantity' | 'index' | 'points' | 'factor';

/** `half-up` rounds halves away from zero; `down` towards zero; `floor` to the smaller number. */
export type Rounding = 'half-up' | 'down' | 'floor';

export type NumberExpression =
  | Constant
  | Input
  | Column
  | Arithmetic
  | Product
  | Quotient
  | Rounded
  | Band
  | Marginal
  | Choice
  | OrElse;

export type Condition = Always | Flag | Compared | All | Any | AtLeastOf | Negated | Known;

export type Expression = NumberExpression | Condition;

/** A figure of the rule that is never moved by hand. */
export interface Constant {
  readonly kind: 'constant';
  /** Plain decimal text with at most `scale` digits after the point. */
  readonly value: string;
  readonly scale: Scale;
  readonly shown?: Shown;
}

/**
 * A figure of the rule that people move: a threshold, a rate, a cap. Its value comes beside the tree (`Inputs`), so that
 * moving it compiles nothing anew; in Excel it is a named cell.
 */
export interface Input {
  readonly kind: 'input';
  /** Its place in the document: `levels.2.requirement.all.0.value`. */
  readonly name: string;
  readonly scale: Scale;
  readonly label: string;
  readonly shown?: Shown;
}

/** A measure of the row: a partner's bookings in a window, a line's amount. */
export interface Column {
  readonly kind: 'column';
  readonly name: string;
  readonly scale: Scale;
  /** As a sentence says it: “bookings of the trailing 12 months”. */
  readonly label: string;
  readonly shown?: Shown;
}

export interface Arithmetic {
  readonly kind: 'add' | 'subtract' | 'min' | 'max';
  /** At least one; `subtract` takes the later ones from the first. */
  readonly of: readonly NumberExpression[];
}

export interface Product {
  readonly kind: 'multiply';
  readonly left: NumberExpression;
  readonly right: NumberExpression;
  readonly scale: Scale;
  readonly rounding?: Rounding;
}

/** Division is a step of its own with scale and rounding; by zero it gives no figure. */
export interface Quotient {
  readonly kind: 'divide';
  readonly left: NumberExpression;
  readonly right: NumberExpression;
  readonly scale: Scale;
  readonly rounding?: Rounding;
}

export interface Rounded {
  readonly kind: 'round';
  readonly of: NumberExpression;
  readonly scale: Scale;
  readonly rounding?: Rounding;
}

/**
 * What the band that holds `of` says; `below` under the first band. Bands go upwards; where inputs let edges cross, the last
 * band whose edge is reached decides. An edge that is missing is not reached.
 */
export interface Band {
  readonly kind: 'band';
  readonly of: NumberExpression;
  readonly bands: readonly { readonly from: NumberExpression; readonly value: NumberExpression }[];
  readonly below: NumberExpression;
}

/**
 * Σ rate × the part of `of` inside each band: from its edge to the next one, nothing below the first. The products are summed
 * exactly, and the sum is rounded once.
 */
export interface Marginal {
  readonly kind: 'marginal';
  readonly of: NumberExpression;
  readonly bands: readonly { readonly from: NumberExpression; readonly rate: NumberExpression }[];
  readonly scale: Scale;
  readonly rounding?: Rounding;
}

/** `value` where the condition holds, else `otherwise`. */
export interface Choice {
  readonly kind: 'choose';
  readonly when: Condition;
  readonly value: NumberExpression;
  readonly otherwise: NumberExpression;
}

/** `otherwise` where `of` is missing. */
export interface OrElse {
  readonly kind: 'orElse';
  readonly of: NumberExpression;
  readonly otherwise: NumberExpression;
}

export interface Always {
  readonly kind: 'always';
  readonly holds: boolean;
}

/** A yes or no of the row; missing counts as no. */
export interface Flag {
  readonly kind: 'flag';
  readonly name: string;
  readonly label: string;
}

export interface Compared {
  readonly kind: 'compare';
  readonly sign: '>=' | '>' | '<=' | '<' | '=';
  readonly left: NumberExpression;
  readonly right: NumberExpression;
}

/** Of no parts: it holds. */
export interface All {
  readonly kind: 'all';
  readonly of: readonly Condition[];
}

/** Of no parts: it does not hold. */
export interface Any {
  readonly kind: 'any';
  readonly of: readonly Condition[];
}

export interface AtLeastOf {
  readonly kind: 'atLeast';
  readonly count: number;
  readonly of: readonly Condition[];
}

export interface Negated {
  readonly kind: 'not';
  readonly of: Condition;
}

export interface Known {
  readonly kind: 'known';
  readonly of: NumberExpression;
}

/** Values of the inputs by name: plain decimal text. */
export type Inputs = Readonly<Record<string, string>>;

const CONDITIONS: ReadonlySet<Expression['kind']> = new Set([
  'always',
  'flag',
  'compare',
  'all',
  'any',
  'atLeast',
  'not',
  'known',
]);

export function isCondition(expression: Expression): expression is Condition {
  return CONDITIONS.has(expression.kind);
}
